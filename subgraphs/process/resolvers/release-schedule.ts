// Releases that begin by themselves, as the graph shows them.
import { madeBy, readSchedules } from '../../journal/release-schedules.ts';
import type { QueryResolvers, ReleaseScheduleResolvers } from '../generated/resolvers.ts';
import { demand } from './permissions.ts';

export const scheduleQueries: Pick<QueryResolvers, 'releaseSchedule'> = {
  releaseSchedule: (_root, _arguments, { envelope, books }) => {
    demand('seeBilling', envelope);
    return readSchedules(books.db).then((all) => [...all]);
  },
};

export const releaseSchedule: ReleaseScheduleResolvers = {
  legalEntityCode: ({ legalEntity }) => legalEntity,
  nextDueAt: ({ nextDueAt }) => nextDueAt.toISOString(),
  lookedAt: ({ lookedAt }) => lookedAt?.toISOString() ?? null,
  lastRun: ({ runId }, _arguments, { runOf }) => (runId === null ? null : runOf.load(runId)),
  made: async ({ runId }, _arguments, { books }) => {
    if (runId === null) return null;
    const made = await madeBy(books.db, runId);
    return { ...made, net: [...made.net] };
  },
};
