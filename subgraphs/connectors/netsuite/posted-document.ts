// A posted document by its own address: queries trail what was written by seconds, addresses do not. Amounts of records are without
// NetSuite's signs, so that both kinds of document show them as the client's.
import { z } from 'zod';
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { InvoiceStatus } from '../../../schema/canon/invoice.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import { isZero, type Money, money, subtract } from '../../../schema/canon/money.ts';
import type { PostedDocument, PostedLine, PostingPeriod } from '../../ports/invoice-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { type DocumentLists, documentLists } from './document-lists.ts';
import { periodsLately } from './posting-period.ts';
import { dimensionId } from './refs.ts';
import { checked, decimal, id, isoDate, maybe } from './wire.ts';
import { recordPath } from './write-record.ts';

const reference = z.object({ id });

const itemSchema = z.looseObject({
  lineUniqueKey: id,
  item: reference,
  job: maybe(reference),
  description: maybe(z.string()),
  quantity: maybe(decimal),
  rate: maybe(decimal),
  amount: decimal,
  taxCode: maybe(reference),
  taxRate1: maybe(decimal),
  tax1Amt: maybe(decimal),
  department: maybe(reference),
  class: maybe(reference),
  location: maybe(reference),
});
/** A line as the record shows it. */
export type ItemRecord = z.output<typeof itemSchema>;

const applySchema = z.object({ apply: z.boolean(), doc: reference, amount: maybe(decimal) });

const documentSchema = z.object({
  id,
  externalId: maybe(z.string()),
  tranId: maybe(z.string()),
  status: maybe(z.object({ id: z.string() })),
  entity: reference,
  subsidiary: reference,
  currency: reference,
  exchangeRate: maybe(decimal),
  tranDate: isoDate,
  dueDate: maybe(isoDate),
  postingPeriod: maybe(reference),
  otherRefNum: maybe(z.string()),
  memo: maybe(z.string()),
  total: decimal,
  taxTotal: maybe(decimal),
  /** What is open of an invoice. */
  amountRemaining: maybe(decimal),
  /** What is not used yet of a credit memo. */
  unapplied: maybe(decimal),
  createdFrom: maybe(reference),
  lastModifiedDate: z.iso.datetime({ offset: true }),
  item: z.object({ items: z.array(itemSchema) }),
  apply: maybe(z.object({ items: z.array(applySchema) })),
});
/** A document as the record shows it. */
export type DocumentRecord = z.output<typeof documentSchema>;

/** A kind of document. */
export type DocumentType = 'invoice' | 'creditMemo';

