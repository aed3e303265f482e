// Keys, doubt, order, approval and the four reductions, with the numbers of DOMAIN.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import { type Money, money } from '../../../schema/canon/money.ts';
import { approvalVerdict, type ApprovalRule, approverRole, type Approver } from './approval.ts';
import {
  afterFailure,
  type BillingFacts,
  businessKey,
  compensationOf,
  doubtStep,
  keyDigest,
  keyVerdict,
  mayGo,
  nextGeneration,
  touchedBy,
} from './business-key.ts';
import { reduction, type ReductionKind, reductionRules } from './reduction.ts';

const runs = { seed: 20261121, numRuns: 2_000 };
const eur: CurrencyCode = currencyCode('EUR');
const euros = (amount: string): Money => money(amount, eur);
const facts: BillingFacts = {
  entity: 'DE01',
  project: 'P-7',
  period: '2026-03',
  batch: '',
  documentType: 'INVOICE',
  generation: 1,
};

test('rule 60: the business key is its facts and says so', () => {
  expect(businessKey(facts)).toBe('bill:DE01:P-7:2026-03::INVOICE:1');
  expect(businessKey({ ...facts })).toBe(businessKey(facts));
  expect(keyDigest(businessKey(facts))).toMatch(/^[0-9a-f]{40}$/);
  expect(() => businessKey({ ...facts, generation: 0 })).toThrow('begin with 1');
});

test('rules 33 and 60: a rebill is the next generation, another key', () => {
  expect(nextGeneration(facts)).toEqual({ ...facts, generation: 2 });
  expect(businessKey(nextGeneration(facts))).not.toBe(businessKey(facts));
});

test('rule 60: two facts never make one key, whatever separators their names hold', () => {
  const key = (entity: string, project: string): string => businessKey({ ...facts, entity, project });
  expect(key('a:b', 'c')).not.toBe(key('a', 'b:c'));
  expect(key('a%3Ab', 'c')).not.toBe(key('a:b', 'c'));
  const text = fc.string({ unit: fc.constantFrom('a', ':', '%', '3A', '|', ' ', 'ß'), maxLength: 4 });
  const any = fc.record({
    entity: text,
    project: text,
    period: text,
    batch: text,
    documentType: fc.constantFrom('INVOICE', 'CREDIT_MEMO'),
    generation: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const isSame = (Object.keys(facts) as (keyof BillingFacts)[]).every((key) => a[key] === b[key]);
      expect(businessKey(a) === businessKey(b)).toBe(isSame);
      expect(keyDigest(businessKey(a)) === keyDigest(businessKey(b))).toBe(isSame);
    }),
    runs,
  );
});

test('rule 61: a timeout is doubt: wait the settle time, look up, then decide', () => {
  const doubt = { doubtedAtMs: 1_000, settleMs: 5_000 };
  expect(doubtStep(doubt, 2_000, { kind: 'NOT_ASKED' })).toEqual({ kind: 'WAIT', ms: 4_000 });
  // What was found before the settle time proves nothing of what is still on its way.
  expect(doubtStep(doubt, 5_999, { kind: 'FOUND', documents: [] })).toEqual({ kind: 'WAIT', ms: 1 });
  expect(doubtStep(doubt, 6_000, { kind: 'NOT_ASKED' })).toEqual({ kind: 'LOOK_UP' });
  expect(doubtStep(doubt, 6_000, { kind: 'FOUND', documents: [] })).toEqual({ kind: 'NOT_POSTED' });
  expect(doubtStep(doubt, 6_000, { kind: 'FOUND', documents: ['i1'] })).toEqual({ kind: 'POSTED', document: 'i1' });
  expect(doubtStep(doubt, 6_000, { kind: 'FOUND', documents: ['i1', 'i2'] })).toMatchObject({ kind: 'ASK' });
});

test('rules 61 and 62: silence is doubt, a busy ERP is asked later, a validation error is not repeated', () => {
  expect((['TIMEOUT', 'CONNECTION_LOST'] as const).map(afterFailure)).toEqual(['DOUBT', 'DOUBT']);
  expect((['OVERLOADED', 'UNAVAILABLE'] as const).map(afterFailure)).toEqual(['LATER', 'LATER']);
  expect((['VALIDATION', 'FORBIDDEN', 'PERIOD_CLOSED'] as const).map(afterFailure)).toEqual([
    'NEVER',
    'NEVER',
    'NEVER',
  ]);
});

test('rule 62: the same key with another body is refused', () => {
  expect(keyVerdict('k', 'd1', null)).toEqual({ kind: 'FIRST' });
  expect(keyVerdict('k', 'd1', 'd1')).toEqual({ kind: 'REPEAT' });
  expect(keyVerdict('k', 'd2', 'd1')).toMatchObject({
    kind: 'REFUSED',
    message: expect.stringContaining('another body') as string,
  });
});

test('rule 63: after posting only a credit memo takes a document back', () => {
  expect((['DRAFT', 'IN_DOUBT', 'POSTED'] as const).map(compensationOf)).toEqual([
    'DROP_DRAFT',
    'LOOK_UP_FIRST',
    'CREDIT_MEMO',
  ]);
});

test('rule 63: order is kept per customer and per project', () => {
  const write = (sequence: number, customer: string, project: string): Parameters<typeof mayGo>[0][number] => ({
    id: `w${sequence}`,
    sequence,
    customer,
    project,
  });
  const pending = [
    write(3, 'b', 'p1'),
    write(1, 'a', 'p1'),
    write(2, 'a', 'p2'),
    write(4, 'c', 'p3'),
    write(5, 'c', 'p4'),
    write(6, 'd', 'p2'),
  ];
  expect(mayGo(pending).map(({ id }) => id)).toEqual(['w1', 'w4']);
  expect(mayGo(pending.filter(({ sequence }) => sequence !== 1)).map(({ id }) => id)).toEqual(['w2', 'w3', 'w4']);
});

