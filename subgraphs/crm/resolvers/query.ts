// The CRM's own questions: records by id, and pages of customers and deals.
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import { isFault } from '../../runtime/fault.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { changeQueries } from './changes.ts';
import { internalQuery } from './customer-writes.ts';
import { dealQuery } from './opportunity-writes.ts';
import { standingQueries } from './standing.ts';

export const query: QueryResolvers = {
  ...internalQuery,
  ...dealQuery,
  ...changeQueries,
  ...standingQueries,
  customer: async (_root, { id }, { customers }) => {
    const known = await customers.load(id);
    return known === null ? null : { id, known };
  },
  opportunity: async (_root, { id }, { opportunities }) => {
    const known = await opportunities.load(id);
    return known === null ? null : { id, known };
  },
  contract: async (_root, { id }, { contracts }) => {
    const known = await contracts.load(id);
    return known === null ? null : { id, known };
  },
  customers: async (_root, { first, after, filter }, context, info) => {
    const page = pageRequest(first ?? 50, after);
    const search = filter?.search ?? null;
    try {
      const { value, freshness } = await context.port.customers(context.envelope, { ...page, search });
      const nodes = await entitiesOf(context.translator, value.items, freshness, (customer) => customer.links);
      return connection(value, nodes, page.after);
    } catch (fault) {
      // A silent CRM need not empty the page: who the customers are is on file, and other systems may know the rest.
      const known = isFault(fault) && search === null ? await context.translator.identities('CUSTOMER', page) : null;
      if (!isFault(fault) || known === null || known.items.length === 0) throw fault;
      context.reports.add(info, fault);
      return connection(known, known.items, page.after);
    }
  },
  opportunities: async (_root, { first, after, filter }, context) => {
    const page = pageRequest(first ?? 50, after);
    const customerId = filter?.customerId ?? null;
    const customer = customerId === null ? null : await context.translator.refOf(customerId, 'CUSTOMER');
    const { value, freshness } = await context.port.opportunities(context.envelope, {
      ...page,
      stages: filter?.stages ?? null,
      // A customer this CRM does not know has no deals here: an empty list asks for none of them.
      customers: customerId === null ? null : customer === null ? [] : [customer],
      closeFrom: filter?.closeOn?.from ?? null,
      closeTo: filter?.closeOn?.to ?? null,
    });
    return connection(value, await entitiesOf(context.translator, value.items, freshness), page.after);
  },
};
