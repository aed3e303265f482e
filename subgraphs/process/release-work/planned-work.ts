// What a person adjusts: time and expenses as the PSA has them free, and bills by plan that the books have. Of these nothing is priced by hand, so
// they are only let go or given up: what a person's void or credit in the ERP gave back waits for either (DOMAIN rules 28, 37).
import { isZero } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import type { Saga } from '../saga/saga.ts';
import type { Found } from './adjustable.ts';
import type { PsaEntry, WorkProject } from './facts.ts';
import { type BookedItem, bookedItems, capScopeOf } from './keeping.ts';

/** A piece of work as a person names it. */
export type NamedWork =
  { readonly kind: 'ENTRY'; readonly entry: PsaEntry } | { readonly kind: 'PLANNED'; readonly booked: BookedItem };

/** The work of a project that is free by this name; null when there is none. */
export async function workNamed(
  { db }: Pick<Books, 'db'>,
  project: WorkProject,
  workId: string,
): Promise<NamedWork | null> {
  const entry = [...project.entries, ...project.expenses].find(({ source }) => source === workId);
  if (entry !== undefined) return { kind: 'ENTRY', entry };
  const booked = (await bookedItems(db, [workId])).get(workId);
  const kind = booked?.facts.entry.kind;
  if (booked?.projectId !== project.id || kind === 'TIME' || kind === 'EXPENSE') return null;
  return { kind: 'PLANNED', booked };
}

/** Refuses a name that no free work of a project has; of work that was given up it says what brings it back. */
export async function refuseUnknown(
  saga: Saga,
  { db }: Pick<Books, 'db'>,
  { projectId, workId }: { readonly projectId: string; readonly workId: string },
): Promise<never> {
  const { places } = (await bookedItems(db, [workId])).get(workId)?.item ?? { places: null };
  const isGivenUp =
    places !== null && isZero(places.billed) && !(isZero(places.writtenOff) && isZero(places.writtenDown));
  if (isGivenUp) {
    const message = `${workId} was written off, and the PSA has a bill that says so; cancel that bill there, then write the work up`;
    return saga.refuse('WRITTEN_OFF', message, ['workId']);
  }
  const message = `Project ${projectId} has no approved time entry or expense ${workId} that is on no bill, and no bill by plan of that name was ever taken; heldWork lists what waits, by its workId`;
  return saga.refuse('WORK_UNKNOWN', message, ['workId']);
}

/** Kind of record, for people. */
export function kindNamed(work: NamedWork): string {
  if (work.kind === 'ENTRY') return work.entry.ref.kind;
  const { ref, kind } = work.booked.facts.entry;
  return ref?.kind ?? kind;
}

/** What counts it: of a bill by plan its contract's line. */
export function scopeNamed(work: NamedWork, project: WorkProject): string {
  return work.kind === 'ENTRY' ? capScopeOf(project) : work.booked.capScope;
}

/** What an adjustment of a bill by plan begins from. Refuses what would change it by hand. */
export function plannedFound(saga: Saga, { item, facts, source }: BookedItem, adjustment: string): Found {
  if (adjustment === 'LET_GO' || adjustment === 'WRITE_OFF') return { item, facts, isAnew: false };
  const remedy =
    'let it go or write it off once it was given back; hold it back in the ERP’s schedule, and change its amount in PSA and ERP';
  return saga.refuse('BILLED_BY_PLAN', `${source} is billed by plan, so ${adjustment} does nothing: ${remedy}`, [
    'adjustment',
  ]);
}
