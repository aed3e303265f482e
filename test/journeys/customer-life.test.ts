// A customer's life through the gateway, judged by the stand-ins' own records: changed in every system or in none, refused with what to do
// where, agreed to by a second person, followed from the CRM's own screen. There deals are closed, too: each is converted once, and stops
// when a hold comes meanwhile.
// `npm run measure -- customer-life` prints what each system made of each change.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { mergeAccounts } from '../contract/merge-accounts.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { changeInCrm, dealOf, holdingsOfDeal, rows, win } from './deals.ts';

interface Change {
  readonly system: string;
  readonly thing: string;
  readonly outcome: string;
  readonly before: string | null;
  readonly after: string | null;
}
interface Run {
  readonly id: string;
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string; readonly fields: readonly string[] } | null;
  readonly customerChanges: readonly Change[] | null;
}

/** What the rules beside the process hold without a house, too, is looked at here only when all of it is. */
const also = test.runIf(process.env.LIFE === 'all');
let house: TestHouse;
let asked = 0;
const table: string[] = ['change | outcome | CRM | PSA | ERP'];

beforeAll(async () => {
  house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'true', CUSTOMERS_FOLLOW: 'true' } });
}, 60_000);
afterAll(async () => {
  if (process.env.LIFE === 'all') console.log(table.join('\n'));
  await house.close();
});

async function ask<T>(role: Role, query: string, variables: object = {}): Promise<T> {
  const reply = await house.ask(role, query, { ...variables });
  expect(reply.errors, reply.text).toEqual([]);
  return reply.data as T;
}

/** A customer by its name in the CRM, with the other systems' records that name it. */
function customer(name: string) {
  const { sandbox } = house;
  const crm = String(rows(sandbox, 'salesforce', 'Account').find((row) => row.Name === name)?.Id);
  const group = rows(sandbox, 'kantata', 'external_references').find(
    (row) => row.subject_type === 'WorkspaceGroup' && row.service_model_ref === crm,
  );
  const erp = rows(sandbox, 'netsuite', 'customer').find((row) => row.custentity_crm_account === crm);
  const id = mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: crm });
  return { id, crm, psa: String(group?.subject_id), erp: String(erp?.id) };
}
type Customer = ReturnType<typeof customer>;

const inCrm = ({ crm }: Customer) => rows(house.sandbox, 'salesforce', 'Account').find(({ Id }) => Id === crm);
const inPsa = ({ psa }: Customer) => rows(house.sandbox, 'kantata', 'workspace_groups').find(({ id }) => id === psa);
const inErp = ({ erp }: Customer) => rows(house.sandbox, 'netsuite', 'customer').find(({ id }) => String(id) === erp);
const names = (one: Customer) => [inCrm(one)?.Name, inPsa(one)?.name, inErp(one)?.companyname];
const invoicesOf = ({ erp }: Customer) =>
  rows(house.sandbox, 'netsuite', 'transaction').filter(({ entity }) => String(entity) === erp);

const runFields = 'id state failure { code message fields } customerChanges { system thing outcome before after }';

/** Asks for a change; answers with the run once it rests. */
async function change({ id }: Customer, input: object, role: Role = 'finance-controller'): Promise<Run> {
  const document = `mutation ($input: ChangeCustomerInput!) {
    changeCustomer(input: $input) { run { id } userErrors { code message } } }`;
  const { changeCustomer } = await ask<{ changeCustomer: { run: { id: string } | null; userErrors: unknown[] } }>(
    role,
    document,
    { input: { idempotencyKey: `life-journey-${(asked += 1)}`, customerId: id, ...input } },
  );
  expect(changeCustomer.userErrors).toEqual([]);
  return rest(changeCustomer.run?.id ?? '');
}

