// What of payments changed on a document of ours since it was looked at last: what the world is told, each once.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { mintId } from '../../../../schema/canon/identity.ts';
import { isZero, money, negate, subtract, zero } from '../../../../schema/canon/money.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { businessEvent } from '../../../journal/events/event-types.ts';
import type { BusinessEvent } from '../../../journal/run-journal.ts';
import type { KeptPayment } from '../../../journal/watched-documents.ts';
import { invoiceOf, moneyOf } from '../facts.ts';
import type { SeenDocument } from './seen.ts';

/** A payment that was put against an invoice, or taken off it again: then with a minus. Plain data, as a run keeps it. */
export type PaymentNews = {
  /** Canonical id. */
  readonly id: string;
  readonly invoiceId: string;
  readonly customerId: string;
  readonly projectId: string;
  readonly amount: string;
  readonly currency: string;
  readonly on: string;
};

/** What is told of payments by a look. */
type SeenPayments = Pick<SeenDocument, 'payments' | 'isQueried'>;

/** As they are kept; what the query does not tell is as it was before. */
export function paymentsKept(
  { payments, isQueried }: SeenPayments,
  before: readonly KeptPayment[],
): readonly KeptPayment[] {
  if (!isQueried) return before;
  return payments.map(({ ref, applied }) => ({ id: mintId(ref), applied: moneyOf(applied).amount }));
}

/** What is other than before; dated by the ERP, and what it does not date (a payment that was voided) today. */
export function paymentNews(
  draft: KeptDraft,
  { payments, isQueried }: SeenPayments,
  before: readonly KeptPayment[],
  today: string,
): readonly PaymentNews[] {
  // A query that trails its record says nothing; it does not say that what was paid was taken off again.
  if (!isQueried) return [];
  const currency = currencyCode(draft.currency);
  const about = { invoiceId: invoiceOf(draft).id, customerId: draft.customerId, projectId: draft.projectId };
  const kept = new Map(before.map(({ id, applied }) => [id, money(applied, currency)]));
  const put = payments.flatMap(({ ref, applied, appliedOn }): readonly PaymentNews[] => {
    const id = mintId(ref);
    const more = subtract(moneyOf(applied), kept.get(id) ?? zero(currency));
    return isZero(more) ? [] : [{ ...about, id, amount: more.amount, currency, on: appliedOn ?? today }];
  });
  const there = new Set<string>(payments.map(({ ref }) => mintId(ref)));
  const gone = [...kept].flatMap(([id, applied]): readonly PaymentNews[] =>
    there.has(id) || isZero(applied) ? [] : [{ ...about, id, amount: negate(applied).amount, currency, on: today }],
  );
  return [...put, ...gone];
}

/** What the world may know of it; lists of payments and what a customer owes are read anew. */
export function paymentEvent({
  id,
  invoiceId,
  customerId,
  projectId,
  amount,
  currency,
  on,
}: PaymentNews): BusinessEvent {
  return businessEvent({
    ...{ type: 'payment.received', subject: id },
    data: { customerId, invoiceIds: [invoiceId], amount: { amount, currency }, receivedOn: on },
    tags: [`invoice-${invoiceId}`, 'invoices', 'payments', `customer-${customerId}`, `project-${projectId}`],
  });
}
