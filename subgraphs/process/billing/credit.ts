// Credits (DOMAIN rules 33-35): a posted document never changes; what is wrong with it is credited, by line and source, at its own
// tax rate, dated in an open period, and its sources are released to be billed again.
import { allocate } from '../../../schema/canon/allocation.ts';
import { type RoundingPolicy, taxOfDocument } from '../../../schema/canon/document-tax.ts';
import { compare, isZero, type Money, negate, subtract, sum, toMinor, zero } from '../../../schema/canon/money.ts';
import { compareSize, signOf } from './work-law.ts';

/** What a line was made of, and what of it was credited before. */
export interface LineSource {
  readonly item: string;
  readonly version: number;
  readonly billed: Money;
  readonly credited: Money;
}

/** A posted line. Its net is the sum of what its sources were billed (rule 69). */
export interface PostedLine {
  readonly id: string;
  readonly category: string;
  readonly ratePercent: string;
  readonly sources: readonly LineSource[];
}

/** A posted invoice, as far as crediting goes. */
export interface PostedInvoice {
  readonly number: string;
  readonly entity: string;
  readonly currency: Money['currency'];
  readonly lines: readonly PostedLine[];
  readonly tax: Money;
  readonly creditedTax: Money;
  readonly rounding: RoundingPolicy;
}

/** What to credit: everything open, amounts by line (shared over its sources), or exactly the sources that were rejected. */
export type CreditRequest =
  | { readonly kind: 'FULL' }
  | { readonly kind: 'LINES'; readonly lines: readonly { readonly id: string; readonly net: Money }[] }
  | { readonly kind: 'SOURCES'; readonly sources: readonly { readonly item: string; readonly version: number }[] };

/** One line of a credit memo, with the minus it is posted with, and what it releases. */
export interface CreditLine {
  readonly line: string;
  readonly category: string;
  readonly ratePercent: string;
  readonly net: Money;
  readonly releases: readonly { readonly item: string; readonly version: number; readonly amount: Money }[];
}

/** A credit memo to be posted. It refers to its original and is dated in an open period (`accountingOn`, by `landingOf`). */
export interface Credit {
  readonly kind: 'CREDIT';
  readonly original: string;
  readonly accountingOn: string;
  readonly lines: readonly CreditLine[];
  readonly net: Money;
  readonly tax: Money;
  /** Whether it is all the tax that is left, and less than the rate would give: parts that round up one by one come to more than the whole. */
  readonly isTaxLimited: boolean;
  readonly gross: Money;
}

/** Why nothing can be credited, in words. */
export interface CreditRefused {
  readonly kind: 'REFUSED';
  readonly message: string;
}

/**
 * The credit of a request (rules 33 and 34). Tax is the original's rate on what is credited; the credit that closes the invoice
 * takes what is left of its tax, and no other more than that, so that parts come to the whole to the cent.
 */
export function creditOf(invoice: PostedInvoice, request: CreditRequest, accountingOn: string): Credit | CreditRefused {
  const lines: CreditLine[] = [];
  for (const line of invoice.lines) {
    const releases = releasesOf(line, request);
    if (releases === null) {
      const open = sum(invoice.currency, line.sources.map(openOf));
      return {
        kind: 'REFUSED',
        message: `${line.id} of ${invoice.number} has ${open.amount} ${invoice.currency} left to credit`,
      };
    }
    if (releases.length === 0) continue;
    const net = negate(
      sum(
        invoice.currency,
        releases.map(({ amount }) => amount),
      ),
    );
    lines.push({ line: line.id, category: line.category, ratePercent: line.ratePercent, net, releases });
  }
  const unknown = unknownOf(invoice, request);
  if (unknown !== null) return { kind: 'REFUSED', message: `${unknown} is not on ${invoice.number}` };
  if (lines.length === 0) return { kind: 'REFUSED', message: `Nothing of ${invoice.number} is left to credit` };
  const computed = taxOfDocument(lines, invoice.currency, invoice.rounding);
  const limited = closes(invoice, lines) ? null : limitedTax(invoice, computed.tax);
  const isTaxLimited = limited !== null;
  const tax = closes(invoice, lines) ? negate(subtract(invoice.tax, invoice.creditedTax)) : (limited ?? computed.tax);
  const gross = sum(invoice.currency, [computed.net, tax]);
  return { kind: 'CREDIT', original: invoice.number, accountingOn, lines, net: computed.net, tax, isTaxLimited, gross };
}

/** All that is left of the tax, where that is less than the rate gives; null where it is not, or work with a minus holds some of it. */
function limitedTax(invoice: PostedInvoice, tax: Money): Money | null {
  const nothing = zero(invoice.currency);
  const sources = invoice.lines.flatMap((line) => line.sources);
  if (sources.some(({ billed }) => compare(billed, nothing) < 0)) return null;
  const left = subtract(invoice.tax, invoice.creditedTax);
  const most = compare(left, nothing) < 0 ? nothing : left;
  return compare(negate(tax), most) > 0 ? negate(most) : null;
}

