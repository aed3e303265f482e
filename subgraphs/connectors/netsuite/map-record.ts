// Single records as record/v1 shows them -> canonical. Each is turned into the row a query would have given, so that both
// channels share one mapping. Bodies come through exact-json: numbers are text, amounts are without NetSuite's signs.
import { z } from 'zod';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import type { BillingAccount } from '../../../schema/canon/customer.ts';
import type { Invoice, InvoiceLine } from '../../../schema/canon/invoice.ts';
import type { LegalEntity } from '../../../schema/canon/legal-entity.ts';
import { money, subtract } from '../../../schema/canon/money.ts';
import type { Mapping } from './config.ts';
import type { DocumentRow } from './document-query.ts';
import type { LineRow } from './line-query.ts';
import { toBillingAccounts } from './map-customer.ts';
import { type DocumentDecoding, opposite, toInvoice, toInvoiceLine } from './map-document.ts';
import { toLegalEntity } from './map-reference.ts';
import type { Refs } from './refs.ts';
import { checked, decimal, id, isoDate, maybe } from './wire.ts';

const named = z.object({ id: z.string(), refName: maybe(z.string()) });
const reference = z.object({ id, refName: maybe(z.string()) });
const custom = z.union([z.string(), named.transform((value) => value.refName ?? value.id)]);

const itemSchema = z.object({
  lineUniqueKey: id,
  job: maybe(reference),
  description: maybe(z.string()),
  quantity: maybe(decimal),
  rate: maybe(decimal),
  amount: decimal,
  taxCode: maybe(reference),
  taxRate1: maybe(decimal),
  department: maybe(reference),
  class: maybe(reference),
  location: maybe(reference),
});

const invoiceSchema = z.looseObject({
  id,
  tranId: maybe(z.string()),
  status: maybe(named),
  entity: reference,
  subsidiary: reference,
  currency: reference,
  exchangeRate: maybe(decimal),
  tranDate: isoDate,
  dueDate: maybe(isoDate),
  postingPeriod: maybe(reference),
  total: decimal,
  taxTotal: maybe(decimal),
  amountPaid: maybe(decimal),
  amountRemaining: maybe(decimal),
  item: z.object({ items: z.array(itemSchema) }),
});
type InvoiceRecord = z.output<typeof invoiceSchema>;

// record/v1 has words where queries have letters.
const statusLetters: Readonly<Record<string, string>> = {
  open: 'A',
  paidinfull: 'B',
  pendingapproval: 'D',
  voided: 'V',
};

/** An invoice and its lines. Raises UnexpectedAnswer naming the key that does not fit. */
export function invoiceOfRecord(
  body: unknown,
  decode: DocumentDecoding & { readonly mapping: Pick<Mapping, 'fields' | 'disputeResolved'> },
): { readonly invoice: Invoice; readonly lines: readonly InvoiceLine[] } {
  const record = checked(invoiceSchema, body, 'the record of an invoice');
  const row = documentRowOf(record, decode);
  return {
    invoice: toInvoice(row, decode),
    lines: record.item.items.map((item) => toInvoiceLine(lineRowOf(record, item), decode)),
  };
}

