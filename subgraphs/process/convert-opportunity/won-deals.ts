// Follows the CRM's deals: one that has come to where the firm starts projects begins its conversion, once, whoever tells it how often.
import { mintId } from '../../../schema/canon/identity.ts';
import { engagementIdOf } from '../../journal/engagements.ts';
import type { EngagementRecord, Engagements } from '../../journal/engagements.ts';
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
 * A premature, repeated or disordered telling does no harm: the deal is read as it is now, and its key is made of the deal and of which
 * conversion of it that is. One that was unwound is begun anew when it was seen open in between; taking the ids off a deal that is won all
 * the while is a change of it, too, and no second sale. That one, and deals that were won before the feed was read for the first time, are
 * left to people: WON_DEAL_WITHOUT_RUN tells of them. A conversion that rests because gates are shut, whoever asked for it, is not begun a
 * second time: it goes on.
 */
export function wonDeals({ trigger, engagements }: WonDealsParts): FeedSubscriber {
  return {
    ...{ name: 'won-deals', system: 'crm', kind: 'OPPORTUNITY', existing: 'LEFT' },
    runFor: async ({ ref, deleted }, { crm }) => {
      const deal = deleted ? null : await crm.deal(ref);
      const isSold = deal !== null && isTriggered(deal.stage, deal.statementOfWork?.approvalState ?? null, trigger);
      const [engagement = null] = await engagements.byId([engagementIdOf(ref)]);
      if (engagement !== null) await engagements.seen(engagement.id, isSold ? 'SOLD' : 'OPEN');
      const round = nextRound(engagement);
      if (!isSold || (engagement?.state === 'UNWOUND' && round === null)) return null;
      const opportunityId = mintId(ref);
      if ((await engagements.underWay(opportunityId, null)) !== null) return null;
      // It looks at the gates anew, and one of a deal that is converted by now ends with that.
      const waiting = await engagements.waitingAtGates(opportunityId);
      if (waiting !== null) return { goesOn: waiting };
      if (round === null) return null;
      const input: ConvertOpportunityInput = {
        role: 'operator',
        opportunityId,
        opportunity: { system: ref.system, instance: ref.instance, kind: ref.kind, id: ref.id },
        dryRun: false,
        atRisk: null,
      };
      const idempotencyKey = round === 1 ? `${ref.id}:won` : `${ref.id}:won:${round}`;
      return { process: 'convertOpportunityToProject', input, idempotencyKey };
    },
  };
}

/** Which conversion of a sold deal is to begin; null when none is. Pure. */
export function nextRound(standing: Pick<EngagementRecord, 'state' | 'round' | 'openSince'> | null): number | null {
  if (standing === null) return 1;
  return standing.state === 'UNWOUND' && standing.openSince !== null ? standing.round + 1 : null;
}
