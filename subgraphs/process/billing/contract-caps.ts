// The caps that a contract's own words come to (DOMAIN rule 23). The PSA does not say which line an hour is of, so lines by the hour that are
// in force on the same days share what they may bill together, and lines that follow each other have their days apart.
import { Temporal } from 'temporal-polyfill';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, type Money, money } from '../../../schema/canon/money.ts';
import type { Cap, CapScope, Days } from './cap.ts';

type Amount = { readonly amount: string; readonly currency: string };

/** A contract as the CRM has it, as far as it limits what is billed. */
export interface LimitedContract {
  readonly id: string;
  readonly number: string | null;
  readonly notToExceed: Amount | null;
  readonly lines: readonly LimitedLine[] | null;
}

interface LimitedLine {
  readonly id: string;
  readonly billingModel: string;
  readonly notToExceed: Amount | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
}

/** Before and after every day of a contract. */
const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

/** Every cap of a contract, none of them used yet; each in its own currency. */
export function contractCaps({ id, number, notToExceed, lines }: LimitedContract): readonly Omit<Cap, 'consumed'>[] {
  const whole = { kind: 'CONTRACT', contract: id } as const;
  const ofContract =
    notToExceed === null ? [] : [{ id: `contract ${number ?? id}`, scope: whole, limit: moneyOf(notToExceed) }];
  const hourly = (lines ?? []).filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS');
  const ofLines = limitedTogether(stretchesOf(hourly)).flatMap((group) =>
    limitsOf(group).map((limit) => ({ id: nameOf(group), scope: scopeOf(id, group), limit, isOfHours: true })),
  );
  return [...ofContract, ...ofLines];
}

/** Days on which the same lines by the hour are in force. */
interface Stretch extends Days {
  readonly lines: readonly LimitedLine[];
}

/** All days there are, cut where a line begins or has ended. Late hours, and hours between two lines, count for the line before. */
function stretchesOf(lines: readonly LimitedLine[]): readonly Stretch[] {
  const ordered = [...lines].sort((a, b) => order(startOf(a), startOf(b)) || order(a.id, b.id));
  const ends = ordered.map(endOf).filter((end) => end < lastDay);
  const [, ...cuts] = [...new Set([...ordered.map(startOf), ...ends.map(dayAfter)])].sort(order);
  const stretches: Stretch[] = [];
  for (const [index, from] of [firstDay, ...cuts].entries()) {
    const cut = cuts[index];
    const to = cut === undefined ? lastDay : dayBefore(cut);
    // To its end, for what is before the first line counts for that one.
    const inForce = ordered.filter((line) => startOf(line) <= to && to <= endOf(line));
    stretches.push({ from, to, lines: inForce.length > 0 ? inForce : (stretches.at(-1)?.lines ?? []) });
  }
  return stretches;
}

/** What lines with caps may bill together, and of which days. */
interface Group {
  readonly lines: readonly LimitedLine[];
  readonly days: readonly Days[];
}

/**
 * Lines that have a day in common bill together. Days on which a line without a cap is in force are under no cap of another: any hour of them
 * may be of that one, so nobody can say that a cap is passed by it. On all other days the caps hold.
 */
function limitedTogether(stretches: readonly Stretch[]): readonly Group[] {
  let groups: readonly Group[] = [];
  for (const { from, to, lines } of stretches) {
    if (lines.length === 0 || lines.some(({ notToExceed }) => notToExceed === null)) continue;
    const near = groups.filter((group) => group.lines.some((line) => lines.includes(line)));
    const joined = {
      lines: [...new Set([...near.flatMap((group) => group.lines), ...lines])],
      days: [...near.flatMap(({ days }) => days), { from, to }],
    };
    groups = [...groups.filter((group) => !near.includes(group)), joined];
  }
  return groups.map(({ lines, days }) => ({ lines, days: [...days].sort((a, b) => order(a.from, b.from)) }));
}

function scopeOf(contract: string, { days }: Group): CapScope {
  const from = days[0]?.from ?? firstDay;
  const to = days.at(-1)?.to ?? lastDay;
  const except = days.flatMap((stretch, index): readonly Days[] => {
    const next = days[index + 1];
    if (next === undefined || dayAfter(stretch.to) === next.from) return [];
    return [{ from: dayAfter(stretch.to), to: dayBefore(next.from) }];
  });
  if (except.length > 0) return { kind: 'PERIOD', contract, from, to, except };
  return from === firstDay && to === lastDay ? { kind: 'CONTRACT', contract } : { kind: 'PERIOD', contract, from, to };
}

/** What lines may bill together: a sum per currency, for two are never added (rule 4). */
function limitsOf({ lines }: Group): readonly Money[] {
  const sums = new Map<string, Money>();
  for (const { notToExceed } of lines) {
    if (notToExceed === null) continue;
    const limit = moneyOf(notToExceed);
    const before = sums.get(limit.currency);
    sums.set(limit.currency, before === undefined ? limit : add(before, limit));
  }
  return [...sums.values()];
}

function nameOf({ lines }: Group): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.map(({ id }) => id).join(' and ')}`;
}

function startOf({ startOn }: LimitedLine): string {
  return startOn ?? firstDay;
}

/** A line that ends before it begins is in force on its first day. */
function endOf({ startOn, endOn }: LimitedLine): string {
  const end = endOn ?? lastDay;
  return startOn !== null && end < startOn ? startOn : end;
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

function moneyOf({ amount, currency }: Amount): Money {
  return money(amount, currencyCode(currency));
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
