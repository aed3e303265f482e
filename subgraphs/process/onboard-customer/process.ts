// Onboarding: a customer of the CRM becomes one that can be delivered to and billed, once.
import { businessEvent } from '../../journal/events/event-types.ts';
import type { BusinessEvent } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { billingRefusal, candidatesQuestion, linksToAdd, matchOf } from './rules.ts';
import type { OnboardCustomerInput, Refusal } from './rules.ts';

export type { OnboardCustomerInput } from './rules.ts';
import { activate, addBillingAccount, createInErp, createInPsa, linkInCrm, linkInPsa } from './steps.ts';
import type { Onboarding } from './steps.ts';

/** What an onboarding leaves: the customer in the three systems. */
export type OnboardedCustomer = { readonly crm: RecordRef; readonly psa: RecordRef; readonly erp: RecordRef };

/** What the process works with: the system APIs in one caller's name, and the configured accounts that ids of links belong to. */
export interface OnboardingParts {
  readonly systems: Systems;
  readonly instances: { readonly psa: string; readonly erp: string };
  /** Records that are known to be one with a canonical id's, by somebody's reference field. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
  /** The business day, as YYYY-MM-DD. */
  readonly today: () => string;
}

/** The process for one caller. */
export function onboardCustomer(parts: OnboardingParts): Process<OnboardCustomerInput, OnboardedCustomer> {
  return {
    name: 'onboardCustomer',
    run: (saga, input) => onboard(saga, { ...parts, customer: input.customer }, input),
    events: (input, result) => [activated(input, result)],
  };
}

type Onboard = Onboarding & OnboardingParts;

async function onboard(saga: Saga, onboarding: Onboard, input: OnboardCustomerInput): Promise<OnboardedCustomer> {
  const { systems, customer: crm } = onboarding;
  const customer = await saga.once('customer', () => customerOf(saga, systems, crm));
  await saga.once('billing', async () => {
    refuseIf(saga, billingRefusal(input, await systems.erp.billingFacts()));
    return true;
  });
  // Read and decided in one: a question stays unanswered in the journal, and is put anew at every replay.
  const before = await saga.once('standing', () => standing(saga, onboarding, { input, customer }));
  const [first, ...others] = input.legalEntities;
  if (first === undefined) saga.refuse('LEGAL_ENTITY_MISSING', 'Name at least one legal entity', ['legalEntityIds']);
  const { name: legalName, website } = customer;
  const { currency, paymentTerms, taxId } = input;
  const made = { legalName, legalEntity: first, currency, paymentTerms, taxId, website, links: [crm] };
  const erp = before.erp ?? (await saga.step(createInErp(onboarding, { ...made, parent: before.parent })));
  const billed = before.erp === null ? others : input.legalEntities.filter(({ id }) => !before.billedBy.includes(id));
  for (const legalEntity of billed) await saga.step(addBillingAccount(onboarding, { customer: erp, legalEntity }));
  const psa = before.psa ?? (await saga.step(createInPsa(onboarding, { name: legalName, website })));
  if (before.psa === null) await saga.step(linkInPsa(onboarding, psa));
  const added = linksToAdd(before.named, { erp: erp.id, psa: psa.id });
  if (added.erp !== null || added.psa !== null) {
    await saga.step(linkInCrm(onboarding, { erp: erp.id, psa: psa.id }, added));
  }
  if (!before.isActive) {
    await saga.approve('activation', {
      ...{ action: 'customer.activate', legalEntity: null, amount: null },
      subject: { kind: 'CUSTOMER', id: input.customerId, label: null },
      explanation: 'The customer becomes active in the ERP, and can be billed from then on',
      evidence: {
        erp: erp.id,
        psa: psa.id,
        currency,
        paymentTerms,
        legalEntities: input.legalEntities.map(({ id }) => id),
      },
    });
    await saga.step(activate(onboarding, erp));
  }
  return { crm, psa, erp };
}

