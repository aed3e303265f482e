// What calls of one system said, one after the other: a breaker opens over a row of failures, and sooner over one of silences.

/** How calls have ended one after the other. */
export class CallRow {
  failures = 0;
  silences = 0;
  /** When something was last said, if only a refusal; by performance.now. */
  #saidAtMs = -Infinity;

  answered(): void {
    this.failures = 0;
    this.#said();
  }

  refused(): void {
    this.failures += 1;
    this.#said();
  }

  /** Who was cut while others were answered was in a hurry, or asked for much: the questions of one page all end at its deadline. */
  silent(sinceMs: number): void {
    this.failures += 1;
    if (this.#saidAtMs <= sinceMs) this.silences += 1;
  }

  #said(): void {
    this.silences = 0;
    this.#saidAtMs = performance.now();
  }
}
