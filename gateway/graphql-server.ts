// @apollo/server as the gateway uses it: it reads, parses and validates requests and remembers documents; the pipeline answers.
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { ApolloServerOptions, ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { writeResult } from './cache/answer-text.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayCode } from './errors.ts';
import { apolloGateway } from './federation/apollo-gateway.ts';
import type { ServedOperation, ServedResult } from './federation/apollo-gateway.ts';
import { keptCharactersMax, lengthOf } from './federation/engine.ts';
import type { Supergraph } from './federation/supergraph.ts';
import type { GatewayMetrics, Outcome } from './operability/metrics.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';

/** Mistakes of one document that are listed: with more, one that is made of them costs more to answer than to send. */
const validationErrorsMax = 5;
/** Documents kept: as many as there are plans (federation/engine.ts), for one without a plan is not much of a saving. */
const documentsMax = 2_000;

type DocumentStore = NonNullable<ApolloServerOptions<RequestContext>['documentStore']>;

/** What the server is made of. */
export interface GraphqlParts {
  readonly config: GatewayConfig;
  readonly supergraph: Supergraph;
  readonly pipeline: Pipeline;
  readonly maxTokens: number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
}

/** Starts it; the caller stops it once nobody asks any more. */
export async function startGraphql(parts: GraphqlParts): Promise<ApolloServer<RequestContext>> {
  const { config, supergraph, pipeline, maxTokens, logger, metrics } = parts;
  const server = new ApolloServer<RequestContext>({
    gateway: apolloGateway(supergraph, answerToTell),
    stringifyResult: writeResult,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: true,
    // A client mends one mistake after the other; listing a hundred costs more than finding them.
    validationOptions: { hideSuggestions: true, maxErrors: validationErrorsMax },
    includeStacktraceInErrorResponses: false,
    persistedQueries: config.operations.automatic ? {} : false,
    allowBatchedHttpRequests: false,
    // security/http-guard.ts has refused what another site's page could send, before the body is read.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    documentStore: boundedDocuments(),
    logger,
    formatError,
    plugins: [
      // An inline trace tells messages and timings to whoever sends the right header.
      ApolloServerPluginInlineTraceDisabled(),
      // It looks at every request for hints that only resolvers give; freshness is told by cache/http-freshness.ts.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      reporting(logger, metrics),
      answering(pipeline),
    ],
  });
  await server.start();
  return server;
}

/**
 * Documents that were read and found valid, weighed by their text: the server's own store puts each into JSON to know its
 * size, and keeps 30 MB of such text, which are 20,000 documents and 250 MB in memory (`npm run bench -- soak` saw them grow).
 */
function boundedDocuments(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    max: documentsMax,
    maxSize: keptCharactersMax,
    sizeCalculation: lengthOf,
  });
  return {
    get: (key) => Promise.resolve(documents.get(key)),
    set: (key, document) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(documents.delete(key)),
  };
}

/** An error without a code of ours is a defect: its words are for the log, not for the client. */
function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  // The server's own words speak of the server to whoever asks the graph.
  if (formatted.message.startsWith('GraphQL introspection is not allowed'))
    return { ...formatted, message: 'Introspection is off here; ask whoever runs this graph for its schema' };
  const { code, subgraph } = formatted.extensions ?? {};
  if (code !== 'INTERNAL_SERVER_ERROR' || subgraph !== undefined) return formatted;
  const message = 'Something went wrong on our side; quote the correlation id when you report it';
  return { ...formatted, message, extensions: { code: 'INTERNAL' satisfies GatewayCode } };
}

/** Nothing is added to the head of an answer here. */
const bareHead: GraphQLResponse['http'] = { status: undefined, headers: new HeaderMap() };

/**
 * Answers where the server asks plugins for an answer, before its gateway. That is handed a context with accessors of its own, each
 * time: V8 gives such an object a shape of its own, which lives through collections of the young generation and keeps the whole
 * request with it (test/load/README.md). Whatever has an error goes on to the gateway, so that the server tells it as it tells all.
 */
function answering(pipeline: Pipeline): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        async responseForOperation({ contextValue, source, document, queryHash, operationName, operation, request }) {
          const { variables = {}, operationName: askedName } = request;
          const answer = pipeline.answer({
            context: contextValue,
            document,
            documentHash: queryHash ?? source,
            operationName,
            operation,
            askedName,
            variables,
          });
          const result = await answer.catch(() => null);
          if (result !== null && isWithoutErrors(result))
            return { http: bareHead, body: { kind: 'single', singleResult: result } };
          contextValue.outcome.toTell = answer;
          return null;
        },
      }),
  };
}

function isWithoutErrors(result: ServedResult): result is Omit<ServedResult, 'errors'> {
  return result.errors === undefined;
}

/** The answer that has errors, or the defect that there is instead of one. */
function answerToTell({ context }: ServedOperation): Promise<ServedResult> {
  const { toTell } = (context as RequestContext).outcome;
  return toTell ?? Promise.reject(new Error('An operation passed without being answered'));
}

/** Logs defects, puts the correlation id into every error that has none, and counts what was answered. */
function reporting(logger: Logger, metrics: GatewayMetrics): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart() {
      const startedMs = performance.now();
      return Promise.resolve({
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
          const seconds = (performance.now() - startedMs) / 1_000;
          const kind = operation?.operation ?? 'none';
          const outcome = outcomeOf(singleResult);
          metrics.answered(kind, outcome, seconds, codesOf(singleResult.errors));
          if (logger.isLevelEnabled('debug')) {
            logger.debug({ correlationId, kind, operationName, outcome, ms: Math.round(seconds * 1_000) }, 'answered');
          }
          return Promise.resolve();
        },
      });
    },
  };
}

function outcomeOf({ data, errors }: { readonly data?: unknown; readonly errors?: readonly unknown[] }): Outcome {
  if (!errors || errors.length === 0) return 'COMPLETE';
  return data === null || data === undefined ? 'REFUSED' : 'PARTIAL';
}

function codesOf(errors: readonly GraphQLFormattedError[] = []): string[] {
  return errors.map(({ extensions }) => String(extensions?.code));
}
