// What a process has to know of a contract before it is billed: the same entities as everybody's, for a service that is nobody.
import type { QueryResolvers } from '../generated/resolvers.ts';

export const billingFacts = {
  crmContractToBill: async (_root, { id }, { contracts }) => {
    const known = await contracts.load(id);
    return known === null ? null : { id, known };
  },
  crmCustomerToBill: async (_root, { id }, { customers }) => {
    const known = await customers.load(id);
    return known === null ? null : { id, known };
  },
} satisfies Pick<QueryResolvers, 'crmContractToBill' | 'crmCustomerToBill'>;
