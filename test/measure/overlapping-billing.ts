// `npm run measure -- overlapping-billing`: twenty billing runs over the same work at the same time. Judged by what the vendors hold and by
// arithmetic of this file alone: every approved hour on one invoice, to the cent, and nothing twice. A planted second bill must be seen.
import { openHouse, type TestHouse } from '../house/house.ts';
import { mintId } from '../../schema/canon/identity.ts';
import { rows } from '../journeys/deals.ts';
import { approvedTimeOf, centsOf, type HeldInvoice, type HeldTime, invoicesOf, minorOf } from '../journeys/billed.ts';

const runsCount = 20;
const goLive = '2026-10-31';
const from = '2026-11-01';
const through = '2026-11-20';
const projectsCount = 3;
/** Their smallest unit is a hundredth, as this file's arithmetic has it. */
const currencies = ['USD', 'EUR', 'GBP'];
/** A shared machine; the runs themselves take seconds. */
const patienceMs = 240_000;

interface Work {
  readonly title: string;
  readonly psa: string;
  readonly id: string;
  /** Approved and on no bill before anything was released. */
  readonly free: readonly HeldTime[];
}

/** What is wrong with the bills of a project, in words; nothing when every hour is billed once. */
function faultsOf(
  { title, free }: Work,
  now: readonly HeldTime[],
  invoices: readonly HeldInvoice[],
): readonly string[] {
  const billed = invoices.flatMap(({ lines }) => lines).reduce((total, { amount }) => total + minorOf(amount), 0n);
  const worth = centsOf(free);
  const unmarked = now.filter(({ id, isBilled }) => !isBilled && free.some((entry) => entry.id === id));
  return [
    ...(billed === worth ? [] : [`${title}: the ERP billed ${billed}, the work is worth ${worth}`]),
    ...(unmarked.length === 0 ? [] : [`${title}: the PSA does not know ${unmarked.length} entries as billed`]),
    ...(invoices.length === 1 ? [] : [`${title}: ${invoices.length} invoices over the same work`]),
  ];
}

async function ask(house: TestHouse, query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  const reply = await house.ask('billing-preparer', query, variables);
  if (reply.errors.length > 0) throw new Error(reply.text);
  return reply.data;
}

