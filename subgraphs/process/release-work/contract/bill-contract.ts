// What every bill by plan goes through: read, weighed, shown; then claimed under the locks of project, contract and line, a draft per
// document, and each draft goes its own way through review to the ERP like any other (../bill.ts).
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { holdRemedies } from '../../../../schema/canon/hold.ts';
import { mintId } from '../../../../schema/canon/identity.ts';
import { isZero, sum } from '../../../../schema/canon/money.ts';
import type { Books } from '../../../journal/books.ts';
import { draftsBy, saveDraft } from '../../../journal/drafts.ts';
import type { RunReports } from '../../../journal/engagements.ts';
import { businessEvent } from '../../../journal/events/event-types.ts';
import { riskNote, riskOf, subjectNote } from '../../../journal/exceptions.ts';
import type { BusinessEvent } from '../../../journal/run-journal.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import type { Saga } from '../../saga/saga.ts';
import { documentOf } from '../document.ts';
import type { BeginFurther } from '../further-run.ts';
import { holdWords } from '../hold-words.ts';
import { billingPolicyOf, type BillingConfig } from '../policy.ts';
import type { WorkSources } from '../reading.ts';
import { type TakenDraft, WorkTaken } from '../take.ts';
import type { ContractProject } from './facts.ts';
import { readContractBooks, takeBills } from './keeping.ts';
import { type ChooseBills, type ContractPlan, planContract } from './plan.ts';
import { contractPreviewOf, type ContractReport } from './preview.ts';
import { readContract } from './reading.ts';

/** What the processes of this folder work with. */
export interface ContractParts extends WorkSources {
  readonly config: BillingConfig;
  readonly books: Books;
  readonly reports: RunReports;
  readonly begin: BeginFurther;
}

/** A draft as a run tells of it. */
export type ContractDraft = {
  readonly id: string;
  /** Canonical id of the legal entity. */
  readonly seller: string;
  readonly amount: string;
  readonly currency: string;
};

/** Which bills of which project, and how. */
export interface ContractAsking {
  readonly role: string;
  readonly projectId: string;
  /** Periods of a contract without a schedule are told to this day. */
  readonly through: string;
  readonly choose: ChooseBills;
  readonly taxCode: string | null;
  /** Why no tax is due under it; absent where nobody said. */
  readonly taxReason?: string | undefined;
  readonly dryRun: boolean;
  /** Asked before anything is claimed; refuses what may not be billed at all. */
  readonly before: (plan: ContractPlan, contract: ContractProject) => Promise<void>;
}

/** Two runs over one project wait for each other's transaction; as often as this, something else is wrong. */
const triesMax = 5;

/** Bills what was chosen; answers with the drafts, of a dry run with none. */
export async function billContract(
  saga: Saga,
  parts: ContractParts,
  asking: ContractAsking,
): Promise<readonly ContractDraft[]> {
  const drafts = await saga.once('drafts', () => draftsOf(saga, parts, asking));
  for (const { id } of drafts) {
    await saga.once(`bill-${id}`, async () => {
      const run = await parts.begin(saga.runId, {
        process: 'billReleasedWork',
        input: { role: asking.role, draftId: id },
        idempotencyKey: `draft-${id}`,
      });
      await saveDraft(parts.books.db, id, { billRun: run });
      return run;
    });
  }
  return drafts;
}

/** Reads and weighs once more and shows it; for what is asked before the claims. */
export async function lookAtContract(
  saga: Saga,
  parts: ContractParts,
  asking: Omit<ContractAsking, 'before' | 'role'>,
): Promise<{ readonly contract: ContractProject; readonly plan: ContractPlan }> {
  const contract = await readContract(parts, asking.projectId, asking.through);
  if (contract === null) {
    const message = `The PSA has no project ${asking.projectId}; look its id up in the graph`;
    return saga.refuse('PROJECT_UNKNOWN', message, ['projectId']);
  }
  const { project } = contract;
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id: project.id, label: project.code }));
  const books = await readContractBooks(parts.books.db, contract);
  const plan = planContract(contract, books, asking.choose, questionOf(parts, contract, asking));
  await report(parts, saga.runId, plan, contract);
  return { contract, plan };
}

async function draftsOf(saga: Saga, parts: ContractParts, asking: ContractAsking): Promise<readonly ContractDraft[]> {
  const { books } = parts;
  const { projectId } = asking;
  // What an execution claimed that crashed before it could say so.
  const filter = { releasedBy: saga.runId, states: null, projectId, legalEntity: null };
  const known = await draftsBy(books.db, filter, { first: 1_000, after: null });
  if (known.length > 0) return known.map(told);
  for (let tries = 1; ; tries += 1) {
    const { contract, plan } = await lookAtContract(saga, parts, asking);
    await refuseFor(saga, plan, contract, chosenBy(parts, contract, asking));
    await asking.before(plan, contract);
    if (asking.dryRun) return [];
    try {
      return await claim(saga, parts, contract, asking);
    } catch (error) {
      if (!(error instanceof WorkTaken) || tries >= triesMax) throw error;
    }
  }
}

