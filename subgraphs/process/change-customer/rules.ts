// What must hold before a customer changes (REQUIREMENTS 52, 190; DOMAIN rules 13-19), decided from facts alone: every no says where it
// is mended and by whom.
import { isMemberState } from '../../../schema/canon/tax-treatment.ts';
import { taxIdProblem } from '../../../schema/canon/tax-id.ts';
import type { CustomerFacts, ErpSide, ParentSide, Seller } from './facts.ts';
import type { CustomerChange } from './input.ts';

/** A "no", in words that say who can mend what. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** The shortest of the systems' longest names (NetSuite). */
export const nameCharactersMax = 83;
/** A message is read by a person; the rest they find in the systems. */
const listedMax = 10;

const no = (code: string, message: string, fields: readonly string[] = []): Refusal => ({ code, message, fields });

/** Why the change must not be made; null when it may. */
export function refusalOf(change: CustomerChange, facts: CustomerFacts): Refusal | null {
  switch (change.kind) {
    case 'RENAME':
      return nameRefusal(change.name) ?? billingRefusal(facts);
    case 'REPARENT':
      return parentRefusal(facts) ?? billingRefusal(facts);
    case 'TAX_ID':
      return absence(facts) ?? taxIdRefusal(change.taxId, facts) ?? billingRefusal(facts);
    case 'CREDIT':
      return absence(facts);
    case 'DEACTIVATE':
      return absence(facts) ?? busyRefusal(facts);
    case 'REACTIVATE':
      return absence(facts) ?? billingRefusal(facts);
    case 'MERGE':
    case 'FOLLOW':
      return nameRefusal(facts.crm.name) ?? parentRefusal(facts) ?? billingRefusal(facts);
  }
}

function absence({ crm, erp }: CustomerFacts): Refusal | null {
  if (erp !== null) return null;
  return no('CUSTOMER_NOT_IN_ERP', `The ERP has no customer for ${crm.ref.id} of the CRM; onboard it first`, [
    'customerId',
  ]);
}

function nameRefusal(name: string): Refusal | null {
  const length = name.trim().length;
  if (length > 0 && length <= nameCharactersMax) return null;
  const message = `A customer's name has 1 to ${nameCharactersMax} characters, this one ${length}; shorten it in the CRM`;
  return no('NAME_INVALID', message, ['name']);
}

/** Whether the hierarchy stays one: no rings, a parent that is there, and that some legal entity of both can bill. */
function parentRefusal({ crm, erp, parent }: CustomerFacts): Refusal | null {
  if (parent === null) return null;
  if (parent === 'UNKNOWN') {
    return no('PARENT_UNKNOWN', 'The CRM has no such customer to be the parent; look it up in the graph', ['parentId']);
  }
  if (parent.ref.id === crm.ref.id || parent.above.includes(crm.ref.id)) {
    const message = `${parent.ref.id} belongs to ${crm.ref.id} itself, so it cannot be its parent; move that one first, in the CRM`;
    return no('HIERARCHY_RING', message, ['parentId']);
  }
  return erp === null || parent.erp === null ? null : erpParentRefusal(erp, parent.erp);
}

function erpParentRefusal(erp: ErpSide, parent: NonNullable<ParentSide['erp']>): Refusal | null {
  if (!parent.active) {
    const message = `The parent ${parent.ref.id} is inactive in the ERP; finance has to activate it, or choose another one`;
    return no('PARENT_INACTIVE', message, ['parentId']);
  }
  if (erp.billedBy.some((id) => parent.billedBy.includes(id))) return null;
  const message =
    `No legal entity bills both ${erp.ref.id} and its parent ${parent.ref.id}, so their accounts could not be settled together; ` +
    'finance has to let one bill the other, too, in the ERP';
  return no('PARENT_LEGAL_ENTITY', message, ['parentId']);
}

