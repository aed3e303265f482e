// Expenses in a release, from facts alone: what of them is billed and at what, with or without the time, and what waits with its money.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { minorOf } from '../../../../schema/canon/fraction.ts';
import { moneyFromMinor } from '../../../../schema/canon/money.ts';
import { newWork } from '../../billing/work-law.ts';
import type { ExpenseEntry, WorkProject } from '../facts.ts';
import { planRelease, type ReleasePlan } from '../plan.ts';
import { type BillingPolicy, billingPolicyOf, billingSchema, type BillingConfig } from '../policy.ts';
import { previewOf } from '../preview.ts';
import { books, entry, eur, project, question, seller } from '../sample-work.ts';
import { spendingOf } from '../selection.ts';
import { priceExpense } from './price.ts';

type Rules = BillingConfig['rules'][number]['expenseRules'];
type Asked = Parameters<typeof billingSchema.parse>[0];

/** A receipt of 119 euros in November. */
function spent(source: string, change: Partial<ExpenseEntry> = {}): ExpenseEntry {
  const ref = { system: 'PSA', instance: 'psa', kind: 'EXPENSE', id: source } as const;
  return {
    ...{ kind: 'EXPENSE', ref, source, content: `v1 of ${source}`, workedOn: '2026-11-05' },
    ...{ person: { ...ref, kind: 'RESOURCE', id: 'R1' }, approver: null, approvedAt: '2026-11-10T08:00:00Z' },
    ...{ category: 'Travel', paid: { amount: '119.00', currency: 'EUR' }, hasReceipt: true },
    ...change,
  };
}

function policy(own: object): BillingPolicy {
  const asked: Asked = { rules: [own] };
  return billingPolicyOf(billingSchema.parse(asked), 'DE01');
}

/** German tax within everything, all of it recovered. */
const recovered: Partial<Rules[number]>[] = [{ taxPercent: '19' }];
const usual = policy({ expenseRules: recovered });

function planned(work: Partial<WorkProject>, asked: Parameters<typeof question>[0] = {}): ReleasePlan {
  return planRelease(project([], work), books(), question({ policy: usual, ...asked }));
}

function linesOf({ documents }: ReleasePlan) {
  return documents.flatMap(({ document }) =>
    document.lines.map(({ kind, description, net, taxCode }) => [kind, description, net.amount, taxCode ?? null]),
  );
}

