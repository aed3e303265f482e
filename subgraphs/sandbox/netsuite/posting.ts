// One document as rows of the transaction tables: header, lines, ledger impact. Seed and record/v1 both post through here.
import {
  addDecimals,
  compareDecimals,
  decimalOf,
  multiplyDecimals,
  negateDecimal,
  roundDecimal,
  subtractDecimals,
  ZERO,
  type Decimal,
} from './decimal.ts';
import type { Values } from './table.ts';

/** The types of documents the sandbox has. */
export type TransactionType = 'CustInvc' | 'CustPymt' | 'CustCred' | 'Journal' | 'SalesOrd';

/** One line of a document before it is posted. Amounts are signed: debit positive, credit negative. */
export interface PostingLine {
  /** `main` carries the total, `tax` a tax code's amount; both are left out of record/v1's item list. */
  readonly kind: 'main' | 'item' | 'tax' | 'plain';
  readonly account: number;
  readonly foreign: Decimal;
  /** Further columns of `transactionline`. */
  readonly columns?: Values;
}

/** A document before it is posted. */
export interface Posting {
  readonly id: number;
  readonly type: TransactionType;
  readonly subsidiary: number;
  readonly currency: number;
  readonly exchangeRate: Decimal;
  /** Digits after the point in the currency of the subsidiary's books. */
  readonly bookDigits: number;
  readonly tranDate: string;
  readonly period: number;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly lines: readonly PostingLine[];
  /** What is applied to it (an invoice) or from it (a payment, a credit memo), without a sign. */
  readonly applied: Decimal;
  /** Further columns of `transaction`. */
  readonly columns: Values;
}

/** Rows by table. */
export interface PostedRows {
  readonly transaction: Values;
  readonly transactionline: readonly Values[];
  readonly transactionaccountingline: readonly Values[];
}

/** Record types of record/v1 and prefixes of transaction numbers, by transaction type. */
export const TRANSACTION_RECORDS: Readonly<
  Record<TransactionType, { readonly record: string; readonly prefix: string }>
> = {
  CustInvc: { record: 'invoice', prefix: 'CUSTINVC' },
  CustPymt: { record: 'customerpayment', prefix: 'CUSTPYMT' },
  CustCred: { record: 'creditmemo', prefix: 'CUSTCRED' },
  Journal: { record: 'journalentry', prefix: 'JOURNAL' },
  SalesOrd: { record: 'salesorder', prefix: 'SALESORD' },
};

/** Line keys are unique in the whole account. */
const LINES_PER_TRANSACTION_MAX = 1_000;

/** The rows of a document. */
export function postedRows(posting: Posting): PostedRows {
  const { id, type, exchangeRate, bookDigits } = posting;
  const books = bookAmounts(posting);
  const total = posting.lines.find((line) => line.kind === 'main')?.foreign ?? largest(posting.lines);
  const settlement = settlementOf({ type, total, applied: posting.applied, exchangeRate, bookDigits });
  return {
    transaction: {
      id,
      type,
      recordtype: TRANSACTION_RECORDS[type].record,
      trandate: posting.tranDate,
      currency: posting.currency,
      exchangerate: exchangeRate,
      foreigntotal: total,
      postingperiod: posting.period,
      posting: type === 'SalesOrd' ? 'F' : 'T',
      voided: 'F',
      isreversal: 'F',
      createddate: posting.createdMs,
      lastmodifieddate: posting.modifiedMs,
      ...settlement.header,
      ...posting.columns,
    },
    transactionline: posting.lines.map((line, index) => ({
      ...lineRow(posting, line, index),
      netamount: books[index] ?? ZERO,
      ...(line.kind === 'main' ? settlement.line : {}),
    })),
    // An order posts nothing.
    transactionaccountingline: (type === 'SalesOrd' ? [] : posting.lines).map((line, index) => {
      const amount = books[index] ?? ZERO;
      return {
        transaction: id,
        transactionline: index,
        accountingbook: 1,
        account: line.account,
        amount,
        netamount: amount,
        ...sides(amount, 'debit', 'credit'),
        exchangerate: exchangeRate,
        posting: 'T',
        lastmodifieddate: posting.modifiedMs,
        ...(line.kind === 'main' ? settlement.accounting : {}),
      };
    }),
  };
}

