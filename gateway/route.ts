// The one public route: /graphql.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from '../subgraphs/runtime/http-server.ts';
import { addFreshness } from './cache/http-freshness.ts';
import { graphqlHandler } from './graphql-handler.ts';
import type { GraphqlHandler } from './graphql-handler.ts';
import type { GatewayMetrics } from './operability/metrics.ts';
import type { RequestContext } from './pipeline.ts';
import { Refusal } from './refusal.ts';
import type { Generation } from './resilience/generation.ts';
import { readJsonBodies } from './security/json-body.ts';

/** Where a request keeps it. In a WeakMap by request it would live through collections of the young generation, with all it holds. */
const contextOfRequest = Symbol('context');

/** Others are refused by the route itself. */
const servedMethods: ReadonlySet<string> = new Set(['GET', 'POST']);

/** What the route hands requests to. */
export interface RouteParts {
  /** The one that answers from now on. */
  readonly generation: () => Generation;
  readonly metrics: GatewayMetrics;
}

/** Adds it, with the stages that come before GraphQL as hooks. The result gives what they found out about a request. */
export function addRoute(
  scope: FastifyInstance,
  { generation, metrics }: RouteParts,
): (request: FastifyRequest) => RequestContext {
  const known = (request: FastifyRequest): RequestContext | null =>
    request.getDecorator<RequestContext | null>(contextOfRequest);
  scope.decorateRequest(contextOfRequest, null);
  scope.removeContentTypeParser('text/plain'); // a form of any page can send it
  readJsonBodies(scope);
  scope.addHook('onRequest', (request, reply, done) => {
    const enter = (context: RequestContext): void => {
      request.setDecorator(contextOfRequest, context);
      done();
    };
    let entering: RequestContext | Promise<RequestContext>;
    try {
      entering = generation().pipeline.enter(request, reply);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (entering instanceof Promise) entering.then(enter, done);
    else enter(entering);
  });
  scope.addHook('preHandler', (request, _reply, done) => {
    if (servedMethods.has(request.method)) generation().pipeline.weigh(request);
    done();
  });
  scope.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Refusal)) throw error; // the house's own handler answers
    const { status, code, message, headers, details } = error;
    metrics.refused(code);
    const body = errorBody(message, { code, ...details, correlationId: request.id });
    return reply.code(status).headers(headers).type('application/json').send(body);
  });
  const contextOf = (request: FastifyRequest): RequestContext => {
    const context = known(request);
    // Hooks run before handlers; were one ever removed, nothing may run without an identity.
    if (!context) throw new Error('A request passed without being admitted');
    return context;
  };
  addFreshness(scope, {
    freshnessOf: (request) => known(request)?.outcome.freshness ?? null,
    varyBy: () => generation().pipeline.varyBy,
  });
  scope.addHook('onSend', (_request, _reply, payload, done) => done(null, asBytes(payload)));
  const url = '/graphql';
  const handlers = new WeakMap<Generation, GraphqlHandler>();
  const handlerOf = (one: Generation): GraphqlHandler => {
    const known = handlers.get(one);
    if (known) return known;
    const fresh = graphqlHandler(one.graphql, contextOf);
    handlers.set(one, fresh);
    return fresh;
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    // Parsed, validated, planned and answered by the same one, whatever is swapped meanwhile.
    const one = generation();
    const letGo = one.hold();
    try {
      return await handlerOf(one)(request, reply);
    } finally {
      letGo();
    }
  };
  scope.route({ method: ['GET', 'POST'], url, exposeHeadRoute: false, handler });
  scope.route({ method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url, handler: refuseMethod });
  return contextOf;
}

/** A text is joined with the answer's head and then made into bytes, copied each time; bytes are sent beside the head as they are. */
function asBytes(payload: unknown): unknown {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

function refuseMethod({ method }: FastifyRequest): never {
  const message = `${method} is not served here; POST a query, or GET one`;
  throw new Refusal(405, 'BAD_REQUEST', message, { headers: { allow: 'GET, POST' } });
}
