// The caps that a contract's own words come to (DOMAIN rule 23). The PSA does not say which line an hour is of, so lines by the hour that are
// in force on the same days share what they may bill together, and lines that follow each other have their days apart.
import { Temporal } from 'temporal-polyfill';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, type Money, money } from '../../../schema/canon/money.ts';
import type { Cap, CapScope } from './cap.ts';

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
  const groups = togetherInForce(hourly);
  const ofLines = groups.flatMap((group, index) => {
    const [only] = groups.length === 1 ? groups : [];
    const from = index === 0 ? firstDay : startOf(group);
    // Late hours and hours between two lines count for the line before: no day is under none.
    const next = groups[index + 1];
    const scope: CapScope =
      only !== undefined
        ? whole
        : { kind: 'PERIOD', contract: id, from, to: next === undefined ? lastDay : dayBefore(startOf(next)) };
    return limitsOf(group).map((limit) => ({ id: nameOf(group), scope, limit, isOfHours: true }));
  });
  return [...ofContract, ...ofLines];
}

/** Lines by the hour, those together that have a day in common, in the order of their days. */
function togetherInForce(lines: readonly LimitedLine[]): readonly (readonly LimitedLine[])[] {
  const ordered = [...lines].sort((a, b) => order(a.startOn ?? firstDay, b.startOn ?? firstDay) || order(a.id, b.id));
  const groups: LimitedLine[][] = [];
  let until = '';
  for (const line of ordered) {
    const last = groups.at(-1);
    const end = line.endOn ?? lastDay;
    if (last === undefined || until < (line.startOn ?? firstDay)) groups.push([line]);
    else last.push(line);
    if (last === undefined || end > until) until = end;
  }
  return groups;
}

/**
 * What lines may bill together: a sum per currency, for two are never added (rule 4). None while one of them has no cap: any hour may be of
 * that one, so nobody can say that a cap of another is passed.
 */
function limitsOf(group: readonly LimitedLine[]): readonly Money[] {
  const sums = new Map<string, Money>();
  for (const { notToExceed } of group) {
    if (notToExceed === null) return [];
    const limit = moneyOf(notToExceed);
    const before = sums.get(limit.currency);
    sums.set(limit.currency, before === undefined ? limit : add(before, limit));
  }
  return [...sums.values()];
}

function nameOf(group: readonly LimitedLine[]): string {
  return `${group.length === 1 ? 'line' : 'lines'} ${group.map(({ id }) => id).join(' and ')}`;
}

function startOf([first]: readonly LimitedLine[]): string {
  return first?.startOn ?? firstDay;
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
