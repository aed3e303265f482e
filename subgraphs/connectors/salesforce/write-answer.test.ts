import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../runtime/http.ts';
import { collectionAnswers, writeAnswer, type WriteKind } from './write-answer.ts';

function reply(status: number, body: unknown = ''): HttpReply {
  return { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) };
}
const answer = (kind: WriteKind, status: number, body?: unknown) =>
  writeAnswer('salesforce', kind, reply(status, body));

const id = '001D000000IRFmaIAH';
const saved = { id, success: true, errors: [] };
const error = (errorCode: string, fields?: readonly string[]) => [{ message: 'Müller GmbH', errorCode, fields }];

describe('a write of one record', () => {
  test.each([
    ['CREATE', 201, saved, { kind: 'CREATED', id }],
    ['CREATE', 201, { ...saved, id: id.slice(0, 15) }, { kind: 'CREATED', id }],
    ['UPSERT', 201, saved, { kind: 'CREATED', id }],
    ['UPSERT', 201, { ...saved, created: true }, { kind: 'CREATED', id }],
    ['UPSERT', 200, saved, { kind: 'UPDATED', id }],
    ['UPSERT', 200, { ...saved, created: false }, { kind: 'UPDATED', id }],
    ['UPSERT', 204, '', { kind: 'UPDATED', id: null }],
    ['UPDATE', 204, '', { kind: 'UPDATED', id: null }],
    ['UPDATE', 200, saved, { kind: 'UPDATED', id }],
    ['DELETE', 204, '', { kind: 'DELETED' }],
  ] as const)('%s answered %i is told as it is', (kind, status, body, outcome) => {
    expect(answer(kind, status, body)).toEqual(outcome);
  });

  test('an external id of several records names them, and nothing was written', () => {
    const urls = ['/services/data/v62.0/sobjects/Account/1', '/services/data/v62.0/sobjects/Account/2'];
    expect(answer('UPSERT', 300, urls)).toEqual({ kind: 'AMBIGUOUS', urls });
  });

  test('a record in the recycle bin is gone, whatever was wanted of it', () => {
    for (const kind of ['UPDATE', 'DELETE', 'UPSERT'] as const)
      expect(answer(kind, 404, error('ENTITY_IS_DELETED', []))).toEqual({ kind: 'GONE' });
  });

  test.each([
    [400, 'REQUIRED_FIELD_MISSING', ['Name']],
    [400, 'DUPLICATE_VALUE', ['External_Id__c']],
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', []],
    [404, 'NOT_FOUND', []],
    [404, 'INVALID_CROSS_REFERENCE_KEY', []],
    [405, 'METHOD_NOT_ALLOWED', []],
  ])('%i %s is a refusal with its fields', (status, code, fields) => {
    expect(answer('UPSERT', status, error(code, fields))).toEqual({ kind: 'REFUSED', code, fields });
  });

  test.each([
    [400, 'UNABLE_TO_LOCK_ROW', 'SYSTEM_OVERLOADED'],
    [401, 'INVALID_SESSION_ID', 'SYSTEM_UNAUTHORIZED'],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'SYSTEM_QUOTA_EXHAUSTED'],
    [500, 'UNKNOWN_EXCEPTION', 'SYSTEM_UNAVAILABLE'],
    [503, 'SERVER_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'],
  ])('%i %s is no verdict on the record', (status, vendorCode, code) => {
    expect(answer('CREATE', status, error(vendorCode))).toMatchObject({ kind: 'FAILED', fault: { code, vendorCode } });
  });

  test.each([
    [200, ''],
    [201, '<html/>'],
    [201, { success: true }],
    [202, saved],
    [300, { urls: [] }],
    [302, ''],
    [400, '<html/>'],
    [400, []],
  ])('an answer %i of %j says nothing about the write', (status, body) => {
    expect(answer('CREATE', status, body)).toMatchObject({ kind: 'FAILED', fault: { code: 'SYSTEM_ANSWER_INVALID' } });
  });
});

describe('a write of many records', () => {
  test('each has its own outcome inside HTTP 200', () => {
    const body = [
      { ...saved, created: true },
      { ...saved, created: false },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'x', fields: ['AccountId'] }] },
      { id, success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'x', fields: [] }] },
      { id, success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }] },
    ];
    expect(collectionAnswers('salesforce', 'UPSERT', reply(200, body))).toMatchObject([
      { kind: 'CREATED', id },
      { kind: 'UPDATED', id },
      { kind: 'REFUSED', code: 'INVALID_CROSS_REFERENCE_KEY', fields: ['AccountId'] },
      { kind: 'FAILED', fault: { code: 'SYSTEM_OVERLOADED', retryable: true } },
      { kind: 'GONE' },
    ]);
    expect(collectionAnswers('salesforce', 'DELETE', reply(200, [saved]))).toEqual([{ kind: 'DELETED' }]);
  });

  test('a call that fails as a whole is its fault', () => {
    const fails = (status: number, body: unknown, code: string) =>
      expect(() => collectionAnswers('salesforce', 'CREATE', reply(status, body))).toThrow(
        expect.objectContaining({ code }),
      );
    fails(400, error('INVALID_FIELD'), 'SYSTEM_REFUSED');
    fails(401, error('INVALID_SESSION_ID'), 'SYSTEM_UNAUTHORIZED');
    fails(200, [{ success: 'yes' }], 'SYSTEM_ANSWER_INVALID');
    fails(200, '', 'SYSTEM_ANSWER_INVALID');
  });
});
