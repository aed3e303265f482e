// HTTP to one origin over undici: one pool, a bounded answer, no redirects, and errors that say whether anything was sent.
import { Pool, errors } from 'undici';

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
  readonly signal: AbortSignal;
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

  async function send(call: HttpCall): Promise<HttpReply> {
    call.signal.throwIfAborted();
    try {
      const { statusCode, headers, body } = await pool.request({
        method: call.method,
        path: call.path,
        headers: call.headers ?? null,
        body: call.body ?? null,
        signal: call.signal,
      });
      const text = await readText(body, answerBytesMax, origin);
      return { status: statusCode, headers: flatHeaders(headers), text };
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason;
      const failure = transportFailure(error);
      throw failure === null ? error : new TransportError(failure, `${origin} ${says[failure]}`);
    }
  }

  return { send, close: () => pool.destroy() };
}

/** What undici's body is to us: chunks that can be thrown away. */
type Body = AsyncIterable<Buffer> & { destroy(): unknown };

async function readText(body: Body, bytesMax: number, origin: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      body.destroy();
      throw new TransportError('TOO_LARGE', `${origin} ${says.TOO_LARGE}: more than ${bytesMax} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
