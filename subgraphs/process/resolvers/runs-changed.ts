// Subscriptions to runs and exceptions: who may read them may watch them. Each event is read anew when it is sent, with the mask of
// whoever listens, so what is sent is never older than what changed.
import { GraphQLError } from 'graphql';
import { FeedEnded } from '../../journal/change-feed.ts';
import type { ProcessContext } from '../context.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import { filterOf } from './exceptions.ts';
import { demand } from './permissions.ts';

/** An id of an event of ours; anything else counts as none. */
const versionForm = /^[0-9a-f]{32}$/;
const millisecondsForm = /^\d{1,15}$/;

function mistake(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** The last event a listener had before its connection broke, if it is one of this kind of stream. */
function knownBy({ lastEventId }: ProcessContext, form: RegExp): string | null {
  return lastEventId !== null && form.test(lastEventId) ? lastEventId : null;
}

/** What an event of a stream carries; a subscription that was asked as a query has none. */
function idOf(change: unknown): string {
  if (typeof change === 'object' && change !== null && 'id' in change) return String(change.id);
  throw mistake('A subscription is asked at /graphql/stream, with accept: text/event-stream');
}

/** The root fields of streams. */
export const subscriptions: SubscriptionResolvers = {
  runChanged: {
    subscribe: async (_root, { id }, context) => {
      demand('watch', context.envelope);
      if ((await context.runOf.load(id)) === null) throw mistake(`There is no run ${id}; look its id up in runs`);
      return context.changes.run(id, knownBy(context, versionForm), context.envelope.signal);
    },
    resolve: (change: unknown, _arguments: unknown, { runOf }: ProcessContext) => runOf.load(idOf(change)),
  },
  exceptionsChanged: {
    subscribe: async (_root, { filter }, context) => {
      demand('watch', context.envelope);
      try {
        const since = knownBy(context, millisecondsForm);
        return await context.changes.exceptions(filterOf(filter), since, context.envelope.signal);
      } catch (error) {
        if (error instanceof FeedEnded) throw mistake(error.message);
        throw error;
      }
    },
    resolve: (change: unknown, _arguments: unknown, { exceptionOf }: ProcessContext) => exceptionOf.load(idOf(change)),
  },
};
