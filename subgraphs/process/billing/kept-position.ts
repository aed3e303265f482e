// An opening position as JSON and back, and whether it is good: what the journal keeps of it, in the words of the rules.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import { openingHold, type Measure, type OpeningPosition, type SystemTotals } from './opening-position.ts';

type Amount = { readonly amount: string; readonly currency: string };

/** The position as it is kept, but for who imported and signed it. */
export type PositionRecord = {
  readonly project: string;
  readonly on: string;
  readonly billed: Amount;
  readonly workInProgress: Amount;
  readonly openReceivable: Amount;
  readonly unappliedCredits: Amount;
  readonly capsConsumed: { readonly [cap: string]: Amount };
  /** Hours and expenses among what was billed, by the day of the work; absent in positions of before it was read. */
  readonly workBilled?: { readonly [day: string]: Amount };
  readonly billedSources: readonly string[];
  readonly unbilledSources: readonly string[];
  /** Other work of before that the PSA had approved on no bill; absent in positions of before it was kept. */
  readonly seenSources?: readonly string[];
  /** Of bills by plan, by their source; absent where a project is billed by its time. */
  readonly planBilled?: { readonly [source: string]: Amount };
  /** Of retainers by period, what was used, in minor units. */
  readonly retainersDrawn?: { readonly [lot: string]: string };
};

/** What ERP and PSA said themselves, as it is kept. */
export type TotalsRecord = {
  readonly erpReceivable: Amount;
  readonly erpBilled: Amount;
  readonly psaWorkInProgress: Amount;
};

/** Everything that is kept of one. */
export interface KeptPositionRow {
  readonly projectId: string;
  readonly position: unknown;
  readonly totals: unknown;
  readonly explanations: { readonly [measure: string]: string };
  readonly importedBy: string;
  readonly approvalId: string | null;
  readonly signedOffAt: Date | null;
}

/** The position by the rules; null when it is not signed off, or not good (DOMAIN rule 31). */
export function keptPosition(row: KeptPositionRow): OpeningPosition | null {
  const { projectId, importedBy, approvalId, signedOffAt, explanations } = row;
  if (approvalId === null || signedOffAt === null) return null;
  // Written by `savePosition` from a PositionRecord and nothing else.
  const read = positionOf(row.position as PositionRecord, importedBy);
  const position: OpeningPosition = {
    ...read,
    // Whoever signed it is in the approval; it is somebody else by the approval's own rule.
    signedOff: { by: approvalId, at: signedOffAt.toISOString(), explanations: explained(explanations) },
  };
  return openingHold(projectId, position, totalsOf(row.totals as TotalsRecord)) === null ? position : null;
}

/** A kept position by the rules, signed by nobody. */
export function positionOf(record: PositionRecord, importedBy: string): OpeningPosition {
  const { project, on, billed, workInProgress, openReceivable, unappliedCredits } = record;
  return {
    ...{ project, on, importedBy, signedOff: null },
    billed: moneyOf(billed),
    workInProgress: moneyOf(workInProgress),
    openReceivable: moneyOf(openReceivable),
    unappliedCredits: moneyOf(unappliedCredits),
    capsConsumed: new Map(Object.entries(record.capsConsumed).map(([cap, amount]) => [cap, moneyOf(amount)])),
    ...(record.workBilled === undefined
      ? {}
      : { workBilled: new Map(Object.entries(record.workBilled).map(([day, amount]) => [day, moneyOf(amount)])) }),
    retainersDrawn: new Map(Object.entries(record.retainersDrawn ?? {}).map(([lot, units]) => [lot, BigInt(units)])),
    milestonesBilled: new Map(
      Object.entries(record.planBilled ?? {}).map(([source, amount]) => [source, moneyOf(amount)]),
    ),
    billedSources: new Set(record.billedSources),
    unbilledSources: new Set(record.unbilledSources),
    ...(record.seenSources === undefined ? {} : { seenSources: new Set(record.seenSources) }),
  };
}

/** Kept totals by the rules. */
export function totalsOf({ erpReceivable, erpBilled, psaWorkInProgress }: TotalsRecord): SystemTotals {
  return {
    erpReceivable: moneyOf(erpReceivable),
    erpBilled: moneyOf(erpBilled),
    psaWorkInProgress: moneyOf(psaWorkInProgress),
  };
}

/** Explanations by measure. */
export function explained(explanations: { readonly [measure: string]: string }): ReadonlyMap<Measure, string> {
  const measures: readonly Measure[] = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'];
  return new Map(
    measures.flatMap((measure) => {
      const text = explanations[measure];
      return text === undefined ? [] : [[measure, text] as const];
    }),
  );
}

function moneyOf({ amount, currency }: Amount): Money {
  return money(amount, currencyCode(currency));
}
