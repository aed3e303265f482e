// What a process has to know of projects before they are billed: the same entities as everybody's, for a service that is nobody.
import { connection, pageSizeMax } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const billingFacts = {
  psaProjectToBill: async (_root, { id }, { projects }) => {
    const known = await projects.load(id);
    return known === null ? null : { id, known };
  },
  psaProjectsToBill: async (_root, { after }, { port, envelope, translator }) => {
    const { value, freshness } = await port.projects(envelope, {
      ...{ first: pageSizeMax, after: after ?? null, statuses: ['ACTIVE', 'COMPLETED'], customers: null, search: null },
    });
    const nodes = await entitiesOf(translator, value.items, freshness, (project) => project.links);
    return connection(value, nodes, after ?? null);
  },
} satisfies Pick<QueryResolvers, 'psaProjectToBill' | 'psaProjectsToBill'>;
