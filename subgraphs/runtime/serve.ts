// A subgraph on HTTP: token, limits, envelope, mask, and errors that say what a client may know. Business stays in resolvers.
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import { clientError, originOf } from './client-error.ts';
import { envelopeFromHeaders } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { createHttpServer, errorBody } from './http-server.ts';
import type { ReadyCheck } from './http-server.ts';
import { UnauthenticatedError } from './identity.ts';
import type { TokenVerifier } from './identity.ts';
import { createOperationGate, defaultOperationLimits } from './limits.ts';
import type { OperationGate, OperationLimits } from './limits.ts';
import { createReports, type Reports } from './reports.ts';
import { StopSource } from './stop-signal.ts';
import type { StopSignal } from './stop-signal.ts';
import { buildExecutableSubgraph } from './subgraph-schema.ts';
import { createLogger } from './telemetry.ts';
import type { Logger } from './telemetry.ts';
import { beginSpan, placeFrom } from './tracing.ts';

/** What every resolver's context holds besides the subgraph's own parts. */
export interface RequestContext {
  readonly envelope: Envelope;
  readonly reports: Reports;
}

export interface SubgraphOptions {
  readonly name: string;
  readonly typeDefs: DocumentNode | string;
  /** The resolver map; every type and field it names must be in the SDL. */
  readonly resolvers: object;
  /** Made once per request: loaders belong here, never at module level. */
  readonly context: (envelope: Envelope, reports: Reports) => object;
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  readonly verifier: TokenVerifier;
  readonly limits?: Partial<OperationLimits>;
  readonly ready?: ReadyCheck;
  /** Off unless said: the committed SDL is the documentation. */
  readonly introspection?: boolean;
  readonly logger?: Logger;
  readonly metrics?: Registry;
  /** Whether resolvers hide records of legal entities outside the principal's; without it such principals are refused. */
  readonly limitsLegalEntities?: boolean;
  /** Routes besides GraphQL; they admit whom they admit themselves. */
  readonly routes?: (app: FastifyInstance) => void;
  /** false exists only for the test that proves that the mask matters. */
  readonly mask?: boolean;
  /** Adds routes whose answers do not end by themselves; they are closed before the server drains. */
  readonly streams?: (scope: FastifyInstance, house: StreamingHouse) => { close(): void };
}

/** What routes that stream work with; the scope's hooks have let their requests in. */
export interface StreamingHouse {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly verifier: TokenVerifier;
  readonly logger: Logger;
  readonly envelopeOf: (request: FastifyRequest) => Envelope;
}

/** A subgraph that listens. `close` drains: requests under way are answered first. */
export interface RunningSubgraph {
  /** Without a path; GraphQL is at /graphql. */
  readonly url: string;
  close(options?: { readonly afterMs?: number }): Promise<void>;
}

/** Starts a subgraph. Raises an Error when SDL and resolvers do not fit, a mask cannot hold, or the port is taken. */
export async function serveSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const logger = options.logger ?? createLogger(options.name);
  const limits = { ...defaultOperationLimits, ...options.limits };
  const schema = buildExecutableSubgraph(options);
  const server = createGraphqlServer({ options, schema, limits, logger });
  await server.start();
  const http = createHttpServer({
    name: options.name,
    logger,
    ...(options.ready === undefined ? {} : { ready: options.ready }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
  const envelopeOf = (request: FastifyRequest): Envelope => {
    const envelope = request.getDecorator<Envelope | null>(envelopeOfRequest);
    // Hooks run before handlers; were one ever removed, nothing may run without a principal.
    if (envelope === null) throw new Error('A request passed without being admitted');
    return envelope;
  };
  let streams: { close(): void } | null = null;
  await http.app.register((scope, _, done) => {
    admit(scope, { options, gate: createOperationGate(limits) });
    const context = (request: FastifyRequest): Promise<RequestContext> => {
      const envelope = envelopeOf(request);
      const reports = createReports();
      return Promise.resolve({ ...options.context(envelope, reports), envelope, reports });
    };
    scope.post('/graphql', fastifyApolloHandler(server, { context }));
    const { name, verifier } = options;
    streams = options.streams?.(scope, { name, schema, verifier, logger, envelopeOf }) ?? null;
    done();
  });
  options.routes?.(http.app);
  const url = await http.listen(options.host, options.port);
  return {
    url,
    async close({ afterMs = 0 } = {}) {
      streams?.close();
      await http.drain(afterMs);
      await server.stop();
    },
  };
}

interface GraphqlParts {
  readonly options: SubgraphOptions;
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  readonly logger: Logger;
}

function createGraphqlServer({ options, schema, limits, logger }: GraphqlParts): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: options.introspection ?? false,
    hideSchemaDetailsFromClientErrors: options.introspection !== true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokensMax },
    logger,
    formatError: (formatted, error) => clientError(formatted, error, options.name),
    plugins: [
      // An inline trace carries error messages and timings to whoever sends the right header.
      ApolloServerPluginInlineTraceDisabled(),
      // It wraps every field's resolver for hints that none of ours gives; how long an answer lives is for the gateway to know.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      correlatedErrors(options.name, logger),
    ],
  });
}