async function rest(id: string, moving = /RUNNING|COMPENSATING/): Promise<Run> {
  let run: Run | null = null;
  const look = async (): Promise<string | undefined> => {
    ({ run } = await ask<{ run: Run | null }>('operator', `query ($id: ID!) { run(id: $id) { ${runFields} } }`, {
      id,
    }));
    return run?.state;
  };
  await expect.poll(look, { timeout: 60_000, interval: 100 }).not.toMatch(moving);
  if (run === null) throw new Error(`There is no run ${id}`);
  return run;
}

/** How many exceptions a run has left open. */
async function openOf(runId: string): Promise<number> {
  const query =
    'query ($filter: ExceptionFilter) { processExceptions(first: 5, filter: $filter) { edges { node { id } } } }';
  const found = await ask<{ processExceptions: { edges: readonly unknown[] } }>('finance-controller', query, {
    filter: { runId },
  });
  return found.processExceptions.edges.length;
}

/** Agrees to what a run waits for; answers with what was wrong. */
async function approve(runId: string, role: Role): Promise<readonly string[]> {
  const { approvals } = await ask<{ approvals: { edges: readonly { node: { id: string } }[] } }>(
    'finance-controller',
    'query ($filter: ApprovalFilter) { approvals(first: 5, filter: $filter) { edges { node { id } } } }',
    { filter: { view: 'ALL', runId } },
  );
  const input = {
    idempotencyKey: `life-approval-${(asked += 1)}`,
    approvalId: approvals.edges[0]?.node.id,
    reason: 'seen',
  };
  const reply = await house.ask(
    role,
    'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }',
    { input },
  );
  if (reply.errors.length > 0) return reply.errors.map(({ extensions }) => String(extensions?.code));
  return (reply.data as { approve: { userErrors: { code: string }[] } }).approve.userErrors.map(({ code }) => code);
}

/** Agreed to by somebody else, and done. */
async function agreed(waiting: Run): Promise<Run> {
  expect(waiting.state).toBe('WAITING_APPROVAL');
  expect(await approve(waiting.id, 'finance-controller')).not.toEqual([]);
  expect(await approve(waiting.id, 'billing-approver')).toEqual([]);
  return rest(waiting.id, /RUNNING|COMPENSATING|WAITING_APPROVAL/);
}

const outcomes = ({ customerChanges }: Run): readonly string[] =>
  (customerChanges ?? []).map(({ system, thing, outcome }) => `${system} ${thing} ${outcome}`);

/** Until the feeds have read what was there before, which they leave alone. */
async function following(): Promise<void> {
  const query = '{ processHealth { feeds { phase } } }';
  const phases = async (): Promise<readonly string[]> =>
    (await ask<{ processHealth: { feeds: readonly { phase: string }[] } }>('operator', query)).processHealth.feeds.map(
      ({ phase }) => phase,
    );
  await expect.poll(phases, { timeout: 60_000, interval: 200 }).toEqual(['FOLLOWING', 'FOLLOWING']);
}

/** Until the feed of deals has read everything that was there when this was called. */
async function read(crm: string): Promise<void> {
  const stamp = rows(house.sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm)?.SystemModstamp;
  const since = Date.now();
  const query = '{ processHealth { feeds { kind newestChangeAt completeAt } } }';
  const isRead = async (): Promise<boolean> => {
    const { processHealth } = await ask<{
      processHealth: { feeds: readonly { kind: string; newestChangeAt: string | null; completeAt: string | null }[] };
    }>('operator', query);
    const deals = processHealth.feeds.find(({ kind }) => kind === 'OPPORTUNITY');
    const isNewest = Date.parse(deals?.newestChangeAt ?? '') >= Date.parse(String(stamp)) - 1_000;
    return isNewest && Date.parse(deals?.completeAt ?? '') > since + 1_000;
  };
  await expect.poll(isRead, { timeout: 60_000, interval: 200 }).toBe(true);
}