describe('expenses in a release', () => {
  test('stand beside the time, at what they cost without the tax that is recovered (DOMAIN rule 53)', () => {
    const plan = planned({ entries: [entry('T1')], expenses: [spent('E1'), spent('E2', { workedOn: '2026-11-09' })] });
    expect(plan.held).toEqual([]);
    expect(linesOf(plan)).toEqual([
      ['TIME', 'Consultant, 2026-11-03', '100.00', null],
      ['EXPENSE', 'Travel, 2026-11-05 to 2026-11-09', '200.00', null],
    ]);
    // 19 % of 300.
    expect(plan.documents[0]?.document.taxEstimate.amount).toBe('57.00');
    const why = plan.documents[0]?.lines[1]?.parts[0]?.candidate.why;
    expect(why).toBe('Travel of 119.00 EUR, less 19.00 tax that is recovered');
  });

  test('go apart, or never, where the legal entity says so; alone they are released by themselves', () => {
    const work = { entries: [entry('T1')], expenses: [spent('E1')] };
    const apart = policy({ expenses: 'APART', expenseRules: recovered });
    expect(linesOf(planned(work, { policy: apart })).map(([kind]) => kind)).toEqual(['TIME']);
    expect(linesOf(planned(work, { policy: apart, of: 'EXPENSES' })).map(([kind]) => kind)).toEqual(['EXPENSE']);
    const never = policy({ expenses: 'NEVER', expenseRules: recovered });
    expect(linesOf(planned(work, { policy: never })).map(([kind]) => kind)).toEqual(['TIME']);
    expect(planned(work, { policy: never, of: 'EXPENSES' }).blocker?.code).toBe('EXPENSES_NEVER');
  });

  test('are billed under every billing model: a fee covers time, and no tickets', () => {
    const work = { entries: [entry('T1')], expenses: [spent('E1')] };
    const fixed = planned({ ...work, billingModel: 'FIXED_FEE' });
    expect(fixed.absorbed.map(({ entry: { source } }) => source)).toEqual(['T1']);
    expect(linesOf(fixed).map(([kind]) => kind)).toEqual(['EXPENSE']);
    // A contract that bills nothing yet absorbs all the same.
    const blocked = planned({ ...work, billingModel: 'FIXED_FEE', isBillingHeld: true });
    expect([blocked.blocker, blocked.absorbed.length, blocked.documents.length]).toEqual([null, 1, 0]);
    expect(blocked.held.map(({ source, amount }) => [source, amount?.amount])).toEqual([['E1', '100.00']]);
    const retained = planned({ ...work, billingModel: 'RETAINER' }, { of: 'EXPENSES' });
    expect([retained.blocker, linesOf(retained).length]).toEqual([null, 1]);
  });

  test.each([
    { what: 'no receipt', change: { hasReceipt: false }, code: 'NO_RECEIPT' },
    { what: 'another currency', change: { paid: { amount: '80.00', currency: 'USD' } }, code: 'NO_EXCHANGE_RATE' },
    { what: 'a category that is not billed on', own: [{ category: 'Travel', bill: 'NOT' }], code: 'NOT_BILLABLE' },
    { what: 'tax of which nobody says how much is recovered', own: [], code: 'RECOVERABLE_TAX_UNKNOWN' },
  ])('wait with their money and an owner for $what', ({ change = {}, own = recovered, code }) => {
    const plan = planned({ expenses: [spent('E1', change)] }, { policy: policy({ expenseRules: own }) });
    expect(plan.documents).toEqual([]);
    const amount = code === 'NO_EXCHANGE_RATE' ? undefined : '119.00';
    expect(plan.held.map(({ hold, amount: held }) => [hold.code, held?.amount])).toEqual([[code, amount]]);
    const [shown] = previewOf(plan, project([])).held;
    expect([shown?.explanation, shown?.owner, shown?.remedy].every((text) => (text ?? '') !== '')).toBe(true);
  });

  test('need no receipt where the firm asks for none, and lose no tax where there is none to recover', () => {
    const own = policy({ expenseRules: [{ category: 'Mileage', receiptRequired: false }] });
    const american = { seller: seller({ country: 'US' }), currency: 'EUR', contract: null, policy: own };
    const mileage = spent('E1', { category: 'Mileage', hasReceipt: false });
    expect(priceExpense(mileage, american)).toMatchObject({ kind: 'PRICED', standard: eur('119.00') });
    expect(priceExpense(spent('E2', { hasReceipt: false }), american)).toMatchObject({ hold: { code: 'NO_RECEIPT' } });
  });

  test('what was paid in the name of the client is passed on whole, outside the tax base (art. 79(c))', () => {
    const own = policy({
      expenseRules: [...recovered, { category: 'Visa', bill: 'DISBURSEMENT', markupPercent: '10' }],
    });
    const oneOutside = seller({ taxCodes: seller().taxCodes.filter(({ reverseCharge }) => !reverseCharge) });
    const work = { seller: oneOutside, expenses: [spent('E1'), spent('E2', { category: 'Visa' })] };
    const plan = planned(work, { policy: own });
    expect(linesOf(plan)).toEqual([
      ['EXPENSE', 'Travel, 2026-11-05', '100.00', null],
      ['EXPENSE', 'Visa, 2026-11-05, paid in your name', '119.00', 'DE-EX'],
    ]);
    const { taxEstimate, gross } = plan.documents[0]?.document ?? {};
    expect([taxEstimate?.amount, gross?.amount]).toEqual(['19.00', '238.00']);
    const codes = [...oneOutside.taxCodes, { ...seller().taxCodes[2], name: 'DE-EX2' } as never];
    const twice = planned({ ...work, seller: seller({ taxCodes: codes }) }, { policy: own });
    expect(twice.held.map(({ source, hold }) => [source, hold.code])).toEqual([['E2', 'TAX_UNDETERMINED']]);
  });

  test('the rule of contract and category counts before the contract’s, the category’s and the general one', () => {
    const own = policy({
      expenseRules: [
        { ...recovered[0], markupPercent: '1' },
        { ...recovered[0], category: 'Travel', markupPercent: '2' },
        { ...recovered[0], contract: 'K1', markupPercent: '3' },
        { ...recovered[0], contract: 'K1', category: 'Travel', markupPercent: '4', markupOn: 'GROSS' },
      ],
    });
    const at = (category: string, number: string): string => {
      const contract = { id: number, number, isActive: true, status: 'ACTIVE', purchaseOrder: null, caps: [] };
      const end = priceExpense(spent('E1', { category }), { ...project([]), contract, policy: own });
      return end.kind === 'PRICED' ? end.standard.amount : end.hold.code;
    };
    expect([at('Meals', 'K2'), at('Travel', 'K2'), at('Meals', 'K1')]).toEqual(['101.00', '102.00', '103.00']);
    // 4 % of 119.00 is 4.76.
    expect(at('Travel', 'K1')).toBe('104.76');
  });

  test('before go-live, billed, or on a draft: left alone like time (DOMAIN rules 29 and 31)', () => {
    const before = spent('E0', { workedOn: '2026-10-30' });
    const item = newWork('E1', 1, eur('100.00'));
    const done = { ...item, places: { ...item.places, unbilled: eur('0.00'), billed: eur('100.00') }, claims: 1 };
    const kept = new Map([['E1', { item: done, content: 'v1 of E1', heldByPerson: null }]]);
    const plan = planRelease(
      project([], { expenses: [before, spent('E1')] }),
      books({ kept }),
      question({ policy: usual }),
    );
    expect([plan.documents.length, plan.held.length, plan.settled]).toEqual([0, 0, 2]);
    const edited = project([], { expenses: [spent('E1', { content: 'v2 of E1' })] });
    const after = planRelease(edited, books({ kept }), question({ policy: usual }));
    expect(after.held.map(({ hold }) => hold.code)).toEqual(['WORK_CHANGED']);
  });

  test('use a contract’s cap like time: the oldest first, what is over it waits', () => {
    const caps = [{ id: 'contract K1', scope: { kind: 'CONTRACT', contract: 'K1' }, limit: eur('150') } as const];
    const contract = { id: 'K1', number: 'K1', isActive: true, status: 'ACTIVE', purchaseOrder: null, caps };
    const plan = planned({ contract, entries: [entry('T1')], expenses: [spent('E1')] });
    expect(linesOf(plan).map(([kind, , net]) => [kind, net])).toEqual([
      ['TIME', '100.00'],
      ['EXPENSE', '50.00'],
    ]);
    expect(plan.held.map(({ source, amount, hold }) => [source, amount?.amount, hold.code])).toEqual([
      ['E1', '50.00', 'OVER_CAP'],
    ]);
  });

  test('of a whole legal entity those are chosen that are taken over, of whatever model', () => {
    const listed = (id: string, billingModel: 'FIXED_FEE' | 'TIME_AND_MATERIALS') =>
      ({ id, billingModel, legalEntity: { code: 'DE01' }, contract: null }) as Parameters<typeof spendingOf>[0][number];
    const choice = { projectIds: [], contractIds: [], legalEntity: 'DE01' };
    const all = [listed('P1', 'FIXED_FEE'), listed('P2', 'TIME_AND_MATERIALS'), listed('P3', 'FIXED_FEE')];
    expect(spendingOf(all, choice, new Set(['P1', 'P2']))).toEqual(['P1', 'P2']);
  });
});

