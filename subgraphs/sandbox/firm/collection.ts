// Decides what became of each invoice: paid, credited, partly paid, or open with an age from every bucket.
import { dayOf } from './days.ts';
import type { Invoice } from './model-finance.ts';
import type { Random } from './random.ts';

/** What became of an invoice. */
export type Fate = 'paid' | 'credited' | 'open' | 'partPaid' | 'partCredited';

/** Open invoices of one legal entity: a third of all, within these limits. */
const OPEN_MIN = 31;
const OPEN_MAX = 54;
/** Ages by days past due, newest first, and how many of a hundred open invoices are that old. */
const BUCKETS: readonly { readonly upTo: number; readonly percent: number }[] = [
  { upTo: 0, percent: 38 },
  { upTo: 30, percent: 22 },
  { upTo: 60, percent: 14 },
  { upTo: 90, percent: 11 },
  { upTo: 120, percent: 8 },
  { upTo: Infinity, percent: 7 },
];
/** Of the invoices of one legal entity: credited in full, and credited in part. */
const CREDITED = 2;
const PART_CREDITED = 2;
/** One open invoice in so many is paid in part. */
const PART_PAID_EVERY = 6;

/** The fate of every invoice, by its ordinal. */
export function decideFates(invoices: readonly Invoice[], today: string, random: Random): Map<number, Fate> {
  const fates = new Map<number, Fate>();
  for (const legalEntity of new Set(invoices.map((invoice) => invoice.legalEntity))) {
    const own = invoices.filter((invoice) => invoice.legalEntity === legalEntity);
    const open = pickOpen(own, dayOf(today), random);
    for (const invoice of own) fates.set(invoice.ordinal, open.has(invoice) ? 'open' : 'paid');
    const settled = random.shuffled(own.filter((invoice) => !open.has(invoice)));
    for (const invoice of settled.slice(0, CREDITED)) fates.set(invoice.ordinal, 'credited');
    const partly = random.shuffled([...open]);
    const partPaid = Math.max(2, Math.round(open.size / PART_PAID_EVERY));
    for (const invoice of partly.slice(0, partPaid)) fates.set(invoice.ordinal, 'partPaid');
    for (const invoice of partly.slice(partPaid, partPaid + PART_CREDITED)) fates.set(invoice.ordinal, 'partCredited');
  }
  return fates;
}

/** Takes each bucket's share; what an age cannot give, the newer ones make up for. */
function pickOpen(invoices: readonly Invoice[], now: number, random: Random): Set<Invoice> {
  const wanted = Math.min(invoices.length, Math.max(OPEN_MIN, Math.min(OPEN_MAX, Math.round(invoices.length / 3))));
  const open = new Set<Invoice>();
  let after = -Infinity;
  for (const { upTo, percent } of BUCKETS) {
    const aged = invoices.filter((invoice) => {
      const overdue = now - dayOf(invoice.dueOn);
      return overdue > after && overdue <= upTo;
    });
    after = upTo;
    for (const invoice of random.shuffled(aged).slice(0, Math.max(2, Math.round((wanted * percent) / 100))))
      open.add(invoice);
  }
  for (const invoice of [...invoices].reverse()) {
    if (open.size >= wanted) break;
    open.add(invoice);
  }
  return open;
}
