// Release: approved time up to a day becomes drafts of invoices, each item claimed once; every draft then goes its own way through review
// to the ERP (bill.ts), so that one that gets stuck holds up no other.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { isZero, sum } from '../../../schema/canon/money.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import type { Books } from '../../journal/books.ts';
import { draftsBy, saveDraft } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { RunReports } from '../../journal/engagements.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { BusinessEvent } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import { documentOf } from './document.ts';
import type { BeginFurther } from './further-run.ts';
import type { WorkProject } from './facts.ts';
import { capScopeOf, readBooks } from './keeping.ts';
import { planRelease, type ReleasePlan } from './plan.ts';
import { billingPolicyOf, type BillingConfig } from './policy.ts';
import { previewOf, type ReleaseReport } from './preview.ts';
import { readProject, type WorkSources } from './reading.ts';
import { chooseProjects, chosenOf, type ReleaseChoice, spendingOf } from './selection.ts';
import { takeWork, WorkTaken } from './take.ts';

export { billReleasedWork } from './bill.ts';
export type { FurtherRun } from './further-run.ts';
export { SharedFacts } from './shared-facts.ts';
export { adjustWork } from './adjust.ts';
export type { AdjustWorkInput } from './adjust.ts';
export { abandonBillingDraft, issueInvoice } from './drafts.ts';
export type { AbandonDraftInput, IssueInvoiceInput } from './drafts.ts';
export { previewRebill } from './rebill.ts';
export { completeMilestone } from './contract/complete-milestone.ts';
export { drawDownRetainer } from './contract/draw-retainer.ts';
export type { DrawRetainerInput } from './contract/draw-retainer.ts';
export type { DrawPreview, DrawReport } from './contract/draw-preview.ts';
export { runRecurringBilling } from './contract/run-recurring.ts';
export type { RecurringInput } from './contract/run-recurring.ts';
export type { CompleteMilestoneInput } from './contract/complete-milestone.ts';
export type { ContractPreview, ContractReport } from './contract/preview.ts';
export { tellPsaOfBill } from './tell-psa.ts';
export { builderOfDocument, documentOf } from './document.ts';
export type { BillLine } from './document.ts';
export { holdWords } from './hold-words.ts';
export { bookedItems } from './keeping.ts';
export type { BookedItem } from './keeping.ts';
export type { ReleasePreview, ReleaseReport } from './preview.ts';
export type { RecordedInvoice } from './steps.ts';

/** What a release is begun with. A type, so that a run keeps it as JSON. */
export type ReleaseWorkInput = {
  readonly role: string;
  readonly choice: ReleaseChoice;
  readonly through: string;
  /** Only look: the preview, and nothing is claimed. */
  readonly dryRun: boolean;
  /** A tax code by the ERP's name, where the facts do not determine one. */
  readonly taxCode: string | null;
  /** Only this work, by canonical ids: what was credited is billed again by itself. */
  readonly workIds?: readonly string[];
  /** EXPENSES: of expenses alone; absent: time, with its expenses as the policy of the legal entity has it. */
  readonly of?: 'EXPENSES';
};

/** What a release leaves. */
export type Released = {
  /** Canonical ids of the drafts. */
  readonly drafts: readonly {
    readonly id: string;
    readonly seller: string;
    readonly amount: string;
    readonly currency: string;
  }[];
  readonly projectId: string | null;
  /** Runs that go on by themselves: a bill each, or a project each. */
  readonly runs: readonly string[];
};

/** What the process works with. */
export interface ReleaseParts extends WorkSources {
  readonly config: BillingConfig;
  readonly books: Books;
  readonly reports: RunReports;
  readonly begin: BeginFurther;
}

/** The process for one caller. */
export function releaseWorkToInvoice(parts: ReleaseParts): Process<ReleaseWorkInput, Released> {
  return {
    name: 'releaseWorkToInvoice',
    run: (saga, input) => release(saga, parts, input),
    events: (_input, result) => happened(result),
  };
}

/** Release of expenses alone, of whatever billing model. */
export function postExpenses(parts: ReleaseParts): Process<ReleaseWorkInput, Released> {
  return {
    name: 'postExpenses',
    run: (saga, input) => release(saga, parts, { ...input, of: 'EXPENSES' }),
    events: (_input, result) => happened(result),
  };
}

async function release(saga: Saga, parts: ReleaseParts, input: ReleaseWorkInput): Promise<Released> {
  const { choice } = input;
  const projects = await saga.once('projects', async () => {
    const { systems, books } = parts;
    const fit = input.of === 'EXPENSES' ? spendingOf : chosenOf;
    const chosen = await chooseProjects({ systems, db: books.db }, choice, fit);
    const what = input.of === 'EXPENSES' ? 'has its position signed off' : 'is billed by its time';
    if (chosen.length === 0)
      saga.refuse('NOTHING_CHOSEN', `No project in delivery ${what} there; name others`, ['projectIds']);
    return chosen;
  });
  const [only] = projects;
  if (projects.length > 1 || only === undefined) return releaseEach(saga, parts, input, projects);
  const drafts = await saga.once('drafts', () => releaseProject(saga, parts, input, only));
  const runs: string[] = [];
  for (const { id } of drafts) {
    runs.push(
      await saga.once(`bill-${id}`, async () => {
        const run = await parts.begin(saga.runId, {
          process: 'billReleasedWork',
          input: { role: input.role, draftId: id },
          idempotencyKey: `draft-${id}`,
        });
        await saveDraft(parts.books.db, id, { billRun: run });
        return run;
      }),
    );
  }
  return { drafts, projectId: only, runs };
}

