// A customer's money, as the ERP tells it.
import type { ExchangeRate } from '../../../schema/canon/legal-entity.ts';
import { pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import type {
  BillingAccountResolvers,
  CustomerResolvers,
  ReceivablesSummaryResolvers,
} from '../generated/resolvers.ts';
import { receivablesOf } from '../receivables.ts';
import { legalEntityOf } from './references.ts';

export const customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  billingAccounts: async ({ id }, _args, { billingAccountsOf }) => (await billingAccountsOf.load(id))?.record ?? null,
  receivables: async ({ id }, _args, context) => {
    const found = await context.receivablesOf.load(id);
    return found === null ? null : receivablesOf(found.record, context.today);
  },
  openInvoices: async ({ id }, { first: asked, overdueOnly }, context) => {
    const { first } = pageRequest(asked ?? 50, null);
    const found = await context.receivablesOf.load(id);
    if (found === null) return null;
    const wanted = found.record.openInvoices
      .filter((invoice) => !overdueOnly || (invoice.dueOn !== null && invoice.dueOn < context.today))
      .sort((a, b) => ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1))
      .slice(0, first);
    return entitiesOf(context.translator, wanted, found.freshness);
  },
  exchangeRates: async ({ id }, _args, context) => {
    const found = await context.receivablesOf.load(id);
    if (found === null) return null;
    const { value } = await context.exchangeRates();
    const owed = new Set(receivablesOf(found.record, context.today).map((row) => row.currency));
    return ratesOf(owed, value);
  },
  erpSource: async ({ id }, _args, { receivablesOf: loader }) => (await loader.load(id))?.freshness ?? null,
};

/** The rates that lead out of or into some currencies: an ERP keeps them in one direction only. */
export function ratesOf(currencies: ReadonlySet<string>, rates: readonly ExchangeRate[]): readonly ExchangeRate[] {
  return rates.filter((rate) => currencies.has(rate.from) || currencies.has(rate.to));
}

export const billingAccount: BillingAccountResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  legalEntity: ({ legalEntity }, _args, context) => legalEntityOf(legalEntity, context),
};

export const receivablesSummary: ReceivablesSummaryResolvers = {
  legalEntity: ({ legalEntity }, _args, context) => legalEntityOf(legalEntity, context),
};
