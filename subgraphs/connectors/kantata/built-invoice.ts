// An invoice that Kantata built: it says its whole, and what it bills; what each piece comes to only the pieces that come along say.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { PsaBuiltInvoice } from '../../ports/billing-work.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { amountOf, type Denomination, denomination, worthOf } from './amount.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { present } from './map-project.ts';
import { checked } from './wire.ts';

const id = z.string().regex(/^\d+$/);
const baseUnits = z.string().regex(/^-?\d+$/);

const invoiceRecord = z.object({
  id,
  status: z.string(),
  invoice_date: z.string(),
  user_invoice_number: z.string().nullish(),
  balance_in_cents: baseUnits,
  currency: z.string(),
  currency_base_unit: z.string().regex(/^10*$/),
  time_entry_ids: z.array(id),
  expense_ids: z.array(id),
  billing_milestone_ids: z.array(id),
});
const pricedTime = z.object({ time_in_minutes: baseUnits, rate_in_cents: baseUnits.nullable() });
const priced = z.object({ amount_in_cents: baseUnits });

/** As it stands now; null when there is none of ours by this id. */
export async function builtInvoice(
  context: KantataContext,
  envelope: Envelope,
  invoice: VendorRef,
): Promise<PsaBuiltInvoice | null> {
  if (!context.refs.isOurs('INVOICE', invoice)) return null;
  const name = 'builtInvoice';
  const listing = await context.client.all(envelope, {
    ...{ name, collection: 'invoices', filters: { only: invoice.id } },
    include: ['time_entries', 'expenses', 'billing_milestones'],
  });
  return context.understood(name, () => {
    const [row] = listing.rows;
    return Promise.resolve(row === undefined ? null : toBuilt(context, listing, row));
  });
}

function toBuilt({ refs }: KantataContext, listing: Listing, row: unknown): PsaBuiltInvoice {
  const record = checked(invoiceRecord, row, 'an invoice');
  const money = denomination(currencyCode(record.currency), record.currency_base_unit);
  const amounts = (kind: RecordKind, collection: string, ids: readonly string[]) =>
    ids.map((each) => ({
      ref: refs.of(kind, each),
      net: amountOf(
        checked(priced, present(listing, collection, each), 'what an invoice bills').amount_in_cents,
        money,
      ),
    }));
  return {
    ref: refs.of('INVOICE', record.id),
    number: record.user_invoice_number ?? null,
    status: statusOf(record.status),
    issuedOn: record.invoice_date,
    total: amountOf(record.balance_in_cents, money),
    items: [
      ...record.time_entry_ids.map((each) => ({
        ref: refs.of('TIME_ENTRY', each),
        net: worthOfTime(checked(pricedTime, present(listing, 'time_entries', each), 'billed time'), money),
      })),
      ...amounts('EXPENSE', 'expenses', record.expense_ids),
      ...amounts('MILESTONE', 'billing_milestones', record.billing_milestone_ids),
    ],
  };
}

/** Time without a rate is billed at nothing. */
function worthOfTime({ time_in_minutes, rate_in_cents }: z.output<typeof pricedTime>, money: Denomination) {
  return worthOf(Number(time_in_minutes), rate_in_cents ?? '0', money);
}

/** What is neither cancelled nor paid is open, whatever else Kantata calls it. */
function statusOf(word: string): PsaBuiltInvoice['status'] {
  if (word === 'cancelled') return 'CANCELLED';
  return word === 'accepted payment' ? 'PAID' : 'OPEN';
}
