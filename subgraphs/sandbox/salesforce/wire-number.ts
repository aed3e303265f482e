// Numbers on the wire. The vendor writes amounts as doubles, `5000.0` and `1.25E7`: a reader of decimal text must expect both.

/** JSON.rawJSON is in Node 22 and later but not yet in the TypeScript library. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
/** Digits behind the point that sums are kept to; more than any field has. */
const SUM_DIGITS = 12;

/** A double as the vendor, written in Java, prints it: `5000.0`, `1234567.89`, and `1.25E7` from ten million on. */
export function wireDouble(value: number): unknown {
  return rawJSON(javaDouble(value));
}

/** Java's Double.toString. */
function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return withFraction(String(value === 0 ? 0 : value));
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${withFraction(mantissa)}E${exponent.replace('+', '')}`;
}

function withFraction(text: string): string {
  return text.includes('.') ? text : `${text}.0`;
}

/** Adds doubles as decimals, so that 0.1 + 0.2 is 0.3. */
export function sumExactly(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + scaled(value), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(SUM_DIGITS + 1, '0');
  // Through text: dividing a large double would bring the rounding error back.
  return Number(`${total < 0n ? '-' : ''}${digits.slice(0, -SUM_DIGITS)}.${digits.slice(-SUM_DIGITS)}`);
}

function scaled(value: number): bigint {
  const text = plainDecimal(value);
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt(whole + fraction.padEnd(SUM_DIGITS, '0').slice(0, SUM_DIGITS));
  return text.startsWith('-') ? -digits : digits;
}

/** Decimal text without an exponent. */
function plainDecimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(SUM_DIGITS);
}
