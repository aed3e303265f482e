// A document of ours as the ERP has it now: by its own address what can trail in a query, and by a query who credited it.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { compare, money, sum, zero } from '../../../../schema/canon/money.ts';
import { digest } from '../../../journal/canonical.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import type { DocumentFacts } from '../../billing/posted-watch.ts';
import type { ErpPostedDocument, ErpWatchedInvoice } from '../../systems/erp-invoices.ts';
import type { Systems } from '../../systems/systems.ts';
import { documentOf, invoiceOf, moneyOf } from '../facts.ts';

/** What is seen; `posted` null: the ERP has it no more. */
export interface SeenDocument {
  readonly posted: ErpPostedDocument | null;
  /** Whether the query told it, too; else nobody has said anything of what was put against it. */
  readonly isQueried: boolean;
  readonly credits: ErpWatchedInvoice['credits'];
  readonly payments: ErpWatchedInvoice['payments'];
}

/** Reads one. Raises Fault. */
export async function lookAt(systems: Systems, draft: KeptDraft): Promise<SeenDocument> {
  const { ref } = invoiceOf(draft);
  const [posted, [watched = null]] = await Promise.all([
    systems.erp.postedDocument(ref),
    systems.erp.watchedInvoices([ref]),
  ]);
  const isQueried = watched !== null || posted === null;
  return { posted, isQueried, credits: watched?.credits ?? [], payments: watched?.payments ?? [] };
}

/** A digest of what matters of it: the same digest is nothing new. */
export function digestOf({
  posted,
  credits,
  payments,
}: {
  readonly posted: Pick<ErpPostedDocument, 'status' | 'net' | 'tax' | 'issuedOn' | 'customer' | 'remaining'> | null;
  readonly credits: SeenDocument['credits'];
  readonly payments: SeenDocument['payments'];
}): string {
  if (posted === null) return digest('gone');
  const { status, net, tax, issuedOn, customer, remaining } = posted;
  return digest({
    ...{ status, net: net.amount, tax: tax.amount, issuedOn, customer: customer.id, remaining: remaining.amount },
    credits: credits.map(({ ref, voided, net: own, applied }) => [ref.id, voided, own?.amount ?? null, applied.amount]),
    // A query may trail what the record says is open: the payment itself is news, too.
    payments: payments.map(({ ref, applied }) => [ref.id, applied.amount]),
  });
}

/** What it would be had nobody touched it since it was posted. */
export function digestWhenPosted(draft: KeptDraft): string {
  const { net, tax, total, issuedOn } = invoiceOf(draft);
  return digest({
    ...{ status: 'OPEN', net: net.amount, tax: tax.amount, issuedOn, customer: documentOf(draft).customer.id },
    ...{ remaining: total.amount, credits: [], payments: [] },
  });
}

/** Under what the books keep that a void gave back what a draft billed. */
export function voidKey(draftId: string): string {
  return `void:${draftId}`;
}

/**
 * The document as we posted it. What a void gave back stays given back, whatever the ERP says since: seen in force again at one look, it is
 * still voided for us at the next.
 */
export function ourFacts(draft: KeptDraft, credits: readonly Pick<KeptCredit, 'key'>[]): DocumentFacts {
  const { net, tax, issuedOn } = invoiceOf(draft);
  const isVoided = credits.some(({ key }) => key === voidKey(draft.id));
  return {
    ...{ status: isVoided ? 'VOIDED' : 'POSTED', net: moneyOf(net), tax: moneyOf(tax) },
    ...{ accountingOn: issuedOn, customer: documentOf(draft).customer.id },
  };
}

/** The same of what is seen. One whose memos take all of it is as good as voided: where a void had given its work back, nothing is billed twice. */
export function foundFacts(
  { net, tax, status, issuedOn, customer }: Pick<ErpPostedDocument, 'net' | 'tax' | 'status' | 'issuedOn' | 'customer'>,
  ours: Pick<DocumentFacts, 'status'>,
  credits: SeenDocument['credits'],
): DocumentFacts {
  const currency = currencyCode(net.currency);
  const whole = money(net.amount, currency);
  const inForce = credits.filter(({ voided }) => !voided);
  const credited = sum(
    currency,
    inForce.flatMap(({ net: own }) => (own === null ? [] : [moneyOf(own)])),
  );
  const isOver = status === 'VOIDED' || (ours.status === 'VOIDED' && compare(credited, whole) === 0);
  return {
    ...{ status: isOver ? 'VOIDED' : 'POSTED', customer: customer.id, accountingOn: issuedOn },
    ...{ net: whole, tax: money(tax.amount, currency) },
  };
}

/** What is still to be paid of it. */
export function remainingOf({ posted }: SeenDocument, draft: KeptDraft) {
  return posted === null ? zero(currencyCode(draft.currency)) : moneyOf(posted.remaining);
}
