// Stage 1, admit: what is known of a request before anybody looks at who sent it: its name, its deadline, whether the
// client still waits.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestDeadlineMaxMs, envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import type { StopSignal } from '../../subgraphs/runtime/stop-signal.ts';
import { beginSpan, placeFrom } from '../../subgraphs/runtime/tracing.ts';
import type { TracePlace } from '../../subgraphs/runtime/tracing.ts';

/** A request that was let in. */
export interface Admitted {
  readonly correlationId: string;
  /** Milliseconds since the epoch; the client may ask for less than the gateway grants, never for more. */
  readonly deadlineAt: number;
  /** Fires when the client leaves before it has its answer. */
  readonly signal: StopSignal;
  /** The request's own place in its trace; null when nobody traces. */
  readonly trace: TracePlace;
}

/** Lets a request in. */
export function admit(request: FastifyRequest, reply: FastifyReply, requestMs: number): Admitted {
  const stop = new StopSource();
  const correlationId = request.id;
  const attributes = { 'correlation.id': correlationId, 'http.request.method': request.method };
  const span = beginSpan({ name: 'gateway', role: 'SERVER', parent: placeFrom(request.headers), attributes });
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) stop.abort();
    span.end({ 'http.response.status_code': reply.statusCode }, stop.aborted ? 'CANCELLED' : null);
  });
  const grantedMs = Math.min(requestMs, requestDeadlineMaxMs, wantedMs(request.headers[envelopeHeaders.remainingMs]));
  return { correlationId, deadlineAt: Date.now() + grantedMs, signal: stop, trace: span.place };
}

/** What the client grants by its own header; nonsense counts as absent. */
function wantedMs(header: string | string[] | undefined): number {
  const milliseconds = Number(header ?? Number.NaN);
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : Infinity;
}
