// What changed in a system since a cursor: feeds the directory of identities now, and processes later.
import type { VendorRef } from '../../schema/canon/identity.ts';

/** A record that was created or changed, with what identity needs: its links and what a person would match it by. */
export interface Change {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
  readonly name: string | null;
  /** Values that likely identify the same record elsewhere, e.g. `taxId:DE123`, `domain:acme.com`. */
  readonly matchKeys: readonly string[];
  /** RFC 3339 UTC instant of the vendor's own modification stamp. */
  readonly changedAt: string;
  readonly deleted: boolean;
}

/**
 * One page of changes. Feeding `cursor` back goes on where this page ended; pages overlap a little by design (clocks,
 * late commits), so a change may be told twice and never not at all. `complete` is false while more is waiting.
 */
export interface ChangePage {
  readonly changes: readonly Change[];
  readonly cursor: string;
  readonly complete: boolean;
}

/** Most changes of one page: a vendor's own page, so that one page is one call. */
export const changePageMax = 1_000;
