// Every billing model, with the numbers of DOMAIN.md. Seeds are fixed and printed with every counterexample.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, money, moneyFromMinor, sum, toMinor, zero } from '../../../schema/canon/money.ts';
import { type RateEntry, type RateFacts, rateTable } from '../../../schema/canon/rate.ts';
import { type Cap, type CappedWork, heldByCap, splitByCaps } from './cap.ts';
import { charges, type RecurringLine } from './recurring.ts';
import { balanceOf, drawDown, giveBack, lapse, type Lot, unusedValue } from './retainer.ts';
import { dueInstalments, instalments, milestoneBilling, scheduleFault } from './schedule.ts';
import { priceTime, timeValue } from './time-and-materials.ts';

const runs = { seed: 20261121, numRuns: 1_000 };
const eur: CurrencyCode = currencyCode('EUR');
const euros = (amount: string): Money => money(amount, eur);

test('rules 3 and 22: time is hours x rate, exact until one rounding', () => {
  // A thousand hours at 0.0045 are 4.50; the price rounded first would make them nothing.
  expect(timeValue(60_000, '0.0045', eur, 'HALF_UP').amount).toBe('4.50');
  expect(timeValue(90, '150', eur, 'HALF_UP').amount).toBe('225.00');
  // 20 minutes are a third of an hour: 0.3333 hours would make it 33.33 x 3 = 99.99 an hour.
  expect(timeValue(20, '100', eur, 'HALF_UP').amount).toBe('33.33');
  expect(timeValue(60, '100', eur, 'HALF_UP').amount).toBe('100.00');
  expect(timeValue(7, '166.665', eur, 'HALF_UP').amount).toBe('19.44');
  expect(timeValue(-90, '150', eur, 'HALF_UP').amount).toBe('-225.00');
  expect(timeValue(1, '0.3', eur, 'HALF_UP').amount).toBe('0.01');
  expect(timeValue(1, '0.3', eur, 'HALF_EVEN').amount).toBe('0.00');
  expect(() => timeValue(1.5, '100', eur, 'HALF_UP')).toThrow('not a whole number of minutes');
});

test('rules 22 and 50: time is priced with its why, or held without a rate', () => {
  const facts: RateFacts = { person: 'ann', role: 'dev', project: 'p', task: null, contract: 'c', customer: 'k' };
  const role: RateEntry<'BILL'> = {
    kind: 'BILL',
    subject: { scope: 'ROLE', ids: ['dev'] },
    currency: eur,
    hourlyRate: '120.50',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  };
  const time = { id: 't', workedOn: '2026-03-05', minutes: 30, facts };
  const policy = { currency: eur, mode: 'HALF_UP' } as const;
  expect(priceTime(time, rateTable('BILL', [role]), policy)).toMatchObject({
    kind: 'PRICED',
    standard: euros('60.25'),
    hourlyRate: '120.50',
    why: expect.stringContaining('the role rate of dev') as string,
  });
  expect(priceTime({ ...time, workedOn: '2025-12-31' }, rateTable('BILL', [role]), policy)).toMatchObject({
    kind: 'HELD',
    hold: { code: 'NO_RATE' },
  });
});

const worked = (id: string, workedOn: string, value: string, line = 'l1'): CappedWork => ({
  id,
  contract: line === 'l9' ? 'c9' : 'c1',
  line,
  workedOn,
  value: euros(value),
});
const cap = (id: string, scope: Cap['scope'], limit: string, consumed = '0'): Cap => ({
  id,
  scope,
  limit: euros(limit),
  consumed: euros(consumed),
});

test('rule 23: the crossing line splits and the excess is held, oldest work first', () => {
  const total = cap('nte', { kind: 'CONTRACT', contract: 'c1' }, '1000', '400');
  const { splits, remaining } = splitByCaps(
    [
      worked('b', '2026-03-02', '300'),
      worked('c', '2026-03-03', '50'),
      worked('a', '2026-03-01', '400'),
      worked('x', '2026-03-01', '900', 'l9'),
    ],
    [total],
  );
  expect(splits.map(({ id, billable, held, heldBy }) => [id, billable.amount, held.amount, heldBy])).toEqual([
    ['a', '400.00', '0.00', []],
    ['x', '900.00', '0.00', []],
    ['b', '200.00', '100.00', ['nte']],
    ['c', '0.00', '50.00', ['nte']],
  ]);
  expect(remaining.get('nte')?.amount).toBe('0.00');
  expect(heldByCap(splits, total).amount).toBe('150.00');
});

