// What can happen to a work item (DOMAIN rules 24, 28-30, 33-35, 61, 67): each change moves value or is refused in words.
import { add, isZero, type Money, moneyFromMinor, subtract } from '../../../schema/canon/money.ts';
import {
  type Changed,
  compareSize,
  moveWork,
  newWork,
  refused,
  type Refused,
  signOf,
  type WorkItem,
} from './work-law.ts';

/** Everything that can happen. Amounts are in contract currency, with the item's sign. */
export type WorkChange =
  | { readonly kind: 'HOLD'; readonly amount: Money }
  | { readonly kind: 'LET_GO'; readonly amount: Money }
  | { readonly kind: 'CLAIM'; readonly run: string; readonly amount: Money; readonly why: string }
  | { readonly kind: 'UNCLAIM'; readonly run: string }
  /** The document is on its way to the ERP: until it answers, nobody knows (rule 61). */
  | { readonly kind: 'SUBMIT'; readonly run: string }
  | { readonly kind: 'FOUND_NOT_POSTED'; readonly run: string }
  /** `posted` is what the ERP's line says, which may differ by its rounding. */
  | { readonly kind: 'FOUND_POSTED'; readonly run: string; readonly posted: Money }
  | { readonly kind: 'WRITE_OFF'; readonly from: 'unbilled' | 'held'; readonly amount: Money }
  | { readonly kind: 'WRITE_DOWN'; readonly amount: Money }
  | { readonly kind: 'WRITE_UP'; readonly amount: Money }
  | { readonly kind: 'ABSORB' }
  | { readonly kind: 'CONCEDE'; readonly amount: Money };

/** How much an ERP may round one line otherwise than we do before it is a difference and not a rounding, in minor units. */
export const postedRoundingMinorUnitsMax = 1n;

/** The item after a change, or why it cannot be (rule 67 holds either way). */
export function changeWork(item: WorkItem, change: WorkChange): Changed | Refused {
  switch (change.kind) {
    case 'HOLD':
      return moveWork(item, 'unbilled', 'held', change.amount);
    case 'LET_GO':
      return moveWork(item, 'held', 'unbilled', change.amount);
    case 'WRITE_OFF':
      return moveWork(item, change.from, 'writtenOff', change.amount);
    case 'WRITE_DOWN':
      return moveWork(item, 'unbilled', 'writtenDown', change.amount);
    case 'WRITE_UP':
      return writeUp(item, change.amount);
    case 'ABSORB':
      return moveWork(item, 'unbilled', 'absorbed', item.places.unbilled);
    case 'CONCEDE':
      return moveWork(item, 'billed', 'conceded', change.amount);
    case 'CLAIM':
      return claim(item, change);
    case 'UNCLAIM':
    case 'SUBMIT':
    case 'FOUND_NOT_POSTED':
    case 'FOUND_POSTED':
      return underClaim(item, change);
  }
}

/**
 * The key that a unique constraint keeps for ever (rule 29): the same for every run that would take the item as it stands, so
 * that of two runs at once one is refused; another after an un-claim or for a part held back before, which is a new claim.
 */
export function claimKey({ id, version, claims }: WorkItem): string {
  return ['claim', encodeURIComponent(id), version, claims + 1].join(':');
}

/** What a credit releases: the version it was billed in, and the next one, which can be billed again (rules 33 and 34). */
export type Released = { readonly kind: 'RELEASED'; readonly item: WorkItem; readonly next: WorkItem } | Refused;

/** Releases part or all of what was billed as a new version. `nextVersion` is the item's highest so far and one. */
export function releaseBilled(item: WorkItem, amount: Money, nextVersion: number): Released {
  if (nextVersion <= item.version) return refused(item, `version ${nextVersion} is not later; take the next one`);
  const moved = moveWork(item, 'billed', 'released', amount);
  if (moved.kind === 'REFUSED') return moved;
  return { kind: 'RELEASED', item: moved.item, next: newWork(item.id, nextVersion, amount) };
}

