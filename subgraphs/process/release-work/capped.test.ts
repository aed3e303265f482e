// Caps where work is released and drawn (DOMAIN rule 23): what a contract's own words come to, and that nothing gets past them.
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import { contractCaps } from '../billing/contract-caps.ts';
import { toldBills } from '../billing/told-bills.ts';
import { planDraw } from './contract/draw-plan.ts';
import type { RetainerBooks } from './contract/prepaid.ts';
import type { ContractProject } from './contract/facts.ts';
import type { WorkContract, WorkEntry } from './facts.ts';
import { planRelease, type ReleasePlan } from './plan.ts';
import { billingPolicyOf, billingSchema } from './policy.ts';
import { withoutFreed } from './rebill.ts';
import { books, entry, eur, project, question } from './sample-work.ts';

const usd = (amount: string): Money => money(amount, currencyCode('USD'));

function under(caps: WorkContract['caps'], change: Partial<WorkContract> = {}): WorkContract {
  return { id: 'K1', number: 'C-1', isActive: true, status: 'ACTIVE', purchaseOrder: null, caps, ...change };
}
const whole = (limit: Money) => ({ id: 'contract C-1', scope: { kind: 'CONTRACT', contract: 'K1' } as const, limit });

function said({ documents, held }: Pick<ReleasePlan, 'documents' | 'held'>) {
  return {
    billed: documents.map(({ net }) => net.amount),
    held: held.map(({ hold, amount }) => [hold.code, amount?.amount ?? null]),
  };
}

/** A retainer that has November paid in: 250.00. */
function retained(entries: readonly WorkEntry[], contract: WorkContract): [ContractProject, RetainerBooks] {
  const at = (amount: string) => ({ amount, currency: 'EUR' });
  const bill = { description: 'Care', dueOn: '2026-11-01', amount: at('250.00'), status: 'BILLED', milestone: null };
  const next = { ...bill, id: '2', dueOn: '2026-12-01', status: 'PLANNED' };
  const line = { id: 'RL', description: 'Care', startOn: '2026-10-01', endOn: '2026-12-31', rollover: false };
  const told = toldBills(
    {
      ...{ billingModel: 'RETAINER', currency: 'EUR', psaInstance: 'psa', milestones: [] },
      schedule: [{ ...bill, id: '1' }, next] as never,
      lines: [{ ...line, billingModel: 'RETAINER', amount: at('1000.00'), unitPrice: null }],
    },
    '2026-12-31',
  );
  const november = told.bills.find(({ from }) => from === '2026-11-01');
  const position = { ...books().position!, milestonesBilled: new Map([[november?.source ?? '', eur('250.00')]]) };
  const bills = { position, kept: new Map(), items: [] };
  return [
    { project: project(entries, { billingModel: 'RETAINER', contract }), ...told },
    { work: books({ position }), bills, lots: [], draws: [] },
  ];
}

function draw(entries: readonly WorkEntry[], contract: WorkContract) {
  const [contracted, retainer] = retained(entries, contract);
  const plan = planDraw(contracted, [{ startOn: null, endOn: null }], retainer, { ...question(), lapseBefore: null });
  expect(plan.blocker).toBeNull();
  const held = plan.covered.map(({ item }) => item.places.held.amount);
  return { ...said(plan), keptInBooks: held.filter((amount) => amount !== '0.00') };
}

describe('rule 23: the excess over a retainer is under the contract’s caps', () => {
  const hours = Array.from({ length: 9 }, (_, index) => entry(`T${index}`));
  test('what a cap lets through is billed, and the rest of it is held', () => {
    // 900.00 of work: 250.00 is prepaid, 650.00 over, of which 120.00 is agreed.
    const { billed, held, keptInBooks } = draw(hours, under([whole(eur('120.00'))]));
    expect(billed).toEqual(['120.00']);
    expect(held.map(([code]) => code)).toEqual(Array.from({ length: 6 }, () => 'OVER_CAP'));
    // 50.00 of the third hour and 70.00 of the fourth are billed; what a cap keeps whole is held in the books as well.
    expect(held.map(([, amount]) => amount)).toEqual(['30.00', ...Array.from({ length: 5 }, () => '100.00')]);
    expect(keptInBooks).toEqual(Array.from({ length: 5 }, () => '100.00'));
  });
  test('and without a cap all of it is billed', () => {
    expect(draw(hours, under([]))).toEqual({ billed: ['650.00'], held: [], keptInBooks: [] });
  });
});

