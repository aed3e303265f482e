// Amounts as the vendor shows them. `*_in_cents` are whole base units of the currency whatever their name says: cents for
// USD, yen for JPY, fils for KWD; `currency_base_unit` says how many of them make one unit of the currency.

/** ISO 4217 currencies without a minor unit. */
const WITHOUT_MINOR = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
/** ISO 4217 currencies whose unit has a thousand parts. */
const WITH_THOUSANDTHS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

const SYMBOLS: Readonly<Record<string, string>> = {
  USD: '$',
  GBP: '£',
  EUR: '€',
  JPY: '¥',
  KWD: 'KD',
  CAD: 'C$',
  AUD: 'A$',
};

/** How many base units make one unit of the currency: 100 for USD, 1 for JPY, 1000 for KWD. */
export function baseUnitOf(currency: string): number {
  if (WITHOUT_MINOR.has(currency)) return 1;
  return WITH_THOUSANDTHS.has(currency) ? 1000 : 100;
}

/** `$` for USD; currencies without a sign of their own show their code. */
export function symbolOf(currency: string): string {
  return SYMBOLS[currency] ?? currency;
}

/** Whole units with thousands separators, as on the vendor's pages: 2137450 USD cents is `$21,375`. */
export function showAmount(baseUnits: number, currency: string): string {
  const units = Math.round(Math.abs(baseUnits) / baseUnitOf(currency));
  const grouped = String(units).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${baseUnits < 0 ? '-' : ''}${symbolOf(currency)}${grouped}`;
}

/** What so many minutes are worth at an hourly rate, in base units, rounded half up. */
export function worthOf(minutes: number, hourlyRate: number): number {
  return divideHalfUp(minutes * hourlyRate, 60);
}

/** Division of a whole number, halves away from zero. */
export function divideHalfUp(dividend: number, divisor: number): number {
  const rounded = Math.floor((Math.abs(dividend) * 2 + divisor) / (2 * divisor));
  return dividend < 0 ? -rounded : rounded;
}
