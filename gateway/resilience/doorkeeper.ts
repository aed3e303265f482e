// Turns requests away before anything of them is read: no token is verified, no body parsed for an answer nobody would get.
//
// What is counted is work. A request needs some milliseconds of it; whoever is still here long after waits, for a sender that is
// slow with its body or for a system that does not answer, and gives its place to others, while the event loop is calm. So
// neither hundreds of half-sent requests nor one system that hangs shuts out those who ask for something else.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { correlationIdFrom, envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import { errorBody } from '../../subgraphs/runtime/http-server.ts';
import type { Door } from '../../subgraphs/runtime/http-server.ts';
import { PassingList } from '../../subgraphs/runtime/passing.ts';
import type { PassingPlace } from '../../subgraphs/runtime/passing.ts';
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

/** A request that was let in. */
class Guest {
  readonly response: ServerResponse;
  /** By performance.now. */
  readonly sinceMs = performance.now();
  /** Among those who are worked on, or those who wait. */
  place: PassingPlace<Guest>;

  constructor(response: ServerResponse, working: PassingList<Guest>) {
    this.response = response;
    this.place = working.add(this);
  }
}

/** Starts watching. */
export function createDoorkeeper(
  settings: SheddingSettings,
  parts: { readonly metrics: Pick<GatewayMetrics, 'refused'>; readonly observer: ResilienceObserver },
): Doorkeeper {
  const { metrics, observer } = parts;
  const shedding = startShedding({ settings, onExceeded: observer.shed });
  observer.watch(() => shedding.state());
  const working = new PassingList<Guest>();
  const waiting = new PassingList<Guest>();
  const leave = ({ place }: Guest): void => {
    if (working.remove(place)) shedding.leave();
    else waiting.remove(place);
  };
  const look = (): void => {
    if (!shedding.isCalm()) return;
    const before = performance.now() - settings.workMs;
    for (let guest = working.first; guest && guest.sinceMs <= before; guest = working.first) {
      // Each holds memory and a deadline, so those who wait are bounded as well.
      if (waiting.size >= settings.inFlightMax) return;
      leave(guest);
      guest.place = waiting.add(guest);
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
      const guest = new Guest(response, working);
      response.once('close', () => leave(guest));
      return true;
    },
    onlyWaits(response) {
      // Streams say so, which are few: they may be looked for.
      const guest = [...waiting.values(), ...working.values()].find((one) => one.response === response);
      if (guest) leave(guest);
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
