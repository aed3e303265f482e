// Ranges of days that move with the clock: TODAY, THIS_MONTH, LAST_N_DAYS:30. Weeks start on Sunday, fiscal years in January.
import { DAY_MS, dayOf, startOf } from '../instant.ts';

/** From the start of one day to the start of another, in milliseconds; the end is not part of it. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const UNITS: readonly Unit[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const MONTHS: Readonly<Record<'MONTH' | 'QUARTER' | 'YEAR', number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
const FIXED: Readonly<Record<string, readonly [number, number]>> = {
  YESTERDAY: [-1, 0],
  TODAY: [0, 1],
  TOMORROW: [1, 2],
  // Like LAST_N_DAYS, these two count today in.
  LAST_90_DAYS: [-90, 1],
  NEXT_90_DAYS: [1, 91],
};
const COUNTED = /^(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S$/u;
const AGO = /^N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/u;
const NAMED = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/u;
/** `LAST_N_DAYS:n`: more than this leaves the calendar. */
const COUNT_MAX = 100_000;

/** True when the word names a range of days. */
export function isPeriod(name: string): boolean {
  return FIXED[name] !== undefined || NAMED.test(name) || periodTakesCount(name);
}

/** True when the word needs `:n` after it. */
export function periodTakesCount(name: string): boolean {
  return COUNTED.test(name) || AGO.test(name);
}

/** The days a word means at this instant. */
export function periodAt(name: string, count: number | null, now: Date): Period {
  const today = startOf(dayOf(now.getTime()));
  const fixed = FIXED[name];
  if (fixed !== undefined) return { fromMs: today + fixed[0] * DAY_MS, toMs: today + fixed[1] * DAY_MS };
  const number = Math.min(count ?? 0, COUNT_MAX);
  const counted = COUNTED.exec(name);
  if (counted !== null) return countedPeriod(counted[1] === 'LAST', unitOf(counted[2]), number, today);
  const ago = AGO.exec(name);
  if (ago !== null)
    return { fromMs: shift(unitOf(ago[1]), today, -number), toMs: shift(unitOf(ago[1]), today, 1 - number) };
  const named = NAMED.exec(name);
  if (named === null) throw new Error(`"${name}" is no range of days: ask isPeriod first`);
  const unit = unitOf(named[2]);
  const from = { LAST: -1, THIS: 0, NEXT: 1 }[named[1] as 'LAST' | 'THIS' | 'NEXT'];
  return { fromMs: shift(unit, today, from), toMs: shift(unit, today, from + 1) };
}

/** The last days count today in; the last weeks, months, quarters and years end before the current one. */
function countedPeriod(isLast: boolean, unit: Unit, count: number, today: number): Period {
  if (unit === 'DAY') {
    return isLast
      ? { fromMs: today - count * DAY_MS, toMs: today + DAY_MS }
      : { fromMs: today + DAY_MS, toMs: today + (count + 1) * DAY_MS };
  }
  return isLast
    ? { fromMs: shift(unit, today, -count), toMs: shift(unit, today, 0) }
    : { fromMs: shift(unit, today, 1), toMs: shift(unit, today, count + 1) };
}

function unitOf(text: string | undefined): Unit {
  const unit = UNITS.find((candidate) => candidate === text);
  if (unit === undefined) throw new Error(`"${text ?? ''}" is no unit of a range of days`);
  return unit;
}

/** Start of the unit that holds `today`, moved by so many units. */
function shift(unit: Unit, today: number, units: number): number {
  if (unit === 'DAY') return today + units * DAY_MS;
  const date = new Date(today);
  if (unit === 'WEEK') return today + (units * 7 - date.getUTCDay()) * DAY_MS;
  const months = MONTHS[unit];
  const month = date.getUTCMonth() - (date.getUTCMonth() % months);
  return Date.UTC(date.getUTCFullYear(), month + units * months, 1);
}
