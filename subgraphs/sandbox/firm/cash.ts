// Payments and how they are applied. Some pay several invoices, some pay a part, some leave cash that nobody has applied yet.
import type { Fate } from './collection.ts';
import { dateOf, dayOf, instantOn, monthStart } from './days.ts';
import type { Draft } from './dirt.ts';
import type { Setup } from './firm.ts';
import { at } from './firm.ts';
import type { Application, Invoice, Payment } from './model-finance.ts';
import { periodOn } from './periods.ts';
import type { Random } from './random.ts';
import { fxRateOn } from './setup.ts';
import { niceAmount } from './pricing.ts';

/** Of the payments of one legal entity, so many exceed what they pay, and so many pay nothing yet. */
const OVERPAID = 2;
const ON_ACCOUNT = 1;

/** What cash is made from. */
interface CashInput {
  readonly invoices: readonly Draft<Invoice>[];
  readonly fates: ReadonlyMap<number, Fate>;
  readonly setup: Setup;
  readonly today: string;
  readonly random: Random;
}

/** Payments with their applications; the applications' list goes on with those of credit memos. */
export interface Cash {
  readonly payments: Draft<Payment>[];
  readonly applications: Application[];
}

interface Due {
  readonly invoice: Draft<Invoice>;
  readonly amount: bigint;
  readonly received: number;
}

/** Builds the payments in order of day and reduces the invoices' open balances. */
export function buildCash(input: CashInput): Cash {
  const cash: Cash = { payments: [], applications: [] };
  const receipts = [...groupReceipts(input)].sort((one, other) => receivedOn(one) - receivedOn(other));
  const overpaid = pickOverpaid(receipts, input.random);
  for (const receipt of receipts) {
    const applied = receipt.reduce((sum, { amount }) => sum + amount, 0n);
    const first = receipt[0]?.invoice;
    if (first === undefined) continue;
    const surplus = overpaid.has(receipt) ? niceAmount(Number(applied) * 0.08, first.currency) : 0n;
    const payment = addPayment(
      cash,
      first,
      { received: receivedOn(receipt), amount: applied + surplus, unapplied: surplus },
      input,
    );
    for (const { invoice, amount } of receipt) {
      apply(cash.applications, invoice, {
        source: { kind: 'payment', ordinal: payment.ordinal },
        amount,
        appliedOn: payment.receivedOn,
      });
    }
  }
  addOnAccount(cash, input);
  return cash;
}

/** Records an application and moves the invoice's balance. */
export function apply(
  applications: Application[],
  invoice: Draft<Invoice>,
  part: Omit<Application, 'ordinal' | 'invoice'>,
): void {
  const { source, amount, appliedOn } = part;
  if (amount > invoice.open)
    throw new Error(`Cannot apply ${amount} to invoice ${invoice.number}: only ${invoice.open} is open`);
  applications.push({ ordinal: applications.length + 1, invoice: invoice.ordinal, ...part });
  if (source.kind === 'payment') invoice.paid += amount;
  else invoice.credited += amount;
  invoice.open -= amount;
  const posted = instantOn(dayOf(appliedOn), '20:00:00');
  if (posted > invoice.modifiedAt) invoice.modifiedAt = posted;
}

function receivedOn(receipt: readonly Due[]): number {
  return Math.max(...receipt.map(({ received }) => received));
}

/** One receipt per invoice, except that half of the customers pay a month's invoices together. */
function groupReceipts({ invoices, fates, today, random }: CashInput): Due[][] {
  const now = dayOf(today);
  const receipts = new Map<string, Due[]>();
  for (const invoice of invoices) {
    const fate = fates.get(invoice.ordinal);
    if (fate !== 'paid' && fate !== 'partPaid') continue;
    const issued = dayOf(invoice.issuedOn);
    const received = Math.max(issued + 1, Math.min(dayOf(invoice.dueOn) + random.int(-9, 24), now - 1));
    const amount = fate === 'paid' ? invoice.total : (invoice.total * BigInt(random.int(25, 70))) / 100n;
    const together = invoice.erpCustomer % 2 === 0 && fate === 'paid';
    const key = together
      ? `${invoice.erpCustomer}:${invoice.legalEntity}:${invoice.currency}:${monthStart(received)}`
      : `invoice ${invoice.ordinal}`;
    receipts.set(key, [...(receipts.get(key) ?? []), { invoice, amount, received }]);
  }
  return [...receipts.values()];
}

function pickOverpaid(receipts: readonly Due[][], random: Random): Set<readonly Due[]> {
  const picked = new Set<readonly Due[]>();
  for (const legalEntity of [1, 2, 3, 4]) {
    const own = receipts.filter(
      (receipt) =>
        receipt.length === 1 &&
        receipt[0]?.invoice.legalEntity === legalEntity &&
        receipt[0].invoice.open === receipt[0].amount,
    );
    for (const receipt of random.shuffled(own).slice(0, OVERPAID)) picked.add(receipt);
  }
  return picked;
}

interface Receipt {
  readonly received: number;
  readonly amount: bigint;
  readonly unapplied: bigint;
}

type Payer = Pick<Invoice, 'legalEntity' | 'erpCustomer' | 'currency'>;

function addPayment(
  cash: Cash,
  payer: Payer,
  { received, amount, unapplied }: Receipt,
  { setup, random }: CashInput,
): Payment {
  const entity = at(setup.legalEntities, payer.legalEntity);
  const date = dateOf(received);
  const posted = instantOn(received, '20:00:00');
  const ordinal = cash.payments.length + 1;
  const payment: Payment = {
    ordinal,
    number: `PAY-${entity.code.slice(0, 2)}-${String(ordinal).padStart(5, '0')}`,
    legalEntity: payer.legalEntity,
    erpCustomer: payer.erpCustomer,
    currency: payer.currency,
    fxRate: fxRateOn(setup.fxRates, payer.currency, entity.currency, date),
    receivedOn: date,
    period: periodOn(setup.periods, entity.calendar, date).ordinal,
    amount,
    unapplied,
    memo: random.pick(['Wire transfer', 'ACH', 'SEPA credit transfer', 'Cheque', '振込']),
    createdAt: posted,
    modifiedAt: posted,
  };
  cash.payments.push(payment);
  return payment;
}

/** Cash that arrived last month without saying what for. */
function addOnAccount(cash: Cash, input: CashInput): void {
  const { invoices, today, random } = input;
  for (const legalEntity of [1, 2, 3, 4]) {
    const own = random.shuffled(invoices.filter((invoice) => invoice.legalEntity === legalEntity && invoice.open > 0n));
    for (const invoice of own.slice(0, ON_ACCOUNT)) {
      const amount = niceAmount(Number(invoice.total) * 0.3, invoice.currency);
      addPayment(cash, invoice, { received: dayOf(today) - random.int(2, 15), amount, unapplied: amount }, input);
    }
  }
}
