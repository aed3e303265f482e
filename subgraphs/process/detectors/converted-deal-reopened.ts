// A deal that is converted, its projects at work, and that is not sold any more: sales reopened it, or lost it, or it is gone.
import { engagementsStanding } from '../../journal/detectors/standing.ts';
import { type EngagementRecord, engagementWorth } from '../../journal/engagements.ts';
import type { DealStanding } from '../systems/standing.ts';
import type { Detector, Facts } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';
import type { IsTriggered } from './won-deal-without-run.ts';

/** An engagement that is not unwound, and its deal as it is now; null: the CRM has it no more. */
export interface ConvertedFact {
  readonly engagement: EngagementRecord;
  readonly deal: DealStanding | null;
}

/** Engagements that are not unwound. */
export const convertedFacts: Facts<ConvertedFact> = {
  name: 'conversions',
  systems: ['crm'],
  page: async ({ standing, db }, after) => {
    const { items, next } = await engagementsStanding(db, after);
    const deals = items.length === 0 ? null : await standing.dealsNow(items.map(({ opportunity }) => opportunity));
    const facts = items.map((engagement) => ({ engagement, deal: deals?.get(engagement.opportunity.id) ?? null }));
    return { facts, next, whole: true };
  },
};

/** At risk is all the deal is worth: what is worked on it nobody may have bought. */
export function convertedDealReopened(
  settings: DetectorSettings['convertedDealReopened'],
  isTriggered: IsTriggered,
): Detector<ConvertedFact> {
  return {
    code: 'CONVERTED_DEAL_REOPENED',
    ...told(settings),
    judge: ({ engagement, deal }) => {
      if (deal !== null && isSold(deal, engagement, isTriggered)) return [];
      const { id, opportunityId, opportunity, state, parts } = engagement;
      const projects = parts.flatMap(({ psaProject }) => psaProject?.id ?? []);
      const now = deal === null ? 'gone from the CRM' : deal.stage;
      return [
        {
          subject: { kind: 'OPPORTUNITY', id: opportunityId, label: deal?.name ?? null },
          since: null,
          message: `The deal is ${now}, and engagement ${id} is ${state} with ${projects.length} projects at work`,
          system: 'crm',
          fields: [opportunity.id, ...projects],
          atRisk: deal?.amount ?? engagementWorth(engagement),
        },
      ];
    },
  };
}

/** What began before the deal had come that far was agreed to so; that it is lost was not. */
function isSold(deal: DealStanding, { waived }: EngagementRecord, isTriggered: IsTriggered): boolean {
  if (waived.includes('TRIGGER') && deal.stage !== 'CLOSED_LOST') return true;
  return isTriggered(deal.stage, deal.statementOfWork);
}
