// Opening position (DOMAIN rule 31): what was billed before go-live, signed off, without which a project bills nothing.
import type { Hold } from '../../../schema/canon/hold.ts';
import { add, isZero, type Money, subtract, sum } from '../../../schema/canon/money.ts';
import { type Cap, countsDay } from './cap.ts';

/** What stood at go-live, imported from ERP and PSA. */
export interface OpeningPosition {
  readonly project: string;
  readonly on: string;
  readonly billed: Money;
  readonly workInProgress: Money;
  readonly openReceivable: Money;
  readonly unappliedCredits: Money;
  readonly capsConsumed: ReadonlyMap<string, Money>;
  /** Hours and expenses among what was billed, by the day of the work; absent in positions of before it was read. */
  readonly workBilled?: ReadonlyMap<string, Money> | undefined;
  readonly retainersDrawn: ReadonlyMap<string, bigint>;
  /** Of bills by plan, milestones and periods, by their source. */
  readonly milestonesBilled: ReadonlyMap<string, Money>;
  /** Work known to be on an invoice of before. */
  readonly billedSources: ReadonlySet<string>;
  /** Work known not to be, although it is older than go-live. */
  readonly unbilledSources: ReadonlySet<string>;
  /** Other work of before that the PSA had approved on no bill; absent in positions of before it was kept. */
  readonly seenSources?: ReadonlySet<string> | undefined;
  readonly importedBy: string;
  readonly signedOff: {
    readonly by: string;
    readonly at: string;
    readonly explanations: ReadonlyMap<Measure, string>;
  } | null;
}

/** What is compared with the systems it came from. */
export type Measure = 'OPEN_RECEIVABLE' | 'WORK_IN_PROGRESS' | 'BILLED';

/** What ERP and PSA say themselves. */
export interface SystemTotals {
  readonly erpReceivable: Money;
  readonly erpBilled: Money;
  readonly psaWorkInProgress: Money;
}

/** Where the position and the systems differ: position less system. */
export function openingDifferences(position: OpeningPosition, totals: SystemTotals): ReadonlyMap<Measure, Money> {
  const all: readonly (readonly [Measure, Money])[] = [
    ['OPEN_RECEIVABLE', subtract(position.openReceivable, totals.erpReceivable)],
    ['WORK_IN_PROGRESS', subtract(position.workInProgress, totals.psaWorkInProgress)],
    ['BILLED', subtract(position.billed, totals.erpBilled)],
  ];
  return new Map(all.filter(([, difference]) => !isZero(difference)));
}

/** Why a position cannot be signed off, in words; null when it can: by another person, with every difference explained. */
export function signOffRefusal(position: OpeningPosition, totals: SystemTotals): string | null {
  const { signedOff, importedBy, project } = position;
  if (signedOff === null) return `Nobody has signed off ${project}`;
  if (signedOff.by === importedBy) return `${importedBy} imported ${project} and cannot sign it off`;
  for (const [measure, difference] of openingDifferences(position, totals))
    if ((signedOff.explanations.get(measure) ?? '').trim() === '')
      return `${measure} of ${project} is out by ${difference.amount} ${difference.currency}, unexplained`;
  return null;
}

/** The hold of a project without a signed-off position; null when it may bill (rule 31). */
export function openingHold(project: string, position: OpeningPosition | null, totals: SystemTotals): Hold | null {
  const isGood = position?.project === project && signOffRefusal(position, totals) === null;
  return isGood ? null : { code: 'NO_OPENING_POSITION', project };
}

/**
 * Whether work was billed before go-live: where a source is known, by that; else everything worked to that day counts as billed,
 * for a bill too late is mended and a bill twice is not.
 */
export function wasBilledBefore(
  position: OpeningPosition,
  source: { readonly id: string; readonly workedOn: string },
): boolean {
  if (position.billedSources.has(source.id)) return true;
  if (position.unbilledSources.has(source.id)) return false;
  return source.workedOn <= position.on;
}

/**
 * Whether a position says nothing of work of before go-live: it was approved after the position was taken, and may never have been billed. It
 * counts as billed until somebody lists it, but is told.
 */
export function isUnstated(
  { on, billedSources, unbilledSources, seenSources }: OpeningPosition,
  { id, workedOn }: { readonly id: string; readonly workedOn: string },
): boolean {
  if (seenSources === undefined || workedOn > on) return false;
  return ![billedSources, unbilledSources, seenSources].some((stated) => stated.has(id));
}

/** Caps with what was used of them before go-live. */
export function capsFrom(position: OpeningPosition, caps: readonly Cap[]): readonly Cap[] {
  return caps.map((cap) => ({ ...cap, consumed: add(cap.consumed, usedBefore(position, cap)) }));
}

/**
 * What a project had used of a cap at go-live. A cap that was agreed on later is used by all that was billed till then; one of hours alone by
 * the work on it, as far as the position says of which days that was.
 */
export function usedBefore(
  { capsConsumed, billed, workBilled }: OpeningPosition,
  { id, scope, isOfHours = false }: Omit<Cap, 'consumed'>,
): Money {
  const known = capsConsumed.get(id);
  if (known !== undefined) return known;
  if (!isOfHours || workBilled === undefined) return billed;
  const days = [...workBilled].filter(([day]) => countsDay(scope, day));
  return sum(
    billed.currency,
    days.map(([, amount]) => amount),
  );
}
