// How a project does, and why. Never from cost or margin: a colour must not reveal what the caller may not see.
import { compare, type Money, zero } from '../../schema/canon/money.ts';

export type Health = 'GREEN' | 'AMBER' | 'RED' | 'UNKNOWN';

/** Approved work older than this waits too long for an invoice; past twice the month it is an alarm (REQUIREMENTS 126). */
export const unbilledAmberDays = 20;
export const unbilledRedDays = 40;
/** Percentage points by which the budget may be ahead of progress before somebody should look. */
export const burnAheadPoints = 15;

/** Why a project is not green; `text` carries the figures. */
export interface HealthReason {
  readonly code: string;
  readonly severity: Health;
  readonly text: string;
  readonly amount: Money | null;
}

/** What health is judged by; null where nothing is known. */
export interface HealthFacts {
  readonly approvedUnbilled: Money | null;
  readonly oldestUnbilledDays: number | null;
  readonly unpricedEntries: number | null;
  readonly overdue: Money | null;
  readonly burnPercent: string | null;
  readonly percentComplete: string | null;
}

/** The colour is the worst reason's; without one it is GREEN only when both systems told what to judge by, else UNKNOWN. */
export function judge(facts: HealthFacts): { readonly health: Health; readonly reasons: readonly HealthReason[] } {
  const reasons = [oldUnbilled(facts), overBudget(facts), unpriced(facts), overdue(facts)].filter(
    (reason) => reason !== null,
  );
  const worst = (['RED', 'AMBER'] as const).find((severity) => reasons.some((reason) => reason.severity === severity));
  const ordered = [...reasons].sort((a, b) => Number(b.severity === 'RED') - Number(a.severity === 'RED'));
  const bothTold = facts.approvedUnbilled !== null && facts.overdue !== null;
  return { health: worst ?? (bothTold ? 'GREEN' : 'UNKNOWN'), reasons: ordered };
}

function oldUnbilled({ approvedUnbilled, oldestUnbilledDays }: HealthFacts): HealthReason | null {
  if (approvedUnbilled === null || oldestUnbilledDays === null || oldestUnbilledDays <= unbilledAmberDays) return null;
  return {
    code: 'UNBILLED_TOO_OLD',
    severity: oldestUnbilledDays > unbilledRedDays ? 'RED' : 'AMBER',
    text: `${said(approvedUnbilled)} of approved work is not billed; the oldest was worked ${oldestUnbilledDays} days ago`,
    amount: approvedUnbilled,
  };
}

function overBudget({ burnPercent, percentComplete }: HealthFacts): HealthReason | null {
  if (burnPercent === null) return null;
  const [burn, done] = [Number(burnPercent), Number(percentComplete ?? '0')];
  if (burn > 100 && done < 100) {
    return {
      code: 'OVER_BUDGET',
      severity: 'RED',
      text: `${burnPercent} % of the budget is used at ${done} % complete`,
      amount: null,
    };
  }
  if (percentComplete === null || burn <= done + burnAheadPoints) return null;
  return {
    code: 'BURN_AHEAD_OF_PROGRESS',
    severity: 'AMBER',
    text: `${burnPercent} % of the budget is used at ${done} % complete`,
    amount: null,
  };
}

function unpriced({ unpricedEntries }: HealthFacts): HealthReason | null {
  if (unpricedEntries === null || unpricedEntries === 0) return null;
  return {
    code: 'NO_RATE',
    severity: 'AMBER',
    text: `${unpricedEntries} approved entries have no rate and cannot be billed`,
    amount: null,
  };
}

function overdue({ overdue: amount }: HealthFacts): HealthReason | null {
  if (amount === null || compare(amount, zero(amount.currency)) <= 0) return null;
  return { code: 'RECEIVABLE_OVERDUE', severity: 'AMBER', text: `${said(amount)} of its invoices is overdue`, amount };
}

function said({ amount, currency }: Money): string {
  return `${currency} ${amount}`;
}
