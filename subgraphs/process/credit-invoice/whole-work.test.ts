// What a PSA that bills its records whole could not bill again of a credit.
import { expect, test } from 'vitest';
import { creditedInPart } from './whole-work.ts';

const claim = (source: string, amount: string, posted: string | null) => ({
  ...{ source, version: 1, amount: { amount, currency: 'EUR' }, posted },
});
const claims = [claim('T1', '100.00', '100.00'), claim('T2', '200.00', '200.01')];
const line = (...parts: readonly (readonly [string, string])[]) => ({
  net: { amount: '0.00', currency: 'EUR' },
  sources: parts.map(([source, amount]) => ({ source, version: 1, amount })),
});

test('is what was billed with more than is credited of it now; work credited whole is none of it', () => {
  expect(creditedInPart(claims, [line(['T1', '100.00'], ['T2', '200.01'])])).toEqual([]);
  expect(creditedInPart(claims, [line(['T1', '100.00']), line(['T2', '28.57'])])).toEqual(['T2']);
  expect(creditedInPart(claims, [line(['T1', '33.33'], ['T2', '66.67'])])).toEqual(['T1', 'T2']);
  expect(creditedInPart(claims, [line(['T3', '1.00'])])).toEqual(['T3']);
});
