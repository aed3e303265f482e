// How long a system may be silent until that says something of it.

/** A system that was silent for this long is slow, even if it was the caller's deadline that ended the wait. */
export const fairSilenceMs = 1_000;
/** Whatever its slowest answer took: longer than an attempt lasts nobody waits for it (attempt.ts). */
export const fairSilenceMsMax = 5_000;
/** So many times as long as its answers lately took is silence. */
const timesLately = 2;
/** What is left of a slow answer after each one that follows: some twenty quick ones make it forgotten. */
const leftOfIt = 0.9;

/**
 * The silence that counts against one account. A system that takes two seconds for every answer is not dead because a page had one left: the
 * three questions of such a page, cut at its deadline, shut out everybody whose questions were being answered in their two seconds.
 */
export class FairSilence {
  #latelyMs = 0;

  /** The shortest that counts, in milliseconds. */
  get ms(): number {
    return Math.min(Math.max(fairSilenceMs, timesLately * this.#latelyMs), fairSilenceMsMax);
  }

  /** `ms`: how long an answer took. */
  answered(ms: number): void {
    this.#latelyMs = Math.max(ms, this.#latelyMs * leftOfIt);
  }
}
