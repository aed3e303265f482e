// Which projects of a legal entity have something to bill, to absorb or to draw that nobody is at: asked of the PSA a page of projects at a
// time, and compared with the books, so that a quiet quarter of an hour begins nothing.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import type { Books } from '../../journal/books.ts';
import { itemsBySource, type KeptItem } from '../../journal/claims.ts';
import { positionsOf } from '../../journal/opening-positions.ts';
import { stoppedProjects } from '../../journal/release-schedules.ts';
import type { Json } from '../../journal/run-journal.ts';
import { lookedAtLately } from '../../journal/work-holds.ts';
import { keptPosition } from '../billing/kept-position.ts';
import { isUnstated, wasBilledBefore } from '../billing/opening-position.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ScheduleTakes } from './windows.ts';

/** Where it is read. */
export interface ChoosingParts {
  readonly db: Books['db'];
  readonly systems: Systems;
  /** Records that are known to be one with canonical ids, in their order. */
  readonly recordsOf: (ids: readonly string[]) => Promise<readonly (readonly RecordRef[])[]>;
  /** Whether a project has a bill that falls due to a day and that nobody is at, or that the systems contradict each other about. */
  readonly isDue: (id: string, through: string) => Promise<boolean>;
}

/** The PSA is asked for the work of so many at once. */
const projectsMax = 40;
/** Contracts and schedules are asked for one by one, so many at once: people share the systems. */
const dueAtOnce = 4;

/**
 * Work that waits is looked at again so much later: a cap is raised, a price given, an order extended in systems that tell nobody. A run over it
 * every quarter of an hour would find nothing new, and who cannot wait releases it by hand.
 */
const lookAgainMs = 6 * 60 * 60 * 1_000;

/** What is chosen for. */
export interface Choosing {
  readonly legalEntity: string;
  readonly takes: ScheduleTakes;
  readonly through: string;
}

/** By which process a schedule bills, and so whose exceptions stop it. */
export const processOf: Readonly<Record<ScheduleTakes, string>> = {
  TIME: 'releaseWorkToInvoice',
  COVERED: 'releaseWorkToInvoice',
  DUE: 'runRecurringBilling',
  PREPAID: 'drawDownRetainer',
};

/** How projects are billed that each takes. */
const modelsOf: Readonly<Record<ScheduleTakes, readonly BillingModel[]>> = {
  TIME: ['TIME_AND_MATERIALS'],
  COVERED: ['FIXED_FEE', 'MILESTONE', 'RECURRING'],
  DUE: ['RECURRING', 'RETAINER', 'FIXED_FEE'],
  PREPAID: ['RETAINER'],
};

/** Canonical ids of the projects, in the PSA's order. Raises Fault when it cannot be asked. */
export async function projectsToTake(parts: ChoosingParts, asked: Choosing): Promise<readonly string[]> {
  const { legalEntity, takes, through } = asked;
  const listed = (await parts.systems.billing.projects())
    .filter(({ billingModel }) => billingModel !== null && modelsOf[takes].includes(billingModel))
    .filter(({ legalEntity: entity }) => entity?.code === legalEntity)
    .map(({ id, billingModel }) => ({ id, isSaid: isSaidUnsigned(takes, billingModel) }));
  const ids = listed.map(({ id }) => id);
  // What a person has to mend is begun anew by whoever mends it, not every quarter of an hour.
  const stopped = await stoppedProjects(parts.db, processOf[takes], ids);
  const signed = new Set(
    (await positionsOf(parts.db, ids)).flatMap((row) => (row?.approvalId == null ? [] : [row.projectId])),
  );
  const open = listed.filter(({ id, isSaid }) => !stopped.has(id) && (isSaid || signed.has(id))).map(({ id }) => id);
  const ofEach = takes === 'DUE' ? dueOf : ofPage;
  const chosen: string[] = [];
  for (let from = 0; from < open.length; from += projectsMax)
    chosen.push(...(await ofEach(parts, open.slice(from, from + projectsMax), through)));
  return chosen;
}

/** Whether a project without an opening position is told of: where the money of a bill waits for it. Instalments may have no dates. */
function isSaidUnsigned(takes: ScheduleTakes, model: BillingModel | null): boolean {
  return takes === 'TIME' || (takes === 'DUE' && model !== 'FIXED_FEE');
}

async function dueOf({ isDue }: ChoosingParts, ids: readonly string[], through: string): Promise<readonly string[]> {
  const due: string[] = [];
  for (let from = 0; from < ids.length; from += dueAtOnce) {
    const some = ids.slice(from, from + dueAtOnce);
    const answers = await Promise.all(some.map((id) => isDue(id, through)));
    due.push(...some.filter((_id, index) => answers[index] === true));
  }
  return due;
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
  const sources = time.map(({ ref }) => mintId(ref));
  const kept = await itemsBySource<ItemState, ItemFacts>(db, sources);
  const lately = await lookedAtLately(db, sources, lookAgainMs);
  const byProject = Map.groupBy(time, ({ project }) => project.id);
  return known.flatMap(({ id, psa }) => {
    const row = opened.get(id) ?? null;
    const position = row === null ? null : keptPosition(row);
    const isNew = (byProject.get(psa.id) ?? []).some(({ ref, on, version }) => {
      const source = mintId(ref);
      const work = { id: source, workedOn: on };
      // What the position says nothing of is told by the release that finds it.
      if (position !== null && wasBilledBefore(position, work) && !isUnstated(position, work)) return false;
      // It waits as it is: nobody has done anything about it in the PSA.
      if (lately.get(source) === version) return false;
      const item = kept.get(source);
      return item === undefined || item.content !== version || isFree(item);
    });
    return isNew ? [id] : [];
  });
}

/** As far as they matter here; the rules wrote them (billing/work-law, release-work/keeping). */
type ItemState = {
  readonly claim: Json;
  readonly places: { readonly [place in 'unbilled' | 'held']: { readonly amount: string } };
};
type ItemFacts = { readonly heldByPerson: string | null };

/** On no draft, with value that nobody has taken. What a cap or a retainer keeps is free as soon as that lets it go; what a person holds is not. */
function isFree({ state: { claim, places }, facts }: KeptItem<ItemState, ItemFacts>): boolean {
  const isOpen = /[1-9]/.test(places.unbilled.amount);
  return claim === null && (isOpen || (facts.heldByPerson === null && /[1-9]/.test(places.held.amount)));
}
