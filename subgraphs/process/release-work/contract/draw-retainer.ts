// Draw a retainer down: approved work takes from what was prepaid, oldest first; what is over is held, or billed by the hour where the
// contract has a line for it; what lapses is said and agreed to (DOMAIN rule 26).
import { mintId } from '../../../../schema/canon/identity.ts';
import { compare, isZero, sum } from '../../../../schema/canon/money.ts';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { draftsBy, saveDraft } from '../../../journal/drafts.ts';
import { riskNote, riskOf, subjectNote } from '../../../journal/exceptions.ts';
import type { Process, Saga } from '../../saga/saga.ts';
import { type Amount, documentOf, moneyOf } from '../document.ts';
import { billingPolicyOf } from '../policy.ts';
import { type TakenDraft, WorkTaken } from '../take.ts';
import { type ContractDraft, type ContractParts, releasedEvents } from './bill-contract.ts';
import { changedDraws, readRetainerBooks, takeDraw } from './draw-keeping.ts';
import { drawnThrough, type DrawPlan, type DrawQuestion, type OverageLine, planDraw } from './draw-plan.ts';
import { type DrawReport, drawPreviewOf } from './draw-preview.ts';
import type { ContractProject } from './facts.ts';
import { afterGiveBack, readGiveBack, writeGiveBack } from './give-back.ts';
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
  /** Why no tax is due under it; absent where nobody said. */
  readonly taxReason?: string;
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
  /** Work that drew and is not what it was. */
  readonly changed: readonly string[];
}

/** How often other work in the same days may change what lapses while somebody decides about it. */
const asksMax = 5;

async function draw(saga: Saga, parts: ContractParts, input: DrawRetainerInput): Promise<RetainerDrawn> {
  const { projectId, lapseBefore, dryRun } = input;
  const looked = await saga.once('looked', async () => {
    const { contract, plan } = await look(saga, parts, input);
    // By the seller's day: a period that is over for the firm may have hours to go where the work is done.
    if (lapseBefore !== null && lapseBefore > questionOf(parts, contract, input).today)
      saga.refuse('LAPSES_LATER', `${lapseBefore} is still to come; name a day that has passed`, ['lapseBefore']);
    await refuseFor(saga, plan);
    return { legalEntity: contract.project.seller?.code ?? null, title: contract.project.title, ...told(plan) };
  });
  if (dryRun) return { projectId, drawn: looked.drawn, lapsed: looked.lapsed, drafts: [] };
  let { lapsed } = looked;
  for (let asks = 1; asks <= asksMax; asks += 1) {
    const nth = asks === 1 ? '' : `-${asks}`;
    await agreeTo(saga, `lapse${nth}`, { input, looked, lapsed });
    const agreed = lapsed;
    const taken = await saga.once(`drawn${nth}`, () => take(saga, parts, input, agreed));
    if (!('lapses' in taken)) return billed(saga, parts, input, taken);
    // Less or more than was agreed to: nothing of it is done, and it is asked anew.
    lapsed = taken.lapses;
  }
  const message = `What lapses before ${lapseBefore} changed ${asksMax} times while it was decided about; ask again`;
  return saga.refuse('CHANGED_MEANWHILE', message, ['lapseBefore']);
}

/** Nothing lapses that nobody agreed to, of this very amount. */
async function agreeTo(
  saga: Saga,
  name: string,
  asked: {
    readonly input: DrawRetainerInput;
    readonly looked: { readonly legalEntity: string | null; readonly title: string };
    readonly lapsed: Amount;
  },
): Promise<void> {
  const { input, looked, lapsed } = asked;
  const { projectId, lapseBefore } = input;
  const breakage = moneyOf(lapsed);
  if (isZero(breakage)) return;
  const { amount, currency } = breakage;
  await saga.approve(name, {
    ...{ action: 'retainer.lapse', legalEntity: looked.legalEntity, amount: breakage },
    subject: { kind: 'PROJECT', id: projectId, label: looked.title },
    explanation: `${amount} ${currency} prepaid for ${looked.title} before ${lapseBefore} lapses unused`,
    evidence: { project: projectId, lapseBefore, ...lapsed },
  });
}