/** Runs of a process that a record's id leads to. */
async function runsOf(id: string, process = 'changeCustomer'): Promise<readonly Run[]> {
  const query = `query ($name: String!) { trace(name: $name) { run { process ${runFields} } } }`;
  const { trace } = await ask<{ trace: readonly { run: Run & { process: string } }[] }>('operator', query, {
    name: id,
  });
  return trace.map(({ run }) => run).filter((run) => run.process === process);
}

/** A line of the table. */
function note(what: string, run: Run): void {
  const at = (system: string): string =>
    run.state === 'COMPENSATED'
      ? 'unchanged'
      : (run.customerChanges ?? [])
          .filter((one) => one.system === system)
          .map(({ thing, outcome }) => `${thing} ${outcome}`)
          .join(', ') || '-';
  const ended = run.failure === null ? run.state : `${run.state} ${run.failure.code}: ${run.failure.message}`;
  table.push([what, ended, at('CRM'), at('PSA'), at('ERP')].join(' | '));
}

describe("a customer's life", { timeout: 120_000 }, () => {
  also(
    'only looked at, a new name is told by system and written nowhere; sales may not change what is finance’s',
    async () => {
      const one = customer('Wexford Aerospace');
      const look = await change(one, { change: 'RENAME', name: 'Wexford Space', dryRun: true }, 'account-manager');
      expect([look.state, outcomes(look)]).toEqual([
        'DONE',
        ['ERP NAME WRITTEN', 'PSA NAME WRITTEN', 'CRM NAME WRITTEN'],
      ]);
      expect(new Set(look.customerChanges?.map(({ before, after }) => [before, after].join(' → ')))).toEqual(
        new Set(['Wexford Aerospace → Wexford Space']),
      );
      expect(new Set(names(one))).toEqual(new Set(['Wexford Aerospace']));
      const document = 'mutation ($input: ChangeCustomerInput!) { changeCustomer(input: $input) { isRepeated } }';
      const input = { idempotencyKey: 'life-forbidden', customerId: one.id, change: 'TAX_ID' };
      const reply = await house.ask('account-manager', document, { input });
      expect(reply.errors[0]?.extensions?.code).toBe('FORBIDDEN');
    },
  );

  test('a new name is the same in three systems, and the feed that tells of it begins nothing', async () => {
    const one = customer('Wexford Aerospace');
    const invoices = invoicesOf(one);
    const run = await change(one, { change: 'RENAME', name: 'Wexford Space' }, 'account-manager');
    note('rename', run);
    expect(run).toMatchObject({ state: 'DONE', failure: null });
    expect(names(one)).toEqual(['Wexford Space', 'Wexford Space', 'Wexford Space']);
    expect([invoices.length > 0, invoicesOf(one)]).toEqual([true, invoices]);
    const again = await change(one, { change: 'FOLLOW' });
    expect(outcomes(again)).toEqual(['ERP NAME SAME', 'PSA NAME SAME', 'ERP PARENT SAME']);
  });

  test('a name that one system refuses is in none', async () => {
    const one = customer('Juniper & Sage Hospitality');
    const run = await change(one, { change: 'RENAME', name: 'Tideway Port Authority' });
    note('rename to a name another client of the PSA has', run);
    expect([run.state, run.failure?.fields]).toEqual(['COMPENSATED', ['name']]);
    expect(new Set(names(one))).toEqual(new Set(['Juniper & Sage Hospitality']));
  });

  also(
    'a new parent is the same in CRM and ERP; rings and parents that no legal entity bills with it are refused',
    async () => {
      const [child, parent] = [customer('Lakeshore State University'), customer('Calder Ridge Energy Corp.')];
      const run = await change(child, { change: 'REPARENT', parentId: parent.id });
      note('re-parent', run);
      expect(run).toMatchObject({ state: 'DONE', failure: null });
      expect([inCrm(child)?.ParentId, String(inErp(child)?.parent)]).toEqual([parent.crm, parent.erp]);
      const ring = await change(parent, { change: 'REPARENT', parentId: customer('Calder Ridge Midstream LLC').id });
      note('re-parent below itself', ring);
      expect([ring.state, ring.failure?.code]).toEqual(['COMPENSATED', 'HIERARCHY_RING']);
      const foreign = await change(customer('St. Aldhelm’s Hospital Trust'), {
        change: 'REPARENT',
        parentId: parent.id,
      });
      note('re-parent below a customer of another legal entity', foreign);
      expect(foreign.failure?.code).toBe('PARENT_LEGAL_ENTITY');
      const alone = await change(child, { change: 'REPARENT' });
      expect([alone.state, inCrm(child)?.ParentId ?? null, inErp(child)?.parent ?? null]).toEqual(['DONE', null, null]);
    },
  );

  test('a tax id is changed once somebody else agreed, and posted invoices keep theirs; a wrong one is refused', async () => {
    const one = customer('Hansewerk Maschinenbau AG');
    const refusal = { change: 'TAX_ID', taxId: 'FR40303265045' };
    const lookedAt = await change(one, { ...refusal, dryRun: true });
    expect([lookedAt.failure?.code, await openOf(lookedAt.id)]).toEqual(['TAX_ID_INVALID', 0]);
    const wrong = await change(one, refusal);
    expect(await openOf(wrong.id)).toBe(1);
    note('tax id of another country', wrong);
    expect([wrong.state, wrong.failure?.code]).toEqual(['COMPENSATED', 'TAX_ID_INVALID']);
    const invoices = invoicesOf(one);
    const look = await change(one, { change: 'TAX_ID', taxId: 'DE811569869', dryRun: true });
    const query = 'query ($id: ID!) { run(id: $id) { customerChanges { before after taxIdBefore taxIdAfter } } }';
    const seenBy = async (role: Role): Promise<unknown> =>
      (await ask<{ run: { customerChanges: unknown } }>(role, query, { id: look.id })).run.customerChanges;
    const [none, was] = [{ before: null, after: null }, String(inErp(one)?.vatregnumber)];
    expect(await seenBy('finance-controller')).toEqual([{ ...none, taxIdBefore: was, taxIdAfter: 'DE811569869' }]);
    expect(await seenBy('account-manager')).toEqual([{ ...none, taxIdBefore: null, taxIdAfter: null }]);
    const run = await agreed(await change(one, { change: 'TAX_ID', taxId: 'DE 811 569 869', reason: 'they moved' }));
    note('tax id, agreed to', run);
    expect(run).toMatchObject({ state: 'DONE', failure: null });
    expect(inErp(one)?.vatregnumber).toBe('DE 811 569 869');
    expect([invoices.length > 0, invoicesOf(one)]).toEqual([true, invoices]);
  });

  also('a customer that is busy stays active and is told what to end; another one is deactivated', async () => {
    const busy = await change(customer('Ashdown & Pryce plc'), { change: 'DEACTIVATE' });
    note('deactivate while busy', busy);
    expect([busy.state, busy.failure?.code]).toEqual(['COMPENSATED', 'CUSTOMER_IN_USE']);
    expect(busy.failure?.message).toMatch(/open projects in the PSA: .*balances in the ERP: UK01 GBP open/);
    const idle = customer('Blue Heron Diagnostics');
    const run = await agreed(await change(idle, { change: 'DEACTIVATE', reason: 'dissolved' }));
    note('deactivate', run);
    expect([run.state, inErp(idle)?.isinactive]).toEqual(['DONE', 'T']);
    const back = await change(idle, { change: 'REACTIVATE' });
    expect([back.state, inErp(idle)?.isinactive]).toEqual(['DONE', 'F']);
  });
});