function documentRowOf(
  record: InvoiceRecord,
  decode: DocumentDecoding & { readonly mapping: Pick<Mapping, 'fields'> },
): DocumentRow {
  const { fields } = decode.mapping;
  const currency = decode.currency(record.currency.id);
  const tax = record.taxTotal ?? '0';
  const net = subtract(money(record.total, currency), money(tax, currency));
  const letter = statusLetters[(record.status?.id ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')] ?? null;
  const jobs = record.item.items.map((item) => item.job?.id ?? null);
  const customText = (field: string): string | null => maybe(custom).safeParse(record[field]).data ?? null;
  return {
    id: record.id,
    type: 'CustInvc',
    tranid: record.tranId,
    status: letter,
    voided: letter === 'V',
    customer: record.entity.id,
    subsidiary: record.subsidiary.id,
    currency: record.currency.id,
    exchangerate: record.exchangeRate,
    issued: record.tranDate,
    due: record.dueDate,
    period: record.postingPeriod?.id ?? null,
    total: record.total,
    paid: record.amountPaid,
    unpaid: record.amountRemaining,
    unused: null,
    disputereason: customText(fields.disputeReason),
    disputeamount: customText(fields.disputeAmount),
    disputeopened: customText(fields.disputeOpened),
    disputeowner: customText(fields.disputeOwner),
    disputestatus:
      maybe(z.union([z.string(), named.transform((value) => value.id)])).safeParse(record[fields.disputeStatus]).data ??
      null,
    items: opposite(net.amount),
    taxes: opposite(tax),
    firstjob: jobs[0] ?? null,
    lastjob: jobs.find((job) => job !== jobs[0]) ?? jobs[0] ?? null,
    joblesslines: jobs.filter((job) => job === null).length,
    copies: 1,
    project: null,
  };
}

function lineRowOf(record: InvoiceRecord, item: z.output<typeof itemSchema>): LineRow {
  return {
    invoice: record.id,
    line: item.lineUniqueKey,
    currency: record.currency.id,
    job: item.job?.id ?? null,
    memo: item.description,
    quantity: item.quantity === null ? null : opposite(item.quantity),
    rate: item.rate,
    amount: opposite(item.amount),
    taxcode: item.taxCode?.refName ?? null,
    taxrate: item.taxRate1,
    department: item.department?.id ?? null,
    class: item.class?.id ?? null,
    location: item.location?.id ?? null,
  };
}

const bookedAddress = z.object({
  defaultBilling: maybe(z.boolean()),
  addressBookAddress: maybe(z.object({ state: maybe(z.string()) })),
});
const customerSchema = z.object({
  id,
  entityId: z.string(),
  companyName: maybe(z.string()),
  vatRegNumber: maybe(z.string()),
  addressBook: maybe(z.object({ items: z.array(bookedAddress) })),
  subsidiary: reference,
  currency: maybe(reference),
  currencyList: maybe(z.object({ items: z.array(z.object({ currency: reference })) })),
  terms: maybe(named),
  creditLimit: maybe(decimal),
  creditHoldOverride: maybe(named),
  isInactive: maybe(z.boolean()),
});

/** A customer's billing accounts with its primary subsidiary: the record names no other. */
export function billingAccountsOfRecord(
  body: unknown,
  refs: Refs,
  decode: (id: string) => CurrencyCode,
): readonly BillingAccount[] {
  const record = checked(customerSchema, body, 'the record of a customer');
  const billingAddress = record.addressBook?.items.find(({ defaultBilling }) => defaultBilling === true);
  const further = record.currencyList?.items.map((item) => item.currency.id) ?? [];
  const rows = (further.length === 0 ? [null] : further).map((currency) => ({
    customer: record.id,
    subsidiary: record.subsidiary.id,
    primarycurrency: record.currency?.id ?? null,
    currency,
    companyname: record.companyName,
    altname: null,
    entityid: record.entityId,
    vatnumber: record.vatRegNumber,
    state: billingAddress?.addressBookAddress?.state ?? null,
    terms: record.terms?.refName ?? null,
    creditlimit: record.creditLimit,
    hold: record.creditHoldOverride?.id ?? null,
    inactive: record.isInactive ?? false,
  }));
  return toBillingAccounts(rows, refs, decode);
}

const subsidiarySchema = z.looseObject({
  id,
  name: z.string(),
  legalName: maybe(z.string()),
  country: maybe(named),
  currency: reference,
  parent: maybe(reference),
  fiscalCalendar: maybe(named),
  federalIdNumber: maybe(z.string()),
  vatRegNumber: maybe(z.string()),
});

/** A subsidiary as a legal entity. */
export function legalEntityOfRecord(
  body: unknown,
  refs: Refs,
  mapping: Pick<Mapping, 'fields'>,
  decode: (id: string) => CurrencyCode,
): LegalEntity {
  const record = checked(subsidiarySchema, body, 'the record of a subsidiary');
  const row = {
    id: record.id,
    name: record.name,
    legalname: record.legalName,
    country: record.country?.id ?? null,
    currency: record.currency.id,
    parent: record.parent?.id ?? null,
    calendar: record.fiscalCalendar?.refName ?? null,
    federalid: record.federalIdNumber,
    vatnumber: record.vatRegNumber,
    code: maybe(z.string()).safeParse(record[mapping.fields.entityCode]).data ?? null,
  };
  return toLegalEntity(row, refs, decode(row.currency));
}

const currencySchema = z.object({ id, symbol: z.string() });

/** The id of a currency and its ISO code, which is the symbol: references and names say what somebody once typed. */
export function currencyOfRecord(body: unknown): { readonly id: string; readonly code: CurrencyCode } {
  const record = checked(currencySchema, body, 'the record of a currency');
  return { id: record.id, code: currencyCode(record.symbol) };
}
