// What a builder can bill: a PSA bills its own records, each whole and at its own price, and knows no part of one. Pure.
import type { Hold } from '../../../../schema/canon/hold.ts';
import { isZero, type Money } from '../../../../schema/canon/money.ts';
import { isWhole } from '../document.ts';
import type { Candidate, HeldWork } from '../facts.ts';
import type { BillingPolicy } from '../policy.ts';

/** Work with what of it is to be billed. */
interface Part {
  readonly candidate: Candidate;
  readonly billed: Money;
}

/** Parts that whoever builds the invoices can bill, and those that wait because of it. */
export function fittingOf<P extends Part>(
  parts: readonly P[],
  { builder }: Pick<BillingPolicy, 'builder'>,
): { readonly fits: readonly P[]; readonly held: readonly HeldWork[] } {
  if (builder !== 'PSA') return { fits: parts, held: [] };
  const unfit = parts.flatMap((part) => {
    const hold = unfitForPsa(part);
    return hold === null ? [] : [{ part, hold }];
  });
  const waiting = new Set(unfit.map(({ part }) => part));
  return {
    fits: parts.filter((part) => !waiting.has(part)),
    held: unfit.map(({ part: { candidate, billed }, hold }) => ({
      ...{ source: candidate.entry.source, workedOn: candidate.entry.workedOn, amount: billed, hold },
    })),
  };
}

function unfitForPsa(part: Part): Hold | null {
  const { entry, item } = part.candidate;
  const other = 'bill it there by hand, or let the GATEWAY build invoices';
  if (entry.ref === null)
    return { code: 'HELD_BY_PERSON', reason: `the PSA builds the invoices and has no record of this; ${other}` };
  if (isWhole(part)) return null;
  const { amount, currency } = part.billed;
  const reason = `the PSA bills this whole, and ${amount} of its ${item.standard.amount} ${currency} is to be billed; ${other}`;
  return { code: 'HELD_BY_PERSON', reason };
}

/** What a cap keeps of a split: all of it, where nobody can bill a part. */
export function keptByCap(
  { billable, held }: { readonly billable: Money; readonly held: Money },
  whole: Money,
  { builder }: Pick<BillingPolicy, 'builder'>,
): { readonly billable: Money | null; readonly held: Money } {
  const isSplit = !isZero(held) && !isZero(billable);
  if (builder === 'PSA' && isSplit) return { billable: null, held: whole };
  return { billable: isZero(billable) ? null : billable, held };
}
