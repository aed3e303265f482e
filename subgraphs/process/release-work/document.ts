// A document before it is posted: its lines from the work they bill, as it is kept in the journal and shown to whoever reviews it. Pure.
import { hoursText } from '../../../schema/canon/hours.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, money, subtract, sum } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { timeValue } from '../billing/time-and-materials.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { BillEntry, Candidate, ExpenseEntry, WorkEntry, WorkProject } from './facts.ts';
import type { DocumentBuilder } from './policy.ts';

/** Money as a journal keeps it. */
export type Amount = { readonly amount: string; readonly currency: string };

/** One line. Hours and price are null where they do not multiply to its amount: of a part, of what was written down, of entries rounded each. */
export type BillLine = {
  readonly kind: BillEntry['kind'];
  /** Its name within the document, which the ERP's line keeps. */
  readonly name: string;
  readonly description: string;
  readonly hours: string | null;
  readonly unitPrice: string | null;
  /** Without tax. */
  readonly net: Amount;
  /** First and last day of its work. */
  readonly from: string;
  readonly to: string;
  /** A tax code of its own, under which no tax is due; absent: the document's. */
  readonly taxCode?: string;
};

/** The whole of it. */
export type BillDocument = {
  /** Who builds it, as the policy was when its work was released; absent: we do. */
  readonly builder?: DocumentBuilder;
  readonly title: string;
  readonly psaProject: RecordRef;
  readonly erpProject: RecordRef;
  readonly customer: RecordRef;
  readonly seller: RecordRef;
  readonly issuedOn: string;
  readonly from: string;
  readonly to: string;
  readonly purchaseOrder: string | null;
  readonly memo: string | null;
  readonly taxCode: string;
  readonly taxWhy: string;
  /** Whether a person named the code; absent: the rules or the ERP's newest invoice did. */
  readonly isTaxNamed?: boolean;
  /** Why they say that no tax is due; absent: they named a code with tax, or did not say. */
  readonly taxReason?: string;
  /** UNTDID 5305, and the rate in percent. */
  readonly taxCategory: string;
  readonly taxRatePercent: string;
  /** Ours, until the ERP has posted its own. */
  readonly taxEstimate: Amount;
  readonly gross: Amount;
  readonly dimensions: {
    readonly practice: string | null;
    readonly serviceLine: string | null;
    readonly geography: string | null;
    readonly costCentre: string | null;
  };
  readonly lines: readonly BillLine[];
};

/** An item with what of it is billed now. */
export interface BilledPart {
  readonly candidate: Candidate;
  readonly billed: Money;
}

/**
 * Lines of work of one role at one price, and of expenses of one category, oldest first; work of which only a part is billed stands on lines of its own, and so does every
 * planned bill.
 */
export function linesOf(
  parts: readonly BilledPart[],
): readonly { readonly line: BillLine; readonly parts: readonly BilledPart[] }[] {
  const ordered = [...parts].sort((a, b) => order(a.candidate, b.candidate));
  const groups = Map.groupBy(ordered, (part) => {
    const { entry, hourlyRate, taxCode = null } = part.candidate;
    switch (entry.kind) {
      case 'TIME':
        return JSON.stringify([entry.role, hourlyRate, isWhole(part), isAtPrice(part)]);
      case 'EXPENSE':
        return JSON.stringify(['EXPENSE', entry.category, taxCode, isWhole(part)]);
      case 'MILESTONE':
      case 'FIXED_FEE':
      case 'RETAINER':
      case 'RECURRING':
        return JSON.stringify(entry.source);
    }
  });
  return [...groups.values()].flatMap((members, index) => {
    const [first] = members;
    return first === undefined ? [] : [{ line: lineOf(`L${index + 1}`, first, members), parts: members }];
  });
}

function lineOf(name: string, first: BilledPart, members: readonly BilledPart[]): BillLine {
  const { entry } = first.candidate;
  if (entry.kind === 'TIME') return timeLine(name, { first, entry }, members);
  if (entry.kind === 'EXPENSE') return expenseLine(name, { first, entry }, members);
  const { kind, title, from, to } = entry;
  const { amount, currency } = first.billed;
  const description = isWhole(first) ? title : `${title}, in part`;
  return { name, kind, description, hours: null, unitPrice: null, net: { amount, currency }, from, to };
}

