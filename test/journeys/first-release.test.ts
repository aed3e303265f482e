// The first release of the whole seeded firm, one legal entity after the other, judged by the stand-ins' own records: what the PSA knew as
// billed before go-live is billed by nobody again, and a project whose opening position nobody took over bills nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { invoicesOf } from './billed.ts';
import { Biller, projectInWork, type SeenRun } from './biller.ts';
import { rows } from './deals.ts';

let house: TestHouse;
let biller: Biller;

beforeAll(async () => {
  const rules = ['invoice.*', 'billing.*', 'work.*'].map((action) => ({ action, approvers: 0 }));
  house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'false' }, approvals: { rules } });
  biller = new Biller(house);
}, 60_000);
afterAll(() => house.close());

const goLive = '2026-10-31';

/** A piece of work as the PSA holds it. */
interface HeldWork {
  readonly on: string;
  /** The bill it stands on; null for none. */
  readonly bill: string | null;
}

/** Time and expenses by their canonical ids. */
function heldWork(): ReadonlyMap<string, HeldWork> {
  const held = (table: string, kind: 'TIME_ENTRY' | 'EXPENSE', day: string): readonly (readonly [string, HeldWork])[] =>
    rows(house.sandbox, 'kantata', table).map((row) => [
      mintId({ system: 'PSA', instance: 'kantata', kind, id: String(row.id) }),
      {
        on: String(row[day]),
        bill: typeof row.invoice_id === 'string' || typeof row.invoice_id === 'number' ? String(row.invoice_id) : null,
      },
    ]);
  return new Map([...held('time_entries', 'TIME_ENTRY', 'date_performed'), ...held('expenses', 'EXPENSE', 'date')]);
}

/** Canonical ids of all work that stands on a line of ours. */
async function workOnLines(projects: readonly string[]): Promise<readonly string[]> {
  const works: string[] = [];
  for (const project of projects)
    for (const { lines } of await biller.drafts(project))
      works.push(...lines.flatMap(({ sources }) => sources.map(({ workId }) => workId)));
  return works;
}

async function releaseEntity(legalEntityCode: string): Promise<void> {
  const query =
    'mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } userErrors { message } } }';
  const input = { idempotencyKey: `first-${legalEntityCode}`, legalEntityCode, through: '2026-11-20' };
  const { releaseWorkToInvoice: released } = await biller.ask<{ releaseWorkToInvoice: { run: SeenRun | null } }>(
    'billing-preparer',
    query,
    { input },
  );
  await biller.rest(released.run?.id);
  await biller.settle();
}

async function refusals(): Promise<readonly string[]> {
  const query =
    '{ runs(first: 200, filter: { states: [COMPENSATED] }) { edges { node { failure { code message } } } } }';
  const { runs } = await biller.ask<{ runs: { edges: readonly { node: Pick<SeenRun, 'failure'> }[] } }>(
    'operator',
    query,
  );
  return runs.edges.flatMap(({ node: { failure } }) =>
    failure === null ? [] : [`${failure.code} ${failure.message}`],
  );
}

test('the first release of every legal entity bills nothing of before go-live, and nothing of a project without a position', async () => {
  const planted = projectInWork(house.sandbox, 'Order-to-Cash Transformation');
  const inErp = new Set(rows(house.sandbox, 'netsuite', 'job').map((job) => String(job.custentity_psa_project)));
  const projects = rows(house.sandbox, 'kantata', 'workspaces')
    .map(({ id }) => String(id))
    .filter((id) => inErp.has(id))
    .map((id) => mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id }));
  for (const id of projects) if (id !== planted.id) await biller.openPosition(id, goLive);
  const before = heldWork();
  for (const code of ['US01', 'UK01', 'DE01', 'JP01']) await releaseEntity(code);

  const after = heldWork();
  const billedBefore = [...before].filter(([, { bill }]) => bill !== null);
  expect(billedBefore.length).toBeGreaterThan(100);
  // In the PSA it stands where it stood.
  expect(billedBefore.filter(([id, { bill }]) => after.get(id)?.bill !== bill)).toEqual([]);
  const onLines = await workOnLines(projects);
  const ours = new Set(onLines);
  expect(ours.size).toBe(onLines.length);
  expect(billedBefore.filter(([id]) => ours.has(id))).toEqual([]);
  // What is older and on no bill is nobody's either, until somebody takes it over: it may have been billed elsewhere.
  const older = [...before].filter(([, { on, bill }]) => on <= goLive && bill === null);
  expect(older.length).toBeGreaterThan(0);
  expect(older.filter(([id]) => ours.has(id))).toEqual([]);
  // Of everything else that is approved something was billed, by us and in the PSA alike.
  const newly = [...after].filter(([id, { bill }]) => bill !== null && before.get(id)?.bill === null).map(([id]) => id);
  expect(newly.length).toBeGreaterThan(50);
  expect(newly.filter((id) => !ours.has(id))).toEqual([]);

  const invoices = invoicesOf(house.sandbox);
  expect(invoices.length).toBeGreaterThan(5);
  expect(invoices.filter(({ project }) => project === planted.psa)).toEqual([]);
  expect(await biller.drafts(planted.id)).toEqual([]);
  const title = rows(house.sandbox, 'kantata', 'workspaces').find(({ id }) => String(id) === planted.psa)?.title;
  expect(await refusals()).toContainEqual(expect.stringContaining(`NO_OPENING_POSITION ${String(title)} has no`));
}, 240_000);
