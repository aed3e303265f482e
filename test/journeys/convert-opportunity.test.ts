// A won deal becomes running projects, through the gateway with real tokens, judged by the stand-ins' own records: the plan alone, one
// legal entity, three, shut gates, the same request again, and the way back. And what nobody ever began, told before anything is.
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../schema/canon/roles.ts';
import { openStore, type Store } from '../../subgraphs/store/store.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { type ExpectedCase, expectedCases, keyOf } from '../measure/detectors/expected.ts';
import { type FoundCase, foundCases } from '../measure/detectors/found.ts';
import { dealOf, type FirmDeal, holdingsOfDeal, rows, win } from './deals.ts';

interface Payload {
  readonly run: { readonly id: string; readonly state: string } | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly engagement: { readonly id: string; readonly state: string } | null;
  readonly gates: readonly { readonly gate: string; readonly outcome: string; readonly remedy: string | null }[] | null;
  readonly plan: Plan | null;
}

interface Plan {
  readonly parts: readonly {
    readonly title: string;
    readonly isBillingHeld: boolean;
    readonly schedule: readonly { readonly amount: { readonly amount: string } }[];
    readonly work: readonly { readonly title: string; readonly amount: { readonly amount: string } | null }[];
    readonly team: readonly { readonly role: string; readonly hours: string }[];
    readonly rateCard: { readonly lines: readonly unknown[] | null } | null;
    readonly billingAccount: { readonly customer: { readonly id: string } } | null;
  }[];
  readonly writes: readonly {
    readonly name: string;
    readonly system: string;
    readonly operation: string;
    readonly key: string;
    readonly kind: string;
    readonly fills: readonly { readonly field: string; readonly value: string | null }[];
  }[];
  readonly blockers: readonly { readonly code: string; readonly run: { readonly id: string } | null }[];
}

const vendors = ['salesforce', 'kantata', 'netsuite'] as const;
const runFields = 'id state failure { code message fields } steps { name system key state }';
const planFields = `currency blockers { code message run { id } }
  writes { name system operation key kind legalEntityCode does fills { field value } }
  parts { legalEntityCode title financeCode value { amount } templateKey templateTitle billingModels isBillingHeld
    billingAccount { isNew customer { id } legalEntity { name } } rateCard { name currency lines { role hourlyRate } }
    work { kind title dueOn amount { amount } } team { role hours startOn endOn } schedule { name dueOn amount { amount } } }`;
const document = `mutation ($input: ConvertOpportunityInput!) { convertOpportunityToProject(input: $input) {
  run { id state } isRepeated userErrors { code message path } engagement { id state }
  gates { gate outcome detail remedy ownerRole } plan { ${planFields} } } }`;

let house: TestHouse;
let store: Store;
/** Long enough ahead that somebody is missing. */
const patience = { day: firmDay, leadDays: 7, afterDays: 40 };
const now = { graceMinutes: 0 };
const lookingOnce = {
  ...{ everySeconds: 3_600, wonDealWithoutRun: now, contractWithoutSchedule: now, projectWithoutFinanceCode: now },
  requestWithoutAssignment: { ...now, leadDays: patience.leadDays },
  approvedTimeNotReleased: { ...now, afterDays: patience.afterDays },
};

beforeAll(async () => {
  house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'false' }, detectors: lookingOnce });
  store = await openStore({ dataDir: join(house.env.DATA_DIR ?? '', 'postgres') });
}, 60_000);
afterEach(async () => {
  for (const vendor of vendors) {
    house.sandbox.standIns[vendor].faults.clear();
    await house.sandbox.standIns[vendor].faults.settled();
  }
});
afterAll(async () => {
  await store.close();
  await house.close();
});

async function convert(deal: FirmDeal, more: object = {}, role: Role = 'account-manager'): Promise<Payload> {
  const input = { idempotencyKey: `journey-${deal.crm}`, opportunityId: deal.id, ...more };
  const reply = await house.ask(role, document, { input });
  const payload = (reply.data as { convertOpportunityToProject: Payload | null } | null)?.convertOpportunityToProject;
  if (payload == null) throw new Error(reply.text);
  return payload;
}

