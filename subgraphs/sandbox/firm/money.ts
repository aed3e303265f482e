// Money of the sandbox: bigint minor units. Deliberately not the product's own money, because the sandbox is the witness.

/** The currencies the firm deals in; JPY has no minor unit and KWD has three digits, so both traps are always present. */
export type CurrencyCode = 'USD' | 'GBP' | 'EUR' | 'JPY' | 'CHF' | 'KWD';

const MINOR_DIGITS: Readonly<Record<CurrencyCode, number>> = { USD: 2, GBP: 2, EUR: 2, JPY: 0, CHF: 2, KWD: 3 };

/** Digits after the decimal point by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: CurrencyCode): number {
  return MINOR_DIGITS[currency];
}

/** How many minor units make one unit of the currency: 100 for USD, 1 for JPY, 1000 for KWD. */
export function minorPerUnit(currency: CurrencyCode): number {
  return 10 ** MINOR_DIGITS[currency];
}

/** Exact decimal text of an amount in minor units: `123456n` USD is `1234.56`, `-5n` is `-0.05`. */
export function formatMinor(amount: bigint, currency: CurrencyCode): string {
  const digits = MINOR_DIGITS[currency];
  const sign = amount < 0n ? '-' : '';
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Reads decimal text into minor units; digits beyond the currency's precision are rounded half away from zero. */
export function parseMinor(text: string, currency: CurrencyCode): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) throw new Error(`Cannot read "${text}" as an amount of ${currency}: write it like -1234.56`);
  const [, sign, whole = '0', fraction = ''] = match;
  const digits = MINOR_DIGITS[currency];
  const scaled = BigInt(whole + fraction.padEnd(digits + 1, '0').slice(0, digits + 1));
  const rounded = (scaled + 5n) / 10n;
  return sign === '-' ? -rounded : rounded;
}

/** Divides with rounding half away from zero; the divisor is positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return dividend < 0n ? -((-dividend + half) / divisor) : (dividend + half) / divisor;
}

/** Converts minor units by a decimal rate (units of `to` for one unit of `from`), rounding half away from zero. */
export function convertMinor(amount: bigint, from: CurrencyCode, to: CurrencyCode, rate: string): bigint {
  if (from === to) return amount;
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaledRate = BigInt(whole + fraction);
  const scale = 10n ** BigInt(fraction.length + MINOR_DIGITS[from]);
  return divideRounded(amount * scaledRate * 10n ** BigInt(MINOR_DIGITS[to]), scale);
}
