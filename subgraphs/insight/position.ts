// The financial position of a project: delivery beside finance, from facts of the PSA and the ERP. Pure.
import type { BillingModel } from '../../schema/canon/contract.ts';
import { add, compare, isZero, type Money, ratio, subtract } from '../../schema/canon/money.ts';
import { type Amount, createExchange, type Exchange, type Rate } from './exchange.ts';
import { type Health, type HealthReason, judge } from './health.ts';

/** What the systems told; null where one was silent or knows nothing, and every figure made of it is then null too. */
export interface ProjectFacts {
  readonly currency: string | null;
  readonly billingModel: BillingModel | null;
  readonly percentComplete: string | null;
  readonly plan: { readonly budget: Amount | null; readonly budgetUsed: Amount | null } | null;
  readonly unbilledWork: {
    readonly workInProgress: Amount;
    readonly approved: Amount;
    readonly oldestApprovedOn: string | null;
    readonly unpricedEntries: number;
  } | null;
  readonly ledger: {
    readonly currency: string;
    readonly billed: Amount;
    readonly collected: Amount;
    readonly openReceivable: Amount;
    readonly overdue: Amount;
    readonly recognized: Amount;
    readonly postedCost: Amount | null;
  } | null;
  readonly exchangeRates: readonly Rate[] | null;
}

/** One measure told by two systems. */
export interface SourceDifference {
  readonly measure: string;
  readonly psa: Money;
  readonly erp: Money;
  readonly difference: Money;
  readonly explanation: string;
}

/** The position in one currency; formulas are those of DOMAIN, "Metric definitions". */
export interface FinancialPosition {
  readonly currency: string;
  readonly rates: readonly Rate[];
  readonly contractValue: Money | null;
  readonly backlog: Money | null;
  readonly recognized: Money | null;
  readonly billed: Money | null;
  readonly collected: Money | null;
  readonly openReceivable: Money | null;
  readonly workInProgress: Money | null;
  readonly approvedUnbilled: Money | null;
  readonly oldestUnbilledDays: number | null;
  readonly cost: Money | null;
  readonly grossMargin: Money | null;
  readonly grossMarginPercent: string | null;
  readonly burnPercent: string | null;
  readonly percentComplete: string | null;
  readonly differences: readonly SourceDifference[];
  readonly health: Health;
  readonly reasons: readonly HealthReason[];
}

/**
 * The position of a project on a business day, in `target` or the project's own currency. Null when not even a
 * currency is known. Raises RangeError when `target` is no ISO 4217 currency.
 */
export function financialPosition(facts: ProjectFacts, target: string | null, today: string): FinancialPosition | null {
  const currency = target ?? facts.currency ?? facts.ledger?.currency ?? null;
  if (currency === null) return null;
  const exchange = createExchange(currency, facts.exchangeRates ?? []);
  const { plan, unbilledWork, ledger } = facts;
  const contractValue = exchange.convert(plan?.budget);
  const recognized = exchange.convert(ledger?.recognized);
  const cost = exchange.convert(ledger?.postedCost);
  const grossMargin = both(recognized, cost, subtract);
  const workInProgress = exchange.convert(unbilledWork?.workInProgress);
  const approvedUnbilled = exchange.convert(unbilledWork?.approved);
  const oldestUnbilledDays = ageInDays(unbilledWork?.oldestApprovedOn ?? null, today);
  const burnPercent = percent(exchange.convert(plan?.budgetUsed), contractValue);
  const billed = exchange.convert(ledger?.billed);
  const judged = judge({
    approvedUnbilled,
    oldestUnbilledDays,
    unpricedEntries: unbilledWork?.unpricedEntries ?? null,
    overdue: exchange.convert(ledger?.overdue),
    burnPercent,
    percentComplete: facts.percentComplete,
  });
  return {
    currency,
    contractValue,
    backlog: both(contractValue, recognized, subtract),
    recognized,
    billed,
    collected: exchange.convert(ledger?.collected),
    openReceivable: exchange.convert(ledger?.openReceivable),
    workInProgress,
    approvedUnbilled,
    oldestUnbilledDays,
    cost,
    grossMargin,
    grossMarginPercent: percent(grossMargin, recognized),
    burnPercent,
    percentComplete: facts.percentComplete,
    differences: billedDifference(facts, exchange, billed),
    rates: exchange.used(),
    ...judged,
  };
}

