// The rule of each gate, decided from facts alone: open with what was seen, or shut with what to do.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { Role } from '../../../schema/canon/roles.ts';
import { compare, sum } from '../../../schema/canon/money.ts';
import type { ConversionFacts, Deal, DealCustomer, DealLine, Seller, SowState } from './facts.ts';

/** What starts a conversion is a policy of the firm (REQUIREMENTS 199). */
export const conversionTriggers = ['CONTRACTED', 'CLOSED_WON', 'SOW_APPROVED'] as const;
export type ConversionTrigger = (typeof conversionTriggers)[number];

/** A rule's answer: open with what was seen, or shut with what to do. */
export type Finding = { readonly passed: true; readonly detail: string } | Shut;
type Shut = {
  readonly passed: false;
  readonly detail: string;
  readonly remedy: string;
  /** Whose it is to mend, where that is not whose gate it is. */
  readonly place: GatePlace | null;
};

/** The system where something is mended, and the role that does it there. */
export type GatePlace = { readonly system: 'CRM' | 'PSA' | 'ERP'; readonly ownerRole: Role };
/** What the deal says is corrected in the CRM. */
export const sales: GatePlace = { system: 'CRM', ownerRole: 'account-manager' };
/** What the books say is corrected in the ERP. */
export const finance: GatePlace = { system: 'ERP', ownerRole: 'finance-controller' };

/** The legal entities the deal's lines name, as far as the ERP has them; each once, in the order of the lines. */
export function sellersOf({ deal, sellers }: Pick<ConversionFacts, 'deal' | 'sellers'>): readonly Seller[] {
  const codes = new Set(deal.lines.map(({ legalEntityCode }) => legalEntityCode));
  return [...codes].flatMap((code) => sellers.find((seller) => code !== null && seller.code === code) ?? []);
}

const open = (detail: string): Finding => ({ passed: true, detail });
const shut = (detail: string, remedy: string, place: GatePlace | null = null): Finding => ({
  passed: false,
  detail,
  remedy,
  place,
});

/** Whether the deal is where the firm starts projects (REQUIREMENTS 199). */
export function triggerCheck({ stage, statementOfWork }: Deal, trigger: ConversionTrigger): Finding {
  const sow = statementOfWork?.state ?? null;
  const said = `The deal is ${stage}, its statement of work ${sow ?? 'MISSING'}`;
  if (isTriggered(stage, sow, trigger)) return open(said);
  return shut(
    `${said}; conversions start at ${trigger}`,
    'Bring the deal to that point in the CRM; where deals are followed the run goes on by itself then',
  );
}

/** Whether a deal is where conversions start. Who waits for a signature is content with a won deal, and not the other way round. */
export function isTriggered(stage: Deal['stage'], sow: SowState | null, trigger: ConversionTrigger): boolean {
  if (trigger === 'SOW_APPROVED') return isApproved(sow) && stage !== 'CLOSED_LOST';
  return stage === 'CLOSED_WON' || (trigger === 'CONTRACTED' && stage === 'CONTRACTED');
}

/** Whether its contract was approved and signed. */
export function contractCheck({ contract }: Deal): Finding {
  if (contract === null)
    return shut('The deal has no contract', 'Make the contract in the CRM and name it on the deal');
  if (contract.status === 'ACTIVE') return open(`Contract ${contract.id} is active`);
  const remedy = 'Have it approved and activated in the CRM';
  return shut(`Contract ${contract.id} is ${contract.status}, not ACTIVE`, remedy);
}

/** Whether its statement of work was approved. */
export function sowCheck({ statementOfWork: sow }: Deal): Finding {
  if (sow === null)
    return shut('The deal has no statement of work', 'Add it to the deal in the CRM and have it approved');
  if (isApproved(sow.state)) return open(`Statement of work ${sow.id} is ${sow.state}`);
  return shut(`Statement of work ${sow.id} is ${sow.state}`, 'Have it approved in the CRM');
}

function isApproved(state: SowState | null): boolean {
  return state === 'APPROVED' || state === 'SIGNED';
}

/** Whether delivery and finance know the customer. */
export function matchedCheck(customer: DealCustomer | null): Finding {
  if (customer === null) return shut('The deal names no customer', 'Name the account on the deal in the CRM', sales);
  const missing = [...(customer.erp === null ? ['ERP'] : []), ...(customer.psa === null ? ['PSA'] : [])];
  if (missing.length > 0) {
    const detail = `The customer is not known in the ${missing.join(' and the ')}`;
    return shut(detail, 'Onboard it with onboardCustomer; then send the conversion on');
  }
  if (!customer.active)
    return shut('The customer is inactive in the ERP', 'Activate it in the ERP, or finish its onboarding');
  return open('The customer is known and active');
}

