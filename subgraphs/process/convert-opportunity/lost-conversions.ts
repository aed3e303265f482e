// After the journal was put back from a backup: projects of the PSA that a conversion made, of which the journal knows nothing, have their
// deal converted again. Every write is looked up before it is made then, so what is there is adopted.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Restorations } from '../../journal/restorations.ts';
import type { FeedSubscriber } from '../feeds/subscriber.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConvertOpportunityInput } from './input.ts';

/** Begins as the keys of `steps.ts` do. */
const keyForm = /^deal-([A-Za-z0-9]+)-/;

/** Which deal a project's business key names; null for a key that is not a conversion's. Pure. */
export function dealOfKey(key: string | null, crm: string): RecordRef | null {
  const id = key === null ? undefined : keyForm.exec(key)?.[1];
  return id === undefined ? null : { system: 'CRM', instance: crm, kind: 'OPPORTUNITY', id };
}

/**
 * Follows the PSA's projects, those that were there before included. Deals whose gates are shut meanwhile come before a person
 * (`GATES_SHUT`); a project that is cancelled or archived was taken back, and is left.
 */
export function lostConversions(restorations: Restorations, crm: string): FeedSubscriber {
  return {
    ...{ name: 'lost-conversions', system: 'psa', kind: 'PROJECT', existing: 'TOLD' },
    runFor: async ({ ref, deleted }, systems) => {
      const project = deleted ? null : await systems.psa.projectNow(ref);
      const opportunity = dealOfKey(project?.key ?? null, crm);
      if (project === null || project.key === null || opportunity === null) return null;
      if (project.isArchived || project.status === 'CANCELLED') return null;
      if (await restorations.knows('psa', project.key)) return null;
      if ((await systems.crm.deal(opportunity)) === null) return null;
      const opportunityId = mintId({ system: 'CRM', instance: crm, kind: 'OPPORTUNITY', id: opportunity.id });
      const input: ConvertOpportunityInput = {
        ...{ role: 'operator', opportunityId, opportunity },
        ...{ dryRun: false, atRisk: null },
      };
      return { process: 'convertOpportunityToProject', input, idempotencyKey: `${opportunity.id}:lost` };
    },
  };
}
