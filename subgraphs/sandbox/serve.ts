// Puts a stand-in on a port: reads requests, lets planted faults strike, sends answers, writes the log.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRegister, StruckFaults, WireFault } from './faults.ts';
import { createFaultRegister } from './faults.ts';
import { closeServer, listen, readBody } from './http.ts';
import type { LoggedWrite, RequestLog } from './request-log.ts';
import { createRequestLog, forLog } from './request-log.ts';
import type { StandIn, StandInClock, VendorRequest, VendorResponse } from './stand-in.ts';

/** Vendors' own limits are lower than this; it only protects the sandbox. */
const REQUEST_BYTES_MAX = 20 * 1024 * 1024;
/** A slow body comes in so many pieces. */
const SLOW_PIECES = 8;

/** How to serve a stand-in. */
interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly clock: StandInClock;
  /** Added to every answer, to play a vendor on the other side of the network. */
  readonly latencyMs?: number;
  /** Decides which requests a fault with a rate strikes. */
  readonly faultSeed?: number;
}

/** A stand-in on its port. */
export interface ServedStandIn {
  readonly standIn: StandIn;
  readonly url: string;
  readonly requests: RequestLog;
  readonly faults: FaultRegister;
  /** State, faults and log back to the start; commits still on their way never come. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts serving; resolves when the port is open. */
export async function serveStandIn(
  standIn: StandIn,
  { port, clock, latencyMs = 0, faultSeed }: ServeOptions,
): Promise<ServedStandIn> {
  const requests = createRequestLog();
  const faults = createFaultRegister(faultSeed);
  let leaving = new AbortController();
  const server = createServer((incoming, outgoing) => {
    serveOne({ standIn, clock, latencyMs, requests, faults, signal: leaving.signal }, incoming, outgoing).catch(
      (error: unknown) => {
        // A client that gives up in the middle of its own request is its business.
        if (!incoming.destroyed)
          console.error(`[${standIn.vendor} stand-in] ${incoming.method ?? ''} ${incoming.url ?? ''}:`, error);
        outgoing.destroy();
      },
    );
  });
  // A client's kept-alive connection must not race with our closing it: longer than any client's own idle time.
  server.keepAliveTimeout = 65_000;
  const bound = await listen(server, port, `the ${standIn.vendor} stand-in`);
  const gate = gatePort(server, bound, faults, standIn.vendor);
  return {
    standIn,
    url: `http://127.0.0.1:${bound}`,
    requests,
    faults,
    reset: async () => {
      leaving.abort();
      leaving = new AbortController();
      standIn.reset();
      faults.clear();
      requests.clear();
      await faults.settled();
    },
    close: () => {
      leaving.abort();
      return gate.close();
    },
  };
}

/** Closes the port while a `refuse` fault is planted, and opens the same port again when the last one is removed. */
function gatePort(server: Server, port: number, faults: FaultRegister, vendor: string): { close(): Promise<void> } {
  let stopped = false;
  let work = Promise.resolve();
  const settle = async (): Promise<void> => {
    const refused = stopped || faults.list().some((rule) => rule.fault.kind === 'refuse');
    if (refused && server.listening) await closeServer(server);
    else if (!refused && !server.listening) await listen(server, port, `the ${vendor} stand-in`);
  };
  const queue = (): Promise<void> => {
    work = work.then(settle).catch((error: unknown) => {
      console.error(`[${vendor} stand-in] port ${port}:`, error);
    });
    return work;
  };
  faults.onChange(queue);
  return {
    close: () => {
      stopped = true;
      return queue();
    },
  };
}

interface Serving {
  readonly standIn: StandIn;
  readonly clock: StandInClock;
  readonly latencyMs: number;
  readonly requests: RequestLog;
  readonly faults: FaultRegister;
  /** Aborted when the stand-in is reset or stops: what was to happen later must not happen to the next state. */
  readonly signal: AbortSignal;
}

async function serveOne(serving: Serving, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const started = performance.now();
  const at = serving.clock.now().toISOString();
  const body = await readBody(incoming, REQUEST_BYTES_MAX);
  if (body === undefined) {
    outgoing.writeHead(413).end();
    return;
  }
  const request = toVendorRequest(incoming, body);
  const struck = serving.faults.strike(request);
  const late = struck.wire.find((fault) => fault.kind === 'lateCommit');
  const response = late === undefined ? await answer(serving, request, struck) : undefined;
  const payload = response === undefined ? undefined : encode(response);
  const isSent = payload !== undefined && !struck.wire.some((fault) => fault.kind === 'dropReplyAfterCommit');
  const write = writeOf(serving.standIn, request, response, isSent);
  // Logged before the answer leaves: whoever has the answer finds the request in the log.
  const settle = serving.requests.add({
    at,
    method: request.method,
    path: request.path,
    query: forLog(request.query.toString()) ?? '',
    status: isSent ? (response?.status ?? 0) : 0,
    durationMs: Math.round((performance.now() - started) * 100) / 100,
    resource: response?.resource,
    rows: response?.rows,
    faults: struck.kinds,
    write,
    requestBody: forLog(body),
    responseBody: payload === undefined ? undefined : forLog(payload.body),
  });
  if (late !== undefined) {
    if (!late.hold) incoming.socket.resetAndDestroy();
    await commitLate({ serving, request, struck, settle, ms: late.ms });
    if (late.hold) incoming.socket.resetAndDestroy();
  } else if (isSent) {
    const isHeard = await send(outgoing, payload, struck.wire);
    if (!isHeard && write !== undefined) settle({ write: { ...write, reply: 'gone' } });
  } else if (!struck.wire.some((fault) => fault.kind === 'hang')) incoming.socket.resetAndDestroy();
}

interface LateCommit {
  readonly serving: Serving;
  readonly request: VendorRequest;
  readonly struck: StruckFaults;
  readonly settle: ReturnType<RequestLog['add']>;
  readonly ms: number;
}

/** Does the work long after the client was told nothing; not at all when the stand-in is reset before. */
async function commitLate({ serving, request, struck, settle, ms }: LateCommit): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: serving.signal });
  } catch {
    return;
  }
  const response = await answer(serving, request, struck);
  settle({ write: writeOf(serving.standIn, request, response, false) });
}

