// ISO 4217: which currencies exist and how many minor units each has. Our own table; money.iso.test compares it with
// the published list when that is at hand.

const twoDigits =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
  'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
  'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
  'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
  'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG';
const noDigits = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const threeDigits = 'BHD IQD JOD KWD LYD OMR TND';
const fourDigits = 'CLF UYW';
const undefinedDigits = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX';

/** Minor units by code; null where ISO 4217 defines none (precious metals, test codes): no document may use those. */
export const minorUnits: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ...table(twoDigits, 2),
  ...table(noDigits, 0),
  ...table(threeDigits, 3),
  ...table(fourDigits, 4),
  ...table(undefinedDigits, null),
]);

declare const iso: unique symbol;
/** An ISO 4217 alpha-3 code that has minor units, checked by `currencyCode`. */
export type CurrencyCode<Code extends string = string> = Code & { readonly [iso]: true };

/** The code itself when a document may use it. Raises RangeError naming the text (DOMAIN rule 2). */
export function currencyCode<Code extends string>(text: Code): CurrencyCode<Code> {
  const digits = minorUnits.get(text);
  if (digits === undefined) throw new RangeError(`"${text}" is not an ISO 4217 currency code; use one such as EUR`);
  if (digits === null) throw new RangeError(`${text} has no minor units in ISO 4217; no document can be in ${text}`);
  return text as CurrencyCode<Code>;
}

/** Decimal places of a currency: JPY 0, USD 2, KWD 3, CLF 4. */
export function minorUnitsOf(currency: CurrencyCode): number {
  return minorUnits.get(currency) ?? 2;
}

function table(codes: string, digits: number | null): [string, number | null][] {
  return codes.split(' ').map((code) => [code, digits]);
}
