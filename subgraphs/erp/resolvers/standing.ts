// Internal query of the ERP for detectors: what finance has of projects that others tell of. Of now or a Fault.
import { pageSizeMax } from '../../../schema/canon/paging.ts';
import type { Sourced } from '../../crossref/translate.ts';
import { Fault } from '../../runtime/fault.ts';
import type { ErpContext } from '../context.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const standingQueries = {
  erpProjectsStanding: async (_root, { projects }, context) => {
    const ids = projects.slice(0, pageSizeMax);
    return Promise.all(
      ids.map(async (id) => {
        const [finance, schedules] = await Promise.all([
          context.financeProjects.load(id),
          context.billingSchedulesOf.load(id),
        ]);
        const planned = told(schedules, context) ?? [];
        return { id, financeCode: told(finance, context)?.financeCode ?? null, schedules: planned.length };
      }),
    );
  },
} satisfies Pick<QueryResolvers, 'erpProjectsStanding'>;

/** A detector acts on this, and may wait; what the ERP once said is for people to read. */
function told<T>(sourced: Sourced<T> | null, { port }: Pick<ErpContext, 'port'>): T | null {
  if (sourced === null) return null;
  const { record, freshness } = sourced;
  if (freshness.servedFrom !== 'STALE_CACHE') return record;
  const { system, instance } = port;
  throw new Fault({ code: freshness.staleReason ?? 'SYSTEM_UNAVAILABLE', system, instance });
}
