// From a reference some record names to the entity it means; a bare id is answered without asking the CRM.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { CrmContext } from '../context.ts';
import type { ContractSource, CustomerSource, OpportunitySource } from '../sources.ts';

/** The customer a record names. */
export async function customerOf(
  ref: VendorRef | null,
  context: CrmContext,
  onlyId: boolean,
): Promise<CustomerSource | null> {
  if (ref === null) return null;
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.customers.load(id) };
}

/** The deal a record names. */
export async function opportunityOf(
  ref: VendorRef | null,
  context: CrmContext,
  onlyId: boolean,
): Promise<OpportunitySource | null> {
  if (ref === null) return null;
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.opportunities.load(id) };
}

/** The contract a record names. */
export async function contractOf(
  ref: VendorRef | null,
  context: CrmContext,
  onlyId: boolean,
): Promise<ContractSource | null> {
  if (ref === null) return null;
  const id = await context.translator.idOf(ref);
  return { id, known: onlyId ? null : await context.contracts.load(id) };
}
