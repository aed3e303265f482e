// What a credit takes from an invoice, line by line and hour by hour, at the original's tax, dated in an open period (DOMAIN rules 33-35).
// Pure: the same facts make the same plan, which is what a dry run shows and what is posted.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { taxOfDocument } from '../../../schema/canon/document-tax.ts';
import { compare, isZero, type Money, negate, subtract, sum, zero } from '../../../schema/canon/money.ts';
import { landingOf } from '../../../schema/canon/posting-period.ts';
import { type Credit, creditOf, type CreditRequest, type PostedInvoice, type PostedLine } from '../billing/credit.ts';
import {
  type Amount,
  amountOf,
  type CreditAsked,
  type CreditBooks,
  type CreditWorld,
  documentOf,
  invoiceOf,
  moneyIn,
  moneyOf,
} from './facts.ts';

/** Work that a line of a credit takes back; the amount has the sign it was billed with. */
export type CreditedSource = { readonly source: string; readonly version: number; readonly amount: string };

/** One line of the memo to be; amounts as the client reads them, without a minus. */
export type PlannedCreditLine = {
  /** Its name within the memo. */
  readonly name: string;
  /** Name of the invoice's line, and the ERP's own id of it. */
  readonly line: string;
  readonly erpLine: string;
  readonly description: string;
  readonly net: Amount;
  /** As we expect it; the ERP's posted tax counts. */
  readonly tax: Amount;
  /** Said to the ERP where this credit takes all the tax that is left; else the ERP works it out at the line's own rate. */
  readonly isTaxFixed: boolean;
  readonly taxRatePercent: string;
  readonly sources: readonly CreditedSource[];
};

/** The memo to be. */
export type CreditPlan = {
  readonly original: string;
  readonly accountingOn: string;
  readonly net: Amount;
  readonly tax: Amount;
  readonly gross: Amount;
  /** Whether nothing of the invoice is left to credit after it. */
  readonly closes: boolean;
  /** What of it the ERP will put against the invoice; the rest stays the customer's credit. */
  readonly applies: Amount;
  readonly lines: readonly PlannedCreditLine[];
};

/** The plan, or why there is none: a code and a sentence with the values. */
export type CreditPlanned =
  | { readonly kind: 'PLAN'; readonly plan: CreditPlan }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly message: string };

/** The plan of what is asked, dated in an open period (rules 33 and 34). */
export function planCredit(books: CreditBooks, world: CreditWorld, asked: CreditAsked): CreditPlanned {
  const landing = landingOf(world.today, world.periods, 'receivables');
  if (landing.kind === 'HELD')
    return refusedBy('NO_OPEN_PERIOD', `No period takes a credit of ${world.today}; have one opened`);
  return planCreditOn(books, world, asked, landing.accountingOn);
}

/** The plan of a credit of a day that is settled. */
export function planCreditOn(
  books: CreditBooks,
  world: Pick<CreditWorld, 'posted' | 'rounding'>,
  asked: CreditAsked,
  accountingOn: string,
): CreditPlanned {
  const invoice = postedInvoice(books, world);
  if ('code' in invoice) return refusedBy(invoice.code, invoice.message);
  const request = requestOf(invoice, asked);
  const credit = creditOf(invoice, request, accountingOn);
  if (credit.kind === 'REFUSED') return refusedBy('NOT_CREDITABLE', beyond(invoice, request, credit.message));
  if (compare(credit.net, zero(credit.net.currency)) >= 0)
    return refusedBy('NOT_CREDITABLE', `The work comes to ${negate(credit.net).amount}; credit work that outweighs it`);
  return { kind: 'PLAN', plan: planOf(books, world, { invoice, credit }) };
}

function refusedBy(code: string, message: string): CreditPlanned {
  return { kind: 'REFUSED', code, message };
}

/** The refusal with what was asked for beside what is there. */
function beyond(invoice: PostedInvoice, request: CreditRequest, message: string): string {
  if (request.kind !== 'LINES') return message;
  const askedFor = request.lines.map(({ id, net }) => `${net.amount} of ${id}`).join(', ');
  return `${message}; asked for were ${askedFor} in ${invoice.currency}`;
}

/** The invoice as the rules see it: what each hour on each line was billed, and what was credited of it. */
function postedInvoice(
  { draft, claims, credits }: CreditBooks,
  { posted, rounding }: Pick<CreditWorld, 'posted' | 'rounding'>,
): PostedInvoice | { readonly code: string; readonly message: string } {
  const document = documentOf(draft);
  const invoice = invoiceOf(draft);
  const currency = currencyCode(draft.currency);
  const number = invoice.number ?? draft.id;
  const lines: PostedLine[] = [];
  for (const [position, line] of document.lines.entries()) {
    const there = posted.lines.find(({ name }) => name === line.name);
    if (there === undefined)
      return { code: 'CHANGED_IN_ERP', message: `Line ${line.name} is not on ${number} any more; see who changed it` };
    const sources = claims
      .filter((claim) => claim.line === position)
      .map(({ source, version, amount, posted: billed }) => ({
        ...{ item: source, version, billed: moneyIn(billed ?? amount.amount, currency) },
        credited: creditedOf(credits, currency, { line: line.name, source, version }),
      }));
    const billed = sum(
      currency,
      sources.map((source) => source.billed),
    );
    if (compare(billed, moneyOf(there.net)) !== 0) {
      const message = `Line ${line.name} of ${number} is ${there.net.amount}, billed were ${billed.amount}; put it right in the ERP first`;
      return { code: 'CHANGED_IN_ERP', message };
    }
    const ratePercent = there.taxRatePercent ?? document.taxRatePercent;
    lines.push({ id: line.name, category: document.taxCategory, ratePercent, sources });
  }
  const creditedTax = sum(
    currency,
    credits.map(({ tax }) => moneyOf(tax)),
  );
  return {
    ...{ number, entity: draft.legalEntity, currency, lines, tax: moneyOf(invoice.tax), creditedTax, rounding },
  };
}

