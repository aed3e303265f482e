// Fiscal calendars as data: twelve months, 4-4-5 weeks, thirteen periods, the 53rd week, and the cutoff in the entity's own time
// (DOMAIN rule 21). Weeks after US Treas. Reg. 1.441-2: the year ends on one weekday, last in the month or nearest to its end.
import { Temporal } from 'temporal-polyfill';

/** How a week-based year ends. `weekday` 1 is Monday, 7 Sunday; `month` is the month whose end the year follows. */
export interface WeekYearEnd {
  readonly month: number;
  readonly weekday: number;
  readonly rule: 'LAST_IN_MONTH' | 'NEAREST_MONTH_END';
}

/** A legal entity's calendar. Fiscal year N is the one whose year-end month lies in calendar year N. */
export type FiscalCalendar =
  | { readonly kind: 'MONTHS'; readonly firstMonth: number }
  | { readonly kind: 'QUARTERS_OF_WEEKS'; readonly pattern: '4-4-5' | '4-5-4' | '5-4-4'; readonly yearEnd: WeekYearEnd }
  | { readonly kind: 'THIRTEEN_PERIODS'; readonly yearEnd: WeekYearEnd };

/** A period of a fiscal year, both days included. `weeks` is null in calendars of months. */
export interface FiscalPeriodSpan {
  readonly fiscalYear: number;
  readonly number: number;
  readonly startOn: string;
  readonly endOn: string;
  readonly weeks: number | null;
}

/** Every period of a fiscal year, in order, without gap or overlap; a 53rd week lengthens the last one (rule 21). */
export function fiscalPeriods(calendar: FiscalCalendar, fiscalYear: number): readonly FiscalPeriodSpan[] {
  switch (calendar.kind) {
    case 'MONTHS':
      return monthPeriods(calendar.firstMonth, fiscalYear);
    case 'QUARTERS_OF_WEEKS': {
      const quarter = calendar.pattern.split('-').map(Number);
      return weekPeriods(calendar.yearEnd, fiscalYear, [...quarter, ...quarter, ...quarter, ...quarter]);
    }
    case 'THIRTEEN_PERIODS':
      return weekPeriods(
        calendar.yearEnd,
        fiscalYear,
        Array.from({ length: 13 }, () => 4),
      );
  }
}

/** The period a day lies in. Raises RangeError when the text is no day. */
export function periodOn(calendar: FiscalCalendar, day: string): FiscalPeriodSpan {
  const { year } = Temporal.PlainDate.from(day, { overflow: 'reject' });
  // A week-based year may end a few days into the next calendar year, one of months up to eleven months after it began.
  for (const fiscalYear of [year, year + 1, year - 1]) {
    const found = fiscalPeriods(calendar, fiscalYear).find(({ startOn, endOn }) => startOn <= day && day <= endOn);
    if (found !== undefined) return found;
  }
  throw new RangeError(`${day} lies in no period of the calendar ${calendar.kind}; correct its year end`);
}

/** When a period's work must be in: a clock time on a day, in the legal entity's IANA time zone. */
export interface Cutoff {
  readonly on: string;
  readonly at: string;
  readonly timeZone: string;
}

/** Whether an instant (RFC 3339) is in time; the cutoff's own minute is too late. In a clock change the earlier reading counts. */
export function isBeforeCutoff(instant: string, { on, at, timeZone }: Cutoff): boolean {
  const limit = Temporal.PlainDateTime.from(`${on}T${at}`).toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return Temporal.Instant.compare(Temporal.Instant.from(instant), limit.toInstant()) < 0;
}

/** The business day of an instant (RFC 3339) where the legal entity is: 23:30 UTC is tomorrow in Tokyo. */
export function businessDay(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function monthPeriods(firstMonth: number, fiscalYear: number): FiscalPeriodSpan[] {
  const lastMonth = ((firstMonth + 10) % 12) + 1;
  const first = Temporal.PlainYearMonth.from({ year: fiscalYear, month: lastMonth }).subtract({ months: 11 });
  return Array.from({ length: 12 }, (_, index) => {
    const month = first.add({ months: index });
    return {
      fiscalYear,
      number: index + 1,
      startOn: month.toPlainDate({ day: 1 }).toString(),
      endOn: month.toPlainDate({ day: month.daysInMonth }).toString(),
      weeks: null,
    };
  });
}

function weekPeriods(yearEnd: WeekYearEnd, fiscalYear: number, pattern: readonly number[]): FiscalPeriodSpan[] {
  const endsOn = weekYearEndsOn(yearEnd, fiscalYear);
  let from = weekYearEndsOn(yearEnd, fiscalYear - 1).add({ days: 1 });
  const weeksInYear = (from.until(endsOn, { largestUnit: 'day' }).days + 1) / 7;
  const extra = weeksInYear - pattern.reduce((a, b) => a + b, 0);
  return pattern.map((planned, index) => {
    const weeks = index === pattern.length - 1 ? planned + extra : planned;
    const to = from.add({ days: weeks * 7 - 1 });
    const span = { fiscalYear, number: index + 1, startOn: from.toString(), endOn: to.toString(), weeks };
    from = to.add({ days: 1 });
    return span;
  });
}

function weekYearEndsOn({ month, weekday, rule }: WeekYearEnd, fiscalYear: number): Temporal.PlainDate {
  const yearMonth = Temporal.PlainYearMonth.from({ year: fiscalYear, month });
  const monthEnd = yearMonth.toPlainDate({ day: yearMonth.daysInMonth });
  const daysBack = (monthEnd.dayOfWeek - weekday + 7) % 7;
  // Three days back or fewer is nearest; from four the following week's day is nearer.
  if (rule === 'NEAREST_MONTH_END' && daysBack > 3) return monthEnd.add({ days: 7 - daysBack });
  return monthEnd.subtract({ days: daysBack });
}