/** What a customer owes over all legal entities, with tax. */
export interface CustomerPosition {
  readonly currency: string;
  readonly rates: readonly Rate[];
  readonly open: Money | null;
  readonly overdue: Money | null;
  readonly disputed: Money | null;
  readonly unapplied: Money | null;
}

/** One row of receivables as it travels between subgraphs. */
export interface ReceivableFacts {
  readonly open: Amount;
  readonly overdue: Amount;
  readonly disputed: Amount;
  readonly unappliedCash: Amount;
  readonly openCredits: Amount;
}

/** Receivables of several currencies in one; a sum with an unknown part is unknown. Raises RangeError as above. */
export function customerPosition(
  rows: readonly ReceivableFacts[],
  rates: readonly Rate[],
  target: string,
): CustomerPosition {
  const exchange = createExchange(target, rates);
  const total = (pick: (row: ReceivableFacts) => readonly Amount[]): Money | null =>
    rows
      .flatMap(pick)
      .reduce<Money | null>(
        (sum, amount) => both(sum, exchange.convert(amount), add),
        exchange.convert({ amount: '0', currency: target }),
      );
  return {
    currency: target,
    open: total((row) => [row.open]),
    overdue: total((row) => [row.overdue]),
    disputed: total((row) => [row.disputed]),
    unapplied: total((row) => [row.unappliedCash, row.openCredits]),
    rates: exchange.used(),
  };
}

/**
 * Where time is the bill, the PSA's work at bill value less what it calls unbilled should be what the ERP has billed.
 * Said side by side, with the difference, as DOMAIN rule 70 asks.
 */
function billedDifference(facts: ProjectFacts, exchange: Exchange, billed: Money | null): SourceDifference[] {
  if (facts.billingModel !== 'TIME_AND_MATERIALS' || billed === null) return [];
  const used = exchange.convert(facts.plan?.budgetUsed);
  const open = exchange.convert(facts.unbilledWork?.workInProgress);
  const psa = both(used, open, subtract);
  if (psa === null || compare(psa, billed) === 0) return [];
  const difference = subtract(psa, billed);
  const explanation =
    compare(psa, billed) > 0
      ? 'The PSA calls more work billed than the ERP has invoiced: late posting, a credit, a write-down or a discount.'
      : 'The ERP has invoiced more than the PSA calls billed: expenses, a price change, or an invoice made outside the PSA.';
  return [{ measure: 'billed', psa, erp: billed, difference, explanation }];
}

function both(a: Money | null, b: Money | null, combine: (a: Money, b: Money) => Money): Money | null {
  return a === null || b === null ? null : combine(a, b);
}

/** part / whole in percent with one digit, half up; null is blank, not zero. */
function percent(part: Money | null, whole: Money | null): string | null {
  if (part === null || whole === null || isZero(whole)) return null;
  const share = ratio(part, whole, 6);
  return share === null ? null : moveTwoPlaces(share);
}

/** "0.123456" -> "12.3", half away from zero, on the text itself. */
function moveTwoPlaces(share: string): string {
  const negative = share.startsWith('-');
  const [whole = '0', fraction = ''] = share.replace('-', '').split('.');
  const thousandths = BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
  const tenths = (thousandths + 500n) / 1_000n;
  return `${negative && tenths > 0n ? '-' : ''}${tenths / 10n}.${tenths % 10n}`;
}

function ageInDays(since: string | null, today: string): number | null {
  if (since === null) return null;
  return Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / 86_400_000));
}