/** Whether it could still be billed: by each of its legal entities, in its currencies, on its terms. */
function billingRefusal(facts: CustomerFacts): Refusal | null {
  const { erp, currencies, paymentTerms } = facts;
  if (erp === null) return null;
  for (const { code, active, registered } of sellersOf(facts)) {
    if (!active) {
      const message = `${code}, which bills the customer, is inactive in the ERP; finance has to move its billing account first`;
      return no('LEGAL_ENTITY_INACTIVE', message, [code]);
    }
    if (!registered) {
      const message = `${code} has no tax registration in the ERP, so it can charge no tax; finance has to add one`;
      return no('TAX_REGISTRATION_MISSING', message, [code]);
    }
  }
  const currency = erp.currencies.find((code) => !currencies.includes(code));
  if (currency !== undefined) {
    return no('CURRENCY_UNKNOWN', `The ERP keeps no ${currency}; it keeps ${currencies.join(', ')}`, ['currency']);
  }
  if (erp.paymentTerms !== null && !paymentTerms.includes(erp.paymentTerms)) {
    const message = `The ERP has no payment terms "${erp.paymentTerms}" any more; finance has to give the customer others`;
    return no('PAYMENT_TERMS_UNKNOWN', message, ['paymentTerms']);
  }
  return null;
}

/** The legal entities that bill the customer. */
function sellersOf({ erp, sellers }: CustomerFacts): readonly Seller[] {
  return erp === null ? [] : sellers.filter(({ id }) => erp.billedBy.includes(id));
}

/** Undetermined tax is a hold, never 0 % (DOMAIN rules 13, 16): across a border of the Union it hangs on the buyer's number. */
function taxIdRefusal(taxId: string | null, facts: CustomerFacts): Refusal | null {
  const { country } = facts.crm;
  if (taxId !== null) {
    const problem = taxIdProblem(taxId, country);
    if (problem === null) return null;
    const message = `The tax id cannot be one: ${problem}. Ask the customer for it, or correct the country in the CRM`;
    return no('TAX_ID_INVALID', message, ['taxId']);
  }
  const abroad = sellersOf(facts).filter((seller) => seller.country !== null && seller.country !== country);
  const within = abroad.filter((seller) => isMemberState(seller.country ?? ''));
  if (country === null || !isMemberState(country) || within.length === 0) return null;
  const codes = within.map(({ code }) => code).join(', ');
  const message = `Without a tax id ${codes} could not tell the tax of ${country}: the customer owes it by its number; give the new one instead`;
  return no('TAX_UNDETERMINED', message, ['taxId']);
}

/** What still hangs on a customer, with where it is ended. */
function busyRefusal({ projects, balances }: CustomerFacts): Refusal | null {
  const open = projects.filter(({ status }) => status !== 'COMPLETED' && status !== 'CANCELLED');
  const unbilled = projects.filter((project) => !isZero(project.unbilled));
  const owed = balances.filter((one) => ![one.open, one.unappliedCash, one.openCredits].every(isZero));
  const reasons = [
    ...(open.length === 0
      ? []
      : [`open projects in the PSA: ${listed(open.map(nameOf))} (complete or cancel them there)`]),
    ...(unbilled.length === 0
      ? []
      : [
          `unbilled work in the PSA: ${listed(unbilled.map((one) => `${nameOf(one)} ${one.currency} ${one.unbilled}`))} (bill or write it off)`,
        ]),
    ...(owed.length === 0
      ? []
      : [`balances in the ERP: ${listed(owed.map(balanceText))} (collect, apply or refund them)`]),
  ];
  if (reasons.length === 0) return null;
  const message = `The customer cannot be deactivated while it has ${reasons.join('; ')}. Then ask again`;
  return no(
    'CUSTOMER_IN_USE',
    message,
    [...projects.map(nameOf), ...owed.map(({ legalEntity }) => legalEntity)].slice(0, 50),
  );
}

/** A balance in words. */
export function balanceText({
  legalEntity,
  currency,
  open,
  unappliedCash,
  openCredits,
}: CustomerFacts['balances'][number]): string {
  const parts = [
    `open ${open}`,
    ...(isZero(unappliedCash) ? [] : [`unapplied cash ${unappliedCash}`]),
    ...(isZero(openCredits) ? [] : [`open credits ${openCredits}`]),
  ];
  return `${legalEntity} ${currency} ${parts.join(', ')}`;
}

const nameOf = ({ code, ref }: CustomerFacts['projects'][number]): string => code ?? ref.id;
const isZero = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);

function listed(names: readonly string[]): string {
  const more = names.length - listedMax;
  return names.slice(0, listedMax).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
