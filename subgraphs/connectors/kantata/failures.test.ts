import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../runtime/http.ts';
import { faultOf, overloadPauseMs, refusalKind } from './failures.ts';

function reply(status: number, body: unknown = { errors: [] }, headers: Record<string, string> = {}): HttpReply {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

describe('faults', () => {
  test.each([
    [400, 'SYSTEM_REFUSED'],
    [401, 'SYSTEM_UNAUTHORIZED'],
    [403, 'SYSTEM_FORBIDDEN'],
    [404, 'SYSTEM_REFUSED'],
    [408, 'SYSTEM_TIMEOUT'],
    [422, 'SYSTEM_REFUSED'],
    [429, 'SYSTEM_OVERLOADED'],
    [500, 'SYSTEM_UNAVAILABLE'],
    [503, 'SYSTEM_UNAVAILABLE'],
    [504, 'SYSTEM_TIMEOUT'],
  ])('status %i is %s', (status, code) => {
    expect(faultOf('kantata', reply(status), 'projects').code).toBe(code);
  });

  test('an overload without a word is paused by our own, with one by the vendor, an hour at most', () => {
    const pause = (headers: Record<string, string>) => faultOf('kantata', reply(429, {}, headers), 'x').retryAfterMs;
    expect(pause({})).toBe(overloadPauseMs);
    expect(pause({ 'retry-after': '7' })).toBe(7_000);
    expect(pause({ 'retry-after': '999999' })).toBe(3_600_000);
    expect(pause({ 'retry-after': 'soon' })).toBe(overloadPauseMs);
  });

  test('what the vendor says stays out of the message, what kind of error it is comes along', () => {
    const body = { errors: [{ type: 'validation', field: 'title', message: 'Acme merger is secret' }] };
    const fault = faultOf('kantata', reply(422, body), 'projects');
    expect(fault.vendorCode).toBe('validation');
    expect(JSON.stringify([fault, fault.message])).not.toContain('Acme');
  });

  test('a refused token says what to do', () => {
    expect(faultOf('kantata', reply(401), 'projects').message).toContain(
      'put a new one where the configuration says the token is',
    );
  });

  test.each([['not json'], ['[]'], ['null'], ['{"errors":{}}'], ['{"errors":[7]}'], ['{"errors":[{"type":3}]}']])(
    'the body %s names no kind of error',
    (text) => {
      expect(refusalKind(text)).toBeNull();
    },
  );
});
