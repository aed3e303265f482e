// Subscriptions of a subgraph over server-sent events: POST /graphql/stream with the token of whoever listens. A stream ends when there
// is nothing more to tell, when the token is no longer good, when its reader is too slow, after an hour, and when the house drains.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createSourceEventStream, execute, getOperationAST, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { FeedEnded } from '../../journal/change-feed.ts';
import type { Change } from '../../journal/change-feed.ts';
import { clientError } from '../../runtime/client-error.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { errorBody } from '../../runtime/http-server.ts';
import { UnauthenticatedError } from '../../runtime/identity.ts';
import type { TokenVerifier } from '../../runtime/identity.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import { completed, frameOf, heartbeat, lastFrames } from './frames.ts';
import { createOutlet, stalledMsMax } from './outlet.ts';
import type { Outlet } from './outlet.ts';

/** Streams of this process: each holds a connection and up to a thousand ids. */
export const streamsMax = 500;
/** Streams of one person: tabs of a browser, and a screen on the wall. */
export const streamsPerSubjectMax = 20;
/** Balancers end a connection that is silent for a minute, some for half of one; the token is looked at as often. */
export const heartbeatMs = 12_000;
/** After this the reader connects anew, so that no stream outlives a change of who may see what by long. */
export const streamMsMax = 3_600_000;

/** What streams are made of. */
export interface StreamParts {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly verifier: TokenVerifier;
  readonly logger: Logger;
  readonly envelopeOf: (request: FastifyRequest) => Envelope;
  /** Made anew for every event: nothing that was read for one is shown in the next. */
  readonly contextOf: (envelope: Envelope, lastEventId: string | null) => object;
  /** Where a test has no patience. */
  readonly times?: Partial<StreamTimes>;
}

/** The waits of a stream, in milliseconds. */
export interface StreamTimes {
  readonly heartbeatMs: number;
  readonly streamMsMax: number;
  readonly stalledMsMax: number;
}

/** Why a stream ends although there may be more to tell. */
type Ending = 'DRAINING' | 'TOO_OLD' | 'TOO_SLOW' | 'TOKEN' | 'FAILED';

const endings: Readonly<Record<Ending, { readonly code: string; readonly retryable: boolean; readonly says: string }>> =
  {
    DRAINING: {
      code: 'STREAM_ENDED',
      retryable: true,
      says: 'This server stops; connect anew, with the last event id',
    },
    TOO_OLD: {
      code: 'STREAM_ENDED',
      retryable: true,
      says: 'A stream lasts an hour; connect anew, with the last event id',
    },
    TOO_SLOW: {
      ...{ code: 'STREAM_ENDED', retryable: true },
      says: 'Events were not fetched in time; read what you watch anew, then connect anew',
    },
    TOKEN: {
      code: 'UNAUTHENTICATED',
      retryable: false,
      says: 'The token is no longer good; connect anew with another one',
    },
    FAILED: { code: 'INTERNAL', retryable: true, says: 'Something went wrong on our side; connect anew' },
  };

/** Streams under way. */
export interface Streams {
  /** Ends them all with a word of why, and begins no more. */
  close(): void;
}

/** One stream under way. */
interface Stream {
  readonly subject: string;
  end(why: Ending): void;
}

/** Adds the route. The scope's hooks have let the request in: its token is good and its document small enough. */
export function addEventStream(scope: FastifyInstance, parts: StreamParts): Streams {
  const streams = new Set<Stream>();
  let isClosing = false;
  scope.post('/graphql/stream', async (request, reply) => {
    const envelope = parts.envelopeOf(request);
    const { subject } = envelope.principal;
    const refuse = (status: number, code: string, message: string) =>
      reply
        .code(status)
        .type('application/json')
        .send(errorBody(message, { code, subgraph: parts.name, correlationId: envelope.correlationId }));
    if (isClosing) return refuse(503, 'STREAM_ENDED', 'This server stops; connect anew');
    const mine = [...streams].filter((one) => one.subject === subject).length;
    if (streams.size >= streamsMax || mine >= streamsPerSubjectMax) {
      const limit = mine >= streamsPerSubjectMax ? `${streamsPerSubjectMax} of yours` : `${streamsMax}`;
      void reply.header('retry-after', '5');
      return refuse(429, 'TOO_MANY_STREAMS', `There are as many streams as there may be, ${limit}; close one first`);
    }
    if (!(request.headers.accept ?? '').includes('text/event-stream'))
      return refuse(406, 'BAD_REQUEST', 'Streams are text/event-stream; accept it');
    const asked = askedIn(request.body, parts.schema);
    if (asked.kind === 'unfit') return refuse(400, asked.code, asked.message);
    return begin({ request, reply, asked, envelope }, parts, streams);
  });
  return {
    close() {
      isClosing = true;
      for (const stream of [...streams]) stream.end('DRAINING');
    },
  };
}

/** Why a request asks for no stream. */
interface Unfit {
  readonly kind: 'unfit';
  readonly code: string;
  readonly message: string;
}

