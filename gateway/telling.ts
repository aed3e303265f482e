// What is told of answers beside themselves: a count and a line to the operators, a correlation id to the client.
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import type { GatewayMetrics, Outcome } from './operability/metrics.ts';
import type { RequestContext } from './pipeline.ts';

/** Hears of every answer that is sent; `operation` is missing where the request never came as far. */
export type TellAnswer = (
  context: RequestContext,
  asked: { readonly operation?: OperationDefinitionNode; readonly operationName?: string | null },
  result: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] | undefined },
) => void;

/** Counts what was answered. */
export function answerTeller(logger: Logger, metrics: GatewayMetrics): TellAnswer {
  return ({ admitted, outcome: { startedMs } }, { operation, operationName }, result) => {
    const { correlationId } = admitted;
    const seconds = (performance.now() - startedMs) / 1_000;
    const kind = operation?.operation ?? 'none';
    const outcome = outcomeOf(result);
    metrics.answered(kind, outcome, seconds, codesOf(result.errors));
    if (logger.isLevelEnabled('debug')) {
      logger.debug({ correlationId, kind, operationName, outcome, ms: Math.round(seconds * 1_000) }, 'answered');
    }
  };
}

/** Logs defects, puts the correlation id into every error that has none, and tells of what was answered. */
export function telling(logger: Logger, tell: TellAnswer): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue, operationName }) {
          const { correlationId } = contextValue.admitted;
          for (const error of errors) {
            const level = error.extensions.code === undefined && error.originalError ? 'error' : 'debug';
            logger[level]({ err: error.originalError ?? error, correlationId, operationName }, 'error');
          }
          return Promise.resolve();
        },
        willSendResponse({ response, contextValue, operation, operationName }) {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
          const { correlationId } = contextValue.admitted;
          const errors = singleResult.errors?.map((error) => ({
            ...error,
            extensions: { correlationId, ...error.extensions },
          }));
          if (errors) singleResult.errors = errors;
          tell(contextValue, { ...(operation && { operation }), operationName: operationName ?? null }, singleResult);
          return Promise.resolve();
        },
      }),
  };
}

function outcomeOf({ data, errors }: { readonly data?: unknown; readonly errors?: readonly unknown[] }): Outcome {
  if (!errors || errors.length === 0) return 'COMPLETE';
  return data === null || data === undefined ? 'REFUSED' : 'PARTIAL';
}

function codesOf(errors: readonly GraphQLFormattedError[] = []): string[] {
  return errors.map(({ extensions }) => String(extensions?.code));
}
