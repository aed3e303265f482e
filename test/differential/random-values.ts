// Values for arguments and filters, drawn from the firm: ids that are there, ids that only one system knows, ids of nothing.
import type { Chance } from '../federation/random.ts';
import { netsuiteIds, salesforceIds } from '../../subgraphs/sandbox/firm/ids.ts';
import { legalEntityIds } from './erp-plain.ts';
import { crmId, erpId } from './identities.ts';
import { foreignCurrencies } from './plain-money.ts';
import type { World } from './world.ts';

/** A UUIDv5 that nothing has, and texts that are no ids at all. */
const idsOfNothing = ['00000000-0000-5000-8000-000000000000', 'nobody', ''];
/** Texts that break careless queries. */
const awkwardTexts = ["'", '%', '_', '\\', '"', 'zzz', '100%', ' ', 'é', 'ß'];
const firmCurrencies = ['USD', 'GBP', 'EUR', 'JPY', 'CHF', 'KWD'];
/** Days that the firm's history and plans lie within. */
const [firstDay, lastDay] = [Date.parse('2025-10-01'), Date.parse('2027-02-01')];
const dayMs = 86_400_000;

/** Draws a value for an argument (`Query.invoice.id`) or a field of an input (`InvoiceFilter.customerId`). */
export type DrawValue = (coordinate: string, chance: Chance) => unknown;

/** Values from a firm; throws for a coordinate it was not told of, so that a new argument is not forgotten. */
export function valuesOf({ firm, ids }: World): DrawValue {
  const pools = {
    customer: [firm.crmAccounts.map(({ ordinal }) => ids.ofAccount(ordinal)), ids.customerIds],
    project: [firm.projects.map(({ ordinal }) => ids.ofProject(ordinal)), ids.projectIds],
    opportunity: [firm.opportunities.map(({ ordinal }) => crmId('OPPORTUNITY', salesforceIds.opportunity(ordinal)))],
    contract: [firm.contracts.map(({ ordinal }) => crmId('CONTRACT', salesforceIds.contract(ordinal)))],
    invoice: [firm.invoices.map(({ ordinal }) => erpId('INVOICE', netsuiteIds.invoice(ordinal)))],
    legalEntity: [[...legalEntityIds(firm).keys()]],
  } as const;
  const strangers = Object.values(pools).map(([own]) => own);
  const idOf = (kind: keyof typeof pools, chance: Chance): string => {
    if (chance.is(0.03)) return chance.pick(idsOfNothing);
    if (chance.is(0.02)) return chance.pick(chance.pick(strangers));
    return chance.pick(chance.pick<readonly string[]>(pools[kind]));
  };
  const partOf = (texts: readonly string[], chance: Chance): string => {
    if (chance.is(0.15)) return chance.pick(awkwardTexts);
    const characters = Array.from(chance.pick(texts));
    const start = chance.below(characters.length);
    const part = characters.slice(start, start + 1 + chance.below(7)).join('');
    return chance.is(0.3) ? part.toUpperCase() : chance.is(0.3) ? part.toLowerCase() : part;
  };
  const day = (chance: Chance): string =>
    new Date(firstDay + chance.below((lastDay - firstDay) / dayMs) * dayMs).toISOString().slice(0, 10);
  const currency = (chance: Chance): string =>
    chance.pick(chance.is(0.15) ? Object.keys(foreignCurrencies) : firmCurrencies);
  const flag = (chance: Chance): boolean => chance.is(0.5);
  const draws: Readonly<Record<string, (chance: Chance) => unknown>> = {
    'Query.customer.id': (chance) => idOf('customer', chance),
    'Query.opportunity.id': (chance) => idOf('opportunity', chance),
    'Query.contract.id': (chance) => idOf('contract', chance),
    'Query.invoice.id': (chance) => idOf('invoice', chance),
    'Query.project.id': (chance) => idOf('project', chance),
    'Query.exchangeRates.on': day,
    'Customer.position.currency': currency,
    'Customer.openInvoices.overdueOnly': flag,
    'Project.financials.currency': currency,
    'DateRange.from': day,
    'DateRange.to': day,
    'CustomerFilter.search': (chance) =>
      partOf(
        firm.crmAccounts.map(({ name }) => name),
        chance,
      ),
    'OpportunityFilter.customerId': (chance) => idOf('customer', chance),
    'InvoiceFilter.legalEntityId': (chance) => idOf('legalEntity', chance),
    'InvoiceFilter.customerId': (chance) => idOf('customer', chance),
    'InvoiceFilter.projectId': (chance) => idOf('project', chance),
    'InvoiceFilter.overdueOnly': flag,
    'CashFilter.legalEntityId': (chance) => idOf('legalEntity', chance),
    'CashFilter.customerId': (chance) => idOf('customer', chance),
    'CashFilter.unappliedOnly': flag,
    'ProjectFilter.customerId': (chance) => idOf('customer', chance),
    'ProjectFilter.search': (chance) =>
      partOf(
        firm.projects.map(({ title }) => title),
        chance,
      ),
    'ResourceFilter.search': (chance) =>
      partOf(
        firm.people.map(({ name }) => name),
        chance,
      ),
    'WorkFilter.projectId': (chance) => idOf('project', chance),
    'WorkFilter.billable': flag,
    'WorkFilter.invoiced': flag,
  };
  return (coordinate, chance) => {
    const draw = draws[coordinate];
    if (draw === undefined) throw new Error(`No values are known for ${coordinate}; tell random-values.ts of some`);
    return draw(chance);
  };
}
