// The saga core under everything that can go wrong, in virtual time; and the checker under builds that are wrong on purpose.
import { expect, test } from 'vitest';
import { bugs } from './planted.ts';
import { simulate } from './simulate.ts';

const seeds = 400;
/** Most bugs need a crash at one certain await. */
const seedsPerBugMax = 600;

test(`${seeds} seeds lose, double and leave nothing`, { timeout: 60_000 }, async () => {
  const endings: Record<string, number> = {};
  const approvals: Record<string, number> = {};
  let crashes = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const verdict = await simulate(seed);
    expect(verdict.violations, `seed ${seed}`).toEqual([]);
    crashes += verdict.crashes;
    for (const [kind, count] of Object.entries(verdict.endings)) endings[kind] = (endings[kind] ?? 0) + count;
    for (const [state, count] of Object.entries(verdict.approvals)) approvals[state] = (approvals[state] ?? 0) + count;
  }
  // A simulation in which nothing happens proves nothing.
  expect(crashes).toBeGreaterThan(seeds);
  expect(endings.DONE).toBeGreaterThan(seeds / 2);
  expect(endings.COMPENSATED).toBeGreaterThan(seeds / 20);
  expect(endings.STUCK).toBeGreaterThan(2);
  expect(approvals.APPROVED).toBeGreaterThan(seeds / 4);
  expect(approvals.REJECTED).toBeGreaterThan(seeds / 50);
  expect(approvals.EXPIRED).toBeGreaterThan(seeds / 50);
  expect(approvals.PENDING).toBeUndefined();
});

test('a seed plays the same twice', async () => {
  expect(await simulate(4711)).toEqual(await simulate(4711));
});

test.each(bugs)('a build with "$name" is caught', { timeout: 60_000 }, async (bug) => {
  for (let seed = 1; seed <= seedsPerBugMax; seed += 1) {
    const { violations } = await simulate(seed, bug);
    if (violations.length > 0) return;
  }
  expect.unreachable(`${seedsPerBugMax} seeds and nobody noticed`);
});
