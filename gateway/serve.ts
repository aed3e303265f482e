// A gateway on HTTP: the pipeline behind @apollo/server on one port, health on another, and an orderly end.
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { Registry } from 'prom-client';
import type { CachePort } from '../subgraphs/runtime/cache-port.ts';
import { systemClock } from '../subgraphs/runtime/clock.ts';
import type { Clock } from '../subgraphs/runtime/clock.ts';
import { correlationOf, createHttpServer, errorBody } from '../subgraphs/runtime/http-server.ts';
import { createTokenVerifier } from '../subgraphs/runtime/identity.ts';
import type { TokenVerifier } from '../subgraphs/runtime/identity.ts';
import { createLruCache } from '../subgraphs/runtime/lru.ts';
import { createLogger } from '../subgraphs/runtime/telemetry.ts';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { answerTexts, writeResult } from './cache/answer-text.ts';
import { createGatewayCache } from './cache/gateway-cache.ts';
import { addFreshness } from './cache/http-freshness.ts';
import type { InvalidationBus } from './cache/invalidation-bus.ts';
import { addInvalidation } from './cache/invalidation-route.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayCode } from './errors.ts';
import { apolloGateway } from './federation/apollo-gateway.ts';
import { FederationEngine } from './federation/engine.ts';
import { createSubgraphSender } from './federation/fetch-subgraph.ts';
import type { SubgraphAddress } from './federation/fetch-subgraph.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { withBreakers } from './federation/with-breaker.ts';
import { createPipeline } from './pipeline.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';
import { createReadiness } from './readiness.ts';
import { Refusal } from './refusal.ts';
import { createSecurity } from './security/security.ts';
import { createMasks } from './stages/mask.ts';
import { Reporter } from './stages/report.ts';

/** A pool larger than this only moves the queue into the subgraph. */
const connectionsPerSubgraphMax = 32;
/** A page of 200 projects with everything on it is about 2 MB. */
const answerBytesMax = 16 * 1024 * 1024;

/** What a gateway is made of. What is left out is made from the configuration. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  readonly supergraph: Supergraph;
  /** A store shared with other gateways; used together with a bus. */
  readonly cache?: CachePort;
  /** Tells other gateways what was invalidated. */
  readonly bus?: InvalidationBus | null;
  readonly verifier?: TokenVerifier;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Where rates of several gateways meet. */
  readonly redisUrl?: string | undefined;
}

/** A gateway that listens. */
export interface Gateway {
  /** Where to POST queries. */
  readonly url: string;
  /** Where /health/live and /health/ready are, without a path. */
  readonly adminUrl: string;
  /** Not ready from now on; requests under way are answered, then everything is closed. */
  close(): Promise<void>;
}

/** Starts a gateway. Rejects when the supergraph cannot be planned or a port is taken. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, supergraph, clock = systemClock } = parts;
  const logger = parts.logger ?? createLogger('gateway');
  const cache = parts.cache ?? createLruCache();
  const addresses = subgraphAddresses(config, supergraph);
  const { subgraphMs: timeoutMs, requestMs, drainNoticeMs } = config.timeouts;
  const registry = new Registry();
  const security = await createSecurity({ config, registry, redisUrl: parts.redisUrl });
  const { demand, unfit } = security.serve(supergraph);
  if (unfit.length > 0) logger.warn({ operations: unfit }, 'registered operations that do not fit the schema');
  const sender = createSubgraphSender({
    subgraphs: addresses,
    timeoutMs,
    connectionsMax: connectionsPerSubgraphMax,
    answerBytesMax,
    headerRules: security.headerRules,
  });
  const guarded = withBreakers(
    sender.ask,
    [...addresses].map(([name, { system }]) => ({ name, system })),
    {
      onChange: (subgraph, { state }) => logger.warn({ subgraph, state }, 'breaker'),
    },
  );
  const bus = parts.bus ?? null;
  const memory = createGatewayCache({ settings: config.cache, clock, shared: cache, bus });
  const engine = new FederationEngine(supergraph, memory.wrap(supergraph, guarded.ask));
  const pipeline = createPipeline({
    verifier: config.auth ? (parts.verifier ?? createTokenVerifier(config.identity)) : null,
    security,
    demand,
    masks: createMasks(supergraph),
    engine,
    reporter: new Reporter(clock),
    answers: memory.answers(supergraph, answerTexts),
    isStranger: (fingerprint) => memory.isStranger(fingerprint),
    requestMs,
  });

  const graphql = await startGraphql({ config, supergraph, pipeline, maxTokens: security.parserTokensMax, logger });
  const http = createHttpServer({ name: 'gateway', logger });
  await http.app.register((scope, _, done) => {
    addRoute(scope, pipeline, graphql);
    done();
  });
  const admin = createHttpServer({
    name: 'gateway',
    logger,
    metrics: registry,
    ready: createReadiness([...addresses.keys()], sender, guarded),
  });
  addInvalidation(admin.app, memory);
  const url = `${await http.listen(config.host, config.port)}/graphql`;
  const adminUrl = await admin.listen(config.adminHost, config.adminPort);
  return {
    url,
    adminUrl,
    async close() {
      const adminClosed = admin.drain(drainNoticeMs);
      await http.drain(drainNoticeMs);
      await graphql.stop();
      engine.close();
      guarded.close();
      security.close();
      await Promise.all([adminClosed, sender.close(), parts.cache ? undefined : cache.close()]);
    },
  };
}

/** The supergraph's addresses, changed where the configuration says so. */
function subgraphAddresses(config: GatewayConfig, supergraph: Supergraph): Map<string, SubgraphAddress> {
  const addresses = new Map<string, SubgraphAddress>();
  for (const [name, composedUrl] of supergraph.subgraphUrls) {
    const { url, port, system = null } = config.subgraphs[name] ?? {};
    const address = new URL(url ?? composedUrl);
    if (!url && port) address.port = String(port);
    addresses.set(name, { url: address.href, system });
  }
  return addresses;
}

interface GraphqlParts {
  readonly config: GatewayConfig;
  readonly supergraph: Supergraph;
  readonly pipeline: Pipeline;
  readonly maxTokens: number;
  readonly logger: Logger;
}

async function startGraphql(parts: GraphqlParts): Promise<ApolloServer<RequestContext>> {
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

function addRoute(scope: FastifyInstance, pipeline: Pipeline, server: ApolloServer<RequestContext>): void {
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  scope.addHook('onRequest', async (request, reply) => {
    contexts.set(request, await pipeline.enter(request, reply));
  });
  scope.addHook('preHandler', (request, _reply, done) => {
    pipeline.weigh(request);
    done();
  });
  scope.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Refusal)) throw error; // the house's own handler answers
    const { status, code, message, headers, details } = error;
    const body = errorBody(message, { code, ...details, correlationId: correlationOf(request) });
    return reply.code(status).headers(headers).type('application/json').send(body);
  });
  const context = (request: FastifyRequest): Promise<RequestContext> => {
    const known = contexts.get(request);
    // Hooks run before handlers; were one ever removed, nothing may run without an identity.
    if (!known) throw new Error('A request passed without being admitted');
    return Promise.resolve(known);
  };
  addFreshness(scope, (request) => contexts.get(request)?.freshness ?? null);
  scope.route({ method: ['GET', 'POST'], url: '/graphql', handler: fastifyApolloHandler(server, { context }) });
}
