// The lines of a document that is being made: what was sent, priced, taxed and signed.
import { addDecimals, decimal, multiplyDecimals, negateDecimal, roundDecimal, ZERO, type Decimal } from '../decimal.ts';
import { invalidReference, userError } from '../problem.ts';
import type { PostingLine } from '../posting.ts';
import type { Value } from '../table.ts';
import { columnValues, property, readDecimal, resolveReference, sublistItems, type Body } from './body.ts';
import { sum, type DocumentHeader } from './document-header.ts';
import { ITEM_LINE_FIELDS, JOURNAL_LINE_FIELDS } from './document-lines.ts';
import type { RecordEnvironment } from './environment.ts';

/** Which side of the books the items of a document stand on. */
export type Direction = 'sale' | 'credit';

function signed(amount: Decimal, direction: Direction): Decimal {
  return direction === 'sale' ? negateDecimal(amount) : amount;
}

/** The first account of a type. */
export function accountOfType(type: string, { database }: RecordEnvironment): number {
  const accounts = database.known('account');
  const row = accounts.first('accttype', type);
  const id = row === undefined ? null : accounts.number(row, 'id');
  if (id === null) throw new Error(`The chart of accounts has no ${type} account`);
  return id;
}

/** Main, item and tax lines of an invoice or credit memo. */
export function saleLines(
  body: Body,
  header: DocumentHeader,
  direction: Direction,
  environment: RecordEnvironment,
): readonly PostingLine[] {
  const sent = sublistItems(body, 'item') ?? [];
  if (sent.length === 0) throw userError('You must enter at least one line item for this transaction.', 'item');
  const items = sent.map((line, index) => itemLine(line, `item.items[${index}].`, { header, direction, environment }));
  const taxes = taxLines(items, direction, environment);
  const total = negateDecimal(sum([...items, ...taxes].map((line) => line.foreign)));
  return [{ kind: 'main', account: accountOfType('AcctRec', environment), foreign: total }, ...items, ...taxes];
}

interface LineContext {
  readonly header: DocumentHeader;
  readonly direction: Direction;
  readonly environment: RecordEnvironment;
}

function itemLine(body: Body, path: string, { header, direction, environment }: LineContext): PostingLine {
  const { database } = environment;
  const table = database.known('transactionline');
  const columns: Record<string, Value> = columnValues(
    ITEM_LINE_FIELDS,
    body,
    { table, owner: 'item', path },
    environment,
  );
  if (typeof columns.item !== 'number') throw userError('Please enter value(s) for: Item', `${path}item`);
  const quantity = readDecimal(property(body, 'quantity')) ?? decimal('1');
  const rate = readDecimal(property(body, 'rate'));
  const stated = readDecimal(property(body, 'amount'));
  const amount = stated ?? (rate === null ? null : roundDecimal(multiplyDecimals(quantity, rate), header.digits));
  if (amount === null) throw userError('Please enter a value for amount.', `${path}amount`);
  if (typeof columns.entity === 'number') refuseForeignJob(columns.entity, header, { path, environment });
  const items = database.known('item');
  const item = items.first('id', columns.item);
  const income = item === undefined ? null : items.number(item, 'incomeaccount');
  return {
    kind: 'item',
    account:
      typeof columns.expenseaccount === 'number'
        ? columns.expenseaccount
        : (income ?? accountOfType('Income', environment)),
    foreign: signed(roundDecimal(amount, header.digits), direction),
    columns: {
      ...columns,
      itemtype: 'Service',
      quantity: signed(quantity, direction),
      rate: rate ?? amount,
      ...taxColumns(columns, amount, header, environment),
    },
  };
}

function refuseForeignJob(
  job: number,
  header: DocumentHeader,
  { path, environment }: { readonly path: string; readonly environment: RecordEnvironment },
): void {
  const jobs = environment.database.known('job');
  const row = jobs.first('id', job);
  if (row !== undefined && jobs.number(row, 'customer') !== header.entity)
    throw invalidReference(`Invalid job reference key ${job} for entity ${header.entity ?? ''}.`, `${path}job`);
}

