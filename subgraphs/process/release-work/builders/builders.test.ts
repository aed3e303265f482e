// Documents that another system builds: what it can bill of a release, whether it came to what was claimed, and how long it is waited for.
import { describe, expect, test } from 'vitest';
import { changeWork } from '../../billing/work-item.ts';
import { newWork } from '../../billing/work-law.ts';
import type { PsaBuiltInvoice } from '../../systems/psa-billing.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import type { ExpenseEntry, WorkContract } from '../facts.ts';
import { planRelease } from '../plan.ts';
import { billingPolicyOf, billingSchema, builderOfPolicy } from '../policy.ts';
import { books, entry, eur, project, question } from '../sample-work.ts';
import { awaitedOf } from './awaiting.ts';
import type { Billable } from './billables.ts';
import { builtDifference } from './difference.ts';

const policyOf = (rule: object) => billingPolicyOf(billingSchema.parse({ rules: [rule] }), 'DE01');
const byPsa = { policy: policyOf({ builder: 'PSA' }) };
const time = (id: string): RecordRef => ({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id });

describe('who builds a document', () => {
  test('is the policy of its legal entity, and stays what it was when the work was released', () => {
    expect(builderOfPolicy(policyOf({}))).toEqual({ kind: 'GATEWAY' });
    expect(builderOfPolicy(policyOf({ builder: 'ERP' }))).toEqual({ kind: 'ERP', builds: 'WHEN_ASKED' });
    expect(builderOfPolicy(policyOf({ builder: 'ERP', erpBuilds: 'BY_ITSELF' }))).toMatchObject({
      builds: 'BY_ITSELF',
    });
    const { documents, blocker } = planRelease(project([entry('T1')]), books(), question(byPsa));
    expect([blocker, documents[0]?.document.builder]).toEqual([null, { kind: 'PSA' }]);
  });
});

describe('what a PSA can bill', () => {
  const capped: WorkContract = {
    ...{ id: 'K1', number: 'K1', isActive: true, status: 'ACTIVE', purchaseOrder: null },
    caps: [{ id: 'contract K1', scope: { kind: 'CONTRACT', contract: 'K1' }, limit: eur('150') }],
  };

  test('is whole entries: the one that crosses a cap is held with all it is worth, not split', () => {
    const work = [entry('T1'), entry('T2', { workedOn: '2026-11-04' })];
    const asked = project(work, { contract: capped });
    const byUs = planRelease(asked, books(), question());
    expect(byUs.documents[0]?.net).toEqual(eur('150.00'));
    const plan = planRelease(asked, books(), question(byPsa));
    expect(plan.documents[0]?.net).toEqual(eur('100.00'));
    expect(plan.held.map(({ source, amount, hold }) => [source, amount, hold.code])).toEqual([
      ['T2', eur('100.00'), 'OVER_CAP'],
    ]);
    expect(plan.overCap.map(({ held }) => held)).toEqual([eur('100.00')]);
  });

  test('is nothing that was written down by us: the rest of it waits, and the others go on', () => {
    const [down, whole] = [entry('T1'), entry('T2')];
    const written = changeWork(newWork('T1', 1, eur('100.00')), { kind: 'WRITE_DOWN', amount: eur('20.00') });
    if (written.kind !== 'CHANGED') throw new Error(written.message);
    const kept = new Map([['T1', { item: written.item, content: down.content, heldByPerson: null }]]);
    const plan = planRelease(project([down, whole]), books({ kept }), question(byPsa));
    expect(plan.documents[0]?.net).toEqual(eur('100.00'));
    expect(plan.held.map(({ source, amount, hold }) => [source, amount, hold.code])).toEqual([
      ['T1', eur('80.00'), 'HELD_BY_PERSON'],
    ]);
  });

  test('is a receipt at what was paid: one that is billed at another price waits with both, and the time is billed', () => {
    const ref: RecordRef = { system: 'PSA', instance: 'kantata', kind: 'EXPENSE', id: 'E1' };
    const spent = (source: string, category: string): ExpenseEntry => ({
      ...{ kind: 'EXPENSE', ref: { ...ref, id: source }, source, content: `v1 of ${source}`, workedOn: '2026-11-05' },
      ...{ person: null, approver: null, approvedAt: null, category, hasReceipt: true },
      paid: { amount: '119.00', currency: 'EUR' },
    });
    const expenseRules = [{ category: 'Travel', taxPercent: '19' }, { taxPercent: '0' }];
    const policy = policyOf({ builder: 'PSA', expenseRules });
    const work = project([entry('T1')], { expenses: [spent('E1', 'Travel'), spent('E2', 'Meals')] });
    const plan = planRelease(work, books(), question({ policy }));
    expect(plan.documents[0]?.net).toEqual(eur('219.00'));
    const [held, ...others] = plan.held;
    expect(others).toEqual([]);
    expect(held).toMatchObject({ source: 'E1', amount: eur('100.00'), hold: { code: 'HELD_BY_PERSON' } });
    for (const figure of ['119.00 EUR', '100.00 EUR']) expect(JSON.stringify(held?.hold)).toContain(figure);
    // Written up to what the PSA bills, it is billed.
    const { content } = spent('E1', 'Travel');
    const up = changeWork(newWork('E1', 1, eur('100.00')), { kind: 'WRITE_UP', amount: eur('19.00') });
    if (up.kind !== 'CHANGED') throw new Error(up.message);
    const kept = new Map([['E1', { item: up.item, content, heldByPerson: null }]]);
    const after = planRelease(work, books({ kept }), question({ policy }));
    expect([after.documents[0]?.net, after.held]).toEqual([eur('338.00'), []]);
  });

  test('is no part of an entry whose rest stays billed, and nobody is sent to bill it there by hand', () => {
    const kept = new Map([
      ['T1', { item: newWork('T1', 2, eur('100.00')), content: entry('T1').content, heldByPerson: null, isPart: true }],
    ]);
    const plan = planRelease(project([entry('T1'), entry('T2')]), books({ kept }), question(byPsa));
    expect(plan.documents[0]?.net).toEqual(eur('100.00'));
    const [held] = plan.held;
    expect(held).toMatchObject({ source: 'T1', hold: { code: 'HELD_BY_PERSON' } });
    expect(JSON.stringify(held?.hold)).toContain('the rest stays billed');
    expect(JSON.stringify(held?.hold)).not.toContain('by hand');
  });
});

