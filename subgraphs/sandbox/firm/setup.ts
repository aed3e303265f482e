// The firm before anyone buys anything: legal entities, dimensions, terms, roles, exchange rates.
import { dateOf, dayOf, monthEnd } from './days.ts';
import type { Dimension, FiscalCalendar, FxRate, LegalEntity, Role, Terms } from './model.ts';
import type { CurrencyCode } from './money.ts';
import { minorPerUnit } from './money.ts';

/** Every currency, the functional ones of the four legal entities first. */
export const CURRENCIES: readonly CurrencyCode[] = ['USD', 'GBP', 'EUR', 'JPY', 'CHF', 'KWD'];

/** What one unit of the currency costs in dollars, around which the yearly rates swing. */
const DOLLARS: Readonly<Record<CurrencyCode, number>> = {
  USD: 1,
  GBP: 1.312,
  EUR: 1.157,
  JPY: 0.006472,
  CHF: 1.243,
  KWD: 3.258,
};

/** Month ends with exchange rates: a year of history, and two more for documents that refer back. */
const RATE_MONTHS = 14;

/** Four companies; the British one closes by 4-4-5 weeks, the Japanese one's year starts in April. */
export const LEGAL_ENTITIES: readonly LegalEntity[] = [
  {
    ordinal: 1,
    code: 'US01',
    name: 'Northlight US',
    legalName: 'Northlight Consulting, Inc.',
    country: 'US',
    currency: 'USD',
    timeZone: 'America/New_York',
    calendar: 1,
    taxNumber: '84-3920417',
  },
  {
    ordinal: 2,
    code: 'UK01',
    name: 'Northlight UK',
    legalName: 'Northlight Consulting Ltd',
    country: 'GB',
    currency: 'GBP',
    timeZone: 'Europe/London',
    calendar: 2,
    taxNumber: 'GB284713905',
  },
  {
    ordinal: 3,
    code: 'DE01',
    name: 'Northlight Deutschland',
    legalName: 'Northlight Beratung GmbH',
    country: 'DE',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    calendar: 1,
    taxNumber: 'DE318264750',
  },
  {
    ordinal: 4,
    code: 'JP01',
    name: 'Northlight Japan',
    legalName: 'ノースライト・コンサルティング株式会社',
    country: 'JP',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    calendar: 3,
    taxNumber: 'T7010401093846',
  },
];

/** One calendar per way of closing. */
export const CALENDARS: readonly FiscalCalendar[] = [
  { ordinal: 1, name: 'Standard Fiscal Calendar', kind: 'month', startMonth: 1 },
  { ordinal: 2, name: '4-4-5 Calendar', kind: 'fourFourFive', startMonth: 1 },
  { ordinal: 3, name: 'April Fiscal Calendar', kind: 'month', startMonth: 4 },
];

function dimensions(...names: readonly string[]): readonly Dimension[] {
  return names.map((name, index) => ({ ordinal: index + 1, name }));
}

/** Practices. */
export const DEPARTMENTS = dimensions(
  'Strategy & Operations',
  'Data & Analytics',
  'Digital Engineering',
  'Customer Experience',
  'Finance Transformation',
);

/** Service lines, the ERP's classes. */
export const SERVICE_LINES = dimensions('Advisory', 'Implementation', 'Managed Services', 'Training');

/** Regions; the n-th belongs to the n-th legal entity. */
export const LOCATIONS = dimensions('Americas', 'UK & Ireland', 'DACH', 'Asia Pacific');

/** Payment terms from the shortest to the longest. */
export const TERMS: readonly Terms[] = [
  { ordinal: 1, name: 'Due on receipt', days: 0 },
  { ordinal: 2, name: 'Net 15', days: 15 },
  { ordinal: 3, name: 'Net 30', days: 30 },
  { ordinal: 4, name: 'Net 45', days: 45 },
  { ordinal: 5, name: 'Net 60', days: 60 },
];

