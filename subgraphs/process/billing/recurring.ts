// Recurring charges (DOMAIN rule 27): in advance or in arrears, prorated by days at both ends.
import { Temporal } from 'temporal-polyfill';
import { minorOf, quotient, roundMinor, times } from '../../../schema/canon/fraction.ts';
import type { Money, RoundingMode } from '../../../schema/canon/money.ts';

/** Most charges one call may make: twenty years of months. A longer list is a missing end date. */
export const chargesMax = 240;

/** A recurring line. CALENDAR: periods begin on the first of a month. ANNIVERSARY: on the day the line began. */
export interface RecurringLine {
  readonly amount: Money;
  readonly everyMonths: 1 | 3 | 6 | 12;
  readonly alignment: 'CALENDAR' | 'ANNIVERSARY';
  readonly timing: 'ADVANCE' | 'ARREARS';
  readonly startOn: string;
  /** The last day served; null while it runs. */
  readonly endOn: string | null;
}

/** One charge. `from` and `to` are the days served, both included; `days` of `ofDays` is the share of the period charged. */
export interface Charge {
  readonly from: string;
  readonly to: string;
  readonly billOn: string;
  readonly days: number;
  readonly ofDays: number;
  readonly amount: Money;
}

/**
 * Every charge to be billed through a day, from the beginning of the line: the same facts always make the same list, of which
 * those billed already are taken away by `from` (rule 60). Raises RangeError beyond `chargesMax`.
 */
export function charges(line: RecurringLine, throughOn: string, mode: RoundingMode): readonly Charge[] {
  const made: Charge[] = [];
  for (let index = 0; ; index += 1) {
    const charge = chargeOf(line, index, mode);
    if (charge === null || charge.billOn > throughOn) return made;
    if (made.length === chargesMax)
      throw new RangeError(`More than ${chargesMax} charges from ${line.startOn}; end the line, or ask for fewer days`);
    made.push(charge);
  }
}

/** The charge of the nth period; null after the line's end. */
function chargeOf(line: RecurringLine, index: number, mode: RoundingMode): Charge | null {
  const begin = anchorOf(line);
  // Counted from the anchor each time: 31 January, 28 February, 31 March, and not 28 for ever after.
  const first = begin.add({ months: index * line.everyMonths });
  const last = begin.add({ months: (index + 1) * line.everyMonths }).subtract({ days: 1 });
  const start = Temporal.PlainDate.from(line.startOn);
  const end = line.endOn === null ? last : Temporal.PlainDate.from(line.endOn);
  const from = Temporal.PlainDate.compare(first, start) < 0 ? start : first;
  const to = Temporal.PlainDate.compare(last, end) > 0 ? end : last;
  if (Temporal.PlainDate.compare(from, to) > 0) return null;
  const [days, ofDays] = [daysIn(from, to), daysIn(first, last)];
  const share = quotient(BigInt(days), BigInt(ofDays));
  return {
    from: from.toString(),
    to: to.toString(),
    billOn: (line.timing === 'ADVANCE' ? from : to).toString(),
    days,
    ofDays,
    amount: roundMinor(times(minorOf(line.amount), share), line.amount.currency, mode),
  };
}

function anchorOf({ alignment, startOn, everyMonths }: RecurringLine): Temporal.PlainDate {
  const start = Temporal.PlainDate.from(startOn);
  if (alignment === 'ANNIVERSARY') return start;
  const monthsIn = (start.month - 1) % everyMonths;
  return start.with({ day: 1 }).subtract({ months: monthsIn });
}

function daysIn(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'day' }).days + 1;
}
