// What caps let be billed of work, and what they keep (DOMAIN rule 23): the oldest first, expenses like time, for a cap says nothing else.
import type { Hold } from '../../../schema/canon/hold.ts';
import { isZero, type Money, zero } from '../../../schema/canon/money.ts';
import { counts, splitByCaps, type Cap } from '../billing/cap.ts';
import type { BilledPart } from './document.ts';
import { keptByCap } from './builders/fitting.ts';
import type { Candidate, HeldWork, WorkProject } from './facts.ts';
import type { BillingPolicy } from './policy.ts';

/** Work with what of it is to be billed. */
export interface Billable {
  readonly candidate: Candidate;
  readonly value: Money;
}

/** What came of work under caps. */
export interface Capped {
  /** What may be billed, and what a cap keeps of each. */
  readonly parts: readonly (BilledPart & { readonly held: Money })[];
  /** What a cap keeps whole. */
  readonly over: readonly { readonly candidate: Candidate; readonly held: Money }[];
  readonly held: readonly HeldWork[];
  /** What is left of each cap. */
  readonly remaining: ReadonlyMap<string, Money>;
}

/** Work of a project under its caps; `caps` are those in its currency, with what is used of them. */
export function underCaps(
  work: readonly Billable[],
  project: Pick<WorkProject, 'id' | 'contract' | 'currency'>,
  caps: readonly Cap[],
  policy: BillingPolicy,
): Capped {
  const { contract } = project;
  const placed = work.map(({ candidate, value }) => ({
    ...{ id: candidate.entry.source, contract: contract?.id ?? project.id, line: '', value },
    ...{ workedOn: candidate.entry.workedOn, candidate },
  }));
  // Two currencies are not compared (rule 4), and what a cap lets through is not guessed: its work waits whole.
  const foreign = (contract?.caps ?? []).filter(({ limit }) => limit.currency !== project.currency);
  const waits = placed.flatMap((each): readonly HeldWork[] => {
    const [cap] = foreign.filter(({ scope }) => counts(scope, each));
    if (cap === undefined) return [];
    const hold = { code: 'CURRENCY_DIFFERS', of: cap.id, its: cap.limit.currency, project: project.currency } as const;
    return [heldWork(each.candidate, hold, each.value)];
  });
  const waiting = new Set(waits.map(({ source }) => source));
  const { splits, remaining } = splitByCaps(
    placed.filter(({ id }) => !waiting.has(id)),
    caps,
  );
  const byId = new Map(placed.map((each) => [each.id, each]));
  const ends = splits.flatMap((split) => {
    const own = byId.get(split.id);
    if (own === undefined) return [];
    const { candidate, value } = own;
    return [{ candidate, heldBy: split.heldBy, ...keptByCap(split, value, policy) }];
  });
  return {
    parts: ends.flatMap(({ candidate, billable, held }) =>
      billable === null ? [] : [{ candidate, billed: billable, held }],
    ),
    over: ends.flatMap(({ candidate, billable, held }) => (billable === null ? [{ candidate, held }] : [])),
    held: [
      ...waits,
      ...ends
        .filter(({ held }) => !isZero(held))
        .map(({ candidate, held, heldBy }) => heldWork(candidate, { code: 'OVER_CAP', caps: heldBy }, held)),
    ],
    remaining,
  };
}

/**
 * Work under caps, put on documents. A minus makes room only as it is billed itself: with a document that cannot be made waits all that is on
 * it, and what is left goes under the caps once more.
 */
export function cappedDocuments<
  End extends { readonly kind: 'DOCUMENT' } | { readonly kind: 'HELD'; readonly held: readonly HeldWork[] },
>(
  work: readonly Billable[],
  put: (work: readonly Billable[]) => Capped,
  group: (parts: Capped['parts']) => readonly End[],
): Capped & { readonly ends: readonly End[] } {
  let left = work;
  const waits: HeldWork[] = [];
  for (;;) {
    const capped = put(left);
    const ends = group(capped.parts);
    const value = new Map(left.map((each) => [each.candidate.entry.source, each]));
    const isMinus = ({ source }: HeldWork): boolean => value.get(source)?.value.amount.startsWith('-') === true;
    const stuck = ends.flatMap((end) => (end.kind === 'HELD' && end.held.some(isMinus) ? end.held : []));
    if (stuck.length === 0 || capped.remaining.size === 0) return { ...capped, held: [...waits, ...capped.held], ends };
    const out = new Set(stuck.map(({ source }) => source));
    for (const each of stuck) waits.push({ ...each, amount: value.get(each.source)?.value ?? each.amount });
    left = left.filter(({ candidate }) => !out.has(candidate.entry.source));
  }
}

/** An item that waits. */
export function heldWork({ entry }: Candidate, hold: Hold, amount: Money): HeldWork {
  return { source: entry.source, workedOn: entry.workedOn, amount, hold };
}

/** What is left of each cap, as it is shown. */
export function capsShown(
  caps: readonly Cap[],
  remaining: ReadonlyMap<string, Money>,
): readonly { readonly id: string; readonly limit: Money; readonly remaining: Money }[] {
  return caps.map(({ id, limit }) => ({ id, limit, remaining: remaining.get(id) ?? zero(limit.currency) }));
}
