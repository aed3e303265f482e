// Delivery beside finance, and receivables in one currency: the formulas of DOMAIN, in bigint.
import type { Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { at } from '../../subgraphs/sandbox/firm/firm.ts';
import { billingModels } from './crm-plain.ts';
import { daysBetween } from './erp-documents.ts';
import { type LedgerFigures, ledgerFigures } from './erp-ledger.ts';
import { ratesAround } from './erp-plain.ts';
import { receivablesRows, sumsOf } from './erp-receivables.ts';
import { converted, convertedBack, type Minor, percentText, printedOrNull } from './plain-money.ts';
import { budgetUsed, unbilledWork } from './psa-work.ts';
import type { Plain, World } from './world.ts';

/** When health changes its colour (insight/README, decisions). */
const unbilledAmberDays = 20;
const unbilledRedDays = 40;
const burnAheadPoints = 15n;

/** Converts into one currency by the rates at hand and keeps which it used. */
class Conversion {
  readonly currency: string;
  readonly used = new Map<string, Plain>();
  readonly #rates: readonly Plain[];

  constructor(currency: string, rates: readonly Plain[]) {
    this.currency = currency;
    this.#rates = rates;
  }

  /** Null for nothing known, and where no rate leads: a missing rate holds. */
  of(amount: Minor | null | undefined): Minor | null {
    if (amount === null || amount === undefined) return null;
    if (amount.currency === this.currency) return amount;
    const between = (one: string, other: string): Plain | undefined =>
      this.#rates.find(({ from, to }) => from === one && to === other);
    const direct = between(amount.currency, this.currency);
    // The ERP quotes some pairs one way only; then that rate turned round serves.
    const rate = direct ?? between(this.currency, amount.currency);
    if (rate === undefined) return null;
    this.used.set(`${String(rate.from)} ${String(rate.to)}`, rate);
    return (direct === undefined ? convertedBack : converted)(amount, String(rate.rate), this.currency);
  }
}

/** What the systems say of one project. */
interface Facts {
  readonly currency: string | null;
  readonly billingModel: string | null;
  readonly percentComplete: number | null;
  readonly budget: Minor | null;
  readonly budgetUsed: Minor | null;
  readonly unbilled: ReturnType<typeof unbilledWork> | null;
  readonly ledger: LedgerFigures | null;
}

function factsOf({ firm, ids }: World, id: string): Facts {
  const records = ids.project(id);
  const project = records.project === null ? null : at(firm.projects, records.project);
  const job = records.job === null ? null : at(firm.jobs, records.job);
  return {
    currency: project?.currency ?? null,
    billingModel: project === null ? null : billingModels[project.billingModel],
    percentComplete: project?.percentComplete ?? null,
    budget: project === null ? null : { minor: project.price, currency: project.currency },
    budgetUsed: project === null ? null : budgetUsed(firm, project),
    unbilled: project === null ? null : unbilledWork(firm, project),
    ledger: job === null ? null : ledgerFigures(firm, job),
  };
}

/** Every currency in which a ledger has an amount. */
export function ledgerCurrencies(ledger: LedgerFigures): ReadonlySet<string> {
  return new Set([ledger.currency, ledger.recognized.currency]);
}

/** `Project.financials`; null when not even a currency is known. */
export function financials(world: World, id: string, asked: string | null | undefined): Plain | null {
  const { firm } = world;
  const facts = factsOf(world, id);
  const { ledger, unbilled, percentComplete } = facts;
  const currency = asked ?? facts.currency ?? ledger?.currency ?? null;
  if (currency === null) return null;
  const into = new Conversion(currency, ledger === null ? [] : ratesAround(firm, ledgerCurrencies(ledger)));
  const figures = {
    contractValue: into.of(facts.budget),
    recognized: into.of(ledger?.recognized),
    billed: into.of(ledger?.billed),
    collected: into.of(ledger?.collected),
    openReceivable: into.of(ledger?.openReceivable),
    workInProgress: into.of(unbilled?.workInProgress),
    approvedUnbilled: into.of(unbilled?.approved),
    cost: into.of(ledger?.postedCost),
  };
  const grossMargin = less(figures.recognized, figures.cost);
  const used = into.of(facts.budgetUsed);
  const burnPercent = percentOf(used, figures.contractValue);
  const oldestUnbilledDays = ageOf(firm, unbilled?.oldestApprovedOn ?? null);
  const overdue = into.of(ledger?.overdue);
  const reasons = reasonsOf({
    approvedUnbilled: figures.approvedUnbilled,
    oldestUnbilledDays,
    unpricedEntries: unbilled?.unpricedEntries ?? 0,
    overdue,
    burnPercent,
    percentComplete,
  });
  const hasBothTold = figures.approvedUnbilled !== null && overdue !== null;
  return {
    currency,
    ...Object.fromEntries(Object.entries(figures).map(([name, amount]) => [name, printedOrNull(amount)])),
    backlog: printedOrNull(less(figures.contractValue, figures.recognized)),
    oldestUnbilledDays,
    grossMargin: printedOrNull(grossMargin),
    grossMarginPercent: percentOf(grossMargin, figures.recognized),
    burnPercent,
    percentComplete: percentComplete === null ? null : String(percentComplete),
    differences: billedDifference(facts.billingModel, less(used, figures.workInProgress), figures.billed),
    health: reasons[0]?.severity ?? (hasBothTold ? 'GREEN' : 'UNKNOWN'),
    reasons,
    rates: [...into.used.values()],
  };
}

function less(whole: Minor | null, part: Minor | null): Minor | null {
  return whole === null || part === null ? null : { ...whole, minor: whole.minor - part.minor };
}

function percentOf(part: Minor | null, whole: Minor | null): string | null {
  return part === null || whole === null ? null : percentText(part.minor, whole.minor);
}

function ageOf({ today }: Firm, day: string | null): number | null {
  return day === null ? null : Math.max(0, daysBetween(day, today));
}

/** What the PSA calls billed beside what the ERP billed, where time is the bill. */
function billedDifference(model: string | null, psa: Minor | null, erp: Minor | null): readonly Plain[] {
  if (model !== 'TIME_AND_MATERIALS' || psa === null || erp === null || psa.minor === erp.minor) return [];
  const difference = printedOrNull(less(psa, erp));
  return [{ measure: 'billed', psa: printedOrNull(psa), erp: printedOrNull(erp), difference, explanation: 'in words' }];
}

interface HealthFacts {
  readonly approvedUnbilled: Minor | null;
  readonly oldestUnbilledDays: number | null;
  readonly unpricedEntries: number;
  readonly overdue: Minor | null;
  readonly burnPercent: string | null;
  readonly percentComplete: number | null;
}

type Severity = 'RED' | 'AMBER';

/** Reasons, worst first; their text is compared by its shape. */
function reasonsOf(facts: HealthFacts): readonly { readonly code: string; readonly severity: Severity }[] {
  const { approvedUnbilled, oldestUnbilledDays, overdue } = facts;
  const reasons: { code: string; severity: Severity; amount: object | null; text: string }[] = [];
  const add = (code: string, severity: Severity, amount: Minor | null): void => {
    reasons.push({ code, severity, amount: printedOrNull(amount), text: 'in words' });
  };
  if (approvedUnbilled !== null && oldestUnbilledDays !== null && oldestUnbilledDays > unbilledAmberDays)
    add('UNBILLED_TOO_OLD', oldestUnbilledDays > unbilledRedDays ? 'RED' : 'AMBER', approvedUnbilled);
  const budget = budgetReason(facts);
  if (budget !== null) add(...budget, null);
  if (facts.unpricedEntries > 0) add('NO_RATE', 'AMBER', null);
  if (overdue !== null && overdue.minor > 0n) add('RECEIVABLE_OVERDUE', 'AMBER', overdue);
  return reasons.sort((one, other) => Number(other.severity === 'RED') - Number(one.severity === 'RED'));
}

function budgetReason({ burnPercent, percentComplete }: HealthFacts): [code: string, severity: Severity] | null {
  if (burnPercent === null) return null;
  // Tenths of a percent, as the text has them.
  const burn = BigInt(burnPercent.replace('.', ''));
  const done = BigInt(percentComplete ?? 0) * 10n;
  if (burn > 1_000n && done < 1_000n) return ['OVER_BUDGET', 'RED'];
  return percentComplete !== null && burn > done + burnAheadPoints * 10n ? ['BURN_AHEAD_OF_PROGRESS', 'AMBER'] : null;
}

/** `Customer.position`; null when the ERP does not know the customer. */
export function position(world: World, id: string, currency: string): Plain | null {
  const { erpCustomer } = world.ids.customer(id);
  if (erpCustomer === null) return null;
  const rows = receivablesRows(world, erpCustomer);
  const into = new Conversion(currency, ratesAround(world.firm, new Set(rows.map((row) => row.currency))));
  const sums = rows.map((row) => ({ currency: row.currency, ...sumsOf(world, row) }));
  const whole = (...names: readonly ('open' | 'overdue' | 'disputed' | 'unappliedCash' | 'openCredits')[]): unknown =>
    printedOrNull(
      sums
        .flatMap((row) => names.map((name) => into.of({ minor: row[name], currency: row.currency })))
        .reduce<Minor | null>(
          (sum, amount) => (sum === null || amount === null ? null : { ...sum, minor: sum.minor + amount.minor }),
          { minor: 0n, currency },
        ),
    );
  return {
    currency,
    open: whole('open'),
    overdue: whole('overdue'),
    disputed: whole('disputed'),
    unapplied: whole('unappliedCash', 'openCredits'),
    rates: [...into.used.values()],
  };
}
