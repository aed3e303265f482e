// Customer as the CRM tells it.
import { entitiesOf, freshnessOf, told } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type { CustomerResolvers } from '../generated/resolvers.ts';
import { customerOf } from './references.ts';

export const customer: CustomerResolvers = {
  __resolveReference: async ({ id }, { customers }) => ({ id, known: await customers.load(id) }),
  name: told((record) => record.name),
  parent: ({ known }, _args, context, info) => customerOf(known?.record.parent ?? null, context, asksOnlyForId(info)),
  accountOwner: told((record) => record.accountOwner?.name ?? null),
  accountOwnerEmail: told((record) => record.accountOwner?.email ?? null),
  segment: told((record) => record.segment),
  country: told((record) => record.country),
  website: told((record) => record.website),
  renewalOn: told((record) => record.renewalOn),
  opportunities: async ({ id }, _args, { opportunitiesOf, translator }) => {
    const found = await opportunitiesOf.load(id);
    return found === null ? null : entitiesOf(translator, found.record, found.freshness);
  },
  contracts: async ({ id }, _args, { contractsOf, translator }) => {
    const found = await contractsOf.load(id);
    return found === null ? null : entitiesOf(translator, found.record, found.freshness);
  },
  duplicateCandidates: async ({ id }, _args, { candidatesOf, customers }, info) => {
    const candidates = await candidatesOf.load(id);
    const onlyId = asksOnlyForId(info);
    return Promise.all(
      candidates.map(async (candidate) => ({
        customer: { id: candidate.otherId, known: onlyId ? null : await customers.load(candidate.otherId) },
        score: candidate.score,
        matchedOn: candidate.matchedOn,
      })),
    );
  },
  crmSource: freshnessOf,
};
