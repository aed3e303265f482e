// What the ERP's resolvers may reach, made anew for every request: loaders never outlive the person who asked.
import DataLoader from 'dataloader';
import type { BillingAccount } from '../../schema/canon/customer.ts';
import type { Answer } from '../../schema/canon/freshness.ts';
import { identityText, type VendorRef } from '../../schema/canon/identity.ts';
import type {
  Application,
  BillingSchedule,
  Invoice,
  InvoiceLine,
  ProjectLedger,
  ReceivablesPosition,
  RevenueEvent,
} from '../../schema/canon/invoice.ts';
import type { AccountingPeriod, Dimension, ExchangeRate, LegalEntity } from '../../schema/canon/legal-entity.ts';
import { answerLoader, batchMax, type Sourced, type Translator } from '../crossref/translate.ts';
import type { WriteDesk } from '../ledger/desk.ts';
import type { ErpCustomerWrites } from '../ports/customer-writes.ts';
import type { ErpProjectWrites } from '../ports/erp-project-writes.ts';
import type { ErpPort, FinanceProject } from '../ports/erp.ts';
import type { ChangeFeed } from '../ports/feed.ts';
import type { ErpInvoiceWrites } from '../ports/invoice-writes.ts';
import type { ErpJournalWrites } from '../ports/journal-writes.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { CustomerDirectory } from './customers-like.ts';
import { type ErpReads, withinLegalEntities } from './within-legal-entities.ts';

type Loader<T> = DataLoader<string, Sourced<T> | null>;

/** The context of one request to the ERP's system API. `today` is the business day in the ERP account's time zone. */
export interface ErpContext {
  readonly envelope: Envelope;
  readonly port: ErpReads;
  /** Services write for the whole firm: their token names no legal entities. */
  readonly writes: ErpCustomerWrites;
  readonly projectWrites: ErpProjectWrites;
  readonly invoiceWrites: ErpInvoiceWrites;
  readonly journalWrites: ErpJournalWrites;
  /** As services follow it: of the whole firm, too. */
  readonly feed: ChangeFeed;
  readonly desk: WriteDesk;
  readonly directory: CustomerDirectory;
  readonly translator: Translator;
  readonly today: string;
  readonly invoices: Loader<Invoice>;
  readonly billingAccountsOf: Loader<readonly BillingAccount[]>;
  readonly receivablesOf: Loader<ReceivablesPosition>;
  readonly financeProjects: Loader<FinanceProject>;
  readonly ledgers: Loader<ProjectLedger>;
  readonly invoicesOf: Loader<readonly Invoice[]>;
  readonly billingSchedulesOf: Loader<readonly BillingSchedule[]>;
  readonly revenueEventsOf: Loader<readonly RevenueEvent[]>;
  readonly linesOf: DataLoader<VendorRef, readonly InvoiceLine[], string>;
  readonly applicationsTo: DataLoader<VendorRef, readonly Application[], string>;
  /** Reference data, asked at most once per request and kept for an hour below. */
  readonly legalEntities: () => Promise<Answer<readonly LegalEntity[]>>;
  readonly periods: () => Promise<Answer<readonly AccountingPeriod[]>>;
  readonly dimensions: () => Promise<Answer<readonly Dimension[]>>;
  readonly exchangeRates: () => Promise<Answer<readonly ExchangeRate[]>>;
}

/** What a request brings along. */
export interface ErpRequest {
  readonly envelope: Envelope;
  readonly desk: WriteDesk;
  readonly directory: CustomerDirectory;
}

/** The context of one request. */
export function erpContext(
  { envelope, desk, directory }: ErpRequest,
  erp: ErpPort,
  translator: Translator,
  today: string,
): ErpContext {
  const port = withinLegalEntities(erp, envelope);
  return {
    envelope,
    port,
    writes: erp.customerWrites,
    projectWrites: erp.projectWrites,
    invoiceWrites: erp.invoiceWrites,
    journalWrites: erp.journalWrites,
    feed: erp.feed,
    desk,
    directory,
    translator,
    today,
    invoices: answerLoader(translator, 'INVOICE', (refs) => port.invoicesByRef(envelope, refs)),
    billingAccountsOf: answerLoader(translator, 'CUSTOMER', (refs) => port.billingAccountsOf(envelope, refs)),
    receivablesOf: answerLoader(translator, 'CUSTOMER', (refs) => port.receivablesOf(envelope, refs)),
    financeProjects: answerLoader(translator, 'PROJECT', (refs) => port.financeProjectsByRef(envelope, refs)),
    ledgers: answerLoader(translator, 'PROJECT', (refs) => port.ledgersOf(envelope, refs, today)),
    invoicesOf: answerLoader(translator, 'PROJECT', (refs) => port.invoicesOf(envelope, refs)),
    billingSchedulesOf: answerLoader(translator, 'PROJECT', (refs) => port.billingSchedulesOf(envelope, refs)),
    revenueEventsOf: answerLoader(translator, 'PROJECT', (refs) => port.revenueEventsOf(envelope, refs)),
    linesOf: childLoader((invoices) => port.invoiceLinesOf(envelope, invoices)),
    applicationsTo: childLoader((invoices) => port.applicationsTo(envelope, invoices)),
    legalEntities: once(() => port.legalEntities(envelope)),
    periods: once(() => port.periods(envelope)),
    dimensions: once(() => port.dimensions(envelope)),
    exchangeRates: once(() => port.exchangeRates(envelope, today)),
  };
}

/** Children of records whose references are already at hand. */
function childLoader<T>(
  ask: (refs: readonly VendorRef[]) => Promise<Answer<readonly (readonly T[])[]>>,
): DataLoader<VendorRef, readonly T[], string> {
  return new DataLoader<VendorRef, readonly T[], string>(
    async (refs) => {
      const { value } = await ask(refs);
      return refs.map((_, index) => value[index] ?? []);
    },
    { cacheKeyFn: identityText, maxBatchSize: batchMax },
  );
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => (asked ??= ask());
}
