// Weighs approved work one by one: what may be billed, at what price and why, what waits and for whom, what is billed already. Pure.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, isZero, type Money } from '../../../schema/canon/money.ts';
import { hoursText } from '../../../schema/canon/hours.ts';
import { fraction } from '../../../schema/canon/fraction.ts';
import { rateTable, type RateEntry } from '../../../schema/canon/rate.ts';
import { isUnstated, wasBilledBefore } from '../billing/opening-position.ts';
import { priceTime } from '../billing/time-and-materials.ts';
import { changeWork, reactionToChangedWork, repriceWork } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import { notPlannable } from './not-plannable.ts';
import { type ExpensePricing, priceExpense } from './expenses/price.ts';
import type { BillingPolicy } from './policy.ts';
import type {
  Candidate,
  HeldWork,
  KeptWork,
  PricedEntry,
  PsaEntry,
  WorkBooks,
  WorkEntry,
  WorkProject,
} from './facts.ts';

/** What came of weighing. `settled` is left alone: billed before or by us, written off, or on a draft. */
export interface Weighed {
  readonly candidates: readonly Candidate[];
  readonly held: readonly HeldWork[];
  readonly settled: readonly { readonly source: string; readonly because: 'BEFORE_GO_LIVE' | 'DONE' | 'ON_A_DRAFT' }[];
}

/** What is to be weighed: EXPENSES alone, or time with its expenses as the policy has it; `only` this work, by its sources. */
interface AskedWork {
  readonly through: string;
  readonly policy: BillingPolicy;
  readonly only?: ReadonlySet<string> | null;
  readonly of?: 'EXPENSES' | undefined;
}

/** What of a project is looked at: its time, with its expenses where they go with it; or its expenses alone. */
export function weighAsked(project: WorkProject, books: WorkBooks, asked: AskedWork): Weighed {
  const { through, policy } = asked;
  // Expenses that are never billed on are looked at, and found not to wait.
  const spent =
    policy.expenses === 'NEVER' && asked.of !== 'EXPENSES' && asked.only == null
      ? { candidates: [], held: [], settled: [] }
      : weighExpenses(project, books, through, policy);
  const kinds = kindsOf(asked);
  if (!kinds.includes('TIME')) return spent;
  const time = weighWork(project, books, through);
  if (!kinds.includes('EXPENSE')) return time;
  return {
    candidates: [...time.candidates, ...spent.candidates],
    held: [...time.held, ...spent.held],
    settled: [...time.settled, ...spent.settled],
  };
}

/** Which kinds of work that is. What is named is billed wherever it would stand: it was credited. */
export function kindsOf({ of, only = null, policy }: AskedWork): readonly PsaEntry['kind'][] {
  if (of === 'EXPENSES') return ['EXPENSE'];
  return policy.expenses === 'APART' && only === null ? ['TIME'] : ['TIME', 'EXPENSE'];
}

/** Weighs what of a project was worked up to a day (DOMAIN rules 22, 29-31, 48-50). */
export function weighWork(project: WorkProject, books: WorkBooks, through: string): Weighed {
  return weighAll(project.entries, books, through, (entry) => priceEntry(entry, project));
}

/** Weighs what of a project was spent up to a day (DOMAIN rules 29-31, 52, 53). */
function weighExpenses(
  project: WorkProject,
  books: WorkBooks,
  through: string,
  policy: ExpensePricing['policy'],
): Weighed {
  return weighAll(project.expenses, books, through, (entry) => priceExpense(entry, { ...project, policy }));
}

