// When a rule is broken, and what is due then. Pure: what was counted and the time are passed in.
import { compare, type Money, round } from '../../../schema/canon/money.ts';
import type { AlertRule } from './alert-config.ts';

/** What stands of the exceptions that a rule is about. */
export interface Measured {
  readonly count: number;
  /** One sum per currency. */
  readonly atRisk: readonly Money[];
  /** When the oldest of them was opened; null when there is none. */
  readonly oldestAt: Date | null;
}

/** An alert that is not resolved. */
export interface StandingAlert {
  readonly raisedAt: Date;
  readonly escalatedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

/** What is to be done about a rule now; null: nothing. */
export type AlertStep = 'RAISE' | 'ESCALATE' | 'RESOLVE' | null;

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Whether what stands is too much. */
export function isBroken({ threshold }: Pick<AlertRule, 'threshold'>, measured: Measured, nowMs: number): boolean {
  const { count, atRisk, ageHours } = threshold;
  if (count !== undefined) return measured.count >= count;
  if (atRisk !== undefined) {
    const limit = round(atRisk.amount, atRisk.currency, 'DOWN');
    const sum = measured.atRisk.find(({ currency }) => currency === limit.currency);
    return sum !== undefined && compare(sum, limit) >= 0;
  }
  const { oldestAt } = measured;
  return ageHours !== undefined && oldestAt !== null && nowMs - oldestAt.getTime() >= ageHours * hourMs;
}

/** Raised once, escalated once unless somebody has acknowledged it, and resolved by itself when the rule holds again. */
export function nextStep(
  rule: AlertRule,
  standing: StandingAlert | null,
  measured: Measured,
  nowMs: number,
): AlertStep {
  const broken = isBroken(rule, measured, nowMs);
  if (standing === null) return broken ? 'RAISE' : null;
  if (!broken) return 'RESOLVE';
  const { escalation } = rule;
  if (escalation === null || standing.acknowledgedAt !== null || standing.escalatedAt !== null) return null;
  return nowMs - standing.raisedAt.getTime() >= escalation.afterMinutes * minuteMs ? 'ESCALATE' : null;
}

/** A threshold in words. */
export function thresholdText({ threshold }: Pick<AlertRule, 'threshold'>): string {
  const { count, atRisk, ageHours } = threshold;
  if (count !== undefined) return `${count} or more`;
  if (atRisk !== undefined) return `${atRisk.amount} ${atRisk.currency} or more at risk`;
  return `${ageHours ?? 0} hours or older`;
}
