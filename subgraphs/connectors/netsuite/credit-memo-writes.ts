// Credit memos: made of their original by NetSuite's own transformation, which keeps the reference, under an external id, of which it
// takes one; applied to what is open of the original, and taken back by giving the applications up first.
// Source: SuiteTalk REST Web Services API Guide, "Transforming Records", "Working with Sublists".
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { money, toMinor } from '../../../schema/canon/money.ts';
import type { CreditLineWrite, CreditMemoWrite, ErpInvoiceWrites } from '../../ports/invoice-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { exactNumber } from '../../runtime/exact-json.ts';
import type { NetSuiteContext } from './context.ts';
import { refuseNames } from './line-names.ts';
import { type DocumentRecord, documentRecord, type ItemRecord } from './posted-document.ts';
import { inPeriod } from './posting-period.ts';
import {
  byKey,
  createOnce,
  type Fields,
  missing,
  Objection,
  ownId,
  recordPath,
  send,
  settled,
} from './write-record.ts';

/** The writes of credit memos. */
export function creditMemoWrites(
  context: NetSuiteContext,
): Pick<ErpInvoiceWrites, 'postCreditMemo' | 'creditMemosByKey' | 'removeCreditMemo'> {
  return {
    postCreditMemo: (envelope, write) => settled(context, () => postCreditMemo(context, envelope, write)),
    creditMemosByKey: (envelope, key) => byKey(context, envelope, 'creditMemo', key),
    removeCreditMemo: (envelope, memo) => settled(context, () => removeCreditMemo(context, envelope, memo)),
  };
}

async function postCreditMemo(
  context: NetSuiteContext,
  envelope: Envelope,
  write: CreditMemoWrite,
): Promise<WriteOutcome> {
  refuseNames(context.config.instance, write.lines);
  const id = ownId(context, 'INVOICE', write.original);
  const original = await documentRecord(context, envelope, { type: 'invoice', id });
  if (original === null) throw missing(context, 'original');
  const { currency } = await context.lookups(envelope);
  const code = currency(original.currency.id);
  const body = {
    tranDate: write.issuedOn,
    ...(write.memo === null ? {} : { memo: write.memo }),
    item: { items: write.lines.map((line) => creditLine(context, original, line, code)) },
    // Left out, NetSuite's own amount is the smaller of the credit and what is open.
    ...(/[1-9]/.test(original.amountRemaining ?? '') ? { apply: { items: [{ doc: { id }, apply: true }] } } : {}),
  };
  const path = `${recordPath}/invoice/${id}/!transform/creditMemo?replace=item`;
  const day = { legalEntity: original.subsidiary.id, on: write.issuedOn };
  return inPeriod(context, envelope, day, () =>
    createOnce(context, envelope, { type: 'creditMemo', key: write.key, body, path }),
  );
}

/** What the original's line was, for the amount that is credited of it: at its own tax code and rate, whatever the tables say today. */
function creditLine(
  context: NetSuiteContext,
  original: DocumentRecord,
  { name, line, net, tax }: CreditLineWrite,
  currency: CurrencyCode,
): Fields {
  const item = original.item.items.find(({ lineUniqueKey }) => lineUniqueKey === line);
  if (item === undefined) throw missing(context, 'line');
  refuseAmount(context, item, net, currency);
  const isWhole = toMinor(net) === toMinor(money(item.amount, currency));
  const kept = ['item', 'job', 'taxCode', 'department', 'class', 'location'] as const;
  return {
    ...Object.fromEntries(kept.flatMap((field) => (item[field] === null ? [] : [[field, { id: item[field].id }]]))),
    ...(item.description === null ? {} : { description: item.description }),
    ...(isWhole && item.quantity !== null ? { quantity: exactNumber(item.quantity) } : {}),
    ...(isWhole && item.rate !== null ? { rate: exactNumber(item.rate) } : {}),
    amount: exactNumber(net.amount),
    ...(item.taxRate1 === null ? {} : { taxRate1: exactNumber(item.taxRate1) }),
    ...(tax === null ? {} : { tax1Amt: exactNumber(tax.amount) }),
    [context.config.mapping.fields.lineName]: name,
  };
}

/** A credit goes the way of its line and not beyond it. */
function refuseAmount(
  { config }: NetSuiteContext,
  item: ItemRecord,
  net: CreditLineWrite['net'],
  currency: CurrencyCode,
): void {
  const objection = (says: string): Objection => new Objection(config.instance, 'net', { says });
  if (net.currency !== currency) throw objection(`has the original in ${currency}; credit it in that`);
  const [credited, posted] = [toMinor(net), toMinor(money(item.amount, currency))];
  const isBeyond = posted < 0n ? credited >= 0n || credited < posted : credited <= 0n || credited > posted;
  if (isBeyond) throw objection('takes a credit of a line of more than nothing and at most the line');
}

/** NetSuite does not delete what is applied: the applications are given up first. Both are as they are, however often they are sent. */
async function removeCreditMemo(context: NetSuiteContext, envelope: Envelope, memo: VendorRef): Promise<WriteOutcome> {
  const applied: WriteOutcome = { kind: 'APPLIED', ref: memo, isNew: false };
  const id = ownId(context, 'CREDIT_MEMO', memo);
  const record = await documentRecord(context, envelope, { type: 'creditMemo', id });
  if (record === null) return applied;
  if (record.externalId === null) {
    throw new Objection(context.config.instance, 'key', {
      says: 'has this credit memo from somebody else; take it back there',
    });
  }
  const path = `${recordPath}/creditMemo/${id}`;
  const items = (record.apply?.items ?? [])
    .filter(({ apply }) => apply)
    .map(({ doc }) => ({ doc: { id: doc.id }, apply: false }));
  const day = { legalEntity: record.subsidiary.id, on: record.tranDate };
  await inPeriod(context, envelope, day, async () => {
    if (items.length > 0) {
      const body = { apply: { items } };
      await send(context, envelope, { name: 'write:creditMemo:unapply', method: 'PATCH', path, body });
    }
    await send(context, envelope, { name: 'write:creditMemo:delete', method: 'DELETE', path });
  });
  return applied;
}
