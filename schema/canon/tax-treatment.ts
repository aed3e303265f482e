// How a supply is taxed, from facts alone: an estimate that yields to what the ERP posts (DOMAIN rules 13, 15, 16).
// Directive 2006/112 art. 44 (services to a business: where it is established), 45 (to others: where the supplier is), 47
// (immovable property), 53 (admission to events), 196 (the customer owes the tax); US: nexus and taxability by state.
import type { Hold } from './hold.ts';

/** A jurisdiction: an ISO 3166-1 country ("DE"), or a US state as "US-NY". */
export type Jurisdiction = string;

/** The company that sells. `nexus` are the US states where it must collect, `registrations` where it may. */
export interface Seller {
  readonly country: string;
  readonly registrations: readonly { readonly jurisdiction: Jurisdiction; readonly taxId: string }[];
  readonly nexus: readonly Jurisdiction[];
}

/** Whom it sells to. */
export interface Buyer {
  readonly country: string;
  /** The US state as "NY"; null elsewhere. */
  readonly region: string | null;
  readonly status: 'BUSINESS' | 'CONSUMER' | 'UNKNOWN';
  readonly taxId: string | null;
  readonly taxIdCheck: 'VALID' | 'INVALID' | 'NOT_CHECKED';
  readonly certificates: readonly ExemptionCertificate[];
}

/** A client's proof that it is not to be charged; both days included. */
export interface ExemptionCertificate {
  readonly jurisdiction: Jurisdiction;
  readonly number: string;
  readonly validFrom: string;
  readonly expiresOn: string;
}

/** What is supplied. `place` is where the property lies or the event happens; null for other services. */
export interface Supply {
  readonly kind: 'SERVICES' | 'IMMOVABLE_PROPERTY' | 'EVENT_ADMISSION';
  readonly place: Jurisdiction | null;
  readonly on: string;
}

/** Rules of countries as data: what a firm's tax people keep. */
export interface TaxTables {
  readonly rates: readonly TaxRate[];
  readonly states: readonly { readonly jurisdiction: Jurisdiction; readonly services: 'TAXABLE' | 'NOT_TAXABLE' }[];
  /** Services to a business abroad that are outside the seller's tax; `to` null is any country. */
  readonly outsideScope: readonly { readonly from: string; readonly to: string | null; readonly why: string }[];
}

