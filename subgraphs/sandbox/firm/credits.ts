// Credit memos (applied in full, in part, or still open) and disputes.
import type { Fate } from './collection.ts';
import { apply } from './cash.ts';
import type { Cash } from './cash.ts';
import { dateOf, dayOf, instantOn } from './days.ts';
import type { Draft } from './dirt.ts';
import type { Setup } from './firm.ts';
import { at } from './firm.ts';
import { documentNumber, taxLines } from './invoices.ts';
import { TAX_CODES } from './chart.ts';
import type { CreditMemo, Dispute, DocumentLine, Invoice } from './model-finance.ts';
import type { ProjectPlan } from './engagements.ts';
import { periodOn } from './periods.ts';
import type { Random } from './random.ts';

/** Per legal entity: credit memos that wait to be applied, disputes under way, and disputes settled. */
const OPEN_CREDITS = 2;
const DISPUTES = 4;
const SETTLED_DISPUTES = 1;

const CREDIT_REASONS = [
  'Hours billed twice',
  'Agreed rate not applied',
  'Scope reduced after billing',
  'Goodwill for late delivery',
];
const DISPUTE_REASONS = [
  'Hours not recognised',
  'Purchase order missing on invoice',
  'Rate differs from contract',
  'Deliverable not accepted',
  'Wrong billing address',
];

/** What credits and disputes are made from. */
interface CreditInput {
  readonly invoices: readonly Draft<Invoice>[];
  readonly fates: ReadonlyMap<number, Fate>;
  readonly cash: Cash;
  readonly setup: Setup;
  readonly today: string;
  readonly random: Random;
}

/** Builds the credit memos and applies those that are meant to be. */
export function buildCredits(input: CreditInput): CreditMemo[] {
  const { invoices, fates, cash, today, random } = input;
  const credits: CreditMemo[] = [];
  const sequences = new Map<number, number>();
  let linesBefore = 0;
  const add = (invoice: Draft<Invoice>, percent: bigint, isApplied: boolean): void => {
    const sequence = (sequences.get(invoice.legalEntity) ?? 0) + 1;
    sequences.set(invoice.legalEntity, sequence);
    const issued = Math.min(dayOf(invoice.issuedOn) + random.int(8, 40), dayOf(today) - 1);
    const memo = creditMemo(credits.length + 1, sequence, { invoice, percent, issued, isApplied, linesBefore, input });
    linesBefore += memo.lines.length;
    credits.push(memo);
    if (!isApplied) return;
    apply(cash.applications, invoice, {
      source: { kind: 'creditMemo', ordinal: memo.ordinal },
      amount: memo.total,
      appliedOn: memo.issuedOn,
    });
  };
  for (const invoice of invoices) {
    const fate = fates.get(invoice.ordinal);
    if (fate === 'credited') add(invoice, 100n, true);
    else if (fate === 'partCredited') add(invoice, BigInt(random.int(10, 35)), true);
  }
  for (const legalEntity of [1, 2, 3, 4]) {
    const paid = invoices.filter(
      (invoice) => invoice.legalEntity === legalEntity && fates.get(invoice.ordinal) === 'paid',
    );
    for (const invoice of random.shuffled(paid).slice(0, OPEN_CREDITS)) add(invoice, BigInt(random.int(8, 30)), false);
  }
  return credits;
}

interface CreditSeed {
  readonly invoice: Invoice;
  readonly percent: bigint;
  readonly issued: number;
  readonly isApplied: boolean;
  readonly linesBefore: number;
  readonly input: CreditInput;
}

/** Credits every line by the same per cent, at the tax rate of the original. */
function creditMemo(
  ordinal: number,
  sequence: number,
  { invoice, percent, issued, isApplied, linesBefore, input }: CreditSeed,
): CreditMemo {
  const { setup, random } = input;
  const entity = at(setup.legalEntities, invoice.legalEntity);
  const issuedOn = dateOf(issued);
  const lines = creditLines(invoice, percent, linesBefore);
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0n);
  const posted = instantOn(issued, '21:05:00');
  return {
    ordinal,
    number: documentNumber('creditMemo', entity.code, sequence, issuedOn),
    legalEntity: invoice.legalEntity,
    erpCustomer: invoice.erpCustomer,
    currency: invoice.currency,
    // At the rate of the invoice it corrects, so that crediting in full leaves no exchange difference.
    fxRate: invoice.fxRate,
    issuedOn,
    period: periodOn(setup.periods, entity.calendar, issuedOn).ordinal,
    originalInvoice: invoice.ordinal,
    reason: random.pick(CREDIT_REASONS),
    lines,
    net,
    tax,
    total: net + tax,
    unapplied: isApplied ? 0n : net + tax,
    createdAt: posted,
    modifiedAt: posted,
  };
}

function creditLines(invoice: Invoice, percent: bigint, linesBefore: number): DocumentLine[] {
  const lines: Draft<DocumentLine>[] = invoice.lines.map((line, index) => {
    const net = (line.net * percent) / 100n;
    const whole = percent === 100n;
    return {
      ...line,
      ordinal: linesBefore + index + 1,
      net,
      quantity: whole ? line.quantity : '1',
      unitPrice: whole ? line.unitPrice : net,
    };
  });
  const code = TAX_CODES.find((candidate) => lines.some((line) => line.taxCode === candidate.ordinal));
  if (percent < 100n && code !== undefined) taxLines(lines, code, invoice.legalEntity === 4 ? 'document' : 'line');
  return lines;
}

/** Builds disputes about overdue invoices, and some settled ones about paid invoices; the project's manager owns them. */
export function buildDisputes({ invoices, today, random }: CreditInput, plans: readonly ProjectPlan[]): Dispute[] {
  const disputes: Dispute[] = [];
  const now = dayOf(today);
  const add = (invoice: Draft<Invoice>, amount: bigint, status: Dispute['status']): void => {
    const plan = plans[(invoice.lines[0]?.project ?? 1) - 1];
    const opened = dateOf(Math.min(dayOf(invoice.issuedOn) + random.int(4, 30), now - 1));
    const ordinal = disputes.length + 1;
    disputes.push({
      ordinal,
      invoice: invoice.ordinal,
      reason: random.pick(DISPUTE_REASONS),
      amount,
      openedOn: opened,
      owner: plan?.manager ?? 1,
      status,
    });
    invoice.dispute = ordinal;
  };
  for (const legalEntity of [1, 2, 3, 4]) {
    const own = random.shuffled(invoices.filter((invoice) => invoice.legalEntity === legalEntity));
    const overdue = own.filter((invoice) => invoice.open > 0n && dayOf(invoice.dueOn) < now - 10);
    for (const [index, invoice] of overdue.slice(0, DISPUTES).entries()) {
      add(invoice, index % 2 === 0 ? invoice.open : invoice.open / 3n, index === 3 ? 'underReview' : 'open');
    }
    const settled = own.filter((invoice) => invoice.open === 0n && invoice.credited === 0n);
    for (const invoice of settled.slice(0, SETTLED_DISPUTES)) add(invoice, invoice.net / 4n, 'resolved');
  }
  return disputes;
}
