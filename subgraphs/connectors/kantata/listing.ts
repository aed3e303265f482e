// One answer of Kantata: records in the order of `results`, with the records that `include` brought along.
// Side-loaded records of the same kind stand in the same collection, so the collection is looked up in, never walked.
import { z } from 'zod';
import { checked, UnexpectedAnswer, whole } from './wire.ts';

/** Records of a list and what came along with them. */
export interface Listing {
  /** Records in all, as the vendor counts them: joins may make it higher than the records it gives. */
  readonly count: number;
  readonly rows: readonly unknown[];
  /** A record that came along, or a row; undefined when it did not come. */
  readonly find: (collection: string, id: string) => unknown;
}

const envelopeSchema = z.looseObject({
  // `meta` repeats the count, but answers of 2013 have none.
  count: whole,
  results: z.array(z.object({ key: z.string(), id: z.string() })),
});

/** Reads the envelope of a list. Raises UnexpectedAnswer when `results` names a record that is not there. */
export function readListing(body: unknown): Listing {
  const { count, results, ...collections } = checked(envelopeSchema, body, 'the list');
  const find = (collection: string, id: string): unknown => {
    const records = collections[collection];
    if (typeof records !== 'object' || records === null || !Object.hasOwn(records, id)) return undefined;
    return (records as Readonly<Record<string, unknown>>)[id];
  };
  const rows = results.map(({ key, id }) => {
    const row = find(key, id);
    if (row === undefined)
      throw new UnexpectedAnswer(`the list: "results" names a record of "${key}" that is not there`);
    return row;
  });
  return { count, rows, find };
}

/** Several pages as one list; a record that two pages hold (the list moved meanwhile) counts once. */
export function joinListings(first: Listing, rest: readonly Listing[]): Listing {
  const pages = [first, ...rest];
  const byId = new Map(pages.flatMap((page) => page.rows).map((row) => [idOf(row), row]));
  return {
    count: first.count,
    rows: [...byId.values()],
    find: (collection, id) => {
      for (const page of pages) {
        const found = page.find(collection, id);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function idOf(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'id' in row ? row.id : row;
}

/** A list of nothing, to join others to. */
export const noListing: Listing = { count: 0, rows: [], find: () => undefined };
