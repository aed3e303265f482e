// What an expense is billed at, and why, by the firm's rules for its category and contract (DOMAIN rules 52 and 53). Pure.
import { type CurrencyCode, currencyCode } from '../../../../schema/canon/currency.ts';
import { fraction, minorOf, quotient, roundMinor, times } from '../../../../schema/canon/fraction.ts';
import { isZero, type Money, money, subtract, zero } from '../../../../schema/canon/money.ts';
import { expenseResult } from '../../billing/expense.ts';
import type { ExpenseEntry, PricedEntry, WorkProject } from '../facts.ts';
import { type BillingPolicy, type ExpenseRule, expenseRuleOf } from '../policy.ts';
import { outsideTaxCode } from '../tax.ts';

/** Where nobody gets tax on what was bought back, for there is no tax on value added. */
const withoutRecovery: readonly string[] = ['US'];

/** What prices an expense besides itself. */
export type ExpensePricing = Pick<WorkProject, 'currency' | 'contract' | 'seller'> & { readonly policy: BillingPolicy };

/** The price of an expense, or what it waits for, with its money. */
export function priceExpense(entry: ExpenseEntry, { currency, contract, seller, policy }: ExpensePricing): PricedEntry {
  const { category, workedOn, hasReceipt } = entry;
  const paid = money(entry.paid.amount, currencyCode(entry.paid.currency));
  const held = (hold: Extract<PricedEntry, { kind: 'HELD' }>['hold']): PricedEntry => ({
    ...{ kind: 'HELD', hold },
    // Another currency is not added to the project's (rule 4).
    amount: paid.currency === currency ? paid : null,
  });
  const rule = expenseRuleOf(policy, { category, contract: contract?.number ?? null });
  if (rule.bill === 'NOT') return held({ code: 'NOT_BILLABLE', category, contract: rule.contract });
  if (paid.currency !== currency)
    return held({ code: 'NO_EXCHANGE_RATE', from: paid.currency, to: currency, type: 'expense', on: workedOn });
  if (rule.receiptRequired && !hasReceipt) return held({ code: 'NO_RECEIPT', category, on: workedOn });
  if (rule.bill === 'DISBURSEMENT') {
    const taxCode = seller === null ? null : outsideTaxCode(seller);
    if (taxCode === null) {
      const reason = `${seller?.code ?? 'the seller'} has not exactly one tax code for what is outside the tax base`;
      return held({ code: 'TAX_UNDETERMINED', reason });
    }
    return priced(entry, paid, { rule, tax: zero(paid.currency), policy, taxCode });
  }
  if (rule.taxPercent === null && !withoutRecovery.includes(seller?.country ?? ''))
    return held({ code: 'RECOVERABLE_TAX_UNKNOWN', category, entity: seller?.code ?? '' });
  const tax = taxWithin(paid, rule.taxPercent ?? '0', policy);
  return priced(entry, paid, { rule, tax, policy, taxCode: null });
}

interface Pricing {
  readonly rule: ExpenseRule;
  /** Within what was paid. */
  readonly tax: Money;
  readonly policy: BillingPolicy;
  readonly taxCode: string | null;
}

function priced(entry: ExpenseEntry, paid: Money, { rule, tax, policy, taxCode }: Pricing): PricedEntry {
  const { mode } = policy.rounding;
  const { markupPercent, markupOn, recoverablePercent } = rule;
  const recoverableTax = shareOf(tax, recoverablePercent, policy);
  const { toClient } = expenseResult(
    {
      ...{ net: subtract(paid, tax), tax, recoverableTax, billable: true },
      // What the employee gets back is the PSA's and payroll's; it changes nothing here (rule 52).
      reimbursable: false,
      rebilling: rule.bill === 'DISBURSEMENT' ? { kind: rule.bill } : { kind: 'RECHARGE', markupPercent, markupOn },
    },
    mode,
  );
  if (toClient === null) throw new Error(`${entry.source} is billable and comes to nothing for the client`);
  const { currency } = paid;
  const words = [
    `${entry.category} of ${paid.amount} ${currency}`,
    ...(isZero(recoverableTax) ? [] : [`less ${recoverableTax.amount} tax that is recovered`]),
    ...(isZero(toClient.markup) ? [] : [`plus ${toClient.markup.amount}: ${markupPercent} % on ${markupOn}`]),
    ...(taxCode === null ? [] : ['paid in the name of the client']),
  ];
  return { kind: 'PRICED', standard: toClient.amount, hourlyRate: null, why: words.join(', '), taxCode };
}

/** The tax within an amount that contains it: amount x rate / (100 + rate), rounded once. */
function taxWithin(gross: Money, ratePercent: string, policy: BillingPolicy): Money {
  const { numerator, denominator } = fraction(ratePercent);
  return rounded(gross, quotient(numerator, 100n * denominator + numerator), policy);
}

function shareOf(amount: Money, percent: string, policy: BillingPolicy): Money {
  return rounded(amount, times(fraction(percent), quotient(1n, 100n)), policy);
}

function rounded(amount: Money, share: ReturnType<typeof quotient>, { rounding }: BillingPolicy): Money {
  const currency: CurrencyCode = amount.currency;
  return roundMinor(times(minorOf(amount), share), currency, rounding.mode);
}
