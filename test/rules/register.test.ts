// The register of rules is whole: every rule named, every mutant still fits the sources it breaks.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { citedBy, rules } from './register.ts';
import { unusedNames, waiting } from './used.ts';

const root = new URL('../../', import.meta.url);

test('every rule that billing rests on is in the register once, with a function and a mutant', () => {
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  // 32, 36, 38-43, 46-47, 56-57, 59, 66 and 70 are kept elsewhere, or come with amendments, revenue and the close.
  const named = [...range(1, 31), 33, 34, 35, 37, 44, 45, ...range(48, 55), 58, ...range(60, 65), 67, 68, 69];
  expect(rules.map(({ number }) => number)).toEqual(named);
  for (const { number, names, mutants } of rules) {
    expect(names.length, `rule ${number}`).toBeGreaterThan(0);
    expect(mutants.length, `rule ${number}`).toBeGreaterThan(0);
  }
});

test('every mutant breaks a text that its file has exactly once', () => {
  for (const { number, file, mutants } of rules)
    for (const mutant of mutants) {
      const text = readFileSync(fileURLToPath(new URL(mutant.file ?? file, root)), 'utf8');
      expect(text.split(mutant.find).length - 1, `rule ${number}: ${mutant.find}`).toBe(1);
      expect(mutant.replace).not.toBe(mutant.find);
    }
});

test('what is said to wait for the product is in the register, and used by nothing', () => {
  const unused = new Set([...unusedNames(fileURLToPath(root), rules).values()].flat());
  expect(Object.keys(waiting).filter((name) => !unused.has(name))).toEqual([]);
  // What product code imports is found as such.
  for (const name of ['landingOf', 'intercompany', 'groupBillables', 'splitByCaps'])
    expect(unused.has(name), name).toBe(false);
});

test('a name cites its numbers, one or several', () => {
  expect(citedBy('rules 9 and 11: lines add up')).toEqual([9, 11]);
  expect(citedBy('rule 1: no number, and rule 3: digits')).toEqual([1, 3]);
  expect(citedBy('allocation loses nothing (rule 11)')).toEqual([11]);
  expect(citedBy('rulers of 5')).toEqual([]);
});

test('the command explains itself, and tries nothing then', () => {
  const command = fileURLToPath(new URL('rules.ts', import.meta.url));
  const told = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8', timeout: 10_000 });
  expect([told.status, told.stdout.includes('--mutants')]).toEqual([0, true]);
});
