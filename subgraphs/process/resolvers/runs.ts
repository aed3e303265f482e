// Runs as the graph shows them, and their replay.
import { GraphQLError } from 'graphql';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { refOf } from '../../journal/run-views.ts';
import type { RunState } from '../../journal/run-journal.ts';
import type {
  MutationResolvers,
  QueryResolvers,
  RunResolvers,
  RunStepResolvers,
  RunWaitResolvers,
  WrittenRecord,
} from '../generated/resolvers.ts';
import { actErrors, requestOf } from './act-request.ts';
import { keyReused, queue, refused, settled } from './begin.ts';
import { demand } from './permissions.ts';

export const runQueries: Pick<QueryResolvers, 'run' | 'runs'> = {
  run: (_root, { id }, { envelope, runOf }) => {
    demand('watch', envelope);
    return runOf.load(id);
  },
  runs: async (_root, { first, after, filter }, { views, envelope }) => {
    demand('watch', envelope);
    const page = pageRequest(first ?? 50, after);
    const states = filter?.states?.filter((state): state is RunState['kind'] => state !== 'UNKNOWN') ?? null;
    const { process = null, correlationId = null } = filter ?? {};
    try {
      const found = await views.page(page, { process, states, correlationId });
      return connection(found, found.items, page.after);
    } catch (error) {
      if (error instanceof RangeError)
        throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
      throw error;
    }
  },
};

export const replayRun: NonNullable<MutationResolvers['replayRun']> = async (_root, { input }, context) => {
  demand('replay', context.envelope);
  const { runId, reason, idempotencyKey } = input;
  const wrong = actErrors(input);
  if (wrong.length > 0) return refused(...wrong);
  const request = requestOf(context, 'replayRun', input, idempotencyKey);
  const acted = await context.operators.replay(runId, {
    operator: context.envelope.principal.subject,
    reason,
    request,
  });
  const path = ['input', 'runId'];
  switch (acted.kind) {
    case 'NOT_FOUND':
      return refused({ code: 'RUN_NOT_FOUND', message: `There is no run ${runId}`, path });
    case 'NOT_RESTING': {
      const message = `Run ${runId} is ${acted.state}; only one that is PARKED, STUCK or COMPENSATED can be replayed`;
      return refused({ code: 'RUN_NOT_RESTING', message, path });
    }
    case 'OTHER_INPUT':
      return refused(keyReused);
    case 'WAITING_APPROVAL': {
      const [run, approval] = [context.runOf.load(runId), context.approvalOf.load(acted.approval)];
      return { run: await run, approval: await approval, isRepeated: false, userErrors: [] };
    }
    case 'REPEATED':
      return { run: await settled(context, runId), approval: null, isRepeated: true, userErrors: [] };
    case 'DONE':
      await queue(context, runId);
      return { run: await settled(context, runId), approval: null, isRepeated: false, userErrors: [] };
    case 'CLOSED':
    case 'NO_RUN':
    case 'WRITTEN':
    case 'FINAL':
      throw new Error(`A replay of a run cannot end as ${acted.kind}`);
  }
};

export const run: RunResolvers = {
  state: ({ state }) => state.kind,
  failure: ({ state }) => ('failure' in state ? { ...state.failure, step: state.step } : null),
  begunAt: ({ begunAt }) => begunAt.toISOString(),
  changedAt: ({ changedAt }) => changedAt.toISOString(),
  steps: ({ id }, _arguments, { stepsOf }) => stepsOf.load(id),
  waitsFor: ({ wait }) => wait,
  __resolveReference: ({ id }, { envelope, runOf }) => {
    demand('watch', envelope);
    return runOf.load(id);
  },
};

export const runWait: RunWaitResolvers = {
  reason: ({ system, behind }) => (system !== null ? 'SYSTEM_PAUSED' : behind !== null ? 'EARLIER_RUN' : 'SYSTEM_WISH'),
  run: ({ behind }, _arguments, { runOf }) => (behind === null ? null : runOf.load(behind)),
  until: ({ until }) => (until === null ? null : new Date(until).toISOString()),
  since: ({ since }) => new Date(since).toISOString(),
};

export const runStep: RunStepResolvers = {
  state: ({ state }) => state.kind,
  // Written by a step of ours, whose references are these.
  record: ({ state }) => refOf(state) as WrittenRecord | null,
};
