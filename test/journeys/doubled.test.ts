// The one thing that no look-up can hold back: a call that is still on the wire when it was looked for, not found and sent again. Kantata
// makes a record for each, and a detector says so. Then the same deal is reopened while its project runs, and a detector says that, too.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../schema/canon/roles.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { changeInCrm, dealOf, holdingsOfDeal, rows, win } from './deals.ts';

let house: TestHouse;

beforeAll(async () => {
  const detectors = { everySeconds: 1, wonDealWithoutRun: { graceMinutes: 0 }, contractWithoutSchedule: { on: false } };
  const others = { requestWithoutAssignment: { on: false }, projectWithoutFinanceCode: { on: false } };
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'false' },
    detectors: {
      ...{ ...detectors, ...others, approvedTimeNotReleased: { on: false } },
      convertedDealReopened: { graceMinutes: 0 },
    },
    parked: { pausesSeconds: [1, 2] },
  });
}, 60_000);
afterAll(() => house.close());

interface Told {
  readonly status: string;
  readonly code: string;
  readonly ownerRole: string;
  readonly fields: readonly string[];
  readonly resolution: string | null;
  readonly atRisk: { readonly amount: string } | null;
  readonly message: string;
}

async function told(code = 'DOUBLED_RECORD'): Promise<readonly Told[]> {
  const query = `query ($codes: [String!]) { processExceptions(first: 50, filter: { codes: $codes, statuses: [OPEN, CLOSED] }) {
    edges { node { status resolution code message ownerRole fields atRisk { amount } } } } }`;
  const reply = await house.ask('operator', query, { codes: [code] });
  expect(reply.errors, reply.text).toEqual([]);
  const { processExceptions } = reply.data as { processExceptions: { edges: readonly { node: Told }[] } };
  return processExceptions.edges.map(({ node }) => node);
}

/** The id of the first node of the one list asked for, once there is one. */
async function firstOf(
  role: Role,
  query: string,
  variables: Record<string, unknown>,
  isMeant: (node: Readonly<Record<string, unknown>>) => boolean = () => true,
): Promise<string> {
  const look = async (): Promise<string | undefined> => {
    const { data, errors, text } = await house.ask(role, query, variables);
    expect(errors, text).toEqual([]);
    const [list] = Object.values(data as Record<string, { edges: readonly { node: { id: string } }[] }>);
    return list?.edges.find(({ node }) => isMeant(node))?.node.id;
  };
  await expect.poll(look, { timeout: 30_000, interval: 300 }).toBeTypeOf('string');
  return (await look()) ?? '';
}

