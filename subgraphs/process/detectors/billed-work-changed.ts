// Hours and expenses on a posted invoice that were edited, rejected or removed in the PSA afterwards (DOMAIN rule 35): the invoice stands, and somebody
// credits the work that is not there any more.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import {
  type BilledWork,
  billedWork,
  billedWorkFinding,
  billedWorkSweep,
  changeOfBilled,
} from '../../journal/detectors/billed-work.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { Detector, Facts } from './detector.ts';
import { type DetectorSettings, told } from './settings.ts';

/** Asks the PSA what work is now; raises Fault. */
export type WorkNow = (items: readonly RecordRef[]) => Promise<readonly (PsaWorkItem | null)[]>;

/** Billed work, and what the PSA has of it now; null: nothing. */
export interface BilledWorkFact {
  readonly work: BilledWork;
  readonly now: Pick<PsaWorkItem, 'version' | 'approval' | 'billable'> | null;
}

/** Work that was billed within so many days: later the PSA's people have closed their month, too. */
export function billedWorkFacts(workNow: WorkNow, withinDays: number): Facts<BilledWorkFact> {
  return {
    name: billedWorkSweep,
    systems: ['psa'],
    page: async ({ db }, after) => {
      const { items, next } = await billedWork(db, { withinDays, after });
      const now = items.length === 0 ? [] : await workNow(items.map(({ ref }) => ref));
      const facts = items.map((work, index) => ({ work, now: now[index] ?? null }));
      return { facts, next, whole: true };
    },
  };
}

/** One case per entry; at risk is what of it is billed. It ends when the work is credited, or as it was again. */
export function billedWorkChanged(settings: DetectorSettings['billedWorkChanged']): Detector<BilledWorkFact> {
  return {
    code: 'BILLED_WORK_CHANGED',
    ...told(settings),
    judge: ({ work, now }) => {
      const because = changeOfBilled(work, now);
      if (because === null) return [];
      return [billedWorkFinding(work, because, money(work.amount, currencyCode(work.currency)))];
    },
  };
}