/**
 * The versions that a credit changes, and the new one; or why it cannot be. `isPart`: the rest of the work is billed, settled or under way in an
 * earlier version, so that this one keeps its price of then; else all of it is free again, and costs what it costs.
 */
export type Reissued =
  | {
      readonly kind: 'REISSUED';
      readonly changed: readonly WorkItem[];
      readonly next: WorkItem;
      readonly isPart: boolean;
    }
  | Refused;

/**
 * Releases part or all of what one version was billed, into one further version that carries on whatever was open of the newest one as well,
 * so that of all versions only the newest has anything open. `versions` are all there are, oldest first. Refused while the newest is on a
 * draft: its price is frozen there.
 */
export function reissueBilled(versions: readonly WorkItem[], version: number, amount: Money): Reissued {
  const billed = versions.find((each) => each.version === version);
  const newest = versions.at(-1);
  if (billed === undefined || newest === undefined)
    return { kind: 'REFUSED', message: `There is no version ${version}; look its versions up` };
  if (newest.claim !== null) {
    const message = `${newest.places.claimed.amount} of it is on ${newest.claim.run}; have that posted or ended first`;
    return refused(newest, message);
  }
  const nextVersion = newest.version + 1;
  const released = releaseBilled(billed, amount, nextVersion);
  if (released.kind === 'REFUSED') return released;
  const left = newest.version === version ? released.item : newest;
  const { unbilled, held } = left.places;
  let emptied = left;
  for (const from of ['unbilled', 'held'] as const) {
    if (isZero(left.places[from])) continue;
    const moved = moveWork(emptied, from, 'released', left.places[from]);
    if (moved.kind === 'REFUSED') return moved;
    emptied = moved.item;
  }
  const whole = newWork(left.id, nextVersion, add(add(amount, unbilled), held));
  const next = isZero(held) ? whole : { ...whole, places: { ...whole.places, unbilled: add(amount, unbilled), held } };
  const changed = newest.version === version ? [emptied] : [released.item, emptied];
  const now = versions.map((each) => changed.find((after) => after.version === each.version) ?? each);
  return { kind: 'REISSUED', changed: changed.filter((each) => each !== newest), next, isPart: now.some(keepsValue) };
}

/** Where value of a version is that no later one carries on. */
const keptPlaces = ['billed', 'absorbed', 'conceded', 'writtenOff', 'writtenDown', 'claimed', 'inDoubt'] as const;

/** Whether something of a version stays in it, or somebody agreed to another value of it. A cent that the ERP rounded is neither. */
export function keepsValue({ places, writtenUp }: WorkItem): boolean {
  return !isZero(writtenUp) || keptPlaces.some((place) => !isZero(places[place]));
}

/** What an edit or a rejection of the work does, by where its value is (rules 30 and 35). */
export type ChangeReaction =
  | { readonly kind: 'REPRICE' }
  | { readonly kind: 'STOP_DRAFT'; readonly run: string }
  | { readonly kind: 'LOOK_UP_FIRST'; readonly run: string }
  | { readonly kind: 'CREDIT'; readonly billed: Money };

/** The reaction to work edited or rejected: a draft stops, a document in doubt is looked up first, a bill is credited. */
export function reactionToChangedWork(item: WorkItem): ChangeReaction {
  if (item.claim !== null && !isZero(item.places.inDoubt)) return { kind: 'LOOK_UP_FIRST', run: item.claim.run };
  if (item.claim !== null) return { kind: 'STOP_DRAFT', run: item.claim.run };
  if (!isZero(item.places.billed)) return { kind: 'CREDIT', billed: item.places.billed };
  return { kind: 'REPRICE' };
}

/** Where value is because of a price: as long as any is there, that price stays. */
const pricedPlaces = ['claimed', 'inDoubt', 'billed', 'absorbed', 'conceded', 'released'] as const;

