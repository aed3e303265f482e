// Record types of documents: invoice, credit memo, customer payment, journal entry, sales order.
import { TRANSACTION_STATUS_NAMES } from '../catalogue/transactions.ts';
import { addDecimals, ZERO, type Decimal } from '../decimal.ts';
import { TRANSACTION_RECORDS, type TransactionType } from '../posting.ts';
import type { Row } from '../table.ts';
import { documentAddressFields } from './address.ts';
import { APPLY_SUBLIST, ITEM_SUBLIST, JOURNAL_SUBLIST, linesOf, unsigned } from './document-lines.ts';
import {
  choice,
  day,
  derived,
  emptySublist,
  jsonNumber,
  moment,
  number,
  readOnly,
  reference,
  referenceTo,
  text,
  untouched,
} from './fields.ts';
import type { FieldSpec, RecordSpec, RecordView } from './spec.ts';

function transactionId(row: Row, view: RecordView): number {
  return view.database.known('transaction').number(row, 'id') ?? 0;
}

function customerOf(row: Row, view: RecordView): number | null {
  return view.database.known('transaction').number(row, 'entity');
}

/** The first value that any line of the document has in a column: headers show what their lines agree on. */
function fromLines(column: string, target: string, name: string, title: string): FieldSpec {
  return derived('reference', name, title, (row, view) => {
    const lines = view.database.known('transactionline');
    const values = linesOf(transactionId(row, view), view).flatMap((line) => lines.number(line, column) ?? []);
    return referenceTo(target, values[0] ?? null, view);
  });
}

function headerNumber(name: string, title: string, column: string): FieldSpec {
  return derived('number', name, title, (row, view) =>
    jsonNumber(unsigned(view.database.known('transaction').decimal(row, column))),
  );
}

/** Sum over the tax lines, or over the item lines. */
function lineSum(name: string, title: string, of: 'items' | 'taxes'): FieldSpec {
  return derived('number', name, title, (row, view) => {
    const lines = view.database.known('transactionline');
    const sum = linesOf(transactionId(row, view), view)
      .filter(
        (line) => lines.text(line, 'mainline') === 'F' && (lines.text(line, 'taxline') === 'T') === (of === 'taxes'),
      )
      .map((line) => lines.decimal(line, 'foreignamount') ?? ZERO)
      .reduce<Decimal>(addDecimals, ZERO);
    return jsonNumber(unsigned(sum));
  });
}

/** Fields every document has. */
function headerFields(type: TransactionType): readonly FieldSpec[] {
  return [
    text('externalId', 'External ID'),
    text('tranId', 'Number'),
    readOnly(text('transactionNumber', 'Transaction Number')),
    day('tranDate', 'Date'),
    derived('date', 'prevDate', 'Previous Date', (row, view) =>
      view.database.known('transaction').text(row, 'trandate'),
    ),
    reference('currency', 'Currency', 'currency'),
    number('exchangeRate', 'Exchange Rate'),
    reference('postingPeriod', 'Posting Period', 'accountingPeriod'),
    text('memo', 'Memo'),
    moment('createdDate', 'Date Created'),
    moment('lastModifiedDate', 'Last Modified'),
    fromLines('subsidiary', 'subsidiary', 'subsidiary', 'Subsidiary'),
    derived('choice', 'status', 'Status', (row, view) => {
      const label =
        TRANSACTION_STATUS_NAMES[`${type}:${view.database.known('transaction').text(row, 'status') ?? ''}`] ?? '';
      return { id: label, refName: label };
    }),
  ];
}

/** Fields of documents that go to a customer by post or mail. */
function sentFields(type: TransactionType): readonly FieldSpec[] {
  const name = type.toLowerCase();
  return [
    fromLines('department', 'department', 'department', 'Department'),
    fromLines('class', 'classification', 'class', 'Class'),
    fromLines('location', 'location', 'location', 'Location'),
    lineSum('subtotal', 'Subtotal', 'items'),
    lineSum('taxTotal', 'Tax Total', 'taxes'),
    headerNumber('total', 'Total', 'foreigntotal'),
    derived('date', 'salesEffectiveDate', 'Sales Effective Date', (row, view) =>
      view.database.known('transaction').text(row, 'trandate'),
    ),
    derived('string', 'vatRegNum', 'Tax Reg. Number', (row, view) => {
      const customers = view.database.known('customer');
      const customer = customers.first('id', customerOf(row, view));
      return customer === undefined ? undefined : (customers.text(customer, 'vatregnumber') ?? undefined);
    }),
    ...documentAddressFields(customerOf),
    ...untouched({
      canHaveStackable: false,
      discountTotal: 0,
      shipIsResidential: false,
      shipOverride: false,
      toBeEmailed: false,
      toBeFaxed: false,
      toBePrinted: false,
      type: { id: name, refName: name },
    }),
  ];
}

