// Bills by plan out of what three systems say: which line a project delivers, its milestones and periods, and that of a line no more is
// billed than it is worth, after every step of long random lives. The seed is fixed and printed with every counterexample.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { compare, isZero, money, moneyFromMinor, sum, toMinor } from '../../../schema/canon/money.ts';
import { lineFaults } from './line-law.ts';
import { beyondLine, lineStanding } from './line-standing.ts';
import { lineOfProject, plannedBills, type PricedLine } from './planned-bills.ts';
import { toldBills, type ToldPlan } from './told-bills.ts';
import { changeWork, reissueBilled, type WorkChange } from './work-item.ts';
import { newWork, type WorkItem } from './work-law.ts';

const eur = currencyCode('EUR');
const of = (amount: string) => money(amount, eur);
const at = (amount: string) => ({ amount, currency: 'EUR' });

function line(id: string, amount: string, change: Partial<PricedLine> = {}): PricedLine {
  return {
    ...{ id, description: `Line ${id}`, billingModel: 'FIXED_FEE', amount: of(amount), periodPrice: null },
    ...{ startOn: '2026-01-15', endOn: '2026-12-31', rollover: false },
    ...change,
  };
}

/** A milestone of the schedule and of the PSA, by the PSA's own id. */
const told: ToldPlan = {
  ...{ billingModel: 'FIXED_FEE', currency: 'EUR', psaInstance: 'psa' },
  lines: [{ ...line('K', '1000.00'), amount: at('1000.00'), unitPrice: null }],
  schedule: [
    { id: '2', description: 'Build', dueOn: '2026-06-30', amount: at('600.00'), status: 'PLANNED', milestone: '72' },
    { id: '1', description: 'Design', dueOn: '2026-03-31', amount: at('400.00'), status: 'READY', milestone: '71' },
  ],
  milestones: [],
};

test('rule 25: a milestone is named by the PSA’s record of it, in order of the days, whatever order the schedule is told in', () => {
  const { line: choice, bills } = toldBills(told, '2026-12-31');
  expect(choice.kind).toBe('LINE');
  const id = mintId({ system: 'PSA', instance: 'psa', kind: 'MILESTONE', id: '71' });
  expect(bills.map(({ title }) => title)).toEqual(['Design', 'Build']);
  expect(bills[0]).toMatchObject({ source: id, scheduleLine: '1', amount: of('400.00'), kind: 'FIXED_FEE' });
  // A milestone the PSA does not have any more has no amount there, and is billed by nobody.
  expect(bills[0]?.milestone).toEqual({ id, name: 'Design', dueOn: null, amount: null, billed: false });
});

test('rule 24: the line of a project is the one of its model, of several the one its schedule comes to; two that fit are nobody’s guess', () => {
  const asked = { billingModel: 'FIXED_FEE', currency: 'EUR', scheduled: of('700.00') };
  const retainer = line('R', '700.00', { billingModel: 'RETAINER' });
  expect(lineOfProject([line('A', '500.00'), line('B', '700.00'), retainer], asked)).toMatchObject({
    kind: 'LINE',
    line: { id: 'B' },
  });
  expect(lineOfProject([line('A', '500.00'), retainer], asked)).toMatchObject({ kind: 'LINE', line: { id: 'A' } });
  expect(lineOfProject([line('A', '700.00'), line('B', '700.00')], asked)).toMatchObject({ kind: 'UNKNOWN' });
  expect(lineOfProject([retainer], asked)).toMatchObject({ kind: 'UNKNOWN' });
  expect(lineOfProject([line('A', '1.00')], { ...asked, currency: 'USD' })).toMatchObject({ kind: 'UNKNOWN' });
});

test('rule 27: without a schedule periods are the contract’s own, prorated at both ends, and have the names a schedule would give them', () => {
  const subscription = line('S', '12000.00', {
    billingModel: 'RECURRING',
    periodPrice: of('3100.00'),
    endOn: '2026-03-10',
  });
  const plans = { line: subscription, kind: 'RECURRING' as const, milestones: [], through: '2026-12-31' };
  const bills = plannedBills({ ...plans, schedule: [] });
  // 17 of 31 days of January, all of February, 10 of 31 days of March; each billed when it is over.
  expect(bills.map(({ from, to, dueOn, amount }) => [from, to, dueOn, amount.amount])).toEqual([
    ['2026-01-15', '2026-01-31', '2026-01-31', '1700.00'],
    ['2026-02-01', '2026-02-28', '2026-02-28', '3100.00'],
    ['2026-03-01', '2026-03-10', '2026-03-10', '1000.00'],
  ]);
  const scheduled = (dueOn: string) => ({
    ...{ id: dueOn, description: null, dueOn, amount: of('3100.00'), status: 'READY' as const, milestone: null },
  });
  const planned = plannedBills({ ...plans, schedule: ['2026-01-31', '2026-02-28', '2026-03-31'].map(scheduled) });
  // The books know them by both (`bill-names`).
  expect(planned.map(({ formerly }) => formerly)).toEqual(bills.map(({ source }) => source));
});

