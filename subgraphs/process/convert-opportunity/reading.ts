// Reads what a conversion is decided on from the systems themselves, each now and none of a cache, and puts it as the rules want it.
import { mintId } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { DealFacts } from '../systems/crm-deals.ts';
import type { ConversionFacts as ErpFacts } from '../systems/erp-projects.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConversionFacts, Deal, DealCustomer, DealLine, Seller } from './facts.ts';

/** Where the facts come from. */
export interface Sources {
  readonly systems: Systems;
  readonly instances: { readonly psa: string; readonly erp: string };
  /** Records that are known to be one with a canonical id's, by somebody's reference field. */
  readonly recordsOf: (id: string) => Promise<readonly RecordRef[]>;
  /** Business day, YYYY-MM-DD: what has no first day begins on it. */
  readonly today: () => string;
}

/**
 * Everything the gates look at; null when the CRM has no such deal. `heard` is told of the deal before the other systems are asked. Raises
 * Fault when a system cannot be asked.
 */
export async function readFacts(
  sources: Sources,
  opportunity: RecordRef,
  heard: (deal: Deal) => Promise<void> = () => Promise.resolve(),
): Promise<ConversionFacts | null> {
  const { systems, today } = sources;
  const told = await systems.crm.deal(opportunity);
  if (told === null) return null;
  const deal = dealOf(told);
  await heard(deal);
  const known = told.customer === null ? null : await knownCustomer(sources, told.customer);
  const question = { customer: known?.erp ?? null, buyerCountry: known?.country ?? null, on: deal.startOn ?? today() };
  const [erp, psa] = await Promise.all([
    systems.erp.conversionFacts(question),
    systems.psa.conversionFacts(known?.psa ?? null),
  ]);
  return {
    deal,
    customer: known === null ? null : customerOf(known, erp, psa.customer !== null),
    sellers: sellersOf(erp),
    currencies: erp.currencies,
    paymentTerms: erp.paymentTerms,
    templates: psa.templates.map(({ key, title, serviceLine, roles }) => ({
      key,
      title,
      serviceLine,
      roles: roles.map(({ role, estimatedMinutes }) => ({ role, estimated: estimatedMinutes })),
    })),
    rateCards: psa.rateCards.map(({ ref, currency }) => ({ key: ref.id, currency, ref })),
    serviceLines: psa.serviceLines,
  };
}

/** The customer as the CRM knows it, with its records elsewhere by the CRM's own fields. */
interface Known {
  readonly erp: RecordRef | null;
  readonly psa: RecordRef | null;
  readonly country: string | null;
  readonly parent: { readonly inErp: boolean } | null;
}

async function knownCustomer(sources: Sources, customer: RecordRef): Promise<Known> {
  const [records, told] = await Promise.all([elsewhere(sources, customer), sources.systems.crm.customer(customer)]);
  const parent = told?.parent ?? null;
  const above = parent === null ? null : await elsewhere(sources, parent);
  return {
    ...records,
    country: told?.country ?? null,
    parent: above === null ? null : { inErp: above.erp !== null },
  };
}

/** By the CRM's own fields, or else by the other systems' references to it (ARCHITECTURE rule 1). */
async function elsewhere(
  { systems, instances, recordsOf }: Sources,
  customer: RecordRef,
): Promise<Pick<Known, 'erp' | 'psa'>> {
  const [named, records] = await Promise.all([systems.crm.customerLinks(customer), recordsOf(mintId(customer))]);
  const at = (system: 'ERP' | 'PSA', instance: string, id: string | null | undefined): RecordRef | null =>
    id == null
      ? (records.find((ref) => ref.system === system && ref.kind === 'CUSTOMER') ?? null)
      : { system, instance, kind: 'CUSTOMER', id };
  return { erp: at('ERP', instances.erp, named?.erp), psa: at('PSA', instances.psa, named?.psa) };
}

/** A link that leads nowhere is no match. */
function customerOf({ erp, psa, country, parent }: Known, { customer }: ErpFacts, isInPsa: boolean): DealCustomer {
  return {
    erp: customer === null ? null : erp,
    psa: isInPsa ? psa : null,
    active: customer?.active === true,
    onHold: customer?.credit === 'ON_HOLD',
    currencies: customer?.currencies ?? [],
    country,
    parent,
  };
}

function sellersOf({ legalEntities, customer }: ErpFacts): readonly Seller[] {
  const billing = new Set(customer?.legalEntities.map(({ id }) => id));
  return legalEntities
    .filter(({ active }) => active)
    .map(({ ref, code, name, registrations, period }) => ({
      ref,
      code,
      name,
      nexus: [...new Set(registrations.map(({ country }) => country))],
      billsCustomer: billing.has(ref.id),
      isPeriodOpen: period?.receivables === 'OPEN',
    }));
}

function dealOf(told: DealFacts): Deal {
  const { ref, name, stage, currency, amount, customer, contract, statementOfWork, lines } = told;
  const days = lines.flatMap(({ startOn }) => startOn ?? []).sort();
  const ends = lines.flatMap(({ endOn }) => endOn ?? []).sort();
  return {
    ref,
    name,
    stage,
    currency: contract?.currency ?? currency,
    amount: amountOf(amount),
    customer,
    contract: contract === null ? null : { id: contract.ref.id, status: contract.status },
    statementOfWork:
      statementOfWork === null ? null : { id: statementOfWork.ref.id, state: statementOfWork.approvalState },
    startOn: contract?.startOn ?? days[0] ?? null,
    endOn: contract?.endOn ?? ends.at(-1) ?? null,
    paymentTerms: contract?.paymentTerms ?? null,
    rateCardKey: contract?.rateCard?.id ?? null,
    lines: lines.map((line): DealLine => {
      const { description, legalEntityCode, billingModel, serviceLine, templateKey } = line;
      const milestones = line.milestones.flatMap(({ name: title, dueOn, amount: part }) => {
        const priced = amountOf(part);
        // One without an amount makes the line's sum wrong, which its gate says.
        return priced === null ? [] : [{ name: title, dueOn, amount: priced }];
      });
      const own = { id: line.ref.id, description, legalEntityCode, billingModel, serviceLine, templateKey };
      return { ...own, amount: amountOf(line.amount), milestones };
    }),
  };
}

function amountOf(told: { readonly amount: string; readonly currency: string } | null): Money | null {
  return told === null ? null : money(told.amount, currencyCode(told.currency));
}