describe('rules 4 and 23: what limits work in another currency holds it', () => {
  test('a cap in dollars is not no cap for work in euros', () => {
    const plan = planRelease(project([entry('T1')], { contract: under([whole(usd('1000.00'))]) }), books(), question());
    expect(said(plan)).toEqual({ billed: [], held: [['CURRENCY_DIFFERS', '100.00']] });
  });
  test('nor is an order in dollars an order without a value', () => {
    const contract = under([], { purchaseOrder: 'PO-1', orderValue: usd('1000.00') });
    const plan = planRelease(project([entry('T1')], { contract }), books({ orderUsed: eur('0') }), question());
    expect(said(plan)).toEqual({ billed: [], held: [['CURRENCY_DIFFERS', '100.00']] });
  });
});

describe('rule 23: a minus', () => {
  const work = [
    entry('T0', { minutes: -60, role: 'Analyst', workedOn: '2026-11-02' }),
    entry('T1', { minutes: 120, role: 'Consultant' }),
  ];
  const contract = under([whole(eur('100.00'))]);
  test('makes no room in a cap while it waits on a document of its own', () => {
    const policy = billingPolicyOf(billingSchema.parse({ rules: [{ grouping: ['WORK_TYPE'] }] }), 'DE01');
    const plan = planRelease(project(work, { contract }), books(), question({ policy }));
    expect(said(plan)).toEqual({
      billed: ['100.00'],
      held: [
        ['HELD_BY_PERSON', '-100.00'],
        ['OVER_CAP', '100.00'],
      ],
    });
  });
  test('makes room as it is billed', () => {
    expect(said(planRelease(project(work, { contract }), books(), question()))).toEqual({
      billed: ['100.00'],
      held: [],
    });
  });
});

