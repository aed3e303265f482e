// Stage 1, admit: what is known of a request before anybody looks at who sent it: its name, its deadline, whether the
// client still waits.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestDeadlineMaxMs, envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import { correlationOf } from '../../subgraphs/runtime/http-server.ts';

/** A request that was let in. */
export interface Admitted {
  readonly correlationId: string;
  /** Milliseconds since the epoch; the client may ask for less than the gateway grants, never for more. */
  readonly deadlineAt: number;
  /** Fires when the client leaves before it has its answer. */
  readonly signal: AbortSignal;
}

/** Lets a request in. */
export function admit(request: FastifyRequest, reply: FastifyReply, requestMs: number): Admitted {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  const grantedMs = Math.min(requestMs, requestDeadlineMaxMs, wantedMs(request.headers[envelopeHeaders.remainingMs]));
  return { correlationId: correlationOf(request), deadlineAt: Date.now() + grantedMs, signal: controller.signal };
}

/** What the client grants by its own header; nonsense counts as absent. */
function wantedMs(header: string | string[] | undefined): number {
  const milliseconds = Number(header ?? Number.NaN);
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : Infinity;
}
