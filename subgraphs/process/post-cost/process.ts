// Cost of work: what approved time costs, billable or not, reaches the ERP's ledger once, whatever is billed of it (DOMAIN rule 55). Taken
// by project; every posting then goes its own way (post-entry.ts), so that one that gets stuck holds up no other.
import { isRole, maySee } from '../../../schema/canon/roles.ts';
import { postingsBy, savePosting } from '../../journal/costs.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { positionsOf } from '../../journal/opening-positions.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { ListedProject } from '../systems/billing-facts.ts';
import type { PostCostInput, PostCostParts, PostedCost } from './asked.ts';
import type { CostProject } from './facts.ts';
import { CostTaken, positionDay, readCostBooks, standingOf, takeCost, type TakenCost } from './keeping.ts';
import { type CostPlan, planCost } from './plan.ts';
import { costRuleOf } from './policy.ts';
import { type CostReport, previewOf } from './preview.ts';
import { readCostProject } from './reading.ts';

export { postCostEntry } from './post-entry.ts';
export { watchedEntryFollowers } from './watch/followers.ts';
export { watchPostedCost } from './watch/process.ts';
export type { PostCostInput } from './asked.ts';
export type { CostReport, CostPreview } from './preview.ts';
export { costedOf, documentOf as costDocumentOf, entriesOf as costEntriesOf } from './document.ts';

/** The process for one caller. */
export function postWorkCost(parts: PostCostParts): Process<PostCostInput, PostedCost> {
  return { name: 'postWorkCost', run: (saga, input) => post(saga, parts, input) };
}

async function post(saga: Saga, parts: PostCostParts, input: PostCostInput): Promise<PostedCost> {
  const { role } = input;
  // Whoever may not see what people cost would be told of none by the PSA, which must not look like work without a rate.
  if (!isRole(role) || !maySee(role, 'COST_RATE') || !maySee(role, 'PERSONAL'))
    saga.refuse('MAY_NOT_SEE_COST', `The role ${role} may not see what people cost; have somebody of finance ask`);
  const projects = await saga.once('projects', () => choose(saga, parts, input));
  const [only] = projects;
  if (projects.length > 1 || only === undefined) return postEach(saga, parts, input, projects);
  if (input.dryRun) {
    await saga.once('looked', () => look(saga, parts, input, only));
    return { projectId: only, runs: [] };
  }
  const { postings, held } = await saga.once('taken', () => take(saga, parts, input, only));
  const runs: string[] = [];
  for (const id of postings) runs.push(await saga.once(`post-${id}`, () => beginPosting(saga, parts, input, id)));
  if (held === 0) return { projectId: only, runs };
  // Asked anew at every replay: what was mended meanwhile is taken then, and the rest keeps waiting.
  const later = await saga.once('nothing-waits', () => takeRest(saga, parts, input, only));
  return { projectId: only, runs: [...runs, ...later] };
}

async function choose(saga: Saga, { systems, books }: PostCostParts, { choice }: PostCostInput) {
  if (choice.projectIds.length > 0) return [...new Set(choice.projectIds)];
  const listed = await systems.billing.projects();
  const fits = ({ contract, legalEntity }: ListedProject): boolean =>
    choice.legalEntity === null
      ? contract !== null && choice.contractIds.includes(contract.id)
      : legalEntity?.code === choice.legalEntity;
  const ids = listed.filter(fits).map(({ id }) => id);
  // Of a whole legal entity only what is taken over: nobody has asked for the others by name.
  const positions = choice.legalEntity === null ? null : await positionsOf(books.db, ids);
  const chosen = ids.filter((_, index) => positions === null || positions[index]?.approvalId != null);
  if (chosen.length === 0)
    saga.refuse('NOTHING_CHOSEN', 'No project in delivery has its position signed off there; name others', [
      'projectIds',
    ]);
  return chosen;
}

/** A project that gets stuck holds up no other: each is a run of its own. */
async function postEach(
  saga: Saga,
  { begin }: PostCostParts,
  input: PostCostInput,
  projects: readonly string[],
): Promise<PostedCost> {
  const runs: string[] = [];
  for (const id of projects) {
    const further: PostCostInput = { ...input, choice: { projectIds: [id], contractIds: [], legalEntity: null } };
    const run = { process: 'postWorkCost', input: further, idempotencyKey: `${saga.runId}:${id}` };
    runs.push(await saga.once(`project-${id}`, () => begin(saga.runId, run)));
  }
  return { projectId: null, runs };
}

