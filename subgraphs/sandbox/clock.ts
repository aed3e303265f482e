// The sandbox's one clock: it starts in the morning of the firm's today, runs in real time, and can be set.
import type { StandInClock } from './stand-in.ts';

/** A clock that the control port can move. */
export interface SandboxClock extends StandInClock {
  set(now: Date): void;
  advance(seconds: number): void;
  /** Back to where it started. */
  reset(): void;
}

/** Starts a clock at an instant, like `2026-11-20T09:00:00Z`. */
export function createSandboxClock(start: string): SandboxClock {
  const startMs = Date.parse(start);
  if (Number.isNaN(startMs))
    throw new Error(`Cannot start the clock at "${start}": give an instant like 2026-11-20T09:00:00Z`);
  let offsetMs = startMs - Date.now();
  return {
    now: () => new Date(Date.now() + offsetMs),
    set: (now) => {
      offsetMs = now.getTime() - Date.now();
    },
    advance: (seconds) => {
      offsetMs += seconds * 1000;
    },
    reset: () => {
      offsetMs = startMs - Date.now();
    },
  };
}
