// Values of the firm as the CRM keeps them.
import { formatMinor, type CurrencyCode } from '../firm/money.ts';
import { formatInstant } from './instant.ts';
import type { Value } from './store/record.ts';

/** Amounts are doubles at the vendor; up to 15 digits a double holds any amount of minor units exactly. */
export function amount(minor: bigint, currency: CurrencyCode): number {
  return Number(formatMinor(minor, currency));
}

/** An instant as the vendor writes it. */
export function instant(iso: string | undefined): Value {
  return optional(iso, (text) => formatInstant(new Date(text)));
}

/** Null for what the firm does not say. */
export function optional<T>(value: T | undefined, convert: (value: T) => Value): Value {
  return value === undefined ? null : convert(value);
}
