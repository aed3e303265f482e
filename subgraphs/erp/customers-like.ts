// Customers of the ERP that may be the one meant: found by the directory's keys, brought up to date first, then asked of the ERP.
import { identityText, type VendorRef } from '../../schema/canon/identity.ts';
import { domainKey, taxIdKey } from '../../schema/canon/match-key.ts';
import { matchedOn, matchKeysOf, score } from '../crossref/match.ts';
import type { ErpCustomerState, ErpCustomerWrites } from '../ports/customer-writes.ts';
import type { Envelope } from '../runtime/envelope.ts';

/** More than a person looks through; past it the query says too little to match by. */
export const matchesMax = 50;

/** What is known of the customer. */
export interface Sought {
  readonly name: string;
  readonly taxId: string | null;
  readonly website: string | null;
}

/** A customer that agrees in something. */
export interface LikeCustomer extends ErpCustomerState {
  readonly matchedOn: readonly string[];
}

/** The ERP's customers as the directory of identities keeps them. */
export interface CustomerDirectory {
  /** Reads what changed up to now. Rejects with the ERP's fault. */
  sync(): Promise<void>;
  /** Customers that share a key with those asked for, with what they share. */
  matching(keys: readonly string[]): Promise<readonly { readonly ref: VendorRef; readonly keys: readonly string[] }[]>;
}

/** Likeliest first. Raises Fault when the ERP cannot be asked: not knowing is no reason to make a second record. */
export async function customersLike(
  { name, taxId, website }: Sought,
  {
    envelope,
    writes,
    directory,
  }: { readonly envelope: Envelope; readonly writes: ErpCustomerWrites; readonly directory: CustomerDirectory },
): Promise<readonly LikeCustomer[]> {
  const keys = matchKeysOf(
    name,
    [taxIdKey(taxId), domainKey(website)].filter((key) => key !== null),
  );
  if (keys.length === 0) return [];
  await directory.sync();
  const found = (await directory.matching(keys))
    .toSorted((one, other) => Number(score(other.keys)) - Number(score(one.keys)))
    .slice(0, matchesMax);
  if (found.length === 0) return [];
  // The directory keeps deleted customers, for their ids were given out; the ERP does not.
  const states = new Map(
    (
      await writes.customersNow(
        envelope,
        found.map(({ ref }) => ref),
      )
    ).map((state) => [identityText(state.ref), state]),
  );
  return found.flatMap(({ ref, keys: agreed }) => {
    const state = states.get(identityText(ref));
    return state === undefined ? [] : [{ ...state, matchedOn: matchedOn(agreed).toSorted(strongest) }];
  });
}

const strength = ['TAX_ID', 'DOMAIN', 'NAME'];

function strongest(one: string, other: string): number {
  return strength.indexOf(one) - strength.indexOf(other);
}
