// The terms of a start at risk: no longer than the policy lets, and for no more than the deal is worth.
import { expect, test } from 'vitest';
import { riskProblems } from './at-risk.ts';
import { eur } from './sample-deal.ts';

const bounds = { currency: 'EUR', worth: eur('10000.00'), today: '2026-11-20', daysMax: 90 };
const codes = (terms: { readonly limit?: string; readonly until?: string }, changed: Partial<typeof bounds> = {}) =>
  riskProblems(
    { gates: ['SOW_APPROVED'], limit: '5000.00', until: '2026-12-31', reason: 'r', ...terms },
    { ...bounds, ...changed },
  ).map(({ code }) => code);

test.each([
  [{}, []],
  [{ until: '2026-11-20' }, []],
  [{ until: '2026-11-19' }, ['UNTIL_PAST']],
  [{ until: '2027-02-18' }, []],
  [{ until: '2027-02-19' }, ['UNTIL_TOO_FAR']],
  [{ limit: '10000.00' }, []],
  [{ limit: '10000.01' }, ['LIMIT_TOO_HIGH']],
  [{ limit: '0' }, ['LIMIT_INVALID']],
  [{ limit: '1.001' }, ['LIMIT_INVALID']],
  [{ limit: '10000.01', until: '2099-01-01' }, ['UNTIL_TOO_FAR', 'LIMIT_TOO_HIGH']],
])('%o are answered with %o', (terms, expected) => {
  expect(codes(terms)).toEqual(expected);
});

test('name the value, the bound and what to do', () => {
  const terms = { gates: [], limit: '10000.01', until: '2099-01-01', reason: 'r' };
  const [until, limit] = riskProblems(terms, bounds).map(({ message }) => message);
  expect(until).toMatch(/2099-01-01.*90 days.*up to 2027-02-18.*conversion\.atRiskDaysMax/);
  expect(limit).toMatch(/10000\.01 EUR.*at most 10000\.00 EUR/);
});

test('of a deal that says no amount in its currency bound nothing: whoever agrees does', () => {
  expect(
    riskProblems({ gates: [], limit: '999999.00', until: '2026-12-31', reason: 'r' }, { ...bounds, worth: null }),
  ).toEqual([]);
  expect(codes({ limit: '999999' }, { currency: 'KWD' })).toEqual([]);
});
