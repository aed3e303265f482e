// The firm as this NetSuite account has it on record.
import { CATALOGUE } from './catalogue/catalogue.ts';
import { Database } from './database.ts';
import { decimal, multiplyDecimals, roundDecimal } from './decimal.ts';
import { at, type Firm } from '../firm/firm.ts';
import type { Application } from '../firm/model-finance.ts';
import { minorDigits } from '../firm/money.ts';
import type { StandInClock } from '../stand-in.ts';
import { postedRows, type Posting } from './posting.ts';
import { creditMemoPosting, invoicePosting, journalPosting, paymentPosting } from './seed/documents.ts';
import { entityRows } from './seed/entities.ts';
import { listRows } from './seed/lists.ts';
import { epochOf, idOf, money } from './seed/numbers.ts';
import type { Values } from './table.ts';

/** Builds the account's database from the firm. */
export function seedDatabase(firm: Firm, clock: StandInClock): Database {
  const database = new Database(CATALOGUE, () => clock.now());
  for (const [table, rows] of Object.entries({ ...listRows(firm), ...entityRows(firm) })) database.load(table, rows);
  loadPostings(database, [
    ...firm.invoices.map((invoice) => invoicePosting(firm, invoice)),
    ...firm.payments.map((payment) => paymentPosting(firm, payment)),
    ...firm.creditMemos.map((credit) => creditMemoPosting(firm, credit)),
    ...firm.journals.map((journal) => journalPosting(firm, journal)),
  ]);
  database.load(
    'previoustransactionlinelink',
    firm.applications.map((application) => linkRow(firm, application)),
  );
  return database;
}

function loadPostings(database: Database, postings: readonly Posting[]): void {
  const posted = postings.map(postedRows);
  database.load(
    'transaction',
    posted.map((rows) => rows.transaction),
  );
  database.load(
    'transactionline',
    posted.flatMap((rows) => rows.transactionline),
  );
  database.load(
    'transactionaccountingline',
    posted.flatMap((rows) => rows.transactionaccountingline),
  );
}

function linkRow(firm: Firm, application: Application): Values {
  const invoice = at(firm.invoices, application.invoice);
  const isPayment = application.source.kind === 'payment';
  const source = at<{ readonly modifiedAt: string }>(
    isPayment ? firm.payments : firm.creditMemos,
    application.source.ordinal,
  );
  const foreign = money(application.amount, invoice.currency);
  const bookDigits = minorDigits(at(firm.legalEntities, invoice.legalEntity).currency);
  return {
    previousdoc: idOf('invoice', application.invoice),
    previousline: 0,
    previoustype: 'CustInvc',
    previousdate: invoice.issuedOn,
    nextdoc: idOf(isPayment ? 'payment' : 'creditMemo', application.source.ordinal),
    nextline: isPayment ? 1 : 0,
    nexttype: isPayment ? 'CustPymt' : 'CustCred',
    // The day it was applied, which for unapplied cash used later is after the day the money came.
    nextdate: application.appliedOn,
    linktype: 'Payment',
    foreignamount: foreign,
    amount: roundDecimal(multiplyDecimals(foreign, decimal(invoice.fxRate)), bookDigits),
    lastmodifieddate: epochOf(source.modifiedAt),
  };
}
