// Days as whole numbers since 1970-01-01, so that the generator can count; the firm's records carry them as text.

const DAY_MS = 86_400_000;
/** Texts are shared between records: a year has 365 of them, a firm has a hundred thousand records. */
const TEXTS = new Map<number, string>();
const INSTANTS = new Map<string, string>();

/** The day number of `YYYY-MM-DD`. */
export function dayOf(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new Error(`"${date}" is not a date: write it YYYY-MM-DD`);
  return at / DAY_MS;
}

/** `YYYY-MM-DD` of a day number. */
export function dateOf(day: number): string {
  let text = TEXTS.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    TEXTS.set(day, text);
  }
  return text;
}

/** An instant on a day, as text in UTC; `clock` is `HH:MM:SS`. */
export function instantOn(day: number, clock: string): string {
  const key = `${dateOf(day)}T${clock}Z`;
  const known = INSTANTS.get(key);
  if (known !== undefined) return known;
  INSTANTS.set(key, key);
  return key;
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

/** The Monday of the day's week. */
export function mondayOf(day: number): number {
  return day - weekdayOf(day);
}

/** The first day of the month that lies `offset` months after the day's own. */
export function monthStart(day: number, offset = 0): number {
  const at = new Date(day * DAY_MS);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1) / DAY_MS;
}

/** The last day of the month that lies `offset` months after the day's own. */
export function monthEnd(day: number, offset = 0): number {
  return monthStart(day, offset + 1) - 1;
}

/** The months, as their first days, from the one of `from` to the one of `to`. */
export function monthsBetween(from: number, to: number): number[] {
  const months: number[] = [];
  for (let month = monthStart(from); month <= to; month = monthStart(month, 1)) months.push(month);
  return months;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Like `September 2026`. A table, because the platform's own formatter takes a tenth of a millisecond for each. */
export function monthName(day: number): string {
  const [year = '', month = ''] = dateOf(day).split('-');
  return `${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** How many Mondays to Fridays lie between two days, both included. */
export function workdaysBetween(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day += 1) if (weekdayOf(day) < 5) count += 1;
  return count;
}
