// What keeps a conversion from being taken back, and what helps: bills are credited, time is moved.
import { expect, test } from 'vitest';
import type { StepCall } from '../saga/step.ts';
import { useOf } from './obstacles.ts';
import { removedUnused, type UnwindingStep } from './steps.ts';

const unused = { documents: 0, isInBooks: false, bookings: 0, invoices: 0 };

test.each([
  ['nothing', unused, null],
  ['a bill in the ERP', { ...unused, isInBooks: true, documents: 1 }, /^1 bills.*Credit/],
  ['a bill in the PSA with its time', { ...unused, bookings: 3, invoices: 2 }, /^2 bills.*Credit/],
  [
    'time that nobody has billed',
    { ...unused, bookings: 3 },
    /^time or expenses are booked.*\(3\), none of it billed\. Move/,
  ],
  ['something in the books alone', { ...unused, isInBooks: true }, /in the ERP/],
] as const)('%s on a project is answered with what helps', (_what, seen, words) => {
  if (words === null) expect(useOf(seen)).toBeNull();
  else expect(useOf(seen)).toMatch(words);
});

test('right before anything is removed its use is looked at once more: with all still there it is refused, with a part gone it stops for a person', async () => {
  const project = { system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: '1' } as const;
  let removed = 0;
  const removal: UnwindingStep = {
    ...{ name: 'psa-project', system: 'psa', operation: 'remove', key: 'undeal-1', input: null, undo: null },
    find: () => Promise.resolve([]),
    act: () => Promise.resolve({ kind: 'APPLIED', ref: project, isNew: (removed += 1) > 0 }),
  };
  const go = (isWhole: boolean, use: string | null) =>
    removedUnused(removal, {
      isWhole: () => Promise.resolve(isWhole),
      inUse: () => Promise.resolve(use),
    }).act({} as StepCall);
  expect(await go(true, 'booked')).toMatchObject({ reason: 'REFUSED', failure: { code: 'PROJECT_IN_USE' } });
  expect(await go(false, 'booked')).toMatchObject({ reason: 'AMBIGUOUS', failure: { code: 'PROJECT_IN_USE' } });
  expect(removed).toBe(0);
  expect(await go(false, null)).toMatchObject({ kind: 'APPLIED' });
  expect(removed).toBe(1);
});
