// Exact decimals of the NetSuite stand-in: a bigint of units at a scale. Own code on purpose, because the sandbox is the witness.

/** `units` divided by ten to the power of `scale`; a value may have several representations, compare with compareDecimals. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Zero without decimals. */
export const ZERO: Decimal = { units: 0n, scale: 0 };

const DECIMAL_TEXT = /^(-?)(\d*)(?:\.(\d*))?$/;
const POWERS = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

function power(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** Reads `-12.30` or `.5`; null for anything else, so that the caller can say what was wrong in its own words. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL_TEXT.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') return null;
  const units = BigInt(whole + fraction);
  return { units: match[1] === '-' ? -units : units, scale: fraction.length };
}

/** Reads decimal text that we wrote ourselves; throws on anything else. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed === null) throw new Error(`Cannot read "${text}" as a decimal: write it like -1234.56`);
  return parsed;
}

/** A whole number. */
export function decimalOf(whole: number | bigint): Decimal {
  return { units: BigInt(whole), scale: 0 };
}

/** A JSON number as the decimal its shortest text names, which is what the sender typed. */
export function decimalOfNumber(value: number): Decimal {
  return decimal(/e/i.test(String(value)) ? value.toFixed(12) : String(value));
}

/** Shortest text: no trailing zeros, `0.5` with its leading zero. */
export function formatDecimal({ units, scale }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return sign + whole + (scale === 0 || fraction === '' ? '' : `.${fraction}`);
}

/** Exact sum. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  if (left.scale === right.scale) return { units: left.units + right.units, scale: left.scale };
  return left.scale < right.scale
    ? { units: left.units * power(right.scale - left.scale) + right.units, scale: right.scale }
    : { units: left.units + right.units * power(left.scale - right.scale), scale: left.scale };
}

/** Exact product. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

/** The same amount with the other sign. */
export function negateDecimal(value: Decimal): Decimal {
  return { units: -value.units, scale: value.scale };
}

/** Exact difference. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, negateDecimal(right));
}

/** Negative, zero or positive, as for Array.sort. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const difference = subtractDecimals(left, right).units;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Rounds half away from zero to so many digits after the point, as NetSuite rounds amounts to the currency's precision. */
export function roundDecimal(value: Decimal, digits: number): Decimal {
  if (value.scale <= digits) return { units: value.units * power(digits - value.scale), scale: digits };
  const divisor = power(value.scale - digits);
  const half = divisor / 2n;
  const units = value.units < 0n ? -((-value.units + half) / divisor) : (value.units + half) / divisor;
  return { units, scale: digits };
}