/** A run of the house. */
interface Resting {
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

async function runsOf(house: TestHouse): Promise<readonly Resting[]> {
  const data = await ask(
    house,
    '{ runs(first: 200) { edges { node { state process failure { code message } } } } }',
    {},
  );
  const { runs } = data as { runs: { edges: readonly { node: Resting }[] } };
  return runs.edges.map(({ node }) => node);
}

async function settle(house: TestHouse): Promise<readonly Resting[]> {
  const deadline = Date.now() + patienceMs;
  for (let quiet = 0; ;) {
    const runs = await runsOf(house);
    quiet = runs.some(({ state }) => state === 'RUNNING' || state === 'COMPENSATING') ? 0 : quiet + 1;
    // A run may begin another one at its very end.
    if (quiet >= 5) return runs;
    if (Date.now() > deadline)
      throw new Error(`Runs did not come to rest: ${runs.map(({ state }) => state).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

/** Projects billed by their time that the ERP knows, with approved time on no bill that nothing keeps from being billed. */
async function chosen(house: TestHouse): Promise<readonly Work[]> {
  const { sandbox } = house;
  const inErp = new Set(rows(sandbox, 'netsuite', 'job').map(({ custentity_psa_project: psa }) => psa));
  const byTime = rows(sandbox, 'kantata', 'custom_field_values').filter(({ value }) => value === 'Time and Materials');
  const hourly = new Set(byTime.map(({ subject_id: psa }) => psa));
  const works: Work[] = [];
  for (const row of rows(sandbox, 'kantata', 'workspaces')) {
    if (works.length === projectsCount) break;
    const psa = String(row.id);
    const free = approvedTimeOf(sandbox, psa, from, through).filter(({ isBilled }) => !isBilled);
    if (!inErp.has(psa) || !hourly.has(psa) || !currencies.includes(String(row.currency)) || free.length === 0)
      continue;
    const id = mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: psa });
    const explanations = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'].map((measure) => ({
      ...{ measure, text: 'before go-live' },
    }));
    const position = { idempotencyKey: `position-${id}`, projectId: id, on: goLive, explanations };
    await ask(house, openMutation, { input: position });
    await settle(house);
    const look = { idempotencyKey: `look-${id}`, projectIds: [id], through, dryRun: true };
    await ask(house, releaseMutation, { input: look });
    await settle(house);
    const seen = (await ask(house, releaseMutation, { input: look })) as Looked;
    const { documents = [], held = [] } = seen.releaseWorkToInvoice.preview ?? {};
    // What a cap or a missing price keeps is another measurement.
    // Expenses wait for their receipts, which the firm has not scanned.
    const isAllHours = held.every(({ code }) => code === 'NO_RECEIPT');
    if (isAllHours && documents.length === 1) works.push({ title: String(row.title), psa, id, free });
  }
  return works;
}

interface Looked {
  readonly releaseWorkToInvoice: {
    readonly preview: {
      readonly documents: readonly unknown[];
      readonly held: readonly { readonly code: string }[];
    } | null;
  };
}

const openMutation =
  'mutation ($input: OpenPositionInput!) { openPosition(input: $input) { run { id } userErrors { code } } }';
const releaseMutation = `mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } userErrors { code message }
  preview { documents { items } held { code } } } }`;

/** Nobody has to agree here: what is measured is the claim. */
const nobody = [
  { action: 'invoice.*', approvers: 0 },
  { action: 'billing.*', approvers: 0 },
];

const house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'false' }, approvals: { rules: nobody } });
try {
  const works = await chosen(house);
  if (works.length < projectsCount)
    throw new Error(`Only ${works.length} projects have work to bill; that would prove little`);
  const begun = performance.now();
  const ids = works.map(({ id }) => id);
  await Promise.all(
    Array.from({ length: runsCount }, (_, index) =>
      ask(house, releaseMutation, { input: { idempotencyKey: `overlap-${index}`, projectIds: ids, through } }),
    ),
  );
  const runs = await settle(house);
  const seconds = (performance.now() - begun) / 1_000;
  const invoices = invoicesOf(house.sandbox);
  const faults: string[] = [];
  let seen = 0;
  for (const work of works) {
    const now = approvedTimeOf(house.sandbox, work.psa, from, through);
    const own = invoices.filter(({ project }) => project === work.psa);
    faults.push(...faultsOf(work, now, own));
    // The same books with one bill twice: whoever judges must see it.
    if (faultsOf(work, now, [...own, ...own]).length > 0) seen += 1;
  }
  const items = works.reduce((total, { free }) => total + free.length, 0);
  console.log(
    `${runsCount} overlapping releases of ${works.length} projects, ${items} entries: ${seconds.toFixed(1)} s`,
  );
  console.log(
    `runs at rest: ${[...Map.groupBy(runs, ({ state }) => state)].map(([state, all]) => `${state} ${all.length}`).join(', ')}`,
  );
  for (const failure of new Set(
    runs.flatMap(({ failure: why }) => (why === null ? [] : [`${why.code}: ${why.message}`])),
  ))
    console.log(failure);
  console.log(`invoices ${invoices.length}, planted second bills seen ${seen} of ${works.length}`);
  console.log(faults.length === 0 ? 'every entry billed once, right to the cent' : faults.join('\n'));
  process.exitCode =
    faults.length === 0 &&
    seen === works.length &&
    runs.every(({ state }) => state === 'DONE' || state === 'COMPENSATED')
      ? 0
      : 1;
} finally {
  await house.close();
}
