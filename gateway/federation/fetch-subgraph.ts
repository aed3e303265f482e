// The one place that sends requests to subgraphs: one pool per subgraph, a deadline and cancellation per request, and
// every outcome turned into a reply.
import { createHttpClient, TransportError } from '../../subgraphs/runtime/http.ts';
import type { HttpClient, HttpReply } from '../../subgraphs/runtime/http.ts';
import { envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import type { FaultCode } from '../../subgraphs/runtime/fault.ts';
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import { addTraceHeaders } from '../../subgraphs/runtime/tracing.ts';
import type { GatewayCode } from '../errors.ts';
import { nothingForwarded } from '../security/header-rules.ts';
import type { HeaderRules } from '../security/header-rules.ts';
import { readAnswer } from './read-answer.ts';
import type { SubgraphOperation } from './steps.ts';
import type { AskSubgraph, Caller, SubgraphError, SubgraphReply, SubgraphRequest } from './subgraph.ts';

/** Kept back of a subgraph's time: a system it waits for in vain must leave it time to tell what the others said. */
const answerMarginMs = 600;

/** Where a subgraph is, and which business system it speaks for. */
export interface SubgraphAddress {
  readonly url: string;
  /** The system named in errors when the subgraph itself cannot speak; null when it stands for none. */
  readonly system: string | null;
}

/** Settings of the sender. */
export interface FetchOptions {
  readonly subgraphs: ReadonlyMap<string, SubgraphAddress>;
  /** What one subgraph request may take: less than the request's whole deadline, so that one hanging subgraph still leaves time to answer. */
  readonly timeoutMs: number;
  /** Open connections per subgraph. */
  readonly connectionsMax: number;
  /** A larger answer is refused unread. */
  readonly answerBytesMax: number;
  /** Which headers go on; without rules only our own do. */
  readonly headerRules?: HeaderRules;
}

/** Sends requests until it is closed. */
export interface SubgraphSender {
  readonly ask: AskSubgraph;
  /** Whether a subgraph says that it is ready; one that has no such page but answers counts as ready. */
  isReady(subgraph: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A health page that takes longer is no sign of health. */
const readyMs = 1_000;

/** Opens the pools. */
export function createSubgraphSender(options: FetchOptions): SubgraphSender {
  const targets = new Map<string, Target>();
  for (const [name, { url, system }] of options.subgraphs) {
    const { origin, pathname, search } = new URL(url);
    const { connectionsMax: connections, answerBytesMax } = options;
    const client = createHttpClient({ origin, connections, answerBytesMax });
    targets.set(name, { name, system, path: pathname + search, client });
  }
  return {
    ask(request, caller) {
      const target = targets.get(request.operation.subgraph);
      if (!target) throw new Error(`No address is known for the subgraph ${request.operation.subgraph}`);
      return send(target, request, caller, options);
    },
    async isReady(subgraph) {
      try {
        const signal = AbortSignal.timeout(readyMs);
        const reply = await targets.get(subgraph)?.client.send({ method: 'GET', path: '/health/ready', signal });
        return reply !== undefined && reply.status < 500;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all([...targets.values()].map(({ client }) => client.close()));
    },
  };
}

interface Target {
  readonly name: string;
  readonly system: string | null;
  readonly path: string;
  readonly client: HttpClient;
}

function send(
  target: Target,
  request: SubgraphRequest,
  caller: Caller,
  { timeoutMs, headerRules }: FetchOptions,
): Promise<SubgraphReply> {
  const { operation, variables } = request;
  const body = bodyOf(operation, variables);
  const allowedMs = Math.max(1, Math.min(timeoutMs, caller.deadlineAt - Date.now()));
  const headers = headersFor(caller, allowedMs - Math.min(answerMarginMs, allowedMs / 10));
  headerRules?.apply(target.name, caller.forwarded ?? nothingForwarded, headers);
  const isMutation = operation.kind === 'mutation';
  // A mutation runs on when the client leaves: half of it may have happened already.
  const signal = isMutation ? new StopSource() : caller.signal;
  return target.client
    .send({ method: 'POST', path: target.path, headers, body, signal, timeoutMs: Math.ceil(allowedMs) })
    .then(
      (reply) => readReply(target, isMutation, reply),
      (error: unknown) => ({ kind: 'failed', error: explain(target, request, caller, error) }),
    );
}

/** Bodies up to the variables, for each operation of a plan: its text is put into JSON once. */
const bodyStarts = new WeakMap<SubgraphOperation, string>();

function bodyOf(operation: SubgraphOperation, variables: SubgraphRequest['variables']): string {
  let start = bodyStarts.get(operation);
  if (start === undefined) {
    start = `{"query":${JSON.stringify(operation.text)},"variables":`;
    bodyStarts.set(operation, start);
  }
  return `${start}${JSON.stringify(variables)}}`;
}

function headersFor(caller: Caller, remainingMs: number): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    [envelopeHeaders.correlationId]: caller.correlationId,
    [envelopeHeaders.remainingMs]: String(Math.floor(remainingMs)),
    [envelopeHeaders.priority]: 'interactive',
  };
  if (caller.authorization !== null) headers.authorization = caller.authorization;
  if (caller.trace) addTraceHeaders(caller.trace, headers);
  return headers;
}

/**
 * 5xx and 429 say that the subgraph is ill, whatever their body says; anything else must be a GraphQL answer. Of a mutation that
 * was not answered as one it is said whether it may have happened: not after a refusal, perhaps after everything else.
 */
function readReply(target: Target, isMutation: boolean, { status, headers, text }: HttpReply): SubgraphReply {
  const failed = (code: GatewayCode, says: string, is: { refused: boolean; retryable: boolean }): SubgraphReply => {
    const retryable = is.retryable && (!isMutation || is.refused);
    const outcome = isMutation ? { outcome: is.refused ? 'NOT_APPLIED' : 'IN_DOUBT' } : {};
    const details = { retryable, retryAfterMs: retryAfterMs(headers['retry-after']), ...outcome };
    return { kind: 'failed', error: subgraphError(target, code, says, details) };
  };
  if (status === 429) {
    return failed('SUBGRAPH_OVERLOADED', 'asked to be called less often (HTTP 429)', {
      refused: true,
      retryable: true,
    });
  }
  if (status >= 500) {
    return failed('SUBGRAPH_UNAVAILABLE', `answered with HTTP ${status}`, { refused: false, retryable: true });
  }
  const answer = readAnswer(text, target.name);
  if (answer) return { kind: 'answered', data: answer.data, errors: answer.errors, provenance: live };
  if (status >= 400) {
    return failed('SUBGRAPH_REFUSED', `refused the request (HTTP ${status})`, { refused: true, retryable: false });
  }
  const says = 'did not answer with a GraphQL answer';
  return failed('SUBGRAPH_ANSWER_INVALID', says, { refused: false, retryable: false });
}

/** Why there is no reply. */
function explain(target: Target, request: SubgraphRequest, caller: Caller, error: unknown): SubgraphError {
  const isMutation = request.operation.kind === 'mutation';
  // What was not sent was not done; beyond that only the system behind can say.
  const isUnsent = error instanceof TransportError && error.failure === 'REFUSED';
  const outcome = isMutation ? { outcome: isUnsent ? 'NOT_APPLIED' : 'IN_DOUBT' } : {};
  const fail = (code: GatewayCode | FaultCode, says: string, retryable: boolean): SubgraphError =>
    subgraphError(target, code, says, {
      retryable: retryable && (!isMutation || isUnsent),
      retryAfterMs: null,
      ...outcome,
    });

  if (!(error instanceof TransportError)) {
    if (caller.signal.aborted && !isMutation && Date.now() < caller.deadlineAt) {
      return fail('CANCELLED', 'was not waited for: the client left', false);
    }
    if (Date.now() >= caller.deadlineAt) return fail('DEADLINE_EXCEEDED', 'did not answer before the deadline', true);
    return fail('SUBGRAPH_TIMEOUT', 'did not answer in time', true);
  }
  switch (error.failure) {
    case 'REFUSED':
      return fail('SUBGRAPH_UNAVAILABLE', 'cannot be reached', true);
    case 'BROKEN':
      return fail('SUBGRAPH_UNAVAILABLE', 'broke off the connection', true);
    case 'SILENT':
      return fail('SUBGRAPH_TIMEOUT', 'did not answer in time', true);
    case 'TOO_LARGE':
      return fail('SUBGRAPH_ANSWER_INVALID', 'sent a larger answer than allowed', false);
  }
}

function subgraphError(
  target: Target,
  code: GatewayCode | FaultCode,
  says: string,
  details: Readonly<Record<string, unknown>>,
): SubgraphError {
  const system = target.system === null ? {} : { system: target.system };
  return { code, subgraph: target.name, message: `${target.name} ${says}`, details: { ...system, ...details } };
}

const live = { kind: 'live' } as const;

/** Retry-After in milliseconds; subgraphs of ours send seconds, and a date or nonsense counts as absent. */
function retryAfterMs(header: string | undefined): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1_000) : null;
}
