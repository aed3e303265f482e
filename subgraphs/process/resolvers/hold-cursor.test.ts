// Cursors of work that waits.
import { expect, test } from 'vitest';
import { holdCursor, holdPlace } from './hold-cursor.ts';

test('a cursor says where its page ended, whatever has become of the work there', () => {
  const place = { workedOn: '2026-11-03', source: 'period:line 7:2026-11' };
  expect(holdPlace(holdCursor(place))).toEqual(place);
  expect(holdPlace(null)).toBeNull();
});

test('what is no cursor of this list is refused, and no empty page', () => {
  for (const cursor of ['nothing', '', Buffer.from('2026-99-99 T1').toString('base64url')])
    expect(() => holdPlace(cursor), cursor).toThrow('is not a cursor of this list');
});
