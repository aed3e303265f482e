// What the parts of the seed make, and where it goes.
import type { Database, Row } from '../database.ts';
import type { Catalogue } from '../resource.ts';

/** Rows to insert, by collection. */
export type SeedRows = Readonly<Record<string, readonly Row[]>>;

/** Where the rows go. */
export interface SeedTarget {
  readonly database: Database;
  readonly catalogue: Catalogue;
  /** The sandbox's time when the account is made; the feed holds what happened in the days before. */
  readonly now: string;
}
