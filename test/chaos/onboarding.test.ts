// Chaos in short: two of the 54 kills, one of them of a build without look-ups, which has to be found out. `npm run chaos` plays all.
import { expect, test } from 'vitest';
import { boundaries, nameOf } from './boundaries.ts';
import { onboarding } from './onboarding.ts';
import type { ChaosVerdict } from './verdict.ts';
import { plantedRoot } from './planted.ts';
import { play } from './play.ts';

/** One kill; one worker is enough to be begun anew by. */
async function killed(only: string, root?: string): Promise<{ readonly verdict: ChaosVerdict; readonly said: string }> {
  const lines: string[] = [];
  const plan = {
    kills: 1,
    freezes: false,
    stormed: 0,
    seed: 7,
    workers: 1,
    say: (line: string) => void lines.push(line),
  };
  const verdict = await play(onboarding, { ...plan, only, ...(root === undefined ? {} : { root }) });
  console.info(only, JSON.stringify(verdict));
  return { verdict, said: lines.join('\n') };
}

test('every write is hit before, while and after it happens, with every victim, in an order that the seed fixes', () => {
  const names = boundaries(onboarding, 7).map(nameOf);
  expect(new Set(names).size).toBe(54);
  expect(boundaries(onboarding, 7).map(nameOf)).toEqual(names);
  expect(boundaries(onboarding, 8).map(nameOf)).not.toEqual(names);
});

// Both mostly wait, for restarts and for doubts to settle, so they wait together.
test.concurrent(
  'a killed Postgres loses nothing, doubles nothing and leaves nothing stuck',
  async () => {
    const { verdict, said } = await killed('postgres during erp-customer');
    const none = { lost: 0, duplicated: 0, leftOver: 0, stuck: 0, missed: 0, crashes: 0 };
    expect(verdict, said).toMatchObject({ kills: 1, runs: 1, ...none });
  },
  120_000,
);

test.concurrent(
  'a build that answers a look-up without looking makes a customer twice in the PSA, and that is seen',
  async () => {
    const root = await plantedRoot(onboarding.planted, 'no-find');
    try {
      const { verdict, said } = await killed('worker after psa-customer', root.path);
      expect(verdict.duplicatedAt, said).toEqual({ salesforce: 0, netsuite: 0, kantata: 1 });
    } finally {
      root.remove();
    }
  },
  120_000,
);
