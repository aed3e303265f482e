// Chaos in short: each victim killed once, a worker frozen; and a build without look-ups, which has to be found out.
import { expect, test } from 'vitest';
import { boundaries, nameOf } from './boundaries.ts';
import { playOnboarding } from './onboarding.ts';
import type { ChaosPlan } from './onboarding.ts';
import { plantedRoot } from './planted.ts';

const lines: string[] = [];
const plan: ChaosPlan = {
  kills: 0,
  freezes: false,
  stormed: 0,
  seed: 7,
  only: null,
  say: (line) => void lines.push(line),
};

test('every write is hit before, while and after it happens, with every victim, in an order that the seed fixes', () => {
  const names = boundaries(7).map(nameOf);
  expect(new Set(names).size).toBe(54);
  expect(boundaries(7).map(nameOf)).toEqual(names);
  expect(boundaries(8).map(nameOf)).not.toEqual(names);
});

test('kills and a frozen worker lose nothing, double nothing and leave nothing stuck', async () => {
  lines.length = 0;
  const verdict = await playOnboarding({ ...plan, kills: 3, only: 'during psa-customer' });
  console.info(JSON.stringify(verdict));
  const said = lines.join('\n');
  expect(verdict, said).toMatchObject({
    kills: 3,
    runs: 11,
    lost: 0,
    duplicated: 0,
    leftOver: 0,
    stuck: 0,
    missed: 0,
    crashes: 0,
  });
}, 240_000);

test('a build that answers a look-up without looking leaves a customer behind that nobody knows of, and that is seen', async () => {
  const root = await plantedRoot('no-find');
  try {
    const found = await playOnboarding({ ...plan, kills: 1, only: 'subgraph after psa-customer', root: root.path });
    // The PSA refuses a second group of the same name, so the first one, unheard of, is what is left of a run that was taken back.
    expect(found.duplicated + found.leftOver, lines.join('\n')).toBeGreaterThan(0);
  } finally {
    root.remove();
  }
}, 120_000);
