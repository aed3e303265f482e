// @apollo/server as the gateway uses it: it reads, parses and validates requests and remembers documents; the pipeline answers.
import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { answerToTell, answering, knownAnswers } from './answering.ts';
import type { AnswerKnown } from './answering.ts';
import { writeResult } from './cache/answer-text.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayCode } from './errors.ts';
import { apolloGateway } from './federation/apollo-gateway.ts';
import { keptCharactersMax, lengthOf } from './federation/engine.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { KnownDocuments, documentsMax } from './known-documents.ts';
import type { GatewayMetrics } from './operability/metrics.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';
import { answerTeller, telling } from './telling.ts';

/** Mistakes of one document that are listed: with more, one that is made of them costs more to answer than to send. */
const validationErrorsMax = 5;

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

/** A started server, and the way past it for what it has read before. */
export interface GraphqlServer {
  readonly server: ApolloServer<RequestContext>;
  readonly answerKnown: AnswerKnown;
}

/** Starts it; the caller stops it once nobody asks any more. */
export async function startGraphql(parts: GraphqlParts): Promise<GraphqlServer> {
  const { config, supergraph, pipeline, maxTokens, logger, metrics } = parts;
  const known = new KnownDocuments();
  const tell = answerTeller(logger, metrics);
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
      telling(logger, tell),
      answering(pipeline, known),
    ],
  });
  await server.start();
  return { server, answerKnown: knownAnswers(pipeline, known, tell) };
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