test(
  'a project that arrives after it was looked for and sent again is told with both ids, and no more once one is gone',
  { timeout: 150_000 },
  async () => {
    const { sandbox } = house;
    const { kantata } = sandbox.standIns;
    const deal = dealOf(sandbox, 'Target operating model');
    await win(sandbox, deal);
    const before = new Set(rows(sandbox, 'kantata', 'workspaces').map(({ id }) => id));
    const made = (): readonly string[] =>
      rows(sandbox, 'kantata', 'workspaces')
        .filter(({ id, deleted_at: gone }) => !before.has(id) && (gone ?? null) === null)
        .map(({ id }) => String(id));
    // Later than our patience, the settle time and the repeat together.
    kantata.faults.plant({ kind: 'lateCommit', ms: 25_000, hold: false, match: '^POST .*/workspaces', count: 1 });
    const input = { idempotencyKey: `doubled-${deal.crm}`, opportunityId: deal.id };
    const begun = await house.ask(
      'account-manager',
      'mutation ($input: ConvertOpportunityInput!) { convertOpportunityToProject(input: $input) { run { id } } }',
      { input },
    );
    expect(begun.errors, begun.text).toEqual([]);
    await expect.poll(() => made().length, { timeout: 60_000, interval: 200 }).toBe(2);
    await expect
      .poll(() => told(), { timeout: 30_000, interval: 300 })
      .toMatchObject([{ status: 'OPEN', ownerRole: 'operator' }]);
    const fields = (await told())[0]?.fields ?? [];
    expect(fields.toSorted()).toEqual(made().toSorted());
    // A person keeps the one that the deal names.
    const { PSA_Project_Id__c: kept } =
      rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm) ?? {};
    const other = fields.find((id) => id !== kept);
    await fetch(`${sandbox.urls.kantata}/api/v1/workspaces/${other ?? ''}.json`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${sandbox.credentials.kantata.accessToken}` },
    });
    await expect.poll(() => told(), { timeout: 30_000, interval: 300 }).toMatchObject([{ status: 'CLOSED' }]);
    expect(made()).toEqual([kept]);
  },
);

test(
  'a converted deal that is reopened is told with its money to who owns it, and no more once it is won again',
  { timeout: 90_000 },
  async () => {
    const { sandbox } = house;
    const deal = dealOf(sandbox, 'Target operating model');
    const row = (): Readonly<Record<string, unknown>> =>
      rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm) ?? {};
    const reopened = () => told('CONVERTED_DEAL_REOPENED');
    expect(await reopened()).toEqual([]);
    await changeInCrm(sandbox, 'Opportunity', deal.crm, { StageName: 'Contracted' });
    const open = { status: 'OPEN', ownerRole: 'account-manager', fields: [deal.crm, row().PSA_Project_Id__c] };
    await expect.poll(reopened, { timeout: 30_000, interval: 300 }).toMatchObject([open]);
    expect(Number((await reopened())[0]?.atRisk?.amount)).toBe(Number(row().Amount));
    await win(sandbox, deal);
    await expect
      .poll(reopened, { timeout: 30_000, interval: 300 })
      .toMatchObject([{ status: 'CLOSED', resolution: 'ENDED' }]);
  },
);

test(
  'a conversion that somebody has left as it is is told as a sold deal that nobody delivers',
  { timeout: 90_000 },
  async () => {
    const deal = dealOf(house.sandbox, 'Pricing study');
    const own = async (): Promise<readonly Told[]> =>
      (await told('WON_DEAL_WITHOUT_RUN')).filter(({ fields, status }) => fields[0] === deal.crm && status === 'OPEN');
    const input = { idempotencyKey: `left-${deal.crm}`, opportunityId: deal.id };
    await act('account-manager', 'convertOpportunityToProject', 'ConvertOpportunityInput', input);
    await expect.poll(own, { timeout: 30_000, interval: 300 }).toEqual([]);
    const find =
      'query ($id: String) { processExceptions(first: 5, filter: { subjectId: $id, kinds: [STUCK] }) { edges { node { id } } } }';
    const exceptionId = await firstOf('operator', find, { id: deal.id });
    await act('operator', 'waiveException', 'ExceptionActInput', { exceptionId, reason: 'no statement of work' });
    const waiver = '{ approvals(first: 50) { edges { node { id action state } } } }';
    const approvalId = await firstOf(
      'finance-controller',
      waiver,
      {},
      (node) => node.action === 'exception.waive' && node.state === 'PENDING',
    );
    const agreed = { approvalId, reason: 'so it is', idempotencyKey: `left-approval-${deal.crm}` };
    await act('finance-controller', 'approve', 'DecideApprovalInput', agreed);
    const says = expect.stringContaining('its conversion was left as it is') as string;
    await expect.poll(own, { timeout: 30_000, interval: 300 }).toMatchObject([{ message: says }]);
  },
);

test(
  'a conversion that an outage has parked goes on by itself when the system is back, and its exception ends',
  { timeout: 150_000 },
  async () => {
    const { sandbox } = house;
    const { faults } = sandbox.standIns.kantata;
    const deal = dealOf(sandbox, 'Ledger migration');
    await win(sandbox, deal);
    faults.plant({ kind: 'refuse' });
    await faults.settled();
    const input = { idempotencyKey: `parked-${deal.crm}`, opportunityId: deal.id };
    await act('account-manager', 'convertOpportunityToProject', 'ConvertOpportunityInput', input);
    const query = `query ($id: String) { processExceptions(first: 5, filter: { subjectId: $id, kinds: [PARKED],
      statuses: [OPEN, CLOSED] }) { edges { node { status resolution nextTryAt run { state } } } } }`;
    interface Parked {
      readonly status: string;
      readonly nextTryAt: string | null;
    }
    const parked = async (): Promise<readonly Parked[]> => {
      const reply = await house.ask('operator', query, { id: deal.id });
      const { processExceptions } = reply.data as { processExceptions: { edges: readonly { node: Parked }[] } };
      return processExceptions.edges.map(({ node }) => node);
    };
    const due = expect.any(String) as string;
    await expect.poll(parked, { timeout: 60_000, interval: 200 }).toMatchObject([{ status: 'OPEN', nextTryAt: due }]);
    faults.clear();
    await faults.settled();
    const ended = { status: 'CLOSED', resolution: 'ENDED', run: { state: 'DONE' } };
    await expect.poll(parked, { timeout: 60_000, interval: 200 }).toMatchObject([ended]);
    expect(holdingsOfDeal(sandbox, deal)).toMatchObject({ psaProjects: 1, erpProjects: 1, crmLinks: 1 });
  },
);

async function act(role: Role, mutation: string, type: string, input: object): Promise<void> {
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`;
  const reply = await house.ask(role, document, { input });
  expect(reply.data, reply.text).toEqual({ [mutation]: { userErrors: [] } });
}
