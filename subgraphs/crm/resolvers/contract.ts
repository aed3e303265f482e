// Contract, its lines, performance obligations and amendments, as the CRM tells them.
import { identityText } from '../../../schema/canon/identity.ts';
import { freshnessOf, told } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type {
  ContractAmendmentResolvers,
  ContractLineResolvers,
  ContractResolvers,
  PerformanceObligationResolvers,
} from '../generated/resolvers.ts';
import { customerOf, opportunityOf } from './references.ts';

export const contract: ContractResolvers = {
  __resolveReference: async ({ id }, { contracts }) => ({ id, known: await contracts.load(id) }),
  number: told((record) => record.number),
  version: told((record) => record.version),
  status: told((record) => record.status),
  customer: ({ known }, _args, context, info) =>
    customerOf(known?.record.customer ?? null, context, asksOnlyForId(info)),
  opportunity: ({ known }, _args, context, info) =>
    opportunityOf(known?.record.opportunity ?? null, context, asksOnlyForId(info)),
  legalEntity: told(({ legalEntityCode }) => (legalEntityCode === null ? null : { code: legalEntityCode })),
  signedOn: told((record) => record.signedOn),
  startOn: told((record) => record.startOn),
  endOn: told((record) => record.endOn),
  currency: told((record) => record.currency),
  totalValue: told((record) => record.totalValue),
  notToExceed: told((record) => record.notToExceed),
  paymentTerms: told((record) => record.paymentTerms),
  purchaseOrder: told((record) => record.purchaseOrder),
  purchaseOrderValue: told((record) => record.purchaseOrderValue),
  purchaseOrderExpiresOn: told((record) => record.purchaseOrderExpiresOn),
  rateCard: async ({ known }, _args, { translator }) => {
    const ref = known?.record.rateCard ?? null;
    return ref === null ? null : { id: await translator.idOf(ref) };
  },
  lines: told(({ lines, obligations }) => lines.map((line) => ({ line, obligations }))),
  performanceObligations: told((record) => record.obligations),
  amendments: told((record) => record.amendments),
  crmSource: freshnessOf,
};

export const contractLine: ContractLineResolvers = {
  id: ({ line }, _args, { translator }) => translator.idOf(line.ref),
  description: ({ line }) => line.description,
  billingModel: ({ line }) => line.billingModel,
  amount: ({ line }) => line.amount,
  unitPrice: ({ line }) => line.unitPrice,
  quantity: ({ line }) => line.quantity,
  notToExceed: ({ line }) => line.notToExceed,
  startOn: ({ line }) => line.startOn,
  endOn: ({ line }) => line.endOn,
  rollover: ({ line }) => line.rollover,
  revenueMethod: ({ line }) => line.revenueMethod,
  performanceObligation: ({ line, obligations }) => {
    const wanted = line.obligation;
    if (wanted === null) return null;
    return obligations.find((obligation) => identityText(obligation.ref) === identityText(wanted)) ?? null;
  },
};

export const performanceObligation: PerformanceObligationResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};

export const contractAmendment: ContractAmendmentResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};
