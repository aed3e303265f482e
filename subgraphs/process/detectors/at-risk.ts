// Engagements that began with gates waived, and the time or the amount that was agreed for that is used up.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, type Money, round, zero } from '../../../schema/canon/money.ts';
import { engagementsAtRisk } from '../../journal/detectors/standing.ts';
import type { EngagementRecord } from '../../journal/engagements.ts';
import type { Detector, Facts } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';

/** An engagement at risk, and what is worked on its projects. */
export interface AtRiskFact {
  readonly engagement: EngagementRecord;
  /** Bill value of the work in the engagement's currency; parts in other currencies are not in it. */
  readonly spent: Money;
  /** Parts whose currency is another one: nothing adds them to the limit. */
  readonly uncounted: number;
}

/** Engagements at risk. */
export const atRiskFacts: Facts<AtRiskFact> = {
  name: 'at-risk',
  systems: ['psa'],
  page: async ({ standing, db }, after) => {
    const { items, next } = await engagementsAtRisk(db, after);
    const projects = items.flatMap(({ parts }) => parts.flatMap(({ psaProject }) => psaProject ?? []));
    const used = await standing.used(projects);
    return { facts: items.map((engagement) => spentOn(engagement, used)), next, whole: true };
  },
};

function spentOn(engagement: EngagementRecord, used: ReadonlyMap<string, Money | null>): AtRiskFact {
  const amounts = engagement.parts.flatMap(({ psaProject }) =>
    psaProject === null ? [] : (used.get(psaProject.id) ?? []),
  );
  const own = amounts.filter(({ currency }) => currency === engagement.currency);
  const none: Money = zero(currencyCode(engagement.currency));
  const spent = own.reduce((total, amount) => add(total, amount), none);
  return { engagement, spent, uncounted: amounts.length - own.length };
}

/** At risk is what is worked so far: it cannot be billed. */
export function atRiskPastExpiry(settings: DetectorSettings['atRiskPastExpiry']): Detector<AtRiskFact> {
  return {
    code: 'AT_RISK_PAST_EXPIRY',
    ...told(settings),
    judge: ({ engagement, spent }, today) => {
      const { risk, waived } = engagement;
      if (risk === null || today <= risk.until) return [];
      const message = `It may be at risk until ${risk.until} and still is: ${waived.join(', ')} waived, ${spent.amount} ${spent.currency} worked`;
      return [{ ...about(engagement), message, since: new Date(`${risk.until}T23:59:59Z`), atRisk: spent }];
    },
  };
}

/** At risk is what is worked so far: it cannot be billed. */
export function atRiskOverLimit(settings: DetectorSettings['atRiskOverLimit']): Detector<AtRiskFact> {
  return {
    code: 'AT_RISK_OVER_LIMIT',
    ...told(settings),
    judge: ({ engagement, spent, uncounted }) => {
      const { risk, waived } = engagement;
      if (risk === null) return [];
      const limit = round(risk.limit, currencyCode(engagement.currency), 'DOWN');
      if (compare(spent, limit) <= 0) return [];
      const others = uncounted === 0 ? '' : `; ${uncounted} projects in other currencies are not counted`;
      const message = `${spent.amount} ${spent.currency} are worked at risk, ${limit.amount} were agreed (${waived.join(', ')} waived)${others}`;
      return [{ ...about(engagement), message, since: null, atRisk: spent }];
    },
  };
}

function about({ id, opportunity, parts }: EngagementRecord) {
  const projects = parts.flatMap(({ psaProject }) => psaProject?.id ?? []);
  return {
    subject: { kind: 'ENGAGEMENT', id, label: null },
    system: 'psa',
    fields: [opportunity.id, ...projects],
  };
}
