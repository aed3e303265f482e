// The duplicate scan: Kantata makes a record each time a POST arrives, so one that was on the wire when its writer gave it up may arrive
// after the look-up and after the repeat. Whatever carries the same key of ours twice is found here. Always of the account itself.
import type { BusinessKey } from '../../ports/write.ts';
import type { DoubledRecord } from '../../ports/standing.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { bills } from './billing-writes.ts';
import { clients, projects, stillThere, type Subject } from './record-references.ts';
import { checked, referenceSubject } from './wire.ts';

const piece = { keyModel: '', filters: {} } as const;
/** Everything that we make with a reference of ours. */
const subjects: readonly Subject[] = [
  clients,
  projects,
  bills,
  { ...piece, type: 'Story', collection: 'stories', kind: 'TASK' },
  { ...piece, type: 'BillingMilestone', collection: 'billing_milestones', kind: 'MILESTONE' },
  {
    ...{ ...piece, type: 'WorkspaceResource', collection: 'workspace_resources', kind: 'ASSIGNMENT' },
    filters: { include_unnamed: 'true' },
  },
  { ...piece, type: 'WorkspaceAllocation', collection: 'workspace_allocations', kind: 'ASSIGNMENT' },
];

/**
 * What of these keys is there more than once: records of several live ones under one key, or under one item of it. Costs a call per 200
 * references of ours and kind. Raises Fault.
 */
export async function doubledRecords(
  context: KantataContext,
  envelope: Envelope,
  keys: readonly BusinessKey[],
): Promise<readonly DoubledRecord[]> {
  if (keys.length === 0) return [];
  const wanted = new Set(keys);
  const found: DoubledRecord[] = [];
  for (const subject of subjects) found.push(...(await doubledOf(context, envelope, subject, wanted)));
  return found;
}

async function doubledOf(
  context: KantataContext,
  envelope: Envelope,
  subject: Subject,
  wanted: ReadonlySet<string>,
): Promise<readonly DoubledRecord[]> {
  const name = 'doubled:external_references';
  const listing = await context.client.all(envelope, {
    ...{ name, collection: 'external_references' },
    filters: { subject_type: subject.type, service_name: context.mapping.keyService },
  });
  const several = await context.understood(name, () => {
    const rows = listing.rows.map((row) => checked(referenceSubject, row, 'an external reference'));
    // A key holds no dot; behind one stands the item.
    const ours = rows.filter(({ service_model_ref: text }) => wanted.has(text.split('.')[0] ?? ''));
    const byKey = Map.groupBy(ours, (row) => `${row.service_model} ${row.service_model_ref}`);
    return Promise.resolve(
      [...byKey.values()].flatMap((same) => {
        const ids = [...new Set(same.map(({ subject_id: id }) => id))];
        return ids.length > 1 ? [{ key: same[0]?.service_model_ref ?? '', ids }] : [];
      }),
    );
  });
  const doubled: DoubledRecord[] = [];
  for (const { key, ids } of several) {
    const records = await stillThere(context, envelope, subject, ids);
    if (records.length > 1) doubled.push({ key, records });
  }
  return doubled;
}
