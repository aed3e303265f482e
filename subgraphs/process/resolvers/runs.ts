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
  WrittenRecord,
} from '../generated/resolvers.ts';
import { queue, refused, settled } from './begin.ts';
import { demand } from './permissions.ts';

/** Long enough for a sentence; the audit keeps a digest of it. */
const reasonCharactersMax = 500;

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
  const { envelope, runs, runOf } = context;
  demand('replay', envelope);
  const { runId, reason } = input;
  if (reason.trim() === '' || reason.length > reasonCharactersMax) {
    const message = `Say why in 1 to ${reasonCharactersMax} characters; the audit keeps it`;
    return refused({ code: 'REASON_INVALID', message, path: ['input', 'reason'] });
  }
  if ((await runOf.load(runId)) === null) {
    return refused({ code: 'RUN_NOT_FOUND', message: `There is no run ${runId}`, path: ['input', 'runId'] });
  }
  const replayed = await runs.replay(runId, envelope.principal.subject);
  if (replayed.kind === 'NOT_RESTING') {
    const message = `Run ${runId} is ${replayed.state}; only one that is PARKED, STUCK or COMPENSATED can be replayed`;
    return refused({ code: 'RUN_NOT_RESTING', message, path: ['input', 'runId'] });
  }
  runOf.clear(runId);
  await queue(context, runId);
  return { run: await settled(context, runId), isRepeated: false, userErrors: [] };
};

export const run: RunResolvers = {
  state: ({ state }) => state.kind,
  failure: ({ state }) => ('failure' in state ? { ...state.failure, step: state.step } : null),
  begunAt: ({ begunAt }) => begunAt.toISOString(),
  changedAt: ({ changedAt }) => changedAt.toISOString(),
  steps: ({ id }, _arguments, { stepsOf }) => stepsOf.load(id),
  __resolveReference: ({ id }, { envelope, runOf }) => {
    demand('watch', envelope);
    return runOf.load(id);
  },
};

export const runStep: RunStepResolvers = {
  state: ({ state }) => state.kind,
  // Written by a step of ours, whose references are these.
  record: ({ state }) => refOf(state) as WrittenRecord | null,
};
