// Turns requests away before anything of them is read: no token is verified, no body parsed for an answer nobody would get.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { correlationIdFrom, envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import { errorBody } from '../../subgraphs/runtime/http-server.ts';
import type { Door } from '../../subgraphs/runtime/http-server.ts';
import { gatewayCodes } from '../errors.ts';
import type { GatewayCode } from '../errors.ts';
import type { GatewayMetrics } from '../operability/metrics.ts';
import type { SheddingSettings } from './config.ts';
import type { ResilienceObserver } from './metrics.ts';
import { retryAfterSeconds, startShedding } from './shedding.ts';

/** The door of a gateway. */
export interface Doorkeeper extends Door {
  /** Whether requests have been turned away for so long that balancers should look elsewhere. */
  isPersistent(): boolean;
  /** This answer goes on without being worked on: it takes no place of those that are. */
  onlyWaits(response: ServerResponse): void;
  close(): void;
}

const code = 'GATEWAY_OVERLOADED' satisfies GatewayCode;

/** Starts watching. */
export function createDoorkeeper(
  settings: SheddingSettings,
  parts: { readonly metrics: Pick<GatewayMetrics, 'refused'>; readonly observer: ResilienceObserver },
): Doorkeeper {
  const { metrics, observer } = parts;
  const shedding = startShedding({ settings, onExceeded: observer.shed });
  observer.watch(() => shedding.state());
  const leave = (): void => shedding.leave();
  const working = new WeakSet<ServerResponse>();
  return {
    admits(request, response) {
      if (!shedding.enter()) {
        metrics.refused(code);
        turnAway(request, response);
        return false;
      }
      response.once('close', leave);
      working.add(response);
      return true;
    },
    onlyWaits(response) {
      if (!working.delete(response)) return;
      response.removeListener('close', leave);
      leave();
    },
    isPersistent: () => shedding.isPersistent(),
    close: () => shedding.close(),
  };
}

function turnAway(request: IncomingMessage, response: ServerResponse): void {
  const correlationId = correlationIdFrom(request.headers);
  const body = errorBody(gatewayCodes[code].meaning, { code, retryAfterMs: retryAfterSeconds * 1_000, correlationId });
  response.writeHead(gatewayCodes[code].status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'retry-after': String(retryAfterSeconds),
    [envelopeHeaders.correlationId]: correlationId,
  });
  response.end(body);
}
