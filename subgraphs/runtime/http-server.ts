// The HTTP server under every GraphQL door of ours: time limits, health, metrics, and a drain that loses no request.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { createEntrance } from './entrance.ts';
import { correlationIdFrom, envelopeHeaders } from './envelope.ts';
import type { Logger } from './telemetry.ts';

/** Headers come in one packet from an honest client. */
export const headersMs = 5_000;
/** A whole request, body included, must be here by then: slow senders may not hold a connection. */
export const requestMs = 10_000;
/** How often Node looks for connections past those limits; its default of 30 s would make them meaningless. */
export const connectionCheckMs = 1_000;
/** Longer than any client of ours keeps a connection idle (undici: 4 s), so that it is never closed under a request. */
export const keepAliveMs = 65_000;
/** References of some thousand entities with their required fields. */
export const bodyBytesMax = 2 * 1024 * 1024;
/** Tokens are the largest headers; a request line without end counts here too. */
export const headerBytesMax = 16 * 1024;
/** Requests still running after this long are cut: no deadline is longer. */
export const drainMaxMs = 60_000;

/** `checks` is shown on /health/ready; it names parts and states, never figures or addresses. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks?: Readonly<Record<string, unknown>>;
}

/** Asked on every GET /health/ready; must be quick and must not throw. */
export type ReadyCheck = () => boolean | Readiness | Promise<boolean | Readiness>;

export interface HttpServerOptions {
  readonly name: string;
  readonly logger: Logger;
  readonly ready?: ReadyCheck;
  /** Served on GET /metrics when given. */
  readonly metrics?: Registry;
  /** Where this server is stricter than others. */
  readonly limits?: Partial<ServerLimits>;
  /** Who is let in at all. */
  readonly door?: Door;
}

/** Asked for every request before anything of it is looked at, so that turning one away costs next to nothing. */
export interface Door {
  /** True lets it in; false when the answer has been given. */
  admits(request: IncomingMessage, response: ServerResponse): boolean;
}

/** What one request may be, and how long it may take to arrive. */
export interface ServerLimits {
  readonly bodyBytesMax: number;
  readonly headerBytesMax: number;
  /** Body included. */
  readonly requestMs: number;
}

export interface HttpServer {
  /** Register routes here before `listen`. */
  readonly app: FastifyInstance;
  /** Starts listening; 0 takes a free port. Raises an Error that says what to do when the port is taken. */
  listen(host: string, port: number): Promise<string>;
  /** Not ready from now on; requests under way are answered, their connections closed after; `afterMs` lets balancers notice. */
  drain(afterMs: number): Promise<void>;
}

/** The body of every refusal: GraphQL clients find an error where they look for one. */
export function errorBody(message: string, extensions: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ errors: [{ message, extensions }] });
}

/** No route of ours has a JSON schema; fastify's own compilers would load 230 modules at every start. */
const withoutSchemas = { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } };

function noCompiler(): never {
  throw new Error('A route was given a JSON schema, which this server does not read: check the body with zod instead');
}

