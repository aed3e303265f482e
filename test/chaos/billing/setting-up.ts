// Makes the firm's projects ready to be billed: which of them the play is about, their opening positions, and caps that will be reached.
import { mintId } from '../../../schema/canon/identity.ts';
import type { ChaosFirm } from '../firm.ts';
import { type Row, rows } from '../vendor-screens.ts';
import type { Ask } from './asking.ts';
import type { PlayedProject } from './billers.ts';
import type { Known } from './laws.ts';
import { goLive, workDays } from './timesheets.ts';
import { vendorBooks } from './vendor-books.ts';

/** Their smallest unit is a hundredth, as the auditor's arithmetic has it. */
const currencies = ['USD', 'EUR', 'GBP'];
const cappedCount = 2;
const patienceMs = 120_000;

interface Preview {
  readonly documents: readonly { readonly items: number }[];
  readonly held: readonly { readonly code: string }[];
  readonly blocker: { readonly code: string } | null;
}
interface Release {
  readonly it: {
    readonly run: { readonly id: string; readonly state: string } | null;
    readonly preview: Preview | null;
  };
}

/** Projects billed by their time that the ERP knows, with approved time of the play's days. */
export function hourlyProjects({ sandbox }: ChaosFirm): readonly PlayedProject[] {
  const inErp = new Set(rows(sandbox, 'netsuite', 'job').map(({ custentity_psa_project: psa }) => psa));
  const byTime = rows(sandbox, 'kantata', 'custom_field_values').filter(({ value }) => value === 'Time and Materials');
  const hourly = new Set(byTime.map(({ subject_id: psa }) => psa));
  const free = new Set(
    rows(sandbox, 'kantata', 'time_entries')
      .filter((row) => row.approved === true && row.billable === true && row.invoice_id == null)
      .filter(({ date_performed: day }) => String(day) >= workDays.from && String(day) <= workDays.through)
      .map(({ workspace_id }) => workspace_id),
  );
  return rows(sandbox, 'kantata', 'workspaces').flatMap(({ id, title, currency }) => {
    if (!inErp.has(id) || !hourly.has(id) || !free.has(id) || !currencies.includes(String(currency))) return [];
    const psa = String(id);
    return { psa, title: String(title), id: mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: psa }) };
  });
}

/** Signs off the positions, and chooses so many projects that bill all they have. */
export async function setUp(
  firm: ChaosFirm,
  ask: Ask,
  wanted: number,
): Promise<{ readonly projects: readonly PlayedProject[]; readonly known: Known }> {
  const projects: PlayedProject[] = [];
  const contracts = new Set<string>();
  for (const project of hourlyProjects(firm)) {
    if (projects.length === wanted) break;
    const contract = contractOf(firm.sandbox, project.psa);
    // Without one there is nothing to cap, and two projects of one would use one cap.
    if (contract === null || contracts.has(contract)) continue;
    contracts.add(contract);
    await openPosition(ask, project);
    const preview = await previewOf(ask, project, 'look');
    // Expenses wait for their receipts, which the firm has not scanned; the play is about time.
    const isAllHours = preview?.held.every(({ code }) => code === 'NO_RECEIPT') === true;
    if (preview?.blocker === null && isAllHours && preview.documents.length > 0) projects.push(project);
  }
  if (projects.length < wanted)
    throw new Error(`Only ${projects.length} projects of the firm can be billed, not ${wanted}`);
  const names = new Set(projects.map(({ psa }) => psa));
  const before = new Set(
    rows(firm.sandbox, 'kantata', 'time_entries')
      .filter(({ date_performed: day, invoice_id: bill }) => String(day) <= goLive || bill != null)
      .map(({ id }) => String(id)),
  );
  return {
    projects,
    known: { projects: names, before, caps: await capped(firm, projects, before) },
  };
}

