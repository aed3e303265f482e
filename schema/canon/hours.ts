// Exact hours. Vendors count minutes (Kantata) or decimal hours (NetSuite); we keep minutes and print decimal hours.

/** A duration in whole minutes; the only form in which work is added up. */
export type Minutes = number;

/** Decimal hours as text, exact to the minute where possible: 90 -> "1.5"; thirds are cut at 4 digits, half up. */
export function hoursText(minutes: Minutes): string {
  if (!Number.isInteger(minutes)) throw new RangeError(`Minutes must be whole, got ${minutes}`);
  const sign = minutes < 0 ? '-' : '';
  const tenThousandths = Math.floor((Math.abs(minutes) * 10_000) / 60 + 0.5);
  const whole = Math.floor(tenThousandths / 10_000);
  const fraction = String(tenThousandths % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return tenThousandths === 0 ? '0' : `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
