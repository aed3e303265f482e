// Draw a retainer down: approved work takes from what was prepaid, oldest first; what is over is held, or billed by the hour where the
// contract has a line for it; what lapses is said and agreed to (DOMAIN rule 26).
import { mintId } from '../../../../schema/canon/identity.ts';
import { isZero, sum } from '../../../../schema/canon/money.ts';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { draftsBy, saveDraft } from '../../../journal/drafts.ts';
import { riskNote, riskOf, subjectNote } from '../../../journal/exceptions.ts';
import type { Process, Saga } from '../../saga/saga.ts';
import { documentOf, moneyOf } from '../document.ts';
import { billingPolicyOf } from '../policy.ts';
import { type TakenDraft, WorkTaken } from '../take.ts';
import { type ContractDraft, type ContractParts, releasedEvents } from './bill-contract.ts';
import { changedDraws, giveBackDraws, readRetainerBooks, takeDraw } from './draw-keeping.ts';
import { type DrawPlan, type DrawQuestion, type OverageLine, planDraw } from './draw-plan.ts';
import { type DrawReport, drawPreviewOf } from './draw-preview.ts';
import type { ContractProject } from './facts.ts';
import { readRetained } from './reading.ts';

/** What it is begun with. */
export type DrawRetainerInput = {
  readonly role: string;
  readonly projectId: string;
  /** Of several projects a run each, by itself; `projectId` is the first of them. */
  readonly projectIds?: readonly string[];
  /** Last day of the work. */
  readonly through: string;
  /** What of prepaid periods that ended before this day is left lapses; null: nothing does. */
  readonly lapseBefore: string | null;
  readonly taxCode: string | null;
  readonly dryRun: boolean;
};

/** What it leaves. */
export type RetainerDrawn = {
  readonly projectId: string;
  /** What was covered, and what lapsed. */
  readonly drawn: { readonly amount: string; readonly currency: string };
  readonly lapsed: { readonly amount: string; readonly currency: string };
  /** Bills of the excess. */
  readonly drafts: readonly ContractDraft[];
};

/** Runs that go on by themselves, a project each. */
type DrawnEach = { readonly runs: readonly string[] };

/** The process for one caller. */
export function drawDownRetainer(parts: ContractParts): Process<DrawRetainerInput, RetainerDrawn | DrawnEach> {
  return {
    name: 'drawDownRetainer',
    run: (saga, input) =>
      (input.projectIds ?? []).length > 1 ? drawEach(saga, parts, input) : draw(saga, parts, input),
    events: (_input, done) => ('runs' in done ? [] : releasedEvents(done.projectId, done.drafts)),
  };
}

/** A project that gets stuck holds up no other. */
async function drawEach(saga: Saga, { begin }: ContractParts, input: DrawRetainerInput): Promise<DrawnEach> {
  const { projectIds = [], ...asked } = input;
  const runs: string[] = [];
  for (const projectId of projectIds) {
    const further: DrawRetainerInput = { ...asked, projectId };
    const run = { process: 'drawDownRetainer', input: further, idempotencyKey: `${saga.runId}:${projectId}` };
    runs.push(await saga.once(`project-${projectId}`, () => begin(saga.runId, run)));
  }
  return { runs };
}

interface Looked {
  readonly contract: ContractProject;
  readonly overages: readonly OverageLine[];
  readonly plan: DrawPlan;
}

async function draw(saga: Saga, parts: ContractParts, input: DrawRetainerInput): Promise<RetainerDrawn> {
  const { projectId, lapseBefore, dryRun } = input;
  if (lapseBefore !== null && lapseBefore > parts.today())
    saga.refuse('LAPSES_LATER', `${lapseBefore} is still to come; name a day that has passed`, ['lapseBefore']);
  const looked = await saga.once('looked', async () => {
    const { contract, plan } = await look(saga, parts, input);
    await refuseFor(saga, plan);
    return { legalEntity: contract.project.seller?.code ?? null, title: contract.project.title, ...told(plan) };
  });
  if (dryRun) return { projectId, drawn: looked.drawn, lapsed: looked.lapsed, drafts: [] };
  const breakage = moneyOf(looked.lapsed);
  if (!isZero(breakage)) {
    const { amount, currency } = breakage;
    await saga.approve('lapse', {
      ...{ action: 'retainer.lapse', legalEntity: looked.legalEntity, amount: breakage },
      subject: { kind: 'PROJECT', id: projectId, label: looked.title },
      explanation: `${amount} ${currency} prepaid for ${looked.title} before ${lapseBefore} lapses unused`,
      evidence: { project: projectId, lapseBefore, ...looked.lapsed },
    });
  }
  const taken = await saga.once('drawn', () => take(saga, parts, input));
  for (const { id } of taken.drafts) {
    await saga.once(`bill-${id}`, async () => {
      const run = await parts.begin(saga.runId, {
        process: 'billReleasedWork',
        input: { role: input.role, draftId: id },
        idempotencyKey: `draft-${id}`,
      });
      await saveDraft(parts.books.db, id, { billRun: run });
      return run;
    });
  }
  return { projectId, ...taken };
}