async function openPosition(ask: Ask, { id }: PlayedProject): Promise<void> {
  const explanations = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'].map((measure) => ({
    measure,
    text: 'before go-live',
  }));
  const input = { idempotencyKey: `position-${id}`, projectId: id, on: goLive, explanations };
  const query = 'mutation ($input: OpenPositionInput!) { it: openPosition(input: $input) { run { id state } } }';
  const begun = await ask<{ it: { run: { id: string } | null } }>('billing-preparer', query, { input });
  const runId = begun?.it.run?.id;
  if (runId === undefined) throw new Error(`The position of ${id} could not be imported`);
  const waits =
    'query ($id: ID!) { run(id: $id) { state } approvals(filter: { runId: $id, view: ALL }) { edges { node { id } } } }';
  for (const untilMs = Date.now() + patienceMs; Date.now() < untilMs;) {
    const seen = await ask<{ run: { state: string }; approvals: { edges: readonly { node: { id: string } }[] } }>(
      'finance-controller',
      waits,
      { id: runId },
    );
    if (seen?.run.state === 'DONE') return;
    for (const { node } of seen?.approvals.edges ?? []) {
      const approve = 'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }';
      await ask('finance-controller', approve, {
        input: { approvalId: node.id, reason: 'compared', idempotencyKey: `agree-${node.id}` },
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The position of ${id} was not signed off`);
}

/** What a release would bill now; null when it never looked. */
async function previewOf(ask: Ask, { id }: PlayedProject, name: string): Promise<Preview | null> {
  const input = { idempotencyKey: `${name}-${id}`, projectIds: [id], through: workDays.through, dryRun: true };
  const query = `mutation ($input: ReleaseWorkInput!) { it: releaseWorkToInvoice(input: $input) { run { id state }
    preview { documents { items } held { code } blocker { code } } } }`;
  for (const untilMs = Date.now() + patienceMs; Date.now() < untilMs;) {
    const seen = await ask<Release>('billing-preparer', query, { input });
    const state = seen?.it.run?.state ?? '';
    if (state === 'DONE') return seen?.it.preview ?? null;
    if (state === 'COMPENSATED' || state === 'STUCK') return null;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}

/**
 * Caps the contracts of some projects in the CRM so that a little more than the work of now may still be billed, for what the play adds
 * to reach it; the others lose what caps the firm has given them, for the auditor to know of all there are.
 */
async function capped(
  firm: ChaosFirm,
  projects: readonly PlayedProject[],
  before: ReadonlySet<string>,
): Promise<ReadonlyMap<string, bigint>> {
  const { sandbox, screens } = firm;
  const caps = new Map<string, bigint>();
  // Where the PSA builds the invoices (UK01) an entry is billed whole, and so no cap is ever reached to the cent.
  const dollars = new Set(
    rows(sandbox, 'kantata', 'workspaces').flatMap(({ id, currency }) => (currency === 'USD' ? [String(id)] : [])),
  );
  const limited = new Set(projects.filter(({ psa }) => dollars.has(psa)).slice(0, cappedCount));
  for (const project of projects) {
    const { psa, title } = project;
    const contract = contractOf(sandbox, psa);
    if (contract === null) throw new Error(`${title} has no contract in the CRM to be capped`);
    for (const { Id } of rows(sandbox, 'salesforce', 'Contract_Line__c').filter((row) => row.Contract__c === contract))
      await screens.crm.change('Contract_Line__c', String(Id), { Not_To_Exceed__c: null });
    const { work } = vendorBooks(sandbox, new Set([psa]));
    const open = work.filter(({ id, isApproved }) => isApproved && !before.has(id));
    const room = open.reduce((total, { worth }) => total + worth, 0n) + 123_457n;
    const limit = limited.has(project) ? Number(billedBefore(sandbox, psa) + room) / 100 : null;
    await screens.crm.change('Contract', contract, { Not_To_Exceed__c: limit });
    if (limit !== null) caps.set(psa, room);
  }
  return caps;
}

function contractOf(sandbox: ChaosFirm['sandbox'], psa: string): string | null {
  const contracts = new Set(rows(sandbox, 'salesforce', 'Contract').map(({ Id }) => Id));
  const named = rows(sandbox, 'kantata', 'external_references').filter(
    (row) => row.subject_type === 'Workspace' && String(row.subject_id) === psa,
  );
  const found = named.map(({ service_model_ref: ref }) => ref).find((ref) => contracts.has(ref));
  return typeof found === 'string' ? found : null;
}

/** Time and expenses of before go-live that the PSA has billed: what has used a cap till then (DOMAIN rule 31). */
function billedBefore(sandbox: ChaosFirm['sandbox'], psa: string): bigint {
  const isBilled = (row: Row): boolean => String(row.workspace_id) === psa && row.invoice_id != null;
  const old = new Set(
    rows(sandbox, 'kantata', 'time_entries')
      .filter((row) => isBilled(row) && String(row.date_performed) <= goLive)
      .map(({ id }) => String(id)),
  );
  const time = vendorBooks(sandbox, new Set([psa])).work.filter(({ id }) => old.has(id));
  const expenses = rows(sandbox, 'kantata', 'expenses').filter(
    (row) => isBilled(row) && row.is_billable === true && String(row.date) <= goLive,
  );
  return (
    time.reduce((total, { worth }) => total + worth, 0n) +
    expenses.reduce((total, { amount_in_cents: amount }) => total + BigInt(Number(amount)), 0n)
  );
}
