// Whether a tax document is complete, and whether the numbers the ERP gave have holes (DOMAIN rule 17). Directive 2006/112
// art. 219 (credit notes), 226 (contents), 230 (national currency).
import type { TaxTreatment } from './tax-treatment.ts';

/** What a document may lack. */
export const missingItems = [
  'SELLER_NAME_AND_ADDRESS',
  'BUYER_NAME_AND_ADDRESS',
  'SELLER_TAX_ID',
  'BUYER_TAX_ID',
  'SUPPLY_DATE_OR_PERIOD',
  'REVERSE_CHARGE_WORDS',
  'EXEMPTION_REASON',
  'TAX_IN_NATIONAL_CURRENCY',
  'BUYER_REFERENCE',
  'ORIGINAL_NUMBER',
] as const;
export type MissingItem = (typeof missingItems)[number];

/** What the seller's jurisdiction and the client ask for, as data. */
export interface DocumentRequirements {
  readonly sellerTaxId: boolean;
  /** ALWAYS is the house's rule for businesses; art. 226(4) itself asks for it only where the buyer owes the tax. */
  readonly buyerTaxId: 'ALWAYS' | 'REVERSE_CHARGE' | 'NEVER';
  /** ISO 4217 of the country's own money where tax must be stated in it; null where any will do. */
  readonly nationalCurrency: string | null;
  /** Whether the client asked for its reference on every bill. */
  readonly buyerReference: boolean;
}

/** A document about to be posted, as far as its completeness goes. Null is missing. */
export interface TaxDocument {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly seller: { readonly nameAndAddress: string | null; readonly taxId: string | null };
  readonly buyer: {
    readonly nameAndAddress: string | null;
    readonly taxId: string | null;
    readonly reference: string | null;
  };
  readonly supply: { readonly on: string } | { readonly from: string; readonly to: string } | null;
  readonly treatments: readonly Exclude<TaxTreatment, { kind: 'HELD' }>[];
  readonly words: readonly string[];
  /** Why nothing is charged, where nothing is (art. 226(11)). */
  readonly exemptionReason: string | null;
  readonly currency: string;
  readonly taxInNationalCurrency: string | null;
  readonly originalNumber: string | null;
}

/** What a document lacks before it may be posted, in the order of the list; empty is complete (rule 17). */
export function missingFrom(document: TaxDocument, requirements: DocumentRequirements): readonly MissingItem[] {
  const lacks = lackOf(document, requirements);
  return missingItems.filter((item) => lacks[item]);
}

function lackOf(document: TaxDocument, needs: DocumentRequirements): Readonly<Record<MissingItem, boolean>> {
  const { seller, buyer, treatments } = document;
  const reversed = treatments.flatMap((treatment) => (treatment.kind === 'REVERSE_CHARGE' ? [treatment.words] : []));
  const untaxed = treatments.some(({ kind }) => kind === 'EXEMPT' || kind === 'NOT_SUBJECT');
  const needsBuyerId = needs.buyerTaxId === 'ALWAYS' || (needs.buyerTaxId === 'REVERSE_CHARGE' && reversed.length > 0);
  const isForeign = needs.nationalCurrency !== null && needs.nationalCurrency !== document.currency;
  return {
    SELLER_NAME_AND_ADDRESS: isBlank(seller.nameAndAddress),
    BUYER_NAME_AND_ADDRESS: isBlank(buyer.nameAndAddress),
    SELLER_TAX_ID: needs.sellerTaxId && isBlank(seller.taxId),
    // Under reverse charge the number is what makes it one, whatever the policy says.
    BUYER_TAX_ID: (needsBuyerId || reversed.length > 0) && isBlank(buyer.taxId),
    SUPPLY_DATE_OR_PERIOD: document.supply === null,
    REVERSE_CHARGE_WORDS: reversed.some((words) => !document.words.includes(words)),
    EXEMPTION_REASON: untaxed && isBlank(document.exemptionReason),
    TAX_IN_NATIONAL_CURRENCY: isForeign && isBlank(document.taxInNationalCurrency),
    BUYER_REFERENCE: needs.buyerReference && isBlank(buyer.reference),
    ORIGINAL_NUMBER: document.kind === 'CREDIT_NOTE' && isBlank(document.originalNumber),
  };
}

/** A number the ERP gave: `sequence` is its counting part within one entity's series ("INV-2026-"). */
export interface GivenNumber {
  readonly entity: string;
  readonly series: string;
  readonly sequence: bigint;
  readonly document: string;
}

/** A hole in a series, or one number on two documents. */
export type NumberFault =
  | {
      readonly kind: 'GAP';
      readonly entity: string;
      readonly series: string;
      readonly from: bigint;
      readonly to: bigint;
    }
  | {
      readonly kind: 'DUPLICATE';
      readonly entity: string;
      readonly series: string;
      readonly sequence: bigint;
      readonly documents: readonly string[];
    };

/** Gaps and duplicates per entity and series, in order (rule 17). One document read twice is no duplicate. */
export function numberFaults(numbers: readonly GivenNumber[]): readonly NumberFault[] {
  const bySeries = Map.groupBy(numbers, ({ entity, series }) => JSON.stringify([entity, series]));
  return [...bySeries.values()].flatMap(faultsOfSeries);
}

function faultsOfSeries(numbers: readonly GivenNumber[]): NumberFault[] {
  const bySequence = new Map<bigint, Set<string>>();
  for (const { sequence, document } of numbers)
    bySequence.set(sequence, (bySequence.get(sequence) ?? new Set()).add(document));
  const [first] = numbers;
  const { entity, series } = first ?? { entity: '', series: '' };
  const faults: NumberFault[] = [];
  let previous: bigint | null = null;
  for (const sequence of [...bySequence.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    if (previous !== null && sequence > previous + 1n)
      faults.push({ kind: 'GAP', entity, series, from: previous + 1n, to: sequence - 1n });
    const documents = [...(bySequence.get(sequence) ?? [])];
    if (documents.length > 1) faults.push({ kind: 'DUPLICATE', entity, series, sequence, documents });
    previous = sequence;
  }
  return faults;
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}
