// Results longer than a page stay at the vendor under a locator; the client fetches the rest from there.
import { salesforceId } from '../../firm/ids.ts';
import type { StandInClock } from '../../stand-in.ts';
import { refusal } from '../api-error.ts';
import type { AnsweredRecord } from '../soql/render.ts';

/** Locators start like this, as in recordings. */
const PREFIX = '0r8';
/** A locator is good for two days. */
const LIFE_MS = 2 * 86_400_000;
/** Open results; the oldest goes first. */
const CURSORS_MAX = 200;

/** A result with where its pages are. */
export interface Cursor {
  readonly locator: string;
  readonly object: string;
  readonly records: readonly AnsweredRecord[];
  readonly pageSize: number;
  readonly openedAtMs: number;
}

/** Open results by locator. */
export class QueryCursors {
  readonly #clock: StandInClock;
  readonly #cursors = new Map<string, Cursor>();
  #opened = 0;

  constructor(clock: StandInClock) {
    this.#clock = clock;
  }

  /** Keeps a result as it is now: later changes to the records do not show on its later pages. */
  open(object: string, records: readonly AnsweredRecord[], pageSize: number): Cursor {
    this.#opened += 1;
    const locator = salesforceId(PREFIX, this.#opened);
    const cursor = { locator, object, records, pageSize, openedAtMs: this.#clock.now().getTime() };
    this.#cursors.set(locator, cursor);
    const [oldest] = this.#cursors.keys();
    if (this.#cursors.size > CURSORS_MAX && oldest !== undefined) this.#cursors.delete(oldest);
    return cursor;
  }

  /** The result and the place in it that `<locator>-<first row>` means. */
  find(name: string): { cursor: Cursor; from: number } {
    const match = /^([0-9A-Za-z]{15,18})-(\d+)$/u.exec(name);
    const cursor = [...this.#cursors.values()].find(({ locator }) => locator === match?.[1]);
    const from = Number(match?.[2]);
    const isOver = cursor !== undefined && this.#clock.now().getTime() - cursor.openedAtMs > LIFE_MS;
    if (cursor === undefined || isOver || from > cursor.records.length) {
      throw refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    return { cursor, from };
  }

  /** Forgets all results. */
  clear(): void {
    this.#cursors.clear();
    this.#opened = 0;
  }
}
