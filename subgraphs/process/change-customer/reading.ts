// Reads what a change of a customer is decided on from the systems themselves, each now and none of a cache.
import { mintId } from '../../../schema/canon/identity.ts';
import type { CrmCustomerNow, CustomerIds } from '../systems/customer-changes.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { CustomerFacts, ErpSide, ParentSide } from './facts.ts';
import type { CustomerChange } from './input.ts';

/** Where the facts come from. */
export interface Sources {
  readonly systems: Systems;
  readonly instances: { readonly psa: string; readonly erp: string };
  /** Records that are known to be one with a canonical id's, by somebody's reference field. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
  /** Business day, YYYY-MM-DD: tax registrations are those of it. */
  readonly today: () => string;
}

/** A customer that is there. */
export type LiveCustomer = Extract<CrmCustomerNow, { kind: 'LIVE' }>;
/** Its records elsewhere. */
export type Elsewhere = { readonly erp: RecordRef | null; readonly psa: RecordRef | null };

/** More levels than any hierarchy has; a ring made in the CRM itself ends here, too. */
const levelsMax = 20;

/** By the CRM's own fields, or else by the other systems' references to it (ARCHITECTURE rule 1). */
export async function elsewhere(
  { instances, recordsOf }: Sources,
  { ref, links }: { readonly ref: RecordRef; readonly links: CustomerIds },
): Promise<Elsewhere> {
  const records = links.erp === null || links.psa === null ? await recordsOf(mintId(ref)) : [];
  const at = (system: 'ERP' | 'PSA', instance: string, id: string | null): RecordRef | null =>
    id === null
      ? (records.find((one) => one.system === system && one.kind === 'CUSTOMER') ?? null)
      : { system, instance, kind: 'CUSTOMER', id };
  return { erp: at('ERP', instances.erp, links.erp), psa: at('PSA', instances.psa, links.psa) };
}

/** Everything the rules look at of a customer with these records. Raises Fault when a system cannot be asked. */
export async function readFacts(
  sources: Sources,
  change: CustomerChange,
  customer: LiveCustomer,
  { erp, psa }: Elsewhere,
): Promise<CustomerFacts> {
  const { systems, today } = sources;
  const { ref, name, parent, country } = customer;
  const wantedParent = change.kind === 'REPARENT' ? change.parent : followsParent(change) ? parent : null;
  const isEnd = change.kind === 'DEACTIVATE';
  const [standing, conversion, client, above, projects, balances] = await Promise.all([
    erp === null ? null : systems.erp.customerStanding(erp),
    systems.erp.conversionFacts({ customer: erp, buyerCountry: country, on: today() }),
    psa === null ? null : systems.psa.customerNow(psa),
    wantedParent === null ? null : parentOf(sources, wantedParent),
    isEnd && psa !== null ? systems.psa.busyProjects(psa) : [],
    isEnd && erp !== null ? systems.erp.balances(erp) : [],
  ]);
  return {
    crm: { ref, name, parent, country },
    psa: client === null ? null : { ref: client.ref, name: client.name },
    erp: standing === null ? null : erpSide(standing, conversion.customer),
    parent: above,
    sellers: conversion.legalEntities.map((entity) => ({
      ...{ id: entity.ref.id, code: entity.code ?? entity.ref.id, country: entity.country, active: entity.active },
      registered: entity.registrations.length > 0,
    })),
    currencies: conversion.currencies,
    paymentTerms: conversion.paymentTerms,
    projects,
    balances,
  };
}

function followsParent({ kind }: CustomerChange): boolean {
  return kind === 'FOLLOW' || kind === 'MERGE';
}

type Standing = NonNullable<Awaited<ReturnType<Systems['erp']['customerStanding']>>>;
type Billing = Awaited<ReturnType<Systems['erp']['conversionFacts']>>['customer'];

function erpSide({ ref, legalName, active, credit, parent, taxId, paymentTerms }: Standing, billing: Billing): ErpSide {
  return {
    ...{ ref, legalName, active, credit, parent, taxId, paymentTerms },
    billedBy: billing?.legalEntities.map(({ id }) => id) ?? [],
    currencies: billing?.currencies ?? [],
  };
}

/** The customer above with all those above it, as the CRM has them now. */
async function parentOf(sources: Sources, wanted: RecordRef): Promise<ParentSide | 'UNKNOWN'> {
  const { systems, today } = sources;
  const now = await systems.crm.customerNow(wanted);
  if (now?.kind !== 'LIVE') return 'UNKNOWN';
  const above: string[] = [];
  for (let next = now.parent; next !== null && above.length < levelsMax && !above.includes(next.id);) {
    above.push(next.id);
    const higher = await systems.crm.customerNow(next);
    next = higher?.kind === 'LIVE' ? higher.parent : null;
  }
  const { erp } = await elsewhere(sources, now);
  const told =
    erp === null ? null : await systems.erp.conversionFacts({ customer: erp, buyerCountry: null, on: today() });
  const billing = told?.customer ?? null;
  return {
    ...{ ref: now.ref, above },
    erp:
      erp === null || billing === null
        ? null
        : { ref: erp, active: billing.active, billedBy: billing.legalEntities.map(({ id }) => id) },
  };
}
