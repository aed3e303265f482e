// Between fastify and @apollo/server's public HTTP interface. Written out because it is on every request: the ready-made
// integration builds a URL and a map of all headers, and lets the server negotiate a form that guardHttp has judged already;
// without that a small request costs 0.89 of the CPU (`npm run bench -- gateway --query small`).
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from './pipeline.ts';

/** How a server takes a request; the result is the body of the answer. */
export type GraphqlHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<string>;

/** What a client that wants JSON sends; anything else is negotiated. */
const plainForms: ReadonlySet<string> = new Set(['', '*/*', 'application/json']);

/** Hands GET and POST to a started server. */
export function graphqlHandler(
  server: ApolloServer<RequestContext>,
  contextOf: (request: FastifyRequest) => RequestContext,
): GraphqlHandler {
  return async (request, reply) => {
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asServerReads(request),
      context: () => Promise.resolve(contextOf(request)),
    });
    for (const [name, value] of answer.headers) void reply.header(name, value);
    void reply.code(answer.status ?? 200);
    // Only executors that defer parts answer in several, and ours is none of them.
    if (answer.body.kind !== 'complete') throw new Error('An answer came in parts, which no client was promised');
    return answer.body.string;
  };
}

/** The request with the two headers that the server reads. Cross-site requests are guardHttp's matter. */
function asServerReads({ url, method, headers, body }: FastifyRequest): HTTPGraphQLRequest {
  const { accept, 'content-type': type } = headers;
  const read = new HeaderMap();
  // Empty, it means what its absence means, and costs nothing to negotiate; absent, the server reads it as a list of one.
  read.set('accept', accept === undefined || plainForms.has(accept) ? '' : accept);
  if (type !== undefined) read.set('content-type', type);
  const queryAt = url.indexOf('?');
  return { method, headers: read, search: queryAt < 0 ? '' : url.slice(queryAt), body };
}
