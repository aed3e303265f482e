// Which period takes a document (DOMAIN rules 44 and 45): AR, AP and GL close apart, and late work keeps the day it was done.
import type { Hold } from './hold.ts';
import type { AccountingPeriod, PeriodStatus } from './legal-entity.ts';

/** The books that close apart. */
export type Book = 'receivables' | 'payables' | 'ledger';

/** A named person's approval to post into a LOCKED period until a moment; our own role never holds one that stands (rule 44). */
export interface PeriodOverride {
  readonly period: AccountingPeriod['ref'];
  readonly book: Book;
  readonly approvedBy: string;
  readonly expiresAt: string;
}

/** Whether a period takes a posting, and why not. */
export type PostingVerdict =
  | { readonly kind: 'ALLOWED'; readonly override: PeriodOverride | null }
  | { readonly kind: 'REFUSED'; readonly status: PeriodStatus; readonly message: string };

/** Whether a book of a period takes a posting at a moment (rule 44). UNKNOWN refuses too: a guess would post into a closed book. */
export function postingVerdict(
  period: AccountingPeriod,
  book: Book,
  overrides: readonly PeriodOverride[],
  at: string,
): PostingVerdict {
  const status = period[book];
  switch (status) {
    case 'OPEN':
      return { kind: 'ALLOWED', override: null };
    case 'LOCKED': {
      const override = overrides.find((candidate) => isFor(candidate, period, book) && at < candidate.expiresAt);
      return override === undefined ? refused(period, book, status) : { kind: 'ALLOWED', override };
    }
    case 'CLOSED':
    case 'FUTURE':
    case 'UNKNOWN':
      return refused(period, book, status);
  }
}

/** Where late work lands: `workedOn` stays, `accountingOn` is what the document is dated (rule 45). */
export type Landing =
  | {
      readonly kind: 'LANDS';
      readonly workedOn: string;
      readonly accountingOn: string;
      readonly period: AccountingPeriod;
      readonly late: boolean;
    }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/**
 * The day a document of this work is dated: the day itself in an open period, else the first day of the first open period
 * after it (rule 45). LOCKED counts as closed: an override is for a named document, not for whatever is late.
 */
export function landingOf(workedOn: string, periods: readonly AccountingPeriod[], book: Book): Landing {
  const candidates = periods
    .filter((period) => period.endOn >= workedOn && period[book] === 'OPEN')
    .sort((a, b) => (a.startOn < b.startOn ? -1 : 1));
  const [period] = candidates;
  if (period === undefined) return { kind: 'HELD', hold: { code: 'NO_OPEN_PERIOD', book, on: workedOn } };
  const late = period.startOn > workedOn;
  return { kind: 'LANDS', workedOn, accountingOn: late ? period.startOn : workedOn, period, late };
}

function isFor(override: PeriodOverride, period: AccountingPeriod, book: Book): boolean {
  const { system, instance, id } = override.period;
  const { ref } = period;
  return override.book === book && system === ref.system && instance === ref.instance && id === ref.id;
}

function refused(period: AccountingPeriod, book: Book, status: PeriodStatus): PostingVerdict {
  const remedy = status === 'LOCKED' ? 'ask an approver for an override' : 'date the document in an open period';
  return { kind: 'REFUSED', status, message: `${period.name} is ${status} for ${book}; ${remedy}` };
}