/** A group's credit limit and consolidated statement need the parent where the child is (REQUIREMENTS 26, 190). */
export function hierarchyCheck(customer: DealCustomer | null): Finding {
  if (customer?.parent?.inErp === false) {
    const remedy = 'Onboard the parent with onboardCustomer first, or take it off the account in the CRM';
    return shut('The CRM gives the customer a parent that is not in the ERP', remedy);
  }
  return open(customer?.parent == null ? 'The customer belongs to no other' : 'Its parent is in the ERP');
}

/** Whether more may be sold on credit. */
export function creditCheck(customer: DealCustomer | null): Finding {
  if (customer?.onHold !== true) return open('No credit hold');
  return shut('The customer is on credit hold in the ERP', 'Collect or release the hold in the ERP');
}

/** Whether every line has a seller in the ERP (DOMAIN rule 20). */
export function legalEntityCheck(facts: ConversionFacts): Finding {
  const { deal, sellers } = facts;
  if (deal.lines.length === 0) return shut('The deal has no lines', 'Add what is sold, with its seller, in the CRM');
  const missing = deal.lines.filter(({ legalEntityCode }) => legalEntityCode === null);
  if (missing.length > 0) {
    return shut(
      `${missing.length} of ${deal.lines.length} lines name no seller`,
      'Name the legal entity on each line in the CRM',
    );
  }
  const known = new Set(sellersOf(facts).map(({ code }) => code));
  const unknown = deal.lines.map(({ legalEntityCode }) => legalEntityCode).filter((code) => !known.has(code));
  if (unknown.length === 0) return open(`Sold by ${[...known].join(', ')}`);
  const codes = sellers.flatMap(({ code }) => code ?? []).join(', ');
  return shut(`The ERP has no legal entity ${[...new Set(unknown)].join(', ')}`, `Use one of ${codes} in the CRM`);
}

/** Whether tax can be determined: undetermined is a hold, never 0 % (DOMAIN rules 13, 15, 16). */
export function nexusCheck(facts: ConversionFacts): Finding {
  const country = facts.customer?.country ?? null;
  if (country === null)
    return shut('Nobody says where the customer is taxed', 'Fill its billing country in the CRM', sales);
  // Undetermined tax is a hold, never 0 % (DOMAIN rule 16).
  const without = sellersOf(facts).filter(({ nexus }) => nexus.length === 0);
  if (without.length === 0) return open(`Tax of ${country} can be determined`);
  const names = without.map(({ code, name }) => code ?? name).join(', ');
  return shut(
    `${names} has no tax registration, so tax of ${country} cannot be determined`,
    'Add the registration in the ERP',
  );
}

/** Whether it can be billed in its currency, which is one (DOMAIN rule 4). */
export function currencyCheck({ deal, customer, currencies }: ConversionFacts): Finding {
  const others = deal.lines.filter(({ amount }) => amount !== null && amount.currency !== deal.currency);
  if (others.length > 0) {
    const detail = `The deal is in ${deal.currency}, ${others.length} of its lines are not`;
    return shut(detail, 'Bring them into one currency in the CRM', sales);
  }
  if (!currencies.includes(deal.currency)) {
    const detail = `The ERP keeps no ${deal.currency}; it keeps ${currencies.join(', ')}`;
    return shut(detail, 'Add the currency in the ERP, or change the deal');
  }
  if (customer?.erp != null && !customer.currencies.includes(deal.currency)) {
    const detail = `The customer is billed in ${customer.currencies.join(', ')}, not in ${deal.currency}`;
    return shut(detail, 'Let the customer be billed in it in the ERP, or change the deal');
  }
  return open(`The customer can be billed in ${deal.currency}`);
}

/** Whether the ERP knows when it is to be paid. */
export function termsCheck({ deal, paymentTerms }: ConversionFacts): Finding {
  const { paymentTerms: terms } = deal;
  if (terms === null) return shut('The contract has no payment terms', 'Fill them in the CRM');
  if (paymentTerms.includes(terms)) return open(`Payment terms ${terms}`);
  return shut(
    `The ERP has no payment terms "${terms}"; it has ${paymentTerms.join(', ')}`,
    'Use one of them in the CRM',
  );
}

/** Whether every line says how it becomes an invoice (DOMAIN rules 22-27). */
export function billingModelCheck({ lines }: Deal): Finding {
  const unknown = lines.filter(({ billingModel }) => billingModel === 'UNKNOWN');
  if (lines.length === 0 || unknown.length > 0) {
    const detail = `${unknown.length} of ${lines.length} lines do not say how they are billed`;
    return shut(detail, 'Choose a billing model for each in the CRM');
  }
  const unpriced = lines.filter((line) => line.amount === null && isScheduled(line.billingModel));
  if (unpriced.length > 0) {
    return shut(`${unpriced.length} lines are billed by schedule and have no price`, 'Price them in the CRM');
  }
  const unplanned = lines.filter((line) => line.billingModel === 'MILESTONE' && line.milestones.length === 0);
  if (unplanned.length > 0) {
    return shut(`${unplanned.length} milestone lines have no milestones`, 'Add them to the contract in the CRM');
  }
  const uneven = lines.filter((line) => line.milestones.length > 0 && !addsUpTo(line));
  if (uneven.length > 0) {
    const names = uneven.map(({ description }) => description).join(', ');
    return shut(`The milestones of ${names} do not add up to the line`, 'Correct their amounts in the CRM');
  }
  return open([...new Set(lines.map(({ billingModel }) => billingModel))].join(', '));
}

