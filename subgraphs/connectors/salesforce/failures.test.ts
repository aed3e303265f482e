import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../runtime/http.ts';
import { answerFault, faultOf, signInFault, understood } from './failures.ts';
import { UnexpectedAnswer } from './wire.ts';

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function refusal(errorCode: string, message = 'Contract 4711 of Müller GmbH'): unknown {
  return [{ message, errorCode, fields: ['Name'] }];
}

const html = '<html><body><h1>Down for Maintenance</h1></body></html>';

describe('Salesforce’s refusals as faults', () => {
  test.each([
    [400, 'MALFORMED_QUERY', 'SYSTEM_REFUSED', false],
    [400, 'INVALID_FIELD', 'SYSTEM_REFUSED', false],
    [400, 'UNABLE_TO_LOCK_ROW', 'SYSTEM_OVERLOADED', true],
    [400, 'QUERY_TIMEOUT', 'SYSTEM_OVERLOADED', true],
    [401, 'INVALID_SESSION_ID', 'SYSTEM_UNAUTHORIZED', false],
    [403, 'API_DISABLED_FOR_ORG', 'SYSTEM_FORBIDDEN', false],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'SYSTEM_QUOTA_EXHAUSTED', false],
    [404, 'NOT_FOUND', 'SYSTEM_REFUSED', false],
    [414, 'URI_TOO_LONG', 'SYSTEM_REFUSED', false],
    [500, 'UNKNOWN_EXCEPTION', 'SYSTEM_UNAVAILABLE', true],
    [503, 'SERVER_UNAVAILABLE', 'SYSTEM_UNAVAILABLE', true],
  ])('%i %s is %s', (status, vendorCode, code, retryable) => {
    expect(faultOf('salesforce', reply(status, refusal(vendorCode)), 'query:x')).toMatchObject({
      code,
      vendorCode,
      retryable,
      instance: 'salesforce',
    });
  });

  test('the day’s quota and too many calls at once share a code; only the second passes by itself', () => {
    const of = (message: string) =>
      faultOf('salesforce', reply(403, refusal('REQUEST_LIMIT_EXCEEDED', message)), 'x').code;
    expect(of('TotalRequests Limit exceeded.')).toBe('SYSTEM_QUOTA_EXHAUSTED');
    expect(of('ConcurrentRequests (Concurrent API Requests) Limit exceeded.')).toBe('SYSTEM_OVERLOADED');
    expect(of('ConcurrentPerOrgLongTxn Limit exceeded.')).toBe('SYSTEM_OVERLOADED');
  });

  test.each([
    [302, 'SYSTEM_ANSWER_INVALID'],
    [429, 'SYSTEM_OVERLOADED'],
    [404, 'SYSTEM_REFUSED'],
    [500, 'SYSTEM_UNAVAILABLE'],
    [502, 'SYSTEM_UNAVAILABLE'],
    [503, 'SYSTEM_UNAVAILABLE'],
    [504, 'SYSTEM_TIMEOUT'],
  ])('a page for people or no body at all still has its status: %i is %s', (status, code) => {
    for (const body of [html, '', '[]', 'null', '"x"'])
      expect(faultOf('salesforce', reply(status, body), 'x')).toMatchObject({ code, vendorCode: null });
  });

  test('nothing of Salesforce’s text gets into the message or the detail', () => {
    const fault = faultOf('salesforce', reply(400, refusal('FIELD_CUSTOM_VALIDATION_EXCEPTION')), 'query:Account');
    expect(fault.message).toBe('CRM (salesforce) refused the request');
    expect(JSON.stringify([fault, fault.message, fault.detail])).not.toMatch(/Müller|4711/);
  });

  test('Retry-After in seconds is passed on, bounded; anything else is not believed', () => {
    const after = (value: string) => faultOf('salesforce', reply(503, '', { 'retry-after': value }), 'x').retryAfterMs;
    expect(after('7')).toBe(7_000);
    expect(after('999999')).toBe(3_600_000);
    for (const value of ['-5', 'soon', '']) expect(after(value), value).toBeNull();
    expect(faultOf('salesforce', reply(503, ''), 'x').retryAfterMs).toBeNull();
  });
});

describe('signing in', () => {
  test('a refusal says what to look at', () => {
    const body = { error: 'invalid_grant', error_description: 'user hasn’t approved this consumer' };
    for (const status of [400, 401]) {
      const fault = signInFault('salesforce', reply(status, body));
      expect(fault).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', vendorCode: 'invalid_grant', retryable: false });
      expect(fault.message).toContain('client id, key or secret');
      expect(fault.message).not.toContain('consumer');
    }
  });

  test('a login host that is down or busy is no refusal of our credentials', () => {
    expect(signInFault('salesforce', reply(503, html)).code).toBe('SYSTEM_UNAVAILABLE');
    expect(signInFault('salesforce', reply(429, '')).code).toBe('SYSTEM_OVERLOADED');
    const busy = { error: 'unknown_error', error_description: 'retry your request' };
    expect(signInFault('salesforce', reply(400, busy))).toMatchObject({ code: 'SYSTEM_UNAVAILABLE', retryable: true });
  });
});

describe('answers that cannot be read', () => {
  test.each([
    [new UnexpectedAnswer('an account: "Name" is missing or of another form'), '"Name" is missing'],
    [new SyntaxError('The text of 12 characters is not JSON'), 'the body is not JSON'],
    [new RangeError('XXX is no currency'), 'an amount or currency'],
  ])('%s is an invalid answer', (error, reason) => {
    const read = (): never => {
      throw error;
    };
    expect(() => understood('salesforce', 'query:Account', read)).toThrow(
      expect.objectContaining({ code: 'SYSTEM_ANSWER_INVALID', message: expect.stringContaining(reason) as string }),
    );
  });

  test('a mistake of ours stays what it is', () => {
    const read = (): never => {
      throw new TypeError('x is not a function');
    };
    expect(() => understood('salesforce', 'x', read)).toThrow(TypeError);
    expect(understood('salesforce', 'x', () => 7)).toBe(7);
    expect(answerFault('salesforce', 'x', 'y').message).toContain('of an unknown shape to x: y');
  });
});