test('rule 27: periods whose price is not a month’s are told, with both figures, instead of billed twelve times', () => {
  const faultOf = (
    amount: string,
    unitPrice: string,
    term: { startOn?: string; endOn: string | null },
    schedule: ToldPlan['schedule'] = [],
  ) => {
    const own = {
      ...line('S', amount, { billingModel: 'RECURRING', startOn: '2026-01-01', ...term }),
      amount: at(amount),
    };
    return toldBills({ ...told, billingModel: 'RECURRING', lines: [{ ...own, unitPrice }], schedule }, '2026-02-28')
      .fault;
  };
  const year = { endOn: '2026-12-31' };
  expect(faultOf('12000.00', '12000.00', year)).toContain('12 months at 12000.00 come to 144000.00');
  expect(faultOf('12000.00', '12000.00', { endOn: null })).toContain('without an end');
  for (const right of [
    faultOf('12000.00', '1000.00', year),
    // Prorated at both ends; by the months it touches; and with a price that was rounded.
    faultOf('5800.00', '3100.00', { startOn: '2026-01-15', endOn: '2026-03-10' }),
    faultOf('9300.00', '3100.00', { startOn: '2026-01-15', endOn: '2026-03-10' }),
    faultOf('1000.00', '83.33', year),
    faultOf('12000.00', '1000.00', { endOn: null }),
    faultOf('12000.00', '1000.00', { endOn: '2099-12-31' }),
    // A schedule counts before the contract's own periods.
    faultOf('12000.00', '12000.00', year, [{ ...told.schedule[0]!, milestone: null }]),
  ])
    expect(right).toBeNull();
});

test('rule 27: in advance a scheduled bill serves to the day before the next, in arrears from the day after the one before', () => {
  const scheduled = (id: string, dueOn: string) => ({
    ...{ id, description: id, dueOn, amount: of('10.00'), status: 'PLANNED' as const, milestone: null },
  });
  const schedule = [scheduled('a', '2026-02-01'), scheduled('b', '2026-05-01')];
  const spans = (kind: 'RETAINER' | 'RECURRING') =>
    plannedBills({ line: line('L', '20.00'), kind, schedule, milestones: [], through: '2026-12-31' }).map(
      ({ from, to }) => `${from}..${to}`,
    );
  expect(spans('RETAINER')).toEqual(['2026-02-01..2026-04-30', '2026-05-01..2026-12-31']);
  expect(spans('RECURRING')).toEqual(['2026-01-15..2026-02-01', '2026-02-02..2026-05-01']);
});

