// What is at stake when a conversion rests, and whose it is: the deal with all it is worth, and the owner of the gate that is mended first.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { sum } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { FailureAbout } from '../../journal/run-journal.ts';
import type { Saga } from '../saga/saga.ts';
import type { Deal } from './facts.ts';
import type { GateCheck } from './gates.ts';

/** Notes what a conversion is about, before any system is asked: also what is parked then says so. */
export async function noteSubject(saga: Saga, opportunityId: string): Promise<void> {
  await saga.once(subjectNote, () => ({ kind: 'OPPORTUNITY', id: opportunityId, label: null }));
}

/** Notes what a deal is worth as it was first read, for what stops later without reading it again. */
export async function noteWorth(saga: Saga, deal: Deal): Promise<void> {
  const worth = worthOf(deal);
  if (worth !== null) await saga.once(riskNote, () => riskOf(worth));
}

/** Who mends shut gates, of which there is one at least, and what waits for it. Gates come in the order in which they are mended. */
export function aboutGates(opportunityId: string, deal: Deal, shut: readonly GateCheck[]): FailureAbout {
  return {
    ownerRole: shut[0]?.ownerRole ?? 'operator',
    subject: { kind: 'OPPORTUNITY', id: opportunityId, label: deal.name },
    atRisk: worthOf(deal),
    // A contract, a hold, a rate card: no change of the deal says that they are mended.
    isTriedAgain: true,
  };
}

/** All the deal is worth; what its lines say where it says nothing itself, and null where neither does. */
export function worthOf({ amount, currency, lines }: Deal): Money | null {
  if (amount !== null) return amount;
  const own = lines.flatMap((line) => (line.amount?.currency === currency ? [line.amount] : []));
  return own.length === 0 ? null : sum(currencyCode(currency), own);
}
