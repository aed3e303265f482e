// What all recordings together tell about each record, and what of it was true at a moment.
import type { Interaction, Shown } from './recordings.ts';
import { recordsOf } from './recordings.ts';

/** A record as it was seen in one answer. */
interface Sighting {
  readonly atMs: number;
  readonly shown: Shown;
}

/** What is known of the recorded account. */
export interface Knowledge {
  /** The record as it was at the moment: later sightings only fill what earlier ones do not say. */
  at(collection: string, id: string, atMs: number): Shown | undefined;
  /** Ids of records of a collection that had been made by the moment. */
  idsBy(collection: string, atMs: number): readonly string[];
}

/** Gathers every sighting of every record. */
export function gatherKnowledge(interactions: readonly Interaction[]): Knowledge {
  const sightings = new Map<string, Map<string, Sighting[]>>();
  for (const { recordedAt, response } of interactions) {
    for (const [collection, records] of recordsOf(response.body)) {
      const known = sightings.get(collection) ?? new Map<string, Sighting[]>();
      sightings.set(collection, known);
      for (const shown of records) {
        const id = String(shown.id);
        known.set(id, [...(known.get(id) ?? []), { atMs: Date.parse(recordedAt), shown }]);
      }
    }
  }
  const at = (collection: string, id: string, atMs: number): Shown | undefined => {
    const seen = sightings.get(collection)?.get(id);
    if (seen === undefined) return undefined;
    const later = seen.filter((sighting) => sighting.atMs > atMs).reverse();
    const earlier = seen.filter((sighting) => sighting.atMs <= atMs);
    return Object.assign({}, ...[...later, ...earlier].map((sighting) => sighting.shown)) as Shown;
  };
  return {
    at,
    idsBy: (collection, atMs) =>
      [...(sightings.get(collection)?.keys() ?? [])].filter((id) => {
        const created = at(collection, id, atMs)?.created_at;
        return typeof created !== 'string' || Date.parse(created) <= atMs;
      }),
  };
}