describe('what people do in the CRM’s own screen', { timeout: 120_000 }, () => {
  const restedOf = async ({ crm }: Customer): Promise<Run | undefined> =>
    (await runsOf(crm)).find(({ state }) => !/RUNNING|COMPENSATING/.test(state));

  also('a new name is followed in PSA and ERP, once', async () => {
    await following();
    const one = customer('Copperleaf Semiconductor');
    await changeInCrm(house.sandbox, 'Account', one.crm, { Name: 'Copperleaf Photonics' });
    await expect
      .poll(() => names(one), { timeout: 60_000, interval: 200 })
      .toEqual(Array(3).fill('Copperleaf Photonics'));
    await changeInCrm(house.sandbox, 'Account', one.crm, { Rating: 'Hot' });
    await expect.poll(() => restedOf(one), { timeout: 60_000, interval: 200 }).toMatchObject({ state: 'DONE' });
    expect(await runsOf(one.crm)).toHaveLength(1);
    note('renamed in the CRM', (await runsOf(one.crm))[0] ?? ({} as Run));
  });

  test('a merge: what only the loser had becomes the winner’s, and the loser’s id leads to it', async () => {
    const { sandbox } = house;
    const [loser, winner] = [customer('Alder Foods Inc.'), customer('Alder Foods Inc. (new)')];
    await mergeAccounts({ url: sandbox.urls.salesforce, ...sandbox.credentials.salesforce }, winner.crm, loser.crm);
    await expect.poll(() => restedOf(loser), { timeout: 60_000, interval: 200 }).toMatchObject({ state: 'DONE' });
    note('merge, the winner had no records', (await restedOf(loser)) ?? ({} as Run));
    expect(inErp(loser)).toMatchObject({ custentity_crm_account: winner.crm, companyname: 'Alder Foods Inc. (new)' });
    expect(customer('Alder Foods Inc. (new)')).toEqual({ ...winner, psa: loser.psa, erp: loser.erp });
    expect(inCrm(winner)).toMatchObject({ ERP_Customer_Id__c: loser.erp, PSA_Customer_Id__c: loser.psa });
    type Known = { name: string; billingAccounts: { legalName: string }[] };
    const query = 'query ($id: ID!) { customer(id: $id) { name billingAccounts { legalName } } }';
    const known = async (id: string): Promise<Known | null> =>
      (await ask<{ customer: Known | null }>('account-manager', query, { id })).customer;
    for (const { id } of [winner, loser]) {
      await expect
        .poll(async () => (await known(id))?.billingAccounts.length ?? 0, { timeout: 90_000, interval: 500 })
        .toBeGreaterThan(0);
    }
  });

  also(
    'a merge of two that are both billed is a person’s to decide, with both balances and nothing deleted',
    async () => {
      const { sandbox } = house;
      const [loser, winner] = [customer('Käserei Müller & Söhne GmbH'), customer('Ferronnerie Châteauneuf')];
      await mergeAccounts({ url: sandbox.urls.salesforce, ...sandbox.credentials.salesforce }, winner.crm, loser.crm);
      await expect.poll(() => restedOf(loser), { timeout: 60_000, interval: 200 }).toMatchObject({ state: 'STUCK' });
      const run = await restedOf(loser);
      if (run !== undefined) note('merge, both are billed', run);
      expect(run?.failure).toMatchObject({ code: 'DUPLICATE_CUSTOMER', fields: [loser.erp, winner.erp] });
      expect(run?.failure?.message).toMatch(/EUR open \d.*EUR open \d/);
      expect([inErp(loser)?.custentity_crm_account, inErp(winner)?.custentity_crm_account]).toEqual([
        loser.crm,
        winner.crm,
      ]);
      const { processExceptions } = await ask<{
        processExceptions: { edges: { node: { atRisk: unknown; ownerRole: string } }[] };
      }>(
        'finance-controller',
        '{ processExceptions(filter: { codes: ["DUPLICATE_CUSTOMER"] }) { edges { node { ownerRole atRisk { amount currency } } } } }',
      );
      expect(processExceptions.edges.map(({ node }) => node)).toEqual([
        { ownerRole: 'finance-controller', atRisk: { amount: expect.any(String) as string, currency: 'EUR' } },
      ]);
    },
  );

  test('a hold that comes while a deal is converted stops it before people work on it; released, it goes on', async () => {
    const { sandbox } = house;
    const deal = dealOf(sandbox, 'Platform care');
    const account = rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm)?.AccountId;
    const buyer = customer(String(rows(sandbox, 'salesforce', 'Account').find(({ Id }) => Id === account)?.Name));
    const turn = (act: string): Promise<unknown> =>
      ask(
        'operator',
        `mutation { ${act}System(input: { system: PSA, reason: "the journey" }) { userErrors { code } } }`,
      );
    await turn('pause');
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // a pause is heeded within a second
    await following();
    await win(sandbox, deal);
    const conversion = async (): Promise<Run | undefined> => (await runsOf(deal.id, 'convertOpportunityToProject'))[0];
    await expect.poll(conversion, { timeout: 60_000, interval: 200 }).toBeDefined();
    const id = (await conversion())?.id ?? '';
    const decided = async (): Promise<unknown> =>
      (
        await ask<{ run: { gates: unknown } }>('operator', 'query ($id: ID!) { run(id: $id) { gates { gate } } }', {
          id,
        })
      ).run.gates;
    await expect.poll(decided, { timeout: 30_000, interval: 50 }).not.toBeNull();
    const hold = await change(buyer, { change: 'CREDIT', credit: 'ON_HOLD' });
    note('credit hold, while a deal is converted', hold);
    expect([hold.state, inErp(buyer)?.creditholdoverride]).toEqual(['DONE', 'ON']);
    // Any other change of the customer waits until the conversion is through (DOMAIN rule 63).
    const input = {
      customerId: buyer.id,
      change: 'RENAME',
      name: 'Renamed in its turn',
      idempotencyKey: 'life-in-turn',
    };
    const { changeCustomer: renaming } = await ask<{ changeCustomer: { run: { id: string } } }>(
      'account-manager',
      'mutation ($input: ChangeCustomerInput!) { changeCustomer(input: $input) { run { id } } }',
      { input },
    );
    const { run: waiting } = await ask<{ run: unknown }>(
      'operator',
      'query ($id: ID!) { run(id: $id) { state waitsFor { reason run { id } } } }',
      { id: renaming.run.id },
    );
    expect(waiting).toEqual({ state: 'RUNNING', waitsFor: { reason: 'EARLIER_RUN', run: { id } } });
    await turn('resume');
    const stopped = await rest(id);
    note('the conversion meanwhile', stopped);
    expect([stopped.state, stopped.failure?.code, stopped.failure?.fields]).toEqual([
      'STUCK',
      'GATES_SHUT_SINCE',
      ['CREDIT_HOLD'],
    ]);
    expect(holdingsOfDeal(sandbox, deal).crmLinks).toBe(0);

    const run = await agreed(await change(buyer, { change: 'CREDIT', credit: 'RELEASED', reason: 'paid' }));
    note('credit released, agreed to', run);
    expect([run.state, inErp(buyer)?.creditholdoverride]).toEqual(['DONE', 'OFF']);
    await ask('operator', 'mutation ($input: ReplayRunInput!) { replayRun(input: $input) { userErrors { code } } }', {
      input: { runId: id, reason: 'released' },
    });
    expect((await rest(id)).state).toBe('DONE');
    expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 1, crmLinks: 1 });
    expect((await rest(renaming.run.id)).state).toBe('DONE');
  });

  test('a deal closed as won is converted once, however often it changes; what was won before is left alone', async () => {
    const { sandbox } = house;
    const deal = dealOf(sandbox, 'Rollout in three countries');
    await following();
    await win(sandbox, deal);
    await expect.poll(() => holdingsOfDeal(sandbox, deal).crmLinks, { timeout: 60_000, interval: 200 }).toBe(3);
    for (const NextStep of ['call them', 'send the contract'])
      await changeInCrm(sandbox, 'Opportunity', deal.crm, { NextStep });
    const states = async (): Promise<readonly string[]> =>
      (await runsOf(deal.id, 'convertOpportunityToProject')).map(({ state }) => state);
    await expect.poll(states, { timeout: 60_000, interval: 200 }).toEqual(['DONE']);
    expect(await runsOf(dealOf(sandbox, 'Pricing study').id, 'convertOpportunityToProject')).toEqual([]);
    expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 3, erpProjects: 3, crmLinks: 3 });
  });

  test('a conversion that was asked for too early goes on when the deal is won, and no second one is begun', async () => {
    const { sandbox } = house;
    const deal = dealOf(sandbox, 'Target operating model');
    const input = { idempotencyKey: 'life-early-1', opportunityId: deal.id };
    const { convertOpportunityToProject } = await ask<{ convertOpportunityToProject: { run: { id: string } } }>(
      'account-manager',
      'mutation ($input: ConvertOpportunityInput!) { convertOpportunityToProject(input: $input) { run { id } } }',
      { input },
    );
    const { id } = convertOpportunityToProject.run;
    const early = await rest(id);
    expect([early.state, early.failure?.code, early.failure?.fields]).toEqual(['STUCK', 'GATES_SHUT', ['TRIGGER']]);
    await following();
    await win(sandbox, deal);
    const runs = async () =>
      (await runsOf(deal.id, 'convertOpportunityToProject')).map((run) => ({ id: run.id, state: run.state }));
    await expect.poll(runs, { timeout: 60_000, interval: 200 }).toEqual([{ id, state: 'DONE' }]);
    await read(deal.crm);
    expect(await runs()).toHaveLength(1);
    expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 1, crmLinks: 1 });
    const { processExceptions } = await ask<{ processExceptions: { edges: readonly { node: object }[] } }>(
      'operator',
      'query ($runId: ID) { processExceptions(first: 5, filter: { runId: $runId, statuses: [OPEN, CLOSED] }) { edges { node { resolution } } } }',
      { runId: id },
    );
    expect(processExceptions.edges).toEqual([{ node: { resolution: 'ENDED' } }]);
  });

  test('a deal that was unwound is converted anew once it is reopened and won again, not as long as it only stays won', async () => {
    const { sandbox } = house;
    const deal = dealOf(sandbox, 'Ledger migration');
    const states = async (): Promise<readonly string[]> =>
      (await runsOf(deal.id, 'convertOpportunityToProject')).map(({ state }) => state);
    const links = (): number => holdingsOfDeal(sandbox, deal).crmLinks;
    await following();
    await win(sandbox, deal);
    await expect.poll(states, { timeout: 60_000, interval: 200 }).toEqual(['DONE']);
    const { opportunity } = await ask<{ opportunity: { engagement: { id: string } } }>(
      'finance-controller',
      'query ($id: ID!) { opportunity(id: $id) { engagement { id } } }',
      { id: deal.id },
    );
    const input = { idempotencyKey: 'life-unwind-1', engagementId: opportunity.engagement.id, reason: 'wrong seller' };
    const { unwindConversion } = await ask<{ unwindConversion: { run: { id: string } } }>(
      'finance-controller',
      'mutation ($input: UnwindConversionInput!) { unwindConversion(input: $input) { run { id } } }',
      { input },
    );
    expect((await rest(unwindConversion.run.id)).state).toBe('DONE');
    // It is won all the while, so what the unwinding wrote on it is no second sale.
    await read(deal.crm);
    expect([await states(), links()]).toEqual([['DONE'], 0]);
    await changeInCrm(sandbox, 'Opportunity', deal.crm, { StageName: 'Contracted' });
    await read(deal.crm);
    expect(await states()).toEqual(['DONE']);
    await win(sandbox, deal);
    await expect.poll(states, { timeout: 60_000, interval: 200 }).toEqual(['DONE', 'DONE']);
    expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
  });
});
