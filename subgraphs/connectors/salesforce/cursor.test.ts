import { expect, test } from 'vitest';
import { readPageCursor, writePageCursor } from './cursor.ts';

const id = '001D000000IRFmaIAH';
const anyKey = /^/;
const dateKey = /^\d{4}-\d{2}-\d{2}$/;

test('a cursor leads back to its row', () => {
  for (const key of ["O'Brien & Söhne", '', '株式会社', '2026-11-20'])
    expect(readPageCursor(writePageCursor({ key, id }), anyKey)).toEqual({ key, id });
});

test('a cursor of another list or of nobody is the caller’s mistake', () => {
  const foreign = [
    'nonsense',
    '',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('["a",1]').toString('base64url'),
    Buffer.from('null').toString('base64url'),
    writePageCursor({ key: 'Acme', id }),
    writePageCursor({ key: '2026-11-20', id: "x' OR Id != '" }),
  ];
  for (const cursor of foreign)
    expect(() => readPageCursor(cursor, dateKey), cursor).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    );
});