function timeLine(
  name: string,
  { first, entry }: { readonly first: BilledPart; readonly entry: WorkEntry },
  members: readonly BilledPart[],
): BillLine {
  const { hourlyRate } = first.candidate;
  const { from, to, when, net } = totalOf(first, members);
  const minutes = members.reduce((total, { candidate }) => total + minutesOf(candidate.entry), 0);
  const what = entry.role ?? 'Time worked';
  const isPriced = isWhole(first) && isAtPrice(first) && hourlyRate !== null;
  const { currency } = first.billed;
  // Each entry is rounded once, so that many of them may come to a little else than all their hours at the price do.
  const isProduct =
    isPriced && compare(timeValue(minutes, hourlyRate, currency, 'HALF_UP'), money(net.amount, currency)) === 0;
  const hours = hoursText(minutes);
  const how = !isWhole(first)
    ? ['in part']
    : isPriced && !isProduct
      ? [`${hours} h at ${hourlyRate}, each entry rounded`]
      : [];
  return {
    name,
    kind: 'TIME',
    description: [what, when, ...how].join(', '),
    hours: isProduct ? hours : null,
    unitPrice: isProduct ? hourlyRate : null,
    ...{ net, from, to },
  };
}

function expenseLine(
  name: string,
  { first, entry }: { readonly first: BilledPart; readonly entry: ExpenseEntry },
  members: readonly BilledPart[],
): BillLine {
  const { from, to, when, net } = totalOf(first, members);
  const { taxCode = null } = first.candidate;
  const words = [entry.category, when, ...(isWhole(first) ? [] : ['in part'])];
  if (taxCode !== null) words.push('paid in your name');
  const line = { name, kind: entry.kind, description: words.join(', '), hours: null, unitPrice: null, net, from, to };
  return taxCode === null ? line : { ...line, taxCode };
}

/** What a line comes to, and its days. */
function totalOf(first: BilledPart, members: readonly BilledPart[]) {
  const days = members.map(({ candidate }) => candidate.entry.workedOn).sort();
  const [from = first.candidate.entry.workedOn] = days;
  const to = days.at(-1) ?? from;
  const { amount, currency } = sum(
    first.billed.currency,
    members.map(({ billed }) => billed),
  );
  return { from, to, when: from === to ? from : `${from} to ${to}`, net: { amount, currency } };
}

/** Lines as their tax is estimated. */
export function taxedLines(
  lines: readonly { readonly line: BillLine }[],
): readonly { readonly net: Money; readonly isOutside: boolean }[] {
  return lines.map(({ line: { net, taxCode } }) => ({ net: moneyOf(net), isOutside: taxCode !== undefined }));
}

function minutesOf(entry: BillEntry): number {
  return entry.kind === 'TIME' ? entry.minutes : 0;
}

/** First and last day of what is billed; there is always something. */
export function spanOf(entries: readonly BillEntry[]): { readonly from: string; readonly to: string } {
  const days = entries
    .flatMap((entry) => (entry.kind === 'TIME' || entry.kind === 'EXPENSE' ? [entry.workedOn] : [entry.from, entry.to]))
    .sort();
  const [from = ''] = days;
  return { from, to: days.at(-1) ?? from };
}

/** Whether all the work is worth, less what somebody wrote down of it, is billed at once. */
function isWhole({ candidate: { item, isPart = false }, billed }: Pick<BilledPart, 'candidate' | 'billed'>): boolean {
  const { standard, writtenUp, places } = item;
  const worth = subtract(add(standard, writtenUp), add(places.writtenDown, places.writtenOff));
  return !isPart && compare(billed, worth) === 0;
}

/** Whether it is billed at the price it has: what was written up or down is not. */
function isAtPrice({ candidate: { item }, billed }: Pick<BilledPart, 'candidate' | 'billed'>): boolean {
  return compare(billed, item.standard) === 0;
}

function order(a: Candidate, b: Candidate): number {
  const byDay = a.entry.workedOn.localeCompare(b.entry.workedOn);
  return byDay === 0 ? a.entry.source.localeCompare(b.entry.source) : byDay;
}

/** A kept amount as money. */
export function moneyOf({ amount, currency }: Amount): Money {
  return money(amount, currencyCode(currency));
}

/** Where the lines count; a name the ERP does not have is left out, for it would refuse the document. */
export function dimensionsOf(
  { seller, ...project }: WorkProject,
  costCentre: string | null,
): BillDocument['dimensions'] {
  const known = (names: readonly string[] | undefined, name: string | null): string | null =>
    name !== null && names?.includes(name) === true ? name : null;
  return {
    practice: known(seller?.practices, project.practice),
    serviceLine: known(seller?.serviceLines, project.serviceLine),
    geography: known(seller?.geographies, project.region),
    costCentre: known(seller?.costCentres, costCentre),
  };
}

/** Who builds a document. */
export function builderOfDocument({ builder = { kind: 'GATEWAY' } }: Pick<BillDocument, 'builder'>): DocumentBuilder {
  return builder;
}

/** A kept document: what was written as such is read as such. */
export function documentOf(kept: Json): BillDocument {
  return kept as unknown as BillDocument;
}