function weighAll<Entry extends PsaEntry>(
  entries: readonly Entry[],
  { position, kept }: WorkBooks,
  through: string,
  priceOf: (entry: Entry) => PricedEntry,
): Weighed {
  const candidates: Candidate[] = [];
  const held: HeldWork[] = [];
  const settled: Weighed['settled'][number][] = [];
  for (const entry of entries) {
    if (entry.workedOn > through) continue;
    const { source, workedOn } = entry;
    const known = kept.get(source) ?? null;
    // Re-dated after we billed it, it is of before go-live no more than it was.
    const isBefore = position !== null && !isOurs(known) && wasBilledBefore(position, { id: source, workedOn });
    if (isBefore && !isUnstated(position, { id: source, workedOn })) {
      settled.push({ source, because: 'BEFORE_GO_LIVE' });
      continue;
    }
    const weighed = weighSafely(entry, priceOf, known);
    const end = isBefore ? late(weighed, position.on) : weighed;
    switch (end.kind) {
      case 'BILLABLE':
        candidates.push(known?.besides === undefined ? end.candidate : { ...end.candidate, besides: known.besides });
        break;
      case 'HELD':
        held.push({ source, workedOn, amount: end.item === null ? end.amount : openOf(end.item), hold: end.hold });
        break;
      case 'SETTLED':
        settled.push({ source, because: end.because });
        break;
    }
  }
  return { candidates, held, settled };
}

/** Approved too late for the opening position it waits for somebody's word, with its money. */
function late(end: End, on: string): End {
  return end.kind === 'BILLABLE' ? held({ code: 'LATE_FOR_OPENING', on }, end.candidate.item) : end;
}

/** Whether it was billed, absorbed or credited here, or is on a draft: then nobody had billed it before. */
function isOurs(known: KeptWork | null): boolean {
  if (known === null) return false;
  const { claim, version, places } = known.item;
  return (
    claim !== null || version > 1 || [places.billed, places.absorbed, places.conceded].some((each) => !isZero(each))
  );
}

type End =
  | { readonly kind: 'BILLABLE'; readonly candidate: Candidate }
  | {
      readonly kind: 'HELD';
      readonly hold: HeldWork['hold'];
      readonly item: WorkItem | null;
      /** Where there is no item. */
      readonly amount: HeldWork['amount'];
    }
  | { readonly kind: 'SETTLED'; readonly because: 'DONE' | 'ON_A_DRAFT' };

/** What no rule can count with waits by itself, with what is wrong with it: the rest of its project is billed. */
function weighSafely<Entry extends PsaEntry>(
  entry: Entry,
  priceOf: (entry: Entry) => PricedEntry,
  kept: KeptWork | null,
): End {
  try {
    return weighOne(entry, priceOf(entry), kept);
  } catch (error) {
    return { kind: 'HELD', hold: notPlannable(error), item: kept?.item ?? null, amount: null };
  }
}

function weighOne(entry: PsaEntry, priced: PricedEntry, kept: KeptWork | null): End {
  if (kept !== null) {
    const changed = kept.content === entry.content ? null : reactionToChangedWork(kept.item);
    switch (changed?.kind) {
      // The draft's own run notices and stops it.
      case 'STOP_DRAFT':
      case 'LOOK_UP_FIRST':
        return { kind: 'SETTLED', because: 'ON_A_DRAFT' };
      case 'CREDIT':
        return held({ code: 'WORK_CHANGED', run: kept.item.id }, kept.item);
      case 'REPRICE':
        // The rest of it stays billed at what it was, or somebody gave it another value as it was: for a person to find.
        if (kept.isPart === true || isSettledByPerson(kept.item))
          return held({ code: 'WORK_CHANGED', run: kept.item.id }, kept.item);
        break;
      case undefined:
        return weighKept(entry, kept, priced);
    }
    if (kept.heldByPerson !== null) return held({ code: 'HELD_BY_PERSON', reason: kept.heldByPerson }, kept.item);
  }
  if (priced.kind === 'HELD') return { ...priced, item: null };
  // Its claims are counted on, for a key is never used again.
  const fresh = newWork(entry.source, kept?.item.version ?? 1, priced.standard);
  return billable(entry, { ...fresh, claims: kept?.item.claims ?? 0 }, priced);
}

/** Whether somebody agreed to what it is worth, or gave it up, as it was before. */
function isSettledByPerson(item: WorkItem): boolean {
  return !isZero(item.places.conceded) || repriceWork(item, item.standard).kind === 'ADJUSTED';
}

/**
 * Work as it was when it was weighed before. Its price of then counts only where it is frozen (rule 29): claimed once and given back, it
 * costs what it costs now. What was held by a cap is free to be billed again.
 */