/** Logs errors with their correlation id and puts the id into what the client gets. */
function correlatedErrors(subgraph: string, logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue, operationName }) => {
          const { correlationId } = contextValue.envelope;
          for (const error of errors) {
            const origin = originOf(error);
            // Faults are counted by upstream; a client's mistake is its own affair.
            const level = origin === 'INTERNAL' ? 'error' : 'debug';
            logger[level](
              { err: unwrapResolverError(error), origin, path: error.path?.join('.'), operationName, correlationId },
              'error',
            );
          }
          return Promise.resolve();
        },
        willSendResponse: ({ response, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
          const { correlationId } = contextValue.envelope;
          const reported = contextValue.reports
            .list()
            .map(({ path, fault }) => clientError({ message: '', path }, fault, subgraph));
          const errors = [...(singleResult.errors ?? []), ...reported].map((error) => ({
            ...error,
            extensions: { ...error.extensions, correlationId },
          }));
          if (errors.length > 0) singleResult.errors = errors;
          return Promise.resolve();
        },
      }),
  };
}

/** Where a request keeps its envelope. */
const envelopeOfRequest = Symbol('envelope');

/** What stands between a request and GraphQL. */
interface Admission {
  readonly options: SubgraphOptions;
  readonly gate: OperationGate;
}

function admit(scope: FastifyInstance, admission: Admission): void {
  const { options, gate } = admission;
  scope.decorateRequest(envelopeOfRequest, null);
  // Before the body is read: a stranger's megabytes are not parsed.
  scope.addHook('onRequest', async (request, reply) => {
    try {
      const principal = await options.verifier.verify(request.headers.authorization);
      if (principal.legalEntities !== undefined && options.limitsLegalEntities !== true) {
        await refuseLimited(request, reply, options.name);
        return;
      }
      const envelope = envelopeFromHeaders(request.headers, principal, leavingOf(reply));
      const correlationId = request.id;
      const span = beginSpan({
        name: `subgraph ${options.name}`,
        role: 'SERVER',
        parent: placeFrom(request.headers),
        attributes: { 'correlation.id': correlationId },
      });
      if (span.place !== null) {
        reply.raw.once('close', () => span.end({ 'http.response.status_code': reply.statusCode }, null));
      }
      request.setDecorator(envelopeOfRequest, { ...envelope, correlationId, trace: span.place });
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      await refuseStranger(request, reply, error, options.name);
    }
  });
  scope.addHook('preHandler', async (request, reply) => {
    const { body } = request;
    const query: unknown = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
    const refusal = typeof query === 'string' ? gate.refusalOf(query) : null;
    if (refusal === null) return;
    const extensions = {
      ...refusal.extensions,
      subgraph: options.name,
      correlationId: request.id,
      retryable: false,
    };
    await reply.code(400).type('application/json').send(errorBody(refusal.message, extensions));
  });
}

async function refuseStranger(
  request: FastifyRequest,
  reply: FastifyReply,
  error: UnauthenticatedError,
  subgraph: string,
): Promise<void> {
  const isOurs = error.reason === 'KEYS_UNAVAILABLE';
  const code = isOurs ? 'IDENTITY_UNAVAILABLE' : 'UNAUTHENTICATED';
  const extensions = { code, reason: error.reason, subgraph, correlationId: request.id, retryable: isOurs };
  if (!isOurs) void reply.header('www-authenticate', 'Bearer');
  await reply
    .code(isOurs ? 503 : 401)
    .type('application/json')
    .send(errorBody(error.message, extensions));
}

/** Better no answer than one with records the caller may not see. */
async function refuseLimited(request: FastifyRequest, reply: FastifyReply, subgraph: string): Promise<void> {
  const message = `${subgraph} cannot limit its records to legal entities; ask for a token without that limit`;
  const extensions = { code: 'FORBIDDEN', subgraph, correlationId: request.id, retryable: false };
  await reply.code(403).type('application/json').send(errorBody(message, extensions));
}

/** A signal that fires when the connection closes before the answer was written: nobody waits for it any more. */
function leavingOf(reply: FastifyReply): StopSignal {
  const stop = new StopSource();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) stop.abort();
  });
  return stop;
}
