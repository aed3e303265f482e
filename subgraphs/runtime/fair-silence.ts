// How long a system may be silent until that says something of it.

/** A system that was silent for this long is slow, even if it was the caller's deadline that ended the wait. */
export const fairSilenceMs = 1_000;
/** Whatever its slowest answer took: longer than an attempt lasts nobody waits for it (attempt.ts). */
export const fairSilenceMsMax = 5_000;
/** So many times as long as its answers lately took is silence. */
const timesLately = 2;
/** What is left of a slow answer after each one that follows: some twenty quick ones make it forgotten. */
const leftOfIt = 0.9;
/** What was answered longer ago says nothing of now: a system that died after a slow answer would never be silent to callers in a hurry. */
const latelyForMs = 10_000;

/**
 * The silence that counts against one account. A system that takes two seconds for every answer is not dead because a page had one left: the
 * three questions of such a page, cut at its deadline, shut out everybody whose questions were being answered in their two seconds.
 */
export class FairSilence {
  #tookMs = 0;
  #answeredAtMs = -Infinity;

  /** The shortest that counts, in milliseconds. */
  get ms(): number {
    return Math.min(Math.max(fairSilenceMs, timesLately * this.#latelyMs), fairSilenceMsMax);
  }

  /** `ms`: how long an answer took. */
  answered(ms: number): void {
    this.#tookMs = Math.max(ms, this.#latelyMs * leftOfIt);
    this.#answeredAtMs = performance.now();
  }

  get #latelyMs(): number {
    return performance.now() - this.#answeredAtMs > latelyForMs ? 0 : this.#tookMs;
  }
}