/** The drafts of the excess go their own way. */
async function billed(
  saga: Saga,
  parts: ContractParts,
  input: DrawRetainerInput,
  taken: Taken,
): Promise<RetainerDrawn> {
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
  return { projectId: input.projectId, ...taken };
}

async function look(saga: Saga, parts: ContractParts, input: DrawRetainerInput): Promise<Looked> {
  const retained = await readRetained(parts, input.projectId, drawnThrough(input));
  if (retained === null) {
    const message = `The PSA has no project ${input.projectId}; look its id up in the graph`;
    return saga.refuse('PROJECT_UNKNOWN', message, ['projectId']);
  }
  const { contract, overages } = retained;
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id: contract.project.id, label: contract.project.code }));
  const { db } = parts.books;
  const changed = await changedDraws(parts.systems, db, contract);
  const books = afterGiveBack(await readRetainerBooks(db, contract), await readGiveBack(db, contract, changed));
  const plan = planDraw(contract, overages, books, questionOf(parts, contract, input));
  await report(parts, saga.runId, plan, contract);
  return { contract, overages, plan, changed };
}

function questionOf(
  { config, today }: ContractParts,
  { project: { seller, delivererCode } }: ContractProject,
  { through, taxCode, taxReason, lapseBefore }: DrawRetainerInput,
): DrawQuestion {
  const policy = billingPolicyOf(config, seller?.code ?? delivererCode ?? '');
  return { through, today: today(policy.timeZone), taxCode, taxReason, policy, lapseBefore };
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

/** What would lapse is not what was agreed to; nothing was written. */
type Otherwise = { readonly lapses: Amount };

/** Draws under the locks: what is planned is what is there, once what changed has given back what it drew. */
async function take(
  saga: Saga,
  parts: ContractParts,
  input: DrawRetainerInput,
  agreed: Amount,
): Promise<Taken | Otherwise> {
  for (let tries = 1; ; tries += 1) {
    const looked = await look(saga, parts, input);
    try {
      const { plan, end } = await takeLooked(saga, parts, { input, agreed, looked });
      await report(parts, saga.runId, plan, looked.contract);
      await refuseFor(saga, plan);
      return end;
    } catch (error) {
      if (!(error instanceof WorkTaken) || tries >= triesMax) throw error;
    }
  }
}

async function takeLooked(
  saga: Saga,
  parts: ContractParts,
  { input, agreed, looked }: { readonly input: DrawRetainerInput; readonly agreed: Amount; readonly looked: Looked },
): Promise<{ readonly plan: DrawPlan; readonly end: Taken | Otherwise }> {
  const { contract, overages, changed } = looked;
  const { project, line } = contract;
  const scopes = [project.id, project.contract?.id ?? project.id, line.kind === 'LINE' ? line.line.id : project.id];
  return parts.books.change(saga.held, scopes, async (page) => {
    // What an execution did that crashed before it could say so.
    const filter = { releasedBy: saga.runId, states: null, projectId: project.id, legalEntity: null };
    const known = await draftsBy(page.db, filter, { first: 1_000, after: null });
    const back = await readGiveBack(page.db, contract, changed);
    const books = afterGiveBack(await readRetainerBooks(page.db, contract), back);
    const plan = planDraw(contract, overages, books, questionOf(parts, contract, input));
    const isAgreed = compare(plan.lapsed, moneyOf(agreed)) === 0;
    if (plan.blocker === null && !isAgreed) return { plan, end: { lapses: told(plan).lapsed } };
    if (plan.blocker === null) await writeGiveBack(page, contract, back, saga.runId);
    const drafts = plan.blocker === null ? await takeDraw(page, contract, plan, saga.runId) : [];
    return { plan, end: { ...told(plan), drafts: [...known, ...drafts].map(draftTold) } };
  });
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
