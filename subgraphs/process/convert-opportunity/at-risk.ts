// The terms of a start at risk: what nobody should be asked to agree to, and what they are asked. Pure.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, isZero, round } from '../../../schema/canon/money.ts';
import type { AtRisk } from './input.ts';
import type { Blocker } from './report.ts';

/** What terms are judged by. */
export interface RiskTerms {
  /** ISO 4217 of the deal. */
  readonly currency: string;
  /** Business day. */
  readonly today: string;
}

/** What is wrong with the terms, with the field each is about; empty when they can be agreed to. */
export function riskProblems(
  { limit, until }: AtRisk,
  { currency, today }: RiskTerms,
): readonly (Omit<Blocker, 'runId'> & { readonly field: 'limit' | 'until' })[] {
  const code = currencyCode(currency);
  const down = round(limit, code, 'DOWN');
  const isAmount = !isZero(down) && compare(down, round(limit, code, 'UP')) === 0;
  return [
    ...(until >= today
      ? []
      : [
          {
            code: 'UNTIL_PAST',
            message: `It may be at risk until ${until}, which is over; name a day from ${today} on`,
            field: 'until' as const,
          },
        ]),
    ...(isAmount
      ? []
      : [
          {
            code: 'LIMIT_INVALID',
            message: `${limit} is no limit in ${currency}: name an amount above zero, no finer than the currency`,
            field: 'limit' as const,
          },
        ]),
  ];
}