/** A rate of a jurisdiction; both days included, `effectiveTo` null is without end. */
export interface TaxRate {
  readonly jurisdiction: Jurisdiction;
  readonly ratePercent: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** How a line is taxed, with its UNTDID 5305 category and the reason in words; or why nobody can say. */
export type TaxTreatment =
  | {
      readonly kind: 'TAXED';
      readonly category: 'S';
      readonly jurisdiction: Jurisdiction;
      readonly ratePercent: string;
      readonly why: string;
    }
  /** 0 % here and taxed at the buyer's: AE, never Z. The words go on the document and the sum into the recapitulative list. */
  | {
      readonly kind: 'REVERSE_CHARGE';
      readonly category: 'AE';
      readonly ratePercent: '0';
      readonly words: string;
      readonly recapitulative: true;
      readonly why: string;
    }
  | {
      readonly kind: 'EXEMPT';
      readonly category: 'E';
      readonly ratePercent: '0';
      readonly certificate: string;
      readonly why: string;
    }
  | { readonly kind: 'NOT_SUBJECT'; readonly category: 'O'; readonly ratePercent: '0'; readonly why: string }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/** The words art. 226(11a) asks for. */
export const reverseChargeWords = 'Reverse charge';

/** Member states on 2026-01-01; Greece's VAT numbers begin with EL. */
const memberStates = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether a country is in the Union, where services across a border are the customer's to tax. */
export function isMemberState(country: string): boolean {
  return memberStates.has(country);
}

/** The treatment of a supply; what is not determined is held with its reason, never 0 % (rule 16). */
export function taxTreatment(seller: Seller, buyer: Buyer, supply: Supply, tables: TaxTables): TaxTreatment {
  if (supply.kind !== 'SERVICES') return atPlace(seller, buyer, supply, tables);
  if (seller.country === 'US' && buyer.country === 'US') return inState(seller, buyer, supply, tables);
  if (seller.country === buyer.country)
    return taxedIn(seller.country, seller, { buyer, supply, tables }, 'seller and buyer are in one country');
  if (memberStates.has(seller.country) && memberStates.has(buyer.country))
    return withinUnion(seller, buyer, supply, tables);
  return abroad(seller, buyer, tables);
}

/** Immovable property and admission are taxed where they are, whoever buys (art. 47, 53). */
function atPlace(seller: Seller, buyer: Buyer, supply: Supply, tables: TaxTables): TaxTreatment {
  if (supply.place === null) return undetermined(`where the ${spoken(supply.kind)} is, is not known`);
  return taxedIn(supply.place, seller, { buyer, supply, tables }, `${spoken(supply.kind)} is taxed where it is`);
}

/** US sales tax: due where there is nexus, if the state taxes services, unless a certificate stands against it (rule 15). */
function inState(seller: Seller, buyer: Buyer, supply: Supply, tables: TaxTables): TaxTreatment {
  if (buyer.region === null) return undetermined('the buyer’s state is not known');
  const state = `US-${buyer.region}`;
  if (!seller.nexus.includes(state)) return notSubject(`the seller has no nexus in ${state}`);
  const rule = tables.states.find(({ jurisdiction }) => jurisdiction === state);
  if (rule === undefined) return undetermined(`whether ${state} taxes services is not known`);
  if (rule.services === 'NOT_TAXABLE') return notSubject(`${state} does not tax services`);
  return taxedIn(state, seller, { buyer, supply, tables }, `the seller has nexus in ${state}, which taxes services`);
}

/** Services across a border of the Union: the buyer owes the tax if it is a business with a valid number (art. 44, 196). */
function withinUnion(seller: Seller, buyer: Buyer, supply: Supply, tables: TaxTables): TaxTreatment {
  switch (buyer.status) {
    case 'UNKNOWN':
      return undetermined('whether the buyer is a business is not known');
    case 'CONSUMER':
      return taxedIn(
        seller.country,
        seller,
        { buyer, supply, tables },
        'a consumer is taxed where the supplier is (art. 45)',
      );
    case 'BUSINESS':
      return reverseCharge(seller, buyer);
  }
}

function reverseCharge(seller: Seller, buyer: Buyer): TaxTreatment {
  if (!isRegistered(seller, seller.country)) return undetermined(`the seller has no tax number of ${seller.country}`);
  if (buyer.taxId === null) return undetermined('the buyer’s VAT number is missing');
  const prefix = buyer.country === 'GR' ? 'EL' : buyer.country;
  if (!buyer.taxId.toUpperCase().startsWith(prefix)) {
    return undetermined(`the buyer’s VAT number does not begin with ${prefix}`);
  }
  if (buyer.taxIdCheck !== 'VALID') {
    return undetermined(
      buyer.taxIdCheck === 'INVALID' ? 'the buyer’s VAT number is invalid' : 'the buyer’s VAT number was not checked',
    );
  }
  const why = `services from ${seller.country} to a business in ${buyer.country}: the customer owes the tax (art. 44 and 196)`;
  return {
    kind: 'REVERSE_CHARGE',
    category: 'AE',
    ratePercent: '0',
    words: reverseChargeWords,
    recapitulative: true,
    why,
  };
}

function abroad(seller: Seller, buyer: Buyer, tables: TaxTables): TaxTreatment {
  if (buyer.status !== 'BUSINESS')
    return undetermined(`services from ${seller.country} to ${buyer.country} to one not known as a business`);
  const rule = tables.outsideScope.find(
    ({ from, to }) => from === seller.country && (to === null || to === buyer.country),
  );
  return rule === undefined
    ? undetermined(`no rule for services from ${seller.country} to ${buyer.country}`)
    : notSubject(rule.why);
}

interface Case {
  readonly buyer: Buyer;
  readonly supply: Supply;
  readonly tables: TaxTables;
}

/** Taxed in a jurisdiction at its rate of the day, if the seller may charge it and no good certificate stands against it. */
function taxedIn(
  jurisdiction: Jurisdiction,
  seller: Seller,
  { buyer, supply, tables }: Case,
  why: string,
): TaxTreatment {
  if (!isRegistered(seller, jurisdiction)) return undetermined(`the seller has no tax number of ${jurisdiction}`);
  const certificates = buyer.certificates.filter((candidate) => candidate.jurisdiction === jurisdiction);
  const good = certificates.find(({ validFrom, expiresOn }) => validFrom <= supply.on && supply.on <= expiresOn);
  if (good !== undefined) {
    return {
      kind: 'EXEMPT',
      category: 'E',
      ratePercent: '0',
      certificate: good.number,
      why: `certificate ${good.number} of ${jurisdiction} is valid to ${good.expiresOn}`,
    };
  }
  const [last] = certificates.sort((a, b) => (a.expiresOn < b.expiresOn ? 1 : -1));
  if (last !== undefined) {
    return { kind: 'HELD', hold: { code: 'CERTIFICATE_EXPIRED', jurisdiction, expiredOn: last.expiresOn } };
  }
  const rate = tables.rates.find(
    (candidate) =>
      candidate.jurisdiction === jurisdiction &&
      candidate.effectiveFrom <= supply.on &&
      (candidate.effectiveTo === null || supply.on <= candidate.effectiveTo),
  );
  if (rate === undefined) return undetermined(`${jurisdiction} has no rate on ${supply.on}`);
  return { kind: 'TAXED', category: 'S', jurisdiction, ratePercent: rate.ratePercent, why };
}

function isRegistered(seller: Seller, jurisdiction: Jurisdiction): boolean {
  return seller.registrations.some((registration) => registration.jurisdiction === jurisdiction);
}

function notSubject(why: string): TaxTreatment {
  return { kind: 'NOT_SUBJECT', category: 'O', ratePercent: '0', why };
}

function undetermined(reason: string): TaxTreatment {
  return { kind: 'HELD', hold: { code: 'TAX_UNDETERMINED', reason } };
}

function spoken(kind: Supply['kind']): string {
  return kind.toLowerCase().replace('_', ' ');
}