/** What of the customer is there already. */
type Standing = {
  readonly erp: RecordRef | null;
  readonly psa: RecordRef | null;
  readonly parent: RecordRef | null;
  /** What the CRM itself named before. */
  readonly named: { readonly erp: string | null; readonly psa: string | null };
  readonly isActive: boolean;
  /** Ids of the legal entities that bill it already; asked for once more there is nothing to write. */
  readonly billedBy: readonly string[];
};

async function standing(
  saga: Saga,
  { systems, instances, recordsOf, today, customer }: Onboard,
  known: { readonly input: OnboardCustomerInput; readonly customer: Sold },
): Promise<Standing> {
  const named = await systems.crm.customerLinks(customer);
  // The CRM's own fields, or else the other systems' references to it.
  const records = await recordsOf(known.input.customerId);
  const recordIn = (system: 'ERP' | 'PSA'): string | null => records.find((ref) => ref.system === system)?.id ?? null;
  const links = { erp: named?.erp ?? recordIn('ERP'), psa: named?.psa ?? recordIn('PSA') };
  const { name, website, parent } = known.customer;
  const alike = await systems.erp.customersThatMayMatch({ name, taxId: known.input.taxId, website });
  const match = matchOf(known.input, links, alike);
  if (match.kind === 'CANDIDATES') {
    const { code, message, fields } = candidatesQuestion(match.candidates);
    saga.ask(code, message, fields);
  }
  const inErp = (id: string): RecordRef => ({ system: 'ERP', instance: instances.erp, kind: 'CUSTOMER', id });
  const told = match.kind === 'SAME' ? match.ref : links.erp === null ? null : inErp(links.erp);
  const now = told === null ? null : await systems.erp.customerStanding(told);
  if (told !== null && now === null && named?.erp === told.id) {
    const message = `The CRM names the customer ${told.id} of the ERP, which the ERP does not have; correct the field in the CRM and replay`;
    saga.ask('LINK_DANGLING', message, [told.id]);
  }
  // The directory still tells of customers that were taken back since: who the ERP itself does not have is not there.
  const erp = now === null ? null : told;
  const parentLinks = parent === null ? null : await systems.crm.customerLinks(parent);
  if (parent !== null && parentLinks?.erp == null) {
    const message = `The customer belongs to ${parent.id} of the CRM, which is not onboarded; onboard that one first, then replay`;
    saga.ask('PARENT_NOT_ONBOARDED', message, [parent.id]);
  }
  return {
    erp,
    psa: links.psa === null ? null : { system: 'PSA', instance: instances.psa, kind: 'CUSTOMER', id: links.psa },
    parent: parentLinks?.erp == null ? null : inErp(parentLinks.erp),
    named: { erp: named?.erp ?? null, psa: named?.psa ?? null },
    isActive: now?.active === true,
    billedBy: erp === null ? [] : await billedBy(systems, erp, today()),
  };
}

async function billedBy({ erp }: Systems, customer: RecordRef, on: string): Promise<readonly string[]> {
  const facts = await erp.conversionFacts({ customer, buyerCountry: null, on });
  return facts.customer?.legalEntities.map(({ id }) => id) ?? [];
}

/** What of a customer of the CRM goes on to the others; null is kept as such in the journal. */
type Sold = { readonly name: string; readonly website: string | null; readonly parent: RecordRef | null };

async function customerOf(saga: Saga, systems: Systems, ref: RecordRef): Promise<Sold> {
  const customer = await systems.crm.customer(ref);
  if (customer === null) return saga.refuse('CUSTOMER_UNKNOWN', `The CRM has no customer ${ref.id}`, ['customerId']);
  const { name, website, parent } = customer;
  return { name, website, parent };
}

function refuseIf(saga: Saga, refusal: Refusal | null): void {
  if (refusal !== null) saga.refuse(refusal.code, refusal.message, refusal.fields);
}

function activated(
  { customerId, legalEntities }: OnboardCustomerInput,
  { erp, psa }: OnboardedCustomer,
): BusinessEvent {
  return businessEvent({
    type: 'customer.activated',
    subject: customerId,
    data: { erp, psa, legalEntities: legalEntities.map(({ id }) => id) },
    tags: [`customer-${customerId}`],
  });
}
