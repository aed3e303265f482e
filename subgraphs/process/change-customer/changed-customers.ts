// Follows the CRM's customers: what is renamed, moved or merged there is followed elsewhere, whoever tells it how often.
import { createHash } from 'node:crypto';
import { mintId } from '../../../schema/canon/identity.ts';
import type { CustomerChanges } from '../../journal/customer-changes.ts';
import type { FeedSubscriber } from '../feeds/subscriber.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ChangeCustomerInput, CustomerChange } from './input.ts';
import { planOf } from './plan.ts';
import type { LegalNames } from './plan.ts';
import { elsewhere, readFacts } from './reading.ts';
import type { LiveCustomer, Sources } from './reading.ts';

/** What the follower works with. */
export interface FollowerParts extends Omit<Sources, 'systems'> {
  readonly legalNames: LegalNames;
  readonly changes: CustomerChanges;
}

/**
 * A customer is looked at as it is now: where the others say the same, nothing begins, so our own writes and all other changes of the
 * account end here. Left to people are customers as they were before the feed was read for the first time.
 */
export function changedCustomers(parts: FollowerParts): FeedSubscriber {
  return {
    ...{ name: 'changed-customers', system: 'crm', kind: 'CUSTOMER', existing: 'LEFT' },
    runFor: async ({ ref }, systems) => {
      const now = await systems.crm.customerNow(ref);
      if (now === null || now.kind === 'DELETED') return null;
      const record: RecordRef = { system: ref.system, instance: ref.instance, kind: ref.kind, id: ref.id };
      if (now.kind === 'MERGED') return runOf(record, { kind: 'MERGE' }, `${ref.id}:merged:${now.into.id}`);
      const state = await difference({ ...parts, systems }, now);
      if (state === null) return null;
      // The revision, for a name may be taken up again that was given up before.
      const revision = await parts.changes.last(mintId(record));
      return runOf(record, { kind: 'FOLLOW' }, `${ref.id}:follow:${revision}:${state}`);
    },
  };
}

/** A digest of what would be written; null when nothing would. Names stay out of keys. */
async function difference(
  sources: FollowerParts & { readonly systems: Systems },
  now: LiveCustomer,
): Promise<string | null> {
  const records = await elsewhere(sources, now);
  if (records.erp === null && records.psa === null) return null;
  const change: CustomerChange = { kind: 'FOLLOW' };
  const { writes } = planOf(change, await readFacts(sources, change, now, records), sources.legalNames);
  if (writes.length === 0) return null;
  return createHash('sha256').update(JSON.stringify(writes)).digest('hex').slice(0, 16);
}

function runOf(customer: RecordRef, change: CustomerChange, idempotencyKey: string) {
  const input: ChangeCustomerInput = {
    ...{ role: 'operator', customerId: mintId(customer), customer, change, reason: null, dryRun: false },
  };
  return { process: 'changeCustomer', input, idempotencyKey, orderOf: input.customerId };
}