/** The record of a document with its lines; null when there is none. Raises Fault. */
export async function documentRecord(
  context: NetSuiteContext,
  envelope: Envelope,
  { type, id: internalId }: { readonly type: DocumentType; readonly id: string },
): Promise<DocumentRecord | null> {
  const lookup = { name: `${type}-now`, path: `${recordPath}/${type}/${internalId}?expandSubResources=true` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return null;
  return context.understood(lookup.name, () => Promise.resolve(checked(documentSchema, body, 'the document')));
}

/** A document as it is now; null when there is none. */
export async function documentNow(
  context: NetSuiteContext,
  envelope: Envelope,
  document: VendorRef,
): Promise<PostedDocument | null> {
  const type = document.kind === 'CREDIT_MEMO' ? 'creditMemo' : 'invoice';
  const internalId = context.refs.idOf(document.kind === 'CREDIT_MEMO' ? 'CREDIT_MEMO' : 'INVOICE', document);
  if (internalId === null) return null;
  const record = await documentRecord(context, envelope, { type, id: internalId });
  if (record === null) return null;
  const [lists, periods, { currency }] = await Promise.all([
    documentLists(context, envelope),
    periodsLately(context, envelope),
    context.lookups(envelope),
  ]);
  return context.understood('document-now', () =>
    Promise.resolve(toPosted(context, record, { type, lists, periods, currency: currency(record.currency.id) })),
  );
}

/** What a record is mapped with. */
interface Around {
  readonly type: DocumentType;
  readonly lists: DocumentLists;
  readonly periods: readonly AccountingPeriod[];
  readonly currency: CurrencyCode;
}

function toPosted({ refs, config }: NetSuiteContext, record: DocumentRecord, around: Around): PostedDocument {
  const { type, lists, currency } = around;
  const amount = (text: string | null): Money => money(text ?? '0', currency);
  const [total, tax] = [amount(record.total), amount(record.taxTotal)];
  const remaining = amount(type === 'invoice' ? record.amountRemaining : record.unapplied);
  const period = around.periods.find(({ ref }) => ref.id === record.postingPeriod?.id);
  const applied = (record.apply?.items ?? []).filter((line) => line.apply);
  return {
    ref: refs.of(type === 'invoice' ? 'INVOICE' : 'CREDIT_MEMO', record.id),
    key: record.externalId,
    number: record.tranId,
    status: statusOf(record.status?.id ?? '', remaining.amount !== total.amount, isZero(remaining)),
    customer: refs.of('CUSTOMER', record.entity.id),
    legalEntity: refs.of('LEGAL_ENTITY', record.subsidiary.id),
    currency,
    issuedOn: record.tranDate,
    dueOn: record.dueDate,
    period: period === undefined ? null : postingPeriod(period),
    purchaseOrder: record.otherRefNum,
    memo: record.memo,
    exchangeRate: record.exchangeRate,
    ...{ net: subtract(total, tax), tax, total, remaining },
    original: type === 'creditMemo' ? refs.maybe('INVOICE', record.createdFrom?.id ?? null) : null,
    lines: record.item.items.map((item) =>
      toLine(item, { refs, lists, currency, nameField: config.mapping.fields.lineName }),
    ),
    appliedTo: applied.map((line) => ({ invoice: refs.of('INVOICE', line.doc.id), applied: amount(line.amount) })),
    changedAt: new Date(record.lastModifiedDate).toISOString(),
  };
}

/** A period as far as documents go. */
export function postingPeriod({ ref, name, startOn, endOn, receivables }: AccountingPeriod): PostingPeriod {
  return { ref, name, startOn, endOn, receivables };
}

interface LineDecoding extends Pick<NetSuiteContext, 'refs'>, Pick<Around, 'lists' | 'currency'> {
  readonly nameField: string;
}

function toLine(item: ItemRecord, { refs, lists, currency, nameField }: LineDecoding): PostedLine {
  const name = item[nameField];
  const dimensions = [
    item.department === null ? [] : refs.of('DIMENSION', dimensionId('DEPARTMENT', item.department.id)),
    item.class === null ? [] : refs.of('DIMENSION', dimensionId('CLASS', item.class.id)),
    item.location === null ? [] : refs.of('DIMENSION', dimensionId('LOCATION', item.location.id)),
  ].flat();
  return {
    id: item.lineUniqueKey,
    name: typeof name === 'string' && name !== '' ? name : null,
    project: refs.maybe('PROJECT', item.job?.id ?? null),
    description: item.description,
    quantity: item.quantity,
    unitPrice: item.rate,
    net: money(item.amount, currency),
    tax: money(item.tax1Amt ?? '0', currency),
    // A code that was switched off since is in no list any more: its rate still says what was posted.
    taxCode: lists.taxCodes.find((code) => code.id === item.taxCode?.id)?.name ?? null,
    taxRatePercent: item.taxRate1,
    dimensions,
  };
}

/** The state from NetSuite's word and the amounts: "open" splits by whether anything was paid or used. */
function statusOf(word: string, isTouched: boolean, isNothingLeft: boolean): InvoiceStatus {
  switch (word.toLowerCase().replaceAll(/[^a-z]/g, '')) {
    case 'open':
      return isTouched ? 'PARTIALLY_PAID' : 'OPEN';
    case 'paidinfull':
    case 'fullyapplied':
      return isNothingLeft ? 'PAID' : 'UNKNOWN';
    case 'pendingapproval':
      return 'PENDING_APPROVAL';
    case 'voided':
      return 'VOIDED';
    default:
      return 'UNKNOWN';
  }
}
