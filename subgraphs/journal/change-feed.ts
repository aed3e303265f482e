// Tells listeners of this process what changes in the journal, whichever process changes it. One look serves all of them; without any
// there is none. What a listener has not fetched yet is kept once per record, so that a slow one costs little and is never behind.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../runtime/telemetry.ts';
import type { StopSignal } from '../runtime/stop-signal.ts';
import type { Database } from '../store/store.ts';
import { exceptionChanges, exceptionsSince, matchingExceptions, pointNow, runVersions } from './changes.ts';
import type { Point } from './changes.ts';
import type { ExceptionFilter } from './exception-views.ts';

/** A person watches a run: five looks a second, each one indexed query for all watched runs. */
const runLookMs = 200;
/** A list may lag a little more. */
const exceptionLookMs = 500;
/** Records that changed and wait for one listener; with more it is too slow. */
export const waitingMax = 1_000;
/** Exceptions that a listener who comes back is told of at once; with more it should read the list anew. */
export const resumedMax = 500;

/** A record that changed. `cursor` is from where a listener that lost its connection may go on. */
export interface Change {
  readonly id: string;
  readonly cursor: string;
}

/** Why a listener is told nothing more although there is more to tell. */
export class FeedEnded extends Error {
  override readonly name = 'FeedEnded';
  readonly why: 'TOO_SLOW' | 'TOO_LONG_AGO';

