// What an adjustment of work begins from (DOMAIN rules 28, 29). Pure.
import { isZero } from '../../../schema/canon/money.ts';
import { changeWork, repriceWork } from '../billing/work-item.ts';
import type { WorkItem } from '../billing/work-law.ts';
import type { PricedEntry, PsaEntry } from './facts.ts';
import type { BookedItem, WorkFacts } from './keeping.ts';
import { isWorth } from './weigh.ts';

/** What it begins from. */
export interface Found {
  readonly item: WorkItem;
  readonly facts: WorkFacts;
  /** Whether what was adjusted before, at another price, is left out. */
  readonly isAnew: boolean;
}

/** What there is to know of the work besides the books. */
interface Present {
  readonly entry: PsaEntry;
  readonly priced: PricedEntry;
  readonly adjustment: 'HOLD' | 'LET_GO' | 'WRITE_UP' | 'WRITE_DOWN' | 'WRITE_OFF';
}

/**
 * What a change begins from: work of the books at its present price, unless that is frozen (DOMAIN rule 29). A value that was agreed to at
 * another price is not carried over; only what changes the value, and is agreed to, puts another in its place. What a cap or a retainer keeps
 * nobody holds: a change of its value is of all that is open, whether a release has looked at it again in between or not.
 */
export function adjustable(booked: Pick<BookedItem, 'item' | 'facts' | 'content'>, present: Present): Found {
  const found = atPresentPrice(booked, present);
  const { item, facts } = found;
  const { held } = item.places;
  const isOfValue = present.adjustment !== 'HOLD' && present.adjustment !== 'LET_GO';
  // The rest of it may be on a draft: its price stands.
  if (!isOfValue || facts.heldByPerson !== null || item.claim !== null || isZero(held)) return found;
  const open = changeWork(item, { kind: 'LET_GO', amount: held });
  return open.kind === 'CHANGED' ? { ...found, item: open.item } : found;
}

function atPresentPrice(
  { item, facts, content }: Pick<BookedItem, 'item' | 'facts' | 'content'>,
  { entry, priced, adjustment }: Present,
): Found {
  const asKept = { item, facts, isAnew: false };
  if (priced.kind === 'HELD' || facts.isPart === true) return asKept;
  const isAsItWas = content === entry.content;
  const { unbilled, held } = item.places;
  if (isAsItWas && (isWorth(item, priced.standard) || (isZero(unbilled) && isZero(held)))) return asKept;
  const repriced = repriceWork(item, priced.standard);
  if (repriced.kind === 'FROZEN') return asKept;
  const isAnew = repriced.kind === 'ADJUSTED';
  if (isAnew && (adjustment === 'HOLD' || adjustment === 'LET_GO')) return asKept;
  // What a cap holds back is let go as it is; the next release prices it.
  if (adjustment === 'LET_GO' && facts.heldByPerson === null) return asKept;
  const { hourlyRate, why, standard, taxCode } = priced;
  const { besides } = facts;
  const said = besides === undefined ? {} : { besides };
  const now = { entry, hourlyRate, why, heldByPerson: facts.heldByPerson, taxCode, ...said };
  const whole = facts.heldByPerson === null ? null : changeWork(repriced.item, { kind: 'HOLD', amount: standard });
  return { item: whole?.kind === 'CHANGED' ? whole.item : repriced.item, facts: now, isAnew };
}
