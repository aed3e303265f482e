// A subgraph as a real HTTP server that logs what it was asked and can be made to fail the way servers fail.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** How a subgraph behaves. */
export type Behaviour =
  | { readonly kind: 'well' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow-body' }
  | { readonly kind: 'text'; readonly text: string };

/** One request as it arrived. */
export interface SeenRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** All of it, as text. */
  readonly body: string;
}

/** A running subgraph. */
export interface SubgraphServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Requests whose client went away before the answer. */
  readonly abandoned: () => number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Starts a subgraph on a free port. */
export async function startSubgraph(schema: GraphQLSchema): Promise<SubgraphServer> {
  const seen: SeenRequest[] = [];
  let behaviour: Behaviour = { kind: 'well' };
  let abandoned = 0;
  const server = createServer((request, response) => {
    response.on('close', () => (abandoned += response.writableFinished ? 0 : 1));
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response.writeHead(200).end('ready');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { query, variables } = JSON.parse(body) as SeenRequest;
    seen.push({ query, variables, headers: request.headers, body });
    switch (behaviour.kind) {
      case 'well': {
        const result = await graphql({ schema, source: query, variableValues: variables });
        response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
        return;
      }
      case 'status':
        response.writeHead(behaviour.status, behaviour.headers).end('<html>not today</html>');
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'hang':
        return;
      case 'slow-body':
        response.setHeader('content-type', 'application/json').write('{"data":');
        return;
      case 'text':
        response.end(behaviour.text);
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    seen,
    abandoned: () => abandoned,
    behave: (next) => (behaviour = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
