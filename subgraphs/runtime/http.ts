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

/** `path` begins with a slash and carries the query string. The signal is the only time limit: pass one that ends. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: StopSignal;
}

export interface HttpClient {
  /** Any status is an answer. Raises TransportError, or the signal's reason when it fired. */
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
  const answerBytesMax = options.answerBytesMax ?? answerBytesDefaultMax;
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
      const fail = (error: unknown): void => {
        const failure = transportFailure(error);
        reject(failure === null ? asError(error) : new TransportError(failure, `${origin} ${says[failure]}`));
      };
      const exchange = new Exchange(call.signal, { bytesMax: answerBytesMax, origin }, { resolve, reject, fail });
      pool.dispatch(
        { method: call.method, path: call.path, headers: call.headers ?? null, body: call.body ?? null },
        exchange,
      );
    });
  }

  return { send, close: () => pool.destroy() };
}

/** Whatever a signal was given as its reason. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Where an exchange ends: with a reply, with our own error, or with one of undici's to be read. */
interface Ending {
  readonly resolve: (reply: HttpReply) => void;
  readonly reject: (error: Error) => void;
  readonly fail: (error: unknown) => void;
}

/** One request under way, as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #signal: StopSignal;
  readonly #limit: { readonly bytesMax: number; readonly origin: string };
  readonly #ending: Ending;
  readonly #chunks: Buffer[] = [];
  readonly #leave = (): void => this.#left();
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: Readonly<Record<string, string | string[] | undefined>> = {};
  #bytes = 0;

  constructor(signal: StopSignal, limit: { readonly bytesMax: number; readonly origin: string }, ending: Ending) {
    this.#signal = signal;
    this.#limit = limit;
    this.#ending = ending;
    signal.addEventListener('abort', this.#leave, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have waited for a connection, and nobody else any more for it.
    if (this.#signal.aborted) controller.abort(asError(this.#signal.reason));
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
    this.#chunks.push(chunk);
    const { bytesMax, origin } = this.#limit;
    if (this.#bytes <= bytesMax) return;
    this.#end();
    const error = new TransportError('TOO_LARGE', `${origin} ${says.TOO_LARGE}: more than ${bytesMax} bytes`);
    this.#ending.reject(error);
    controller.abort(error);
  }

  onResponseEnd(): void {
    this.#end();
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    const text = body.toString('utf8');
    // What a refusal says is logged and kept with runs: a system that quotes our credential in it must not put it there.
    const kept = this.#status >= 400 ? withoutSecrets(text) : text;
    this.#ending.resolve({ status: this.#status, headers: flatHeaders(this.#headers), text: kept });
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#end();
    this.#ending.fail(error);
  }

  /** Nobody waits: whoever asked hears at once, and the connection is cut as soon as there is one. */
  #left(): void {
    this.#ending.reject(asError(this.#signal.reason));
    this.#controller?.abort(asError(this.#signal.reason));
  }

  #end(): void {
    this.#signal.removeEventListener('abort', this.#leave);
  }
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
