// What a draw from a retainer would be: the lots that were paid in, the approved work that draws from them, what is over and what the
// contract does with it, and what lapses (DOMAIN rule 26). Pure: the same facts make the same plan.
import { Temporal } from 'temporal-polyfill';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import {
  add,
  isZero,
  type Money,
  moneyFromMinor,
  subtract,
  sum,
  toMinor,
  zero,
} from '../../../../schema/canon/money.ts';
import type { PricedLine } from '../../billing/planned-bills.ts';
import { lapse, type Lot, type Overage } from '../../billing/retainer.ts';
import { drawWork, lotFaults, type LotStanding, moneyLot, type WorkDrawn } from '../../billing/retainer-draws.ts';
import { changeWork } from '../../billing/work-item.ts';
import type { WorkItem } from '../../billing/work-law.ts';
import { type Blocker, blockerOf } from '../blocker.ts';
import type { Candidate, HeldWork, WorkBooks } from '../facts.ts';
import { cappedDocuments, underCaps } from '../capped.ts';
import { capsOf, type Grouping, groupsOf, type PlannedDocument, type ReleaseQuestion } from '../plan.ts';
import { weighWork } from '../weigh.ts';
import type { ContractProject } from './facts.ts';
import { type PaidLot, paidLots, type RetainerBooks, type Unposted, unpostedBills } from './prepaid.ts';

/** What is asked of a draw. */
export interface DrawQuestion extends ReleaseQuestion {
  /** Lots whose last day is before this day lapse; null: none does. */
  readonly lapseBefore: string | null;
}

/** Last day of the work of a draw: what lapses is what all work of its days has left, not only what was asked about (rule 26). */
export function drawnThrough({ through, lapseBefore }: Pick<DrawQuestion, 'through' | 'lapseBefore'>): string {
  if (lapseBefore === null) return through;
  const last = Temporal.PlainDate.from(lapseBefore).subtract({ days: 1 }).toString();
  return last > through ? last : through;
}

/** A prepaid period, before and after the draw. */
export interface DrawnLot extends PaidLot {
  readonly after: LotStanding;
}

/** Work with what of it was covered; `item` is as it will be. */
export interface CoveredWork {
  readonly candidate: Candidate;
  readonly item: WorkItem;
  readonly drawn: WorkDrawn['drawn'];
}

/** The plan of one project's draw. */
export interface DrawPlan {
  readonly projectId: string;
  readonly lineId: string;
  readonly blocker: Blocker | null;
  readonly lots: readonly DrawnLot[];
  readonly covered: readonly CoveredWork[];
  /** The excess, where the contract bills it by the hour. */
  readonly documents: readonly PlannedDocument[];
  readonly held: readonly HeldWork[];
  /** Breakage: revenue's business, and the ERP's. */
  readonly lapsed: Money;
  readonly settled: number;
}

/** The plan of a draw. */
export function planDraw(
  contract: ContractProject,
  overages: readonly OverageLine[],
  books: RetainerBooks,
  question: DrawQuestion,
): DrawPlan {
  const { project, line: choice } = contract;
  const nothing = zero(currencyCode(project.currency));
  const none = { projectId: project.id, lots: [], covered: [], documents: [], held: [], lapsed: nothing, settled: 0 };
  const blocker = notRetained(contract) ?? blockerOf(project, books.bills);
  const { seller, buyer } = project;
  if (blocker !== null || choice.kind === 'UNKNOWN' || seller === null || buyer === null)
    return { ...none, lineId: '', blocker };
  const { line } = choice;
  const paid = paidLots(contract, line, books);
  const faults = paid.flatMap(({ before }) => lotFaults(before));
  if (faults.length > 0) return { ...none, lineId: line.id, blocker: short(faults) };
  const { candidates, held, settled } = weighWork(project, books.work, drawnThrough(question));
  const work = candidates.map(({ entry, item }) => ({
    ...{ id: entry.source, workedOn: entry.workedOn, value: item.places.unbilled },
  }));
  const lots = paid.map(({ bill, expiresOn, before }) =>
    moneyLot({ id: bill.source, from: bill.from, expiresOn }, { price: before.quantity, remaining: before.remaining }),
  );
  const drawnOf = new Map(paid.map(({ bill, before }) => [bill.source, toMinor(before.drawn)]));
  const unposted = unpostedBills(contract, line, books.bills);
  const prepaying = (day: string): Unposted | undefined =>
    unposted.find(({ from, to }) => from <= day && (to === null || day <= to));
  // Billed by the hour while the bill that prepays it is under way, it would be paid twice.
  const overIs = (day: string): Overage => (prepaying(day) === undefined ? overageOn(overages, day) : 'HOLD');
  const result = drawWork(lots, work, overIs, drawnOf);
  const ends = new Map(result.work.map((each) => [each.id, each]));
  const covered = candidates.flatMap((candidate) => {
    const end = ends.get(candidate.entry.source);
    return end === undefined ? [] : [{ candidate, end, item: afterDraw(candidate.item, end) }];
  });
  const billed = overageBilled(covered, { project, seller, buyer, question }, books.work);
  const over = covered.flatMap(({ candidate: { entry }, end }): readonly HeldWork[] =>
    end.overIs === 'HOLD' && !isZero(end.over)
      ? [{ ...workOf(entry), amount: end.over, hold: overHold(line, prepaying(entry.workedOn)) }]
      : [],
  );
  const lapses = question.lapseBefore === null ? [] : lapse(result.lots, question.lapseBefore, { kind: 'NONE' });
  return {
    ...{ projectId: project.id, lineId: line.id, blocker: null, settled: settled.length },
    lots: paid.map((each) => afterwards(each, { lots: result.lots, work: result.work, lapses })),
    covered: covered.map(({ candidate, end, item }) => ({
      ...{ candidate, drawn: end.drawn },
      item: billed.whole.has(candidate.entry.source) ? afterDraw(candidate.item, { ...end, overIs: 'HOLD' }) : item,
    })),
    documents: billed.documents,
    held: [...held, ...over, ...billed.held],
    lapsed: sum(
      nothing.currency,
      lapses.map(({ breakage }) => breakage),
    ),
  };
}

