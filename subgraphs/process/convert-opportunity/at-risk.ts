// The terms of a start at risk: what nobody should be asked to agree to. Pure.
import { Temporal } from 'temporal-polyfill';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, isZero, money, round } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { AtRisk } from './input.ts';

/** What terms are judged by. */
export interface RiskBounds {
  /** ISO 4217 of the deal. */
  readonly currency: string;
  /** All the deal is worth; null when it does not say. */
  readonly worth: Money | null;
  /** Business day. */
  readonly today: string;
  /** How long it may last, by the firm's policy. */
  readonly daysMax: number;
}

/** A "no" to one of the terms. */
export interface RiskProblem {
  readonly code: 'UNTIL_PAST' | 'UNTIL_TOO_FAR' | 'LIMIT_INVALID' | 'LIMIT_TOO_HIGH';
  readonly message: string;
  readonly field: 'until' | 'limit';
}

/** What is wrong with the terms; empty when somebody can be asked to agree to them. */
export function riskProblems(terms: AtRisk, bounds: RiskBounds): readonly RiskProblem[] {
  return [untilProblem(terms, bounds), limitProblem(terms, bounds)].filter((problem) => problem !== null);
}

function untilProblem({ until }: AtRisk, { today, daysMax }: RiskBounds): RiskProblem | null {
  const field = 'until';
  const last = Temporal.PlainDate.from(today).add({ days: daysMax }).toString();
  if (until < today) {
    const message = `It may be at risk until ${until}, which is over; name a day from ${today} to ${last}`;
    return { code: 'UNTIL_PAST', message, field };
  }
  if (until <= last) return null;
  const message =
    `Until ${until} is longer than the ${daysMax} days that a start may be at risk; name a day up to ${last}, and ask anew when that is ` +
    'over, or have the policy changed (conversion.atRiskDaysMax)';
  return { code: 'UNTIL_TOO_FAR', message, field };
}

/** A deal that says no amount in its own currency bounds nothing: whoever agrees does. */
function limitProblem({ limit }: AtRisk, { currency, worth }: RiskBounds): RiskProblem | null {
  const field = 'limit';
  const code = currencyCode(currency);
  const down = round(limit, code, 'DOWN');
  if (isZero(down) || compare(down, round(limit, code, 'UP')) !== 0) {
    const message = `${limit} is no limit in ${currency}: name an amount above zero, no finer than the currency`;
    return { code: 'LIMIT_INVALID', message, field };
  }
  if (worth === null || worth.currency !== code || compare(money(limit, code), worth) <= 0) return null;
  const message = `A limit of ${limit} ${currency} is more than the deal is worth; name at most ${worth.amount} ${currency}`;
  return { code: 'LIMIT_TOO_HIGH', message, field };
}
