// Which tax code of the ERP a document's lines carry, and what tax will probably come of it: an estimate that yields to what the ERP posts
// (DOMAIN rules 10, 13, 16, 17). What nobody can determine is held, never taxed at nothing. Pure.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { taxOfDocument } from '../../../schema/canon/document-tax.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import { add, type Money, sum, zero } from '../../../schema/canon/money.ts';
import { missingFrom } from '../../../schema/canon/tax-document.ts';
import { taxTreatment } from '../../../schema/canon/tax-treatment.ts';
import type { TaxTables, TaxTreatment } from '../../../schema/canon/tax-treatment.ts';
import type { SellerTaxCode, WorkBuyer, WorkSeller } from './facts.ts';
import type { BillingPolicy } from './policy.ts';
import { roundingOf } from './policy.ts';

/** A treatment that is decided. */
export type DecidedTreatment = Exclude<TaxTreatment, { kind: 'HELD' }>;

/** The code and why; or why nobody can say. */
export type TaxChoice =
  | { readonly kind: 'CODE'; readonly code: SellerTaxCode; readonly treatment: DecidedTreatment; readonly why: string }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/** A code that a person has named for want of facts, and why no tax is due where it says so; null where they did not say. */
export interface NamedTax {
  readonly code: string;
  readonly reason: string | null;
}

/** What is asked: a supply on a day, and what a person has named. */
export interface TaxQuestion {
  readonly seller: WorkSeller;
  readonly buyer: WorkBuyer;
  readonly on: string;
  readonly named: NamedTax | null;
}

/**
 * By the rules where the facts suffice; else by what a person names, or by the code the ERP used on this seller's newest invoice to the
 * same buyer, which finance has settled already. A code under which no tax is due is taken over within the United States alone, where
 * whether a state taxes services is kept nowhere but in the firm's own practice (rule 15); elsewhere it would be undetermined tax at 0 %
 * (rule 16). Nor is a code without tax that a person names enough by itself: the document must say why none is due (rules 13 and 17), and that
 * they alone know.
 */
export function chooseTax({ seller, buyer, on, named }: TaxQuestion): TaxChoice {
  if (named !== null) return byPerson(seller, named);
  const treatment = byRules(seller, buyer, on);
  if (treatment.kind !== 'HELD') {
    const code = codeOf(seller, treatment);
    if (code !== null) return { kind: 'CODE', code, treatment, why: `${code.name}: ${treatment.why}` };
  }
  const undetermined =
    treatment.kind === 'HELD' && treatment.hold.code === 'TAX_UNDETERMINED'
      ? treatment.hold.reason
      : `${seller.code} has no tax code for ${treatment.kind}`;
  if (buyer.lastTaxCode !== null) {
    const { name, invoice } = buyer.lastTaxCode;
    const before = byName(seller, name, `${name}, as the ERP taxed ${invoice}, the newest invoice to this customer`);
    const isWithinStates = seller.country === 'US' && buyer.country === 'US';
    if (before.kind === 'HELD' || before.treatment.kind === 'TAXED' || isWithinStates) return before;
    return held(
      `${undetermined}; ${invoice} went out without tax under ${name}, so name that code, and why no tax is due, if it holds here as well`,
    );
  }
  return treatment.kind === 'HELD' ? treatment : held(undetermined);
}

function byRules(seller: WorkSeller, buyer: WorkBuyer, on: string): TaxTreatment {
  if (seller.country === null || buyer.country === null)
    return held('the country of the seller or the buyer is not known');
  const registrations = seller.registrations.flatMap(({ country, state, number }) =>
    number === null ? [] : [{ jurisdiction: state === null ? country : `${country}-${state}`, taxId: number }],
  );
  const nexus = registrations.map(({ jurisdiction }) => jurisdiction).filter((place) => place.startsWith('US-'));
  return taxTreatment(
    { country: seller.country, registrations, nexus },
    {
      ...{ country: buyer.country, region: buyer.region ?? null, taxId: buyer.taxId },
      ...{ status: 'BUSINESS', certificates: [] },
      // The ERP keeps numbers that were checked when the customer was made.
      taxIdCheck: buyer.taxId === null ? 'NOT_CHECKED' : 'VALID',
    },
    { kind: 'SERVICES', place: null, on },
    tablesOf(seller),
  );
}

/** The seller's tax codes as rules: a rate where a country has exactly one, outside the scope where exactly one code says so. */
function tablesOf({ country, taxCodes }: WorkSeller): TaxTables {
  const taxed = Map.groupBy(
    taxCodes.filter((code) => !code.exempt && !code.reverseCharge && !isNought(code)),
    (code) => code.country,
  );
  const rates = [...taxed].flatMap(([jurisdiction, codes]) => {
    const [only, second] = codes;
    if (jurisdiction === null || only === undefined || second !== undefined) return [];
    return [{ jurisdiction, ratePercent: only.ratePercent, effectiveFrom: '0001-01-01', effectiveTo: null }];
  });
  const outside = outsideCodes(taxCodes);
  const outsideScope =
    country !== null && outside.length === 1
      ? [{ from: country, to: null, why: `${country} does not tax services to a business abroad` }]
      : [];
  return { rates, states: [], outsideScope };
}

/** The code for what no tax is due on at all, where the seller has exactly one such; else null. */
export function outsideTaxCode({ taxCodes }: WorkSeller): string | null {
  const [only, second] = outsideCodes(taxCodes);
  return only === undefined || second !== undefined ? null : only.name;
}

function outsideCodes(codes: readonly SellerTaxCode[]): readonly SellerTaxCode[] {
  return codes.filter((code) => !code.reverseCharge && (code.exempt || isNought(code)));
}

