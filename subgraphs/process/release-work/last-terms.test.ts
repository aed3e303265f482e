// What a draft was made under, looked at once more when everybody has agreed to it.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../journal/run-journal.ts';
import { type BillingLine, newLine } from '../billing/line-law.ts';
import type { BillEntry, WorkContract } from './facts.ts';
import { type TermFacts, termsOf } from './last-terms.ts';
import { planRelease } from './plan.ts';
import { books, entry, eur, project, question, seller } from './sample-work.ts';

const work = [entry('T1'), entry('T2')];

function itemOf(of: BillEntry, capScope = 'K1'): TermFacts['items'][number] {
  return { capScope, facts: { entry: of, hourlyRate: '100', why: '', heldByPerson: null } };
}

const contract: WorkContract = {
  ...{ id: 'K1', number: 'K1', isActive: true, status: 'ACTIVE', purchaseOrder: 'PO-1', caps: [] },
};

/** A draft of two hours on 20 November, with what is said of it on the same day. */
function facts(change: Partial<TermFacts> = {}): TermFacts {
  const own = project(work, { contract });
  const [planned] = planRelease(own, books(), question()).documents;
  if (planned === undefined) throw new Error('nothing was planned');
  const draft = { document: planned.document as unknown as Json, net: { amount: '200.00', currency: 'EUR' } };
  const { policy, today } = question();
  return {
    draft,
    project: own,
    books: books(),
    items: work.map((each) => itemOf(each)),
    line: null,
    policy,
    today,
    ...change,
  };
}

const milestone: BillEntry = {
  ...{
    kind: 'MILESTONE',
    source: 'M1',
    content: '200.00 EUR',
    workedOn: '2026-11-03',
    approver: null,
    approvedAt: null,
  },
  ...{ ref: null, scheduleLine: '1', title: 'Go live', from: '2026-11-03', to: '2026-11-03' },
};

/** A cap that is used beyond its limit. */
function overused(isOfHours: boolean): Partial<TermFacts> {
  const cap = { id: 'cap', scope: { kind: 'CONTRACT', contract: 'K1' } as const, limit: eur('150'), isOfHours };
  return {
    project: project(work, { contract: { ...contract, caps: [cap] } }),
    books: books({ used: new Map([['cap', eur('200')]]) }),
  };
}

test('terms that are as they were are kept', () => {
  expect(termsOf(facts())).toEqual({ kind: 'KEPT' });
});

describe('a cap that was lowered meanwhile stops it (DOMAIN rule 23)', () => {
  test.each([
    ['work under a cap of hours', true, work.map((each) => itemOf(each)), 'OVER_CAP'],
    ['a milestone under a cap of the whole contract', false, [itemOf(milestone, 'L1')], 'OVER_CAP'],
    ['but no milestone by a cap of hours', true, [itemOf(milestone, 'L1')], null],
  ])('%s', (_what, isOfHours, items, code) => {
    expect(termsOf(facts({ ...overused(isOfHours), items }))).toMatchObject(
      code === null ? { kind: 'KEPT' } : { kind: 'REFUSED', code },
    );
  });
});

test('a contract line that was amended to less than is billed of it and under way stops its bills, and no others (DOMAIN rules 32, 68)', () => {
  const line = newLine('L1', eur('150'));
  const places = { ...line.places, scheduled: eur('-50'), claimed: eur('200') };
  const amended: BillingLine = { ...line, places, claim: { run: 'drafts', amount: eur('200') } };
  const terms = termsOf(facts({ items: [itemOf(milestone, 'L1')], line: amended }));
  expect(terms).toMatchObject({ kind: 'REFUSED', code: 'OVER_CAP' });
  expect(terms.kind === 'REFUSED' ? terms.message : '').toContain('by 50.00');
  expect(termsOf(facts({ line: amended }))).toEqual({ kind: 'KEPT' });
});

test('the last day of the client’s order is the seller’s own day', () => {
  const order = { ...contract, orderExpiresOn: '2026-11-20' };
  const own = project(work, { contract: order });
  expect(termsOf(facts({ project: own })).kind).toBe('KEPT');
  expect(termsOf(facts({ project: own, today: '2026-11-21' }))).toMatchObject({ code: 'PURCHASE_ORDER_EXPIRED' });
});

test('its period closed, it is dated as a draft of today would be, so that its days to pay begin then (DOMAIN rules 44, 45)', () => {
  const [november] = seller().periods;
  if (november === undefined) throw new Error('no period');
  const december = { ...november, name: 'Dec 2026', startOn: '2026-12-01', endOn: '2026-12-31' };
  const closed = { ...november, receivables: 'CLOSED' as const };
  const own = project(work, { contract, seller: seller({ periods: [closed, december] }) });
  const on = (today: string) => termsOf(facts({ project: own, today }));
  expect(on('2026-11-20')).toEqual({ kind: 'REDATED', accountingOn: '2026-12-01' });
  expect(on('2026-12-09')).toEqual({ kind: 'REDATED', accountingOn: '2026-12-09' });
  expect(on('2027-01-04')).toEqual({ kind: 'REDATED', accountingOn: '2026-12-31' });
  const none = project(work, { contract, seller: seller({ periods: [closed] }) });
  expect(termsOf(facts({ project: none }))).toMatchObject({ code: 'NO_OPEN_PERIOD' });
});
