// The journal is lost and put back as it was earlier, while the vendors are ahead: what they have is adopted, nothing is made twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { backup, restore } from '../../subgraphs/store/backup.ts';
import { openStore } from '../../subgraphs/store/store.ts';
import { holdingsOf, makeProspects, type Prospect } from '../chaos/prospects.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { dealOf, holdingsOfDeal, win } from './deals.ts';

const auditKey = 'a key for this journey that is long enough';
const vendors = ['salesforce', 'kantata', 'netsuite'] as const;
const directory = mkdtempSync(join(tmpdir(), 'disaster-'));
const file = join(directory, 'backup.gz');
const eachOnce = { erpCustomers: 1, erpActive: 1, psaCustomers: 1, psaReferences: 1, crmLinks: 1 };

let sandbox: Sandbox;
let before: TestHouse;
let after: TestHouse | null = null;
let early: Prospect;
let late: Prospect;

/** Something done with the store of a house, as the commands do it. */
async function withStore(
  dataDirectory: string,
  act: (db: Parameters<typeof backup>[0]) => Promise<unknown>,
): Promise<void> {
  const store = await openStore({ dataDir: join(dataDirectory, 'postgres'), asOwner: true });
  try {
    await act(store.db);
  } finally {
    await store.close();
  }
}

beforeAll(async () => {
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory: join(directory, 'sandbox') });
  const [one, two] = await makeProspects(sandbox, 2);
  if (one === undefined || two === undefined) throw new Error('The firm made no prospects');
  [early, late] = [one, two];
  before = await openHouse({ worker: true, sandbox, env: { AUDIT_KEY: auditKey, CONVERSION_FOLLOWS: 'false' } });
}, 60_000);
afterAll(async () => {
  await after?.close();
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Begins a run and waits for its end; what it ended as. */
async function done(house: TestHouse, mutation: string, type: string, input: object): Promise<string | undefined> {
  const reply = await house.ask(
    'finance-controller',
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { run { id } userErrors { code message } } }`,
    { input },
  );
  const payload = (reply.data as Readonly<Record<string, { run: { id: string } | null }>> | null)?.[mutation];
  expect(payload?.run, reply.text).not.toBeNull();
  const state = async (): Promise<string | undefined> => {
    const { data } = await house.ask('operator', 'query ($id: ID!) { run(id: $id) { state } }', {
      id: payload?.run?.id,
    });
    return (data as { run: { state: string } | null }).run?.state;
  };
  await expect.poll(state, { timeout: 60_000, interval: 50 }).not.toMatch(/RUNNING|COMPENSATING/);
  return state();
}

const entity = mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: '2' });
const onboard = (house: TestHouse, prospect: Prospect): Promise<string | undefined> => {
  const input = { customerId: prospect.id, legalEntityIds: [entity], currency: 'USD' };
  return done(house, 'onboardCustomer', 'OnboardCustomerInput', {
    idempotencyKey: `disaster-${prospect.account}`,
    ...input,
  });
};
const convert = (house: TestHouse, deal: { crm: string; id: string }): Promise<string | undefined> =>
  done(house, 'convertOpportunityToProject', 'ConvertOpportunityInput', {
    idempotencyKey: `disaster-${deal.crm}`,
    opportunityId: deal.id,
  });

type Begun = { readonly process: string; readonly state: string };

/** The runs begun after the backup, which holds one. */
async function begunSince(house: TestHouse | null, processes: readonly string[]): Promise<readonly Begun[]> {
  const reply = await house?.ask('operator', '{ runs(first: 50) { edges { node { process state } } } }');
  const { runs } = reply?.data as { runs: { edges: readonly { node: Begun }[] } };
  const nodes = runs.edges.map(({ node }) => node).slice(0, -1);
  return nodes
    .filter(({ process }) => processes.includes(process))
    .sort((one, other) => one.process.localeCompare(other.process));
}

async function convertedOf(house: TestHouse, deal: { id: string }): Promise<string | undefined> {
  const reply = await house.ask('operator', 'query ($id: ID!) { opportunity(id: $id) { engagement { state } } }', deal);
  return (reply.data as { opportunity: { engagement: { state: string } | null } | null }).opportunity?.engagement
    ?.state;
}

describe('a journal that was lost for an hour', { timeout: 180_000 }, () => {
  test('adopts what the vendors have, does the rest, and nothing twice', async () => {
    const deal = dealOf(sandbox, 'Rollout in three countries');
    await win(sandbox, deal);
    expect(await onboard(before, early)).toBe('DONE');
    await withStore(before.env.DATA_DIR ?? '', (db) => backup(db, file));
    expect(await onboard(before, late)).toBe('DONE');
    expect(await convert(before, deal)).toBe('DONE');
    const made = holdingsOfDeal(sandbox, deal);
    expect(made).toMatchObject({ psaProjects: 3, erpProjects: 3, crmLinks: 3 });
    // The house burns down with its store; the vendors go on.
    await before.close();
    after = await openHouse({
      ...{ worker: true, sandbox, env: { AUDIT_KEY: auditKey, CONVERSION_FOLLOWS: 'false' } },
      prepare: (dataDirectory) => withStore(dataDirectory, (db) => restore(db, file)),
    });
    // Nobody asks again: what the systems hold of lost runs is found by its business key.
    const adopted = ['convertOpportunityToProject', 'onboardCustomer'];
    await expect
      .poll(() => begunSince(after, adopted), { timeout: 60_000, interval: 200 })
      .toEqual(adopted.map((process) => ({ process, state: 'DONE' })));
    expect(holdingsOfDeal(sandbox, deal)).toEqual(made);
    // Whoever got no answer asks again all the same.
    expect(await onboard(after, early)).toBe('DONE');
    expect(await onboard(after, late)).toBe('DONE');
    expect(await convertedOf(after, deal)).toBe('ACTIVE');
    expect(holdingsOf(sandbox, early)).toEqual(eachOnce);
    expect(holdingsOf(sandbox, late)).toEqual(eachOnce);
    expect(holdingsOfDeal(sandbox, deal)).toEqual(made);
  });

  test('without that care there would be a second project: a journal that does not know of its restoration makes one', async () => {
    const house = after;
    if (house === null) throw new Error('The first test put nothing back');
    const deal = dealOf(sandbox, 'Ledger migration');
    await win(sandbox, deal);
    expect(await convert(house, deal)).toBe('DONE');
    // The same loss once more, with the note of it taken away.
    await withStore(house.env.DATA_DIR ?? '', async (db) => {
      await sql`delete from restoration`.execute(db);
      await sql`truncate idempotency_key, business_key, ledger_entry, engagement`.execute(db);
    });
    for (const vendor of vendors) sandbox.standIns[vendor].requests.clear();
    await convert(house, deal);
    expect(sandbox.standIns.kantata.requests.totals().writes.committed).toBeGreaterThan(0);
    expect(holdingsOfDeal(sandbox, deal).psaProjects).toBeGreaterThan(1);
  });
});