const invoice: RecordSpec = {
  type: 'invoice',
  title: 'Invoice',
  table: 'transaction',
  only: { column: 'type', value: 'CustInvc' },
  access: 'readWrite',
  fields: [
    ...headerFields('CustInvc'),
    ...sentFields('CustInvc'),
    reference('entity', 'Customer', 'customer'),
    day('dueDate', 'Due Date'),
    reference('terms', 'Terms', 'term'),
    text('otherRefNum', 'PO #'),
    fromLines('createdfrom', 'salesOrder', 'createdFrom', 'Created From'),
    derived('date', 'shipDate', 'Ship Date', (row, view) => view.database.known('transaction').text(row, 'trandate')),
    headerNumber('amountPaid', 'Amount Paid', 'foreignamountpaid'),
    headerNumber('amountRemaining', 'Amount Due', 'foreignamountunpaid'),
    headerNumber('amountRemainingTotalBox', 'Amount Due', 'foreignamountunpaid'),
    text('custbody_contract_ref', 'Contract Reference'),
    text('custbody_dispute_reason', 'Dispute Reason'),
    number('custbody_dispute_amount', 'Dispute Amount'),
    day('custbody_dispute_opened', 'Dispute Opened'),
    text('custbody_dispute_owner', 'Dispute Owner'),
    choice('custbody_dispute_status', 'Dispute Status'),
    ...untouched({
      customForm: { id: '91', refName: 'Standard Service Invoice' },
      expCostDiscPrint: false,
      itemCostDiscPrint: false,
      timeDiscPrint: false,
    }),
  ],
  sublists: [
    ITEM_SUBLIST,
    emptySublist('expCost', 'Billable Expenses'),
    emptySublist('itemCost', 'Billable Items'),
    emptySublist('time', 'Billable Time'),
  ],
};

/** What was sold and is to be billed; it posts nothing. */
const salesOrder: RecordSpec = {
  type: 'salesOrder',
  title: 'Sales Order',
  table: 'transaction',
  only: { column: 'type', value: 'SalesOrd' },
  access: 'readWrite',
  fields: [
    ...headerFields('SalesOrd'),
    ...sentFields('SalesOrd'),
    reference('entity', 'Customer', 'customer'),
    reference('terms', 'Terms', 'term'),
    text('otherRefNum', 'PO #'),
    text('custbody_contract_ref', 'Contract Reference'),
    ...untouched({ customForm: { id: '68', refName: 'Standard Sales Order' } }),
  ],
  sublists: [ITEM_SUBLIST],
};

const creditMemo: RecordSpec = {
  type: 'creditMemo',
  title: 'Credit Memo',
  table: 'transaction',
  only: { column: 'type', value: 'CustCred' },
  access: 'readWrite',
  fields: [
    ...headerFields('CustCred'),
    ...sentFields('CustCred'),
    reference('entity', 'Customer', 'customer'),
    fromLines('createdfrom', 'invoice', 'createdFrom', 'Created From'),
    headerNumber('amountPaid', 'Amount Paid', 'foreignpaymentamountused'),
    headerNumber('amountRemaining', 'Amount Remaining', 'foreignpaymentamountunused'),
    headerNumber('applied', 'Applied', 'foreignpaymentamountused'),
    headerNumber('unapplied', 'Unapplied', 'foreignpaymentamountunused'),
    ...untouched({ autoApply: false, customForm: { id: '94', refName: 'Standard Credit Memo' } }),
  ],
  sublists: [ITEM_SUBLIST, APPLY_SUBLIST],
};

const customerPayment: RecordSpec = {
  type: 'customerPayment',
  title: 'Customer Payment',
  table: 'transaction',
  only: { column: 'type', value: 'CustPymt' },
  access: 'readWrite',
  fields: [
    ...headerFields('CustPymt'),
    reference('customer', 'Customer', 'customer', 'entity'),
    headerNumber('payment', 'Payment Amount', 'foreigntotal'),
    headerNumber('total', 'Total', 'foreigntotal'),
    headerNumber('applied', 'Applied', 'foreignpaymentamountused'),
    headerNumber('unapplied', 'Unapplied', 'foreignpaymentamountunused'),
    derived('reference', 'account', 'Account', (row, view) => {
      const lines = view.database.known('transactionline');
      const [main] = linesOf(transactionId(row, view), view);
      return main === undefined ? undefined : referenceTo('account', lines.number(main, 'expenseaccount'), view);
    }),
    ...untouched({
      autoApply: false,
      customForm: { id: '70', refName: 'Standard Customer Payment' },
      toBeEmailed: false,
      toBeFaxed: false,
      toBePrinted: false,
      undepFunds: { id: 'false', refName: 'false' },
    }),
  ],
  sublists: [APPLY_SUBLIST],
};

const journalEntry: RecordSpec = {
  type: 'journalEntry',
  title: 'Journal Entry',
  table: 'transaction',
  only: { column: 'type', value: 'Journal' },
  access: 'readWrite',
  fields: [
    ...headerFields('Journal'),
    text('custbody_reverses', 'Reverses'),
    ...untouched({
      approved: true,
      customForm: { id: '30', refName: 'Standard Journal Entry' },
      isReversal: false,
      void: false,
    }),
  ],
  sublists: [JOURNAL_SUBLIST],
};

/** Record types of documents. */
export const DOCUMENT_RECORDS: readonly RecordSpec[] = [invoice, creditMemo, customerPayment, journalEntry, salesOrder];

/** The transaction type of a record type; null for records that are no documents. */
export function transactionTypeOf(spec: RecordSpec): TransactionType | null {
  const type = spec.only?.value;
  return type !== undefined && type in TRANSACTION_RECORDS ? (type as TransactionType) : null;
}
