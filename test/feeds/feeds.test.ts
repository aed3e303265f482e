// Feeds over a planted org: nothing is missed and nothing done twice though workers are killed; the way everybody writes first loses some.
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { binariesHere, removeHomes } from '../../subgraphs/store/store-rig.ts';
import { openFeedRig, until } from './feed-rig.ts';
import { judged, play } from './scenario.ts';

const size = { changes: 560, crashEvery: 130, accounts: 100, isAway: true };
afterAll(removeHomes);

describe.skipIf(!binariesHere)('a feed', () => {
  test(
    'misses nothing and does nothing twice, whatever the system and the workers do',
    { timeout: 120_000 },
    async () => {
      const rig = await openFeedRig();
      try {
        const { feed, ...outcome } = await play(rig, size);
        expect(outcome).toMatchObject({ missed: 0, twice: 0 });
        // Floors: a scenario that plants nothing proves nothing.
        expect(outcome.planted).toBeGreaterThanOrEqual(size.changes);
        expect(outcome.crashes).toBeGreaterThanOrEqual(2);
        expect(Math.min(outcome.late, outcome.sameSecond, outcome.deleted, outcome.purged)).toBeGreaterThanOrEqual(8);
        expect(Number(feed.repeated)).toBeGreaterThan(30);
        expect(feed).toMatchObject({ complete: true, failure: null, setAside: 0 });
        expect(feed.horizonMissedAt).not.toBeNull();
        // That the counts differed was said, and ended when everything was read anew.
        const { rows } = await sql<{ open: boolean }>`select closed_at is null as open from run_exception
        where code = 'FEED_COUNT_DIFFERS'`.execute(rig.store.db);
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.some(({ open }) => open)).toBe(false);
      } finally {
        await rig.close();
      }
    },
  );

  test('without overlap and tie-break loses some of the same', { timeout: 120_000 }, async () => {
    const rig = await openFeedRig({ naive: true, nonce: true });
    try {
      const outcome = await play(rig, { changes: 200, crashEvery: 0, accounts: 80, isAway: false });
      expect(outcome.missed).toBeGreaterThan(0);
      // What both marks and keys are for: without them whatever is told again is done again, and it shows.
      await sql`with forgotten as (update feed set cursor = null, owner = null, fence = fence + 1)
        delete from feed_record`.execute(rig.store.db);
      await rig.caughtUp();
      expect(judged(rig, await rig.runs()).twice).toBeGreaterThan(50);
    } finally {
      await rig.close();
    }
  });

  test(
    'puts a change that nobody understands aside, tells the rest, and tells it when it can',
    { timeout: 60_000 },
    async () => {
      const poison = '001D00000000002IAA';
      const rig = await openFeedRig({ poison });
      const open = async (): Promise<number> => {
        const { rows } =
          await sql`select 1 from run_exception where code = 'FEED_CHANGE_FAILED' and feed_record = ${poison}
        and closed_at is null`.execute(rig.store.db);
        return rows.length;
      };
      try {
        for (let index = 0; index < 5; index += 1) rig.org.create();
        await rig.startWorker();
        await rig.caughtUp();
        expect((await rig.runs()).map(({ id }) => id)).not.toContain(poison);
        expect(await rig.runs()).toHaveLength(4);
        expect(await open()).toBe(1);
        expect(await rig.feed()).toMatchObject({ setAside: 1, complete: true });
        await rig.kill();
        await sql`update feed_due set due_at = now()`.execute(rig.store.db);
        await rig.startWorker({ poison: '' });
        await until(async () => ((await open()) === 0 ? true : null));
        expect(await rig.runs()).toHaveLength(5);
        expect(await rig.feed()).toMatchObject({ setAside: 0 });
        expect(judged(rig, await rig.runs())).toEqual({ missed: 0, twice: 0 });
      } finally {
        await rig.close();
      }
    },
  );
});