/** What the log says of a write; undefined for what is none. */
function writeOf(
  standIn: StandIn,
  request: VendorRequest,
  response: VendorResponse | undefined,
  isSent: boolean,
): LoggedWrite | undefined {
  const isByMethod = request.method !== 'GET' && request.method !== 'HEAD';
  const keys = standIn.writeKeys === undefined ? (isByMethod ? [] : null) : standIn.writeKeys(request);
  if (keys === null) return undefined;
  const isGood = response !== undefined && response.status >= 200 && response.status < 300;
  return { committed: response?.committed ?? isGood, reply: isSent ? 'sent' : 'dropped', keys };
}

function toVendorRequest(incoming: IncomingMessage, body: Buffer): VendorRequest {
  const [path, search] = splitOnce(incoming.url ?? '/', '?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: incoming.method ?? 'GET', path, query: new URLSearchParams(search), headers, body };
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** The vendor's answer, or undefined when a fault keeps the request from reaching it. */
async function answer(
  { standIn, latencyMs }: Serving,
  request: VendorRequest,
  struck: StruckFaults,
): Promise<VendorResponse | undefined> {
  if (struck.wire.some((fault) => fault.kind === 'reset' || fault.kind === 'hang')) return undefined;
  if (latencyMs > 0) await sleep(latencyMs);
  if (struck.wire.some((fault) => fault.kind === 'quoteCredential')) return quoting(request);
  try {
    return await standIn.handle(request, struck.vendor);
  } catch (error) {
    console.error(`[${standIn.vendor} stand-in] ${request.method} ${request.path} failed:`, error);
    return { status: 500, body: { standInDefect: error instanceof Error ? error.message : String(error) } };
  }
}

/** A refusal in the words of all three vendors at once, with the credential wherever a word, a name or a sentence is expected. */
function quoting({ headers, body }: VendorRequest): VendorResponse {
  const form = new URLSearchParams(body.toString('utf8'));
  const bearer = /^\S+\s+(\S+)$/.exec(headers.authorization ?? '')?.[1];
  const quoted = bearer ?? form.get('client_secret') ?? form.get('client_assertion') ?? form.get('assertion') ?? '';
  const message = `Field '${quoted}' of "${quoted}" is unknown`;
  const details = [{ 'o:errorCode': quoted, 'o:errorPath': quoted, detail: message }];
  const errors = [{ type: quoted, code: quoted, message, field: quoted }];
  const said = { errorCode: quoted, message, fields: [quoted], errors, title: message, 'o:errorDetails': details };
  return { status: 400, body: bearer === undefined ? { ...said, error: quoted, error_description: message } : said };
}

interface Payload {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

function encode({ status, headers = {}, body }: VendorResponse): Payload {
  if (body === undefined) return { status, headers, body: '' };
  if (typeof body === 'string' || Buffer.isBuffer(body)) return { status, headers, body };
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const typed = hasType ? headers : { 'content-type': 'application/json;charset=UTF-8', ...headers };
  return { status, headers: typed, body: JSON.stringify(body) };
}

/** Sends an answer; false when nobody was there to take it. */
async function send(
  outgoing: ServerResponse,
  { status, headers, body }: Payload,
  wire: readonly WireFault[],
): Promise<boolean> {
  const late = wire.find((fault) => fault.kind === 'lateReply');
  if (late !== undefined) await sleep(late.ms);
  if (outgoing.destroyed || outgoing.socket?.destroyed !== false) return false;
  const bytes = Buffer.from(body);
  // 204 and 304 carry no body and therefore no length.
  const length = status === 204 || status === 304 ? {} : { 'content-length': String(bytes.length) };
  outgoing.writeHead(status, { ...headers, ...length });
  const slow = wire.find((fault) => fault.kind === 'slowBody');
  if (slow === undefined) {
    outgoing.end(bytes);
    return true;
  }
  outgoing.flushHeaders();
  const piece = Math.max(1, Math.ceil(bytes.length / SLOW_PIECES));
  for (let from = 0; from < bytes.length && !outgoing.destroyed; from += piece) {
    await sleep(slow.ms / SLOW_PIECES);
    outgoing.write(bytes.subarray(from, from + piece));
  }
  outgoing.end();
  return !outgoing.destroyed;
}