async function look(saga: Saga, parts: ContractParts, input: DrawRetainerInput): Promise<Looked> {
  const retained = await readRetained(parts, input.projectId, input.through);
  if (retained === null) {
    const message = `The PSA has no project ${input.projectId}; look its id up in the graph`;
    return saga.refuse('PROJECT_UNKNOWN', message, ['projectId']);
  }
  const { contract, overages } = retained;
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id: contract.project.id, label: contract.project.code }));
  const books = await readRetainerBooks(parts.books.db, contract);
  const plan = planDraw(contract, overages, books, questionOf(parts, contract, input));
  await report(parts, saga.runId, plan, contract);
  return { contract, overages, plan };
}

function questionOf(
  { config, today }: ContractParts,
  { project: { seller, delivererCode } }: ContractProject,
  { through, taxCode, lapseBefore }: DrawRetainerInput,
): DrawQuestion {
  const policy = billingPolicyOf(config, seller?.code ?? delivererCode ?? '');
  return { through, today: today(), taxCode, policy, lapseBefore };
}

async function report(
  { reports }: ContractParts,
  runId: string,
  plan: DrawPlan,
  { project }: ContractProject,
): Promise<void> {
  const told: DrawReport = { retainerPreview: drawPreviewOf(plan, project) };
  await reports.save(runId, told);
}

async function refuseFor(saga: Saga, { blocker, held }: DrawPlan): Promise<void> {
  if (blocker === null) return;
  const amounts = held.flatMap(({ amount }) => amount ?? []);
  const [first] = amounts;
  if (first !== undefined) await saga.once(riskNote, () => riskOf(sum(currencyCode(first.currency), amounts)));
  saga.refuse(blocker.code, `${blocker.message}; ${blocker.remedy}`, ['projectId']);
}

/** Two runs over one project wait for each other's transaction; as often as this, something else is wrong. */
const triesMax = 5;

type Taken = Omit<RetainerDrawn, 'projectId'>;

/** Draws under the locks: what is planned is what is there, once what changed has given back what it drew. */
async function take(saga: Saga, parts: ContractParts, input: DrawRetainerInput): Promise<Taken> {
  const { books, systems } = parts;
  for (let tries = 1; ; tries += 1) {
    const { contract, overages } = await look(saga, parts, input);
    const { project, line } = contract;
    const changed = await changedDraws(systems, books.db, contract);
    const scopes = [project.id, project.contract?.id ?? project.id, line.kind === 'LINE' ? line.line.id : project.id];
    try {
      const { plan, taken } = await books.change(saga.held, scopes, async (page) => {
        // What an execution did that crashed before it could say so.
        const filter = { releasedBy: saga.runId, states: null, projectId: project.id, legalEntity: null };
        const known = await draftsBy(page.db, filter, { first: 1_000, after: null });
        await giveBackDraws(page, contract, changed, saga.runId);
        const planned = planDraw(
          contract,
          overages,
          await readRetainerBooks(page.db, contract),
          questionOf(parts, contract, input),
        );
        const drafts = planned.blocker === null ? await takeDraw(page, contract, planned, saga.runId) : [];
        return { plan: planned, taken: { ...told(planned), drafts: [...known, ...drafts].map(draftTold) } };
      });
      await report(parts, saga.runId, plan, contract);
      await refuseFor(saga, plan);
      return taken;
    } catch (error) {
      if (!(error instanceof WorkTaken) || tries >= triesMax) throw error;
    }
  }
}

function told({ covered, lapsed }: DrawPlan): Pick<RetainerDrawn, 'drawn' | 'lapsed'> {
  const amounts = covered.flatMap(({ drawn }) => drawn.map(({ amount }) => amount));
  const drawn = sum(lapsed.currency, amounts);
  return {
    drawn: { amount: drawn.amount, currency: drawn.currency },
    lapsed: { amount: lapsed.amount, currency: lapsed.currency },
  };
}

function draftTold({ id, document, net }: Pick<TakenDraft, 'id' | 'document' | 'net'>): ContractDraft {
  return { id, seller: mintId(documentOf(document).seller), amount: net.amount, currency: net.currency };
}
