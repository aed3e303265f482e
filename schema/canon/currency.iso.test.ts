// Compares our table with the published ISO 4217 list, when it lies beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { minorUnits } from './currency.ts';

const published = new URL('../../../shared/data/iso/iso4217-codes-all.csv', import.meta.url);

test('our ISO 4217 table has 17 zero-decimal, 7 three-decimal, 2 four-decimal codes and 13 without', () => {
  const count = (digits: number | null): number => [...minorUnits.values()].filter((value) => value === digits).length;
  expect([count(0), count(3), count(4), count(null)]).toEqual([17, 7, 2, 13]);
});

test('our ISO 4217 table equals the published list', ({ skip }) => {
  if (!existsSync(published)) {
    console.warn(
      'NOT COMPARED: ../shared/data/iso is absent, so the currency table was not checked against the published list',
    );
    skip();
  }
  const codes = new Map<string, number | null>();
  for (const line of readFileSync(published, 'utf8').trim().split('\n').slice(1)) {
    const fields = line.trim().split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    const [code, minor, withdrawn] = [fields[2] ?? '', fields[4] ?? '', fields[5] ?? ''];
    if (code !== '' && withdrawn === '') codes.set(code, minor === '-' ? null : Number(minor));
  }
  expect(codes.size).toBeGreaterThan(170);
  expect(Object.fromEntries([...minorUnits].sort())).toEqual(Object.fromEntries([...codes].sort()));
});
