import { describe, expect, it } from 'vitest';
import {
  envelopeFromHeaders,
  headersOf,
  remainingMs,
  requestDeadlineMaxMs,
  requestDeadlineMs,
  systemEnvelope,
} from './envelope.ts';
import type { Principal } from './envelope.ts';

const principal: Principal = { subject: 'ann', role: 'project-manager', token: 'abc.def.ghi' };
const { signal } = new AbortController();

describe('an envelope', () => {
  it('arrives at the next process with the same id, priority and token, and a little less time', () => {
    const sent = envelopeFromHeaders(
      { 'x-correlation-id': 'request-0001', 'x-deadline-ms': '4000', 'x-priority': 'billing' },
      principal,
      signal,
    );
    const headers = headersOf(sent);
    expect(headers.authorization).toBe('Bearer abc.def.ghi');
    const received = envelopeFromHeaders(headers, principal, signal);
    expect(received.correlationId).toBe('request-0001');
    expect(received.priority).toBe('billing');
    expect(received.deadlineAt).toBeLessThan(sent.deadlineAt);
    expect(sent.deadlineAt - received.deadlineAt).toBeLessThan(250);
  });

  it('carries from a service that nothing kept will do; a person who asks so is not heard', () => {
    const service: Principal = { ...principal, service: { scopes: ['billing'], initiator: 'ann' } };
    const headers = headersOf({ ...envelopeFromHeaders({}, service, signal), wantsLive: true });
    expect(envelopeFromHeaders(headers, service, signal).wantsLive).toBe(true);
    expect(envelopeFromHeaders(headers, principal, signal).wantsLive).toBeUndefined();
    expect(envelopeFromHeaders(headersOf(systemEnvelope('feeds')), service, signal).wantsLive).toBeUndefined();
  });

  it('replaces a correlation id that could forge a log line', () => {
    const { correlationId } = envelopeFromHeaders({ 'x-correlation-id': 'evil\n{"level":50}' }, principal, signal);
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['nonsense', 'soon', requestDeadlineMs],
    ['a negative time', '-5', requestDeadlineMs],
    ['more than anybody gets', '999999999', requestDeadlineMaxMs],
    ['nothing left', '0', 0],
  ])('given %s as deadline grants a time of its own', (_, header, grantedMs) => {
    const left = remainingMs(envelopeFromHeaders({ 'x-deadline-ms': header }, principal, signal));
    expect(left).toBeLessThanOrEqual(grantedMs);
    expect(left).toBeGreaterThanOrEqual(Math.max(0, grantedMs - 100));
  });

  it('of the system carries no token, so nothing can be forwarded by accident', () => {
    const envelope = systemEnvelope('start-up');
    expect(envelope.principal.subject).toBe('system:start-up');
    expect(headersOf(envelope)).not.toHaveProperty('authorization');
  });
});
