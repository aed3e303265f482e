// Which canonical id a record gets, from what is on file. Pure: the store's rows in, the changes to make out.
import { identityText, mintId, mintingRef, type VendorRef } from '../../schema/canon/identity.ts';

/** A record as a system told it, and the records of other systems that its reference fields name. */
export interface Sighting {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
}

/** What is on file about the sighted records' system, instance and kind. */
export interface OnFile {
  /** identityText of a record -> its canonical id. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Canonical id -> vendor id of the record that holds it there. */
  readonly holderOf: ReadonlyMap<string, string>;
}

/** What happened to one sighting. */
export type Decision =
  /** On file as it should be. */
  | { readonly kind: 'KNOWN'; readonly id: string }
  /** New, or moved from an id minted before its link was known (`formerId` becomes an alias). */
  | { readonly kind: 'LINKED'; readonly id: string; readonly formerId: string | null }
  /** Another record of the same system already holds the id it names; it keeps one of its own. */
  | { readonly kind: 'CLAIMED_TWICE'; readonly id: string; readonly claimedId: string; readonly isNew: boolean };

/** Decides sighting after sighting; a batch may name one id twice, so each decision counts for those after it. */
export function decide(sightings: readonly Sighting[], onFile: OnFile): readonly Decision[] {
  const idOf = new Map(onFile.idOf);
  const holderOf = new Map(onFile.holderOf);
  return sightings.map(({ ref, links }) => {
    const named = mintingRef(ref, links);
    const wanted = mintId(named);
    const current = idOf.get(identityText(ref)) ?? null;
    // A reference field that somebody emptied does not take an identity away; one that names another record moves it.
    const namesItself = identityText(named) === identityText(ref);
    if (current !== null && (current === wanted || namesItself)) return { kind: 'KNOWN', id: current };
    const holder = holderOf.get(wanted) ?? null;
    if (holder === null || holder === ref.id) {
      idOf.set(identityText(ref), wanted);
      holderOf.set(wanted, ref.id);
      return { kind: 'LINKED', id: wanted, formerId: current };
    }
    const own = current ?? mintId(ref);
    idOf.set(identityText(ref), own);
    holderOf.set(own, ref.id);
    return { kind: 'CLAIMED_TWICE', id: own, claimedId: wanted, isNew: current === null };
  });
}