function creditedOf(
  credits: CreditBooks['credits'],
  currency: Money['currency'],
  of: { readonly line: string; readonly source: string; readonly version: number },
): Money {
  const parts = credits.flatMap((credit) => credit.parts);
  const own = parts.filter((part) => part.line === of.line && part.source === of.source && part.version === of.version);
  return sum(
    currency,
    own.map(({ amount }) => moneyIn(amount, currency)),
  );
}

function requestOf({ lines, currency }: PostedInvoice, asked: CreditAsked): CreditRequest {
  switch (asked.kind) {
    case 'FULL':
      return asked;
    case 'WORK': {
      const sources = lines.flatMap((line) => line.sources);
      return {
        kind: 'SOURCES',
        sources: asked.workIds.map((item) => ({
          item,
          version: sources.find((source) => source.item === item)?.version ?? 1,
        })),
      };
    }
    case 'LINES':
      return {
        kind: 'LINES',
        lines: asked.lines.map(({ name, amount }) => ({
          id: name,
          net: amount === null ? openOf(lines, name, currency) : moneyIn(amount, currency),
        })),
      };
  }
}

function openOf(lines: readonly PostedLine[], name: string, currency: Money['currency']): Money {
  const sources = lines.find(({ id }) => id === name)?.sources ?? [];
  return sum(
    currency,
    sources.map(({ billed, credited }) => subtract(billed, credited)),
  );
}

interface Planning {
  readonly invoice: PostedInvoice;
  readonly credit: Credit;
}

function planOf(books: CreditBooks, world: Pick<CreditWorld, 'posted'>, { invoice, credit }: Planning): CreditPlan {
  const { currency } = invoice;
  const document = documentOf(books.draft);
  const closes = closesEach(invoice.lines, credit, currency);
  const rated = (): readonly Money[] => ratedTaxes(invoice, credit);
  const taxes = closes ? closingTaxes(books, world, credit) : credit.isTaxLimited ? limited(rated(), credit) : rated();
  const lines = credit.lines.map((line, index): PlannedCreditLine => ({
    ...{
      name: `C${index + 1}`,
      line: line.line,
      taxRatePercent: line.ratePercent,
      isTaxFixed: closes || credit.isTaxLimited,
    },
    erpLine: world.posted.lines.find(({ name }) => name === line.line)?.id ?? '',
    description: document.lines.find(({ name }) => name === line.line)?.description ?? line.line,
    net: amountOf(negate(line.net)),
    tax: amountOf(taxes[index] ?? zero(currency)),
    sources: line.releases.map(({ item, version, amount }) => ({ source: item, version, amount: amount.amount })),
  }));
  const gross = negate(credit.gross);
  const remaining = moneyOf(world.posted.remaining);
  return {
    ...{ original: invoice.number, accountingOn: credit.accountingOn, closes, lines },
    ...{ net: amountOf(negate(credit.net)), tax: amountOf(negate(credit.tax)), gross: amountOf(gross) },
    applies: amountOf(compare(gross, remaining) > 0 ? remaining : gross),
  };
}

/** Lines of either sign may come to nothing together; the invoice is closed when each of them is. */
function closesEach(lines: readonly PostedLine[], credit: Credit, currency: Money['currency']): boolean {
  return lines.every(({ id }) => {
    const now = credit.lines.find(({ line }) => line === id)?.net ?? zero(currency);
    return isZero(sum(currency, [openOf(lines, id, currency), now]));
  });
}

/** What each line's tax will be at its rate. */
function ratedTaxes({ currency, rounding }: PostedInvoice, { lines }: Credit): readonly Money[] {
  return lines.map(({ net, category, ratePercent }) =>
    negate(taxOfDocument([{ net, category, ratePercent }], currency, rounding).tax),
  );
}

/** The same, as far as what is left of the invoice's tax goes. */
function limited(taxes: readonly Money[], { tax }: Credit): readonly Money[] {
  let left = negate(tax);
  return taxes.map((each) => {
    const own = compare(each, left) > 0 ? left : each;
    left = subtract(left, own);
    return own;
  });
}

/** What is left of each line's tax; what is left of the whole besides is the last line's. */
function closingTaxes(
  { credits }: CreditBooks,
  { posted }: Pick<CreditWorld, 'posted'>,
  { lines, tax }: Credit,
): readonly Money[] {
  const { currency } = tax;
  const left = lines.map(({ line }) => {
    const there = posted.lines.find(({ name }) => name === line);
    const before = credits.flatMap((credit) => creditedLines(credit.document).filter((each) => each.line === line));
    const whole = there === undefined ? zero(currency) : moneyOf(there.tax);
    return subtract(
      whole,
      sum(
        currency,
        before.map((each) => moneyOf(each.tax)),
      ),
    );
  });
  const rest = subtract(negate(tax), sum(currency, left));
  return left.map((each, index) => (index === left.length - 1 ? sum(currency, [each, rest]) : each));
}

/** The lines of a kept credit, with their tax as posted. */
export function creditedLines(document: unknown): readonly { readonly line: string; readonly tax: Amount }[] {
  return (document as { readonly lines: readonly { readonly line: string; readonly tax: Amount }[] }).lines;
}
