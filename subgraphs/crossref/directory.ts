// Keeps one place of the crossref current from its system's change query: everything at first, then what is new.
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Crossref, Place } from './crossref.ts';
import { matchKeysOf } from './match.ts';

/** A record as the change query tells it. */
export interface DirectoryRecord {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
  readonly name: string | null;
  readonly matchKeys: readonly string[];
}

/** One page of the change query after a cursor. */
export type Feed = (
  cursor: string | null,
) => Promise<{ readonly records: readonly DirectoryRecord[]; readonly cursor: string; readonly complete: boolean }>;

/** One place, kept current. */
export interface Directory {
  /** Reads until nothing is waiting. Rejects with the feed's fault; pages read before it are kept. */
  sync(): Promise<void>;
  /**
   * The same, unless it was done a moment ago: for an id nobody knows. Rejects only while the place was never read whole,
   * for then "unknown" would be a guess; afterwards an id that cannot be looked up stays unknown.
   */
  refresh(): Promise<void>;
}

/** Unknown ids come in bursts and are mostly mistakes; the vendor is asked about them at most this often. */
export const refreshIntervalMs = 5_000;
/** A feed that never completes must not hold the start for ever: 10,000 pages are ten million records. */
export const pagesMax = 10_000;

/** The directory of one place. */
export function createDirectory({ crossref, at, feed }: { crossref: Crossref; at: Place; feed: Feed }): Directory {
  let running: Promise<void> | null = null;
  let finishedMs = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    let cursor = await crossref.cursor(at);
    for (let page = 0; page < pagesMax; page += 1) {
      const { records, cursor: next, complete } = await feed(cursor);
      await crossref.identify(records.map(({ ref, links }) => ({ ref, links })));
      await crossref.saveMatchFacts(
        records.map(({ ref, name, matchKeys }) => ({ ref, keys: matchKeysOf(name, matchKeys) })),
      );
      // Only now: a page that was read and not kept must be read again.
      await crossref.saveCursor(at, next);
      cursor = next;
      if (complete) break;
    }
    finishedMs = performance.now();
  }

  const sync = (): Promise<void> => {
    running ??= read().finally(() => (running = null));
    return running;
  };
  return {
    sync,
    refresh: async () => {
      if (running === null && performance.now() - finishedMs < refreshIntervalMs) return;
      try {
        await sync();
      } catch (fault) {
        if ((await crossref.cursor(at)) === null) throw fault;
      }
    },
  };
}
