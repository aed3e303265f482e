// Hours on a posted invoice that were edited, rejected or removed in the PSA afterwards (DOMAIN rule 35): the invoice stands, and somebody
// credits the work that is not there any more.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { type BilledWork, billedWork } from '../../journal/detectors/billed-work.ts';
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
    name: 'billed-work',
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
      const because = changeOf(work, now);
      if (because === null) return [];
      const { source, workedOn, amount, currency, invoiceId, number } = work;
      const invoice = number ?? invoiceId;
      return [
        {
          subject: { kind: 'TIME_ENTRY', id: source, label: null },
          since: null,
          message: `Work of ${workedOn} on invoice ${invoice} ${because}, and ${amount} ${currency} of it are billed; credit it with creditAndRebill (invoice ${invoiceId}, work ${source})`,
          system: 'psa',
          fields: [work.ref.id, invoice],
          atRisk: money(amount, currencyCode(currency)),
        },
      ];
    },
  };
}

function changeOf({ content }: BilledWork, now: BilledWorkFact['now']): string | null {
  if (now === null) return 'is gone from the PSA';
  if (now.approval !== 'APPROVED') return `is ${now.approval.toLowerCase()} now`;
  if (!now.billable) return 'is not billable any more';
  return now.version === content ? null : 'was edited afterwards';
}
