import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../runtime/http.ts';
import { bulkAnswer, type Write, writeAnswer } from './write-answer.ts';

function reply(status: number, body: unknown = ''): HttpReply {
  return { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) };
}
const collection = 'expenses';
const create: Write = { kind: 'CREATE', collection };
const update: Write = { kind: 'UPDATE', collection, id: '7' };
const remove: Write = { kind: 'DELETE', collection, id: '7' };
const answer = (write: Write, status: number, body?: unknown) => writeAnswer('kantata', write, reply(status, body));

/** As text, because the amount is longer than a number of ours can hold. */
const written =
  '{"count":1,"expenses":{"7":{"id":"7","amount_in_cents":12345678901234567890}},"results":[{"key":"expenses","id":"7"}]}';
const asRead = { id: '7', amount_in_cents: '12345678901234567890' };
const body = (results: unknown, records: unknown = { 7: { id: '7' }, 8: { id: '8' } }) => ({
  count: 1,
  expenses: records,
  workspaces: { 7: { id: '7' } },
  results,
});
const error = (type: string, field?: unknown) => ({ errors: [{ type, field, message: 'Müller GmbH is secret' }] });

describe('a write of one record', () => {
  test.each([
    [create, 200, written, { kind: 'CREATED', id: '7', record: asRead }],
    [create, 201, written, { kind: 'CREATED', id: '7', record: asRead }],
    [update, 200, written, { kind: 'UPDATED', id: '7', record: asRead }],
    [remove, 204, '', { kind: 'DELETED' }],
  ] as const)('%j answered %i is told as it is, amounts digit for digit', (write, status, text, outcome) => {
    expect(answer(write, status, text)).toEqual(outcome);
  });

  test('the record is the one of "results", whatever came along in its collection', () => {
    expect(answer(create, 200, body([{ key: collection, id: '8' }]))).toEqual({
      kind: 'CREATED',
      id: '8',
      record: { id: '8' },
    });
  });

  test.each([
    ['no record', body([])],
    ['two records', body([7, 8].map((id) => ({ key: collection, id: String(id) })))],
    ['a record of another kind', body([{ key: 'workspaces', id: '7' }])],
    ['a record that is not there', body([{ key: collection, id: '9' }])],
    ['a record with another id of its own', body([{ key: collection, id: '7' }], { 7: { id: '8' } })],
    ['a record without an id', body([{ key: collection, id: '7' }], { 7: {} })],
    ['an id that is none', body([{ key: collection, id: 'new' }], { new: { id: 'new' } })],
  ])('"results" with %s leaves open what was written', (_, spoilt) => {
    for (const write of [create, update])
      expect(answer(write, 200, spoilt)).toMatchObject({ kind: 'FAILED', fault: { code: 'SYSTEM_ANSWER_INVALID' } });
  });

  test('a change answered with another record is no change of ours', () => {
    const other = body([{ key: collection, id: '8' }]);
    expect(answer(update, 200, other)).toMatchObject({ kind: 'FAILED', fault: { code: 'SYSTEM_ANSWER_INVALID' } });
  });

  test('what is not found may be deleted, hidden or invoiced; only a create is refused by it', () => {
    expect(answer(update, 404, error('system'))).toEqual({ kind: 'NOT_FOUND' });
    expect(answer(remove, 404, error('system'))).toEqual({ kind: 'NOT_FOUND' });
    expect(answer(create, 404, error('system'))).toEqual({
      kind: 'REFUSED',
      errors: [{ type: 'system', field: null }],
    });
  });

  test.each([
    [400, 'system', undefined, { type: 'system', field: null }],
    [422, 'validation', 'date_performed', { type: 'validation', field: 'date_performed' }],
    [422, 'validation', null, { type: 'validation', field: null }],
    [422, 'validation', 'Müller GmbH', { type: 'validation', field: null }],
    [422, 'Müller GmbH', 'title', { type: 'unknown', field: 'title' }],
    [409, 'system', 7, { type: 'system', field: null }],
  ])('%i %s of field %j is a refusal without values', (status, type, field, told) => {
    for (const write of [create, update]) {
      const outcome = answer(write, status, error(type, field));
      expect(outcome).toEqual({ kind: 'REFUSED', errors: [told] });
      expect(JSON.stringify(outcome)).not.toContain('Müller');
    }
  });

  test('every error of a refusal is told, in its order', () => {
    const errors = ['title', 'currency'].map((field) => ({ type: 'validation', field, message: 'x' }));
    expect(answer(create, 422, { errors })).toEqual({
      kind: 'REFUSED',
      errors: errors.map(({ field }) => ({ type: 'validation', field })),
    });
  });

  test.each([
    [401, 'oauth', 'SYSTEM_UNAUTHORIZED'],
    [403, 'system', 'SYSTEM_FORBIDDEN'],
    [429, 'system', 'SYSTEM_OVERLOADED'],
    [500, 'system', 'SYSTEM_UNAVAILABLE'],
    [503, 'system', 'SYSTEM_UNAVAILABLE'],
    [504, 'system', 'SYSTEM_TIMEOUT'],
  ])('%i is no verdict on the record', (status, vendorCode, code) => {
    for (const write of [create, update, remove])
      expect(answer(write, status, error(vendorCode))).toMatchObject({ kind: 'FAILED', fault: { code, vendorCode } });
  });

  test.each([
    [create, 200, ''],
    [create, 200, '<html/>'],
    [create, 202, written],
    [create, 204, ''],
    [create, 302, ''],
    [update, 201, written],
    [update, 204, ''],
    [remove, 200, written],
    [remove, 404, '<html/>'],
    [update, 404, '{}'],
    [create, 422, '{"errors":[]}'],
    [create, 422, '{"errors":["Müller GmbH"]}'],
  ] as const)('%j answered %i %s says nothing about the write', (write, status, text) => {
    const outcome = answer(write, status, text);
    expect(outcome).toMatchObject({ kind: 'FAILED', fault: { code: 'SYSTEM_ANSWER_INVALID' } });
    expect(JSON.stringify(outcome)).not.toContain('Müller');
  });
});

describe('a write of several records', () => {
  const bulk = (status: number, sent: unknown, count = 2) =>
    bulkAnswer('kantata', { collection, count }, reply(status, sent));
  const both = [7, 8].map((id) => ({ key: collection, id: String(id) }));

  test('is CREATED when as many are named as were sent, in whatever order', () => {
    const told = bulk(200, body([...both].reverse()));
    expect(told.kind === 'CREATED' && told.listing.rows).toEqual([{ id: '8' }, { id: '7' }]);
  });

  test.each([
    ['one is missing', body(both.slice(0, 1))],
    ['one is named twice', body([both[0], both[0]])],
    ['another kind is named', body([both[0], { key: 'workspaces', id: '7' }])],
    ['nothing can be read', '<html>'],
  ])('is FAILED, so looked up, when %s', (_why, sent) => {
    expect(bulk(200, sent)).toMatchObject({ kind: 'FAILED', fault: { code: 'SYSTEM_ANSWER_INVALID' } });
  });

  test("is REFUSED with the names of fields and none of the vendor's words", () => {
    const told = bulk(422, error('validation', 'due_date'));
    expect(told).toEqual({ kind: 'REFUSED', errors: [{ type: 'validation', field: 'due_date' }] });
  });

  test.each([429, 503])('is FAILED by %i', (status) => {
    expect(bulk(status, error('system')).kind).toBe('FAILED');
  });
});
