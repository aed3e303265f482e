// Turns requests away before anything of them is read: no token is verified, no body parsed for an answer nobody would get.
//
// What is counted is work. A request needs some milliseconds of it; whoever is still here long after waits, for a sender that is
// slow with its body or for a system that does not answer, and gives its place to others, while the event loop is calm. So
// neither hundreds of half-sent requests nor one system that hangs shuts out those who ask for something else.
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
/** How often places are looked at. */
const lookMs = 50;

/** Starts watching. */
export function createDoorkeeper(
  settings: SheddingSettings,
  parts: { readonly metrics: Pick<GatewayMetrics, 'refused'>; readonly observer: ResilienceObserver },
): Doorkeeper {
  const { metrics, observer } = parts;
  const shedding = startShedding({ settings, onExceeded: observer.shed });
  observer.watch(() => shedding.state());
  /** Since when each has its place, in order of coming. */
  const working = new Map<ServerResponse, number>();
  const waiting = new Set<ServerResponse>();
  const givePlace = (response: ServerResponse): void => {
    if (working.delete(response)) shedding.leave();
  };
  const look = (): void => {
    if (!shedding.isCalm()) return;
    const before = performance.now() - settings.workMs;
    for (const [response, since] of working) {
      // Each holds memory and a deadline, so those who wait are bounded as well.
      if (since > before || waiting.size >= settings.inFlightMax) return;
      waiting.add(response);
      givePlace(response);
    }
  };
  const looking = setInterval(look, lookMs).unref();
  return {
    admits(request, response) {
      if (!shedding.enter()) {
        metrics.refused(code);
        turnAway(request, response);
        return false;
      }
      working.set(response, performance.now());
      response.once('close', () => {
        waiting.delete(response);
        givePlace(response);
      });
      return true;
    },
    onlyWaits(response) {
      waiting.delete(response);
      givePlace(response);
    },
    isPersistent: () => shedding.isPersistent(),
    close() {
      clearInterval(looking);
      shedding.close();
    },
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
