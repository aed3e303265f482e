// A system that makes a record for every call it gets: one that arrived after we had looked for it and sent it again is there twice.
import { doubtedKeys } from '../../journal/detectors/standing.ts';
import type { DoubledRecord } from '../systems/standing.ts';
import type { Detector, Facts } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';

/** A call that is older than this is not on its way any more. */
const doubtDays = 7;
const dayMs = 86_400_000;

/**
 * Of the writes to the PSA that were sent again after a doubt whatever is there twice. Without such writes nobody is asked. CRM and ERP
 * keep our keys unique themselves.
 */
export const doubledFacts: Facts<DoubledRecord> = {
  name: 'doubled-records',
  systems: ['psa'],
  page: async ({ standing, db }, after) => {
    const { items, next } = await doubtedKeys(db, { system: 'psa', sinceMs: Date.now() - doubtDays * dayMs, after });
    return { facts: items.length === 0 ? [] : await standing.doubled(items), next, whole: true };
  },
};

/** What is at risk nobody can say: work may be booked on either. */
export function doubledRecord(settings: DetectorSettings['doubledRecord']): Detector<DoubledRecord> {
  return {
    code: 'DOUBLED_RECORD',
    ...told(settings),
    judge: ({ key, records }) => [
      {
        subject: { kind: 'BUSINESS_KEY', id: key, label: null },
        since: null,
        message: `${records.length} records of the PSA carry the key ${key}, of which one was meant: ${records.map(({ kind, id }) => `${kind} ${id}`).join(', ')}`,
        system: 'psa',
        fields: records.map(({ id }) => id),
        atRisk: null,
      },
    ],
  };
}
