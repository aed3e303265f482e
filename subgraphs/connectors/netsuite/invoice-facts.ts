// What a bill of one legal entity has to fit: its tax codes, items, dimensions and posting periods.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type InvoiceFacts, lineKinds } from '../../ports/invoice-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { documentLists, taxCodesOf, valuesOf } from './document-lists.ts';
import { postingPeriod } from './posted-document.ts';
import { periodsNow } from './posting-period.ts';

/** Null when there is no such legal entity. Periods are of this moment; the lists may be an hour old. */
export async function readInvoiceFacts(
  context: NetSuiteContext,
  envelope: Envelope,
  legalEntity: VendorRef,
  on: string,
): Promise<InvoiceFacts | null> {
  const id = context.refs.idOf('LEGAL_ENTITY', legalEntity);
  const { subsidiaries } = await context.lookups(envelope);
  const subsidiary = subsidiaries.find((row) => row.id === id);
  if (subsidiary === undefined) return null;
  const [lists, periods] = await Promise.all([documentLists(context, envelope), periodsNow(context, envelope)]);
  const { lineItems } = context.config.mapping;
  return {
    taxCodes: taxCodesOf(lists, subsidiary.id),
    lineKinds: lineKinds.filter((kind) => lists.items.some(({ name }) => name === lineItems[kind])),
    practices: valuesOf(context, lists, 'practice'),
    serviceLines: valuesOf(context, lists, 'serviceLine'),
    geographies: valuesOf(context, lists, 'geography'),
    costCentres: valuesOf(context, lists, 'costCentre'),
    periods: periods
      .filter(({ fiscalCalendar, endOn }) => fiscalCalendar === subsidiary.calendar && endOn >= on)
      .map(postingPeriod),
  };
}