/** A server with health and limits, not listening yet. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  let draining = false;
  const limits: ServerLimits = { bodyBytesMax, headerBytesMax, requestMs, ...options.limits };
  const { door } = options;
  const entrance = createEntrance();
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytesMax,
    // A request's id is its correlation id everywhere. Not in a WeakMap: what is kept by requests in one lives through collections.
    genReqId: ({ headers }) => correlationIdFrom(headers),
    schemaController: withoutSchemas,
    serverFactory: (serve) =>
      createServer(
        {
          requestTimeout: limits.requestMs,
          keepAliveTimeout: keepAliveMs,
          headersTimeout: Math.min(headersMs, limits.requestMs),
          connectionsCheckingInterval: connectionCheckMs,
          maxHeaderSize: limits.headerBytesMax,
        },
        (request, response) => {
          // fastify's own hooks do not see those who are turned away.
          if (draining) response.setHeader('connection', 'close');
          entrance.enter(request, () => {
            if (door?.admits(request, response) ?? true) serve(request, response);
          });
        },
      ),
    clientErrorHandler: answerUnreadable,
    frameworkErrors: refuseAddress,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // a request that is already here is answered, with `connection: close`
  });
  app.addHook('onSend', (request, reply, _, done) => {
    // Without it a keep-alive client sends its next request into a closed socket. Also for what came before the drain.
    if (draining) void reply.header('connection', 'close');
    void reply.header(envelopeHeaders.correlationId, request.id);
    done();
  });
  entrance.watch(app.server);
  addHealth(app, options, () => draining);
  addErrors(app, options, limits);

  return {
    app,
    async listen(host, port) {
      try {
        return await app.listen({ host, port });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
        throw new Error(`Port ${port} for ${options.name} is taken; stop what listens there or choose another port`, {
          cause: error,
        });
      }
    },
    async drain(afterMs) {
      draining = true;
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      const cut = setTimeout(() => app.server.closeAllConnections(), drainMaxMs).unref();
      await entrance.shut(app.server);
      await app.close();
      clearTimeout(cut);
    },
  };
}

function addHealth(app: FastifyInstance, options: HttpServerOptions, isDraining: () => boolean): void {
  app.get('/health/live', () => ({ live: true, name: options.name }));
  app.get('/health/ready', async (_, reply) => {
    const state = isDraining() ? { ready: false, checks: { draining: true } } : await readiness(options.ready);
    return reply.code(state.ready ? 200 : 503).send({ name: options.name, ...state });
  });
  const { metrics } = options;
  if (metrics === undefined) return;
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}

async function readiness(ready: ReadyCheck | undefined): Promise<Readiness> {
  const state = (await ready?.()) ?? true;
  return typeof state === 'boolean' ? { ready: state } : state;
}

function badRequest(correlationId: string): { readonly code: string; readonly correlationId: string } {
  return { code: 'BAD_REQUEST', correlationId };
}

/** fastify's own answer would quote the address. */
function refuseAddress(_: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const body = errorBody('The address cannot be read', badRequest(request.id));
  // Hooks do not see what has no route.
  void reply.code(400).header(envelopeHeaders.correlationId, request.id).type('application/json').send(body);
}

/** Ends of a connection on which no request could be read, by Node's code. */
const unreadable: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are larger than this server reads'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time'],
};

/** Node would close in silence, or answer without a body; whoever reads logs on the other side wants to know why. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET' || answeredEarly.has(socket)) {
    socket.destroy();
    return;
  }
  const [status, message] = unreadable[error.code ?? ''] ?? ['400 Bad Request', 'This is not HTTP that can be read'];
  const correlationId = randomUUID();
  const body = errorBody(message, badRequest(correlationId));
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `${envelopeHeaders.correlationId}: ${correlationId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Nobody else looks after this connection any more, and the other side may never end it.
  setTimeout(() => socket.destroy(), connectionCheckMs).unref();
}

/** Sockets whose request was answered before it was all there. */
const answeredEarly = new WeakSet<Socket>();

/**
 * What is left of a body that is too large is thrown away as it comes, until the time for a request is over: were the
 * connection closed at once, the client would meet a reset while it sends, and never read why.
 */
function letFinish(request: FastifyRequest, reply: FastifyReply): void {
  answeredEarly.add(request.raw.socket);
  reply.removeHeader('connection');
  // Also where the client asked for the end of the connection: it may end it when it has read the answer.
  reply.raw.shouldKeepAlive = true;
  request.raw.resume();
}

function addErrors(app: FastifyInstance, options: HttpServerOptions, limits: ServerLimits): void {
  app.setNotFoundHandler((request, reply) => {
    const body = errorBody('Nothing is served here; send a POST to /graphql', {
      code: 'NOT_FOUND',
      correlationId: request.id,
    });
    return reply.code(404).type('application/json').send(body);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const correlationId = request.id;
    const status = error.statusCode ?? 500;
    reply.type('application/json');
    if (status === 413) letFinish(request, reply);
    if (status < 500) {
      // fastify's own words for a bad request quote nothing of the body.
      const message =
        status === 413
          ? `The body is larger than ${limits.bodyBytesMax} bytes`
          : 'The request cannot be read; send JSON';
      return reply.code(status).send(errorBody(message, badRequest(correlationId)));
    }
    options.logger.error({ err: error, correlationId }, 'request failed');
    return reply.code(500).send(errorBody('Something went wrong on our side', { code: 'INTERNAL', correlationId }));
  });
}
