// Expenses and subcontractors (DOMAIN rules 52-54).
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { fraction, minorOf, quotient, roundMinor, times } from '../../../schema/canon/fraction.ts';
import {
  add,
  compare,
  type Money,
  negate,
  type RoundingMode,
  subtract,
  sum,
  zero,
} from '../../../schema/canon/money.ts';

/** How a contract bills an expense on. A disbursement is the client's own cost that we paid in its name (art. 79(c)). */
export type Rebilling =
  | { readonly kind: 'RECHARGE'; readonly markupPercent: string; readonly markupOn: 'NET' | 'GROSS' }
  | { readonly kind: 'DISBURSEMENT' };

/** An expense with its tax. `recoverableTax` is the part of the tax we get back. The two flags are two (rule 52). */
export interface ExpenseFacts {
  readonly net: Money;
  readonly tax: Money;
  readonly recoverableTax: Money;
  readonly reimbursable: boolean;
  readonly billable: boolean;
  readonly rebilling: Rebilling;
}

/** What an expense pays to the employee and bills to the client; null is nothing. */
export interface ExpenseResult {
  readonly toEmployee: Money | null;
  readonly toClient: {
    readonly amount: Money;
    readonly cost: Money;
    readonly markup: Money;
    readonly inTaxBase: boolean;
  } | null;
}

/**
 * What an expense is to employee and client (rules 52 and 53). The employee gets what they paid. The client pays the cost
 * without the tax we recover, and a markup on net or gross as the contract says; a disbursement is passed on as it was paid, with
 * no markup and outside the tax base. Raises RangeError when more tax is recoverable than was paid.
 */
export function expenseResult(expense: ExpenseFacts, mode: RoundingMode): ExpenseResult {
  const { net, tax, recoverableTax, rebilling } = expense;
  if (compare(sizeOf(recoverableTax), sizeOf(tax)) > 0)
    throw new RangeError(
      `${recoverableTax.amount} of ${tax.amount} ${tax.currency} tax cannot be recovered; correct one of them`,
    );
  const gross = add(net, tax);
  const toEmployee = expense.reimbursable ? gross : null;
  if (!expense.billable) return { toEmployee, toClient: null };
  if (rebilling.kind === 'DISBURSEMENT') {
    return { toEmployee, toClient: { amount: gross, cost: gross, markup: zero(net.currency), inTaxBase: false } };
  }
  const cost = subtract(gross, recoverableTax);
  const percent = times(fraction(rebilling.markupPercent), quotient(1n, 100n));
  const base = rebilling.markupOn === 'NET' ? net : gross;
  const markup = roundMinor(times(minorOf(base), percent), net.currency, mode);
  return { toEmployee, toClient: { amount: add(cost, markup), cost, markup, inTaxBase: true } };
}

/** Subcontract work received, at the agreed price. */
export interface Received {
  readonly id: string;
  readonly receivedOn: string;
  readonly cost: Money;
}

/** What is accrued of received work on a day: everything received to it that no bill covers yet (rule 54). */
export function accrued(
  received: readonly Received[],
  billed: ReadonlySet<string>,
  on: string,
  currency: CurrencyCode,
): Money {
  return sum(
    currency,
    received.filter(({ id, receivedOn }) => receivedOn <= on && !billed.has(id)).map(({ cost }) => cost),
  );
}

/** The pair of entries that a vendor's bill makes, and what it differs by from what was accrued (rules 46 and 54). */
export interface TrueUp {
  readonly reversal: Money;
  readonly posting: Money;
  readonly difference: Money;
}

/** The true-up of an accrual to the vendor's bill: the accrual reversed, the bill posted. */
export function trueUp(covered: readonly Received[], bill: Money): TrueUp {
  const was = sum(
    bill.currency,
    covered.map(({ cost }) => cost),
  );
  return { reversal: negate(was), posting: bill, difference: subtract(bill, was) };
}

function sizeOf(amount: Money): Money {
  return amount.amount.startsWith('-') ? negate(amount) : amount;
}
