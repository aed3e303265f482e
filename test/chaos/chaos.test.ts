// Chaos in short: one kill of the 225 of a conversion, in a build without look-ups, which has to be found out, and by that alone: all else
// of it survives the kill. `npm run chaos` plays sound builds and all boundaries.
import { expect, test } from 'vitest';
import { boundaries, nameOf } from './boundaries.ts';
import { conversion } from './conversion.ts';
import { onboarding } from './onboarding.ts';
import { plantedRoot } from './planted.ts';
import { play } from './play.ts';

test.each([
  { scenario: onboarding, count: 54 },
  { scenario: conversion, count: 225 },
])(
  'every write of $scenario.process is hit before, while and after it happens, with every victim, in an order that the seed fixes',
  ({ scenario, count }) => {
    const names = boundaries(scenario, 7).map(nameOf);
    expect(new Set(names).size).toBe(count);
    expect(boundaries(scenario, 7).map(nameOf)).toEqual(names);
    expect(boundaries(scenario, 8).map(nameOf)).not.toEqual(names);
    // Each kind of subject is hit at each write that is made for it.
    for (const { step, kinds } of scenario.writes) {
      const hit = boundaries(scenario, 7).filter(({ write }) => write.step === step);
      expect(new Set(hit.map(({ kind }) => kind)), step).toEqual(new Set(kinds));
    }
  },
);

test('a build that answers a look-up without looking makes a project twice in the PSA when its worker is killed, and that is seen, and nothing else', async () => {
  const root = await plantedRoot(conversion.planted, 'no-find');
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const plan = { ...{ kills: 1, freezes: false, stormed: 0, seed: 7, workers: 1 }, say, root: root.path };
  try {
    // One worker is enough to be begun anew by.
    const verdict = await play(conversion, { ...plan, only: 'worker during psa-project' });
    const said = `${JSON.stringify(verdict)}\n${lines.join('\n')}`;
    expect(verdict.duplicatedAt, said).toEqual({ salesforce: 0, netsuite: 0, kantata: 1 });
    // Converted, and taken back but for what nobody knows of.
    expect(verdict, said).toMatchObject({ kills: 1, runs: 2, lost: 0, stuck: 0, missed: 0, crashes: 0 });
    expect(verdict.leftOver, said).toBeGreaterThan(0);
  } finally {
    root.remove();
  }
}, 120_000);