test('rule 23: caps of a line and of a period bind apart, and the tightest decides', () => {
  const caps = [
    cap('nte', { kind: 'CONTRACT', contract: 'c1' }, '1000'),
    cap('line', { kind: 'LINE', line: 'l1' }, '150'),
    cap('march', { kind: 'PERIOD', contract: 'c1', from: '2026-03-01', to: '2026-03-31' }, '500'),
  ];
  const { splits } = splitByCaps(
    [worked('a', '2026-03-31', '200'), worked('b', '2026-04-01', '400', 'l2'), worked('c', '2026-03-31', '400', 'l2')],
    caps,
  );
  expect(splits.map(({ id, billable, heldBy }) => [id, billable.amount, heldBy])).toEqual([
    ['a', '150.00', ['line']],
    ['c', '350.00', ['march']],
    ['b', '400.00', []],
  ]);
});

test('rule 23: a cap overrun lets nothing through, and a correction with a minus makes room', () => {
  const overrun = cap('nte', { kind: 'CONTRACT', contract: 'c1' }, '100', '150');
  const { splits } = splitByCaps(
    [worked('a', '2026-03-01', '20'), worked('b', '2026-03-02', '-80'), worked('c', '2026-03-03', '20')],
    [overrun],
  );
  expect(splits.map(({ billable, held }) => [billable.amount, held.amount])).toEqual([
    ['0.00', '20.00'],
    ['-80.00', '0.00'],
    ['20.00', '0.00'],
  ]);
});

test('rule 23: whatever the caps, nothing is lost, no cap is passed, and the order of the list does not matter', () => {
  const item = fc.record({
    line: fc.constantFrom('l1', 'l2'),
    day: fc.integer({ min: 1, max: 28 }),
    value: fc.bigInt({ min: 0n, max: 100_000n }),
  });
  const limit = fc.bigInt({ min: 0n, max: 500_000n });
  let crossed = 0;
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), fc.tuple(limit, limit, limit), (drawn, limits) => {
      const work = drawn.map(({ line, day, value }, index) => ({
        ...worked(`t${index}`, `2026-03-${String(day).padStart(2, '0')}`, '0', line),
        value: moneyFromMinor(value, eur),
      }));
      const scopes: readonly Cap['scope'][] = [
        { kind: 'CONTRACT', contract: 'c1' },
        { kind: 'LINE', line: 'l1' },
        { kind: 'PERIOD', contract: 'c1', from: '2026-03-10', to: '2026-03-20' },
      ];
      const caps = scopes.map((scope, index) => ({
        ...cap(`cap${index}`, scope, '0'),
        limit: moneyFromMinor(limits[index]!, eur),
      }));
      const { splits, remaining } = splitByCaps(work, caps);
      splits.forEach((split) => {
        const { value } = work.find(({ id }) => id === split.id)!;
        expect(toMinor(split.billable) + toMinor(split.held)).toBe(toMinor(value));
        expect(split.heldBy.length > 0).toBe(toMinor(split.held) > 0n);
        if (toMinor(split.held) > 0n && toMinor(split.billable) > 0n) crossed += 1;
      });
      for (const left of remaining.values()) expect(toMinor(left) >= 0n).toBe(true);
      expect(splitByCaps([...work].reverse(), caps).splits).toEqual(splits);
    }),
    runs,
  );
  expect(crossed).toBeGreaterThan(500);
});

test('rule 24: a fixed fee is billed by its schedule, which comes to the fee to the cent', () => {
  const schedule = instalments(euros('1000.00'), [
    { dueOn: '2026-01-31', weight: 1n },
    { dueOn: '2026-02-28', weight: 1n },
    { dueOn: '2026-03-31', weight: 1n },
  ]);
  expect(schedule.map(({ amount }) => amount.amount)).toEqual(['333.34', '333.33', '333.33']);
  expect(scheduleFault(euros('1000'), schedule)).toBeNull();
  expect(scheduleFault(euros('1000.01'), schedule)).toContain('1000.00 and the fee is 1000.01');
  expect(
    scheduleFault(
      euros('1000'),
      schedule.map((one) => ({ ...one, number: 1 })),
    ),
  ).toContain('one number');
  expect(dueInstalments(schedule, new Set([1]), '2026-02-28').map(({ number }) => number)).toEqual([2]);
  expect(dueInstalments(schedule, new Set(), '2026-02-27').map(({ number }) => number)).toEqual([1]);
});

