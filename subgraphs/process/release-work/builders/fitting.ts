// What a builder can bill: a PSA bills its own records, each whole and at its own price, and knows no part of one. Pure.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import type { Hold } from '../../../../schema/canon/hold.ts';
import { compare, isZero, money, type Money } from '../../../../schema/canon/money.ts';
import type { Candidate, HeldWork } from '../facts.ts';
import type { BillingPolicy } from '../policy.ts';
import { priceEntry } from '../weigh.ts';

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
  const { entry, isPart = false } = part.candidate;
  const held = (reason: string): Hold => ({
    code: 'HELD_BY_PERSON',
    reason: `${reason}, or let the GATEWAY build invoices`,
  });
  if (entry.ref === null) return held('the PSA builds the invoices and has no record of this: bill it by other means');
  const asked = `${part.billed.amount} ${part.billed.currency}`;
  // Whoever billed it in the PSA would bill the rest, which stays billed, a second time.
  if (isPart) return held(`the PSA bills this whole, and ${asked} of it is left, the rest stays billed: write it off`);
  const there = pricedByPsa(part);
  if (there.currency === part.billed.currency && compare(there, part.billed) === 0) return null;
  const price = `${there.amount} ${there.currency}`;
  return held(`the PSA would bill this at ${price}, and ${asked} is to be billed: write it up or down to that`);
}

/** What the PSA's own invoice says of a record: its hours at its rate, a receipt at what was paid, whatever is to be billed of either. */
function pricedByPsa({ candidate: { entry, item } }: Part): Money {
  switch (entry.kind) {
    case 'EXPENSE':
      return money(entry.paid.amount, currencyCode(entry.paid.currency));
    case 'TIME': {
      const now = priceEntry(entry, { id: entry.source, currency: item.currency });
      return now.kind === 'PRICED' ? now.standard : item.standard;
    }
    case 'MILESTONE':
    case 'FIXED_FEE':
    case 'RETAINER':
    case 'RECURRING':
      return item.standard;
  }
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
