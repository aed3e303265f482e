// Hands streams of subgraphs on, event by whole event, only as fast as the client reads; and ends them with a word of why.
import { Readable } from 'node:stream';
import { print } from 'graphql-sse';
import { Agent, request } from 'undici';
import { errorBody } from '../../subgraphs/runtime/http-server.ts';
import type { Logger } from '../../subgraphs/runtime/telemetry.ts';
import type { GatewayCode } from '../errors.ts';
import { readAnswer } from '../federation/read-answer.ts';
import type { LocatedError } from '../federation/subgraph.ts';

/** A subgraph answers whether it streams within this time, or is not there. */
const openMs = 6_000;
/** A subgraph that streams says something every twelve seconds; one that is silent for so long is gone. */
const silentMs = 40_000;
/** A client that takes nothing for so long is gone, whatever its connection says. */
const stalledMs = 60_000;
const lookMs = 5_000;
/** One event; a page of anything fits twenty times. */
const eventBytesMax = 2 * 1024 * 1024;
/** What a subgraph says when it refuses. */
const refusalBytesMax = 64 * 1024;
/** What waits for the client besides what the operating system holds. */
const waitingBytesMax = 64 * 1024;

/** Where to, and what to ask. */
export interface Opening {
  readonly subgraph: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly correlationId: string;
}

/** A stream, or the subgraph's reason for not giving one. */
export type Opened =
  | { readonly kind: 'open'; readonly body: Readable }
  | { readonly kind: 'refused'; readonly status: number; readonly body: string };

/** All streams of a gateway. */
export interface Passages {
  readonly count: number;
  readonly isClosing: boolean;
  open(opening: Opening): Promise<Opened>;
  end(): void;
  close(): Promise<void>;
}

/** One stream under way. */
interface Passage {
  readonly stop: AbortController;
  readonly subgraph: string;
  readonly correlationId: string;
  body: Readable | null;
  /** Since when the client has not asked for more; null while we wait for the subgraph. */
  waitsSinceMs: number | null;
}

/** None yet. */
export function createPassages(logger: Logger): Passages {
  const agent = new Agent({ headersTimeout: openMs, bodyTimeout: silentMs, connect: { timeout: openMs } });
  const passages = new Set<Passage>();
  let isClosing = false;
  const look = setInterval(() => {
    for (const { waitsSinceMs, body } of passages) {
      if (waitsSinceMs !== null && performance.now() - waitsSinceMs > stalledMs) body?.destroy();
    }
  }, lookMs).unref();
  const open = async ({ subgraph, url, headers, body, correlationId }: Opening): Promise<Opened> => {
    const stop = new AbortController();
    const passage: Passage = { stop, subgraph, correlationId, body: null, waitsSinceMs: null };
    passages.add(passage);
    try {
      const reply = await request(url, {
        ...{ dispatcher: agent, method: 'POST', body, signal: passage.stop.signal },
        headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      });
      if (!String(reply.headers['content-type']).startsWith('text/event-stream')) {
        passages.delete(passage);
        return refusalOf(reply.statusCode, await textIn(reply.body), passage);
      }
      const handed = Readable.from(hand(reply.body, passage, logger), {
        ...{ objectMode: false, highWaterMark: waitingBytesMax },
      });
      handed.once('close', () => {
        passages.delete(passage);
        passage.stop.abort();
      });
      passage.body = handed;
      return { kind: 'open', body: handed };
    } catch (error) {
      passages.delete(passage);
      logger.warn({ correlationId, reason: error instanceof Error ? error.message : String(error) }, 'no stream');
      const says = 'The system API that streams this cannot be reached; ask again shortly';
      const code = 'SUBGRAPH_UNAVAILABLE' satisfies GatewayCode;
      return { kind: 'refused', status: 503, body: errorBody(says, { code, correlationId, retryable: true }) };
    }
  };
  return {
    get count() {
      return passages.size;
    },
    get isClosing() {
      return isClosing;
    },
    open,
    end() {
      isClosing = true;
      for (const { stop } of passages) stop.abort();
    },
    async close() {
      clearInterval(look);
      await agent.close();
    },
  };
}

/** In our words where a subgraph has none that a client may read. */
function refusalOf(status: number, text: string, { subgraph, correlationId }: Passage): Opened {
  const answer = readAnswer(text, subgraph);
  const code = 'SUBGRAPH_REFUSED' satisfies GatewayCode;
  const says = `${subgraph} refused the stream (HTTP ${status})`;
  return {
    kind: 'refused',
    status: status >= 400 ? status : 502,
    body:
      answer && answer.errors.length > 0
        ? JSON.stringify({ errors: told(answer.errors, correlationId) })
        : errorBody(says, { code, subgraph, correlationId }),
  };
}

/** Errors with what a client may know of them. */
function told(errors: readonly LocatedError[], correlationId: string): object[] {
  return errors.map(({ message, path, code, subgraph, details }) => ({
    ...{ message, ...(path === null ? {} : { path }) },
    extensions: { code, subgraph, ...details, correlationId },
  }));
}

/** Whole events; of errors in them only what a client may know, as in any answer. */
function fitToHandOn(whole: Buffer, { subgraph, correlationId }: Passage): Buffer {
  if (!whole.includes('"errors"')) return whole;
  const lines = whole
    .toString()
    .split('\n')
    .map((line) => {
      const answer = line.startsWith('data: ') ? readAnswer(line.slice('data: '.length), subgraph) : null;
      if (!answer || answer.errors.length === 0) return line;
      return `data: ${JSON.stringify({ data: answer.data, errors: told(answer.errors, correlationId) })}`;
    });
  return Buffer.from(lines.join('\n'));
}

async function textIn(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > refusalBytesMax) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** Whole events only: one that broke off in the middle would be none to any client. */
async function* hand(body: AsyncIterable<Buffer>, passage: Passage, logger: Logger): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isComplete = false;
  try {
    for await (const part of body) {
      rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
      const end = rest.lastIndexOf('\n\n') + 2;
      if (end === 1 && rest.length > eventBytesMax) throw new Error(`an event is larger than ${eventBytesMax} bytes`);
      if (end === 1) continue;
      const whole = rest.subarray(0, end);
      rest = rest.subarray(end);
      isComplete ||= whole.lastIndexOf('event: complete\n') !== -1;
      passage.waitsSinceMs = performance.now();
      yield fitToHandOn(whole, passage);
      passage.waitsSinceMs = null;
    }
  } catch (error) {
    if (!passage.stop.signal.aborted) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ correlationId: passage.correlationId, reason }, 'a stream broke off');
    }
  }
  if (!isComplete) yield Buffer.from(lastWords(passage));
}

function lastWords({ stop, correlationId }: Passage): string {
  const message = stop.signal.aborted
    ? 'This gateway stops; connect anew, with the last event id'
    : 'The system API that streams this broke off; connect anew, with the last event id';
  const code = 'STREAM_ENDED' satisfies GatewayCode;
  const errors = [{ message, extensions: { code, retryable: true, correlationId } }];
  return print({ event: 'next', data: { errors: errors as never } }) + print({ event: 'complete', data: null });
}
