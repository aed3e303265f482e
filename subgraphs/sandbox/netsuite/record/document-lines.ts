// The lines of documents as record/v1 shows them: items without signs, applications, debits and credits.
import { addDecimals, negateDecimal, ZERO, type Decimal } from '../decimal.ts';
import type { Row, Table } from '../table.ts';
import { derived, jsonNumber, number, reference, referenceTo, text } from './fields.ts';
import { showFields } from './show.ts';
import type { FieldSpec, RecordView, SublistSpec } from './spec.ts';

/** An amount without its sign. */
export function unsigned(value: Decimal | null): Decimal | null {
  return value !== null && value.units < 0n ? negateDecimal(value) : value;
}

/** The lines of a document in their order. */
export function linesOf(transaction: number, view: Pick<RecordView, 'database'>): readonly Row[] {
  const lines = view.database.known('transactionline');
  return [...lines.find('transaction', transaction)].sort(
    (one, other) => (lines.number(one, 'id') ?? 0) - (lines.number(other, 'id') ?? 0),
  );
}

function lineTable(view: RecordView): Table {
  return view.database.known('transactionline');
}

function plainNumber(name: string, title: string, column: string): FieldSpec {
  return derived('number', name, title, (row, view) => jsonNumber(unsigned(lineTable(view).decimal(row, column))));
}

/** A value as its document means it: what an invoice bills and a credit memo credits is positive, a line that takes away is not. */
function documentSide(row: Row, view: RecordView, column: string): Decimal | null {
  const table = view.database.known('transaction');
  const document = table.first('id', lineTable(view).number(row, 'transaction'));
  const value = lineTable(view).decimal(row, column);
  const isCredit = document !== undefined && table.text(document, 'type') === 'CustCred';
  return value === null || isCredit ? value : negateDecimal(value);
}

function sidedNumber(name: string, title: string, column: string): FieldSpec {
  return derived('number', name, title, (row, view) => jsonNumber(documentSide(row, view, column)));
}

/** Fields of an item line. Writable ones can be sent when a document is made. */
export const ITEM_LINE_FIELDS: readonly FieldSpec[] = [
  derived('integer', 'line', 'Line', (row, view) => lineTable(view).number(row, 'id') ?? undefined),
  derived('string', 'lineUniqueKey', 'Line Unique Key', (row, view) =>
    String(lineTable(view).number(row, 'uniquekey')),
  ),
  reference('item', 'Item', 'serviceSaleItem'),
  reference('account', 'Account', 'account', 'expenseaccount'),
  // The project, which SuiteQL shows as the line's entity.
  reference('job', 'Project', 'job', 'entity'),
  text('description', 'Description', 'memo'),
  sidedNumber('quantity', 'Quantity', 'quantity'),
  number('rate', 'Rate'),
  sidedNumber('amount', 'Amount', 'foreignamount'),
  reference('taxCode', 'Tax Code', 'salesTaxItem', 'custcol_tax_code'),
  number('taxRate1', 'Tax Rate', 'custcol_tax_rate'),
  number('tax1Amt', 'Tax Amt', 'custcol_tax_amount'),
  derived('number', 'grossAmt', 'Gross Amt', (row, view) => {
    const net = documentSide(row, view, 'foreignamount') ?? ZERO;
    return jsonNumber(addDecimals(net, lineTable(view).decimal(row, 'custcol_tax_amount') ?? ZERO));
  }),
  reference('department', 'Department', 'department'),
  reference('class', 'Class', 'classification'),
  reference('location', 'Location', 'location'),
  text('custcol_psa_source', 'PSA Source'),
  text('custcol_billing_line', 'Billing Line'),
  ...(
    [
      ['itemType', { id: 'Service', refName: 'Service' }],
      ['itemSubtype', { id: 'Sale', refName: 'Sale' }],
      ['price', { id: '1', refName: 'Base Price' }],
    ] as const
  ).map(([name, value]) => derived('choice', name, name, () => value)),
  ...['excludeFromRateRequest', 'marginal', 'printItems'].map((name) => derived('boolean', name, name, () => false)),
];

