// The four tables every document lives in, with NetSuite's signs: debits positive, credits negative, on every line.
import type { TableDefinition } from '../table.ts';
import { amount, choice, date, flag, key, moment, text } from './columns.ts';

/** Transaction types as people see them. */
export const TRANSACTION_TYPE_NAMES: Readonly<Record<string, string>> = {
  CustInvc: 'Invoice',
  CustPymt: 'Payment',
  CustCred: 'Credit Memo',
  Journal: 'Journal',
  SalesOrd: 'Sales Order',
};

/** Status letters by type; SuiteQL gives the bare letter, BUILTIN.DF gives `Invoice : Open`. */
export const TRANSACTION_STATUS_NAMES: Readonly<Record<string, string>> = {
  'CustInvc:A': 'Open',
  'CustInvc:B': 'Paid In Full',
  'CustInvc:V': 'Voided',
  'CustPymt:C': 'Deposited',
  'CustCred:A': 'Open',
  'CustCred:B': 'Fully Applied',
  'CustCred:V': 'Voided',
  'Journal:B': 'Approved for Posting',
  'SalesOrd:F': 'Pending Billing',
  'SalesOrd:G': 'Billed',
};

/** States of a customer's objection to an invoice, a list of the firm's own. */
export const DISPUTE_STATUS_NAMES: Readonly<Record<string, string>> = {
  OPEN: 'Open',
  UNDER_REVIEW: 'Under Review',
  RESOLVED: 'Resolved',
};

/** Ways to recognise revenue, a list of the firm's own. */
export const REVENUE_METHOD_NAMES: Readonly<Record<string, string>> = {
  RIGHT_TO_INVOICE: 'Right to Invoice',
  COST_TO_COST: 'Cost to Cost',
  MILESTONE: 'Milestone',
  STRAIGHT_LINE: 'Straight Line',
};

const DIMENSIONS = [key('department', 'department'), key('class', 'classification'), key('location', 'location')];

const transaction: TableDefinition = {
  name: 'transaction',
  display: ['tranid'],
  // One header can have lines of several subsidiaries, so SuiteQL gives the subsidiary on the lines only.
  notExposed: ['subsidiary', 'total', 'amountremaining', 'amountpaid', 'department', 'class', 'location'],
  columns: [
    key('id'),
    text('externalid'),
    choice('type', TRANSACTION_TYPE_NAMES),
    choice('recordtype', {}),
    text('tranid'),
    text('transactionnumber'),
    date('trandate'),
    date('duedate'),
    date('closedate'),
    choice('status', TRANSACTION_STATUS_NAMES),
    key('entity', 'customer', 'job', 'employee'),
    key('currency', 'currency'),
    amount('exchangerate'),
    amount('foreigntotal'),
    amount('foreignamountpaid'),
    amount('foreignamountunpaid'),
    amount('foreignpaymentamountused'),
    amount('foreignpaymentamountunused'),
    key('postingperiod', 'accountingperiod'),
    flag('posting'),
    flag('voided'),
    flag('isreversal'),
    key('terms', 'term'),
    text('memo'),
    text('otherrefnum'),
    key('createdby', 'employee'),
    moment('createddate'),
    moment('lastmodifieddate'),
    text('custbody_contract_ref'),
    // Id of the journal that an integration's journal takes back.
    text('custbody_reverses'),
    text('custbody_dispute_reason'),
    amount('custbody_dispute_amount'),
    date('custbody_dispute_opened'),
    text('custbody_dispute_owner'),
    choice('custbody_dispute_status', DISPUTE_STATUS_NAMES),
  ],
};

const transactionLine: TableDefinition = {
  name: 'transactionline',
  columns: [
    key('transaction', 'transaction'),
    key('id'),
    key('uniquekey'),
    key('linesequencenumber'),
    flag('mainline'),
    flag('taxline'),
    flag('iscogs'),
    flag('donotdisplayline'),
    choice('transactionlinetype', {}),
    key('entity', 'customer', 'job', 'employee'),
    key('subsidiary', 'subsidiary'),
    key('item', 'item'),
    choice('itemtype', { Service: 'Service', TaxItem: 'Tax Item' }),
    key('expenseaccount', 'account'),
    text('memo'),
    amount('quantity'),
    amount('rate'),
    amount('foreignamount'),
    amount('netamount'),
    amount('creditforeignamount'),
    amount('debitforeignamount'),
    amount('foreignamountpaid'),
    amount('foreignamountunpaid'),
    amount('foreignpaymentamountused'),
    amount('foreignpaymentamountunused'),
    ...DIMENSIONS,
    key('createdfrom', 'transaction'),
    flag('isbillable'),
    flag('isclosed'),
    moment('linelastmodifieddate'),
    text('custcol_psa_source'),
    // The name under which an integration posted a line.
    text('custcol_billing_line'),
    key('custcol_tax_code', 'salestaxitem'),
    amount('custcol_tax_rate'),
    // Tax of this line in the document's currency, without a sign; the tax lines carry the same money per tax code.
    amount('custcol_tax_amount'),
    choice('custcol_rev_method', REVENUE_METHOD_NAMES),
  ],
};

const transactionAccountingLine: TableDefinition = {
  name: 'transactionaccountingline',
  columns: [
    key('transaction', 'transaction'),
    key('transactionline'),
    key('accountingbook'),
    key('account', 'account'),
    amount('amount'),
    amount('netamount'),
    amount('debit'),
    amount('credit'),
    amount('amountpaid'),
    amount('amountunpaid'),
    amount('paymentamountused'),
    amount('paymentamountunused'),
    amount('exchangerate'),
    flag('posting'),
    moment('lastmodifieddate'),
  ],
};

const previousTransactionLineLink: TableDefinition = {
  name: 'previoustransactionlinelink',
  columns: [
    key('previousdoc', 'transaction'),
    key('previousline'),
    choice('previoustype', TRANSACTION_TYPE_NAMES),
    date('previousdate'),
    key('nextdoc', 'transaction'),
    key('nextline'),
    choice('nexttype', TRANSACTION_TYPE_NAMES),
    date('nextdate'),
    choice('linktype', { Payment: 'Payment' }),
    amount('foreignamount'),
    amount('amount'),
    moment('lastmodifieddate'),
  ],
};

/** Tables of documents. */
export const TRANSACTION_TABLES: readonly TableDefinition[] = [
  transaction,
  transactionLine,
  transactionAccountingLine,
  previousTransactionLineLink,
];