test('property: what the client pays is what was paid, less what is recovered, plus the markup, each rounded once', () => {
  const percent = fc.integer({ min: 0, max: 3_000 }).map((hundredths) => hundredths);
  const text = (hundredths: number): string =>
    `${Math.trunc(hundredths / 100)}.${`${hundredths % 100}`.padStart(2, '0')}`;
  /** Half away from nothing, in whole numbers. */
  const share = (amount: bigint, over: bigint, under: bigint): bigint => {
    const [top, size] = [amount * over * 2n, under * 2n];
    return (top < 0n ? top - under : top + under) / size;
  };
  let recoveredSome = 0;
  fc.assert(
    fc.property(
      fc.bigInt({ min: -9_999_999n, max: 9_999_999n }).filter((cents) => cents !== 0n),
      fc.tuple(percent, percent, fc.integer({ min: 0, max: 10_000 })),
      fc.constantFrom('NET' as const, 'GROSS' as const),
      (cents, [tax, markup, recoverable], markupOn) => {
        const paid = moneyFromMinor(cents, currencyCode('EUR'));
        const rule = {
          taxPercent: text(tax),
          markupPercent: text(markup),
          recoverablePercent: text(recoverable),
          markupOn,
        };
        const end = priceExpense(spent('E1', { paid: { amount: paid.amount, currency: 'EUR' } }), {
          ...{ ...project([]), policy: policy({ expenseRules: [rule] }) },
        });
        if (end.kind !== 'PRICED') throw new Error(end.hold.code);
        const within = share(cents, BigInt(tax), 10_000n + BigInt(tax));
        const back = share(within, BigInt(recoverable), 10_000n);
        const added = share(markupOn === 'NET' ? cents - within : cents, BigInt(markup), 10_000n);
        expect(minorOf(end.standard).numerator).toBe(cents - back + added);
        if (back !== 0n) recoveredSome += 1;
      },
    ),
    { numRuns: 1_000 },
  );
  expect(recoveredSome).toBeGreaterThan(500);
});
