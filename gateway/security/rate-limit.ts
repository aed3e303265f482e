// How much one principal may ask in a time, by class of operation. Every request is counted in this process's memory and
// decided there at once; with a Redis the counts of all gateways are put together in the background, a few times a second.
import type { Role } from '../../schema/canon/roles.ts';
import type { Rate, RateLimitConfig, RequestClass } from './rate-limit-config.ts';

/** Principals counted at once; past it the one that was silent longest is forgotten. */
const principalsMax = 20_000;

/** Whom a request counts against. Nobody is identified where authentication is off, and nothing is limited there. */
export interface RatedRequest {
  readonly subject: string;
  readonly role: Role;
  readonly class: RequestClass;
}

/** How a request stands. `OVER` in the mode `measure` is told and let pass. */
export interface Standing {
  readonly kind: 'WITHIN' | 'OVER';
  readonly limit: number;
  readonly remaining: number;
  /** Until the count starts anew. */
  readonly resetMs: number;
}

/** Where counts of all gateways meet. Failing is silent: everybody then goes by the own count. */
export interface SharedCounts {
  /** Adds to a principal's count of this window and gives the sum over all gateways, or null when it is not to be had. */
  add(key: string, count: number, rate: Rate): Promise<{ readonly total: number; readonly resetMs: number } | null>;
}

/** Told of every request over its limit. */
export interface RateObserver {
  exceeded(requestClass: RequestClass, role: Role): void;
}

/** Counts requests. */
export interface RateLimiter {
  /** Counts one request; null when limits are off. */
  count(request: RatedRequest): Standing | null;
  close(): void;
}

/** What a limiter is made of. `now` in milliseconds, for tests. */
export interface RateLimiterParts {
  readonly config: RateLimitConfig;
  readonly shared?: SharedCounts;
  readonly observer?: RateObserver;
  readonly now?: () => number;
}

/** Counts are put together this often: two gateways let pass at most what arrives in this time too much. */
export const shareEveryMs = 200;

interface Window {
  readonly key: string;
  readonly rate: Rate;
  endsAt: number;
  /** Counted here in this window. */
  own: number;
  /** What others had counted when we last heard. */
  others: number;
  /** Counted here and not told yet. */
  untold: number;
}

/** A limiter; a request costs one look-up and an addition. */
export function createRateLimiter(parts: RateLimiterParts): RateLimiter {
  const { config, shared, observer, now = Date.now } = parts;
  const windows = new Map<string, Window>();
  const untold = new Set<Window>();
  const timer = shared ? setInterval(() => void share(shared, untold, now), shareEveryMs).unref() : undefined;

  function windowOf({ subject, role, class: requestClass }: RatedRequest): Window {
    // The subject last, for it may hold anything.
    const key = `${requestClass} ${role} ${subject}`;
    let window = windows.get(key);
    if (!window) {
      const rate = config.roles[role]?.[requestClass] ?? config[requestClass];
      window = { key, rate, endsAt: 0, own: 0, others: 0, untold: 0 };
      makeRoom(windows);
      windows.set(key, window);
    }
    return window;
  }

  return {
    count(request) {
      if (config.mode === 'off') return null;
      const window = windowOf(request);
      const at = now();
      if (at >= window.endsAt) renew(window, windows, at);
      window.own += 1;
      if (shared) {
        window.untold += 1;
        untold.add(window);
      }
      const used = window.own + window.others;
      const limit = window.rate.max;
      const isOver = used > limit;
      if (isOver) observer?.exceeded(request.class, request.role);
      const kind = isOver && config.mode === 'enforce' ? 'OVER' : 'WITHIN';
      return { kind, limit, remaining: Math.max(0, limit - used), resetMs: window.endsAt - at };
    },
    close: () => clearInterval(timer),
  };
}

/** A new window; it moves to the end of the map, so that the first of the map is the one silent longest. */
function renew(window: Window, windows: Map<string, Window>, at: number): void {
  window.endsAt = at + window.rate.perSeconds * 1_000;
  window.own = window.others = window.untold = 0;
  windows.delete(window.key);
  windows.set(window.key, window);
}

function makeRoom(windows: Map<string, Window>): void {
  if (windows.size < principalsMax) return;
  for (const key of windows.keys()) {
    windows.delete(key);
    return;
  }
}

async function share(shared: SharedCounts, untold: Set<Window>, now: () => number): Promise<void> {
  const due = [...untold];
  untold.clear();
  await Promise.all(
    due.map(async (window) => {
      const { untold: count, endsAt } = window;
      if (count === 0) return;
      window.untold = 0;
      const heard = await shared.add(window.key, count, window.rate);
      // Meanwhile a new window may have begun, of which this says nothing.
      if (!heard || window.endsAt !== endsAt) return;
      window.others = Math.max(0, heard.total - (window.own - window.untold));
      window.endsAt = Math.min(endsAt, now() + heard.resetMs);
    }),
  );
}
