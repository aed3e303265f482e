// Keeps one place of the crossref current from its system's change query: everything at first, then what is new.
import type { Priority } from '../runtime/envelope.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { Crossref, Place, Told } from './crossref.ts';

/** A record as the change query tells it. */
export type DirectoryRecord = Told;

/** How urgent a reading is: it rises as soon as somebody waits for it. */
export interface Urgency {
  readonly priority: Priority;
}

/** One page of the change query after a cursor; `complete` is false while more is waiting. */
export type Feed = (
  cursor: string | null,
  urgency: Urgency,
) => Promise<{ readonly records: readonly DirectoryRecord[]; readonly cursor: string; readonly complete: boolean }>;

/** One place, kept current. */
export interface Directory {
  /** Reads until nothing is waiting. Rejects with the feed's fault; pages read before it are kept. */
  sync(): Promise<void>;
  /**
   * The same, unless it was tried a moment ago: for an id nobody knows. Rejects only while the place was never read whole;
   * after that a silent system leaves the id unknown, as it was when the system was last heard.
   */
  refresh(): Promise<void>;
}

/** What a directory needs. */
export interface DirectoryOptions {
  readonly crossref: Crossref;
  readonly at: Place;
  readonly feed: Feed;
  readonly logger?: Logger;
  readonly refreshMsMin?: number;
}

/**
 * Ids that a system does not have are asked for all the time (a customer without an ERP record is on every page), so the
 * system is asked about them at most this often; a record made elsewhere is found after this at the latest.
 */
export const refreshMsMin = 30_000;
/** A feed that never completes must not hold the start for ever: 10,000 pages are ten million records. */
export const pagesMax = 10_000;

/** The directory of one place. */
export function createDirectory(options: DirectoryOptions): Directory {
  const { crossref, at, logger } = options;
  const interval = options.refreshMsMin ?? refreshMsMin;
  const state: { running: Promise<void> | null; isWaitedFor: boolean; triedMs: number; failure: Error | null } = {
    running: null,
    isWaitedFor: false,
    triedMs: Number.NEGATIVE_INFINITY,
    failure: null,
  };

  const urgency: Urgency = {
    get priority() {
      return state.isWaitedFor ? 'interactive' : 'reference';
    },
  };

  // One reading at a time: who comes while one is under way waits for it.
  const sync = (): Promise<void> => {
    state.running ??= syncDirectory(options, urgency)
      .then(
        () => (state.failure = null),
        (error: unknown) => {
          state.failure = error instanceof Error ? error : new Error(String(error));
          throw state.failure;
        },
      )
      .finally(() => {
        state.running = null;
        state.isWaitedFor = false;
        state.triedMs = performance.now();
      })
      .then(() => undefined);
    return state.running;
  };

  const refresh = async (): Promise<void> => {
    if (state.running === null && performance.now() - state.triedMs < interval) {
      if (state.failure === null) return;
    } else {
      // A page waits: behind the background of a month end it would wait for ten seconds, and then in vain.
      state.isWaitedFor = true;
      await sync().catch(() => undefined);
      if (state.failure === null) return;
      logger?.warn({ ...at, reason: state.failure.message }, 'the directory of identities could not be refreshed');
    }
    if ((await crossref.progress(at))?.complete !== true) throw state.failure;
  };

  return { sync, refresh };
}

/** Reads a place from its cursor to its end. Rejects with the feed's fault; pages read before it are kept. */
export async function syncDirectory(
  { crossref, at, feed, logger }: DirectoryOptions,
  urgency: Urgency = { priority: 'reference' },
): Promise<void> {
  let cursor = await crossref.cursor(at);
  for (let page = 1; page <= pagesMax; page += 1) {
    const { records, cursor: next, complete } = await feed(cursor, urgency);
    await crossref.learn(records);
    // Only now: a page that was read and not kept must be read again.
    await crossref.saveCursor(at, next);
    logger?.debug({ ...at, page, records: records.length, complete }, 'directory page read');
    if (complete) {
      await crossref.settle(at);
      return;
    }
    if (next === cursor) break;
    cursor = next;
  }
  throw new Error(
    `The change query of ${at.kind} at ${at.system} (${at.instance}) stands still at cursor ${cursor ?? 'none'}, or has more than ${pagesMax} pages`,
  );
}
