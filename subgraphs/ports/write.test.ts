import { expect, test } from 'vitest';
import { Fault, faultCodes } from '../runtime/fault.ts';
import { businessKey, outcomeOfFault } from './write.ts';

test('every fault is either a no, an outage that left nothing behind, or a doubt', () => {
  const kinds = faultCodes.map((code) => {
    const outcome = outcomeOfFault(new Fault({ code, system: 'ERP', instance: 'n' }), 5);
    return `${code} ${outcome.kind === 'NOT_APPLIED' ? outcome.reason : outcome.kind}`;
  });
  expect(kinds).toEqual([
    'SYSTEM_UNAVAILABLE IN_DOUBT',
    'SYSTEM_TIMEOUT IN_DOUBT',
    'SYSTEM_OVERLOADED OUTAGE',
    'SYSTEM_QUOTA_EXHAUSTED OUTAGE',
    'SYSTEM_UNAUTHORIZED OUTAGE',
    'SYSTEM_FORBIDDEN REFUSED',
    'SYSTEM_REFUSED REFUSED',
    'SYSTEM_ANSWER_INVALID IN_DOUBT',
    'CIRCUIT_OPEN OUTAGE',
    'BUDGET_EXHAUSTED OUTAGE',
    'DEADLINE_EXCEEDED IN_DOUBT',
    'CANCELLED IN_DOUBT',
  ]);
});

test('a connection that was never made leaves no doubt', () => {
  const fault = new Fault({ code: 'SYSTEM_UNAVAILABLE', system: 'ERP', instance: 'n', mayHaveActed: false });
  expect(outcomeOfFault(fault, 5)).toMatchObject({ kind: 'NOT_APPLIED', reason: 'OUTAGE' });
});

test.each(['short', 'with|pipe-12', '-leading-dash', 'x'.repeat(64), 'späte-Rechnung'])(
  '%s is no business key',
  (text) => {
    expect(() => businessKey(text)).toThrow(RangeError);
  },
);

test('a key that every vendor can keep is one', () => {
  expect(businessKey('customer-6f1d1c0e_US01-1')).toBe('customer-6f1d1c0e_US01-1');
});
