// Which canonical id a record gets, from what is on file. Pure: rows and claims in, the changes to make out.
import { identityText, mintId, mintingRef, systemOfRecord, type VendorRef } from '../../schema/canon/identity.ts';

/** A record as a system told it, and the records of other systems that its reference fields name. */
export interface Sighting {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
}

/**
 * How much a caller knows. NAMED: another record mentions it. READ: it was read, perhaps from a cache or without its
 * reference fields, so what it says can add a link and never undo one. TOLD: the change query told it as it is now, so a
 * link that is gone is gone and one that moved has moved.
 */
export type Telling = 'NAMED' | 'READ' | 'TOLD';

/** What somebody says of a record: `target` is the record of the system of record that its reference field names. */
export interface Claim {
  readonly ref: VendorRef;
  readonly target: VendorRef | null;
  readonly telling: Telling;
}

/** A record on file. `seen`: it was read itself, not only named. */
export interface Row {
  readonly ref: VendorRef;
  readonly id: string;
  readonly seen: boolean;
}

/** Whether a record claims an id that another record of its system holds; only who decides or was told knows. */
export type Refusal =
  { readonly kind: 'NONE' } | { readonly kind: 'UNKNOWN' } | { readonly kind: 'REFUSED'; readonly claimedId: string };

/** What is known of a record. */
export interface Known {
  readonly id: string;
  readonly linked: boolean;
  readonly seen: boolean;
  readonly refusal: Refusal;
}

/** A record that claims an id which another record of its system, instance and kind holds. */
export interface Conflict {
  readonly ownId: string;
  readonly claimedId: string;
}

/** What to change, and what every claim comes to, in the order of the claims. */
export interface Decisions {
  readonly known: readonly Known[];
  readonly inserted: readonly Row[];
  readonly moved: readonly { readonly before: Row; readonly after: Row }[];
  readonly newlySeen: readonly Row[];
  readonly conflicts: readonly Conflict[];
}

/** The claim a sighting makes. Links of other kinds, and links between two systems none of which is the record's, are none. */
export function claimOf({ ref, links }: Sighting, telling: Telling): Claim {
  const target = mintingRef(ref, links);
  return { ref, target: target === ref ? null : target, telling };
}

/** What is known of a row. */
export function knownOf({ ref, id, seen }: Row, refusal: Refusal = { kind: 'UNKNOWN' }): Known {
  const linked = id !== mintId(ref);
  // Who has what it claims, or belongs to the system of record and claims nothing, is refused nothing.
  const certain = refusal.kind === 'UNKNOWN' && (linked || ref.system === systemOfRecord[ref.kind]);
  return { id, linked, seen, refusal: certain ? { kind: 'NONE' } : refusal };
}

/** Whether a claim would change nothing: what is known already says all it says. */
export function isSettled({ target, telling }: Claim, known: Known): boolean {
  switch (telling) {
    case 'NAMED':
      return true;
    case 'READ':
      return known.seen && (target === null || known.linked || refusedId(known) === mintId(target));
    case 'TOLD':
      // A refused claim is made again each time: its holder may have let go.
      return (
        known.seen && (target === null ? !known.linked && known.refusal.kind === 'NONE' : known.id === mintId(target))
      );
  }
}

/** The id a record claims and was refused, if it is known to. */
export function refusedId({ refusal }: Known): string | null {
  return refusal.kind === 'REFUSED' ? refusal.claimedId : null;
}

