// The writes of onboarding, each with its look-up and its undo.
import type { Step } from '../saga/step.ts';
import type { CrmLink, ErpCustomer, PsaCustomer, Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** A write of this process. */
export type CustomerStep = Step<RecordRef>;

/** Keys name the customer by its CRM id: one customer is onboarded once, whoever asks how often. */
export interface Onboarding {
  readonly systems: Systems;
  readonly customer: RecordRef;
}

function keyOf({ customer }: Onboarding, what: string): string {
  return `customer-${customer.id}-${what}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 58);
}

/** Makes the customer in the ERP, inactive. */
export function createInErp(onboarding: Onboarding, input: ErpCustomer): CustomerStep {
  const { erp } = onboarding.systems;
  return {
    ...{ name: 'erp-customer', system: 'erp', operation: 'create', key: keyOf(onboarding, 'erp'), input: { ...input } },
    find: (call) => erp.findCustomer(call),
    act: (call) => erp.upsertCustomer(call, input),
    undo: (call, ref) => erp.removeCustomer(call, ref),
  };
}

/** Lets a further legal entity bill it. It goes with the customer, so there is nothing of its own to take back. */
export function addBillingAccount(onboarding: Onboarding, account: BillingAccount): CustomerStep {
  const { erp } = onboarding.systems;
  const { legalEntity } = account;
  return {
    ...{ name: `erp-billing-account-${legalEntity.id}`, system: 'erp', operation: 'create' },
    key: keyOf(onboarding, `bills-${legalEntity.id}`),
    input: { ...account },
    find: (call) => erp.findBillingAccount(call, account),
    act: (call) => erp.addBillingAccount(call, account),
    undo: null,
  };
}

type BillingAccount = { readonly customer: RecordRef; readonly legalEntity: RecordRef };

/** Makes the customer in the PSA. */
export function createInPsa(onboarding: Onboarding, input: PsaCustomer): CustomerStep {
  const { psa } = onboarding.systems;
  return {
    ...{ name: 'psa-customer', system: 'psa', operation: 'create', key: keyOf(onboarding, 'psa'), input: { ...input } },
    find: (call) => psa.findCustomer(call),
    act: (call) => psa.createCustomer(call, input),
    undo: (call, ref) => psa.removeCustomer(call, ref),
  };
}

/** Names the CRM's record in the PSA; it goes with the customer. */
export function linkInPsa(onboarding: Onboarding, customer: RecordRef): CustomerStep {
  const { psa } = onboarding.systems;
  const link = { customer, link: onboarding.customer };
  return {
    ...{ name: 'psa-link', system: 'psa', operation: 'update', key: keyOf(onboarding, 'psa-link'), input: link },
    find: (call) => psa.findCustomerLink(call, link),
    act: (call) => psa.linkCustomer(call, link),
    undo: null,
  };
}

/** Names the records of both in the CRM. Taken back is only what was `added`: what it named before is not ours to empty. */
export function linkInCrm(onboarding: Onboarding, links: CrmLink['links'], added: CrmLink['links']): CustomerStep {
  const { crm } = onboarding.systems;
  const link = { customer: onboarding.customer, links: { ...links } };
  return {
    ...{ name: 'crm-link', system: 'crm', operation: 'update', key: keyOf(onboarding, 'crm-link'), input: link },
    find: (call) => crm.findCustomerLink(call, link),
    act: (call) => crm.linkCustomer(call, link),
    undo: (call) => crm.unlinkCustomer(call, { customer: onboarding.customer, links: added }),
  };
}

/** Lets it be billed: last, when all of it stands. */
export function activate(onboarding: Onboarding, customer: RecordRef): CustomerStep {
  const { erp } = onboarding.systems;
  const on = { customer, active: true };
  return {
    ...{ name: 'erp-activate', system: 'erp', operation: 'update', key: keyOf(onboarding, 'active'), input: on },
    find: (call) => erp.findCustomerActive(call, on),
    act: (call) => erp.setCustomerActive(call, on),
    undo: (call) => erp.setCustomerActive(call, { customer, active: false }),
  };
}