test('rule 64: a result refreshes what it touched, each record once', () => {
  const ref = (kind: RecordKind, id: string): VendorRef => ({ system: 'ERP', instance: 'erp', kind, id });
  const time = ref('TIME_ENTRY', '1');
  const touched = {
    document: ref('INVOICE', '1'),
    project: ref('PROJECT', '1'),
    customer: ref('CUSTOMER', '1'),
    sources: [time, time, ref('EXPENSE', '1')],
  };
  expect(touchedBy(touched)).toEqual([touched.document, touched.project, touched.customer, time, ref('EXPENSE', '1')]);
});

const policy: readonly ApprovalRule[] = [
  { action: 'WRITE_DOWN', entity: null, from: euros('0'), approver: 'project-manager' },
  { action: 'WRITE_DOWN', entity: null, from: euros('1000'), approver: 'finance-controller' },
  { action: 'WRITE_DOWN', entity: 'JP01', from: euros('500'), approver: 'tokyo-controller' },
];
const request = { action: 'WRITE_DOWN', entity: 'DE01', amount: euros('999.99'), requestedBy: 'ann' } as const;
const person = (name: string, change: Partial<Approver> = {}): Approver => ({
  person: name,
  roles: [],
  delegations: [],
  ...change,
});

test('rule 65: action, company and amount name the role', () => {
  expect(approverRole(policy, request)).toBe('project-manager');
  expect(approverRole(policy, { ...request, amount: euros('1000') })).toBe('finance-controller');
  expect(approverRole(policy, { ...request, amount: euros('-1000') })).toBe('finance-controller');
  expect(approverRole(policy, { ...request, entity: 'JP01' })).toBe('tokyo-controller');
  expect(approverRole(policy, { ...request, amount: money('5', currencyCode('USD')) })).toBeNull();
  expect(approverRole(policy, { ...request, action: 'BAD_DEBT' })).toBeNull();
});

test('rule 65: who asked may not approve, nor lend it; a delegation has dates; no rule is no approval', () => {
  const on = '2026-03-05';
  const verdict = (who: Approver, day = on): unknown => approvalVerdict(policy, request, who, day);
  expect(verdict(person('bob', { roles: ['project-manager'] }))).toEqual({
    kind: 'MAY_APPROVE',
    role: 'project-manager',
    delegatedBy: null,
  });
  expect(verdict(person('ann', { roles: ['project-manager'] }))).toMatchObject({
    message: expect.stringContaining('ann asked for') as string,
  });
  expect(verdict(person('bob', { roles: ['finance-controller'] }))).toMatchObject({ kind: 'MAY_NOT' });
  const lent = person('cy', {
    delegations: [{ role: 'project-manager', by: 'bob', from: '2026-03-01', to: '2026-03-05' }],
  });
  expect(verdict(lent)).toEqual({ kind: 'MAY_APPROVE', role: 'project-manager', delegatedBy: 'bob' });
  expect(verdict(lent, '2026-03-06')).toMatchObject({ kind: 'MAY_NOT' });
  expect(verdict(lent, '2026-02-28')).toMatchObject({ kind: 'MAY_NOT' });
  expect(verdict(person('cy', { delegations: [{ ...lent.delegations[0]!, by: 'ann' }] }))).toMatchObject({
    kind: 'MAY_NOT',
  });
  const uncovered = approvalVerdict([], request, person('bob', { roles: ['project-manager'] }), on);
  expect(uncovered).toMatchObject({ message: expect.stringContaining('No line of the approval policy') as string });
});

test('rule 28: the four reductions differ in what they reduce, who approves, account and tax', () => {
  const kinds = Object.keys(reductionRules) as ReductionKind[];
  expect(kinds).toHaveLength(4);
  for (const by of ['approval', 'account', 'tax'] as const)
    expect(new Set(kinds.map((kind) => reductionRules[kind][by])).size).toBe(4);
  expect(reductionRules.WRITE_DOWN).toMatchObject({ reduces: 'WORK_IN_PROGRESS', tax: 'NONE' });
  expect(reductionRules.CONCESSION).toMatchObject({ reduces: 'BILLED', tax: 'CREDIT_NOTE' });
});

test('rule 28: a reduction keeps the original and its reason, and is never more than is open', () => {
  const ask = {
    of: 'WRITE_DOWN',
    original: euros('100'),
    open: euros('80'),
    amount: euros('30'),
    reason: ' rework ',
    smallBalanceMax: euros('5'),
  } as const;
  expect(reduction(ask)).toMatchObject({
    kind: 'REDUCTION',
    original: euros('100'),
    remaining: euros('50'),
    reason: 'rework',
  });
  expect(reduction({ ...ask, reason: ' ' })).toMatchObject({ message: 'A write down needs a reason' });
  expect(reduction({ ...ask, amount: euros('80.01') }).kind).toBe('REFUSED');
  expect(reduction({ ...ask, amount: euros('0') }).kind).toBe('REFUSED');
  expect(reduction({ ...ask, amount: euros('80') })).toMatchObject({ remaining: euros('0') });
  // A large debt is not written off in small slices.
  expect(reduction({ ...ask, of: 'SMALL_BALANCE', amount: euros('5') })).toMatchObject({
    message: expect.stringContaining('80.00 is no small balance') as string,
  });
  expect(reduction({ ...ask, of: 'SMALL_BALANCE', open: euros('5'), amount: euros('5') }).kind).toBe('REDUCTION');
});
