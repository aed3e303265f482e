// Fiscal periods of the three calendars, and where each stands in its close.
import { dateOf, dayOf, monthEnd, monthName, monthStart, weekdayOf } from './days.ts';
import type { FiscalCalendar, Period } from './model.ts';

/** A base period that ended this many days ago is closed for good. */
const CLOSED_AFTER_DAYS = 80;
/** A base period that ended this many days ago refuses every document. */
const LOCKED_AFTER_DAYS = 45;
/** Saturday, on which a 4-4-5 year ends, with Monday as 0. */
const SATURDAY = 5;

/** Last year's, this year's and next year's periods of every calendar, with their quarters and years. */
export function buildPeriods(calendars: readonly FiscalCalendar[], today: string): Period[] {
  const periods: Period[] = [];
  const now = dayOf(today);
  for (const calendar of calendars) {
    const thisYear = Number(today.slice(0, 4));
    for (const year of [thisYear - 2, thisYear - 1, thisYear, thisYear + 1]) addYear(periods, calendar, year, now);
  }
  return periods;
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function addYear(periods: Period[], calendar: FiscalCalendar, year: number, now: number): void {
  const bases = calendar.kind === 'month' ? monthSpans(calendar, year) : weekSpans(year);
  const add = (span: Span, kind: Period['kind'], parent: number | undefined): number => {
    const ordinal = periods.length + 1;
    const state = stateOf(calendar, span.end, now);
    periods.push({
      ordinal,
      calendar: calendar.ordinal,
      name: span.name,
      kind,
      parent,
      start: dateOf(span.start),
      end: dateOf(span.end),
      state,
    });
    return ordinal;
  };
  const yearOrdinal = add(cover(`FY ${year}`, bases), 'year', undefined);
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const spans = bases.slice(quarter * 3, quarter * 3 + 3);
    const quarterOrdinal = add(cover(`Q${quarter + 1} ${year}`, spans), 'quarter', yearOrdinal);
    for (const span of spans) add(span, 'base', quarterOrdinal);
  }
}

function cover(name: string, spans: readonly Span[]): Span {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) throw new Error(`${name} covers no periods`);
  return { name, start: first.start, end: last.end };
}

function monthSpans(calendar: FiscalCalendar, year: number): Span[] {
  const first = dayOf(`${year}-${String(calendar.startMonth).padStart(2, '0')}-01`);
  return Array.from({ length: 12 }, (_, offset) => {
    const start = monthStart(first, offset);
    const [month = '', ofYear = ''] = monthName(start).split(' ');
    const name = `${month.slice(0, 3)} ${ofYear}`;
    return { name, start, end: monthEnd(start) };
  });
}

/** Four, four and five weeks, four times; a 53rd week goes to the last period. */
function weekSpans(year: number): Span[] {
  const spans: Span[] = [];
  let start = lastSaturdayOfDecember(year - 1) + 1;
  const yearEnd = lastSaturdayOfDecember(year);
  for (let index = 0; index < 12; index += 1) {
    const weeks = index % 3 === 2 ? 5 : 4;
    const end = index === 11 ? yearEnd : start + weeks * 7 - 1;
    spans.push({ name: `P${String(index + 1).padStart(2, '0')} ${year}`, start, end });
    start = end + 1;
  }
  return spans;
}

function lastSaturdayOfDecember(year: number): number {
  const last = dayOf(`${year}-12-31`);
  return last - ((weekdayOf(last) - SATURDAY + 7) % 7);
}

/** The period that has just ended is half closed, differently in each calendar; the running one is always open. */
function stateOf(calendar: FiscalCalendar, end: number, now: number): Period['state'] {
  const age = now - end;
  if (age >= CLOSED_AFTER_DAYS) return 'closed';
  if (age >= LOCKED_AFTER_DAYS) return 'locked';
  if (age <= 0) return 'open';
  if (calendar.kind === 'fourFourFive') return 'open';
  return calendar.startMonth === 1 ? 'receivablesLocked' : 'locked';
}

/** The base period of a calendar that holds a date. */
export function periodOn(periods: readonly Period[], calendar: number, date: string): Period {
  const found = periods.find(
    (period) => period.kind === 'base' && period.calendar === calendar && period.start <= date && date <= period.end,
  );
  if (found === undefined) throw new Error(`No period of calendar ${calendar} holds ${date}: build more years`);
  return found;
}