/** Plans and takes under the locks: what is planned is what is there. */
async function claim(
  saga: Saga,
  parts: ContractParts,
  contract: ContractProject,
  asking: ContractAsking,
): Promise<readonly ContractDraft[]> {
  const { project, line } = contract;
  const scopes = [project.id, project.contract?.id ?? project.id, line.kind === 'LINE' ? line.line.id : project.id];
  const { plan, drafts } = await parts.books.change(saga.held, scopes, async (page) => {
    const books = await readContractBooks(page.db, contract);
    const planned = planContract(contract, books, asking.choose, questionOf(parts, contract, asking));
    return { plan: planned, drafts: (await takeBills(page, contract, planned, saga.runId)).map(told) };
  });
  await report(parts, saga.runId, plan, contract);
  await refuseFor(saga, plan, contract, chosenBy(parts, contract, asking));
  return drafts;
}

/** Business day of whoever sells a project, YYYY-MM-DD. */
export function todayOfSeller(
  { config, today }: Pick<ContractParts, 'config' | 'today'>,
  { project: { seller, delivererCode } }: ContractProject,
): string {
  return today(billingPolicyOf(config, seller?.code ?? delivererCode ?? '').timeZone);
}

function chosenBy(
  parts: ContractParts,
  contract: ContractProject,
  { choose }: Pick<ContractAsking, 'choose'>,
): ReturnType<ChooseBills> {
  return choose(contract.bills, todayOfSeller(parts, contract));
}

function questionOf(
  { config, today }: ContractParts,
  { project: { seller, delivererCode } }: ContractProject,
  { through, taxCode, taxReason }: Pick<ContractAsking, 'through' | 'taxCode' | 'taxReason'>,
) {
  const policy = billingPolicyOf(config, seller?.code ?? delivererCode ?? '');
  return { through, today: today(policy.timeZone), taxCode, taxReason, policy };
}

async function report(
  { reports }: ContractParts,
  runId: string,
  plan: ContractPlan,
  contract: ContractProject,
): Promise<void> {
  const preview: ContractReport = { contractPreview: contractPreviewOf(plan, contract) };
  await reports.save(runId, preview);
}

/** Says what is at stake before it says no, so that the exception has its money. */
async function refuseFor(
  saga: Saga,
  { blocker }: ContractPlan,
  { project }: ContractProject,
  asked: ReturnType<ChooseBills>,
): Promise<void> {
  if (blocker === null) return;
  // What somebody has billed, or cancelled, waits for nobody.
  const isOpen = ({ status, milestone }: PlannedBill): boolean =>
    status !== 'BILLED' && status !== 'CANCELLED' && milestone?.billed !== true;
  const amounts = 'code' in asked ? [] : asked.flatMap(({ bill }) => (isOpen(bill) ? [bill.amount] : []));
  const atRisk = sum(currencyCode(project.currency), amounts);
  if (!isZero(atRisk)) await saga.once(riskNote, () => riskOf(atRisk));
  saga.refuse(blocker.code, `${blocker.message}; ${blocker.remedy}`, ['projectId']);
}

/** Refuses a request for bills of which none can be made, with the money and whoever mends it. */
export async function refuseUnbilled(saga: Saga, { documents, settled, ...plan }: ContractPlan): Promise<void> {
  if (documents.length > 0) return;
  // What no bill plans at all is told, and is no answer to who asked for one.
  const held = plan.held.filter(({ hold }) => hold.code !== 'SCHEDULE_DIFFERS');
  const [waiting] = held;
  if (waiting !== undefined) {
    const { currency } = waiting.amount;
    const amounts = held.map(({ amount }) => amount);
    await saga.once(riskNote, () => riskOf(sum(currencyCode(currency), amounts)));
    const { code } = waiting.hold;
    saga.refuse(code, `${waiting.bill.title}: ${holdWords(waiting.hold)}; ${holdRemedies[code].remedy}`, ['projectId']);
  }
  const [done] = settled;
  if (done !== undefined) saga.refuse(done.code, `${done.message}; nothing is billed twice`, ['projectId']);
}

function told({ id, document, net }: Pick<TakenDraft, 'id' | 'document' | 'net'>): ContractDraft {
  return { id, seller: mintId(documentOf(document).seller), amount: net.amount, currency: net.currency };
}

/** What the world may know of drafts that were made. */
export function releasedEvents(projectId: string, drafts: readonly ContractDraft[]): readonly BusinessEvent[] {
  return drafts.map(({ id, seller, amount, currency }) =>
    businessEvent({
      type: 'billing.released',
      subject: id,
      data: { projectId, legalEntityId: seller, total: { amount, currency } },
      tags: [`project-${projectId}`],
    }),
  );
}
