// Ids that a caller names in one question.
import { GraphQLError } from 'graphql';

/** The ids as they were named. Raises BAD_USER_INPUT for more than are answered at once: an answer that is cut would pass for the whole. */
export function askedAtOnce(ids: readonly string[], max: number): readonly string[] {
  if (ids.length <= max) return ids;
  const message = `${ids.length} workIds were named; ask for at most ${max} at once`;
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
