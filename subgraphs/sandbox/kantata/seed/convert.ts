// Small conversions from the firm's values to what columns hold.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import type { CurrencyCode } from '../../firm/money.ts';
import { convertMinor } from '../../firm/money.ts';
import { fxRateOn } from '../../firm/setup.ts';

/** Minor units as a JSON number. The vendor's base units are ISO 4217 minor units, so nothing is scaled. */
export function units(amount: bigint): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number))
    throw new Error(`${amount} does not fit a JSON number exactly: no amount of the firm may`);
  return number;
}

/** The same, or null without an amount. */
export function optionalUnits(amount: bigint | undefined): number | null {
  return amount === undefined ? null : units(amount);
}

/** The id of an ordinal, or null without one. */
export function optionalId(ordinal: number | undefined, idOf: (ordinal: number) => string): string | null {
  return ordinal === undefined ? null : idOf(ordinal);
}

/** The currency of a project. */
export function currencyOf(firm: Firm, project: number): CurrencyCode {
  return at(firm.projects, project).currency;
}

/** Cost rates by person, project and month, in the project's currency; people are paid in their own legal entity's. */
export function costRates(firm: Firm): (person: number, project: number, rate: bigint, on: string) => number {
  const known = new Map<string, number>();
  return (person, project, rate, on) => {
    const key = `${person} ${project} ${rate} ${on.slice(0, 7)}`;
    let converted = known.get(key);
    if (converted === undefined) {
      const from = at(firm.legalEntities, at(firm.people, person).legalEntity).currency;
      const to = currencyOf(firm, project);
      // Month-end rates: the day before the month's first is the rate that month works with.
      const exchange = from === to ? '1' : exchangeRate(firm, from, to, `${on.slice(0, 7)}-01`);
      converted = units(convertMinor(rate, from, to, exchange));
      known.set(key, converted);
    }
    return converted;
  };
}

/** Pairs are quoted one way only; the other way is the inverse to eight digits. */
function exchangeRate(firm: Firm, from: CurrencyCode, to: CurrencyCode, on: string): string {
  const isQuoted = firm.fxRates.some((rate) => rate.from === from && rate.to === to);
  if (isQuoted) return fxRateOn(firm.fxRates, from, to, on);
  const inverse = BigInt(Math.round(Number(fxRateOn(firm.fxRates, to, from, on)) * 1e8));
  const scaled = (10n ** 16n + inverse / 2n) / inverse;
  const digits = scaled.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