/**
 * What another price makes of work that is on record (rule 29). FROZEN: a claim stands, or something was billed, absorbed or credited at the
 * price it has. ADJUSTED: a person changed its value at a price that is no more; `item` is the work without that.
 */
export type Repriced = { readonly kind: 'FROZEN' } | { readonly kind: 'FREE' | 'ADJUSTED'; readonly item: WorkItem };

/** Work at another price, as long as none is frozen. Its claims are counted on: a key is never used again. */
export function repriceWork(item: WorkItem, standard: Money): Repriced {
  if (item.claim !== null || pricedPlaces.some((place) => !isZero(item.places[place]))) return { kind: 'FROZEN' };
  const free = { ...newWork(item.id, item.version, standard), claims: item.claims };
  return { kind: isAdjusted(item) ? 'ADJUSTED' : 'FREE', item: free };
}

function isAdjusted({ writtenUp, places: { writtenDown, writtenOff } }: WorkItem): boolean {
  return [writtenUp, writtenDown, writtenOff].some((amount) => !isZero(amount));
}

function claim(item: WorkItem, { run, amount, why }: Extract<WorkChange, { kind: 'CLAIM' }>): Changed | Refused {
  if (item.claim !== null) return refused(item, `${item.claim.run} has claimed it already; ${run} leaves it alone`);
  const moved = moveWork(item, 'unbilled', 'claimed', amount);
  if (moved.kind === 'REFUSED') return moved;
  const taken = { key: claimKey(item), run, amount, why };
  return { kind: 'CHANGED', item: { ...moved.item, claim: taken, claims: item.claims + 1 } };
}

type ClaimedChange = Extract<WorkChange, { kind: 'UNCLAIM' | 'SUBMIT' | 'FOUND_NOT_POSTED' | 'FOUND_POSTED' }>;

function underClaim(item: WorkItem, change: ClaimedChange): Changed | Refused {
  const held = item.claim;
  if (held?.run !== change.run) return refused(item, `${change.run} has no claim on it, ${held?.run ?? 'nobody'} has`);
  switch (change.kind) {
    case 'UNCLAIM':
      return withoutClaim(moveWork(item, 'claimed', 'unbilled', held.amount));
    case 'SUBMIT':
      return moveWork(item, 'claimed', 'inDoubt', held.amount);
    case 'FOUND_NOT_POSTED':
      return moveWork(item, 'inDoubt', 'claimed', held.amount);
    case 'FOUND_POSTED':
      return posted(item, held.amount, change.posted);
  }
}

function posted(item: WorkItem, claimed: Money, found: Money): Changed | Refused {
  const rounding = subtract(found, claimed);
  if (compareSize(rounding, moneyFromMinor(postedRoundingMinorUnitsMax, item.currency)) > 0) {
    return refused(item, `the ERP posted ${found.amount} for ${claimed.amount}; that is no rounding but an exception`);
  }
  const moved = withoutClaim(moveWork(item, 'inDoubt', 'billed', claimed));
  if (moved.kind === 'REFUSED') return moved;
  const places = { ...moved.item.places, billed: add(moved.item.places.billed, rounding) };
  return { kind: 'CHANGED', item: { ...moved.item, places, rounding: add(item.rounding, rounding) } };
}

function writeUp(item: WorkItem, amount: Money): Changed | Refused {
  if (signOf(amount) !== signOf(item.standard))
    return refused(item, `${amount.amount} is no write-up of ${item.standard.amount}`);
  const places = { ...item.places, unbilled: add(item.places.unbilled, amount) };
  return { kind: 'CHANGED', item: { ...item, places, writtenUp: add(item.writtenUp, amount) } };
}

function withoutClaim(result: Changed | Refused): Changed | Refused {
  return result.kind === 'REFUSED' ? result : { kind: 'CHANGED', item: { ...result.item, claim: null } };
}
