// What changed, as processes follow it: which records, in pages, and how many there are. Whoever is told reads the record itself.
import { type RecordKind, recordKinds } from '../../schema/canon/identity.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Change, ChangePage } from './changes.ts';
import { UnsupportedFilterError } from './failures.ts';

/** That a record changed. Nothing of the record: by the time anybody acts it may be different. */
export type Telling = Pick<Change, 'ref' | 'changedAt' | 'deleted'>;

/** A page as a vendor's feed gives it; a ChangePage is one. */
export interface TellingPage extends Omit<ChangePage, 'changes'> {
  readonly changes: readonly Telling[];
}

/** A page as a process gets it. `horizonMissed`: what happened in between is lost, and this page begins a reading of everything. */
export interface FeedPage extends TellingPage {
  readonly horizonMissed: boolean;
}

/** The changes of a system. Told at least once, not always in order; a null cursor begins with everything there is. */
export interface ChangeFeed {
  readonly kinds: readonly RecordKind[];
  /** Raises `readFailures`, and UnsupportedFilterError for a kind the system tells nothing of. */
  page(envelope: Envelope, kind: RecordKind, cursor: string | null): Promise<FeedPage>;
  /** How many records `page` would tell of now from the beginning, the deleted ones left out. */
  count(envelope: Envelope, kind: RecordKind): Promise<number>;
}

/** What a connector says of its feed. */
export interface FeedSource<Kind extends RecordKind> {
  readonly kinds: readonly Kind[];
  /** How many days the vendor remembers; null when it forgets nothing. */
  readonly horizonDays: number | null;
  readonly nowMs: () => number;
  page(envelope: Envelope, kind: Kind, cursor: string | null): Promise<TellingPage>;
  count(envelope: Envelope, kind: Kind): Promise<number>;
}

const dayMs = 86_400_000;
/** Our mark before a vendor's cursor, in milliseconds: up to when all was told, and when the round under way began. */
const markForm = /^(\d{1,15})\.(\d{0,15})\.(.*)$/s;

/**
 * A feed that notices what its vendor has forgotten: a cursor remembers when its reading began, and one that is older than the
 * vendor's memory, or that nobody can read, begins anew and says so.
 */
export function changeFeed<Kind extends RecordKind>(source: FeedSource<Kind>): ChangeFeed {
  const kindOf = (kind: RecordKind): Kind => {
    const known = source.kinds.find((one) => one === kind);
    if (known !== undefined) return known;
    throw new UnsupportedFilterError(`No changes of ${kind} are told here; ask for ${source.kinds.join(', ')}`);
  };
  const read = async (envelope: Envelope, kind: Kind, from: Mark | null): Promise<FeedPage> => {
    // Before the vendor is asked: what happens meanwhile belongs to the next round.
    const roundMs = from?.roundMs ?? source.nowMs();
    const { changes, cursor, complete } = await source.page(envelope, kind, from?.cursor ?? null);
    const mark = complete ? `${roundMs}.` : `${from?.coveredMs ?? roundMs}.${roundMs}`;
    return { changes, cursor: `${mark}.${cursor}`, complete, horizonMissed: false };
  };
  return {
    kinds: source.kinds,
    page: async (envelope, kind, cursor) => {
      const known = kindOf(kind);
      if (cursor === null) return read(envelope, known, null);
      const mark = markOf(cursor);
      const isForgotten =
        mark === null || (source.horizonDays !== null && source.nowMs() - mark.coveredMs > source.horizonDays * dayMs);
      if (isForgotten) return { ...(await read(envelope, known, null)), horizonMissed: true };
      try {
        return await read(envelope, known, mark);
      } catch (error) {
        // A cursor of another release or account: what it stood for is unknown, so everything is told again.
        if (!(error instanceof RangeError || error instanceof UnsupportedFilterError)) throw error;
        return { ...(await read(envelope, known, null)), horizonMissed: true };
      }
    },
    count: (envelope, kind) => source.count(envelope, kindOf(kind)),
  };
}

interface Mark {
  readonly coveredMs: number;
  /** Null between rounds. */
  readonly roundMs: number | null;
  readonly cursor: string;
}

function markOf(text: string): Mark | null {
  const [, covered, round, cursor] = markForm.exec(text) ?? [];
  if (covered === undefined || round === undefined || cursor === undefined) return null;
  return { coveredMs: Number(covered), roundMs: round === '' ? null : Number(round), cursor };
}

/** A kind as a caller names it. Raises UnsupportedFilterError for a word that is none. */
export function feedKind(name: string): RecordKind {
  const known = recordKinds.find((kind) => kind === name);
  if (known === undefined) throw new UnsupportedFilterError(`"${name.slice(0, 40)}" is no kind of record`);
  return known;
}
