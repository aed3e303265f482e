// A part of a large release: some projects are read together, and what can be claimed of them is. Those in whose way something is get a run
// of their own, which says what it is and to whom, so that one that gets stuck holds up no other.
import type { Saga } from '../saga/saga.ts';
import type { WorkProject } from './facts.ts';
import { capScopeOf, readBooks } from './keeping.ts';
import { isOfTheFacts } from './not-plannable.ts';
import { planRelease } from './plan.ts';
import { readProjects } from './reading.ts';
import { billDraft, draftOf, question, scopesOf, takenBy } from './released.ts';
import type { Released, ReleaseParts, ReleaseWorkInput } from './released.ts';
import { settleRefusedWork } from './settled-work.ts';
import { takeWork, WorkTaken } from './take.ts';

/** Projects of one part: their answers stay small enough not to hold up people who ask the same system API. */
export const togetherMax = 10;
/**
 * Parts of one release that are read at a time: ahead of what is posted, and no further. All at once they took a month end's processors for
 * its first third, and the ERP, which is the slowest of all, had nothing to do meanwhile.
 */
export const rowsOfParts = 4;

/** What a part left: drafts, and the projects in whose way something is. */
type Together = { readonly drafts: Released['drafts']; readonly apart: readonly string[] };

/** Claims what can be claimed of projects that are read together; the others get a run of their own, which says what is in the way. */
export async function releaseTogether(saga: Saga, parts: ReleaseParts, input: ReleaseWorkInput): Promise<Released> {
  const { drafts, apart } = await saga.once('together', () => takeTogether(saga, parts, input));
  const runs = await saga.once('begun', async () => {
    const begun: string[] = [];
    for (const { id } of drafts) begun.push(await billDraft(saga, parts, input, id));
    for (const id of apart) {
      const choice = { projectIds: [id], contractIds: [], legalEntity: null };
      const own: ReleaseWorkInput = { ...input, choice, isPart: false };
      const process = input.of === 'EXPENSES' ? 'postExpenses' : 'releaseWorkToInvoice';
      begun.push(await parts.begin(saga.runId, { process, input: own, idempotencyKey: `${saga.runId}:${id}` }));
    }
    return begun;
  });
  return { drafts, projectId: null, runs };
}

async function takeTogether(saga: Saga, parts: ReleaseParts, input: ReleaseWorkInput): Promise<Together> {
  // What an execution claimed that crashed before it could say so.
  const before = new Set((await takenBy(parts, saga.runId, null)).map(({ projectId }) => projectId));
  const ids = input.choice.projectIds.filter((id) => !before.has(id));
  const projects = await readProjects(parts, ids, input.through);
  const apart: string[] = [];
  for (const [index, id] of ids.entries()) {
    const project = projects[index] ?? null;
    const isTaken = project !== null && (await takeUnlessBlocked(saga, parts, project, input));
    if (!isTaken) apart.push(id);
  }
  const drafts = await takenBy(parts, saga.runId, null);
  await settleRefusedWork(parts.books, saga.held, ids);
  return { drafts: drafts.map((draft) => ({ ...draftOf(draft), projectId: draft.projectId })), apart };
}

/** False where something is in the way: then nothing of the project was written. */
async function takeUnlessBlocked(
  saga: Saga,
  parts: ReleaseParts,
  project: WorkProject,
  input: ReleaseWorkInput,
): Promise<boolean> {
  try {
    return await parts.books.change(saga.held, scopesOf(project), async (page) => {
      const planned = planRelease(project, await readBooks(page.db, project), question(parts, project, input));
      if (planned.blocker !== null) return false;
      await takeWork({ page, project, runId: saga.runId, capScope: capScopeOf(project) }, planned);
      return true;
    });
  } catch (error) {
    // Somebody else was faster: planned anew without what they took. What cannot be taken as it is says so by itself.
    if (error instanceof WorkTaken || isOfTheFacts(error)) return false;
    throw error;
  }
}