describe('rule 23: caps of lines by the hour', () => {
  const line = (id: string, cap: string | null, startOn: string | null = null, endOn: string | null = null) => ({
    ...{ id, billingModel: 'TIME_AND_MATERIALS', startOn, endOn },
    notToExceed: cap === null ? null : { amount: cap, currency: 'EUR' },
  });
  const capsOf = (...lines: readonly ReturnType<typeof line>[]) =>
    contractCaps({ id: 'K1', number: 'C-1', notToExceed: null, lines });
  const billedUnder = (work: readonly WorkEntry[], ...lines: readonly ReturnType<typeof line>[]) =>
    said(planRelease(project(work, { contract: under(capsOf(...lines)) }), books(), question()));

  test('two of the same days bill no more than both may together: nobody says which an hour is of', () => {
    const hours = [entry('T1'), entry('T2'), entry('T3')];
    const { billed, held } = billedUnder(hours, line('L1', '100.00'), line('L2', '150.00'));
    expect([billed, held]).toEqual([['250.00'], [['OVER_CAP', '50.00']]]);
  });
  test('have none while one of the same days has none: any hour may be of that one', () => {
    expect(capsOf(line('L1', '100.00'), line('L2', null))).toEqual([]);
    const later = line('L3', '70.00', '2027-01-01', null);
    const ended = [line('L1', '100.00', null, '2026-12-31'), line('L2', null, null, '2026-12-31')] as const;
    expect(capsOf(...ended, later).map(({ id, limit }) => [id, limit.amount])).toEqual([['line L3', '70.00']]);
  });
  test('hold on every other day than those of a neighbour without one', () => {
    const year = line('L1', '100.00', '2026-01-01', '2026-12-31');
    const june = line('L2', null, '2026-06-01', '2026-06-30');
    const [cap, ...more] = capsOf(year, june);
    expect([cap?.id, cap?.limit.amount, more]).toEqual(['line L1', '100.00', []]);
    expect(cap?.scope).toEqual({
      ...{ kind: 'PERIOD', contract: 'K1', from: '0001-01-01', to: '9999-12-31' },
      except: [{ from: '2026-06-01', to: '2026-06-30' }],
    });
    const october = line('L2', null, '2026-10-01', '2026-11-04');
    const hours = [entry('T1'), entry('T2', { workedOn: '2026-11-04' }), entry('T3', { workedOn: '2026-11-10' })];
    expect(hours.map(({ workedOn }) => workedOn)).toEqual(['2026-11-03', '2026-11-04', '2026-11-10']);
    expect(billedUnder(hours, year, october)).toEqual({ billed: ['300.00'], held: [] });
    expect(billedUnder([...hours, entry('T4', { workedOn: '2026-11-11' })], year, october)).toEqual({
      ...{ billed: ['300.00'], held: [['OVER_CAP', '100.00']] },
    });
  });
  test('late hours count for the line that ended last, and are under no cap where that one has none', () => {
    const ended = line('L1', '100.00', '2026-10-01', '2026-10-31');
    const days = (...lines: readonly ReturnType<typeof line>[]) =>
      capsOf(...lines).map(({ id, scope }) => [id, scope.kind === 'PERIOD' ? [scope.from, scope.to] : scope.kind]);
    expect(days(ended, line('L2', null, '2026-10-15', '2026-11-15'))).toEqual([
      ['line L1', ['0001-01-01', '2026-10-14']],
    ]);
    expect(days(ended, line('L2', null, '2026-09-01', '2026-10-15'))).toEqual([
      ['line L1', ['2026-10-16', '9999-12-31']],
    ]);
    expect(days(ended, line('L2', '50.00', '2026-10-15', '2026-11-15'))).toEqual([['lines L1 and L2', 'CONTRACT']]);
  });
  test('those that follow each other have a cap of their own days, and no day is under none', () => {
    const lines = [line('L1', '100.00', '2026-10-01', '2026-11-05'), line('L2', '50.00', '2026-11-08', null)] as const;
    expect(capsOf(...lines).map(({ id, scope }) => [id, scope])).toEqual([
      ['line L1', { kind: 'PERIOD', contract: 'K1', from: '0001-01-01', to: '2026-11-07' }],
      ['line L2', { kind: 'PERIOD', contract: 'K1', from: '2026-11-08', to: '9999-12-31' }],
    ]);
    const hours = [
      ...[entry('T1'), entry('T2', { workedOn: '2026-11-06' })],
      ...[entry('T3', { workedOn: '2026-11-10' })],
    ];
    expect(billedUnder(hours, ...lines)).toEqual({
      billed: ['150.00'],
      held: [
        ['OVER_CAP', '100.00'],
        ['OVER_CAP', '50.00'],
      ],
    });
  });
  test('the only one counts every hour of its contract, whatever its days', () => {
    expect(
      capsOf(line('L1', '100.00', '2026-10-01', '2026-10-31'), { ...line('F', '9'), billingModel: 'FIXED_FEE' }),
    ).toEqual([{ id: 'line L1', scope: { kind: 'CONTRACT', contract: 'K1' }, limit: eur('100.00'), isOfHours: true }]);
  });
});

test('rule 23: work that a credit takes back has left room in the caps that counted it, and in no other', () => {
  const days = { kind: 'PERIOD', contract: 'K1', from: '2026-11-01', to: '2026-11-30' } as const;
  const line = { id: 'line L1', scope: days, limit: eur('100.00') };
  const work = project([], { contract: under([whole(eur('500.00')), line]) });
  const used = new Map([
    ['contract C-1', eur('500.00')],
    ['line L1', eur('100.00')],
  ]);
  const freed = [
    { workedOn: '2026-11-03', capScope: 'K1', amount: eur('60.00') },
    // Of before its project had the contract; of October; of a contract it was under once.
    { workedOn: '2026-11-03', capScope: 'P1', amount: eur('10.00') },
    { workedOn: '2026-10-03', capScope: 'K1', amount: eur('200.00') },
    { workedOn: '2026-11-03', capScope: 'K0', amount: eur('25.00') },
  ];
  expect([...withoutFreed(used, work, freed)]).toEqual([
    ['contract C-1', eur('230.00')],
    ['line L1', eur('30.00')],
  ]);
});