/** Work after a draw, as `planDraw` has it on the way. */
interface AfterDraw {
  readonly candidate: Candidate;
  readonly end: WorkDrawn;
  readonly item: WorkItem;
}

/** The excess that is billed by the hour, under the contract's caps like any other hour (DOMAIN rule 23); `whole` is what they keep whole. */
function overageBilled(
  covered: readonly AfterDraw[],
  grouping: Grouping,
  books: WorkBooks,
): Pick<DrawPlan, 'documents' | 'held'> & { readonly whole: ReadonlySet<string> } {
  const { project, question } = grouping;
  const over = covered.flatMap(({ candidate, end, item }) =>
    end.overIs === 'BILL' && !isZero(end.over) ? [{ candidate: { ...candidate, item }, value: end.over }] : [],
  );
  const caps = capsOf(project, books);
  const done = cappedDocuments(
    over,
    (work) => underCaps(work, project, caps, question.policy),
    (parts) => groupsOf(parts, { ...grouping, orderUsed: books.orderUsed ?? null }),
  );
  return {
    documents: done.ends.flatMap((end) => (end.kind === 'DOCUMENT' ? [end.document] : [])),
    held: [...done.held, ...done.ends.flatMap((end) => (end.kind === 'HELD' ? end.held : []))],
    whole: new Set(done.over.map(({ candidate }) => candidate.entry.source)),
  };
}

/** A line by the hour of the same contract: while one is in force, the excess is billed by it. */
export interface OverageLine {
  readonly startOn: string | null;
  readonly endOn: string | null;
}

function overageOn(lines: readonly OverageLine[], day: string): Overage {
  const isAgreed = lines.some(
    ({ startOn, endOn }) => (startOn === null || startOn <= day) && (endOn === null || day <= endOn),
  );
  return isAgreed ? 'BILL' : 'HOLD';
}

function notRetained({ project: { title, billingModel }, line }: ContractProject): Blocker | null {
  const no = (code: string, message: string, remedy: string): Blocker => ({
    ...{ code, message, remedy, owner: 'FINANCE', hold: null },
  });
  if (billingModel !== 'RETAINER')
    return no('NOT_RETAINED', `${title} is billed as ${billingModel}, not by a retainer`, 'release its work instead');
  if (line.kind === 'LINE') return null;
  return no('LINE_UNKNOWN', `Which line of its contract ${title} delivers is not known`, line.why);
}

function short(faults: readonly string[]): Blocker {
  const message = `More was drawn than is paid in: ${faults.join('; ')}`;
  return {
    code: 'RETAINER_SHORT',
    message,
    remedy: 'a credit took back what was used; bill it again',
    owner: 'FINANCE',
    hold: null,
  };
}

function overHold({ description: retainer }: PricedLine, unposted: Unposted | undefined): HeldWork['hold'] {
  if (unposted === undefined) return { code: 'RETAINER_EXHAUSTED', retainer };
  return { code: 'RETAINER_UNBILLED', retainer, bill: unposted.title };
}

interface Outcome {
  readonly lots: readonly Lot[];
  readonly work: readonly WorkDrawn[];
  readonly lapses: ReturnType<typeof lapse>;
}

function afterwards({ bill, expiresOn, before }: PaidLot, { lots, work, lapses }: Outcome): DrawnLot {
  const { currency } = before.quantity;
  const taken = work.flatMap(({ drawn }) => drawn.filter(({ lot }) => lot === bill.source));
  const breakage = lapses.find(({ lot }) => lot.id === bill.source)?.breakage ?? zero(currency);
  const left = lots.find(({ id }) => id === bill.source)?.remaining ?? 0n;
  const drawn = taken.reduce((total, { amount }) => add(total, amount), before.drawn);
  const remaining = subtract(moneyFromMinor(left, currency), breakage);
  return { bill, expiresOn, before, after: { ...before, drawn, remaining, lapsed: add(before.lapsed, breakage) } };
}

/** What is covered is absorbed; what is over is held, or free to be billed. */
function afterDraw(item: WorkItem, { drawn, over, overIs }: WorkDrawn): WorkItem {
  const held = isZero(over) ? item : must(item, changeWork(item, { kind: 'HOLD', amount: over }));
  const covered = drawn.length === 0 ? held : must(held, changeWork(held, { kind: 'ABSORB' }));
  if (overIs === 'HOLD' || isZero(over)) return covered;
  return must(covered, changeWork(covered, { kind: 'LET_GO', amount: over }));
}

function must(item: WorkItem, result: ReturnType<typeof changeWork>): WorkItem {
  if (result.kind === 'CHANGED') return result.item;
  throw new Error(`${item.id} cannot be drawn: ${result.message}`);
}

function workOf({ source, workedOn }: Candidate['entry']): Pick<HeldWork, 'source' | 'workedOn'> {
  return { source, workedOn };
}
