// Nobody sees what was made for somebody else, however warm the caches; the long form is `npm run bench -- leak`.
import { expect, test } from 'vitest';
import { runLeak } from '../load/leak/leak-run.ts';
import type { LeakReport } from '../load/leak/leak-run.ts';
import { openLeakWorld } from '../load/leak/leak-world.ts';

async function run(forgetsWho: boolean, requests: number): Promise<LeakReport> {
  const world = await openLeakWorld({ forgetsWho, freshSeconds: 60 });
  try {
    return await runLeak(world, requests, 60);
  } finally {
    await world.close();
  }
}

test('20 people with 20 queries, overlapping, through warm caches: no value of another one, none that a role may not see', async () => {
  const report = await run(false, 1_600);
  expect(report.first).toBeNull();
  expect([report.foreign, report.masked]).toEqual([0, 0]);
  expect(report.answered / report.sent).toBeGreaterThanOrEqual(0.99);
  expect(report.values).toBeGreaterThan(3_000);
  // Warm: had nothing been repeated, every request would have cost one subgraph request at least.
  expect(report.subgraphRequests).toBeLessThan(report.sent);
});

test('with the caller taken out of the keys the same look finds the leak', async () => {
  const report = await run(true, 400);
  expect(report.foreign).toBeGreaterThan(0);
});