function lineRow(posting: Posting, line: PostingLine, index: number): Values {
  const entity = posting.columns.entity ?? null;
  return {
    transaction: posting.id,
    id: index,
    uniquekey: posting.id * LINES_PER_TRANSACTION_MAX + index,
    linesequencenumber: index,
    // The first line of a journal is its main line too: a journal has no line that carries a total.
    mainline: line.kind === 'main' || (posting.type === 'Journal' && index === 0) ? 'T' : 'F',
    taxline: line.kind === 'tax' ? 'T' : 'F',
    iscogs: 'F',
    donotdisplayline: 'F',
    isbillable: 'F',
    isclosed: 'F',
    entity,
    subsidiary: posting.subsidiary,
    expenseaccount: line.account,
    foreignamount: line.foreign,
    ...sides(line.foreign, 'debitforeignamount', 'creditforeignamount'),
    linelastmodifieddate: posting.modifiedMs,
    ...line.columns,
  };
}

/** Amounts in the books' currency: each line rounded, the main line takes what keeps the document balanced. */
function bookAmounts({ lines, exchangeRate, bookDigits }: Posting): readonly Decimal[] {
  const rounded = lines.map((line) => roundDecimal(multiplyDecimals(line.foreign, exchangeRate), bookDigits));
  const main = lines.findIndex((line) => line.kind === 'main');
  if (main < 0) return rounded;
  const others = rounded.filter((_, index) => index !== main).reduce(addDecimals, ZERO);
  return rounded.map((amount, index) => (index === main ? negateDecimal(others) : amount));
}

function sides(amount: Decimal, debit: string, credit: string): Values {
  return amount.units < 0n ? { [credit]: negateDecimal(amount) } : { [debit]: amount };
}

/** A journal shows the sum of its debits as its total. */
function largest(lines: readonly PostingLine[]): Decimal {
  return lines
    .map((line) => line.foreign)
    .filter((foreign) => foreign.units > 0n)
    .reduce(addDecimals, ZERO);
}

/** What a document's settlement is computed from. */
export interface SettlementInput {
  readonly type: TransactionType;
  /** Signed, as in `foreigntotal`. */
  readonly total: Decimal;
  readonly applied: Decimal;
  readonly exchangeRate: Decimal;
  readonly bookDigits: number;
}

/** Columns that follow from what is applied, by table. */
export interface Settlement {
  readonly header: Values;
  readonly line: Values;
  readonly accounting: Values;
}

/** Open and settled amounts and the status letter: an invoice is paid, a payment or credit memo is used. */
export function settlementOf({ type, total, applied, exchangeRate, bookDigits }: SettlementInput): Settlement {
  const size = total.units < 0n ? negateDecimal(total) : total;
  const rest = subtractDecimals(size, applied);
  const book = (amount: Decimal): Decimal => roundDecimal(multiplyDecimals(amount, exchangeRate), bookDigits);
  const settled = compareDecimals(rest, decimalOf(0)) === 0;
  switch (type) {
    case 'CustInvc': {
      const columns = { foreignamountpaid: applied, foreignamountunpaid: rest };
      return {
        header: { ...columns, status: settled ? 'B' : 'A' },
        line: columns,
        accounting: { amountpaid: book(applied), amountunpaid: book(rest) },
      };
    }
    case 'CustPymt':
    case 'CustCred': {
      const columns = { foreignpaymentamountused: applied, foreignpaymentamountunused: rest };
      const credit = settled ? 'B' : 'A';
      return {
        header: { ...columns, status: type === 'CustPymt' ? 'C' : credit },
        line: columns,
        accounting: { paymentamountused: book(applied), paymentamountunused: book(rest) },
      };
    }
    case 'Journal':
      return { header: { status: 'B' }, line: {}, accounting: {} };
    case 'SalesOrd':
      return { header: { status: 'F' }, line: {}, accounting: {} };
  }
}
