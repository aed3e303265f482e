// Instants and dates as the vendor prints and reads them: stored in UTC, shown in the account's time zone with its offset.

/** The account's zone is Pacific time, like the vendor's own recordings: eight hours behind UTC, seven in summer. */
const STANDARD_HOURS = 8;
const SUMMER_HOURS = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const summers = new Map<number, readonly [startMs: number, endMs: number]>();

/** Summer time of a year (rule since 2007): second Sunday of March to first Sunday of November, both at 2:00 on the wall. */
function summerOf(year: number): readonly [number, number] {
  let summer = summers.get(year);
  if (summer === undefined) {
    const start = sundayOnOrAfter(Date.UTC(year, 2, 8)) + (2 + STANDARD_HOURS) * HOUR_MS;
    const end = sundayOnOrAfter(Date.UTC(year, 10, 1)) + (2 + SUMMER_HOURS) * HOUR_MS;
    summer = [start, end];
    summers.set(year, summer);
  }
  return summer;
}

function sundayOnOrAfter(midnightMs: number): number {
  const weekday = new Date(midnightMs).getUTCDay();
  return midnightMs + ((7 - weekday) % 7) * DAY_MS;
}

/** `2026-08-01T00:00:00Z` as `2026-07-31T17:00:00-07:00`. */
export function showInstant(instant: string): string {
  const ms = Date.parse(instant);
  const [start, end] = summerOf(Number(instant.slice(0, 4)));
  const hours = ms >= start && ms < end ? SUMMER_HOURS : STANDARD_HOURS;
  return `${new Date(ms - hours * HOUR_MS).toISOString().slice(0, 19)}-0${hours}:00`;
}

/** Any ISO 8601 instant or date as UTC with whole seconds, so that stored instants compare as text; null when unreadable. */
export function readInstant(text: string): string | null {
  // A `+` of an offset arrives as a space when the client forgot to encode it; the vendor's framework forgives that.
  const ms = Date.parse(text.trim().replace(/ (\d\d:\d\d)$/, '+$1'));
  return Number.isNaN(ms) ? null : toInstant(new Date(ms));
}

/** A moment as it is stored: UTC, whole seconds. */
export function toInstant(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/** The instant so many seconds away. */
export function shiftInstant(instant: string, seconds: number): string {
  return toInstant(new Date(Date.parse(instant) + seconds * 1000));
}

/** `2012/01/01` and `2012-1-1` as `2012-01-01`; null when it is no date. */
export function readDate(text: string): string | null {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T.*)?$/.exec(text.trim());
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 2026-02-30 parses as nothing or rolls over; a date must read back as itself.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : date;
}
