// NetSuite as the ERP of the firm.
import type { ErpPort } from '../../ports/erp.ts';
import { changeFeed } from '../../ports/feed.ts';
import { countRecords, readChanges } from './changes.ts';
import type { NetSuiteConfig } from './config.ts';
import { createContext, type NetSuiteDependencies } from './context.ts';
import { customerWrites } from './customer-writes.ts';
import { readBillingAccountsOf, readReceivablesOf } from './customers.ts';
import {
  readApplicationsTo,
  readCreditMemos,
  readInvoiceLinesOf,
  readInvoices,
  readInvoicesByRef,
  readInvoicesOf,
  readPayments,
} from './documents.ts';
import { invoiceWrites } from './invoice-writes.ts';
import { journalWrites } from './journal-writes.ts';
import { projectWrites } from './project-writes.ts';
import { readBillingSchedulesOf, readFinanceProjects, readLedgersOf, readRevenueEventsOf } from './projects.ts';
import { readDimensions, readExchangeRates, readLegalEntities, readPeriods } from './reference.ts';
import { verifyMapping } from './verify-mapping.ts';

/**
 * Serves the ERP port from one NetSuite account. The upstream must be the account's only one: its budget is the account's
 * concurrency (`config.concurrency`). `close` ends our connections; the upstream is its maker's to close.
 */
export function createNetSuite(config: NetSuiteConfig, dependencies: NetSuiteDependencies): ErpPort {
  const context = createContext(config, dependencies);
  return {
    system: 'ERP',
    instance: config.instance,
    customerWrites: customerWrites(context),
    projectWrites: projectWrites(context),
    invoiceWrites: invoiceWrites(context),
    journalWrites: journalWrites(context),
    feed: changeFeed({
      kinds: ['CUSTOMER', 'PROJECT', 'INVOICE', 'CREDIT_MEMO', 'PAYMENT', 'JOURNAL_ENTRY', 'LEGAL_ENTITY'],
      // Its table of deleted records keeps them all.
      horizonDays: null,
      nowMs: () => dependencies.clock.now().getTime(),
      page: (envelope, kind, cursor) => readChanges(context, envelope, kind, cursor),
      count: (envelope, kind) => countRecords(context, envelope, kind),
    }),
    legalEntities: (envelope) => readLegalEntities(context, envelope),
    periods: (envelope) => readPeriods(context, envelope),
    dimensions: (envelope) => readDimensions(context, envelope),
    exchangeRates: (envelope, on) => readExchangeRates(context, envelope, on),
    billingAccountsOf: (envelope, customers) => readBillingAccountsOf(context, envelope, customers),
    receivablesOf: (envelope, customers) => readReceivablesOf(context, envelope, customers),
    financeProjectsByRef: (envelope, refs) => readFinanceProjects(context, envelope, refs),
    ledgersOf: (envelope, projects, today) => readLedgersOf(context, envelope, projects, today),
    billingSchedulesOf: (envelope, projects) => readBillingSchedulesOf(context, envelope, projects),
    revenueEventsOf: (envelope, projects) => readRevenueEventsOf(context, envelope, projects),
    invoices: (envelope, query) => readInvoices(context, envelope, query),
    invoicesOf: (envelope, projects) => readInvoicesOf(context, envelope, projects),
    invoicesByRef: (envelope, refs) => readInvoicesByRef(context, envelope, refs),
    invoiceLinesOf: (envelope, invoices) => readInvoiceLinesOf(context, envelope, invoices),
    applicationsTo: (envelope, invoices) => readApplicationsTo(context, envelope, invoices),
    payments: (envelope, query) => readPayments(context, envelope, query),
    creditMemos: (envelope, query) => readCreditMemos(context, envelope, query),
    changes: (envelope, kind, cursor) => readChanges(context, envelope, kind, cursor),
    verifyMapping: (envelope) => verifyMapping(context, envelope),
    close: () => context.client.close(),
  };
}
