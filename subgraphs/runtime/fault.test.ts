import { describe, expect, it, test } from 'vitest';
import { Fault, faultCodes, isIllness, staleHelps, unsent } from './fault.ts';
import { bodyShape, redact } from './redact.ts';

const place = { system: 'ERP', instance: 'netsuite' } as const;

describe('a fault', () => {
  it('has a client-safe message for every code of the register', () => {
    for (const code of faultCodes) {
      expect(new Fault({ ...place, code }).message).toMatch(
        /^ERP \(netsuite\) (?:cannot|did|is|has|refused|does|gave|was) /,
      );
    }
  });

  it('counts as illness of the system for exactly three codes', () => {
    expect(faultCodes.filter(isIllness)).toEqual(['SYSTEM_UNAVAILABLE', 'SYSTEM_TIMEOUT', 'SYSTEM_OVERLOADED']);
  });

  it('is not papered over with an old answer when the right to read was taken away or the request was wrong', () => {
    expect(faultCodes.filter((code) => !staleHelps(code))).toEqual(['SYSTEM_FORBIDDEN', 'SYSTEM_REFUSED', 'CANCELLED']);
  });

  it('keeps its detail out of JSON and enumeration', () => {
    const fault = new Fault({ ...place, code: 'SYSTEM_REFUSED', detail: 'HTTP 400' });
    expect(fault.detail).toBe('HTTP 400');
    expect(JSON.stringify(fault)).not.toContain('400');
    expect(Object.keys(fault)).not.toContain('detail');
  });

  it('drops a vendor code that is a sentence, for sentences quote records', () => {
    const code = 'SYSTEM_REFUSED';
    expect(new Fault({ ...place, code, vendorCode: 'INVALID_FIELD' }).vendorCode).toBe('INVALID_FIELD');
    expect(new Fault({ ...place, code, vendorCode: 'Rate 145.50 of Ann is locked' }).vendorCode).toBeNull();
  });
});

describe('a debug detail', () => {
  const canary = 'CANARY-98765.43';

  it.each([
    ['a JSON body', `HTTP 400 {"message":"rate ${canary} is locked","errorCode":"ENTITY_IS_LOCKED","rate":98765.43}`],
    ['a list of errors', `[{"errorCode":"ENTITY_IS_LOCKED","fields":["${canary}"]}]`],
    ['broken JSON', `HTTP 500 {"message":"rate ${canary}`],
    ['HTML', `<html><body>${canary}</body></html>`],
    ['a sentence with quotes', `The rate "${canary}" of 'Ann ${canary}' is locked`],
    ['a sentence without quotes', `The rate ${canary} is locked`],
    ['a token', `Bearer eyJhbGciOiJFUzI1NiJ9.${canary} was refused`],
    ['an address', `GET https://vendor.example/rates?q=${canary} failed`],
    ['a value as a key', `{"${canary} ": {"deep": "${canary}"}}`],
  ])('holds nothing of the values in %s', (_, text) => {
    const detail = redact(text);
    expect(detail).not.toContain('CANARY');
    expect(detail).not.toContain('98765');
  });

  it('still says what kind of answer it was', () => {
    expect(redact('HTTP 400: {"o:errorDetails":[{"detail":"No 12","o:errorCode":"INVALID_LOGIN"}]}')).toBe(
      'HTTP 400: {o:errorDetails: [{detail: text(5), o:errorCode: INVALID_LOGIN}]}',
    );
    expect(bodyShape('<h1>gone</h1>')).toBe('text(13)');
  });

  it('stays short whatever a vendor sends', () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`key${n}`, n])));
    expect(redact(wide).length).toBeLessThanOrEqual(1_000);
    expect(redact('['.repeat(100_000)).length).toBeLessThanOrEqual(1_000);
  });
});

test('a write is in doubt after silence, a broken answer or a server error, and not after a no', () => {
  const doubtful = faultCodes.filter((code) => new Fault({ code, system: 'ERP', instance: 'n' }).mayHaveActed);
  expect(doubtful).toEqual([
    'SYSTEM_UNAVAILABLE',
    'SYSTEM_TIMEOUT',
    'SYSTEM_ANSWER_INVALID',
    'DEADLINE_EXCEEDED',
    'CANCELLED',
  ]);
});

test('a fault of a request that was never sent leaves no doubt, and says all else as before', () => {
  const silent = new Fault({ code: 'SYSTEM_TIMEOUT', system: 'ERP', instance: 'n', retryAfterMs: 5, detail: 'x' });
  const fault = unsent(silent);
  expect(fault.mayHaveActed).toBe(false);
  expect(fault.message).toBe(silent.message);
  expect(fault.detail).toBe(silent.detail);
  expect(fault).toMatchObject({ code: 'SYSTEM_TIMEOUT', retryAfterMs: 5, retryable: true });
});
