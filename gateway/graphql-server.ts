// @apollo/server as the gateway uses it: it reads, parses and validates requests and remembers documents; the pipeline answers.
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { writeResult } from './cache/answer-text.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayCode } from './errors.ts';
import { apolloGateway } from './federation/apollo-gateway.ts';
import type { Supergraph } from './federation/supergraph.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';

/** What the server is made of. */
export interface GraphqlParts {
  readonly config: GatewayConfig;
  readonly supergraph: Supergraph;
  readonly pipeline: Pipeline;
  readonly maxTokens: number;
  readonly logger: Logger;
}

/** Starts it; the caller stops it once nobody asks any more. */
export async function startGraphql(parts: GraphqlParts): Promise<ApolloServer<RequestContext>> {
  const { config, supergraph, pipeline, maxTokens, logger } = parts;
  const server = new ApolloServer<RequestContext>({
    gateway: apolloGateway(supergraph, (operation) => pipeline.answer(operation)),
    stringifyResult: writeResult,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: true,
    validationOptions: { hideSuggestions: true },
    includeStacktraceInErrorResponses: false,
    persistedQueries: config.operations.automatic ? {} : false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    logger,
    formatError,
    plugins: [
      // An inline trace tells messages and timings to whoever sends the right header.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      correlatedErrors(logger),
    ],
  });
  await server.start();
  return server;
}

/** An error without a code of ours is a defect: its words are for the log, not for the client. */
function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { code, subgraph } = formatted.extensions ?? {};
  if (code !== 'INTERNAL_SERVER_ERROR' || subgraph !== undefined) return formatted;
  const message = 'Something went wrong on our side; quote the correlation id when you report it';
  return { ...formatted, message, extensions: { code: 'INTERNAL' satisfies GatewayCode } };
}

/** Logs defects, and puts the correlation id into every error that has none. */
function correlatedErrors(logger: Logger): ApolloServerPlugin<RequestContext> {
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
        willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
          const { correlationId } = contextValue.admitted;
          const errors = singleResult.errors?.map((error) => ({
            ...error,
            extensions: { correlationId, ...error.extensions },
          }));
          if (errors) singleResult.errors = errors;
          return Promise.resolve();
        },
      }),
  };
}
