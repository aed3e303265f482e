// Credit memos of an invoice that are not ours: posted by a person in the ERP's own screen.
import type { KeptCredit } from '../../journal/credits.ts';
import type { ErpWatchedInvoice } from '../systems/erp-invoices.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { memoKeyOf } from './steps.ts';

type ErpCredit = ErpWatchedInvoice['credits'][number];

/** Credits that refer to an invoice, are in force, are not ours and were not taken notice of yet. Raises Fault. */
export async function foreignCredits(
  systems: Systems,
  invoice: RecordRef,
  known: readonly KeptCredit[],
): Promise<readonly ErpCredit[]> {
  const [watched = null] = await systems.erp.watchedInvoices([invoice]);
  return (watched?.credits ?? []).filter(
    (credit) =>
      credit.net !== null &&
      !credit.voided &&
      !isOurs(credit, known) &&
      !known.some(({ key }) => key === foreignKey(credit.ref)),
  );
}

/** Whether a memo carries the key of one of our credits, in whatever generation of its run it was posted. */
export function isOurs({ key }: Pick<ErpCredit, 'key'>, credits: readonly KeptCredit[]): boolean {
  if (key === null) return false;
  return credits.some((credit) => {
    const own = memoKeyOf(credit.key);
    return credit.origin === 'OURS' && (key === own || key.startsWith(`${own}-g`));
  });
}

/** Under what a memo of a person's is kept. */
export function foreignKey({ system, instance, id }: RecordRef): string {
  return `memo:${system}:${instance}:${id}`;
}