test('what was never begun is told once, with what is at stake and to whoever owns it, and nothing else', async () => {
  const expected = expectedCases(house.sandbox, patience);
  const told = async (): Promise<readonly FoundCase[]> =>
    (await foundCases(house)).toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const cases = ({ code, record, money }: ExpectedCase): ExpectedCase => ({ code, record, money });
  expect(new Set(expected.map(({ code }) => code)).size).toBe(5);
  await expect.poll(async () => (await told()).map(cases), { timeout: 60_000, interval: 500 }).toEqual(expected);
  const { crm } = dealOf(house.sandbox, 'Pricing study');
  const deal = { record: crm, money: '12000000 USD', owner: 'account-manager', status: 'OPEN', dueHours: 24 };
  expect((await told()).filter(({ record }) => record === crm)).toMatchObject([deal]);
}, 90_000);

interface Run {
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string; readonly fields: readonly string[] } | null;
  readonly steps: readonly {
    readonly name: string;
    readonly system: string;
    readonly key: string;
    readonly state: string;
  }[];
}

/** The run once it rests. */
async function rest(runId: string | undefined): Promise<Run> {
  let run: Run | null = null;
  const read = async (): Promise<string | undefined> => {
    const reply = await house.ask('operator', `query ($id: ID!) { run(id: $id) { ${runFields} } }`, { id: runId });
    ({ run } = reply.data as { run: Run | null });
    return run?.state;
  };
  await expect.poll(read, { timeout: 60_000, interval: 50 }).not.toMatch(/RUNNING|COMPENSATING/);
  if (run === null) throw new Error(`There is no run ${runId}`);
  return run;
}

interface Told {
  readonly id: string;
  readonly code: string;
  readonly ownerRole: string;
  readonly atRisk: { readonly amount: string; readonly currency: string } | null;
}

/** The open exceptions of a run. */
async function exceptionsOf(runId: string | undefined): Promise<readonly Told[]> {
  const query = `query ($filter: ExceptionFilter) { processExceptions(first: 5, filter: $filter) { edges { node {
    id code ownerRole subject { kind id label } atRisk { amount currency } } } } }`;
  const reply = await house.ask('operator', query, { filter: { runId } });
  expect(reply.errors, reply.text).toEqual([]);
  const { processExceptions } = reply.data as { processExceptions: { edges: readonly { node: Told }[] } };
  return processExceptions.edges.map(({ node }) => node);
}

interface Engagement {
  readonly id: string;
  readonly state: string;
  readonly parts: readonly {
    readonly legalEntityCode: string;
    readonly project: { readonly id: string; readonly name: string | null; readonly status: string | null } | null;
    readonly financeProject: { readonly id: string } | null;
    readonly billingSchedule: { readonly id: string } | null;
  }[];
}

/** The deal's engagement as the graph shows it, projects from the PSA included. */
async function engagementOf(deal: FirmDeal): Promise<Engagement | null> {
  const query = `query ($id: ID!) { opportunity(id: $id) { engagement { id state parts { legalEntityCode
    project { id name status } financeProject { id } billingSchedule { id } } } } }`;
  const reply = await house.ask('finance-controller', query, { id: deal.id });
  expect(reply.errors, reply.text).toEqual([]);
  return (reply.data as { opportunity: { engagement: Engagement | null } }).opportunity.engagement;
}

/** The plan of a deal, with nothing made. */
async function looked(deal: FirmDeal, idempotencyKey: string, more: object = {}): Promise<Plan> {
  const { run } = await convert(deal, { dryRun: true, idempotencyKey, ...more });
  expect((await rest(run?.id)).state).toBe('DONE');
  const query = `query ($id: ID!) { run(id: $id) { conversionPlan { ${planFields} } } }`;
  const reply = await house.ask('finance-controller', query, { id: run?.id });
  expect(reply.errors, reply.text).toEqual([]);
  return (reply.data as { run: { conversionPlan: Plan } }).run.conversionPlan;
}