/** One random step of a random bill: what, and how much of it in 1/8. */
const step = fc.record({
  bill: fc.nat(2),
  kind: fc.constantFrom(
    ...([
      'CLAIM',
      'CLAIM',
      'CLAIM',
      'SUBMIT',
      'SUBMIT',
      'SUBMIT',
      'FOUND_POSTED',
      'FOUND_POSTED',
      'FOUND_POSTED',
    ] as const),
    ...(['UNCLAIM', 'FOUND_NOT_POSTED', 'CREDIT'] as const),
  ),
  share: fc.constantFrom(1n, 3n, 8n, 8n),
  rounding: fc.constantFrom(0n, 0n, 1n, -1n),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const tally = { claimed: 0, refused: 0, posted: 0, credited: 0 };

function changeOf({ kind, share, rounding }: Step, item: WorkItem): WorkChange | null {
  const run = 'draft';
  switch (kind) {
    case 'CLAIM': {
      const amount = moneyFromMinor((toMinor(item.places.unbilled) * share) / 8n, eur);
      return isZero(amount) ? null : { kind, run, amount, why: 'as agreed' };
    }
    case 'FOUND_POSTED':
      return item.claim === null
        ? null
        : { kind, run, posted: moneyFromMinor(toMinor(item.claim.amount) + rounding, eur) };
    case 'UNCLAIM':
    case 'SUBMIT':
    case 'FOUND_NOT_POSTED':
      return { kind, run };
    case 'CREDIT':
      return null;
  }
}

type Versions = readonly WorkItem[];
type Guard = typeof beyondLine;
const facts = { id: 'K', value: of('1000.00'), before: of('120.00') };

/** Carries a step out on the bills of one line; `guard` may be a broken one. */
function walk(bills: readonly Versions[], drawn: Step, guard: Guard): readonly Versions[] {
  const index = drawn.bill % bills.length;
  const versions = bills[index] ?? [];
  const item = versions.at(-1);
  if (item === undefined) return bills;
  const put = (next: Versions) => bills.map((each, place) => (place === index ? next : each));
  if (drawn.kind === 'CREDIT') {
    const amount = moneyFromMinor((toMinor(item.places.billed) * drawn.share) / 8n, eur);
    const credit = isZero(amount) ? null : reissueBilled(versions, item.version, amount);
    if (credit?.kind !== 'REISSUED') return bills;
    tally.credited += 1;
    const changed = new Map([...credit.changed, credit.next].map((each) => [each.version, each]));
    return put([...versions.map((each) => changed.get(each.version) ?? each), credit.next]);
  }
  const change = changeOf(drawn, item);
  if (change === null) return bills;
  if (change.kind === 'CLAIM' && guard(lineStanding(facts, bills.flat()), change.amount) !== null) {
    tally.refused += 1;
    return bills;
  }
  const result = changeWork(item, change);
  if (result.kind === 'REFUSED') return bills;
  if (change.kind === 'CLAIM') tally.claimed += 1;
  if (change.kind === 'FOUND_POSTED') tally.posted += 1;
  return put([...versions.slice(0, -1), result.item]);
}

/** Milestones that come to more than the line, as an amendment that only the PSA knows of makes them. */
const begin: readonly Versions[] = ['600.00', '500.00', '450.00'].map((amount, index) => [
  newWork(`M${index}`, 1, of(amount)),
]);

/** Faults of the first state that has any, walking with a guard; empty when none has. */
function faultsOf(steps: readonly Step[], guard: Guard): readonly string[] {
  let bills = begin;
  for (const drawn of steps) {
    bills = walk(bills, drawn, guard);
    const standing = lineStanding(facts, bills.flat());
    const faults = lineFaults(standing);
    if (faults.length > 0) return faults;
    // Counted once more, with nothing of the law: what is with the ERP or on its way, and before go-live, is within the line.
    const items = bills.flat();
    const taken = sum(eur, [
      facts.before,
      ...items.flatMap(({ places }) => [places.claimed, places.inDoubt, places.billed]),
    ]);
    const rounding = sum(
      eur,
      items.map((item) => item.rounding),
    );
    if (toMinor(taken) - toMinor(rounding) > toMinor(facts.value)) return [`${taken.amount} of 1000.00 is taken`];
  }
  return [];
}

const runs = { seed: 20261121, numRuns: 150 };
const steps = fc.array(step, { minLength: 20, maxLength: 60 });

test('rule 68: whatever happens to its bills, of a line no more is billed and under way than it is worth', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      expect(faultsOf(drawn, beyondLine)).toEqual([]);
    }),
    runs,
  );
});

test('rule 68: a guard that forgets what is under way, or to look at all, is caught', () => {
  const blind: Guard = () => null;
  const forgetful: Guard = (standing, amount) => {
    const { scheduled, claimed, inDoubt } = standing.places;
    return beyondLine(
      { ...standing, places: { ...standing.places, scheduled: sum(eur, [scheduled, claimed, inDoubt]) } },
      amount,
    );
  };
  for (const guard of [blind, forgetful]) {
    const found = fc.check(
      fc.property(steps, (drawn) => faultsOf(drawn, guard).length === 0),
      runs,
    );
    expect(found.failed).toBe(true);
  }
});

test('rule 68: what a bill is beyond its line is said to the cent', () => {
  const standing = lineStanding(facts, [newWork('M', 1, of('880.00'))]);
  expect(standing.places.scheduled).toEqual(of('880.00'));
  expect(beyondLine(standing, of('880.00'))).toBeNull();
  expect(compare(beyondLine(standing, of('880.01')) ?? of('0'), of('0.01'))).toBe(0);
});

afterAll(() => {
  expect(tally.claimed).toBeGreaterThan(500);
  expect(tally.refused).toBeGreaterThan(50);
  expect(tally.posted).toBeGreaterThan(100);
  expect(tally.credited).toBeGreaterThan(20);
});