/** Decides what claims come to; each decision counts for those after it. `rows`: all that the claims may touch. */
export function decide(rows: readonly Row[], claims: readonly Claim[]): Decisions {
  const book = openBook(rows);
  // Whoever lets go of an id does so first, so that two records which swapped their links both get what they name.
  for (const claim of claims) letGo(book, claim);
  const refusals = new Map<Claim, Refusal>();
  // Of two claims made at once the smaller vendor id's holds, so that it does not matter who came with them first.
  for (const claim of claims.toSorted(byIdentity)) refusals.set(claim, settle(book, claim));
  const changes = [...book.entries.values()].filter(({ before, row }) => before !== row);
  return {
    known: claims.map((claim) => knownOf(rowOf(book, claim.ref), refusals.get(claim))),
    inserted: changes.filter(({ before }) => before === null).map(({ row }) => row),
    moved: changes.flatMap(({ before, row }) =>
      before !== null && before.id !== row.id ? [{ before, after: row }] : [],
    ),
    newlySeen: changes.flatMap(({ before, row }) => (before !== null && !before.seen && row.seen ? [row] : [])),
    conflicts: claims.flatMap((claim) => {
      const refusal = refusals.get(claim);
      return refusal?.kind === 'REFUSED' ? [{ ownId: mintId(claim.ref), claimedId: refusal.claimedId }] : [];
    }),
  };
}

function byIdentity(one: Claim, other: Claim): number {
  const [left, right] = [identityText(one.ref), identityText(other.ref)];
  return left < right ? -1 : left > right ? 1 : 0;
}

interface Entry {
  readonly before: Row | null;
  row: Row;
}

/** The state of things while deciding: rows by reference, and who holds an id at a place. */
interface Book {
  readonly entries: Map<string, Entry>;
  readonly holders: Map<string, string>;
}

function openBook(rows: readonly Row[]): Book {
  return {
    entries: new Map(rows.map((row) => [identityText(row.ref), { before: row, row }])),
    holders: new Map(rows.map((row) => [seatOf(row.ref, row.id), identityText(row.ref)])),
  };
}

/** An id has one seat at each place; this is its name. */
function seatOf({ system, instance, kind }: VendorRef, id: string): string {
  return [system, instance, kind, id].join('|');
}

function rowOf(book: Book, ref: VendorRef): Row {
  const entry = book.entries.get(identityText(ref));
  if (entry === undefined) throw new Error(`${identityText(ref)} was not decided`);
  return entry.row;
}

/** Enters a row: new, moved to another id, or seen now. */
function put(book: Book, row: Row): void {
  const text = identityText(row.ref);
  const entry = book.entries.get(text);
  if (entry === undefined) book.entries.set(text, { before: null, row });
  else {
    if (book.holders.get(seatOf(row.ref, entry.row.id)) === text) book.holders.delete(seatOf(row.ref, entry.row.id));
    entry.row = row;
  }
  book.holders.set(seatOf(row.ref, row.id), text);
}

function letGo(book: Book, { ref, target, telling }: Claim): void {
  const row = book.entries.get(identityText(ref))?.row;
  if (telling !== 'TOLD' || row === undefined) return;
  const own = mintId(ref);
  if (row.id !== own && row.id !== (target === null ? own : mintId(target))) put(book, { ...row, id: own });
}

/** Settles one claim. */
function settle(book: Book, { ref, target, telling }: Claim): Refusal {
  const own = mintId(ref);
  const row = book.entries.get(identityText(ref))?.row ?? null;
  const seen = telling !== 'NAMED' || (row?.seen ?? false);
  const keep = (id: string): void => {
    if (row === null || row.id !== id || row.seen !== seen) put(book, { ref, id, seen });
  };
  if (target === null || (row !== null && row.id !== own)) {
    keep(row?.id ?? own);
    return { kind: telling === 'TOLD' ? 'NONE' : 'UNKNOWN' };
  }
  const wanted = mintId(target);
  // What a link names is on file too: it can be asked for at once, and is missed when its system never tells of it.
  if (!book.entries.has(identityText(target))) put(book, { ref: target, id: wanted, seen: false });
  const holder = book.holders.get(seatOf(ref, wanted));
  if (holder === undefined || holder === identityText(ref)) {
    keep(wanted);
    return { kind: 'NONE' };
  }
  keep(own);
  return { kind: 'REFUSED', claimedId: wanted };
}
