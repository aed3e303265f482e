// Schedules of a house that begin when a test is ready for them: until then their rows are leased to the test, as to another worker.
import { join } from 'node:path';
import { sql } from 'kysely';
import { mintId } from '../../schema/canon/identity.ts';
import { openStore, type Store } from '../../subgraphs/store/store.ts';
import type { HeldTime } from './billed.ts';
import { type Biller, until } from './biller.ts';

/** A schedule as the graph shows it. */
export interface SeenSchedule {
  readonly takes: string;
  readonly outcome: string | null;
  readonly lastWindow: string | null;
  readonly through: string | null;
  readonly projects: number;
  readonly lastRun: { readonly id: string; readonly process: string } | null;
  readonly made: { readonly drafts: number; readonly posted: number; readonly atWork: number } | null;
}

/** The store of a house that is still to start, with the schedules of a legal entity in the test's hands. */
export async function leaseSchedules(
  dataDirectory: string,
  legalEntity: string,
  takes: readonly string[],
): Promise<Store> {
  const store = await openStore({ dataDir: join(dataDirectory, 'postgres') });
  for (const each of takes)
    await sql`insert into release_schedule (legal_entity, takes, active, every_minutes, time_zone, next_due_at, owner, owned_until)
      values (${legalEntity}, ${each}, true, 1440, 'UTC', now(), 'the test', now() + interval '1 hour')`.execute(
      store.db,
    );
  return store;
}

/** Lets them begin, and answers with them once nothing of what they began moves any more. */
export async function letBegin({ db }: Store, biller: Biller): Promise<readonly SeenSchedule[]> {
  await sql`update release_schedule set owned_until = null where owner = 'the test'`.execute(db);
  const query =
    '{ releaseSchedule { takes outcome lastWindow through projects lastRun { id process } made { drafts posted atWork } } }';
  return until('the schedules to have begun what there is', async () => {
    const { releaseSchedule } = await biller.ask<{ releaseSchedule: readonly SeenSchedule[] }>('auditor', query);
    const isOver = ({ outcome, made }: SeenSchedule): boolean =>
      outcome !== null && (made === null || made.atWork === 0);
    return releaseSchedule.every(isOver) ? releaseSchedule : null;
  });
}

/** Where time of the PSA stands in the books, newest version each; NOWHERE for what nobody has touched. */
export async function placesOf(biller: Biller, entries: readonly HeldTime[]): Promise<readonly string[]> {
  const ids = entries.map(({ id }) => mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id }));
  const query = 'query ($ids: [ID!]!) { workBilling(workIds: $ids) { places { place } } }';
  type Works = readonly ({ readonly places: readonly { readonly place: string }[] } | null)[];
  const { workBilling } = await biller.ask<{ workBilling: Works }>('auditor', query, { ids });
  return workBilling.flatMap((work) => work?.places.map(({ place }) => place) ?? ['NOWHERE']);
}
