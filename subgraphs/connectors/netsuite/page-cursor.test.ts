import { describe, expect, test } from 'vitest';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import { goOn, firstCursor, readChangesCursor, startOver, writeChangesCursor } from './changes-cursor.ts';
import { matchKeys } from './changes.ts';
import { listKey, readCursor, writeCursor } from './page-cursor.ts';

const list = listKey('netsuite', 'invoices', { customers: null });
const place = { issued: '2026-11-20', id: '100391', total: 391 };

describe('cursors of pages', () => {
  test('lead back to their place', () => {
    expect(readCursor(list, writeCursor(list, place))).toEqual(place);
  });

  test.each([
    ['another list’s', writeCursor(listKey('netsuite', 'payments', { customers: null }), place)],
    ['another filter’s', writeCursor(listKey('netsuite', 'invoices', { customers: [] }), place)],
    ['another account’s', writeCursor(listKey('netsuite-2', 'invoices', { customers: null }), place)],
    ['made up', Buffer.from('{"v":1}').toString('base64url')],
    ['no cursor at all', "x' OR 1=1"],
    ['far too long', 'A'.repeat(10_000)],
  ])('%s is refused', (_what, cursor) => {
    expect(() => readCursor(list, cursor)).toThrow(UnsupportedFilterError);
  });
});

describe('cursors of change feeds', () => {
  const beginning = firstCursor('netsuite', 'CUSTOMER').changed;

  test('are refused by another kind’s feed and another account’s', () => {
    const cursor = writeChangesCursor(firstCursor('netsuite', 'CUSTOMER'));
    expect(readChangesCursor(cursor, 'netsuite', 'CUSTOMER')).toEqual(firstCursor('netsuite', 'CUSTOMER'));
    expect(() => readChangesCursor(cursor, 'netsuite', 'PROJECT')).toThrow(UnsupportedFilterError);
    expect(() => readChangesCursor(cursor, 'other', 'CUSTOMER')).toThrow(UnsupportedFilterError);
  });

  test('a round that ended starts over a little before its newest stamp, in the account’s wall clock', () => {
    const newest = '2026-11-20T01:00:30-08:00';
    expect(startOver({ ...beginning, newest }, 120, 'America/Los_Angeles').from).toBe('2026-11-20 00:58:30');
  });

  test('before the clock is set back it starts an hour earlier, for the hour comes twice', () => {
    // 1:50 in summer time on the first of November; ten minutes later it is 1:00 again.
    const newest = '2026-11-01T01:50:00-07:00';
    expect(startOver({ ...beginning, newest }, 60, 'America/Los_Angeles').from).toBe('2026-11-01 00:49:00');
    const afterwards = '2026-11-01T01:10:00-08:00';
    expect(startOver({ ...beginning, newest: afterwards }, 60, 'America/Los_Angeles').from).toBe('2026-11-01 01:09:00');
  });

  test('within a round it goes on behind the last row, by stamp and id', () => {
    const last = { stamp: '2026-11-20T01:00:30-08:00', id: '7' };
    expect(goOn(beginning, last, last.stamp)).toEqual({
      from: null,
      after: { at: '2026-11-20 01:00:30', id: '7' },
      newest: last.stamp,
    });
  });
});

describe('what a record is matched by', () => {
  test('tax id without punctuation, bare domain, entity code', () => {
    const row = { taxid: 'de 123-456.789', website: 'https://WWW.Acme.example/shop?x=1', code: 'UK01' };
    expect(matchKeys(row)).toEqual(['taxId:DE123456789', 'domain:acme.example', 'code:UK01']);
    expect(matchKeys({ taxid: null, website: 'acme.example', code: null })).toEqual(['domain:acme.example']);
    expect(matchKeys({ taxid: ' - ', website: 'not a website', code: '' })).toEqual([]);
  });
});