function codeOf({ taxCodes }: WorkSeller, treatment: DecidedTreatment): SellerTaxCode | null {
  switch (treatment.kind) {
    case 'TAXED':
      return (
        taxCodes.find(
          (code) =>
            code.country === treatment.jurisdiction &&
            code.ratePercent === treatment.ratePercent &&
            !code.exempt &&
            !code.reverseCharge,
        ) ?? null
      );
    case 'REVERSE_CHARGE':
      return taxCodes.find(({ reverseCharge }) => reverseCharge) ?? null;
    case 'EXEMPT':
    case 'NOT_SUBJECT':
      return outsideCodes(taxCodes)[0] ?? null;
  }
}

function byPerson(seller: WorkSeller, { code: name, reason }: NamedTax): TaxChoice {
  const said = reason?.trim() ?? '';
  const choice = byName(seller, name, `${name} was named for this release${said === '' ? '' : `: ${said}`}`);
  if (choice.kind === 'HELD' || choice.treatment.kind === 'TAXED' || said !== '') return choice;
  return { kind: 'HELD', hold: { code: 'TAX_REASON_MISSING', taxCode: choice.code.name } };
}

/** What a code that is not chosen by the rules means. */
function byName(seller: WorkSeller, name: string, why: string): TaxChoice {
  // On a document an ERP may show a code with the group it is in.
  const code = seller.taxCodes.find((each) => each.name === name || name.endsWith(`:${each.name}`));
  if (code === undefined) return held(`${seller.code} has no tax code ${name}; name one of ${namesOf(seller)}`);
  return { kind: 'CODE', code, why, treatment: meaningOf(code, why) };
}

function meaningOf(code: SellerTaxCode, why: string): DecidedTreatment {
  if (code.reverseCharge)
    return {
      ...{ kind: 'REVERSE_CHARGE', category: 'AE', ratePercent: '0', recapitulative: true, why },
      words: 'Reverse charge',
    };
  if (code.exempt || isNought(code)) return { kind: 'NOT_SUBJECT', category: 'O', ratePercent: '0', why };
  return { kind: 'TAXED', category: 'S', jurisdiction: code.country ?? '', ratePercent: code.ratePercent, why };
}

function isNought({ ratePercent }: SellerTaxCode): boolean {
  return /^0+(\.0+)?$/.test(ratePercent);
}

function namesOf({ taxCodes }: WorkSeller): string {
  return taxCodes.map(({ name }) => name).join(', ');
}

function held(reason: string): { readonly kind: 'HELD'; readonly hold: Hold } {
  return { kind: 'HELD', hold: { code: 'TAX_UNDETERMINED', reason } };
}

/** What the tax of a document will probably be. */
function estimateTax(
  nets: readonly Money[],
  { category, ratePercent }: { readonly category: string; readonly ratePercent: string },
  policy: BillingPolicy,
): { readonly tax: Money; readonly gross: Money } {
  const [first] = nets;
  if (first === undefined) throw new RangeError('A document without lines has no tax');
  const lines = nets.map((net) => ({ net, category, ratePercent }));
  const { tax, gross } = taxOfDocument(lines, currencyCode(first.currency), roundingOf(policy));
  return { tax, gross };
}

/** The same of lines, of which some carry a code of their own under which no tax is due; those are in the total alone. */
export function estimateLines(
  lines: readonly { readonly net: Money; readonly isOutside: boolean }[],
  treatment: { readonly category: string; readonly ratePercent: string },
  policy: BillingPolicy,
): { readonly tax: Money; readonly gross: Money } {
  const [first] = lines;
  if (first === undefined) throw new RangeError('A document without lines has no tax');
  const taxed = lines.filter(({ isOutside }) => !isOutside).map(({ net }) => net);
  const { currency } = first.net;
  const tax = taxed.length === 0 ? zero(currency) : estimateTax(taxed, treatment, policy).tax;
  const net = sum(
    currency,
    lines.map((line) => line.net),
  );
  return { tax, gross: add(net, tax) };
}

/** What the document's law still misses (DOMAIN rule 17); empty when it may be posted. */
export function missingOf(
  { seller, buyer }: Pick<TaxQuestion, 'seller' | 'buyer'>,
  { treatment }: Extract<TaxChoice, { kind: 'CODE' }>,
  document: {
    readonly currency: string;
    readonly from: string;
    readonly to: string;
    readonly purchaseOrder: string | null;
  },
  policy: BillingPolicy,
) {
  return missingFrom(
    {
      kind: 'INVOICE',
      seller: {
        nameAndAddress: seller.name,
        taxId: seller.registrations.find(({ number }) => number !== null)?.number ?? null,
      },
      buyer: { nameAndAddress: buyer.legalName, taxId: buyer.taxId, reference: document.purchaseOrder },
      supply: { from: document.from, to: document.to },
      treatments: [treatment],
      words: wordsOf(treatment),
      exemptionReason: treatment.kind === 'TAXED' ? null : treatment.why,
      ...{ currency: document.currency, taxInNationalCurrency: null, originalNumber: null },
    },
    {
      sellerTaxId: true,
      buyerTaxId: 'REVERSE_CHARGE',
      nationalCurrency: treatment.kind === 'TAXED' ? policy.nationalCurrency : null,
      buyerReference: policy.purchaseOrderRequired,
    },
  );
}

/** Words that the law asks for on the document. */
export function wordsOf(treatment: DecidedTreatment): readonly string[] {
  return treatment.kind === 'REVERSE_CHARGE' ? [treatment.words] : [];
}