/** The item lines of an invoice or credit memo; main and tax lines are not among them. */
export const ITEM_SUBLIST: SublistSpec = {
  name: 'item',
  title: 'Items',
  fields: ITEM_LINE_FIELDS,
  lines: (row, view) => {
    const table = lineTable(view);
    const id = view.database.known('transaction').number(row, 'id') ?? 0;
    return linesOf(id, view)
      .filter((line) => table.text(line, 'mainline') === 'F' && table.text(line, 'taxline') === 'F')
      .map((line) => showFields(ITEM_LINE_FIELDS, { table, row: line, owner: 'item' }, view));
  },
};

/** Fields of a journal line. */
export const JOURNAL_LINE_FIELDS: readonly FieldSpec[] = [
  derived('integer', 'line', 'Line', (row, view) => lineTable(view).number(row, 'id') ?? undefined),
  reference('account', 'Account', 'account', 'expenseaccount'),
  plainNumber('debit', 'Debit', 'debitforeignamount'),
  plainNumber('credit', 'Credit', 'creditforeignamount'),
  reference('entity', 'Name', 'entity'),
  text('memo', 'Memo'),
  reference('department', 'Department', 'department'),
  reference('class', 'Class', 'classification'),
  reference('location', 'Location', 'location'),
  text('custcol_rev_method', 'Revenue Method'),
  text('custcol_billing_line', 'Billing Line'),
];

/** The lines of a journal. */
export const JOURNAL_SUBLIST: SublistSpec = {
  name: 'line',
  title: 'Lines',
  fields: JOURNAL_LINE_FIELDS,
  lines: (row, view) => {
    const table = lineTable(view);
    const id = view.database.known('transaction').number(row, 'id') ?? 0;
    return linesOf(id, view).map((line) => showFields(JOURNAL_LINE_FIELDS, { table, row: line, owner: 'line' }, view));
  },
};

/** What a payment or credit memo has applied, by invoice. */
export function appliedByInvoice(source: number, view: Pick<RecordView, 'database'>): ReadonlyMap<number, Decimal> {
  const links = view.database.known('previoustransactionlinelink');
  const applied = new Map<number, Decimal>();
  for (const link of links.find('nextdoc', source)) {
    const invoice = links.number(link, 'previousdoc') ?? 0;
    applied.set(invoice, addDecimals(applied.get(invoice) ?? ZERO, links.decimal(link, 'foreignamount') ?? ZERO));
  }
  return applied;
}

/**
 * The applications of a payment or credit memo. NetSuite lists every open invoice of the customer here, and `apply` tells
 * which of them are applied: whoever takes the list for the applications is wrong.
 */
export const APPLY_SUBLIST: SublistSpec = {
  name: 'apply',
  title: 'Apply',
  fields: [],
  lines: (row, view) => {
    const table = view.database.known('transaction');
    const applied = appliedByInvoice(table.number(row, 'id') ?? 0, view);
    return table
      .find('entity', table.number(row, 'entity'))
      .filter((invoice) => isApplicable(table, invoice, row))
      .filter((invoice) => applied.has(table.number(invoice, 'id') ?? 0) || table.text(invoice, 'status') === 'A')
      .map((invoice) => applyLine(invoice, applied.get(table.number(invoice, 'id') ?? 0) ?? null, { row, view }));
  },
};

function isApplicable(table: Table, invoice: Row, source: Row): boolean {
  return (
    table.text(invoice, 'type') === 'CustInvc' && table.value(invoice, 'currency') === table.value(source, 'currency')
  );
}

function applyLine(
  invoice: Row,
  amount: Decimal | null,
  { row, view }: { readonly row: Row; readonly view: RecordView },
): Readonly<Record<string, unknown>> {
  const table = view.database.known('transaction');
  const id = table.number(invoice, 'id');
  const tranId = table.text(invoice, 'tranid') ?? undefined;
  const currency = view.database.known('currency').first('id', table.value(row, 'currency'));
  const due = addDecimals(table.decimal(invoice, 'foreignamountunpaid') ?? ZERO, amount ?? ZERO);
  return {
    ...(amount === null ? {} : { amount: jsonNumber(amount) }),
    apply: amount !== null,
    applyDate: table.text(invoice, 'trandate') ?? undefined,
    currency:
      currency === undefined ? undefined : (view.database.known('currency').text(currency, 'name') ?? undefined),
    doc: referenceTo('invoice', id, view),
    due: jsonNumber(due),
    line: 0,
    refNum: tranId,
    total: jsonNumber(table.decimal(invoice, 'foreigntotal')),
    type: 'Invoice',
  };
}
