// Telling work that nobody waits for it any more. An AbortSignal of the platform does, but making one, listening to it and
// joining two costs a gateway more than sending a small request; these cost next to nothing until they fire.

/** What our code needs of an AbortSignal; a real one fits. */
export interface StopSignal {
  readonly aborted: boolean;
  /** Why; undefined until it fires. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A signal together with the means to fire it. Each listener is called once. */
export class StopSource implements StopSignal {
  aborted = false;
  reason: unknown = undefined;
  /** Nearly always one or none: a set is made for the second. */
  #listener: (() => void) | null = null;
  #others: Set<() => void> | null = null;

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listener === null) this.#listener = listener;
    else (this.#others ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listener === listener) this.#listener = null;
    else this.#others?.delete(listener);
  }

  /** Fires; a second time does nothing. Without a reason it is an AbortError. */
  abort(reason: unknown = new DOMException('Nobody waits any more', 'AbortError')): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = [...(this.#listener ? [this.#listener] : []), ...(this.#others ?? [])];
    this.#listener = this.#others = null;
    for (const listener of listeners) listener();
  }
}
