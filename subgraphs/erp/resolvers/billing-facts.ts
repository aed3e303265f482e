// What a process has to know of who is billed: the same entities as everybody's, for a service that is nobody.
import { entitiesOf } from '../../crossref/translate.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

/** Enough to meet one of each legal entity that bills a customer. */
const invoicesMax = 50;

export const billingFacts = {
  erpCustomerToBill: (_root, { id }) => ({ id }),
  erpProjectToBill: (_root, { id }) => ({ id }),
  erpInvoicesToCustomer: async (_root, { id }, { port, envelope, translator }) => {
    const customer = await translator.refOf(id, 'CUSTOMER');
    if (customer === null) return [];
    const { value, freshness } = await port.invoices(envelope, {
      ...{
        first: invoicesMax,
        after: null,
        legalEntities: null,
        customers: [customer],
        projects: null,
        statuses: null,
      },
      ...{ issuedFrom: null, issuedTo: null, overdueOn: null },
    });
    return entitiesOf(translator, value.items, freshness);
  },
} satisfies Pick<QueryResolvers, 'erpCustomerToBill' | 'erpProjectToBill' | 'erpInvoicesToCustomer'>;
