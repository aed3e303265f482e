// What a client learns of an error: a fault by the register, its own mistakes in graphql-js' words, and of our bugs nothing.
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { isFault } from './fault.ts';

/** Codes whose message speaks of the request only and may pass as it is; every other error is INTERNAL. */
export const requestErrorCodes = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'OPERATION_TOO_LARGE',
] as const;

/** The message of every error that is our own fault; the correlation id leads whoever may know more to the log. */
export const internalMessage = 'Something went wrong on our side; quote the correlation id when you report it';

/** Kinds of errors for logs: what a vendor did, what the client did, what we did. */
export type ErrorOrigin = 'FAULT' | 'REQUEST' | 'INTERNAL';

function codeOf(error: { readonly extensions?: Readonly<Record<string, unknown>> | undefined }): unknown {
  return error.extensions?.code;
}

/** Who is to blame for an error met while answering. */
export function originOf(error: unknown): ErrorOrigin {
  const cause = unwrapResolverError(error);
  if (isFault(cause)) return 'FAULT';
  // Only an error that was made as a GraphQLError with a code of the list was written for clients.
  return cause instanceof GraphQLError && isRequestCode(codeOf(cause)) ? 'REQUEST' : 'INTERNAL';
}

function isRequestCode(code: unknown): boolean {
  return requestErrorCodes.some((known) => known === code);
}

/** The client's version of an error; `formatted` is Apollo's, of which only path and place are believed. */
export function clientError(formatted: GraphQLFormattedError, error: unknown, subgraph: string): GraphQLFormattedError {
  const place = {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
  const cause = unwrapResolverError(error);
  if (isFault(cause)) {
    const { code, system, instance, retryable, retryAfterMs } = cause;
    return {
      ...place,
      message: cause.message,
      extensions: { code, system, instance, subgraph, retryable, retryAfterMs },
    };
  }
  const code = codeOf(formatted);
  // Apollo gives its own request errors their code only in the formatted version, without an original error behind them.
  const isRequest = isRequestCode(code) && (cause instanceof GraphQLError || !(cause instanceof Error));
  if (!isRequest)
    return { ...place, message: internalMessage, extensions: { code: 'INTERNAL', subgraph, retryable: false } };
  const coordinate = formatted.extensions?.coordinate;
  const named = typeof coordinate === 'string' ? { coordinate } : {};
  return { ...place, message: formatted.message, extensions: { code, subgraph, retryable: false, ...named } };
}