/** A project that gets stuck holds up no other: each is a run of its own. */
async function releaseEach(
  saga: Saga,
  { begin }: ReleaseParts,
  input: ReleaseWorkInput,
  projects: readonly string[],
): Promise<Released> {
  const runs: string[] = [];
  for (const id of projects) {
    const further: ReleaseWorkInput = { ...input, choice: { projectIds: [id], contractIds: [], legalEntity: null } };
    const process = input.of === 'EXPENSES' ? 'postExpenses' : 'releaseWorkToInvoice';
    const run = { process, input: further, idempotencyKey: `${saga.runId}:${id}` };
    runs.push(await saga.once(`project-${id}`, () => begin(saga.runId, run)));
  }
  return { drafts: [], projectId: null, runs };
}

/** Two runs over one project wait for each other's transaction; as often as this, something else is wrong. */
const triesMax = 5;

async function releaseProject(
  saga: Saga,
  parts: ReleaseParts,
  input: ReleaseWorkInput,
  projectId: string,
): Promise<Released['drafts']> {
  const { books } = parts;
  // What an execution claimed that crashed before it could say so.
  const before = await draftsBy(
    books.db,
    { releasedBy: saga.runId, states: null, projectId, legalEntity: null },
    { first: 1_000, after: null },
  );
  if (before.length > 0) return before.map(draftOf);
  const project = await readProject(parts, projectId, input.through);
  if (project === null)
    return saga.refuse('PROJECT_UNKNOWN', `The PSA has no project ${projectId}; look its id up in the graph`, [
      'projectIds',
    ]);
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id: projectId, label: project.code }));
  if (input.dryRun) {
    const plan = await look(parts, project, input);
    await report(parts, saga.runId, plan, project);
    if (plan.blocker !== null) refuseFor(saga, plan);
    return [];
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await claimProject(saga, parts, project, input);
    } catch (error) {
      if (!(error instanceof WorkTaken) || tries >= triesMax) throw error;
    }
  }
}

function draftOf({ id, document, net }: Pick<KeptDraft, 'id' | 'document' | 'net'>): Released['drafts'][number] {
  return { id, seller: mintId(documentOf(document).seller), amount: net.amount, currency: net.currency };
}

async function look(parts: ReleaseParts, project: WorkProject, input: ReleaseWorkInput): Promise<ReleasePlan> {
  return planRelease(project, await readBooks(parts.books.db, project), question(parts, project, input));
}

function question({ config, today }: ReleaseParts, { seller, delivererCode }: WorkProject, input: ReleaseWorkInput) {
  const policy = billingPolicyOf(config, seller?.code ?? delivererCode ?? '');
  const { through, taxCode, of } = input;
  return { through, today: today(), taxCode, policy, only: onlyOf(input), of };
}

function onlyOf({ workIds }: ReleaseWorkInput): ReadonlySet<string> | null {
  return workIds === undefined ? null : new Set(workIds);
}

async function report(
  { reports }: ReleaseParts,
  runId: string,
  plan: ReleasePlan,
  project: WorkProject,
): Promise<void> {
  const told: ReleaseReport = { preview: previewOf(plan, project) };
  await reports.save(runId, told);
}

/** Plans and takes under the locks of project and contract: what is planned is what is there. */
async function claimProject(
  saga: Saga,
  parts: ReleaseParts,
  project: WorkProject,
  input: ReleaseWorkInput,
): Promise<Released['drafts']> {
  const scopes = [project.id, ...(project.contract === null ? [] : [project.contract.id])];
  const { plan, drafts } = await parts.books.change(saga.runId, scopes, async (page) => {
    const planned = planRelease(project, await readBooks(page.db, project), question(parts, project, input));
    const taken = await takeWork({ page, project, runId: saga.runId, capScope: capScopeOf(project) }, planned);
    return { plan: planned, drafts: taken.map(draftOf) };
  });
  await report(parts, saga.runId, plan, project);
  if (plan.blocker !== null) {
    const amounts = plan.held.flatMap(({ amount }) => amount ?? []);
    const atRisk = sum(currencyCode(project.currency), amounts);
    if (!isZero(atRisk)) await saga.once(riskNote, () => riskOf(atRisk));
    refuseFor(saga, plan);
  }
  return drafts;
}

function refuseFor(saga: Saga, { blocker }: ReleasePlan): void {
  if (blocker === null) return;
  const { code, message, remedy } = blocker;
  saga.refuse(code, `${message}; ${remedy}`, ['projectIds']);
}

function happened({ projectId, drafts }: Released): readonly BusinessEvent[] {
  if (projectId === null) return [];
  return drafts.map(({ id, seller, amount, currency }) =>
    businessEvent({
      type: 'billing.released',
      subject: id,
      data: { projectId, legalEntityId: seller, total: { amount, currency } },
      tags: [`project-${projectId}`],
    }),
  );
}
