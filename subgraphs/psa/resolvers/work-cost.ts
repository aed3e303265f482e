// Internal queries of the PSA about what work costs.
import { recordOf } from '../../ledger/desk.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const costQuery = {
  psaCostWork: (_root, { projects, from, through }, { envelope, port }) =>
    port.costReads.work(envelope, { projects: projects.map(recordOf), from, through }),
  psaCostWorkNow: (_root, { items }, { envelope, port }) => port.costReads.workNow(envelope, items.map(recordOf)),
} satisfies Pick<QueryResolvers, 'psaCostWork' | 'psaCostWorkNow'>;
