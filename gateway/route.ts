// The one public route: /graphql.
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { correlationOf, errorBody } from '../subgraphs/runtime/http-server.ts';
import { addFreshness } from './cache/http-freshness.ts';
import type { GatewayMetrics } from './operability/metrics.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';
import { Refusal } from './refusal.ts';
import { readJsonBodies } from './security/json-body.ts';

/** Others are refused by the route itself. */
const servedMethods: ReadonlySet<string> = new Set(['GET', 'POST']);

/** What the route hands requests to. */
export interface RouteParts {
  readonly pipeline: Pipeline;
  readonly server: ApolloServer<RequestContext>;
  readonly metrics: GatewayMetrics;
}

/** Adds it, with the stages that come before GraphQL as hooks. */
export function addRoute(scope: FastifyInstance, { pipeline, server, metrics }: RouteParts): void {
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  scope.removeContentTypeParser('text/plain'); // a form of any page can send it
  readJsonBodies(scope);
  scope.addHook('onRequest', async (request, reply) => {
    contexts.set(request, await pipeline.enter(request, reply));
  });
  scope.addHook('preHandler', (request, _reply, done) => {
    if (servedMethods.has(request.method)) pipeline.weigh(request);
    done();
  });
  scope.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Refusal)) throw error; // the house's own handler answers
    const { status, code, message, headers, details } = error;
    metrics.refused(code);
    const body = errorBody(message, { code, ...details, correlationId: correlationOf(request) });
    return reply.code(status).headers(headers).type('application/json').send(body);
  });
  const context = (request: FastifyRequest): Promise<RequestContext> => {
    const known = contexts.get(request);
    // Hooks run before handlers; were one ever removed, nothing may run without an identity.
    if (!known) throw new Error('A request passed without being admitted');
    return Promise.resolve(known);
  };
  addFreshness(scope, (request) => contexts.get(request)?.outcome.freshness ?? null);
  const url = '/graphql';
  const handler = fastifyApolloHandler(server, { context });
  scope.route({ method: ['GET', 'POST'], url, exposeHeadRoute: false, handler });
  scope.route({ method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url, handler: refuseMethod });
}

function refuseMethod({ method }: FastifyRequest): never {
  const message = `${method} is not served here; POST a query, or GET one`;
  throw new Refusal(405, 'BAD_REQUEST', message, { headers: { allow: 'GET, POST' } });
}
