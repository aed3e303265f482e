// From a reference some record names to the entity it means; a bare id is answered without asking the ERP.
import { identityText, type VendorRef } from '../../../schema/canon/identity.ts';
import type { ErpContext } from '../context.ts';
import type { AccountingPeriodSource, InvoiceSource, LegalEntitySource } from '../sources.ts';

/** Canonical id of an entity another subgraph owns. */
export async function foreignId(ref: VendorRef | null, { translator }: ErpContext): Promise<{ id: string } | null> {
  return ref === null ? null : { id: await translator.idOf(ref) };
}

/** The legal entity a record names; raises Error when the ERP names one it does not list. */
export async function legalEntityOf(ref: VendorRef, context: ErpContext): Promise<LegalEntitySource> {
  const { value, freshness } = await context.legalEntities();
  const record = value.find((entity) => entity.ref.id === ref.id);
  if (record === undefined)
    throw new Error(`The ERP ${ref.instance} names legal entity ${ref.id} and does not list it`);
  return { record, freshness };
}

/** The accounting period a record names; null when it is not a posting period. */
export async function periodOf(ref: VendorRef | null, context: ErpContext): Promise<AccountingPeriodSource | null> {
  if (ref === null) return null;
  const { value } = await context.periods();
  return value.find((period) => identityText(period.ref) === identityText(ref)) ?? null;
}

/** The invoice a record names. */
export async function invoiceOf(
  ref: VendorRef | null,
  context: ErpContext,
  onlyId: boolean,
): Promise<InvoiceSource | null> {
  if (ref === null) return null;
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.invoices.load(id) };
}
