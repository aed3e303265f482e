// The firm's invoices, payments, credit memos and journals as NetSuite transactions.
import { addDecimals, decimal, negateDecimal, ZERO, type Decimal } from '../decimal.ts';
import { at, type Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { RevenueMethod } from '../../firm/model.ts';
import type { CreditMemo, DocumentLine, Invoice, Journal, LedgerAccount, Payment } from '../../firm/model-finance.ts';
import { minorDigits, type CurrencyCode } from '../../firm/money.ts';
import { TRANSACTION_RECORDS, type Posting, type PostingLine } from '../posting.ts';
import { currencyId, epochOf, idOf, idOrNull, money, moneyOrNull } from './numbers.ts';

const REVENUE_METHODS: Readonly<Record<RevenueMethod, string>> = {
  rightToInvoice: 'RIGHT_TO_INVOICE',
  costToCost: 'COST_TO_COST',
  milestone: 'MILESTONE',
  straightLine: 'STRAIGHT_LINE',
};
const DISPUTE_STATES = { open: 'OPEN', underReview: 'UNDER_REVIEW', resolved: 'RESOLVED' } as const;

type Heading = Pick<Invoice, 'legalEntity' | 'currency' | 'fxRate' | 'period' | 'createdAt' | 'modifiedAt'>;

/** What every document has, whatever its type. */
function heading(
  firm: Firm,
  document: Heading,
): Pick<Posting, 'subsidiary' | 'currency' | 'exchangeRate' | 'bookDigits' | 'period' | 'createdMs' | 'modifiedMs'> {
  return {
    subsidiary: idOf('subsidiary', document.legalEntity),
    currency: currencyId(document.currency),
    exchangeRate: decimal(document.fxRate),
    bookDigits: minorDigits(at(firm.legalEntities, document.legalEntity).currency),
    period: idOf('period', document.period),
    createdMs: epochOf(document.createdAt),
    modifiedMs: epochOf(document.modifiedAt),
  };
}

function accountOf(firm: Firm, kind: LedgerAccount['kind']): number {
  const account = firm.accounts.find((candidate) => candidate.kind === kind);
  if (account === undefined) throw new Error(`The chart of accounts has no ${kind} account`);
  return idOf('account', account.ordinal);
}

/** An invoice: receivable positive, income and tax negative. */
export function invoicePosting(firm: Firm, invoice: Invoice): Posting {
  const dispute = invoice.dispute === undefined ? undefined : at(firm.disputes, invoice.dispute);
  const { currency } = invoice;
  return {
    id: idOf('invoice', invoice.ordinal),
    type: 'CustInvc',
    ...heading(firm, invoice),
    tranDate: invoice.issuedOn,
    applied: money(invoice.paid + invoice.credited, currency),
    lines: [
      { kind: 'main', account: accountOf(firm, 'receivable'), foreign: money(invoice.total, currency) },
      ...invoice.lines.map((line) => itemLine(firm, line, currency, 'sale')),
      ...taxLines(firm, invoice.lines, currency, 'sale'),
    ],
    columns: {
      tranid: invoice.number,
      transactionnumber: TRANSACTION_RECORDS.CustInvc.prefix + String(invoice.ordinal),
      entity: idOf('customer', invoice.erpCustomer),
      duedate: invoice.dueOn,
      closedate: invoice.open === 0n ? lastApplication(firm, invoice.ordinal) : null,
      terms: idOf('term', invoice.terms),
      memo: invoice.memo,
      custbody_contract_ref: invoice.contractReference ?? null,
      custbody_dispute_reason: dispute?.reason ?? null,
      custbody_dispute_amount: moneyOrNull(dispute?.amount, currency),
      custbody_dispute_opened: dispute?.openedOn ?? null,
      custbody_dispute_owner: dispute === undefined ? null : at(firm.people, dispute.owner).name,
      custbody_dispute_status: dispute === undefined ? null : DISPUTE_STATES[dispute.status],
    },
  };
}

function lastApplication(firm: Firm, invoice: number): string | null {
  const days = applicationsByInvoice(firm).get(invoice) ?? [];
  return days.reduce<string | null>((latest, day) => (latest === null || day > latest ? day : latest), null);
}

const applicationDays = new WeakMap<Firm, ReadonlyMap<number, readonly string[]>>();

function applicationsByInvoice(firm: Firm): ReadonlyMap<number, readonly string[]> {
  const known = applicationDays.get(firm);
  if (known !== undefined) return known;
  const days = new Map<number, string[]>();
  for (const { invoice, appliedOn } of firm.applications) days.set(invoice, [...(days.get(invoice) ?? []), appliedOn]);
  applicationDays.set(firm, days);
  return days;
}

/** Cash: bank positive, receivable negative. */
export function paymentPosting(firm: Firm, payment: Payment): Posting {
  const amount = money(payment.amount, payment.currency);
  return {
    id: idOf('payment', payment.ordinal),
    type: 'CustPymt',
    ...heading(firm, payment),
    tranDate: payment.receivedOn,
    applied: money(payment.amount - payment.unapplied, payment.currency),
    lines: [
      { kind: 'main', account: accountOf(firm, 'bank'), foreign: amount },
      { kind: 'plain', account: accountOf(firm, 'receivable'), foreign: negateDecimal(amount) },
    ],
    columns: {
      tranid: payment.number,
      transactionnumber: TRANSACTION_RECORDS.CustPymt.prefix + String(payment.ordinal),
      entity: idOf('customer', payment.erpCustomer),
      memo: payment.memo,
    },
  };
}

/** A credit memo: an invoice with the signs turned. */
export function creditMemoPosting(firm: Firm, credit: CreditMemo): Posting {
  const { currency } = credit;
  const createdFrom = { createdfrom: idOf('invoice', credit.originalInvoice) };
  const lines = [
    ...credit.lines.map((line) => itemLine(firm, line, currency, 'credit')),
    ...taxLines(firm, credit.lines, currency, 'credit'),
  ].map((line) => ({ ...line, columns: { ...line.columns, ...createdFrom } }));
  return {
    id: idOf('creditMemo', credit.ordinal),
    type: 'CustCred',
    ...heading(firm, credit),
    tranDate: credit.issuedOn,
    applied: money(credit.total - credit.unapplied, currency),
    lines: [
      {
        kind: 'main',
        account: accountOf(firm, 'receivable'),
        foreign: money(-credit.total, currency),
        columns: createdFrom,
      },
      ...lines,
    ],
    columns: {
      tranid: credit.number,
      transactionnumber: TRANSACTION_RECORDS.CustCred.prefix + String(credit.ordinal),
      entity: idOf('customer', credit.erpCustomer),
      memo: credit.reason,
    },
  };
}

/** A journal of recognised revenue or labour cost, in the books' own currency. */
export function journalPosting(firm: Firm, journal: Journal): Posting {
  return {
    id: idOf('journal', journal.ordinal),
    type: 'Journal',
    ...heading(firm, { ...journal, fxRate: '1' }),
    tranDate: journal.postedOn,
    applied: ZERO,
    lines: journal.lines.map((line) => ({
      kind: 'plain',
      account: idOf('account', line.account),
      foreign: money(line.amount, journal.currency),
      columns: {
        entity: idOrNull('job', line.job),
        department: idOrNull('department', line.department),
        class: idOrNull('classification', line.serviceLine),
        location: idOrNull('location', line.location),
        memo: line.memo,
        custcol_rev_method: line.revenueMethod === undefined ? null : REVENUE_METHODS[line.revenueMethod],
      },
    })),
    columns: {
      tranid: journal.number,
      transactionnumber: TRANSACTION_RECORDS.Journal.prefix + String(journal.ordinal),
      memo: journal.memo,
    },
  };
}

type Direction = 'sale' | 'credit';

function signed(amount: Decimal, direction: Direction): Decimal {
  return direction === 'sale' ? negateDecimal(amount) : amount;
}

function itemLine(firm: Firm, line: DocumentLine, currency: CurrencyCode, direction: Direction): PostingLine {
  const taxCode = line.taxCode === undefined ? undefined : at(firm.taxCodes, line.taxCode);
  const source = line.milestone === undefined ? line.kind : `milestone:${kantataIds.milestone(line.milestone)}`;
  return {
    kind: 'item',
    account: idOf('account', line.account),
    foreign: signed(money(line.net, currency), direction),
    columns: {
      entity: idOf('job', line.job),
      item: idOf('item', line.item),
      itemtype: 'Service',
      memo: line.description,
      quantity: signed(decimal(line.quantity), direction),
      rate: money(line.unitPrice, currency),
      department: idOf('department', line.department),
      class: idOf('classification', line.serviceLine),
      location: idOf('location', line.location),
      custcol_psa_source: source,
      custcol_tax_code: idOrNull('taxCode', line.taxCode),
      custcol_tax_rate: taxCode === undefined ? null : decimal(taxCode.rate),
      custcol_tax_amount: taxCode === undefined ? null : money(line.tax, currency),
    },
  };
}

/** One tax line per tax code, also when the tax is nothing: exempt and reverse-charged sales are reported too. */
function taxLines(
  firm: Firm,
  lines: readonly DocumentLine[],
  currency: CurrencyCode,
  direction: Direction,
): readonly PostingLine[] {
  const sums = new Map<number, Decimal>();
  for (const { taxCode, tax } of lines)
    if (taxCode !== undefined) sums.set(taxCode, addDecimals(sums.get(taxCode) ?? ZERO, money(tax, currency)));
  return [...sums].map(([ordinal, sum]) => {
    const code = at(firm.taxCodes, ordinal);
    return {
      kind: 'tax',
      account: accountOf(firm, 'taxPayable'),
      foreign: signed(sum, direction),
      columns: {
        itemtype: 'TaxItem',
        memo: code.code,
        custcol_tax_code: idOf('taxCode', ordinal),
        custcol_tax_rate: decimal(code.rate),
      },
    };
  });
}
