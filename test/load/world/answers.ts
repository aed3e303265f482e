// A subgraph whose answers cost next to nothing: each distinct request is answered once by graphql-js, its text is kept and
// sent again. So the gateways' work is measured, and not the subgraphs'.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';

/** What a subgraph is made of. */
export interface SubgraphParts {
  readonly sdl: string;
  readonly resolvers: object;
  /** Answers fields that have no resolver. */
  readonly fieldResolver?: GraphQLFieldResolver<unknown, unknown, Readonly<Record<string, unknown>>>;
  /** Every answer waits this long, as a system far away does. */
  readonly latencyMs: number;
}

/** A request as it was seen while somebody watched; times by the process's own clock. */
export interface Watched {
  readonly url: string;
  readonly body: string;
  readonly beganMs: number;
  readonly endedMs: number;
}

/** A subgraph that listens, with what it saw. */
export interface RunningAnswers {
  readonly url: string;
  readonly seen: { requests: number; withoutToken: number };
  /** Requests are noted here while it is not null. */
  watched: Watched[] | null;
  close(): void;
}

/** Distinct requests kept; a run has some dozens, and entity batches of unlike sizes some hundreds. */
const keptMax = 20_000;

/** Starts a subgraph on loopback. */
export async function startAnswers(parts: SubgraphParts): Promise<RunningAnswers> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(parts.sdl), resolvers: parts.resolvers as never }]);
  const kept = new Map<string, Promise<Buffer>>();
  const seen = { requests: 0, withoutToken: 0 };
  const answer = (body: string): Promise<Buffer> => {
    const known = kept.get(body);
    if (known) return known;
    const fresh = execute(schema, parts, body);
    if (kept.size < keptMax) kept.set(body, fresh);
    return fresh;
  };
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ready":true}');
      return;
    }
    seen.requests += 1;
    if (request.headers.authorization === undefined) seen.withoutToken += 1;
    readBody(request, (body) => {
      if (running.watched !== null) {
        const [beganMs, { watched, url }] = [performance.now(), running];
        response.once('finish', () => watched?.push({ url, body, beganMs, endedMs: performance.now() }));
      }
      void answer(body).then((text) => send(response, text, parts.latencyMs));
    });
  });
  server.keepAliveTimeout = 60_000;
  await listen(server);
  const running: RunningAnswers = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    seen,
    watched: null,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return running;
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', 1_024, resolve));
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => done(parts.length === 1 ? String(parts[0]) : Buffer.concat(parts).toString()));
}

function send(response: ServerResponse, text: Buffer, latencyMs: number): void {
  const write = (): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    response.end(text);
  };
  if (latencyMs === 0) write();
  else setTimeout(write, latencyMs);
}

async function execute(schema: GraphQLSchema, { fieldResolver }: SubgraphParts, body: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({
    schema,
    source: query,
    ...(variables ? { variableValues: variables } : {}),
    ...(fieldResolver ? { fieldResolver } : {}),
  });
  return Buffer.from(JSON.stringify(result));
}