async function beginPosting(
  saga: Saga,
  { begin, books }: PostCostParts,
  { role, through }: PostCostInput,
  postingId: string,
): Promise<string> {
  const input = { role, postingId, through };
  const run = await begin(saga.runId, { process: 'postCostEntry', input, idempotencyKey: `cost-${postingId}` });
  await savePosting(books.db, postingId, { postRun: run });
  return run;
}

async function read(saga: Saga, parts: PostCostParts, { through }: PostCostInput, id: string): Promise<CostProject> {
  const { books, cost } = parts;
  const [signed, kept] = await Promise.all([positionDay(books.db, id), standingOf(books.db, id)]);
  const afterOf = (legalEntity: string): string | null => {
    const startsOn = costRuleOf(cost, legalEntity)?.startsOn ?? null;
    return signed ?? (startsOn === null ? null : dayBefore(startsOn));
  };
  const project = await readCostProject(parts, { id, through, afterOf, ...kept });
  if (project === null)
    return saga.refuse('PROJECT_UNKNOWN', `The PSA has no project ${id}; look its id up in the graph`, ['projectIds']);
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id, label: project.code }));
  return project;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

async function look(saga: Saga, parts: PostCostParts, input: PostCostInput, id: string): Promise<boolean> {
  const project = await read(saga, parts, input, id);
  const question = { todayOf: parts.todayOf, config: parts.cost };
  const plan = planCost(project, await readCostBooks(parts.books.db, project), question);
  await report(saga, parts, project, plan);
  refuseFor(saga, plan);
  return true;
}

async function report(
  { runId }: Saga,
  { reports, cost }: PostCostParts,
  project: CostProject,
  plan: CostPlan,
): Promise<void> {
  const told: CostReport = { costPreview: previewOf(project, plan, cost) };
  await reports.save(runId, told);
}

/** Two runs over one project wait for each other's transaction; as often as this, something else is wrong. */
const triesMax = 5;

/** What a run took at first, and how much waits. */
type Taken = { readonly postings: readonly string[]; readonly held: number };

async function take(saga: Saga, parts: PostCostParts, input: PostCostInput, id: string): Promise<Taken> {
  // What an execution took that crashed before it could say so; whether anything waits is then asked once more.
  const before = await takenBy(parts, saga.runId);
  if (before.length > 0) return { postings: before, held: 1 };
  const { postings, held, plan, project } = await takeNow(saga, parts, input, id);
  await report(saga, parts, project, plan);
  refuseFor(saga, plan);
  return { postings, held: held.length };
}

async function takenBy({ books }: PostCostParts, runId: string): Promise<readonly string[]> {
  const postings = await postingsBy(books.db, { projectId: null, takenBy: runId }, { first: 1_000, after: null });
  return postings.map(({ id }) => id).reverse();
}

async function takeNow(
  saga: Saga,
  parts: PostCostParts,
  input: PostCostInput,
  id: string,
): Promise<TakenCost & { readonly project: CostProject }> {
  const { books, cost: config, todayOf } = parts;
  for (let tries = 1; ; tries += 1) {
    const project = await read(saga, parts, input, id);
    try {
      const taken = await takeCost({ books, held: saga.held, project, config, todayOf });
      return { ...taken, project };
    } catch (error) {
      if (!(error instanceof CostTaken) || tries >= triesMax) throw error;
    }
  }
}

/** What waits is a question to whoever mends it, with nothing taken back: the rest is on its way already. */
async function takeRest(
  saga: Saga,
  parts: PostCostParts,
  input: PostCostInput,
  id: string,
): Promise<readonly string[]> {
  const { postings, held } = await takeNow(saga, parts, input, id);
  const runs: string[] = [];
  for (const postingId of postings) runs.push(await beginPosting(saga, parts, input, postingId));
  const [first] = held;
  if (first === undefined) return runs;
  const codes = [...new Set(held.map(({ hold }) => hold.code))].join(', ');
  const message = `The cost of ${held.length} pieces of work waits (${codes}), the oldest of ${first.workedOn}; mend it, then send the run on`;
  return saga.ask('COST_HELD', message, ['projectIds']);
}

function refuseFor(saga: Saga, { blocker }: CostPlan): void {
  if (blocker === null) return;
  saga.refuse(blocker.code, `${blocker.message}; ${blocker.remedy}`, ['projectIds']);
}