const ROLE_DOLLARS: readonly (readonly [string, number])[] = [
  ['Partner', 475],
  ['Engagement Manager', 310],
  ['Solution Architect', 285],
  ['Senior Consultant', 240],
  ['Consultant', 185],
  ['Data Engineer', 205],
  ['Software Engineer', 195],
  ['Designer', 175],
  ['Analyst', 140],
];

/** The role of people who sell. */
export const PARTNER_ROLE = 1;
/** The role of people who lead projects. */
export const MANAGER_ROLE = 2;

/** Roles with a usual rate that is round in every currency: fives of dollars, five hundreds of yen. */
export const ROLES: readonly Role[] = ROLE_DOLLARS.map(([name, dollars], index) => ({
  ordinal: index + 1,
  name,
  usualRate: Object.fromEntries(
    CURRENCIES.map((currency) => {
      const step = currency === 'JPY' ? 500 : 5;
      const units = Math.max(step, Math.round(dollars / DOLLARS[currency] / step) * step);
      return [currency, BigInt(units) * BigInt(minorPerUnit(currency))];
    }),
  ) as Record<CurrencyCode, bigint>,
}));

/** Rough value of an amount of dollars in another currency, for made-up prices; never for converting a document. */
export function roughlyInCurrency(dollars: number, currency: CurrencyCode): number {
  return dollars / DOLLARS[currency];
}

/**
 * Month-end rates from every currency into the four functional ones. Dinars into yen are missing on purpose: a missing rate
 * must hold a conversion, never count as 1.
 */
export function buildFxRates(today: string): FxRate[] {
  const functional = LEGAL_ENTITIES.map((entity) => entity.currency);
  const pairs = CURRENCIES.flatMap((from) => functional.map((to) => ({ from, to }))).filter(
    ({ from, to }) => from !== to && !(from === 'KWD' && to === 'JPY'),
  );
  const rates: FxRate[] = [];
  for (let back = RATE_MONTHS; back >= 1; back -= 1) {
    const date = dateOf(monthEnd(dayOf(today), -back));
    for (const { from, to } of pairs) {
      rates.push({ ordinal: rates.length + 1, from, to, date, rate: (swing(from, back) / swing(to, back)).toFixed(8) });
    }
  }
  return rates;
}

/** A slow wave of three per cent, with its own phase for each currency. */
function swing(currency: CurrencyCode, monthsBack: number): number {
  if (currency === 'USD') return 1;
  const phase = CURRENCIES.indexOf(currency);
  return DOLLARS[currency] * (1 + 0.03 * Math.sin(monthsBack / 2.5 + phase));
}

/**
 * The newest month-end rate on or before a date, or `1` within one currency. A pair that nobody quotes is crossed through
 * dollars: people who enter a document by hand find some rate; only the list of quoted rates has the gap.
 */
export function fxRateOn(rates: readonly FxRate[], from: CurrencyCode, to: CurrencyCode, date: string): string {
  if (from === to) return '1';
  const quoted = quotedRateOn(rates, from, to, date);
  if (quoted !== undefined) return quoted;
  const dollarsFrom = from === 'USD' ? '1' : quotedRateOn(rates, from, 'USD', date);
  const dollarsTo = to === 'USD' ? '1' : quotedRateOn(rates, to, 'USD', date);
  if (dollarsFrom === undefined || dollarsTo === undefined) {
    throw new Error(`No rate from ${from} to ${to} on or before ${date}: build more months of rates`);
  }
  return (Number(dollarsFrom) / Number(dollarsTo)).toFixed(8);
}

function quotedRateOn(
  rates: readonly FxRate[],
  from: CurrencyCode,
  to: CurrencyCode,
  date: string,
): string | undefined {
  let found: string | undefined;
  for (const rate of rates) {
    if (rate.date > date) break;
    if (rate.from === from && rate.to === to) found = rate.rate;
  }
  return found;
}