/** The writes that a plan has shown are those that were made: by the run's own steps, by the ledger, and at each vendor. */
async function expectMade({ writes }: Plan, { steps }: Run): Promise<void> {
  const shown = writes.map(({ name, system, key }) => [name, system.toLowerCase(), key]);
  expect(steps.map(({ name, system, key }) => [name, system, key])).toEqual(shown);
  const { rows: entries } = await sql<{ key: string }>`select key from ledger_entry where state = 'APPLIED'
    and key = any(${writes.map(({ key }) => key)}::text[])`.execute(store.db);
  expect(new Set(entries.map(({ key }) => key))).toEqual(new Set(writes.map(({ key }) => key)));
  // What is made carries its key at the vendor, a piece of it with a suffix. What is changed names ids; so does whom a customer is billed by.
  const isKeyed = ({ operation, kind }: Plan['writes'][number]) => operation === 'CREATE' && kind !== 'BILLING_ACCOUNT';
  const made = writes.filter(isKeyed).map(({ key }) => key);
  const logged = vendors.flatMap((vendor) =>
    house.sandbox.standIns[vendor].requests
      .list()
      .flatMap(({ write }) => (write?.committed === true ? write.keys : [])),
  );
  const keys = logged.flatMap((key) => /deal-[A-Za-z0-9]+-[a-z-]+-[A-Z]{2}\d\d/.exec(key)?.[0] ?? []);
  expect(new Set(keys)).toEqual(new Set(made));
}

/** Asks for a conversion to be taken back. */
async function unwind(engagement: Engagement | null, idempotencyKey: string): Promise<Omit<Payload, 'gates' | 'plan'>> {
  const reply = await house.ask(
    'finance-controller',
    `mutation ($input: UnwindConversionInput!) { unwindConversion(input: $input) {
      run { id state } isRepeated userErrors { code message } } }`,
    { input: { idempotencyKey, engagementId: engagement?.id, reason: 'sold by the wrong company' } },
  );
  expect(reply.errors, reply.text).toEqual([]);
  return (reply.data as { unwindConversion: Payload }).unwindConversion;
}

/** What helps with whatever a run has left open. */
async function fixesOf(runId: string | undefined): Promise<readonly string[]> {
  const query = `query ($filter: ExceptionFilter) { processExceptions(first: 2, filter: $filter) {
    edges { node { fixes { action } } } } }`;
  const reply = await house.ask('operator', query, { filter: { runId } });
  expect(reply.errors, reply.text).toEqual([]);
  type Found = { processExceptions: { edges: readonly { node: { fixes: readonly { action: string }[] } }[] } };
  const { edges } = (reply.data as Found).processExceptions;
  return edges.flatMap(({ node }) => node.fixes.map(({ action }) => action));
}

const nothing = { psaProjects: 0, erpProjects: 0, scheduleLines: 0, crmLinks: 0 };
const none = { psaProjects: 0, erpProjects: 0, crmLinks: 0 };

