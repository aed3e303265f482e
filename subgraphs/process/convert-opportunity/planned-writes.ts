// The writes of a plan before any is made: gone through as a run goes through them, with records that are not there yet in their place.
import type { RecordRef } from '../systems/write-call.ts';
import { makeEngagement } from './make-engagement.ts';
import type { Engaging } from './make-engagement.ts';
import type { Making } from './make-part.ts';
import type { ShownWrite } from './steps.ts';

/** A write that would be made, under the name and the key under which it is. */
export type PlannedWrite = Omit<ShownWrite, 'fills'> & {
  readonly name: string;
  readonly system: string;
  readonly operation: 'CREATE' | 'UPDATE';
  readonly key: string;
  /** Value null: known once it is made. */
  readonly fills: readonly { readonly field: string; readonly value: string | null }[];
};

/** Ids of what is not there yet; no system has such ids. */
const notYet = '(not made yet) ';

/** Every write in the order in which it is made. Nothing is asked and nothing is written. */
export async function plannedWrites(engaging: Omit<Engaging, 'beforeWork'>): Promise<readonly PlannedWrite[]> {
  const writes: PlannedWrite[] = [];
  const making: Making = {
    step: ({ name, system, operation, key, shows }) => {
      const fills = shows.fills.map(({ field, value }) => ({ field, value: isThere(value) ? value : null }));
      writes.push({ ...shows, fills, name, system, operation: operation === 'create' ? 'CREATE' : 'UPDATE', key });
      return Promise.resolve(recordOf(name, system, shows));
    },
    financeCode: (code) => Promise.resolve(`${notYet}${code}`),
  };
  await makeEngagement(making, { ...engaging, beforeWork: () => Promise.resolve() });
  return writes;
}

/** A customer that is not there yet: its onboarding comes first. */
export function plannedCustomer(system: 'PSA' | 'ERP', instance: string): RecordRef {
  return { system, instance, kind: 'CUSTOMER', id: `${notYet}customer` };
}

function isThere(id: string): boolean {
  return !id.startsWith(notYet);
}

function recordOf(name: string, system: string, { kind }: ShownWrite): RecordRef {
  const place = system === 'psa' ? 'PSA' : system === 'erp' ? 'ERP' : 'CRM';
  return { system: place, instance: system, kind, id: `${notYet}${name}` };
}
