// What holds of every document (DOMAIN rules 58 and 69): sums, applications, entries, lineage, and the control account.
import { add, compare, isZero, type Money, subtract, sum } from '../../../schema/canon/money.ts';

/** A document's figures. */
export interface DocumentFigures {
  readonly lines: readonly { readonly id: string; readonly net: Money }[];
  readonly tax: Money;
  readonly total: Money;
  readonly applications: readonly Money[];
}

/** Faults of a document's figures in words: total = lines + tax, applications <= total (rule 69). */
export function figureFaults({ lines, tax, total, applications }: DocumentFigures): readonly string[] {
  const faults: string[] = [];
  const made = add(
    sum(
      total.currency,
      lines.map(({ net }) => net),
    ),
    tax,
  );
  if (compare(made, total) !== 0)
    faults.push(`Lines and tax come to ${made.amount}, the total is ${total.amount} ${total.currency}`);
  const applied = sum(total.currency, applications);
  if (compare(applied, total) > 0)
    faults.push(`${applied.amount} is applied to a total of ${total.amount} ${total.currency}`);
  return faults;
}

/** One entry of a journal; exactly one of the two is not zero. */
export interface Entry {
  readonly account: string;
  readonly debit: Money;
  readonly credit: Money;
}

/** Debits less credits: zero when a journal is balanced (rule 69). Raises TypeError on entries of two currencies (rule 4). */
export function journalDifference(entries: readonly Entry[], nothing: Money): Money {
  return entries.reduce((total, { debit, credit }) => add(total, subtract(debit, credit)), nothing);
}

/** A billed source and the line it says it is on. */
export interface BilledSource {
  readonly id: string;
  readonly line: string;
  readonly amount: Money;
}

/** Faults of lineage in words: a line without sources, a source without its line, sources that do not come to their line (rule 69). */
export function lineageFaults(lines: DocumentFigures['lines'], sources: readonly BilledSource[]): readonly string[] {
  const faults: string[] = [];
  for (const { id, net } of lines) {
    const own = sources.filter(({ line }) => line === id);
    const total = sum(
      net.currency,
      own.map(({ amount }) => amount),
    );
    if (own.length === 0) faults.push(`${id} leads to no source`);
    else if (compare(total, net) !== 0)
      faults.push(`${id} is ${net.amount} and its sources come to ${total.amount} ${net.currency}`);
  }
  for (const { id, line } of sources)
    if (!lines.some((candidate) => candidate.id === line))
      faults.push(`${id} leads back to ${line}, which is not there`);
  return faults;
}

/** A customer's receivables of one company and currency: aging buckets with disputed ones in them, and what is not applied. */
export interface AgedBalance {
  readonly buckets: readonly Money[];
  readonly openCredits: Money;
  readonly unappliedCash: Money;
  /** An of-which of the buckets: a dispute keeps its due date and adds nothing (rule 58). */
  readonly disputed: Money;
}

/** Aging less credits less unapplied cash, less the control account: zero when they agree (rule 58). */
export function controlDifference(balances: readonly AgedBalance[], control: Money): Money {
  const aged = balances.map(({ buckets, openCredits, unappliedCash }) =>
    subtract(subtract(sum(control.currency, buckets), openCredits), unappliedCash),
  );
  return subtract(sum(control.currency, aged), control);
}

/** Whether what is disputed is an of-which: no more than the buckets hold (rule 58). */
export function isDisputeWithin({ buckets, disputed }: AgedBalance): boolean {
  return isZero(disputed) || compare(disputed, sum(disputed.currency, buckets)) <= 0;
}