/** The invoice after a credit was posted, for the next one. */
export function afterCredit(invoice: PostedInvoice, credit: Credit): PostedInvoice {
  const lines = invoice.lines.map((line) => {
    const credited = credit.lines.find((candidate) => candidate.line === line.id)?.releases ?? [];
    const sources = line.sources.map((source) => {
      const release = credited.find(({ item, version }) => item === source.item && version === source.version);
      return release === undefined
        ? source
        : { ...source, credited: sum(invoice.currency, [source.credited, release.amount]) };
    });
    return { ...line, sources };
  });
  return { ...invoice, lines, creditedTax: subtract(invoice.creditedTax, credit.tax) };
}

/** What decides whether a credit may be netted. */
export interface Netting {
  readonly entity: string;
  readonly currency: string;
  readonly rates: readonly string[];
}

/**
 * Whether rejected work becomes a credit note of its own or a minus on the next invoice (rule 35): netting only by policy, and only
 * with the same company, currency and tax rate.
 */
export function creditOrNet(
  policy: 'CREDIT_NOTE' | 'NET_ON_NEXT',
  credit: Netting,
  next: Netting | null,
): 'CREDIT_NOTE' | 'NET' {
  if (policy === 'CREDIT_NOTE' || next === null) return 'CREDIT_NOTE';
  const isSame = credit.entity === next.entity && credit.currency === next.currency;
  return isSame && credit.rates.every((rate) => next.rates.includes(rate)) ? 'NET' : 'CREDIT_NOTE';
}

/** What of a line a request releases; null when it asks for more than is open. */
function releasesOf(line: PostedLine, request: CreditRequest): CreditLine['releases'] | null {
  switch (request.kind) {
    case 'FULL':
      return whole(line.sources);
    case 'SOURCES': {
      const asked = line.sources.filter((source) =>
        request.sources.some(({ item, version }) => item === source.item && version === source.version),
      );
      return asked.some((source) => isZero(openOf(source))) ? null : whole(asked);
    }
    case 'LINES': {
      const asked = request.lines.find(({ id }) => id === line.id);
      return asked === undefined ? [] : shared(line, asked.net);
    }
  }
}

/** An amount of a line over its sources by what is open of each. */
function shared(line: PostedLine, net: Money): CreditLine['releases'] | null {
  const shares = sharesOfOpen(net, line.sources.map(openOf));
  if (shares === null) return null;
  return line.sources.flatMap(({ item, version }, index) => {
    const amount = shares[index] ?? zero(net.currency);
    return isZero(amount) ? [] : [{ item, version, amount }];
  });
}

/**
 * An amount over what is open of several things, by largest remainder, so that nothing is lost (rule 11); null where it is nothing, of the other
 * sign, or more than they come to. What has the other sign, a correction with a minus, goes along when all is taken, and else stays as it is.
 */
export function sharesOfOpen(net: Money, open: readonly Money[]): readonly Money[] | null {
  const total = sum(net.currency, open);
  if (signOf(net) === 0 || signOf(net) !== signOf(total) || compareSize(net, total) > 0) return null;
  if (compare(net, total) === 0) return open;
  const weights = open.map((amount) => (signOf(amount) === signOf(net) ? toMinor(amount) : 0n));
  return allocate(
    net,
    weights.map((weight) => (weight < 0n ? -weight : weight)),
  ).shares;
}

function whole(sources: readonly LineSource[]): CreditLine['releases'] {
  return sources.flatMap((source) => {
    const amount = openOf(source);
    return isZero(amount) ? [] : [{ item: source.item, version: source.version, amount }];
  });
}

function openOf({ billed, credited }: LineSource): Money {
  return subtract(billed, credited);
}

function unknownOf(invoice: PostedInvoice, request: CreditRequest): string | null {
  if (request.kind === 'FULL') return null;
  if (request.kind === 'LINES')
    return request.lines.find(({ id }) => !invoice.lines.some((line) => line.id === id))?.id ?? null;
  const sources = invoice.lines.flatMap((line) => line.sources);
  const missing = request.sources.find(
    ({ item, version }) => !sources.some((source) => source.item === item && source.version === version),
  );
  return missing === undefined ? null : `${missing.item} version ${missing.version}`;
}

function closes(invoice: PostedInvoice, lines: readonly CreditLine[]): boolean {
  const now = new Map(lines.map((line) => [line.line, line.net]));
  return invoice.lines.every((line) => {
    const open = sum(invoice.currency, line.sources.map(openOf));
    return isZero(sum(invoice.currency, [open, now.get(line.id) ?? zero(invoice.currency)]));
  });
}
