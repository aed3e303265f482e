// Release: approved time up to a day becomes drafts of invoices, each item claimed once; every draft then goes its own way through review
// to the ERP (bill.ts), so that one that gets stuck holds up no other.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { isZero, sum } from '../../../schema/canon/money.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import { rowOf } from '../../journal/order.ts';
import type { BusinessEvent } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { WorkProject } from './facts.ts';
import { capScopeOf, readBooks } from './keeping.ts';
import { isOfTheFacts } from './not-plannable.ts';
import { planRelease, type ReleasePlan } from './plan.ts';
import { previewOf, type ReleaseReport } from './preview.ts';
import { readProject } from './reading.ts';
import { billDraft, draftOf, question, scopesOf, takenBy } from './released.ts';
import type { Released, ReleaseParts, ReleaseWorkInput } from './released.ts';
import { chooseProjects, chosenOf, spendingOf } from './selection.ts';
import { settleRefusedWork } from './settled-work.ts';
import { takeWork, WorkTaken } from './take.ts';
import { releaseTogether, rowsOfParts, togetherMax } from './together.ts';

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
export { tellPsaOfWriteOff } from './tell-written-off.ts';
export { builderOfDocument, documentOf } from './document.ts';
export type { BillLine } from './document.ts';
export { holdWords } from './hold-words.ts';
export { bookedItems } from './keeping.ts';
export type { BookedItem } from './keeping.ts';
export type { ReleasePreview, ReleaseReport } from './preview.ts';
export type { Released, ReleaseParts, ReleaseWorkInput } from './released.ts';
export type { RecordedInvoice } from './steps.ts';

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
  if (input.isPart === true) return releaseTogether(saga, parts, input);
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
  const drafts = await saga.once('drafts', async () => {
    const released = await releaseProject(saga, parts, input, only);
    // What was absorbed is through with that; what is billed, once it is posted (bill.ts).
    if (!input.dryRun) await settleRefusedWork(parts.books, saga.held, [only]);
    return released;
  });
  const runs: string[] = [];
  for (const { id } of drafts) runs.push(await saga.once(`bill-${id}`, () => billDraft(saga, parts, input, id)));
  return { drafts, projectId: only, runs };
}

/**
 * A project that gets stuck holds up no other: each is a run of its own. Of so many that nobody waits for each, those in which nothing is in
 * the way are read and claimed some at a time, and only the others are.
 */
async function releaseEach(
  saga: Saga,
  parts: ReleaseParts,
  input: ReleaseWorkInput,
  projects: readonly string[],
): Promise<Released> {
  const { begin } = parts;
  const runs: string[] = [];
  if (projects.length > togetherMax && !input.dryRun && (await saga.patched('parts'))) {
    for (let from = 0; from < projects.length; from += togetherMax) {
      const projectIds = projects.slice(from, from + togetherMax);
      const choice = { projectIds, contractIds: [], legalEntity: null };
      const process = input.of === 'EXPENSES' ? 'postExpenses' : 'releaseWorkToInvoice';
      const row = (from / togetherMax) % rowsOfParts;
      const run = {
        ...{ process, input: { ...input, choice, isPart: true }, idempotencyKey: `${saga.runId}:${from}` },
        orderOf: rowOf(saga.runId, row),
      };
      runs.push(await saga.once(`part-${from}`, () => begin(saga.runId, run)));
    }
    return { drafts: [], projectId: null, runs };
  }
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
  // What an execution claimed that crashed before it could say so.
  const before = await takenBy(parts, saga.runId, projectId);
  if (before.length > 0) return before.map(draftOf);
  const project = await readProject(parts, projectId, input.through).catch((error: unknown) => {
    if (!isOfTheFacts(error)) throw error;
    const message = `What PSA, CRM and ERP say of ${projectId} cannot be counted with: ${error.message}; put it right there`;
    return saga.refuse('NOT_PLANNABLE', message, ['projectIds']);
  });
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

async function look(parts: ReleaseParts, project: WorkProject, input: ReleaseWorkInput): Promise<ReleasePlan> {
  return planRelease(project, await readBooks(parts.books.db, project), question(parts, project, input));
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
  const { plan, drafts } = await parts.books.change(saga.held, scopesOf(project), async (page) => {
    const planned = planRelease(project, await readBooks(page.db, project), question(parts, project, input));
    const taken = await takeWork({ page, project, runId: saga.runId, capScope: capScopeOf(project) }, planned);
    return { plan: planned, drafts: taken.map(draftOf) };
  });
  // Nothing was left: an execution that was taken for dead has gone on beside this one.
  const beside = drafts.length > 0 ? [] : await takenBy(parts, saga.runId, project.id);
  if (beside.length > 0) return beside.map(draftOf);
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
  return drafts.flatMap(({ id, seller, amount, currency, projectId: own = projectId }) =>
    own === null
      ? []
      : businessEvent({
          type: 'billing.released',
          subject: id,
          data: { projectId: own, legalEntityId: seller, total: { amount, currency } },
          tags: [`project-${own}`],
        }),
  );
}
