// HTTP to one origin over undici: one pool, a bounded answer, no redirects, and errors that say whether anything was sent.
import { Pool, errors } from 'undici';
import type { Dispatcher } from 'undici';
import type { StopSignal } from './stop-signal.ts';
import { withoutSecrets } from './known-secrets.ts';

/** An answer as it came: header names in lower case, repeated headers joined by a comma. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** `path` begins with a slash and carries the query string. There is no other time limit: pass a signal that ends, or a timeout. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: StopSignal;
  /** Milliseconds until nobody waits any more. */
  readonly timeoutMs?: number;
}

export interface HttpClient {
  /** Any status is an answer. Raises TransportError, the signal's reason when it fired, or a DOMException `TimeoutError`. */
  send(call: HttpCall): Promise<HttpReply>;
  close(): Promise<void>;
}

/**
 * Why there is no answer. REFUSED: no connection, nothing was sent. BROKEN: cut on the way, the other side may have acted.
 * SILENT: connected, but nothing came. TOO_LARGE: the answer passed `answerBytesMax`.
 */
export type TransportFailure = 'REFUSED' | 'BROKEN' | 'SILENT' | 'TOO_LARGE';

/** No HTTP answer. The message names the origin only: paths and queries may carry what must not be logged. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** More connections than any vendor's concurrency budget only hide a leak. */
export const connectionsMax = 32;
/** A page of 2,000 wide records is about 8 MB; more is a vendor gone wrong. */
export const answerBytesDefaultMax = 32 * 1024 * 1024;
/** A connection that takes longer will not be worth having. */
export const connectMs = 3_000;
/** Last resort only, for a caller whose signal never fires. */
export const silenceMs = 120_000;

const refusedCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const silentCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
const brokenCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

function transportFailure(error: unknown): TransportFailure | null {
  if (!(error instanceof Error)) return null;
  // Several addresses of one name give an AggregateError; all of them were refused.
  if (error instanceof AggregateError) return transportFailure(error.errors[0]);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (refusedCodes.has(code)) return 'REFUSED';
  if (silentCodes.has(code)) return 'SILENT';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'TOO_LARGE';
  if (brokenCodes.has(code) || code.startsWith('HPE_') || error instanceof errors.HTTPParserError) return 'BROKEN';
  // TLS failures come with many codes; none of them let anything through.
  return code.startsWith('ERR_TLS') || code.startsWith('CERT_') || code.includes('SELF_SIGNED') ? 'REFUSED' : null;
}

const says: Readonly<Record<TransportFailure, string>> = {
  REFUSED: 'cannot be connected to',
  BROKEN: 'cut the connection',
  SILENT: 'stays silent',
  TOO_LARGE: 'sent a larger answer than allowed',
};

/** A client of one origin such as https://api.vendor.com; a path in the origin is refused. */
export function createHttpClient(options: {
  readonly origin: string;
  readonly connections?: number;
  readonly answerBytesMax?: number;
}): HttpClient {
  const { origin, pathname } = new URL(options.origin);
  if (pathname !== '/')
    throw new Error(`The origin ${options.origin} has a path; put ${pathname} into each call's path`);
  const limit: Limit = { origin, answerBytesMax: options.answerBytesMax ?? answerBytesDefaultMax };
  const pool = new Pool(origin, {
    connections: Math.min(options.connections ?? connectionsMax, connectionsMax),
    connect: { timeout: connectMs },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });

  // By the dispatcher itself: streams, promises and signals of the request API cost more than a small request does.
  function send(call: HttpCall): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      if (call.signal.aborted) {
        reject(asError(call.signal.reason));
        return;
      }
      pool.dispatch(
        { method: call.method, path: call.path, headers: call.headers ?? null, body: call.body ?? null },
        new Exchange(call, limit, { resolve, reject }),
      );
    });
  }

  return { send, close: () => pool.destroy() };
}

/** Whatever a signal was given as its reason. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Whom it asks, and how much may come back. */
interface Limit {
  readonly origin: string;
  readonly answerBytesMax: number;
}

/** Where an exchange ends. */
interface Ending {
  readonly resolve: (reply: HttpReply) => void;
  readonly reject: (error: Error) => void;
}

/** One request under way, as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #signal: StopSignal;
  readonly #limit: Limit;
  readonly #ending: Ending;
  readonly #leave = (): void => this.#left(this.#signal.reason);
  readonly #timer: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | null = null;
  #gone: { readonly reason: Error } | null = null;
  #status = 0;
  #headers: Readonly<Record<string, string | string[] | undefined>> = {};
  /** Nearly always all there is. */
  #first: Buffer | null = null;
  #others: Buffer[] | null = null;
  #bytes = 0;

  constructor({ signal, timeoutMs }: HttpCall, limit: Limit, ending: Ending) {
    this.#signal = signal;
    this.#limit = limit;
    this.#ending = ending;
    signal.addEventListener('abort', this.#leave, { once: true });
    if (timeoutMs !== undefined) this.#timer = setTimeout(runOut, timeoutMs, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have waited for a connection, and nobody else any more for it.
    if (this.#gone) controller.abort(this.#gone.reason);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#first === null) this.#first = chunk;
    else (this.#others ??= []).push(chunk);
    const { origin, answerBytesMax } = this.#limit;
    if (this.#bytes <= answerBytesMax) return;
    this.#end();
    const error = new TransportError('TOO_LARGE', `${origin} ${says.TOO_LARGE}: more than ${answerBytesMax} bytes`);
    this.#ending.reject(error);
    controller.abort(error);
  }

  onResponseEnd(): void {
    this.#end();
    const first = this.#first ?? nothing;
    const body = this.#others === null ? first : Buffer.concat([first, ...this.#others], this.#bytes);
    const text = body.toString('utf8');
    // What a refusal says is logged and kept with runs: a system that quotes our credential in it must not put it there.
    const kept = this.#status >= 400 ? withoutSecrets(text) : text;
    this.#ending.resolve({ status: this.#status, headers: flatHeaders(this.#headers), text: kept });
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#end();
    const failure = transportFailure(error);
    const { origin } = this.#limit;
    this.#ending.reject(failure === null ? error : new TransportError(failure, `${origin} ${says[failure]}`));
  }

  runOut(): void {
    this.#left(new DOMException('No answer came in time', 'TimeoutError'));
  }

  /** Nobody waits: whoever asked hears at once, and the connection is cut as soon as there is one. */
  #left(why: unknown): void {
    this.#end();
    const reason = asError(why);
    this.#gone = { reason };
    this.#ending.reject(reason);
    this.#controller?.abort(reason);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#leave);
  }
}

function runOut(exchange: Exchange): void {
  exchange.runOut();
}

const nothing = Buffer.alloc(0);

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return flattened(headers);
  return headers as Record<string, string>; // nearly always: nothing is repeated
}

function flattened(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
