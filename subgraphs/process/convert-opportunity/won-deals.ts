// Follows the CRM's deals: one that has come to where the firm starts projects begins its conversion, once, whoever tells it how often.
import { mintId } from '../../../schema/canon/identity.ts';
import { engagementIdOf } from '../../journal/engagements.ts';
import type { Engagements } from '../../journal/engagements.ts';
import type { FeedSubscriber } from '../feeds/subscriber.ts';
import { isTriggered } from './gate-rules.ts';
import type { ConversionTrigger } from './gate-rules.ts';
import type { ConvertOpportunityInput } from './input.ts';

/** What the follower works with. */
export interface WonDealsParts {
  readonly trigger: ConversionTrigger;
  readonly engagements: Engagements;
}

/**
 * A premature, repeated or disordered telling does no harm: the deal is read as it is now, and its key is made of the deal. Left to
 * people are deals that were won before the feed was read for the first time, and those that were unwound: taking the ids off a deal
 * is a change of it, too.
 */
export function wonDeals({ trigger, engagements }: WonDealsParts): FeedSubscriber {
  return {
    ...{ name: 'won-deals', system: 'crm', kind: 'OPPORTUNITY', existing: 'LEFT' },
    runFor: async ({ ref, deleted }, { crm }) => {
      const deal = deleted ? null : await crm.deal(ref);
      if (deal === null || !isTriggered(deal.stage, deal.statementOfWork?.approvalState ?? null, trigger)) return null;
      const [engagement] = await engagements.byId([engagementIdOf(ref)]);
      if (engagement != null) return null;
      const input: ConvertOpportunityInput = {
        role: 'operator',
        opportunityId: mintId(ref),
        opportunity: { system: ref.system, instance: ref.instance, kind: ref.kind, id: ref.id },
        dryRun: false,
        atRisk: null,
      };
      return { process: 'convertOpportunityToProject', input, idempotencyKey: `${ref.id}:won` };
    },
  };
}
