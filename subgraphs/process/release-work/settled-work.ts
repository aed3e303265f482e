// Releases and bills that were refused, and whose very work was billed (or absorbed, or given up) by others since: nobody has anything to mend
// there any more. One of which anything is open, or which does not say all of its work, stays.
import { isZero } from '../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../journal/books.ts';
import { claimsOfDrafts } from '../../journal/claims.ts';
import { RunReports } from '../../journal/engagements.ts';
import { openRefusals, refusedBills, settleRefusals, type Refusal } from '../../journal/refusals.ts';
import type { Held } from '../../journal/run-journal.ts';
import { wasBilledBefore } from '../billing/opening-position.ts';
import type { WorkItem, WorkPlace } from '../billing/work-law.ts';
import { bookedItems, signedPosition } from './keeping.ts';
import { heldShownMax, type ReleaseReport } from './preview.ts';

/** Work that a run was refused; the day is known where it was never booked. */
interface RefusedWork {
  readonly source: string;
  readonly workedOn: string | null;
  readonly projectId: string;
}

/** Settles refusals about these projects by a run that has just moved work of them; safe to repeat. */
export async function settleRefusedWork(books: Books, by: Held, projectIds: readonly string[]): Promise<void> {
  const refused = await refusedWork(books, projectIds);
  // Most of the time there is none, and nothing is locked.
  if (refused.size === 0) return;
  await books.change(by, projectIds, async (page) => {
    const sources = [...refused.values()].flatMap((work) => work.map(({ source }) => source));
    const items = await bookedItems(page.db, sources);
    const settled: Refusal[] = [];
    for (const [refusal, work] of refused) {
      const left = work.filter(({ source }) => !isThrough(items.get(source)?.item ?? null));
      if (await wereBilledBefore(page, left, new Set(items.keys()))) settled.push(refusal);
    }
    await settleRefusals(page, by.runId, settled);
  });
}

/** Places in which value is still to come to something. */
const openPlaces: readonly WorkPlace[] = ['unbilled', 'held', 'claimed', 'inDoubt', 'released'];

function isThrough(item: WorkItem | null): boolean {
  return item !== null && openPlaces.every((place) => isZero(item.places[place]));
}

/** Work that nobody ever touched here is through when it was billed before go-live. */
async function wereBilledBefore(
  { db }: BooksPage,
  left: readonly RefusedWork[],
  booked: ReadonlySet<string>,
): Promise<boolean> {
  for (const [projectId, work] of Map.groupBy(left, (each) => each.projectId)) {
    const position = await signedPosition(db, projectId);
    const isBefore = ({ source, workedOn }: RefusedWork): boolean =>
      position !== null &&
      workedOn !== null &&
      !booked.has(source) &&
      wasBilledBefore(position, { id: source, workedOn });
    if (!work.every(isBefore)) return false;
  }
  return true;
}

/** What was refused, with all of its work; without those that do not say it. */
async function refusedWork(
  { db }: Books,
  projectIds: readonly string[],
): Promise<ReadonlyMap<Refusal, readonly RefusedWork[]>> {
  const processes = ['releaseWorkToInvoice', 'postExpenses'];
  const [releases, bills] = await Promise.all([
    openRefusals(db, { processes, subjectIds: projectIds }),
    refusedBills(db, projectIds),
  ]);
  const found = new Map<Refusal, readonly RefusedWork[]>();
  const reports = releases.length === 0 ? [] : await new RunReports(db).of(releases.map(({ runId }) => runId));
  for (const [index, release] of releases.entries()) {
    const { preview } = (reports[index] ?? { preview: null }) as ReleaseReport | { readonly preview: null };
    const { held = [] } = preview ?? {};
    // A longer list was cut.
    if (held.length === 0 || held.length >= heldShownMax) continue;
    found.set(
      release,
      held.map(({ source, workedOn }) => ({ source, workedOn, projectId: release.subjectId })),
    );
  }
  const claims =
    bills.length === 0
      ? []
      : await claimsOfDrafts(
          db,
          bills.map(({ subjectId }) => subjectId),
        );
  for (const bill of bills) {
    const own = claims.filter(({ draftId }) => draftId === bill.subjectId);
    const work = own.map(({ source }) => ({ source, workedOn: null, projectId: bill.subjectId }));
    if (work.length > 0) found.set(bill, work);
  }
  return found;
}
