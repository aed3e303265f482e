// A merge that somebody made in the CRM: what the loser had elsewhere becomes the winner's. Where both have a customer that is still in
// use, nobody but finance can say what becomes of two balances; nothing is ever deleted.
import type { CustomerBalance } from '../systems/customer-changes.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { PlannedWrite } from './plan.ts';
import type { Elsewhere } from './reading.ts';
import { balanceText } from './rules.ts';

/** What each side of a merge has, as far as it is there. */
export type MergeFacts = {
  readonly loser: Elsewhere;
  readonly winner: Elsewhere;
  /** What the winner's fields in the CRM hold. */
  readonly named: { readonly erp: string | null; readonly psa: string | null };
  readonly loserErp: { readonly active: boolean; readonly balances: readonly CustomerBalance[] } | null;
  readonly winnerBalances: readonly CustomerBalance[];
  /** How many of the loser's projects run or wait to be billed. */
  readonly loserProjects: number;
};

/** Two records of one customer, in words that say what to do. */
export type Conflict = { readonly message: string; readonly fields: readonly string[] };

/** What only a person can decide; null when there is nothing. */
export function conflictOf({ loser, winner, loserErp, winnerBalances, loserProjects }: MergeFacts): Conflict | null {
  if (areTwo(loser.erp, winner.erp) && loserErp !== null && (loserErp.active || loserErp.balances.some(isOpen))) {
    const message =
      `The CRM made one customer of two that both have one in the ERP: ${loser.erp?.id ?? ''} (${told(loserErp.balances)}) and ` +
      `${winner.erp?.id ?? ''} (${told(winnerBalances)}). Finance has to merge them in the ERP, or move what is open from the first ` +
      'to the second and make the first inactive; then replay the run';
    return { message, fields: [loser.erp?.id ?? '', winner.erp?.id ?? ''] };
  }
  if (areTwo(loser.psa, winner.psa) && loserProjects > 0) {
    const message =
      `The CRM made one customer of two that both have a client in the PSA: ${loser.psa?.id ?? ''} with ${loserProjects} projects that ` +
      `run or wait to be billed, and ${winner.psa?.id ?? ''}. Move the projects of the first to the second there; then replay the run`;
    return { message, fields: [loser.psa?.id ?? '', winner.psa?.id ?? ''] };
  }
  return null;
}

function areTwo(one: RecordRef | null, other: RecordRef | null): boolean {
  return one !== null && other !== null && one.id !== other.id;
}

function isOpen({ open, unappliedCash, openCredits }: CustomerBalance): boolean {
  return [open, unappliedCash, openCredits].some((amount) => /[1-9]/.test(amount));
}

function told(balances: readonly CustomerBalance[]): string {
  const owed = balances.filter(isOpen);
  return owed.length === 0 ? 'nothing open' : owed.map(balanceText).join('; ');
}

/** Who the winner is elsewhere from now on: its own records first. */
export function adopted({ loser, winner }: MergeFacts): Elsewhere {
  return { erp: winner.erp ?? loser.erp, psa: winner.psa ?? loser.psa };
}

/** The writes by which the winner gets what only the loser had, and the CRM says so. */
export function adoptions(facts: MergeFacts, winner: RecordRef): readonly PlannedWrite[] {
  const { erp, psa } = adopted(facts);
  const to = { erp: erp?.id ?? null, psa: psa?.id ?? null };
  return [
    ...adoption('ERP', facts.winner.erp === null ? erp : null, winner),
    ...adoption('PSA', facts.winner.psa === null ? psa : null, winner),
    ...(facts.named.erp === to.erp && facts.named.psa === to.psa
      ? []
      : [{ system: 'CRM', thing: 'LINK', customer: winner, to } as const]),
  ];
}

function adoption(system: 'ERP' | 'PSA', customer: RecordRef | null, to: RecordRef): readonly PlannedWrite[] {
  return customer === null ? [] : [{ system, thing: 'LINK', customer, to }];
}
