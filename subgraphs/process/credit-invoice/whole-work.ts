// What of a credit nobody could bill again where the PSA builds the invoices: it bills its records whole, and the part that stays billed would
// be billed there a second time. Pure.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare } from '../../../schema/canon/money.ts';
import { type CreditBooks, moneyIn } from './facts.ts';
import type { CreditPlan } from './plan.ts';

/** Work of a planned credit that was billed with more than is credited of it now, by its sources. */
export function creditedInPart(
  claims: readonly Pick<CreditBooks['claims'][number], 'source' | 'version' | 'amount' | 'posted'>[],
  lines: readonly Pick<CreditPlan['lines'][number], 'sources' | 'net'>[],
): readonly string[] {
  return lines.flatMap(({ sources, net }) => {
    const currency = currencyCode(net.currency);
    return sources
      .filter(({ source, version, amount }) => {
        const claim = claims.find((each) => each.source === source && each.version === version);
        if (claim === undefined) return true;
        const billed = moneyIn(claim.posted ?? claim.amount.amount, currency);
        return compare(billed, moneyIn(amount, currency)) !== 0;
      })
      .map(({ source }) => source);
  });
}
