// The one public route: /graphql.
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { correlationOf, errorBody } from '../subgraphs/runtime/http-server.ts';
import { addFreshness } from './cache/http-freshness.ts';
import type { Pipeline, RequestContext } from './pipeline.ts';
import { Refusal } from './refusal.ts';

/** Adds it, with the stages that come before GraphQL as hooks. */
export function addRoute(scope: FastifyInstance, pipeline: Pipeline, server: ApolloServer<RequestContext>): void {
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
