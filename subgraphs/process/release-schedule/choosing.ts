// Which projects of a legal entity have something to bill that nobody is at: asked of the PSA a page of projects at a time, and compared
// with the books, so that a quiet quarter of an hour begins nothing.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Books } from '../../journal/books.ts';
import { itemsBySource } from '../../journal/claims.ts';
import { positionsOf } from '../../journal/opening-positions.ts';
import { stoppedProjects } from '../../journal/release-schedules.ts';
import type { Json } from '../../journal/run-journal.ts';
import { keptPosition } from '../billing/kept-position.ts';
import { wasBilledBefore } from '../billing/opening-position.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** Where it is read. */
export interface ChoosingParts {
  readonly db: Books['db'];
  readonly systems: Systems;
  /** Records that are known to be one with canonical ids, in their order. */
  readonly recordsOf: (ids: readonly string[]) => Promise<readonly (readonly RecordRef[])[]>;
}

/** The PSA is asked for the work of so many at once. */
const projectsMax = 40;

/** Canonical ids of the projects, in the PSA's order. Raises Fault when it cannot be asked. */
export async function projectsToRelease(
  parts: ChoosingParts,
  legalEntity: string,
  through: string,
): Promise<readonly string[]> {
  const listed = (await parts.systems.billing.projects())
    .filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS')
    .filter(({ legalEntity: entity }) => entity?.code === legalEntity)
    .map(({ id }) => id);
  // What a person has to mend is begun anew by whoever mends it, not every quarter of an hour.
  const stopped = await stoppedProjects(parts.db, listed);
  const open = listed.filter((id) => !stopped.has(id));
  const chosen: string[] = [];
  for (let from = 0; from < open.length; from += projectsMax)
    chosen.push(...(await ofPage(parts, open.slice(from, from + projectsMax), through)));
  return chosen;
}

async function ofPage(
  { db, systems, recordsOf }: ChoosingParts,
  ids: readonly string[],
  through: string,
): Promise<readonly string[]> {
  const records = await recordsOf(ids);
  const known = ids.flatMap((id, index) => {
    const psa = records[index]?.find(({ system, kind }) => system === 'PSA' && kind === 'PROJECT');
    return psa === undefined ? [] : [{ id, psa }];
  });
  if (known.length === 0) return [];
  const work = await systems.psa.billingWork({ projects: known.map(({ psa }) => psa), through, work: 'FREE' });
  const time = work.filter(({ kind }) => kind === 'TIME');
  const positions = await positionsOf(db, ids);
  const opened = new Map(ids.map((id, index) => [id, positions[index] ?? null]));
  const kept = await itemsBySource<ItemState, Json>(
    db,
    time.map(({ ref }) => mintId(ref)),
  );
  const byProject = Map.groupBy(time, ({ project }) => project.id);
  return known.flatMap(({ id, psa }) => {
    const row = opened.get(id) ?? null;
    const position = row === null ? null : keptPosition(row);
    const isNew = (byProject.get(psa.id) ?? []).some(({ ref, on, version }) => {
      const source = mintId(ref);
      if (position !== null && wasBilledBefore(position, { id: source, workedOn: on })) return false;
      const item = kept.get(source);
      return item === undefined || item.content !== version || isFree(item.state);
    });
    return isNew ? [id] : [];
  });
}

/** As far as it matters here; the rules wrote it (billing/work-law). */
type ItemState = { readonly claim: Json; readonly places: { readonly unbilled: { readonly amount: string } } };

/** On no draft, with value that nobody has taken. */
function isFree({ claim, places }: ItemState): boolean {
  return claim === null && /[1-9]/.test(places.unbilled.amount);
}
