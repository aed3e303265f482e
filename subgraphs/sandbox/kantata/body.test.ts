import { expect, test } from 'vitest';
import type { VendorRequest } from '../stand-in.ts';
import { isUploadedFile, nest, readBody } from './body.ts';

function request(contentType: string, body: string | Buffer): VendorRequest {
  const headers = { 'content-type': contentType };
  return { method: 'POST', path: '/', query: new URLSearchParams(), headers, body: Buffer.from(body) };
}

test('a Rails form nests objects, lists, and lists of objects', () => {
  const form =
    'invoice[title]=A%26B&invoice[time_entry_ids][]=1&invoice[time_entry_ids][]=2&invoice[items][][notes]=x&invoice[items][][amount]=5&invoice[items][][notes]=y';
  expect(readBody(request('application/x-www-form-urlencoded', form))).toEqual({
    invoice: { title: 'A&B', time_entry_ids: ['1', '2'], items: [{ notes: 'x', amount: '5' }, { notes: 'y' }] },
  });
});

test('names that would reach into JavaScript itself are dropped', () => {
  const nested = nest([
    ['a[__proto__][polluted]', 'yes'],
    ['constructor[prototype][polluted]', 'yes'],
  ]);
  expect(nested).toEqual({ a: {} });
  expect({}).not.toHaveProperty('polluted');
});

test('a name nested too deeply is refused', () => {
  expect(() => nest([[`a${'[b]'.repeat(30)}`, '1']])).toThrow('nested too deeply');
});

test('JSON that does not parse, or is no object, is refused by name', () => {
  expect(() => readBody(request('application/json', '{"a":'))).toThrow('problem in the JSON');
  expect(() => readBody(request('application/json', '[1]'))).toThrow('not an object');
  expect(readBody(request('application/json', ''))).toEqual({});
});

test('a multipart body keeps text as text and of a file its name, type and size', () => {
  const body = [
    '--xyz',
    'Content-Disposition: form-data; name="attachment[type]"',
    '',
    'receipt',
    '--xyz',
    'Content-Disposition: form-data; name="attachment[data]"; filename="Beleg.png"',
    'Content-Type: image/png',
    '',
    '\u0001\u0002\r\n\u0003',
    '--xyz--',
    '',
  ].join('\r\n');
  const { attachment } = readBody(request('multipart/form-data; boundary=xyz', Buffer.from(body, 'latin1')));
  const { type, data } = attachment as { type: unknown; data: unknown };
  expect(type).toBe('receipt');
  expect(isUploadedFile(data)).toBe(true);
  expect(data).toEqual({ filename: 'Beleg.png', contentType: 'image/png', bytes: 5 });
});