  constructor(why: FeedEnded['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/** What one listener is still to fetch. */
class Mailbox {
  readonly #waiting = new Map<string, string>();
  #wake: (() => void) | null = null;
  #isOver = false;
  #isTooSlow = false;

  put(id: string, cursor: string): void {
    if (this.#waiting.size >= waitingMax && !this.#waiting.has(id)) this.overrun();
    else this.#waiting.set(id, cursor);
    this.#wake?.();
  }

  /** More has changed than is kept for anybody. */
  overrun(): void {
    this.#isTooSlow = true;
    this.#wake?.();
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  async *changes(signal: StopSignal): AsyncGenerator<Change> {
    const leave = (): void => this.#wake?.();
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!signal.aborted) {
        if (this.#isTooSlow) throw new FeedEnded('TOO_SLOW', `More than ${waitingMax} changes wait to be fetched`);
        const [first] = this.#waiting;
        if (first !== undefined) {
          const [id, cursor] = first;
          this.#waiting.delete(id);
          yield { id, cursor };
        } else if (this.#isOver) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }
}

interface RunListener {
  readonly box: Mailbox;
  readonly runId: string;
  version: string | null;
}

interface ExceptionListener {
  readonly box: Mailbox;
  readonly filter: ExceptionFilter;
}

/** The feed of one process. */
export class ChangeFeed {
  readonly #db: Database;
  readonly #logger: Logger;
  readonly #runs = new Set<RunListener>();
  readonly #exceptions = new Set<ExceptionListener>();
  readonly #closing = new AbortController();
  /** Up to where exceptions were looked at, and the versions that will be met once more. */
  #point: Point | null = null;
  #known: ReadonlyMap<string, string> = new Map();
  #runLooks: Promise<void> | null = null;
  #exceptionLooks: Promise<void> | null = null;

  constructor(db: Database, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
  }

  /** A run now, unless the listener knows this version, and after each change; ends once nothing of it can change. */
  async *run(runId: string, known: string | null, signal: StopSignal): AsyncGenerator<Change> {
    const listener: RunListener = { box: new Mailbox(), runId, version: known };
    this.#runs.add(listener);
    this.#lookAfterRuns();
    try {
      yield* listener.box.changes(signal);
    } finally {
      this.#runs.delete(listener);
    }
  }

  /**
   * Exceptions of a filter after each change; first those that changed since the cursor of a connection that was lost. Whatever
   * changes once this has resolved is told. Rejects with FeedEnded when that is too long ago.
   */
  async exceptions(filter: ExceptionFilter, since: string | null, signal: StopSignal): Promise<AsyncGenerator<Change>> {
    const listener: ExceptionListener = { box: new Mailbox(), filter };
    this.#point ??= await pointNow(this.#db);
    this.#exceptions.add(listener);
    this.#lookAfterExceptions();
    try {
      if (since !== null) await this.#resume(listener, since);
    } catch (error) {
      this.#exceptions.delete(listener);
      throw error;
    }
    return this.#listening(listener, signal);
  }

  async *#listening(listener: ExceptionListener, signal: StopSignal): AsyncGenerator<Change> {
    try {
      yield* listener.box.changes(signal);
    } finally {
      this.#exceptions.delete(listener);
    }
  }

  /** Looks no more; listeners end. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const { box } of [...this.#runs, ...this.#exceptions]) box.end();
    await Promise.all([this.#runLooks, this.#exceptionLooks]);
  }

  async #resume({ box, filter }: ExceptionListener, since: string): Promise<void> {
    const ids = await exceptionsSince(this.#db, Number(since), { filter, max: resumedMax + 1 });
    if (ids.length > resumedMax) {
      throw new FeedEnded('TOO_LONG_AGO', `More than ${resumedMax} changed since; read the list, then subscribe anew`);
    }
    for (const id of ids) box.put(id, since);
  }

  #lookAfterRuns(): void {
    this.#runLooks ??= this.#look(runLookMs, this.#runs, () => this.#lookAtRuns()).finally(() => {
      this.#runLooks = null;
      // Somebody came while the last one left.
      if (this.#runs.size > 0 && !this.#closing.signal.aborted) this.#lookAfterRuns();
    });
  }

  #lookAfterExceptions(): void {
    this.#exceptionLooks ??= this.#look(exceptionLookMs, this.#exceptions, () => this.#lookForExceptions()).finally(
      () => {
        this.#exceptionLooks = null;
        if (this.#exceptions.size === 0) this.#point = null;
        else if (!this.#closing.signal.aborted) this.#lookAfterExceptions();
      },
    );
  }

  async #look(everyMs: number, listeners: ReadonlySet<unknown>, look: () => Promise<void>): Promise<void> {
    const { signal } = this.#closing;
    while (listeners.size > 0 && !signal.aborted) {
      try {
        await look();
      } catch (error) {
        // A database that is away for a moment: the next look tells what this one missed.
        this.#logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'changes not read');
      }
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #lookAtRuns(): Promise<void> {
    const byId = Map.groupBy(this.#runs, ({ runId }) => runId);
    for (const { id, version, isOver } of await runVersions(this.#db, [...byId.keys()])) {
      for (const listener of byId.get(id) ?? []) {
        if (listener.version !== version) listener.box.put(id, version);
        listener.version = version;
        if (isOver) listener.box.end();
      }
    }
  }

  async #lookForExceptions(): Promise<void> {
    const since = this.#point ?? (await pointNow(this.#db));
    const { changes, point, isWhole } = await exceptionChanges(this.#db, since);
    if (!isWhole) for (const { box } of this.#exceptions) box.overrun();
    const fresh = changes.filter(({ id, version }) => this.#known.get(id) !== version).map(({ id }) => id);
    if (fresh.length > 0 && isWhole) await this.#deliver(fresh, String(since.atMs));
    this.#known = new Map(changes.map(({ id, version }) => [id, version]));
    this.#point = point;
  }

  /** Listeners with the same filter are served by one query. */
  async #deliver(ids: readonly string[], cursor: string): Promise<void> {
    for (const listeners of Map.groupBy(this.#exceptions, ({ filter }) => JSON.stringify(filter)).values()) {
      const [first] = listeners;
      if (first === undefined) continue;
      const matching = await matchingExceptions(this.#db, ids, first.filter);
      for (const { box } of listeners) for (const id of matching) box.put(id, cursor);
    }
  }
}
