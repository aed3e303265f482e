// Exceptions, traces, the audit and figures as the graph shows them.
import { GraphQLError } from 'graphql';
import { ownership } from '../../../schema/owners.ts';
import { maySee } from '../../../schema/canon/roles.ts';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { fixesOf, ruleOf } from '../../journal/exception-codes.ts';
import { type ExceptionFilter as Filter, isOfCost } from '../../journal/exception-views.ts';
import type { DetectorFigures } from '../../journal/detectors/sweeps.ts';
import type { FeedFigures } from '../../journal/feeds/keeping-feeds.ts';
import type { SystemFigures } from '../../journal/figures.ts';
import type {
  AuditEntryResolvers,
  DetectorHealth,
  ExceptionFilter,
  ExceptionGroupResolvers,
  FeedHealth,
  ProcessExceptionResolvers,
  QueryResolvers,
  SystemHealth,
  TracedRunResolvers,
} from '../generated/resolvers.ts';
import { isCorrectable } from './corrections.ts';
import { demand } from './permissions.ts';

type System = SystemHealth['system'];

/** Longer than any id of any vendor. */
const nameLengthMax = 200;

/** A system by the name that steps have for it. */
export function systemNamed(name: string): System {
  switch (name) {
    case 'crm':
      return 'CRM';
    case 'psa':
      return 'PSA';
    case 'erp':
      return 'ERP';
    case 'hcm':
      return 'HCM';
    default:
      return 'UNKNOWN';
  }
}

/** What a caller asked for, as the journal filters. */
export function filterOf(filter: ExceptionFilter | null | undefined): Filter {
  const {
    statuses,
    codes,
    kinds,
    ownerRole,
    process,
    system,
    correlationId,
    runId,
    subjectId,
    isOverdue,
    resolutions,
  } = filter ?? {};
  return {
    statuses: statuses?.filter((status) => status !== 'UNKNOWN') ?? null,
    kinds: kinds?.filter((kind) => kind !== 'UNKNOWN') ?? null,
    ...{ codes: codes ?? null, ownerRole: ownerRole ?? null, process: process ?? null },
    system: system?.toLowerCase() ?? null,
    ...{ correlationId: correlationId ?? null, runId: runId ?? null, subjectId: subjectId ?? null },
    isOverdue: isOverdue ?? null,
    resolutions: resolutions ?? null,
  };
}

/** A cursor that is none is the caller's mistake. */
async function paged<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof RangeError) throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
    throw error;
  }
}

export const exceptionQueries: Pick<
  QueryResolvers,
  'trace' | 'processException' | 'processExceptions' | 'exceptionGroups' | 'processHealth' | 'audit' | 'ownership'
> = {
  trace: (_root, { name }, { envelope, desk }) => {
    demand('watch', envelope);
    const wanted = name.trim();
    return wanted === '' || wanted.length > nameLengthMax ? [] : desk.trace([wanted]);
  },
  processException: (_root, { id }, { envelope, exceptionOf }) => {
    demand('watch', envelope);
    return exceptionOf.load(id);
  },
  processExceptions: async (_root, { first, after, filter }, { envelope, desk }) => {
    demand('watch', envelope);
    const page = pageRequest(first ?? 50, after);
    const found = await paged(desk.page(page, filterOf(filter)));
    return connection(found, found.items, page.after);
  },
  exceptionGroups: (_root, { filter }, { envelope, desk }) => {
    demand('watch', envelope);
    return desk.groups(filterOf(filter));
  },
  processHealth: async (_root, _arguments, { envelope, desk }) => {
    demand('health', envelope);
    const { systems, feeds, detectors, lanes, oldestUntoldAt, ...counts } = await desk.figures();
    return {
      ...counts,
      oldestUntoldAt: oldestUntoldAt?.toISOString() ?? null,
      systems: systems.map(healthOf),
      feeds: feeds.map(feedHealthOf),
      detectors: detectors.map(detectorHealthOf),
      queues: lanes.map(({ lane, oldestQueuedAt, ...queue }) => ({
        ...queue,
        name: lane,
        oldestQueuedAt: oldestQueuedAt?.toISOString() ?? null,
      })),
    };
  },
  audit: async (_root, { first, after, filter }, { envelope, desk }) => {
    demand('audit', envelope);
    const page = pageRequest(first ?? 50, after);
    const { runId = null, correlationId = null, action = null, from, to } = filter ?? {};
    const at = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));
    const found = await paged(desk.audit(page, { runId, correlationId, action, from: at(from), to: at(to) }));
    return connection(found, found.items, page.after);
  },
  ownership: (_root, { type }) => ownership().filter((rule) => type == null || rule.type === type),
};

