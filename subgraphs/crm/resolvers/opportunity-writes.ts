// Internal mutations of the CRM about deals: the ids of what came of one, and the deal as a conversion decides by.
import { recordOf } from '../../ledger/desk.ts';
import type { OpportunityLinks } from '../../ports/opportunity-writes.ts';
import type { CrmOpportunityLinksInput, MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';

export const opportunityMutation = {
  crmLinkOpportunity: (_root, { ticket, opportunity, links }, { desk, port }) => {
    const ref = recordOf(opportunity);
    return desk.write('linkOpportunity', ticket, (envelope) =>
      port.opportunityWrites.linkOpportunity(envelope, ref, linksOf(links)),
    );
  },
  crmLookUpOpportunityLink: (_root, { ticket, opportunity, links }, { desk, port }) => {
    const ref = recordOf(opportunity);
    return desk.lookUp('linkOpportunity', ticket, (envelope) =>
      port.opportunityWrites.opportunitiesLinked(envelope, ref, linksOf(links)),
    );
  },
  crmUnlinkOpportunity: (_root, { ticket, opportunity, links }, { desk, port }) => {
    const ref = recordOf(opportunity);
    return desk.write('unlinkOpportunity', ticket, (envelope) =>
      port.opportunityWrites.unlinkOpportunity(envelope, ref, linksOf(links)),
    );
  },
} satisfies MutationResolvers;

export const dealQuery = {
  crmDealFacts: (_root, { opportunity }, { envelope, port }) =>
    port.opportunityWrites.dealNow(envelope, recordOf(opportunity)),
} satisfies Pick<QueryResolvers, 'crmDealFacts'>;

function linksOf({ erpCustomer, psaProjects, erpProjects }: CrmOpportunityLinksInput): OpportunityLinks {
  return { erpCustomer: erpCustomer ?? null, psaProjects, erpProjects };
}
