// Invoices, payments and credit memos, and what customers owe.
import { at, type Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { netsuiteIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type {
  CreditMemo,
  Dispute,
  DocumentLine,
  Invoice,
  Payment,
  TaxCode,
} from '../../subgraphs/sandbox/firm/model-finance.ts';
import { isOf } from './crm-plain.ts';
import { dimensionsOf } from './erp-plain.ts';
import { erpId } from './identities.ts';
import { among, pageOf, type PageArguments, within } from './pages.ts';
import { decimalText, digitsOf, firmMoney } from './plain-money.ts';
import { by, lazily, once, type Plain, sourceInfo, type World } from './world.ts';

/** Line keys of the ERP: a thousand to a document, the total's own line being the first. */
const linesPerDocument = 1_000n;

/** Canonical id of an invoice. */
export function invoiceId(ordinal: number): string {
  return erpId('INVOICE', netsuiteIds.invoice(ordinal));
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** Days an open document is past due; 0 when it is not, or not open any more. */
export function daysOverdue({ open, dueOn }: Invoice, today: string): number {
  return open === 0n ? 0 : Math.max(0, daysBetween(dueOn, today));
}

/** Where an invoice stands, from what is open of it. */
export function statusOf({ open, total }: Invoice): string {
  if (open === 0n) return 'PAID';
  return open === total ? 'OPEN' : 'PARTIALLY_PAID';
}

/** The client's objection while it lasts. */
export function liveDispute(firm: Firm, { dispute }: Invoice): Dispute | null {
  const found = dispute === undefined ? null : at(firm.disputes, dispute);
  return found === null || found.status === 'resolved' ? null : found;
}

/** An invoice with its lines and what was applied to it. */
export function erpInvoice(world: World, ordinal: number): Plain {
  const { firm, ids } = world;
  const invoice = at(firm.invoices, ordinal);
  const { currency } = invoice;
  const dispute = liveDispute(firm, invoice);
  const [job, ...furtherJobs] = new Set(invoice.lines.map((line) => line.job));
  return {
    id: invoiceId(ordinal),
    number: invoice.number,
    status: statusOf(invoice),
    legalEntity: () => world.legalEntity(invoice.legalEntity),
    customer: () => world.customer(ids.ofErpCustomer(invoice.erpCustomer)),
    project: () => (job === undefined || furtherJobs.length > 0 ? null : world.project(ids.ofJob(job))),
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    daysOverdue: daysOverdue(invoice, firm.today),
    currency,
    net: firmMoney(invoice.net, currency),
    tax: firmMoney(invoice.tax, currency),
    total: firmMoney(invoice.total, currency),
    openBalance: firmMoney(invoice.open, currency),
    exchangeRate: invoice.fxRate,
    dispute:
      dispute === null
        ? null
        : {
            openedOn: dispute.openedOn,
            reason: dispute.reason,
            amount: firmMoney(dispute.amount, currency),
            owner: at(firm.people, dispute.owner).name,
          },
    lines: lazily(() => invoice.lines.map((line, index) => invoiceLine(world, invoice, line, index))),
    applications: lazily(() => applicationsTo(firm, invoice)),
    erpSource: sourceInfo('ERP'),
  };
}

function invoiceLine(world: World, invoice: Invoice, line: DocumentLine, index: number): Plain {
  const { firm, ids } = world;
  const key = BigInt(netsuiteIds.invoice(invoice.ordinal)) * linesPerDocument + BigInt(index + 1);
  const taxCode = line.taxCode === undefined ? null : at(firm.taxCodes, line.taxCode);
  return {
    id: erpId('INVOICE_LINE', String(key)),
    description: line.description,
    quantity: line.quantity,
    unitPrice: decimalText(line.unitPrice, digitsOf(invoice.currency)),
    net: firmMoney(line.net, invoice.currency),
    taxCode: taxCode === null ? null : shownTaxCode(firm, taxCode),
    taxRatePercent: taxCode?.rate ?? null,
    project: () => world.project(ids.ofJob(line.job)),
    dimensions: dimensionsOf(firm, line),
  };
}

/** The ERP shows a code behind the name of its tax, which goes by the country. */
function shownTaxCode(firm: Firm, { code, legalEntity }: TaxCode): string {
  return `${at(firm.legalEntities, legalEntity).country === 'US' ? 'Sales Tax' : 'VAT'}:${code}`;
}

/** One per source and day. */
function applicationsTo(firm: Firm, invoice: Invoice): readonly Plain[] {
  const own = firm.applications.filter((application) => application.invoice === invoice.ordinal);
  const groups = Map.groupBy(own, ({ source, appliedOn }) => `${source.kind} ${source.ordinal} ${appliedOn}`);
  return [...groups.values()].map((parts) => {
    const [{ source, appliedOn } = own[0]!] = parts;
    const amount = parts.reduce((sum, part) => sum + part.amount, 0n);
    const isPayment = source.kind === 'payment';
    return {
      kind: isPayment ? 'PAYMENT' : 'CREDIT_MEMO',
      sourceId: isPayment
        ? erpId('PAYMENT', netsuiteIds.payment(source.ordinal))
        : erpId('CREDIT_MEMO', netsuiteIds.creditMemo(source.ordinal)),
      applied: firmMoney(amount, invoice.currency),
      appliedOn,
    };
  });
}

/** Money received. */
export function erpPayment(world: World, payment: Payment): Plain {
  const { ids } = world;
  return {
    id: erpId('PAYMENT', netsuiteIds.payment(payment.ordinal)),
    number: payment.number,
    legalEntity: () => world.legalEntity(payment.legalEntity),
    customer: () => world.customer(ids.ofErpCustomer(payment.erpCustomer)),
    receivedOn: payment.receivedOn,
    amount: firmMoney(payment.amount, payment.currency),
    unapplied: firmMoney(payment.unapplied, payment.currency),
  };
}

function erpCreditMemo(world: World, credit: CreditMemo): Plain {
  const { ids } = world;
  return {
    id: erpId('CREDIT_MEMO', netsuiteIds.creditMemo(credit.ordinal)),
    number: credit.number,
    legalEntity: () => world.legalEntity(credit.legalEntity),
    customer: () => world.customer(ids.ofErpCustomer(credit.erpCustomer)),
    issuedOn: credit.issuedOn,
    total: firmMoney(credit.total, credit.currency),
    unapplied: firmMoney(credit.unapplied, credit.currency),
  };
}

/** Latest first; documents of one day by id. */
export function latestFirst<T extends { readonly ordinal: number }>(dayOf: (document: T) => string) {
  return (one: T, other: T): number => by(dayOf)(other, one) || one.ordinal - other.ordinal;
}

/** Every invoice, latest first. */
export const invoicesByDate = once((firm: Firm): readonly Invoice[] =>
  [...firm.invoices].sort(latestFirst(({ issuedOn }) => issuedOn)),
);

interface InvoiceFilter {
  readonly legalEntityId?: string | null;
  readonly customerId?: string | null;
  readonly projectId?: string | null;
  readonly statuses?: readonly string[] | null;
  readonly issuedOn?: { readonly from?: string | null; readonly to?: string | null } | null;
  readonly overdueOnly?: boolean | null;
}

/** A page of invoices. */
export function invoicesPage(
  world: World,
  { filter, ...page }: PageArguments & { filter?: InvoiceFilter | null },
  legalEntityId: (ordinal: number) => string,
): object {
  const { firm, ids } = world;
  const { projectId } = filter ?? {};
  const found = invoicesByDate(firm)
    .filter((invoice) => isOf(legalEntityId(invoice.legalEntity), filter?.legalEntityId))
    .filter((invoice) => isOf(ids.ofErpCustomer(invoice.erpCustomer), filter?.customerId))
    .filter(
      ({ lines }) =>
        projectId === undefined || projectId === null || lines.some(({ job }) => ids.ofJob(job) === projectId),
    )
    .filter((invoice) => among(statusOf(invoice), filter?.statuses))
    .filter(({ issuedOn }) => within(issuedOn, filter?.issuedOn))
    .filter((invoice) => filter?.overdueOnly !== true || daysOverdue(invoice, firm.today) > 0);
  return pageOf(
    found.map(({ ordinal }) => world.invoice(ordinal)),
    page,
  );
}

/** Arguments of lists of payments and credit memos. */
export interface CashArguments extends PageArguments {
  readonly filter?: {
    readonly legalEntityId?: string | null;
    readonly customerId?: string | null;
    readonly unappliedOnly?: boolean | null;
  } | null;
}

/** Pages of payments and of credit memos. */
export function cashPages(world: World, legalEntityId: (ordinal: number) => string): Plain {
  const { firm, ids } = world;
  const wanted = <T extends Payment | CreditMemo>(documents: readonly T[], { filter }: CashArguments): readonly T[] =>
    documents
      .filter((document) => isOf(legalEntityId(document.legalEntity), filter?.legalEntityId))
      .filter((document) => isOf(ids.ofErpCustomer(document.erpCustomer), filter?.customerId))
      .filter(({ unapplied }) => filter?.unappliedOnly !== true || unapplied !== 0n);
  const payments = [...firm.payments].sort(latestFirst(({ receivedOn }) => receivedOn));
  const credits = [...firm.creditMemos].sort(latestFirst(({ issuedOn }) => issuedOn));
  return {
    payments: (args: CashArguments) =>
      pageOf(
        wanted(payments, args).map((payment) => () => erpPayment(world, payment)),
        args,
      ),
    creditMemos: (args: CashArguments) =>
      pageOf(
        wanted(credits, args).map((credit) => () => erpCreditMemo(world, credit)),
        args,
      ),
  };
}