/** Tax of a line: what was sent, or the code's rate of the amount. No code, no tax. */
function taxColumns(
  columns: Readonly<Record<string, Value>>,
  amount: Decimal,
  header: DocumentHeader,
  { database }: RecordEnvironment,
): Record<string, Value> {
  const code = columns.custcol_tax_code ?? null;
  if (code === null) return { custcol_tax_rate: null, custcol_tax_amount: null };
  const codes = database.known('salestaxitem');
  const row = codes.first('id', code);
  const sentRate = columns.custcol_tax_rate ?? null;
  const rate =
    typeof sentRate === 'object' && sentRate !== null
      ? sentRate
      : ((row === undefined ? null : codes.decimal(row, 'rate')) ?? ZERO);
  const sentTax = columns.custcol_tax_amount ?? null;
  const hundredth = { units: rate.units, scale: rate.scale + 2 };
  const computed = roundDecimal(multiplyDecimals(amount, hundredth), header.digits);
  return {
    custcol_tax_rate: rate,
    custcol_tax_amount: typeof sentTax === 'object' && sentTax !== null ? sentTax : computed,
  };
}

function taxLines(
  items: readonly PostingLine[],
  direction: Direction,
  environment: RecordEnvironment,
): readonly PostingLine[] {
  const codes = environment.database.known('salestaxitem');
  const sums = new Map<number, Decimal>();
  for (const { columns = {} } of items) {
    const [code, tax] = [columns.custcol_tax_code, columns.custcol_tax_amount];
    if (typeof code !== 'number' || typeof tax !== 'object' || tax === null) continue;
    sums.set(code, addDecimals(sums.get(code) ?? ZERO, tax));
  }
  return [...sums].map(([code, tax]) => {
    const row = codes.first('id', code);
    return {
      kind: 'tax',
      account:
        (row === undefined ? null : codes.number(row, 'saleaccount')) ?? accountOfType('OthCurrLiab', environment),
      foreign: signed(tax, direction),
      columns: {
        itemtype: 'TaxItem',
        memo: row === undefined ? null : codes.text(row, 'itemid'),
        custcol_tax_code: code,
        custcol_tax_rate: row === undefined ? null : codes.decimal(row, 'rate'),
      },
    };
  });
}

/** Lines of a journal; debits and credits must balance. */
export function journalLines(
  body: Body,
  header: DocumentHeader,
  environment: RecordEnvironment,
): readonly PostingLine[] {
  const sent = sublistItems(body, 'line') ?? [];
  if (sent.length < 2) throw userError('You must enter at least two lines for this transaction.', 'line');
  const table = environment.database.known('transactionline');
  const lines = sent.map((line, index): PostingLine => {
    const path = `line.items[${index}].`;
    const columns = columnValues(JOURNAL_LINE_FIELDS, line, { table, owner: 'line', path }, environment);
    const account = property(line, 'account');
    const debit = readDecimal(property(line, 'debit')) ?? ZERO;
    const credit = readDecimal(property(line, 'credit')) ?? ZERO;
    return {
      kind: 'plain',
      account: resolveReference(account, { target: 'account', name: 'account', path: `${path}account` }, environment),
      foreign: roundDecimal(addDecimals(debit, negateDecimal(credit)), header.digits),
      columns,
    };
  });
  if (sum(lines.map((line) => line.foreign)).units !== 0n)
    throw userError('The amounts in a journal entry must balance.', 'line');
  return lines;
}

/** Bank and receivable lines of a payment. */
export function paymentLines(
  body: Body,
  header: DocumentHeader,
  environment: RecordEnvironment,
): readonly PostingLine[] {
  const sent = readDecimal(property(body, 'payment'));
  if (sent === null || sent.units <= 0n) throw userError('Please enter value(s) for: Payment Amount', 'payment');
  const amount = roundDecimal(sent, header.digits);
  const bank = property(body, 'account');
  return [
    {
      kind: 'main',
      account:
        bank === undefined
          ? accountOfType('Bank', environment)
          : resolveReference(bank, { target: 'account', name: 'account', path: 'account' }, environment),
      foreign: amount,
    },
    { kind: 'plain', account: accountOfType('AcctRec', environment), foreign: negateDecimal(amount) },
  ];
}
