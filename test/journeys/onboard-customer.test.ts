// Onboarding through the gateway with real tokens, judged by the stand-ins' own records and logs: done once, a question, an outage,
// and the same request however often and however rudely it is sent.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { openStore } from '../../subgraphs/store/store.ts';
import { holdingsOf, makeProspects, type Prospect, updateAccount } from '../chaos/prospects.ts';
import { openHouse, type Reply, type TestHouse } from '../house/house.ts';

interface Run {
  readonly id: string;
  readonly state: string;
  readonly correlationId: string;
  readonly failure: { readonly code: string; readonly step: string; readonly fields: readonly string[] } | null;
  readonly steps: readonly {
    readonly name: string;
    readonly system: string;
    readonly state: string;
    readonly record: { readonly system: string; readonly id: string } | null;
  }[];
}

interface Payload {
  readonly run: Run | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

const runFields =
  'id state correlationId failure { code step fields } steps { name system state record { system id } }';
const onboardDocument = `mutation ($input: OnboardCustomerInput!) {
  onboardCustomer(input: $input) { run { ${runFields} } isRepeated userErrors { code path } } }`;
const replayDocument = `mutation ($input: ReplayRunInput!) {
  replayRun(input: $input) { run { ${runFields} } isRepeated userErrors { code path } } }`;
const eachOnce = { erpCustomers: 1, erpActive: 1, psaCustomers: 1, psaReferences: 1, crmLinks: 1 };
const nothing = { erpCustomers: 0, erpActive: 0, psaCustomers: 0, psaReferences: 0, crmLinks: 0 };
const vendors = ['salesforce', 'kantata', 'netsuite'] as const;

let house: TestHouse;
let fresh: Prospect[];
const children: ChildProcess[] = [];

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    plant: async (sandbox) => {
      fresh = [...(await makeProspects(sandbox, 13))];
    },
  });
}, 60_000);
afterEach(async () => {
  for (const vendor of vendors) {
    house.sandbox.standIns[vendor].faults.clear();
    await house.sandbox.standIns[vendor].faults.settled();
  }
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await house.close();
});

const entityOf = (id: string): string => mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id });
const inputOf = (prospect: Prospect, more: object = {}) => ({
  ...{ idempotencyKey: `journey-${prospect.account}`, customerId: prospect.id },
  ...{ legalEntityIds: [entityOf('2'), entityOf('3')], currency: 'USD', ...more },
});

/** A customer that the firm's salespeople made years ago. */
function known(name: string): Prospect {
  const rows = house.sandbox.standIns.salesforce.standIn.dump().Account ?? [];
  const row = rows.find(({ Name }) => Name === name);
  const [account, website] = [String(row?.Id), String(row?.Website)];
  return {
    account,
    name,
    website,
    id: mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: account }),
  };
}

function payloadOf(reply: Reply, field = 'onboardCustomer'): Payload {
  const payload = (reply.data as Readonly<Record<string, Payload | null>> | null)?.[field];
  if (payload == null) throw new Error(reply.text);
  return payload;
}

async function onboard(input: object, role: Role = 'account-manager'): Promise<Payload> {
  return payloadOf(await house.ask(role, onboardDocument, { input }));
}

/** The run once it rests, seen through the gateway. */
async function rest(runId: string): Promise<Run> {
  let run: Run | null = null;
  await expect
    .poll(
      async () => {
        const reply = await house.ask('operator', `query ($id: ID!) { run(id: $id) { ${runFields} } }`, { id: runId });
        ({ run } = reply.data as { run: Run | null });
        return run?.state;
      },
      { timeout: 60_000, interval: 50 },
    )
    .not.toMatch(/RUNNING|COMPENSATING/);
  if (run === null) throw new Error(`There is no run ${runId}`);
  return run;
}

/** What a run waits for, as an operator sees it. */
async function waitOf(id: string | undefined): Promise<unknown> {
  const asked = 'query ($id: ID!) { run(id: $id) { waitsFor { reason system until since run { id state } } } }';
  const { data } = await house.ask('operator', asked, { id });
  return (data as { run: { waitsFor: unknown } | null }).run?.waitsFor;
}

async function ended(payload: Payload): Promise<Run> {
  expect(payload.userErrors).toEqual([]);
  return rest(payload.run?.id ?? '');
}

const holdings = (prospect: Prospect) => holdingsOf(house.sandbox, prospect);

/** Writes that each vendor committed while something ran, by its own log. */
async function commits<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly commits: readonly number[] }> {
  for (const vendor of vendors) house.sandbox.standIns[vendor].requests.clear();
  const result = await run();
  return {
    result,
    commits: vendors.map((vendor) => house.sandbox.standIns[vendor].requests.totals().writes.committed),
  };
}

