// Credit memos of an invoice that are not ours: posted by a person in the ERP's own screen.
import type { KeptCredit } from '../../journal/credits.ts';
import type { ErpWatchedInvoice } from '../systems/erp-invoices.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { memoKeyOf, type RecordedMemo } from './steps.ts';

type ErpCredit = ErpWatchedInvoice['credits'][number];

/** Credits that refer to an invoice, are in force, are not ours and were not taken notice of yet. Raises Fault. */
export async function foreignCredits(
  systems: Systems,
  invoice: RecordRef,
  known: readonly KeptCredit[],
): Promise<readonly ErpCredit[]> {
  const [watched = null] = await systems.erp.watchedInvoices([invoice]);
  return (watched?.credits ?? []).filter(
    (credit) => credit.net !== null && !credit.voided && !isOurs(credit, known) && !isNoticed(credit, known),
  );
}

/**
 * Whether a memo is one of our credits: the one that is on record of it, or while none is, one that carries its key, in whatever generation of its
 * run it was posted.
 */
export function isOurs({ key, ref }: Pick<ErpCredit, 'key' | 'ref'>, credits: readonly KeptCredit[]): boolean {
  return credits.some((credit) => {
    if (credit.origin !== 'OURS') return false;
    const kept = memoOf(credit);
    if (kept !== null) return kept.ref.id === ref.id;
    const own = memoKeyOf(credit.key);
    return key !== null && (key === own || key.startsWith(`${own}-g`));
  });
}

/** Whether a memo that is not ours was taken notice of: by itself, or in the place of one that is gone. */
export function isNoticed({ ref }: Pick<ErpCredit, 'ref'>, credits: readonly KeptCredit[]): boolean {
  return credits.some(
    (credit) => credit.key === foreignKey(ref) || (credit.origin === 'ERP' && memoOf(credit)?.ref.id === ref.id),
  );
}

/** The memo of a credit as it was kept when it was posted or noticed; null while there is none, and for a void. */
export function memoOf({ memo }: Pick<KeptCredit, 'memo'>): RecordedMemo | null {
  return memo as unknown as RecordedMemo | null;
}

/** Under what a memo of a person's is kept. */
export function foreignKey({ system, instance, id }: RecordRef): string {
  return `memo:${system}:${instance}:${id}`;
}
