// Internal queries of the CRM for detectors: what stands there and ought to have started something.
import { pageSizeMax } from '../../../schema/canon/paging.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const standingQueries = {
  crmDealsStanding: async (_root, { stages, closedFrom, after }, { envelope, port }) => {
    const asked = { stages, closedFrom: closedFrom ?? null, after: after ?? null };
    const { items, next } = await port.standing.dealsStanding(envelope, asked);
    return { deals: items, next };
  },
  crmDealsNow: (_root, { deals }, { envelope, port }) =>
    port.standing.dealsNow(envelope, deals.slice(0, pageSizeMax).map(recordOf)),
  crmContractsStanding: async (_root, { after }, { envelope, port }) => {
    const { items, next } = await port.standing.contractsStanding(envelope, after ?? null);
    return { contracts: items, next };
  },
} satisfies Pick<QueryResolvers, 'crmDealsStanding' | 'crmDealsNow' | 'crmContractsStanding'>;