test('rule 25: a milestone is billed on acceptance, in part where accepted in part', () => {
  const facts = { id: 'm', amount: euros('999.99'), acceptedPercent: '33.3', billed: zero(eur) };
  expect(milestoneBilling({ ...facts, acceptedPercent: null }, 'HALF_UP')).toEqual({
    kind: 'HELD',
    hold: { code: 'NOT_ACCEPTED', milestone: 'm' },
  });
  expect(milestoneBilling(facts, 'HALF_UP')).toMatchObject({ kind: 'BILL', amount: euros('333.00') });
  expect(milestoneBilling({ ...facts, billed: euros('333') }, 'HALF_UP')).toEqual({ kind: 'NOTHING_NEW' });
  expect(milestoneBilling({ ...facts, billed: euros('400') }, 'HALF_UP')).toEqual({
    kind: 'CREDIT',
    amount: euros('67.00'),
  });
  expect(milestoneBilling({ ...facts, acceptedPercent: '100', billed: euros('333') }, 'HALF_UP')).toMatchObject({
    amount: euros('666.99'),
    cumulative: euros('999.99'),
  });
  for (const acceptedPercent of ['100.01', '-1'])
    expect(() => milestoneBilling({ ...facts, acceptedPercent }, 'HALF_UP')).toThrow('give 0 to 100');
});

test('rule 25: parts accepted one after another come to the whole', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 8n }),
      fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 8 }),
      (minor, cuts) => {
        const amount = moneyFromMinor(minor, eur);
        let billed = zero(eur);
        for (const percent of [...cuts.sort((a, b) => a - b), 10_000]) {
          const step = milestoneBilling(
            {
              id: 'm',
              amount,
              acceptedPercent: `${Math.floor(percent / 100)}.${String(percent % 100).padStart(2, '0')}`,
              billed,
            },
            'HALF_EVEN',
          );
          if (step.kind === 'BILL') billed = step.cumulative;
          expect(step.kind === 'CREDIT' || step.kind === 'HELD').toBe(false);
        }
        expect(billed).toEqual(amount);
      },
    ),
    runs,
  );
});

const lot = (id: string, change: Partial<Lot> = {}): Lot => ({
  id,
  from: '2026-01-01',
  expiresOn: '2026-03-31',
  quantity: 600n,
  remaining: 600n,
  price: euros('1000'),
  ...change,
});

test('rule 26: a retainer is drawn down from what lapses first, and beyond it is overage', () => {
  const lots = [lot('late', { expiresOn: null }), lot('soon')];
  const first = drawDown(lots, { on: '2026-03-31', quantity: 700n }, 'BILL');
  expect(first.drawn).toEqual([
    { lot: 'soon', quantity: 600n, value: euros('1000') },
    { lot: 'late', quantity: 100n, value: euros('166.67') },
  ]);
  expect(first.overage).toBe(0n);
  const second = drawDown(first.lots, { on: '2026-04-01', quantity: 700n }, 'HOLD');
  expect(second).toMatchObject({ overage: 200n, overageIs: 'HOLD', drawn: [{ value: euros('833.33') }] });
  expect(drawDown(lots, { on: '2025-12-31', quantity: 1n }, 'BILL').overage).toBe(1n);
  expect(() => drawDown(lots, { on: '2026-03-01', quantity: 0n }, 'BILL')).toThrow('draw more than 0');
});

test('rule 26: expired hours are breakage unless they roll over, in whole or in part', () => {
  const lots = [lot('a', { remaining: 150n }), lot('b', { expiresOn: null })];
  expect(lapse(lots, '2026-03-31', { kind: 'NONE' })).toEqual([]);
  expect(lapse(lots, '2026-04-01', { kind: 'NONE' })).toMatchObject([
    { lot: { id: 'a', remaining: 0n }, rolled: null, breakage: euros('250') },
  ]);
  const roll = (quantityMax: bigint | null): unknown =>
    lapse(lots, '2026-04-01', { kind: 'ROLL', quantityMax, expiresOn: '2026-06-30' });
  expect(roll(null)).toMatchObject([
    {
      breakage: euros('0'),
      rolled: { quantity: 150n, price: euros('250'), expiresOn: '2026-06-30', from: '2026-04-01' },
    },
  ]);
  expect(roll(60n)).toMatchObject([{ breakage: euros('150'), rolled: { quantity: 60n, price: euros('100') } }]);
  expect(roll(0n)).toMatchObject([{ breakage: euros('250'), rolled: null }]);
});

test('rule 26: rejected work gives back to the lots it came from, once', () => {
  const { lots, drawn } = drawDown([lot('a')], { on: '2026-02-01', quantity: 100n }, 'BILL');
  expect(giveBack(lots, drawn)).toEqual([lot('a')]);
  expect(() => giveBack(giveBack(lots, drawn), drawn)).toThrow('given back already');
});

