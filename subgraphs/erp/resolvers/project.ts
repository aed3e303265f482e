// A project's money, as the ERP tells it.
import { pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type {
  BillingScheduleLineResolvers,
  BillingScheduleResolvers,
  ProjectResolvers,
  RevenueEventResolvers,
} from '../generated/resolvers.ts';
import { ratesOf } from './customer.ts';
import { invoiceOf, periodOf } from './references.ts';

export const project: ProjectResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  financeCode: async ({ id }, _args, { financeProjects }) =>
    (await financeProjects.load(id))?.record.financeCode ?? null,
  ledger: async ({ id }, _args, { ledgers }) => (await ledgers.load(id))?.record ?? null,
  invoices: async ({ id }, { first: asked }, { invoicesOf, translator }) => {
    const { first } = pageRequest(asked ?? 50, null);
    const found = await invoicesOf.load(id);
    return found === null ? null : entitiesOf(translator, found.record.slice(0, first), found.freshness);
  },
  billingSchedules: async ({ id }, _args, { billingSchedulesOf }) =>
    (await billingSchedulesOf.load(id))?.record ?? null,
  revenueEvents: async ({ id }, _args, { revenueEventsOf }) => (await revenueEventsOf.load(id))?.record ?? null,
  exchangeRates: async ({ id }, _args, { ledgers, exchangeRates }) => {
    const found = await ledgers.load(id);
    if (found === null) return null;
    const { currency, recognized } = found.record;
    return ratesOf(new Set([currency, recognized.currency]), (await exchangeRates()).value);
  },
  erpSource: async ({ id }, _args, { ledgers }) => (await ledgers.load(id))?.freshness ?? null,
};

export const billingSchedule: BillingScheduleResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};

export const billingScheduleLine: BillingScheduleLineResolvers = {
  invoice: ({ invoice }, _args, context, info) => invoiceOf(invoice, context, asksOnlyForId(info)),
};

export const revenueEvent: RevenueEventResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  period: ({ period }, _args, context) => periodOf(period, context),
};
