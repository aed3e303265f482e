// What the Redis bench needs around the gateways: a real redis-server that can be killed, frozen and slowed, and two
// subgraphs that answer at once.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { Redis } from 'ioredis';

/** How Redis is troubled. */
export type Trouble = 'killed' | 'frozen' | 'slow' | 'flapping';

/** How slow a slow one is, and how long a flapping one is well and frozen in turn. */
const slowMs = 200;
const flapMs = 1_000;
/** A redis-server that does not answer by then was not installed right. */
const startMsMax = 5_000;

/** A redis-server behind a proxy that can slow it down. */
export class TroubledRedis {
  readonly #port: number;
  readonly #directory: string;
  readonly #sockets = new Set<Socket>();
  readonly #proxy: Server;
  #server: ChildProcess | null = null;
  #delayMs = 0;
  #flapping: NodeJS.Timeout | null = null;

  private constructor(port: number, directory: string) {
    this.#port = port;
    this.#directory = directory;
    this.#proxy = createServer((socket) => this.#join(socket));
  }

  /** Starts one; rejects with what to install when there is none. */
  static async start(directory: string): Promise<TroubledRedis> {
    const redis = new TroubledRedis(await freePort(), directory);
    await redis.#listen(0);
    await redis.#revive();
    return redis;
  }

  /** Where the gateways find it. */
  get url(): string {
    return `redis://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** Begins a trouble; the function returned ends it. */
  begin(trouble: Trouble): () => Promise<void> {
    switch (trouble) {
      case 'killed': {
        const { port } = this.#proxy.address() as AddressInfo;
        this.#server?.kill('SIGKILL');
        this.#proxy.close();
        for (const socket of this.#sockets) socket.destroy();
        return async () => {
          await this.#revive();
          await this.#listen(port);
        };
      }
      case 'frozen':
        this.#server?.kill('SIGSTOP');
        return () => Promise.resolve(void this.#server?.kill('SIGCONT'));
      case 'slow':
        this.#delayMs = slowMs;
        return () => Promise.resolve(void (this.#delayMs = 0));
      case 'flapping': {
        let isFrozen = false;
        this.#flapping = setInterval(() => {
          isFrozen = !isFrozen;
          this.#server?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
        }, flapMs);
        return () => {
          if (this.#flapping) clearInterval(this.#flapping);
          return Promise.resolve(void this.#server?.kill('SIGCONT'));
        };
      }
    }
  }

  /** Look-ups served so far, by its own count. */
  async lookUps(): Promise<number> {
    const client = new Redis(this.#port, '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      return Number(/cmdstat_mget:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0);
    } finally {
      client.disconnect();
    }
  }

  /** Ends it all. */
  stop(): void {
    this.#server?.kill('SIGCONT');
    this.#server?.kill('SIGKILL');
    this.#proxy.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #revive(): Promise<void> {
    const options = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', [...options, '--dir', this.#directory], { stdio: 'ignore' });
    this.#server = server;
    const failure = new Promise<never>((_, reject) => {
      server.once('error', () =>
        reject(new Error('redis-server is not installed: `apt-get install redis-server`, then ask again')),
      );
    });
    const startedAt = performance.now();
    while (!(await Promise.race([answers(this.#port), failure]))) {
      if (performance.now() - startedAt > startMsMax) throw new Error(`redis-server does not answer on ${this.#port}`);
      await wait(20);
    }
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve) => this.#proxy.listen(port, '127.0.0.1', resolve));
  }

  #join(client: Socket): void {
    const server = connect(this.#port, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (chunk) => {
        if (from === client || this.#delayMs === 0) to.write(chunk);
        else setTimeout(() => to.write(chunk), this.#delayMs);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: String) on OBJECT | INTERFACE | FIELD_DEFINITION
`;

/** A subgraph that listens. */
export interface ListeningSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: ReturnType<typeof parse>;
  readonly served: () => number;
  close(): void;
}

/** Two subgraphs; records live two seconds, so that Redis is asked all the time. */
export function startSubgraphs(): Promise<ListeningSubgraph[]> {
  const byReference = { __resolveReference: (reference: object) => reference };
  return Promise.all([
    listen(
      'items',
      'type Query { item(id: ID!): Item } type Item @key(fields: "id") @cacheControl(maxAge: 2) { id: ID! name: String }',
      {
        Query: { item: (_: object, { id }: { id: string }) => ({ id }) },
        Item: { ...byReference, name: ({ id }: { id: string }) => `item ${id}` },
      },
    ),
    listen('prices', 'type Item @key(fields: "id") { id: ID! price: String }', {
      Item: { ...byReference, price: ({ id }: { id: string }) => `price ${id}` },
    }),
  ]);
}

async function listen(
  name: string,
  sdl: string,
  resolvers: Record<string, Record<string, unknown>>,
): Promise<ListeningSubgraph> {
  const typeDefs = parse(head + sdl);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  let served = 0;
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') return void response.end('ready');
      served += 1;
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        query: string;
        variables: Record<string, unknown>;
      };
      return void graphql({ schema, source: body.query, variableValues: body.variables }).then((result) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    name,
    typeDefs,
    url: `http://127.0.0.1:${port}/graphql`,
    served: () => served,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