describe('converting a deal', { timeout: 120_000 }, () => {
  test('only looked at, it answers with every gate and the plan, and writes nothing', async () => {
    const deal = dealOf(house.sandbox, 'Platform care');
    for (const vendor of vendors) house.sandbox.standIns[vendor].requests.clear();
    const { run, gates, plan } = await convert(deal, { dryRun: true, idempotencyKey: 'journey-look-1' });
    expect((await rest(run?.id)).state).toBe('DONE');
    // It is contracted, and the firm begins at CLOSED_WON.
    expect(gates?.filter(({ outcome }) => outcome === 'FAILED').map(({ gate }) => gate)).toEqual(['TRIGGER']);
    expect(plan?.parts.length).toBe(1);
    expect(plan?.parts[0]?.schedule.length).toBeGreaterThan(1);
    // A shut gate holds the conversion, not the bills of what is made once it is open.
    expect(plan).toMatchObject({ blockers: [], parts: [{ isBillingHeld: false }] });
    expect(plan?.writes.length).toBeGreaterThan(5);
    for (const vendor of vendors) {
      expect(house.sandbox.standIns[vendor].requests.totals().writes.committed).toBe(0);
    }
    expect(holdingsOfDeal(house.sandbox, deal)).toEqual(nothing);
  });

  test('of one legal entity it leaves a project in the PSA and one in the ERP with its schedule, named on the deal', async () => {
    const deal = dealOf(house.sandbox, 'Ledger migration');
    await win(house.sandbox, deal);
    const look = await looked(deal, 'journey-look-2');
    for (const vendor of vendors) house.sandbox.standIns[vendor].requests.clear();
    const { run, userErrors } = await convert(deal);
    expect(userErrors).toEqual([]);
    const rested = await rest(run?.id);
    expect(rested.failure).toBeNull();
    expect(rested.state).toBe('DONE');
    await expectMade(look, rested);
    expect(look.parts[0]?.rateCard?.lines?.length).toBeGreaterThan(0);
    expect(look.parts[0]?.billingAccount?.customer.id).toMatch(/^\d+$/);
    expect(look.parts[0]?.work.map(({ amount }) => amount)).toEqual(
      look.parts[0]?.schedule.map(({ amount }) => amount),
    );
    expect(look.parts[0]?.team.length).toBeGreaterThan(0);
    const held = holdingsOfDeal(house.sandbox, deal);
    expect(held).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
    expect(held.scheduleLines).toBeGreaterThan(0);
    const engagement = await engagementOf(deal);
    expect(engagement?.state).toBe('ACTIVE');
    expect(engagement?.parts[0]?.project?.status).toBe('ACTIVE');
    expect(engagement?.parts[0]?.billingSchedule).not.toBeNull();
  });

  test('asked for again under its key it is the same run; under another key it is refused, for it is converted', async () => {
    const deal = dealOf(house.sandbox, 'Ledger migration');
    expect((await convert(deal)).isRepeated).toBe(true);
    const other = await convert(deal, { idempotencyKey: 'journey-other-key' });
    expect(other).toMatchObject({ run: null, userErrors: [{ code: 'ALREADY_CONVERTED' }] });
    expect(other.engagement).toEqual({ id: (await engagementOf(deal))?.id, state: 'ACTIVE' });
    const { blockers } = await looked(deal, 'journey-look-3');
    expect(blockers.map(({ code }) => code)).toEqual(['ALREADY_CONVERTED']);
    expect(blockers[0]?.run?.id).toBeDefined();
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1 });
  });

  test('of three legal entities it leaves three projects and books under one engagement (DOMAIN rule 20)', async () => {
    const deal = dealOf(house.sandbox, 'Rollout in three countries');
    await win(house.sandbox, deal);
    const look = await looked(deal, 'journey-look-4');
    for (const vendor of vendors) house.sandbox.standIns[vendor].requests.clear();
    // Two more ask at the same moment: they are told whose it is, and nobody has anything to mend.
    const keys = ['journey-at-once-1', 'journey-at-once-2', 'journey-at-once-3'];
    const asked = await Promise.all(keys.map((idempotencyKey) => convert(deal, { idempotencyKey })));
    const runs = await Promise.all(asked.flatMap(({ run }) => (run === null ? [] : [rest(run.id)])));
    const made = runs.filter(({ state }) => state === 'DONE');
    const refusals = [
      ...asked.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)),
      ...runs.flatMap(({ failure }) => failure?.code ?? []),
    ];
    expect([made.length, refusals.length]).toEqual([1, 2]);
    for (const code of refusals) expect(code).toMatch(/^(CONVERSION_UNDER_WAY|ALREADY_CONVERTED)$/);
    for (const { run } of asked) if (run !== null) expect(await exceptionsOf(run.id)).toEqual([]);
    const [rested] = made;
    if (rested === undefined) throw new Error('nobody has converted it');
    expect(rested.failure).toBeNull();
    await expectMade(look, rested);
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject({ psaProjects: 3, erpProjects: 3, crmLinks: 3 });
    const engagement = await engagementOf(deal);
    expect(new Set(engagement?.parts.map(({ legalEntityCode }) => legalEntityCode)).size).toBe(3);
    expect(engagement?.parts.every(({ project, financeProject }) => project !== null && financeProject !== null)).toBe(
      true,
    );
  });

  test.each([
    ['Pricing study', 'SOW_APPROVED', 'account-manager'],
    ['Service desk review', 'CONTRACT_APPROVED', 'account-manager'],
    ['Market entry', 'LEGAL_ENTITY', 'account-manager'],
    ['Data governance', 'RATE_CARD', 'account-manager'],
    ['Extension of scope', 'CREDIT_HOLD', 'finance-controller'],
  ])('"%s" stops at %s with what to do, told to the %s with what is at stake, and nothing is made', async (...of) => {
    const [title, gate, ownerRole] = of;
    const deal = dealOf(house.sandbox, title);
    const begun = await convert(deal);
    const rested = await rest(begun.run?.id);
    expect(rested.state).toBe('STUCK');
    expect(rested.failure?.code).toBe('GATES_SHUT');
    expect(rested.failure?.fields).toEqual([gate]);
    expect(rested.steps).toEqual([]);
    // There is nothing to take back, and nothing in what was asked for to correct.
    expect(await fixesOf(begun.run?.id)).toEqual(['RESUME', 'WAIVE']);
    expect(holdingsOfDeal(house.sandbox, deal)).toEqual(nothing);
    const row = rows(house.sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm);
    const subject = { kind: 'OPPORTUNITY', id: deal.id, label: row?.Name };
    const told = await exceptionsOf(begun.run?.id);
    expect(told).toMatchObject([
      { code: 'GATES_SHUT', ownerRole, subject, atRisk: { currency: row?.CurrencyIsoCode } },
    ]);
    expect(Number(told[0]?.atRisk?.amount)).toBe(row?.Amount);
    // Whoever asks under another key is told of the run that waits: the money is told of once.
    const second = await convert(deal, { idempotencyKey: 'journey-waits-too' });
    expect(second.run).toBeNull();
    expect(second.userErrors).toMatchObject([{ code: 'CONVERSION_WAITS' }]);
  });

  test('given up with money at stake it needs a second person, and stays listed as waived', async () => {
    const deal = dealOf(house.sandbox, 'Market entry');
    const [shut] = await exceptionsOf((await convert(deal)).run?.id);
    const input = { exceptionId: shut?.id, reason: 'the client went elsewhere', idempotencyKey: 'journey-waive-1' };
    const waived = await house.ask(
      'operator',
      `mutation ($input: ExceptionActInput!) { waiveException(input: $input) { exception { status } approval { id }
        userErrors { code } } }`,
      { input },
    );
    const { exception, approval } = (
      waived.data as { waiveException: { exception: { status: string }; approval: { id: string } | null } }
    ).waiveException;
    expect(exception.status).toBe('OPEN');
    const decision = { approvalId: approval?.id, reason: 'so it is', idempotencyKey: 'journey-waive-2' };
    const mutation = 'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }';
    const agreed = await house.ask('finance-controller', mutation, { input: decision });
    expect(agreed.data, agreed.text).toEqual({ approve: { userErrors: [] } });
    const query = `query ($filter: ExceptionFilter) { processExceptions(first: 5, filter: $filter) { edges { node { id resolution } } } }`;
    const filter = { resolutions: ['WAIVED'], subjectId: deal.id };
    const listed = await house.ask('auditor', query, { filter });
    expect(listed.data, listed.text).toEqual({
      processExceptions: { edges: [{ node: { id: shut?.id, resolution: 'WAIVED' } }] },
    });
  });

  test('taken back after it succeeded it leaves no live record, and won again it is converted anew', async () => {
    const deal = dealOf(house.sandbox, 'Ledger migration');
    const engagement = await engagementOf(deal);
    const { run } = await unwind(engagement, 'journey-unwind-1');
    const rested = await rest(run?.id);
    expect(rested.failure).toBeNull();
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject(none);
    expect((await engagementOf(deal))?.state).toBe('UNWOUND');
    // The same request is the same run; another one is told who was first.
    expect((await unwind(engagement, 'journey-unwind-1')).isRepeated).toBe(true);
    const { userErrors } = await unwind(engagement, 'journey-unwind-2');
    expect(userErrors).toMatchObject([{ code: 'ALREADY_UNWOUND' }]);
    expect(userErrors[0]?.message).toMatch(/by run \S+, asked for by a finance-controller, at 20.*convert it again/);
    const again = await convert(deal, { idempotencyKey: 'journey-again-1' });
    expect((await rest(again.run?.id)).failure).toBeNull();
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
  });

  test('an unwinding that was refused takes nothing back of what was converted anew, when it is sent on afterwards', async () => {
    const deal = dealOf(house.sandbox, 'Ledger migration');
    const live = new Set(rows(house.sandbox, 'kantata', 'workspaces').map(({ id }) => id));
    const project = rows(house.sandbox, 'kantata', 'external_references').find(
      (row) => row.service_model_ref === deal.crm && live.has(row.subject_id),
    )?.subject_id;
    const { kantata } = house.sandbox.urls;
    const headers = { authorization: `Bearer ${house.sandbox.credentials.kantata.accessToken}` };
    const entry = { workspace_id: project, date_performed: '2026-11-20', time_in_minutes: 60 };
    const booked = await fetch(`${kantata}/api/v1/time_entries.json`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      body: JSON.stringify({ time_entry: entry }),
    });
    const { results } = (await booked.json()) as { results: readonly { id: string }[] };
    const refused = await unwind(await engagementOf(deal), 'journey-unwind-used');
    expect((await rest(refused.run?.id)).failure?.code).toBe('PROJECT_IN_USE');
    await fetch(`${kantata}/api/v1/time_entries/${results[0]?.id}.json`, { method: 'DELETE', headers });
    const done = await unwind(await engagementOf(deal), 'journey-unwind-unused');
    expect((await rest(done.run?.id)).failure).toBeNull();
    const ended = await house.ask(
      'operator',
      `query ($id: ID!) { processExceptions(filter: { runId: $id, resolutions: ["SETTLED"] }) { edges { node { settledBy { id } } } } }`,
      { id: refused.run?.id },
    );
    expect(ended.data, ended.text).toEqual({
      processExceptions: { edges: [{ node: { settledBy: { id: done.run?.id } } }] },
    });
    expect((await rest((await convert(deal, { idempotencyKey: 'journey-anew-3' })).run?.id)).failure).toBeNull();
    const sent = await house.ask(
      'operator',
      'mutation ($input: ReplayRunInput!) { replayRun(input: $input) { approval { id } userErrors { code } } }',
      { input: { runId: refused.run?.id, reason: 'again', idempotencyKey: 'journey-replay-used' } },
    );
    const { approval } = (sent.data as { replayRun: { approval: { id: string } | null } }).replayRun;
    const agreed = await house.ask(
      'billing-approver',
      'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code message } } }',
      { input: { approvalId: approval?.id, reason: 'so it is', idempotencyKey: 'journey-replay-agreed' } },
    );
    expect(agreed.data, `${sent.text} ${agreed.text}`).toEqual({ approve: { userErrors: [] } });
    await expect
      .poll(async () => (await rest(refused.run?.id)).failure?.code, { timeout: 30_000 })
      .toBe('CONVERTED_SINCE');
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
  });

  test('taken back by two at once it is taken back by one, and the other is told of that one', async () => {
    const deal = dealOf(house.sandbox, 'Rollout in three countries');
    const engagement = await engagementOf(deal);
    const both = await Promise.all(['one', 'two'].map((who) => unwind(engagement, `journey-unwind-${who}`)));
    const runs = await Promise.all(both.flatMap(({ run }) => (run === null ? [] : [rest(run.id)])));
    const told = [
      ...runs.map(({ failure }) => failure?.code),
      ...both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)),
    ];
    expect(told.filter((code) => code === undefined)).toHaveLength(1);
    expect(told.filter((code) => code === 'UNWINDING_UNDER_WAY' || code === 'ALREADY_UNWOUND')).toHaveLength(1);
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject(none);
  });

  test('a reply lost after every write of a vendor changes nothing but the time it takes', async () => {
    const deal = dealOf(house.sandbox, 'Target operating model');
    await win(house.sandbox, deal);
    for (const vendor of vendors) {
      house.sandbox.standIns[vendor].faults.plant({ kind: 'dropReplyAfterCommit', count: 3 });
    }
    const rested = await rest((await convert(deal)).run?.id);
    expect(rested.failure).toBeNull();
    expect(holdingsOfDeal(house.sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
  });

  test.each([
    ['UNTIL_PAST', { limit: '5000.00', until: '2026-11-19' }],
    ['UNTIL_TOO_FAR', { limit: '5000.00', until: '2027-02-19' }],
    ['LIMIT_INVALID', { limit: '5000.001', until: '2026-12-31' }],
    ['LIMIT_TOO_HIGH', { limit: '900000000', until: '2026-12-31' }],
  ])(
    'at risk on terms that nobody could agree to is refused with %s, and stands in nobody’s way',
    async (code, terms) => {
      const deal = dealOf(house.sandbox, 'Service desk review');
      const atRisk = { gates: ['CONTRACT_APPROVED', 'SOW_APPROVED'], ...terms, reason: 'the client cannot wait' };
      const idempotencyKey = `journey-terms-${terms.limit}-${terms.until}`;
      const look = await looked(deal, `${idempotencyKey}-look`, { atRisk });
      expect(look).toMatchObject({ blockers: [{ code, run: null }], parts: [{ isBillingHeld: true }] });
      const asked = await convert(deal, { idempotencyKey, atRisk });
      expect(asked.userErrors).toMatchObject([{ code }]);
      const run = await rest(asked.run?.id);
      expect(run).toMatchObject({ state: 'COMPENSATED', failure: { code } });
      expect(await exceptionsOf(asked.run?.id)).toEqual([]);
      expect(holdingsOfDeal(house.sandbox, deal).psaProjects).toBe(0);
    },
  );

  test('a start at risk that somebody else refuses, or whoever asked takes back, makes nothing', async () => {
    const deal = dealOf(house.sandbox, 'Service desk review');
    const atRisk = { gates: ['CONTRACT_APPROVED', 'SOW_APPROVED'], limit: '5000.00', until: '2026-12-31' };
    for (const [role, verdict] of [
      ['finance-controller', 'reject'],
      ['account-manager', 'withdrawApproval'],
    ] as const) {
      const idempotencyKey = `journey-${verdict}`;
      const { run } = await convert(deal, { idempotencyKey, atRisk: { ...atRisk, reason: 'the client cannot wait' } });
      expect((await rest(run?.id)).state).toBe('WAITING_APPROVAL');
      const pending = 'query ($id: ID!) { approvals(filter: { runId: $id, view: ALL }) { edges { node { id } } } }';
      const { data } = await house.ask('finance-controller', pending, { id: run?.id });
      const [approval] = (data as { approvals: { edges: readonly { node: { id: string } }[] } }).approvals.edges;
      const said = await house.ask(
        role,
        `mutation ($input: DecideApprovalInput!) { ${verdict}(input: $input) { userErrors { code message } } }`,
        { input: { approvalId: approval?.node.id, reason: 'too early', idempotencyKey: `${idempotencyKey}-said` } },
      );
      expect(said.data, said.text).toEqual({ [verdict]: { userErrors: [] } });
      await expect.poll(async () => (await rest(run?.id)).state, { timeout: 30_000 }).toMatch(/STUCK|COMPENSATED/);
      expect(holdingsOfDeal(house.sandbox, deal).psaProjects, verdict).toBe(0);
    }
  });

  test('is nothing a portal’s user may begin', async () => {
    const deal = dealOf(house.sandbox, 'Platform care');
    const input = { idempotencyKey: 'journey-portal', opportunityId: deal.id };
    const reply = await house.ask('portal-user', document, { input });
    expect(reply.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