function isScheduled(model: BillingModel): boolean {
  return model !== 'TIME_AND_MATERIALS' && model !== 'NON_BILLABLE';
}

/** Another currency than the line's adds up to nothing. */
function addsUpTo({ milestones, amount: total }: DealLine): boolean {
  if (total === null) return false;
  const amounts = milestones.map(({ amount }) => amount);
  if (amounts.some(({ currency }) => currency !== total.currency)) return false;
  return compare(sum(currencyCode(total.currency), amounts), total) === 0;
}

/** Whether hours have a price in the deal's currency (DOMAIN rule 50). */
export function rateCardCheck({ deal, rateCards }: ConversionFacts): Finding {
  // Only work priced by the hour needs prices (DOMAIN rules 22, 50).
  if (!deal.lines.some(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS' || billingModel === 'RETAINER')) {
    return open('Nothing of it is priced by the hour');
  }
  const { rateCardKey: key, currency } = deal;
  if (key === null)
    return shut('Hours are sold and no rate card is named', 'Name the rate card on the contract in the CRM');
  const card = rateCards.find((one) => one.key === key);
  if (card === undefined)
    return shut(`The PSA has no rate card ${key}`, 'Name another in the CRM, or make it in the PSA');
  if (card.currency !== null && card.currency !== currency) {
    return shut(
      `Rate card ${key} is in ${card.currency}, the deal in ${currency}`,
      `Name a rate card in ${currency} in the CRM`,
    );
  }
  return open(`Rate card ${key}`);
}

/** Whether the PSA has the plan to begin with. */
export function templateCheck({ deal: { lines }, templates }: ConversionFacts): Finding {
  const keys = templates.map(({ key }) => key).join(', ');
  const missing = lines.filter(({ templateKey }) => templateKey === null);
  if (lines.length === 0 || missing.length > 0) {
    const detail = `${missing.length} of ${lines.length} lines name no project template`;
    return shut(detail, `Name one of ${keys} in the CRM`);
  }
  const named = [...new Set(lines.flatMap(({ templateKey }) => templateKey ?? []))];
  const unknown = named.filter((name) => !templates.some(({ key }) => key === name));
  if (unknown.length > 0)
    return shut(
      `The PSA has no template ${unknown.join(', ')}`,
      `Use one of ${keys} in the CRM, or make it in the PSA`,
    );
  return open(`Template ${named.join(', ')}`);
}

/** Whether the PSA delivers what is sold. */
export function serviceLineCheck({ deal: { lines }, templates, serviceLines }: ConversionFacts): Finding {
  const missing = lines.filter(({ serviceLine }) => serviceLine === null);
  if (lines.length === 0 || missing.length > 0) {
    return shut(`${missing.length} of ${lines.length} lines name no service line`, 'Name it in the CRM');
  }
  const named = [...new Set(lines.flatMap(({ serviceLine }) => serviceLine ?? []))];
  const unknown = named.filter((name) => !serviceLines.includes(name));
  if (unknown.length > 0) {
    const detail = `The PSA delivers no ${unknown.join(', ')}; it delivers ${serviceLines.join(', ')}`;
    return shut(detail, 'Correct it in the CRM');
  }
  for (const { templateKey, serviceLine } of lines) {
    const meant = templates.find(({ key }) => key === templateKey)?.serviceLine ?? null;
    if (meant !== null && meant !== serviceLine) {
      return shut(
        `Template ${templateKey} is for ${meant}, the line is ${serviceLine}`,
        'Name a template of its service line in the CRM',
      );
    }
  }
  return open(named.join(', '));
}

/** Whether its first day can be posted (DOMAIN rule 44). */
export function periodCheck(facts: ConversionFacts): Finding {
  const closed = sellersOf(facts).filter(({ isPeriodOpen }) => !isPeriodOpen);
  if (closed.length === 0) return open(`Receivables are open on ${facts.deal.startOn ?? 'its start'}`);
  const names = closed.map(({ code, name }) => code ?? name).join(', ');
  return shut(
    `The receivables of ${names} take no posting on ${facts.deal.startOn ?? 'its start'}`,
    'Have the period opened in the ERP, or move the start in the CRM',
  );
}
