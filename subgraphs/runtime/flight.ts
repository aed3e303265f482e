// Single flight: equal questions asked at the same time are asked once. The flight belongs to everybody who waits for it, so
// it runs until the latest deadline among them, at the most urgent priority, and ends early only when the last one leaves.
import { priorities } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { StopSource } from './stop-signal.ts';

/** Work under way that callers may join. */
export interface Flight<T> {
  readonly result: Promise<T>;
  join(envelope: Envelope): void;
  /** `IMPATIENT` leaves the work running for whoever comes next; `GONE` ends it when nobody else waits. */
  leave(envelope: Envelope, how: 'IMPATIENT' | 'GONE'): void;
}

/** Starts work for its first caller. `onEnd` is called once, when it ended or nobody waits any more. */
export function startFlight<T>(
  first: Envelope,
  work: (envelope: Envelope) => Promise<T>,
  onEnd: () => void,
): Flight<T> {
  const waiting = new Set<Envelope>([first]);
  const stop = new StopSource();
  let deadlineAt = first.deadlineAt;
  let urgency = priorities.indexOf(first.priority);
  /** Whoever waits may be a flight itself, and have become more urgent since it joined. */
  const mostUrgent = (): number => {
    for (const { priority } of waiting) urgency = Math.min(urgency, priorities.indexOf(priority));
    return urgency;
  };
  let wantedAnyway = false;

  // Getters: whoever joins later stretches the limits of work that is already under way.
  const shared: Envelope = {
    correlationId: first.correlationId,
    principal: first.principal,
    signal: stop,
    get deadlineAt() {
      return deadlineAt;
    },
    get priority() {
      return priorities[mostUrgent()] ?? first.priority;
    },
  };

  const result = work(shared).finally(onEnd);
  result.catch(() => undefined);
  return {
    result,
    join(envelope) {
      waiting.add(envelope);
      deadlineAt = Math.max(deadlineAt, envelope.deadlineAt);
      urgency = Math.min(urgency, priorities.indexOf(envelope.priority));
    },
    leave(envelope, how) {
      waiting.delete(envelope);
      if (how === 'IMPATIENT') wantedAnyway = true;
      if (waiting.size > 0 || wantedAnyway) return;
      // First out of the map, then the end: nobody may join work that is being ended.
      onEnd();
      stop.abort();
    },
  };
}
