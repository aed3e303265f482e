// The firm's ordinals and minor units as NetSuite ids and decimals.
import { decimal, type Decimal } from '../decimal.ts';
import { CURRENCIES } from '../../firm/setup.ts';
import { netsuiteIds } from '../../firm/ids.ts';
import { minorDigits, type CurrencyCode } from '../../firm/money.ts';

/** Internal ids as the tables hold them; `idOf('job', 3)` is the third job's. */
export function idOf(kind: keyof typeof netsuiteIds, ordinal: number): number {
  return Number(netsuiteIds[kind](ordinal));
}

/** The same for a reference that may be missing. */
export function idOrNull(kind: keyof typeof netsuiteIds, ordinal: number | undefined): number | null {
  return ordinal === undefined ? null : idOf(kind, ordinal);
}

/** Internal id of a currency. */
export function currencyId(code: CurrencyCode): number {
  const place = CURRENCIES.indexOf(code);
  if (place < 0) throw new Error(`The firm does not deal in ${code}`);
  return idOf('currency', place + 1);
}

/** Minor units as the decimal NetSuite stores. */
export function money(minor: bigint, currency: CurrencyCode): Decimal {
  return { units: minor, scale: minorDigits(currency) };
}

/** The same for an amount that may be missing. */
export function moneyOrNull(minor: bigint | undefined, currency: CurrencyCode): Decimal | null {
  return minor === undefined ? null : money(minor, currency);
}

/** A moment as the tables hold it. */
export function epochOf(instant: string): number {
  return Date.parse(instant);
}

/** T or F. */
export function flagOf(value: boolean): 'T' | 'F' {
  return value ? 'T' : 'F';
}

/** A whole number as a decimal column holds it. */
export function whole(value: number): Decimal {
  return decimal(String(value));
}
