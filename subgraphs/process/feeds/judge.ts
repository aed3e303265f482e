// What a telling is worth, given what was told before. Pure.
import type { KnownRecord, RecordMark } from '../../journal/feeds/telling.ts';

/**
 * Systems stamp in whole seconds and what they tell may trail by one: until a later stamp was seen, a record may change once more under the
 * stamp it has.
 */
const granuleMs = 2_000;
/** When no later stamp comes, this long after it was told the second is over there, too. */
const settledMs = 5_000;
/** In the first reading what is older than this by our clock is over: clocks of systems and ours do not differ by as much. */
const baselineMs = 60_000;

/** A record as a page tells of it. */
export interface Told {
  readonly id: string;
  readonly changedAt: Date;
  readonly deleted: boolean;
}

/** When a telling is judged: by our clock, and by the newest stamp of the system so far. */
export interface Moment {
  readonly now: Date;
  readonly newestAt: Date;
  /** Whether everything is read for the first time: what is looked at twice of it would pass for a change. */
  readonly isBaseline: boolean;
}

/** TELL: subscribers are asked, then it is marked. NOTE: it is marked alone. PASS: nothing is new. */
export type Verdict =
  { readonly kind: 'TELL' | 'NOTE'; readonly mark: RecordMark } | { readonly kind: 'PASS'; readonly isThere: boolean };

/** Judges one telling. What is told twice or late passes; a second change under one stamp does not. */
export function judge(known: KnownRecord | undefined, told: Told, { now, newestAt, isBaseline }: Moment): Verdict {
  const { id, changedAt, deleted } = told;
  const ageMs = now.getTime() - changedAt.getTime();
  const isPast = newestAt.getTime() - changedAt.getTime() >= granuleMs || (isBaseline && ageMs >= baselineMs);
  const mark: RecordMark = { id, changedAt, gone: deleted ? 'TOLD' : null, settled: isPast };
  // What came and went without our knowing concerns nobody; it is known from now on, should an older telling come.
  if (known === undefined) return { kind: deleted ? 'NOTE' : 'TELL', mark };
  const laterMs = changedAt.getTime() - known.changedAt.getTime();
  if (laterMs > 0) return { kind: deleted && known.gone !== null ? 'NOTE' : 'TELL', mark };
  // Nobody had told of its end, so being told of again is news, whatever the stamp.
  if (known.gone === 'MISSING' && !deleted) return { kind: 'TELL', mark: { ...mark, changedAt: known.changedAt } };
  if (laterMs < 0) return { kind: 'PASS', isThere: !deleted };
  if (deleted !== (known.gone !== null)) {
    // Of the same second: nothing follows an end.
    return deleted ? { kind: 'TELL', mark } : { kind: 'PASS', isThere: false };
  }
  if (known.settled || deleted) return { kind: 'PASS', isThere: !deleted };
  const isOver = isPast || now.getTime() - known.toldAt.getTime() >= settledMs;
  return isOver ? { kind: 'TELL', mark: { ...mark, settled: true } } : { kind: 'PASS', isThere: true };
}

/** The last word of a page on each record: by stamp, and an end after everything else of its second. Counts what was told besides. */
export function lastWords(tellings: readonly Told[]): { readonly words: readonly Told[]; readonly repeated: number } {
  const byId = new Map<string, Told>();
  for (const told of tellings) {
    const before = byId.get(told.id);
    const laterMs = before === undefined ? 1 : told.changedAt.getTime() - before.changedAt.getTime();
    if (laterMs > 0 || (laterMs === 0 && told.deleted)) byId.set(told.id, told);
  }
  return { words: [...byId.values()], repeated: tellings.length - byId.size };
}
