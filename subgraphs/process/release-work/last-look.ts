// Time goes by until a document is there: an ERP that is away for hours, or builds it within days. What was edited or rejected meanwhile is looked
// for once more before the document counts: while it can be taken back it is, then the money is told at once (DOMAIN rules 30, 35).
import { compare } from '../../../schema/canon/money.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import {
  billedWorkFinding,
  billedWorkOf,
  billedWorkSweep,
  changeOfBilled,
} from '../../journal/detectors/billed-work.ts';
import { tellAtOnce } from '../../journal/detectors/findings.ts';
import type { ErpPostedDocument } from '../systems/erp-invoices.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { changedWork, isAsClaimed, workNow } from './changed-work.ts';
import { builderOfDocument, documentOf, moneyOf } from './document.ts';
import type { BookedItem } from './keeping.ts';
import { claimedBy, draftOf } from './moving.ts';
import type { DocumentBuilder } from './policy.ts';

/** Where it is looked. */
export interface LookParts {
  readonly systems: Systems;
  readonly books: Books;
}

/** Looks at the work of a draft once more; nothing of one that is on record already. Raises Fault. */
export async function lookAgain(
  { systems, books }: LookParts,
  draftId: string,
  ownBill: RecordRef | null = null,
): Promise<readonly string[]> {
  const { state, projectId, document } = await draftOf(books, draftId);
  if (state === 'POSTED' || state === 'ISSUED') return [];
  const items = await claimedBy(books, draftId);
  return changedWork(systems, { projectId, document: documentOf(document), items, ownBill });
}

/**
 * Why a document is not to be recorded but taken back, in words: its work changed, and nothing hangs on it yet. Null when the work is as it was
 * claimed, or only a credit takes the document back: the PSA is told of it next, and what changed is told then. Raises Fault.
 */
export async function objectionOf(
  parts: LookParts,
  draftId: string,
  built: { readonly posted: ErpPostedDocument; readonly psaInvoice: RecordRef | null },
): Promise<string | null> {
  const builder = builderOfDocument(documentOf((await draftOf(parts.books, draftId)).document));
  if (!isOurs(builder) || !isUntouched(built.posted)) return null;
  const changed = await lookAgain(parts, draftId, built.psaInvoice);
  return changed.length === 0 ? null : changedWords(changed);
}

/** What the ERP built by itself is not ours to remove. */
function isOurs(builder: DocumentBuilder): boolean {
  return builder.kind !== 'ERP' || builder.builds === 'WHEN_ASKED';
}

/** Whether nothing is paid or credited of it and its period takes postings: else only a credit takes it back. */
function isUntouched({ remaining, total, period }: ErpPostedDocument): boolean {
  const isOpen = period === null || period.receivables === 'OPEN';
  return isOpen && compare(moneyOf(remaining), moneyOf(total)) === 0;
}

/** Why a document is taken back, or not sent, in words. */
export function changedWords(changed: readonly string[]): string {
  const [first = ''] = changed;
  const what = changed.length === 1 ? `${first} was` : `${first} and ${changed.length - 1} more were`;
  return `${what} edited, rejected or billed elsewhere while the invoice was made; nothing of it is billed, and the work is free: release it as it is now`;
}

/** Billed work that is not any more what was billed; on a bill of the PSA it is by then. Raises Fault. */
export async function changedSince(systems: Systems, items: readonly BookedItem[]): Promise<readonly BookedItem[]> {
  const ofPsa = items.filter(({ facts: { entry } }) => entry.kind === 'TIME' || entry.kind === 'EXPENSE');
  const now = await workNow(systems, ofPsa);
  return ofPsa.filter(({ source, content }) => {
    const work = now.get(source);
    return !isAsClaimed(work === undefined ? null : { ...work, billed: false }, content);
  });
}

/** Opens an exception per piece of billed work that changed, with its money and the credit to ask for. Raises Fault. */
export async function tellChanged({ systems, books }: LookParts, sources: readonly string[]): Promise<number> {
  if (sources.length === 0) return 0;
  const billed = await billedWorkOf(books.db, sources);
  const refs = billed.flatMap(({ ref }) => (ref === null || ref.kind === 'MILESTONE' ? [] : ref));
  const now = new Map(
    (refs.length === 0 ? [] : await systems.psa.workNow(refs)).flatMap((work) =>
      work === null ? [] : [[`${work.ref.kind} ${work.ref.id}`, work] as const],
    ),
  );
  const findings = billed.map((work) => {
    const { ref, amount, currency } = work;
    // A planned bill has no record of work: its amount was agreed anew, or it was called off.
    const because =
      ref === null || ref.kind === 'MILESTONE'
        ? 'was planned otherwise afterwards'
        : changeOfBilled(work, now.get(`${ref.kind} ${ref.id}`) ?? null);
    return billedWorkFinding(work, because ?? 'was changed meanwhile', money(amount, currencyCode(currency)));
  });
  const isPlanned = ({ subject }: (typeof findings)[number]): boolean => subject.kind === 'MILESTONE';
  await tellAtOnce(
    books.db,
    billedWorkSweep,
    findings.filter((each) => !isPlanned(each)),
  );
  // No reading looks at planned bills, so none ends them.
  await tellAtOnce(books.db, 'last-look', findings.filter(isPlanned));
  return findings.length;
}
