// What must hold before a customer is billed (DOMAIN rules 17 and 19), decided from facts alone.
import type { BillingFacts, CustomerLinks, ErpCandidate } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** What the run is begun with. References, so that a later change of ids changes nothing under way. */
export type OnboardCustomerInput = {
  /** The role of whoever asked: what they may not see the process must not show. */
  readonly role: string;
  /** Canonical id, for events and for what is kept of it elsewhere. */
  readonly customerId: string;
  readonly customer: RecordRef;
  /** At least one; the first makes the customer. */
  readonly legalEntities: readonly RecordRef[];
  /** ISO 4217. */
  readonly currency: string;
  readonly paymentTerms: string | null;
  readonly taxId: string | null;
  /** ERP ids of look-alikes that a person has seen to be others. */
  readonly distinctFrom: readonly string[];
};

/** A "no", in words that say who can mend what. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** Why the ERP could not bill this customer as asked; null when it could. */
export function billingRefusal(input: OnboardCustomerInput, facts: BillingFacts): Refusal | null {
  for (const wanted of input.legalEntities) {
    const entity = facts.legalEntities.find(({ ref }) => ref.id === wanted.id && ref.instance === wanted.instance);
    if (entity === undefined) {
      const message = `The ERP has no legal entity ${wanted.id} that bills; choose one of legalEntities`;
      return { code: 'LEGAL_ENTITY_UNKNOWN', message, fields: ['legalEntityIds'] };
    }
    if (entity.taxRegistration === null) {
      const message = `${entity.code ?? entity.name} has no tax registration in the ERP, so it can charge no tax; finance has to add one`;
      return { code: 'TAX_REGISTRATION_MISSING', message, fields: ['legalEntityIds'] };
    }
  }
  if (!facts.currencies.includes(input.currency)) {
    const message = `The ERP keeps no ${input.currency}; it keeps ${facts.currencies.join(', ')}`;
    return { code: 'CURRENCY_UNKNOWN', message, fields: ['currency'] };
  }
  if (input.paymentTerms !== null && !facts.paymentTerms.includes(input.paymentTerms)) {
    const message = `The ERP has no payment terms "${input.paymentTerms}"; it has ${facts.paymentTerms.join(', ')}`;
    return { code: 'PAYMENT_TERMS_UNKNOWN', message, fields: ['paymentTerms'] };
  }
  return null;
}

/** What the ERP's customers say about this one. */
export type Match =
  | { readonly kind: 'SAME'; readonly ref: RecordRef }
  | { readonly kind: 'NONE' }
  | { readonly kind: 'CANDIDATES'; readonly candidates: readonly ErpCandidate[] };

/**
 * Whether the ERP has the customer already. Only a reference field makes two records one (ARCHITECTURE rule 1): the CRM's, or the
 * ERP's. What is merely alike is a person's to decide, unless a person has said that it is another.
 */
export function matchOf(
  { customer, distinctFrom }: Pick<OnboardCustomerInput, 'customer' | 'distinctFrom'>,
  links: CustomerLinks,
  alike: readonly ErpCandidate[],
): Match {
  const named = alike.find(({ ref }) => ref.id === links.erp);
  if (named !== undefined) return { kind: 'SAME', ref: named.ref };
  const naming = alike.find((candidate) => candidate.links.some((link) => isSame(link, customer)));
  if (naming !== undefined) return { kind: 'SAME', ref: naming.ref };
  const candidates = alike.filter(({ ref }) => !distinctFrom.includes(ref.id));
  return candidates.length === 0 ? { kind: 'NONE' } : { kind: 'CANDIDATES', candidates };
}

/** Of the ids that the CRM is to name those that it does not name yet; null where there is nothing to add. */
export function linksToAdd(named: CustomerLinks, wanted: CustomerLinks): CustomerLinks {
  return {
    erp: named.erp === wanted.erp ? null : wanted.erp,
    psa: named.psa === wanted.psa ? null : wanted.psa,
  };
}

function isSame(one: RecordRef, other: RecordRef): boolean {
  return one.system === other.system && one.instance === other.instance && one.id === other.id;
}

/** The question to a person, with the candidates by id and by what agrees: never by name, for it goes into the journal. */
export function candidatesQuestion(candidates: readonly ErpCandidate[]): Refusal {
  const list = candidates
    .slice(0, 10)
    .map(({ ref, matchedOn }) => `${ref.id} (${matchedOn.join(' and ').toLowerCase().replaceAll('_', ' ')})`)
    .join(', ');
  const message =
    `The ERP has customers that look like this one: ${list}. If one of them is it, link it in the CRM and replay the run; ` +
    'if none is, ask again with their ids in distinctFrom and another idempotency key';
  return { code: 'DUPLICATE_CANDIDATE', message, fields: candidates.map(({ ref }) => ref.id) };
}
