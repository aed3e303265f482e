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

  const shared: Envelope = withLimits(
    { correlationId: first.correlationId, principal: first.principal, signal: stop },
    { deadlineAt: () => deadlineAt, priority: () => priorities[mostUrgent()] ?? first.priority },
  );

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

/** What is said of limits that still change. */
interface Limits {
  readonly deadlineAt: () => number;
  readonly priority: () => Envelope['priority'];
}

const limitsOf = Symbol('limits');

/** Read at each look: whoever joins later stretches the limits of work that is already under way. */
const readLimits = {
  deadlineAt: {
    enumerable: true,
    get(this: { readonly [limitsOf]: Limits }) {
      return this[limitsOf].deadlineAt();
    },
  },
  priority: {
    enumerable: true,
    get(this: { readonly [limitsOf]: Limits }) {
      return this[limitsOf].priority();
    },
  },
};

/**
 * Accessors that all envelopes share, and not a pair written into each: V8 gives every object with accessors of its own a shape of its own,
 * which lives through collections of the young generation with all that they refer to.
 */
function withLimits(envelope: Omit<Envelope, 'deadlineAt' | 'priority'>, limits: Limits): Envelope {
  return Object.defineProperties({ ...envelope, [limitsOf]: limits }, readLimits) as unknown as Envelope;
}
