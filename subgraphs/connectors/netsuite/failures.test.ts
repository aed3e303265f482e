import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../runtime/http.ts';
import { faultOf, retryAfterMs, signInFault } from './failures.ts';

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function problem(code: string, detail = 'Contract 4711 of Müller GmbH'): unknown {
  return { type: 'x', title: 'y', status: 400, 'o:errorDetails': [{ detail, 'o:errorCode': code }] };
}

describe('NetSuite’s refusals as faults', () => {
  test.each([
    [400, 'INVALID_PARAMETER', 'SYSTEM_REFUSED'],
    [400, 'SSS_REQUEST_LIMIT_EXCEEDED', 'SYSTEM_OVERLOADED'],
    [401, 'INVALID_LOGIN', 'SYSTEM_UNAUTHORIZED'],
    [403, 'INSUFFICIENT_PERMISSION', 'SYSTEM_FORBIDDEN'],
    [404, 'NONEXISTENT_ID', 'SYSTEM_REFUSED'],
    [408, 'REQUEST_TIMEOUT', 'SYSTEM_TIMEOUT'],
    [429, 'CONCURRENCY_LIMIT_EXCEEDED', 'SYSTEM_OVERLOADED'],
    [500, 'UNEXPECTED_ERROR', 'SYSTEM_UNAVAILABLE'],
    [503, 'UNEXPECTED_ERROR', 'SYSTEM_UNAVAILABLE'],
    [504, 'UNEXPECTED_ERROR', 'SYSTEM_TIMEOUT'],
  ])('%i %s is %s', (status, vendorCode, code) => {
    expect(faultOf('netsuite', reply(status, problem(vendorCode)), 'suiteql:x')).toMatchObject({ code, vendorCode });
  });

  test('nothing of the vendor’s text gets into the message', () => {
    const fault = faultOf('netsuite', reply(400, problem('USER_ERROR')), 'suiteql:invoices');
    expect(fault.message).toBe('ERP (netsuite) refused the request');
    expect(JSON.stringify([fault, fault.message])).not.toContain('Müller');
    expect(fault.detail).not.toContain('4711');
  });

  test('a field that the instance does not know is named, for it is our own name for it', () => {
    const detail =
      "Search error occurred: Unknown identifier 't.custbody_dispute_reason'. Available identifiers are: {t}";
    expect(faultOf('netsuite', reply(400, problem('INVALID_PARAMETER', detail)), 'x').message).toContain(
      'no field or record t.custbody_dispute_reason',
    );
  });

  test('a body that is no problem document still has its status', () => {
    expect(faultOf('netsuite', reply(502, '<html>bad gateway</html>'), 'x')).toMatchObject({
      code: 'SYSTEM_UNAVAILABLE',
      vendorCode: null,
    });
  });

  test('Retry-After is read as seconds or as a date, and is bounded', () => {
    const now = Date.parse('2026-11-20T09:00:00Z');
    expect(retryAfterMs('7', now)).toBe(7_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 09:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 08:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999', now)).toBe(3_600_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });

  test('a sign-in that is refused says what to look at; an overloaded token endpoint stays an overload', () => {
    expect(signInFault('netsuite', reply(401, { error: 'invalid_client' }))).toMatchObject({
      code: 'SYSTEM_UNAUTHORIZED',
      vendorCode: 'invalid_client',
    });
    expect(signInFault('netsuite', reply(400, { error: 'invalid_grant' })).message).toContain('certificate');
    expect(signInFault('netsuite', reply(429, problem('CONCURRENCY_LIMIT_EXCEEDED'))).code).toBe('SYSTEM_OVERLOADED');
    expect(signInFault('netsuite', reply(503, '')).code).toBe('SYSTEM_UNAVAILABLE');
  });
});