function healthOf({
  system,
  instance,
  report,
  reportedAt,
  pausedAt,
  pausedBecause,
  exceptions,
}: SystemFigures): SystemHealth {
  return {
    system: systemNamed(system),
    instance,
    breaker: report?.breaker ?? 'UNKNOWN',
    quotaPlaces: report?.quota?.places ?? null,
    quotaTaken: report?.quota?.taken ?? null,
    reportedAt: reportedAt?.toISOString() ?? null,
    paused: pausedAt !== null,
    pausedAt: pausedAt?.toISOString() ?? null,
    pausedBecause,
    exceptions,
  };
}

function feedHealthOf({ newestAt, completeAt, countedHere, countedThere, ...feed }: FeedFigures): FeedHealth {
  return {
    ...{ instance: feed.instance, kind: feed.kind, phase: feed.phase, complete: feed.complete },
    ...{ failure: feed.failure, failures: feed.failures, censuses: feed.censuses, setAside: feed.setAside },
    system: systemNamed(feed.system),
    completeAt: completeAt?.toISOString() ?? null,
    lagSeconds: completeAt === null ? null : Math.max(0, Math.round((Date.now() - completeAt.getTime()) / 1_000)),
    newestChangeAt: newestAt?.toISOString() ?? null,
    horizonMissedAt: feed.horizonMissedAt?.toISOString() ?? null,
    countedAt: feed.countedAt?.toISOString() ?? null,
    recordsHere: countedHere,
    recordsThere: countedThere,
  };
}

function detectorHealthOf({ code, graceMs, lookedAt, ...detector }: DetectorFigures): DetectorHealth {
  const { active, looked, failure, failures, standing, open } = detector;
  return {
    ...{ code, active, looked, failure, failures, standing, exceptions: open },
    title: ruleOf('DETECTED', code, null).title,
    graceMinutes: Math.round(graceMs / 60_000),
    lookedAt: lookedAt?.toISOString() ?? null,
  };
}

export const processException: ProcessExceptionResolvers = {
  title: ({ kind, code, direction }) => ruleOf(kind, code, direction).title,
  explanation: ({ kind, code, direction }) => ruleOf(kind, code, direction).explanation,
  run: ({ runId }, _arguments, { runOf }) => (runId === null ? null : runOf.load(runId)),
  settledBy: ({ settledBy }, _arguments, { runOf }) => (settledBy === null ? null : runOf.load(settledBy)),
  atRisk: ({ process, code, atRisk }, _arguments, { envelope }) =>
    isOfCost({ process, code }) && !maySee(envelope.principal.role, 'COST_RATE') ? null : atRisk,
  system: ({ system }) => (system === null ? null : systemNamed(system)),
  dueAt: ({ dueAt }) => dueAt?.toISOString() ?? null,
  isOverdue: ({ dueAt, closedAt }) => closedAt === null && dueAt !== null && dueAt.getTime() < Date.now(),
  isMine: async ({ assignee }, _arguments, { pseudonyms }) =>
    assignee !== null && (await pseudonyms()).includes(assignee),
  snoozedUntil: ({ snoozedUntil }) => snoozedUntil?.toISOString() ?? null,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt.toISOString(),
  openedAt: ({ openedAt }) => openedAt.toISOString(),
  closedAt: ({ closedAt }) => closedAt?.toISOString() ?? null,
  nextTryAt: ({ nextTryAt }) => nextTryAt?.toISOString() ?? null,
  fixes: async ({ closedAt, runId, process, ...what }, _arguments, { stepsOf }) => {
    if (closedAt !== null) return [];
    const steps = runId === null ? [] : await stepsOf.load(runId);
    const written = steps.filter(({ state }) => state.kind === 'INTENT' || state.kind === 'DONE');
    const hasWayBack = written.some(({ undoRegistered }) => undoRegistered);
    return fixesOf(what, { hasWritten: written.length > 0, hasWayBack, isCorrectable: isCorrectable(process) });
  },
  __resolveReference: ({ id }, { envelope, exceptionOf }) => {
    demand('watch', envelope);
    return exceptionOf.load(id);
  },
};

export const exceptionGroup: ExceptionGroupResolvers = {
  title: ({ kind, code }) => ruleOf(kind, code, kind === 'PARKED' || kind === 'STUCK' ? 'ACTING' : null).title,
  system: ({ system }) => (system === null ? null : systemNamed(system)),
  oldest: ({ oldest }) => oldest.toISOString(),
  sample: async ({ sampleIds }, _arguments, { exceptionOf }) =>
    (await Promise.all(sampleIds.map((id) => exceptionOf.load(id)))).filter((one) => one !== null),
};

export const tracedRun: TracedRunResolvers = {
  run: async ({ runId }, _arguments, { runOf }) => {
    const run = await runOf.load(runId);
    if (run === null) throw new Error(`Run ${runId} ended its time while it was traced; ask again`);
    return run;
  },
  exceptions: ({ runId }, _arguments, { exceptionsOf }) => exceptionsOf.load(runId),
};

export const auditEntry: AuditEntryResolvers = {
  at: ({ at }) => at.toISOString(),
  detail: ({ detail }) => JSON.stringify(detail),
};