function weighKept(entry: PsaEntry, { item, heldByPerson, isPart = false }: KeptWork, priced: PricedEntry): End {
  if (item.claim !== null) return { kind: 'SETTLED', because: 'ON_A_DRAFT' };
  if (heldByPerson !== null) return held({ code: 'HELD_BY_PERSON', reason: heldByPerson }, item);
  if (priced.kind === 'HELD') return held(priced.hold, item);
  const free = isZero(item.places.held) ? item : letGo(item);
  if (isPart || isZero(free.places.unbilled) || isWorth(item, priced.standard))
    return billable(entry, free, priced, isPart);
  const repriced = repriceWork(item, priced.standard);
  switch (repriced.kind) {
    case 'FROZEN':
      return billable(entry, free, priced);
    case 'FREE':
      return billable(entry, repriced.item, priced);
    case 'ADJUSTED':
      // What was agreed to was said of another price.
      return held({ code: 'WORK_CHANGED', run: item.id }, item);
  }
}

/** Whether a price is the one that work has. */
export function isWorth({ standard }: WorkItem, price: Money): boolean {
  return standard.currency === price.currency && compare(standard, price) === 0;
}

function held(hold: HeldWork['hold'], item: WorkItem): End {
  return { kind: 'HELD', hold, item, amount: null };
}

function letGo(item: WorkItem): WorkItem {
  const result = changeWork(item, { kind: 'LET_GO', amount: item.places.held });
  return result.kind === 'CHANGED' ? result.item : item;
}

function billable(
  entry: PsaEntry,
  item: WorkItem,
  { hourlyRate, why, taxCode }: Extract<PricedEntry, { kind: 'PRICED' }>,
  isPart = false,
): End {
  // What was written down to nothing, and time of no length, is no line of a bill.
  if (isZero(item.places.unbilled)) return { kind: 'SETTLED', because: 'DONE' };
  return { kind: 'BILLABLE', candidate: { entry, item, hourlyRate, why, isPart, taxCode } };
}

function openOf(item: WorkItem) {
  return isZero(item.places.unbilled) ? item.places.held : item.places.unbilled;
}

/** The PSA's own price of the entry is its person's on that project and day; the most specific rate there is (rule 48). */
export function priceEntry(entry: WorkEntry, project: Pick<WorkProject, 'id' | 'currency'>): PricedEntry {
  if (entry.otherCurrency !== undefined) return inOtherCurrency(entry, entry.otherCurrency, project.currency);
  const currency = currencyCode(project.currency);
  const person = entry.person?.id ?? 'nobody';
  const rates: readonly RateEntry<'BILL'>[] =
    // A price of 0 is none: work that costs the client nothing is not billable (rule 50).
    entry.hourlyRate === null || fraction(entry.hourlyRate).numerator <= 0n
      ? []
      : [
          {
            kind: 'BILL',
            subject: { scope: 'PROJECT_PERSON', ids: [project.id, person] },
            ...{ currency, hourlyRate: entry.hourlyRate, effectiveFrom: entry.workedOn, effectiveTo: entry.workedOn },
          },
        ];
  const facts = {
    ...{ person, role: entry.role, project: project.id, task: entry.task?.id ?? null },
    ...{ contract: null, customer: null },
  };
  const time = { id: entry.source, workedOn: entry.workedOn, minutes: entry.minutes, facts };
  const priced = priceTime(time, rateTable('BILL', rates), { currency, mode: 'HALF_UP' });
  return priced.kind === 'HELD' ? { ...priced, amount: null } : { ...priced, taxCode: null };
}

/** Two currencies are never added, so there is no amount of the project's to tell (DOMAIN rule 4); the hold says what it is worth in its own. */
function inOtherCurrency({ hourlyRate, minutes }: WorkEntry, currency: string, project: string): PricedEntry {
  const hours = hoursText(minutes);
  const value = hourlyRate === null ? `${hours} h` : `${hours} h at ${hourlyRate} ${currency}`;
  return { kind: 'HELD', hold: { code: 'OTHER_CURRENCY', currency, project, value }, amount: null };
}
