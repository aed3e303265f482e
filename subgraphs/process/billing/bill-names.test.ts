// Instalments and periods by name: what is added, re-dated or scheduled later takes no other's name, and what is billed keeps its own.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { type KnownBill, knownNames, named } from './bill-names.ts';
import { type PlannedBill, plannedBills, type PlannedKind, type PricedLine } from './planned-bills.ts';

const of = (amount: string) => money(amount, currencyCode('EUR'));
const line: PricedLine = {
  ...{ id: 'L1', description: 'Fee', billingModel: 'FIXED_FEE', amount: of('1000.00'), periodPrice: of('100.00') },
  ...{ startOn: '2026-11-01', endOn: '2026-12-31', rollover: false },
};
const due = (id: string, dueOn: string, amount = '100.00') => ({
  ...{ id, description: `Bill ${id}`, dueOn, amount: of(amount), status: 'PLANNED' as const, milestone: null },
});

function planned(kind: PlannedKind, ...schedule: readonly ReturnType<typeof due>[]): readonly PlannedBill[] {
  return plannedBills({ line, kind, schedule, milestones: [], through: '2026-12-31' });
}

/** A bill as it is in the books once it was billed, by a name of its own or of before. */
function known(bill: PlannedBill | undefined, source = bill?.source): KnownBill {
  if (bill === undefined || source === undefined) throw new Error('no such bill');
  const { scheduleLine, amount, from, to } = bill;
  return { source, scheduleLine, content: `${amount.amount} ${amount.currency}`, span: { from, to } };
}

const shown = (bills: readonly PlannedBill[], books: readonly KnownBill[]) =>
  named(bills, knownNames(bills, books)).map(({ scheduleLine, source }) => [scheduleLine, source]);

test('rules 24, 60: an instalment added on an earlier day of the month, or re-dated, is neither taken for another nor billed twice', () => {
  const [first] = planned('FIXED_FEE', due('1', '2026-11-10'), due('2', '2026-11-20'));
  const books = [known(first)];
  expect(first?.source).toBe('instalment:L1:1');
  expect(shown(planned('FIXED_FEE', due('1', '2026-11-10'), due('3', '2026-11-05')), books)).toEqual([
    ['3', 'instalment:L1:3'],
    ['1', 'instalment:L1:1'],
  ]);
  expect(shown(planned('FIXED_FEE', due('1', '2026-12-01'), due('2', '2026-11-20')), books)).toEqual([
    ['2', 'instalment:L1:2'],
    ['1', 'instalment:L1:1'],
  ]);
});

test('rules 24, 60: what was billed by month and place keeps that name, with its line of the schedule or as a position has it', () => {
  const bills = planned('FIXED_FEE', due('1', '2026-11-10'), due('2', '2026-11-20'));
  const redated = planned('FIXED_FEE', due('1', '2026-12-01'), due('2', '2026-11-20'));
  const ends = [
    ['2', 'instalment:L1:2'],
    ['1', 'period:L1:2026-11'],
  ];
  expect(shown(redated, [known(bills[0], 'period:L1:2026-11')])).toEqual(ends);
  const position = { source: 'period:L1:2026-11:2', scheduleLine: null, content: null, span: null };
  expect(shown(bills, [position])).toEqual([
    ['1', 'instalment:L1:1'],
    ['2', 'period:L1:2026-11:2'],
  ]);
});

test('rules 26, 27: a schedule made after the contract’s own periods were billed, or remade, bills none of their days again', () => {
  const own = planned('RETAINER');
  const later = planned('RETAINER', due('1', '2026-10-31'), due('2', '2026-11-30'));
  expect(shown(later, [known(own[0])])).toEqual([
    ['1', 'period:L1:2026-11'],
    ['2', 'instalment:L1:2'],
  ]);
  expect(shown(planned('RETAINER', due('8', '2026-10-31'), due('9', '2026-11-30')), [known(later[1])])).toEqual([
    ['8', 'instalment:L1:8'],
    ['9', 'instalment:L1:2'],
  ]);
  expect(shown(own, [known(later[0])])[0]).toEqual([null, 'instalment:L1:1']);
  const fee = planned('FIXED_FEE', due('1', '2026-11-10'));
  expect(shown(planned('FIXED_FEE', due('7', '2026-11-10')), [known(fee[0])])).toEqual([['7', 'instalment:L1:1']]);
});

test('rule 26: two prepaid bills of one day both serve to the day before the next', () => {
  const [one, other, next] = planned(
    'RETAINER',
    due('1', '2026-11-01'),
    due('2', '2026-11-01'),
    due('3', '2026-12-01'),
  );
  for (const bill of [one, other]) expect(bill).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  expect(next).toMatchObject({ from: '2026-12-01', to: '2026-12-31' });
});
