// Dates the way this NetSuite account shows them: M/D/YYYY, in the time zone of the account's owner.

/** The account's time zone: SuiteQL reads and shows moments as wall clock time there, record/v1 shows them in UTC. */
export const ACCOUNT_TIME_ZONE = 'America/Los_Angeles';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Cached offsets; a year has 8,760 hours and the sandbox looks at a few years. */
const OFFSET_CACHE_MAX = 100_000;

/** A moment on the account's wall clock. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const partsOf = new Intl.DateTimeFormat('en-US', {
  timeZone: ACCOUNT_TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
});
const offsets = new Map<number, number>();

/** Minutes that the account's clock is ahead of UTC at this moment (-480 in winter, -420 in summer). */
export function offsetMinutesAt(epochMs: number): number {
  const hour = Math.floor(epochMs / HOUR_MS);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const start = hour * HOUR_MS;
  const part: Record<string, number> = {};
  for (const { type, value } of partsOf.formatToParts(start)) part[type] = Number(value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0);
  const minutes = Math.round((wall - start) / MINUTE_MS);
  if (offsets.size >= OFFSET_CACHE_MAX) offsets.clear();
  offsets.set(hour, minutes);
  return minutes;
}

/** The account's wall clock at this moment. */
export function wallClockAt(epochMs: number): WallClock {
  const shifted = new Date(epochMs + offsetMinutesAt(epochMs) * MINUTE_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/** The moment at which the account's clock shows this; in the hour that autumn repeats, the later of the two. */
export function epochOfWallClock(wall: WallClock): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const guess = asUtc - offsetMinutesAt(asUtc) * MINUTE_MS;
  return asUtc - offsetMinutesAt(guess) * MINUTE_MS;
}

/** Midnight in the account's time zone on this day (`YYYY-MM-DD`). */
export function epochOfDay(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return epochOfWallClock({ year, month, day: date, hour: 0, minute: 0, second: 0 });
}

/** The day (`YYYY-MM-DD`) it is for the account at this moment. */
export function dayAt(epochMs: number): string {
  const wall = wallClockAt(epochMs);
  return `${wall.year}-${String(wall.month).padStart(2, '0')}-${String(wall.day).padStart(2, '0')}`;
}

/** `2026-11-05` as the account shows it, `11/5/2026`. */
export function formatAccountDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(month)}/${Number(date)}/${year}`;
}

/** Whether these numbers are a day of the calendar. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Reads `11/5/2026` into `2026-11-05`; null when it is no date in the account's format. */
export function parseAccountDate(text: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  if (match === null) return null;
  const [month, day, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isCalendarDay(year, month, day)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A moment as record/v1 writes it: UTC, whole seconds. */
export function formatInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
