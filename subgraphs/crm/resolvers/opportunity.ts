// Opportunity as the CRM tells it.
import { freshnessOf, told } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type { OpportunityResolvers, StatementOfWorkResolvers } from '../generated/resolvers.ts';
import { contractOf, customerOf } from './references.ts';

export const opportunity: OpportunityResolvers = {
  __resolveReference: async ({ id }, { opportunities }) => ({ id, known: await opportunities.load(id) }),
  name: told((record) => record.name),
  stage: told((record) => record.stage),
  probability: told((record) => record.probability),
  amount: told((record) => record.amount),
  closeOn: told((record) => record.closeOn),
  customer: ({ known }, _args, context, info) =>
    customerOf(known?.record.customer ?? null, context, asksOnlyForId(info)),
  contract: ({ known }, _args, context, info) =>
    contractOf(known?.record.contract ?? null, context, asksOnlyForId(info)),
  legalEntity: told(({ legalEntityCode }) => (legalEntityCode === null ? null : { code: legalEntityCode })),
  billingModel: told((record) => record.billingModel),
  serviceLine: told((record) => record.serviceLine),
  sowApprovedAt: told((record) => record.sowApprovedAt),
  statementOfWork: async ({ id, known }, _args, { statementsOf }) =>
    known === null ? null : ((await statementsOf.load(id))?.record ?? null),
  crmSource: freshnessOf,
};

export const statementOfWork: StatementOfWorkResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};
