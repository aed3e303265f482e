// What is sold to whom, as invoices and orders of NetSuite have it: lines with an item, an amount and a tax code, never with a tax.
import { sum, toMinor } from '../../../schema/canon/money.ts';
import type { InvoiceLineWrite, InvoiceWrite } from '../../ports/invoice-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { exactNumber } from '../../runtime/exact-json.ts';
import type { NetSuiteContext } from './context.ts';
import { type DocumentLists, itemId, segmentFields, taxCodeId, withLists } from './document-lists.ts';
import { refuseNames } from './line-names.ts';
import { currencyId, type Fields, Objection, ownId } from './write-record.ts';

/** What is sold to whom, as invoices and orders have it. Raises Objection for what NetSuite would refuse, or does not know. */
export async function saleBody(context: NetSuiteContext, envelope: Envelope, write: InvoiceWrite) {
  refuseLines(context, write);
  const legalEntity = ownId(context, 'LEGAL_ENTITY', write.legalEntity);
  const items = await withLists(context, envelope, (lists) =>
    write.lines.map((line) => lineBody(context, lists, line, legalEntity)),
  );
  return {
    entity: { id: ownId(context, 'CUSTOMER', write.customer) },
    subsidiary: { id: legalEntity },
    currency: { id: await currencyId(context, envelope, write.currency) },
    tranDate: write.issuedOn,
    ...(write.purchaseOrder === null ? {} : { otherRefNum: write.purchaseOrder }),
    ...(write.memo === null ? {} : { memo: write.memo }),
    item: { items },
  };
}

function lineBody(context: NetSuiteContext, lists: DocumentLists, line: InvoiceLineWrite, legalEntity: string): Fields {
  const { quantity, unitPrice, project } = line;
  return {
    item: { id: itemId(context, lists, line.kind) },
    description: line.description,
    ...(project === null ? {} : { job: { id: ownId(context, 'PROJECT', project) } }),
    ...(quantity === null ? {} : { quantity: exactNumber(quantity) }),
    ...(unitPrice === null ? {} : { rate: exactNumber(unitPrice) }),
    // Sent besides quantity and price: what counts is what was claimed, not what NetSuite would round their product to.
    amount: exactNumber(line.net.amount),
    taxCode: { id: taxCodeId(context, lists, { name: line.taxCode, legalEntity }) },
    ...segmentFields(context, lists, line.dimensions),
    [context.config.mapping.fields.lineName]: line.name,
  };
}

/** Nothing is sent that NetSuite would refuse in words, or that could not be read back line by line. */
function refuseLines({ config }: NetSuiteContext, { lines, currency }: InvoiceWrite): void {
  const objection = (field: string, says: string): Objection => new Objection(config.instance, field, { says });
  refuseNames(config.instance, lines);
  if (lines.some(({ net }) => net.currency !== currency))
    throw objection('net', `was given lines in another currency than ${currency}`);
  const total = sum(
    currency,
    lines.map(({ net }) => net),
  );
  if (toMinor(total) < 0n) throw objection('net', 'takes no invoice of less than nothing; post a credit memo');
}