describe('what a PSA built', () => {
  const claimed: readonly Billable[] = [
    { ref: time('1'), net: { amount: '120.00', currency: 'EUR' } },
    { ref: time('2'), net: { amount: '33.33', currency: 'EUR' } },
  ];
  const built = (change: Partial<PsaBuiltInvoice> = {}): PsaBuiltInvoice => ({
    ...{ ref: { ...time('7'), kind: 'INVOICE' }, number: '27', status: 'OPEN', issuedOn: '2026-11-20' },
    ...{ total: { amount: '153.33', currency: 'EUR' }, items: claimed as PsaBuiltInvoice['items'] },
    ...change,
  });

  test('is taken over only when each piece and the whole are what was claimed', () => {
    expect(builtDifference(claimed, built())).toBeNull();
    const [first, second] = built().items;
    if (first === undefined || second === undefined) throw new Error('no items');
    const cent = { amount: '33.34', currency: 'EUR' };
    const dearer = built({ total: { amount: '153.34', currency: 'EUR' }, items: [first, { ...second, net: cent }] });
    for (const figure of ['153.34', '153.33', '33.34', '33.33'])
      expect(builtDifference(claimed, dearer)).toContain(figure);
    // Two that differ the other way round come to the same whole.
    const swapped = built({
      items: [
        { ...first, net: second.net },
        { ...second, net: first.net },
      ],
    });
    expect(builtDifference(claimed, swapped)).toContain('2 of 2 pieces differ');
    expect(builtDifference(claimed, built({ items: [first] }))).toContain('1 of 2 pieces of work are not on it');
    expect(builtDifference(claimed, built({ items: [first, second, { ...second, ref: time('3') }] }))).toContain(
      'it bills 3 pieces of work, claimed were 2',
    );
    // Something that is no piece of work stands on it: a line typed in by hand, or a tax.
    expect(builtDifference(claimed, built({ total: { amount: '160.00', currency: 'EUR' } }))).toContain('160.00');
    expect(builtDifference(claimed, built({ total: { amount: '153.33', currency: 'USD' } }))).toContain('USD');
    expect(builtDifference([], built())).not.toBeNull();
  });
});

describe('an ERP that builds by itself', () => {
  const invoice: RecordRef = { system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id: '9' };
  const waiting = { state: 'SUBMITTED', invoices: [] } as const;
  const hour = 3_600_000;
  const after = (waitedMs: number) => ({ waitedMs, buildsWithinHours: 72 });

  test('is looked at with growing pauses, seconds at first and a quarter of an hour at most, until a person is asked', () => {
    const pauses = [0, 60_000, hour, 71 * hour].map((waitedMs) => awaitedOf(waiting, after(waitedMs)));
    expect(pauses).toEqual([2_000, 30_000, 900_000, 900_000].map((ms) => ({ kind: 'REST', ms })));
    expect(awaitedOf(waiting, after(72 * hour))).toMatchObject({ kind: 'ASK', code: 'NOT_BUILT_YET' });
  });

  test('tells its one invoice; several, or voided ones only, are a question, and what is closed or gone a no', () => {
    expect(awaitedOf({ state: 'BUILT', invoices: [invoice] }, after(0))).toEqual({ kind: 'BUILT', invoice });
    const parts = { state: 'BUILT', invoices: [invoice, { ...invoice, id: '10' }] } as const;
    expect(awaitedOf(parts, after(0))).toMatchObject({ kind: 'ASK', code: 'BUILT_IN_PARTS' });
    expect(awaitedOf({ state: 'BUILT', invoices: [] }, after(0))).toMatchObject({ kind: 'ASK', code: 'BUILT_VOIDED' });
    expect(awaitedOf({ state: 'REFUSED', invoices: [] }, after(0)).kind).toBe('REFUSED');
    expect(awaitedOf(null, after(0)).kind).toBe('REFUSED');
  });
});
