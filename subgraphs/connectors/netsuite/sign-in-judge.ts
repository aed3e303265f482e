// What a 401 means. NetSuite says "Invalid login attempt" for a bad sign-in, for an ended token, and also, after a long hang,
// for one call too many at a time: the last must slow us down, not wake somebody at night.

/** A call that was let in this recently proves that our sign-in works. */
export const provenForMs = 60_000;
/** So many refusals in a row without one success are no burst any more. */
export const refusalsInARowMax = 20;

/** Remembers what NetSuite let in and what it refused. */
export interface SignInJudge {
  /** A call was let in, whatever its answer. */
  accepted(): void;
  /**
   * A call was refused with a token that was bought after the last refusal. OVERLOADED when other calls are under way or
   * were let in a moment ago; UNAUTHORIZED when nothing speaks for our sign-in.
   */
  refused(othersInFlight: number): 'OVERLOADED' | 'UNAUTHORIZED';
}

/** `nowMs` is the machine's time. */
export function createSignInJudge(nowMs: () => number = Date.now): SignInJudge {
  let acceptedAtMs = Number.NEGATIVE_INFINITY;
  let refusalsInARow = 0;
  return {
    accepted: () => {
      acceptedAtMs = nowMs();
      refusalsInARow = 0;
    },
    refused: (othersInFlight) => {
      refusalsInARow += 1;
      if (nowMs() - acceptedAtMs <= provenForMs) return 'OVERLOADED';
      return othersInFlight > 0 && refusalsInARow <= refusalsInARowMax ? 'OVERLOADED' : 'UNAUTHORIZED';
    },
  };
}