const next = (): Prospect => {
  const prospect = fresh.shift();
  if (prospect === undefined) throw new Error('All prospects are onboarded; plant more');
  return prospect;
};

describe('onboarding a customer', { timeout: 90_000 }, () => {
  test('while the CRM has never been read whole a customer nobody knows is not known yet; afterwards it is not there', async () => {
    const store = await openStore({ dataDir: join(house.env.DATA_DIR ?? '', 'postgres') });
    try {
      const read = (at: string | null) =>
        sql<{ at: Date }>`update feed_cursor set complete_at = ${at}::timestamptz
        where system = 'CRM' and kind = 'CUSTOMER' returning complete_at as at`.execute(store.db);
      const stranger = {
        ...inputOf(next()),
        customerId: mintId({ system: 'CRM', instance: 'x', kind: 'CUSTOMER', id: 'x' }),
      };
      const codes = async () => (await onboard(stranger)).userErrors.map(({ code }) => code);
      expect((await read(null)).rows).toHaveLength(1);
      expect(await codes()).toEqual(['CUSTOMER_NOT_KNOWN_YET']);
      const waiting = codes();
      await pause(500);
      await read(new Date().toISOString());
      // Whoever asked while it was being read is told what came of it.
      expect(await waiting).toEqual(['CUSTOMER_NOT_FOUND']);
    } finally {
      await store.close();
    }
  });

  test('it is made in the ERP and the PSA, linked in all three, and active; the run tells every write by its id', async () => {
    const prospect = next();
    const token = await house.token('account-manager');
    const reply = await fetch(house.graphUrl, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
        'x-correlation-id': 'journey-correlation-1',
      },
      body: JSON.stringify({ query: onboardDocument, variables: { input: inputOf(prospect) } }),
    });
    const { data } = (await reply.json()) as { data: { onboardCustomer: Payload } };
    const run = await ended(data.onboardCustomer);
    expect(run).toMatchObject({ state: 'DONE', failure: null, correlationId: 'journey-correlation-1' });
    expect(holdings(prospect)).toEqual(eachOnce);
    expect(run.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'erp-customer DONE',
      'erp-billing-account-3 DONE',
      'psa-customer DONE',
      'psa-link DONE',
      'crm-link DONE',
      'erp-activate DONE',
    ]);
    const erp = house.sandbox.standIns.netsuite.standIn
      .dump()
      .customer?.find((row) => row.companyname === prospect.name);
    expect(run.steps[0]?.record).toEqual({ system: 'ERP', id: erp?.id });
    const found = await house.ask(
      'operator',
      '{ runs(first: 1, filter: { correlationId: "journey-correlation-1" }) { edges { node { id } } } }',
    );
    expect(found.data).toEqual({ runs: { edges: [{ node: { id: run.id } }] } });
  });

  test('a request without a correlation id is given one, which the run keeps and the answer names', async () => {
    const token = await house.token('account-manager');
    const reply = await fetch(house.graphUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: onboardDocument, variables: { input: inputOf(next()) } }),
    });
    const { data } = (await reply.json()) as { data: { onboardCustomer: Payload } };
    const run = await ended(data.onboardCustomer);
    expect(run.state).toBe('DONE');
    expect(run.correlationId).toBe(reply.headers.get('x-correlation-id'));
  });

  test('asked for anew under other keys it is done each time, and nothing is written', async () => {
    const prospect = next();
    await ended(await onboard(inputOf(prospect)));
    const again = async (n: number): Promise<string> =>
      (await ended(await onboard(inputOf(prospect, { idempotencyKey: `again-${n}-${prospect.account}` })))).state;
    const { result, commits: written } = await commits(async () => [await again(1), await again(2)]);
    expect(result).toEqual(['DONE', 'DONE']);
    expect(written).toEqual([0, 0, 0]);
  });

  test('a customer that the PSA has already, by its reference field, is not made there a second time', async () => {
    const tamarack = known('Tamarack Mutual Insurance');
    expect(holdings(tamarack)).toMatchObject({ erpCustomers: 0, psaCustomers: 1, psaReferences: 1 });
    expect(await ended(await onboard(inputOf(tamarack)))).toMatchObject({ state: 'DONE' });
    expect(holdings(tamarack)).toEqual(eachOnce);
  });

  test('one that looks like a customer of the ERP is a question with candidates and no write; answered, a replay goes on', async () => {
    const granite = known('Granite Bay Credit Union');
    const twin = house.sandbox.standIns.netsuite.standIn
      .dump()
      .customer?.find((row) => row.companyname === granite.name);
    const asked = await commits(async () => ended(await onboard(inputOf(granite))));
    expect(asked.result).toMatchObject({
      state: 'STUCK',
      failure: { code: 'DUPLICATE_CANDIDATE', fields: [twin?.id] },
    });
    expect(asked.commits).toEqual([0, 0, 0]);
    const replay = { runId: asked.result.id, reason: 'linked it in the CRM' };
    const forbidden = await house.ask('account-manager', replayDocument, { input: replay });
    expect(forbidden.errors[0]?.extensions?.code).toBe('FORBIDDEN');
    // What a person does who has looked: the CRM names the ERP's record.
    await updateAccount(house.sandbox, granite.account, { ERP_Customer_Id__c: twin?.id });
    const again = payloadOf(await house.ask('operator', replayDocument, { input: replay }), 'replayRun');
    expect(await ended(again)).toMatchObject({ id: asked.result.id, state: 'DONE' });
    expect(holdings(granite)).toEqual(eachOnce);
  });

  test('an outage parks the run with nothing undone; the operator replays it, and each record is there once', async () => {
    const prospect = next();
    const { faults } = house.sandbox.standIns.kantata;
    faults.plant({ kind: 'refuse' });
    await faults.settled();
    const parked = await ended(await onboard(inputOf(prospect)));
    expect(parked).toMatchObject({ state: 'PARKED', failure: { step: 'psa-customer' } });
    expect(holdings(prospect)).toMatchObject({ erpCustomers: 1, erpActive: 0, psaCustomers: 0 });
    faults.clear();
    await faults.settled();
    // What is asked of the same customer later waits for the earlier one, and not as a question.
    const later = await onboard(inputOf(prospect, { idempotencyKey: `later-${prospect.account}` }));
    expect(later.run).toMatchObject({ state: 'RUNNING', steps: [] });
    await expect
      .poll(async () => waitOf(later.run?.id), { timeout: 30_000 })
      .toMatchObject({ reason: 'EARLIER_RUN', run: { id: parked.id, state: 'PARKED' }, until: null, system: null });
    const replay = { runId: parked.id, reason: 'the PSA is back' };
    // Left alone by the breaker for a moment after the outage, the PSA may need a second replay.
    await expect
      .poll(
        async () => {
          const reply = await house.ask('operator', replayDocument, { input: replay });
          return (await rest(payloadOf(reply, 'replayRun').run?.id ?? parked.id)).state;
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe('DONE');
    expect(await ended(later)).toMatchObject({ state: 'DONE' });
    expect(await waitOf(later.run?.id)).toBeNull();
    expect(holdings(prospect)).toEqual(eachOnce);
  });

  test('a refusal in the middle takes everything back; once it is mended the replay begins anew, and each record is there once', async () => {
    const [prospect, holder] = [next(), next()];
    const rule = house.sandbox.standIns.kantata.faults.plant({
      ...{ kind: 'lateReply', ms: 3_000, count: 1, match: '^POST .*/workspace_groups' },
    });
    const asked = onboard(inputOf(prospect));
    await expect.poll(() => rule.struck, { timeout: 20_000, interval: 5 }).toBe(1);
    // Meanwhile another onboarding looks through the ERP's customers, so that this one is known to the directory.
    expect((await ended(await onboard(inputOf(next())))).state).toBe('DONE');
    // Somebody gives the ERP's id, which the CRM takes once only, to another account.
    const made = house.sandbox.standIns.netsuite.standIn
      .dump()
      .customer?.find((row) => row.companyname === prospect.name);
    await updateAccount(house.sandbox, holder.account, { ERP_Customer_Id__c: made?.id });
    const refused = await ended(await asked);
    expect(refused).toMatchObject({ state: 'COMPENSATED', failure: { step: 'crm-link', code: 'SYSTEM_REFUSED' } });
    expect(refused.steps.map(({ state }) => state)).toEqual(['UNDONE', 'DONE', 'UNDONE', 'DONE', 'REFUSED']);
    expect(holdings(prospect)).toEqual(nothing);
    await updateAccount(house.sandbox, holder.account, { ERP_Customer_Id__c: null });
    const replay = { runId: refused.id, reason: 'the other account has given the id back' };
    const again = payloadOf(await house.ask('finance-controller', replayDocument, { input: replay }), 'replayRun');
    // What was taken back is written again only when a second person agrees.
    expect(again).toMatchObject({ run: { id: refused.id, state: 'COMPENSATED' }, userErrors: [] });
    const { approvals } = (await house.ask('operator', '{ approvals { edges { node { id action mayDecide } } } }'))
      .data as {
      approvals: { edges: { node: { id: string; action: string; mayDecide: boolean } }[] };
    };
    expect(approvals.edges).toMatchObject([{ node: { action: 'run.replay-compensated', mayDecide: true } }]);
    const yes = {
      idempotencyKey: 'the-replay-is-right',
      approvalId: approvals.edges[0]?.node.id,
      reason: 'it was mended',
    };
    const approve = `mutation ($input: DecideApprovalInput!) { approve(input: $input) { run { ${runFields} } userErrors { code path } } }`;
    const agreed = payloadOf(await house.ask('operator', approve, { input: yes }), 'approve');
    expect(await ended(agreed)).toMatchObject({ id: refused.id, state: 'DONE' });
    expect(holdings(prospect)).toEqual(eachOnce);
  });

  test('what the ERP could not bill is refused before anything is written; a role without the right is turned away', async () => {
    const prospect = next();
    const { result, commits: committed } = await commits(async () =>
      ended(await onboard(inputOf(prospect, { currency: 'SEK' }))),
    );
    expect(result).toMatchObject({ state: 'COMPENSATED', failure: { code: 'CURRENCY_UNKNOWN', fields: ['currency'] } });
    expect(committed).toEqual([0, 0, 0]);
    expect(holdings(prospect)).toEqual(nothing);
    const reply = await house.ask('portal-user', onboardDocument, { input: inputOf(prospect) });
    expect(reply.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('the same request', { timeout: 90_000 }, () => {
  /** Commits of one onboarding with two legal entities: the CRM's link; customer and reference; customer, account, activation. */
  const expected = [1, 2, 3];

  test('fifty at once are one run, twenty more later too, and one with another input is refused', async () => {
    const prospect = next();
    const input = inputOf(prospect);
    const fifty = await commits(async () => {
      const payloads = await Promise.all(Array.from({ length: 50 }, () => onboard(input)));
      await rest(payloads[0]?.run?.id ?? '');
      return payloads;
    });
    expect(new Set(fifty.result.map(({ run }) => run?.id)).size).toBe(1);
    expect(fifty.result.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    expect(holdings(prospect)).toEqual(eachOnce);
    expect(fifty.commits).toEqual(expected);
    const twenty = await commits(async () => {
      for (let count = 0; count < 20; count += 1) expect((await onboard(input)).run?.state).toBe('DONE');
      const other = await onboard(inputOf(prospect, { currency: 'EUR' }));
      expect(other).toMatchObject({ run: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    });
    expect(twenty.commits).toEqual([0, 0, 0]);
    console.info(
      `50 at once: ${fifty.commits.join('/')} commits (Salesforce/Kantata/NetSuite); 20 more and one other: 0`,
    );
  });

  test('a caller who leaves in the middle leaves one run, which the same key finds', async () => {
    const prospect = next();
    const token = await house.token('account-manager');
    const rule = house.sandbox.standIns.netsuite.faults.plant({
      ...{ kind: 'lateReply', ms: 500, count: 1, match: '^POST .*/customer$' },
    });
    const gone = await commits(async () => {
      const leave = new AbortController();
      const asked = fetch(house.graphUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: onboardDocument, variables: { input: inputOf(prospect) } }),
        signal: leave.signal,
      });
      const left = expect(asked).rejects.toThrow();
      await expect.poll(() => rule.struck, { timeout: 20_000, interval: 5 }).toBe(1);
      leave.abort();
      await left;
      const payload = await onboard(inputOf(prospect));
      expect(payload.isRepeated).toBe(true);
      return ended(payload);
    });
    expect(gone.result.state).toBe('DONE');
    expect(gone.commits).toEqual(expected);
    expect(holdings(prospect)).toEqual(eachOnce);
  });

  test('two processes that get it at once begin one run', async () => {
    const prospect = next();
    const other = await secondProcess();
    const { result, commits: committed } = await commits(async () => {
      const asks = Array.from({ length: 20 }, async (_, index) => {
        const url = index % 2 === 0 ? undefined : other;
        return payloadOf(await house.ask('account-manager', onboardDocument, { input: inputOf(prospect) }, url));
      });
      const payloads = await Promise.all(asks);
      await rest(payloads[0]?.run?.id ?? '');
      return payloads;
    });
    expect(new Set(result.map(({ run }) => run?.id)).size).toBe(1);
    expect(committed).toEqual(expected);
    expect(holdings(prospect)).toEqual(eachOnce);
    console.info(`20 at two processes: ${committed.join('/')} commits`);
  });
});

/** Another process API on the same store, in a process of its own; its GraphQL address. */
async function secondProcess(): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'subgraphs/serve.mjs', 'process'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, ...house.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ urls: { process: string } }];
  return `${message.urls.process}/graphql`;
}
