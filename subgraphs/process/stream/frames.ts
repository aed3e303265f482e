// The text of an event stream: GraphQL over SSE in distinct connections mode, with ids to go on from and comments as heartbeat.
import { print } from 'graphql-sse';
import type { ExecutionResult } from 'graphql';

/** A comment: nothing to a client, a sign of life to whoever stands in between. */
export const heartbeat = ':\n\n';

/** The end of a stream. */
export const completed = print({ event: 'complete', data: null });

/** One result; a client that comes back names the id of the last one it had. */
export function frameOf(result: ExecutionResult, cursor: string | null): string {
  const event = print({ event: 'next', data: result });
  return cursor === null ? event : `id: ${cursor}\n${event}`;
}

/** The last result of a stream that ends although there may be more to tell; `retryable`: connect anew, with the last id. */
export function lastFrames(
  message: string,
  extensions: { readonly code: string; readonly retryable: boolean; readonly correlationId: string },
): string {
  return `${print({ event: 'next', data: { errors: [{ message, extensions }] as never } })}${completed}`;
}
