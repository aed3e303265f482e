// Between fastify and @apollo/server's public HTTP interface. Written out because it is on every request: the ready-made
// integration builds a URL and a map of all headers, and lets the server negotiate a form that guardHttp has judged already;
// without that a small request costs 0.89 of the CPU (`npm run bench -- gateway --query small`).
import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { GraphqlServer } from './graphql-server.ts';
import type { RequestContext } from './pipeline.ts';

/** How a server takes a request; the result is the body of the answer. */
export type GraphqlHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<string>;

/** What a client that wants JSON sends; anything else is negotiated. */
const plainForms: ReadonlySet<string> = new Set(['', '*/*', 'application/json']);
/** What the server calls its answer to those. */
const plainType = 'application/json; charset=utf-8';
/** Clients of one house send a few. */
const negotiatedMax = 50;
const acceptCharactersMax = 500;

/** Hands GET and POST to a started server, or answers without it what it has read before. */
export function graphqlHandler(
  { server, answerKnown }: GraphqlServer,
  contextOf: (request: FastifyRequest) => RequestContext,
): GraphqlHandler {
  /** By `accept`: what the server called its answer to it, which hangs on nothing else. */
  const negotiated = new LRUCache<string, string>({ max: negotiatedMax });
  return async (request, reply) => {
    const context = contextOf(request);
    context.outcome.startedMs = performance.now();
    const { accept = '' } = request.headers;
    const type = plainForms.has(accept) ? plainType : negotiated.get(accept);
    if (type !== undefined) {
      const text = await answerKnown(request, context);
      if (text !== null) {
        void reply.header('content-type', type);
        return text;
      }
    }
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asServerReads(request),
      context: () => Promise.resolve(context),
    });
    for (const [name, value] of answer.headers) void reply.header(name, value);
    void reply.code(answer.status ?? 200);
    const given = answer.headers.get('content-type');
    if (type === undefined && given !== undefined && isGood(answer.status) && accept.length <= acceptCharactersMax)
      negotiated.set(accept, given);
    // Only executors that defer parts answer in several, and ours is none of them.
    if (answer.body.kind !== 'complete') throw new Error('An answer came in parts, which no client was promised');
    return answer.body.string;
  };
}

function isGood(status: number | undefined): boolean {
  return status === undefined || status === 200;
}

/** The request with the two headers that the server reads. Cross-site requests are guardHttp's matter. */
function asServerReads({ url, method, headers, body }: FastifyRequest): HTTPGraphQLRequest {
  const { accept = '', 'content-type': type } = headers;
  const read = new HeaderMap();
  // Empty, it means what its absence means, and costs nothing to negotiate; absent, the server reads it as a list of one.
  read.set('accept', plainForms.has(accept) ? '' : accept);
  if (type !== undefined) read.set('content-type', type);
  const queryAt = url.indexOf('?');
  return { method, headers: read, search: queryAt < 0 ? '' : url.slice(queryAt), body };
}
