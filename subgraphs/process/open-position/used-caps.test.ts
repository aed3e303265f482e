// What had been used of caps at go-live (DOMAIN rules 23, 31).
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import { type BilledByPlan, planRecord } from './billed-by-plan.ts';
import { usedOf, workBilled } from './used-caps.ts';

const currency = currencyCode('EUR');
const eur = (amount: string): Money => money(amount, currency);
const whole = { kind: 'CONTRACT', contract: 'K1' } as const;
const billed = [
  { kind: 'TIME', on: '2026-09-10', value: eur('400.00') },
  { kind: 'TIME', on: '2026-10-10', value: eur('300.00') },
  { kind: 'EXPENSE', on: '2026-10-10', value: eur('50.00') },
] as const;

describe('rules 23 and 31: of a cap of hours', () => {
  test('what a fixed fee had billed uses nothing, and its expenses use what they came to', () => {
    const work = workBilled(billed, [], currency);
    const before = { before: eur('600.00'), work, isByPlan: true };
    expect(usedOf({ scope: whole, isOfHours: true }, before)).toEqual(eur('50.00'));
    // The contract's own cap is of all that is billed.
    expect(usedOf({ scope: whole }, before)).toEqual(eur('650.00'));
  });
  test('the work of its own days is used, where lines follow each other', () => {
    const before = { before: eur('750.00'), work: workBilled(billed, null, currency), isByPlan: false };
    const october = { kind: 'PERIOD', contract: 'K1', from: '2026-10-01', to: '9999-12-31' } as const;
    expect(usedOf({ scope: october, isOfHours: true }, before)).toEqual(eur('350.00'));
    expect(usedOf({ scope: whole, isOfHours: true }, before)).toEqual(eur('750.00'));
    expect(usedOf({ scope: whole }, before)).toEqual(eur('750.00'));
  });
  test('what was over a retainer is used where it was billed', () => {
    const bill = { source: 'period:RL:2026-10', kind: 'RETAINER', title: 'October', dueOn: null, from: '2026-10-01' };
    const bills = [{ ...bill, to: '2026-10-31', amount: eur('500.00') }] as unknown as BilledByPlan['bills'];
    const hours = [
      { id: 'T1', workedOn: '2026-10-10', value: eur('400.00'), isBilled: true },
      { id: 'T2', workedOn: '2026-10-11', value: eur('300.00'), isBilled: true },
      { id: 'T3', workedOn: '2026-10-12', value: eur('70.00'), isBilled: false },
    ];
    const { over, kept } = planRecord({ bills, rollsOver: false }, hours);
    expect(over).toEqual([{ on: '2026-10-11', value: eur('200.00') }]);
    expect(kept.retainersDrawn).toEqual({ 'period:RL:2026-10': '50000' });
    expect([...workBilled([], over, currency)]).toEqual([['2026-10-11', eur('200.00')]]);
  });
});