test('rule 26: draws, roll-overs, breakage and what is left come to what was paid', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      fc.array(fc.bigInt({ min: 1n, max: 400n }), { maxLength: 12 }),
      fc.option(fc.bigInt({ min: 0n, max: 700n })),
      (minor, draws, quantityMax) => {
        const price = moneyFromMinor(minor, eur);
        let lots: readonly Lot[] = [lot('a', { price }), lot('b', { price, expiresOn: null })];
        const earned: Money[] = [];
        let wanted = 0n;
        let overage = 0n;
        for (const quantity of draws) {
          const result = drawDown(lots, { on: '2026-02-01', quantity }, 'BILL');
          lots = result.lots;
          wanted += quantity;
          overage += result.overage;
          earned.push(...result.drawn.map(({ value }) => value));
        }
        const lapsed = lapse(lots, '2026-04-01', { kind: 'ROLL', quantityMax, expiresOn: null });
        const rest = [lots[1]!, ...lapsed.flatMap(({ rolled }) => rolled ?? [])];
        const total = sum(eur, [...earned, ...lapsed.map(({ breakage }) => breakage), balanceOf(rest, zero(eur))]);
        expect(toMinor(total)).toBe(2n * minor);
        expect(overage).toBe(wanted > 1_200n ? wanted - 1_200n : 0n);
        for (const one of rest) expect(toMinor(unusedValue(one)) >= 0n).toBe(true);
      },
    ),
    runs,
  );
});

const monthly: RecurringLine = {
  amount: euros('310'),
  everyMonths: 1,
  alignment: 'CALENDAR',
  timing: 'ADVANCE',
  startOn: '2026-01-16',
  endOn: '2026-03-10',
};

test('rule 27: a recurring charge is prorated at both ends, in advance or in arrears', () => {
  expect(
    charges(monthly, '2026-12-31', 'HALF_UP').map(({ from, to, billOn, days, ofDays, amount }) => [
      from,
      to,
      billOn,
      days,
      ofDays,
      amount.amount,
    ]),
  ).toEqual([
    ['2026-01-16', '2026-01-31', '2026-01-16', 16, 31, '160.00'],
    ['2026-02-01', '2026-02-28', '2026-02-01', 28, 28, '310.00'],
    ['2026-03-01', '2026-03-10', '2026-03-01', 10, 31, '100.00'],
  ]);
  const arrears = charges({ ...monthly, timing: 'ARREARS' }, '2026-02-28', 'HALF_UP');
  expect(arrears.map(({ billOn }) => billOn)).toEqual(['2026-01-31', '2026-02-28']);
  expect(charges(monthly, '2026-01-31', 'HALF_UP')).toHaveLength(1);
  expect(charges(monthly, '2026-01-15', 'HALF_UP')).toEqual([]);
});

test('rule 27: an anniversary on the 31st does not drift, and quarters begin with the calendar’s', () => {
  const yearly = { ...monthly, alignment: 'ANNIVERSARY', startOn: '2026-01-31', endOn: null } as const;
  expect(charges(yearly, '2026-04-30', 'HALF_UP').map(({ from, to }) => `${from} ${to}`)).toEqual([
    '2026-01-31 2026-02-27',
    '2026-02-28 2026-03-30',
    '2026-03-31 2026-04-29',
    '2026-04-30 2026-05-30',
  ]);
  const quarterly = charges(
    { ...monthly, everyMonths: 3, startOn: '2026-02-15', endOn: null },
    '2026-04-01',
    'HALF_UP',
  );
  expect(quarterly.map(({ from, to, days, ofDays }) => [from, to, days, ofDays])).toEqual([
    ['2026-02-15', '2026-03-31', 45, 90],
    ['2026-04-01', '2026-06-30', 91, 91],
  ]);
  expect(() => charges({ ...monthly, endOn: null }, '2100-01-01', 'HALF_UP')).toThrow('More than 240 charges');
});

test('rule 27: the periods of a line join, and its days are charged once each', () => {
  const line = fc.record({
    everyMonths: fc.constantFrom(1, 3, 6, 12),
    alignment: fc.constantFrom('CALENDAR', 'ANNIVERSARY'),
    timing: fc.constantFrom('ADVANCE', 'ARREARS'),
    start: fc.integer({ min: 0, max: 1_500 }),
    length: fc.integer({ min: 0, max: 1_200 }),
  });
  const day = (offset: number): string => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
  fc.assert(
    fc.property(line, ({ start, length, ...shape }) => {
      const made = charges(
        { amount: euros('100'), ...shape, startOn: day(start), endOn: day(start + length) },
        '2040-01-01',
        'HALF_UP',
      );
      expect(made.at(0)?.from).toBe(day(start));
      expect(made.at(-1)?.to).toBe(day(start + length));
      expect(made.reduce((total, { days }) => total + days, 0)).toBe(length + 1);
      made.slice(1, -1).forEach(({ amount }) => expect(amount).toEqual(euros('100')));
    }),
    { ...runs, numRuns: 300 },
  );
});
