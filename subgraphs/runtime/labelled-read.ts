// A read that says how old it is: fresh from the cache, else asked, else the system's last word with the reason why.
import { createHash } from 'node:crypto';
import type { Answer, ServedFrom } from '../../schema/canon/freshness.ts';
import type { CacheEntry, CachePort } from './cache-port.ts';
import type { Clock } from './clock.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { isFault, staleHelps } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { startFlight } from './flight.ts';
import type { Flight } from './flight.ts';
import { PassingMap } from './passing.ts';
import type { UpstreamObserver } from './observer.ts';
import { waitFor } from './time-limit.ts';
import type { Place } from './time-limit.ts';

/** `args` (JSON-able) and `name` are the identity of a question; the principal is not, for masking happens above. */
export interface Question {
  readonly name: string;
  readonly args: unknown;
  readonly freshForMs: number;
  readonly staleForMs: number;
}

/** With an old answer in hand nobody waits longer than this for a new one; the asking goes on for whoever comes next. */
export const stalePatienceMs = 2_500;
/** Time kept back before the deadline so that an old answer still reaches the caller. */
export const staleMarginMs = 150;
/** Two machines' clocks differ; an entry from a little further in the future is fresh, one from far away is not trusted. */
export const clockSkewMaxMs = 5_000;

export interface Reader {
  read<T>(envelope: Envelope, question: Question, ask: (envelope: Envelope) => Promise<T>): Promise<Answer<T>>;
}

/** JSON with sorted keys: two equal questions are one text, however their objects were built. */
export function stableText(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}

/** The cache key of a question put to one account; arguments are hashed, so keys stay short and tell nothing. */
export function questionKey(place: Place, question: Question): string {
  const hash = createHash('sha256').update(stableText(question.args)).digest('base64url');
  return `read|${place.system}|${place.instance}|${question.name}|${hash}`;
}

/** What a flight lands with is what the cache keeps: the value and when it was asked for. */
type Landed = CacheEntry;

/** What a reader is made of; `clock` is business time. */
interface ReaderParts {
  readonly cache: CachePort;
  readonly clock: Clock;
  readonly observer: UpstreamObserver;
}

/** Labelled, cached, single-flight reads of one vendor account. */
export function createReader(place: Place, parts: ReaderParts): Reader {
  return new FlightReader(place, parts);
}

class FlightReader implements Reader {
  readonly #place: Place;
  readonly #parts: ReaderParts;
  readonly #flights = new PassingMap<Flight<Landed>>();

  constructor(place: Place, parts: ReaderParts) {
    this.#place = { system: place.system, instance: place.instance };
    this.#parts = parts;
  }

  async read<T>(envelope: Envelope, question: Question, ask: (envelope: Envelope) => Promise<T>): Promise<Answer<T>> {
    const key = questionKey(this.#place, question);
    const [entry = null] = await this.#parts.cache.get([key]);
    const isEnough = entry !== null && envelope.wantsLive !== true && this.#isFresh(entry, question);
    if (isEnough) return this.#label(envelope, question, entry, 'CACHE');

    const last = entry !== null && this.#ageMs(entry) <= question.staleForMs ? entry : null;
    const patienceMs =
      last === null ? undefined : Math.min(stalePatienceMs, Math.max(0, remainingMs(envelope) - staleMarginMs));
    const flight = this.#flights.get(key) ?? this.#takeOff(key, envelope, question, ask);
    flight.join(envelope);
    try {
      const landed = await waitFor(this.#place, envelope, flight.result, patienceMs);
      return this.#label(envelope, question, landed, 'LIVE');
    } catch (error) {
      const code = isFault(error) ? error.code : null;
      if (code !== null && last !== null && staleHelps(code)) {
        return this.#label(envelope, question, last, code);
      }
      this.#report(envelope, question, 'NONE', code);
      throw error;
    } finally {
      // Only a caller who left may end the asking; one whose patience or deadline ended leaves it to its own time limit, so
      // that a silent vendor is counted as silent.
      flight.leave(envelope, envelope.signal.aborted ? 'GONE' : 'IMPATIENT');
    }
  }

  #takeOff(
    key: string,
    envelope: Envelope,
    question: Question,
    ask: (shared: Envelope) => Promise<unknown>,
  ): Flight<Landed> {
    const { cache, clock } = this.#parts;
    const flight: Flight<Landed> = startFlight(
      envelope,
      async (shared) => {
        // The label is the moment of asking: the answer is at least that new, whatever the vendor took.
        const storedAtMs = clock.now().getTime();
        const entry = { value: await ask(shared), storedAtMs };
        void cache.set([{ key, entry, keepForMs: Math.max(question.freshForMs, question.staleForMs) }]);
        return entry;
      },
      () => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      },
    );
    this.#flights.set(key, flight);
    return flight;
  }

  #ageMs(entry: CacheEntry): number {
    return this.#parts.clock.now().getTime() - entry.storedAtMs;
  }

  #isFresh(entry: CacheEntry, question: Question): boolean {
    const ageMs = this.#ageMs(entry);
    return ageMs >= -clockSkewMaxMs && ageMs < question.freshForMs;
  }

  /** `how` is LIVE or CACHE, or the code of the fault that an old answer stands in for. */
  #label<T>(envelope: Envelope, question: Question, entry: CacheEntry, how: 'LIVE' | 'CACHE' | FaultCode): Answer<T> {
    const isStale = how !== 'LIVE' && how !== 'CACHE';
    const servedFrom = isStale ? 'STALE_CACHE' : how;
    const staleReason = isStale ? how : null;
    this.#report(envelope, question, servedFrom, staleReason);
    const asOf = new Date(entry.storedAtMs).toISOString();
    // The key holds question and arguments, so what lies under it is what this question's `ask` once returned.
    return { value: entry.value as T, freshness: { ...this.#place, asOf, servedFrom, staleReason } };
  }

  #report(envelope: Envelope, question: Question, servedFrom: ServedFrom | 'NONE', reason: FaultCode | null): void {
    const { correlationId } = envelope;
    this.#parts.observer.observe({
      kind: 'READ',
      ...this.#place,
      question: question.name,
      servedFrom,
      reason,
      correlationId,
    });
  }
}
