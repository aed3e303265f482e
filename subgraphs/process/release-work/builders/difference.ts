// What a builder made of work beside what was claimed: a price froze at the claim (DOMAIN rule 29), so an amount that differs is never taken
// over in silence. Pure.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { compare, sum } from '../../../../schema/canon/money.ts';
import type { PsaBuiltInvoice } from '../../systems/psa-billing.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { moneyOf } from '../document.ts';
import type { Billable } from './billables.ts';

/** Why what the PSA built is not what was claimed, naming both figures; null when each piece and the whole are the same to the cent. */
export function builtDifference(claimed: readonly Billable[], built: PsaBuiltInvoice): string | null {
  const invoice = `The PSA's invoice ${built.number ?? built.ref.id}`;
  const [first] = claimed;
  if (first === undefined) return `${invoice} bills ${built.total.amount}, and nothing is claimed`;
  const { currency } = first.net;
  const whole = sum(
    currencyCode(currency),
    claimed.map(({ net }) => moneyOf(net)),
  );
  const figures = `${invoice} comes to ${built.total.amount} ${built.total.currency}, claimed were ${whole.amount} ${currency}`;
  if (built.total.currency !== currency) return figures;
  const nets = new Map(built.items.map(({ ref, net }) => [nameOf(ref), net]));
  const missing = claimed.filter(({ ref }) => ref === null || !nets.has(nameOf(ref)));
  if (missing.length > 0) return `${figures}: ${missing.length} of ${claimed.length} pieces of work are not on it`;
  if (built.items.length !== claimed.length)
    return `${figures}: it bills ${built.items.length} pieces of work, claimed were ${claimed.length}`;
  const unlike = claimed.flatMap(({ ref, net }) => {
    const there = ref === null ? undefined : nets.get(nameOf(ref));
    return ref === null || there === undefined || compare(moneyOf(there), moneyOf(net)) === 0
      ? []
      : [{ ref, there, net }];
  });
  const [one] = unlike;
  if (one !== undefined)
    return `${figures}: ${unlike.length} of ${claimed.length} pieces differ, the first (${one.ref.kind} ${one.ref.id}) is ${one.there.amount}, claimed was ${one.net.amount}`;
  return compare(moneyOf(built.total), whole) === 0 ? null : figures;
}

function nameOf({ kind, id }: RecordRef): string {
  return `${kind} ${id}`;
}
