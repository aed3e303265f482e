// What keeps the cost of work from being posted twice, whoever tries: the database itself.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore, type Store } from '../store/store.ts';
import { costClaimsOf, insertPosting, moveCostClaims, nextCostGeneration, takeCostClaims } from './costs.ts';

let store: Store;
beforeAll(async () => {
  if (binariesHere) store = await openStore({ dataDir: makeHome() });
}, 60_000);
afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const facts = {
  ...{ projectId: 'p', legalEntity: 'DE01', employer: 'DE01', currency: 'EUR', period: '2026-11-01' },
  kind: 'COST' as const,
};
const claim = (source: string, postingId: string) => ({
  ...{ source, postingId, line: 'L1', projectId: 'p', workedOn: '2026-11-03', content: 'v1', facts: { minutes: 60 } },
  amount: { amount: '61.35', currency: 'EUR' },
});

test.runIf(binariesHere)(
  'rule 29: of twenty that claim one piece of work one gets it; taken back it is claimed anew under a number never used before',
  { timeout: 60_000 },
  async () => {
    const { db } = store;
    const ids = Array.from({ length: 20 }, (_, index) => `posting-${index}`);
    for (const id of ids) {
      const generation = await nextCostGeneration(db, facts);
      const amount = { amount: '61.35', currency: 'EUR' };
      const more = { reverses: null, document: {}, takenBy: 'r' };
      await insertPosting(db, { ...facts, ...more, id, key: `key-${id}`, generation, amount });
    }
    const missed = await Promise.all(ids.map((id) => takeCostClaims(db, [claim('s1', id)])));
    expect(missed.filter((sources) => sources.length === 0).length).toBe(1);
    const [only, ...others] = await costClaimsOf(db, ['s1']);
    expect([only?.version, only?.state, others]).toEqual([1, 'CLAIMED', []]);
    expect(await moveCostClaims(db, ['s1'], { from: 'CLAIMED', to: 'POSTED' })).toBe(1);
    expect(await takeCostClaims(db, [claim('s1', 'posting-1')])).toEqual(['s1']);
    await moveCostClaims(db, ['s1'], { from: 'POSTED', to: 'REVERSING', reversalId: 'posting-2' });
    expect(await takeCostClaims(db, [claim('s1', 'posting-1')])).toEqual(['s1']);
    await moveCostClaims(db, ['s1'], { from: 'REVERSING', to: 'REVERSED' });
    expect(await takeCostClaims(db, [claim('s1', 'posting-1')])).toEqual([]);
    expect((await costClaimsOf(db, ['s1'])).map(({ version, state }) => [version, state])).toEqual([
      [1, 'REVERSED'],
      [2, 'CLAIMED'],
    ]);
    // A claim is kept for ever as it was taken.
    await expect(sql`update cost_claim set amount = 1 where version = 2`.execute(db)).rejects.toThrow('kept for ever');
    await expect(sql`update cost_claim set state = 'POSTED' where version = 1`.execute(db)).rejects.toThrow();
    await expect(sql`delete from cost_claim`.execute(db)).rejects.toThrow('kept for ever');
    await expect(sql`truncate cost_claim`.execute(db)).rejects.toThrow();
  },
);