/** What a request asks. */
interface Asked {
  readonly kind: 'asked';
  readonly document: DocumentNode;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

function askedIn(body: unknown, schema: GraphQLSchema): Asked | Unfit {
  const { query, variables, operationName } = (typeof body === 'object' ? (body ?? {}) : {}) as Record<string, unknown>;
  const unfit = (message: string, code = 'BAD_REQUEST'): Unfit => ({ kind: 'unfit', code, message });
  if (typeof query !== 'string') return unfit('There is nothing to answer: send a `query` that is a subscription');
  if (variables !== undefined && (typeof variables !== 'object' || Array.isArray(variables)))
    return unfit('`variables` must be an object');
  const name = typeof operationName === 'string' ? operationName : null;
  try {
    const document = parse(query);
    const [mistake] = validate(schema, document);
    if (mistake !== undefined) return unfit(mistake.message, 'GRAPHQL_VALIDATION_FAILED');
    const operation = getOperationAST(document, name);
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
      return unfit('Only subscriptions are served here; POST others to /graphql', 'OPERATION_RESOLUTION_FAILURE');
    return {
      kind: 'asked',
      document,
      variableValues: (variables ?? {}) as Record<string, unknown>,
      operationName: name,
    };
  } catch (error) {
    return unfit(error instanceof Error ? error.message : String(error), 'GRAPHQL_PARSE_FAILED');
  }
}

/** A request that begins a stream. */
interface Beginning {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asked: Asked;
  readonly envelope: Envelope;
}

function begin({ request, reply, asked, envelope }: Beginning, parts: StreamParts, streams: Set<Stream>): FastifyReply {
  const { correlationId, principal } = envelope;
  const times: StreamTimes = { heartbeatMs, streamMsMax, stalledMsMax, ...parts.times };
  const leaving = new AbortController();
  const leave = (): void => {
    leaving.abort();
    clearInterval(beat);
    clearTimeout(old);
    streams.delete(stream);
  };
  const outlet = createOutlet(leave, times.stalledMsMax);
  const finish = (frames: string): void => {
    leave();
    outlet.end(frames);
  };
  const end = (why: Ending): void => {
    const { code, retryable, says } = endings[why];
    finish(lastFrames(says, { code, retryable, correlationId }));
  };
  const stream: Stream = { subject: principal.subject, end };
  streams.add(stream);
  const old = setTimeout(() => end('TOO_OLD'), times.streamMsMax);
  const beat = setInterval(() => void stayAlive(outlet, parts.verifier, request, end), times.heartbeatMs);
  const listening = { ...envelope, signal: leaving.signal };
  const lastEventId = request.headers['last-event-id'];
  void tell(
    { asked, envelope: listening, outlet, lastEventId: typeof lastEventId === 'string' ? lastEventId : null },
    parts,
  )
    .then((ending) => (ending === 'COMPLETE' ? finish(completed) : end(ending)))
    .catch((error: unknown) => {
      parts.logger.error({ err: error, correlationId }, 'a stream failed');
      end('FAILED');
    });
  return reply
    .headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    .send(outlet.body);
}

/** A sign of life; ends the stream when the token is no longer good. That its keys cannot be fetched says nothing of it. */
async function stayAlive(
  outlet: Outlet,
  verifier: TokenVerifier,
  { headers }: FastifyRequest,
  end: (why: Ending) => void,
): Promise<void> {
  try {
    await verifier.verify(headers.authorization);
    if (outlet.isFree) await outlet.write(heartbeat);
  } catch (error) {
    if (error instanceof UnauthenticatedError && error.reason !== 'KEYS_UNAVAILABLE') end('TOKEN');
  }
}

interface Telling {
  readonly asked: Asked;
  readonly envelope: Envelope;
  readonly outlet: Outlet;
  readonly lastEventId: string | null;
}

/** Tells every change until there is no more, the reader leaves, or something ends it. */
async function tell(
  { asked, envelope, outlet, lastEventId }: Telling,
  parts: StreamParts,
): Promise<Ending | 'COMPLETE'> {
  const { schema, contextOf } = parts;
  const shown = (result: ExecutionResult): ExecutionResult => presentable(result, envelope, parts.name);
  const { document, variableValues, operationName } = asked;
  const asking = { schema, document, variableValues, operationName };
  const source = await createSourceEventStream({ ...asking, contextValue: contextOf(envelope, lastEventId) });
  if (!(Symbol.asyncIterator in source)) {
    await outlet.write(frameOf(shown(source), null));
    return 'COMPLETE';
  }
  // At once, so that whoever reads it knows that nothing is missed from here on.
  await outlet.write(heartbeat);
  try {
    for await (const event of source as AsyncIterable<Change>) {
      const result = await execute({ ...asking, rootValue: event, contextValue: contextOf(envelope, null) });
      const isTaken = await outlet.write(frameOf(shown(result), event.cursor));
      if (!isTaken) return 'TOO_SLOW';
    }
  } catch (error) {
    if (error instanceof FeedEnded) return 'TOO_SLOW';
    throw error;
  }
  return 'COMPLETE';
}

function presentable(result: ExecutionResult, { correlationId }: Envelope, subgraph: string): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const { extensions, ...rest } = clientError(error.toJSON(), error, subgraph);
    return { ...rest, extensions: { ...extensions, correlationId } };
  });
  return { ...result, errors: errors as unknown as readonly GraphQLError[] };
}
