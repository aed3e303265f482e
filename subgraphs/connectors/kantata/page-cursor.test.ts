import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import {
  before,
  behindPage,
  behindStamp,
  readFeedCursor,
  start,
  startOver,
  writeFeedCursor,
} from './changes-cursor.ts';
import { listKey, readCursor, writeCursor } from './page-cursor.ts';

const list = listKey('kantata', 'projects', { statuses: ['ACTIVE'] });

describe('page cursors', () => {
  test('a cursor reads back as the rows behind it, and none is the beginning', () => {
    expect(readCursor(list, writeCursor(list, 50))).toBe(50);
    expect(readCursor(list, null)).toBe(0);
  });

  test.each([
    ['text', 'not a cursor'],
    ['nothing', ''],
    ['a relay one', Buffer.from('arrayconnection:1').toString('base64url')],
    ['a negative one', Buffer.from(JSON.stringify({ v: 1, l: list, o: -1 })).toString('base64url')],
    ['a long one', 'A'.repeat(10_000)],
    ['another instance', writeCursor(listKey('other', 'projects', { statuses: ['ACTIVE'] }), 50)],
    ['another filter', writeCursor(listKey('kantata', 'projects', { statuses: null }), 50)],
    ['a change feed', writeFeedCursor(start, 'kantata', 'PROJECT')],
  ])('%s is refused as bad input', (_name, cursor) => {
    expect(() => readCursor(list, cursor)).toThrow(GraphQLError);
    expect(() => readCursor(list, cursor)).toThrow('is not a cursor of this list');
  });
});

describe('positions in a change feed', () => {
  const at = (time: string): string => `2026-11-20T${time}.000Z`;

  test('a page goes on a second before its last stamp, so that ties are told again rather than lost', () => {
    const next = behindStamp(start, at('09:00:05'));
    expect(next).toEqual({ from: at('09:00:04'), page: 1, mark: at('09:00:05') });
  });

  test('a whole page within one second is paged by number, and moves on behind it', () => {
    const first = behindStamp(start, at('09:00:05'));
    const second = behindStamp(first, at('09:00:05'));
    expect(second).toEqual({ from: at('09:00:04'), page: 2, mark: at('09:00:05') });
    expect(behindStamp(second, at('09:00:06'))).toEqual({ from: at('09:00:05'), page: 1, mark: at('09:00:06') });
  });

  test('a round of people keeps the mark of its beginning', () => {
    const second = behindPage(start, at('09:00:00'));
    expect(second).toEqual({ from: null, page: 2, mark: at('09:00:00') });
    expect(startOver(second, 120)).toEqual({ from: at('08:57:59'), page: 1, mark: null });
  });

  test('a round without anything new begins where it began', () => {
    const quiet = { from: at('08:00:00'), page: 1, mark: null };
    expect(startOver(quiet, 120)).toEqual(quiet);
  });

  test('fractions of a second are cut, as the vendor keeps none', () => {
    expect(before('2026-11-20T09:00:05.999Z', 0)).toBe(at('09:00:05'));
  });

  test.each([
    ['another kind', writeFeedCursor(start, 'kantata', 'CUSTOMER')],
    ['another instance', writeFeedCursor(start, 'other', 'PROJECT')],
    ['a page cursor', writeCursor(list, 5)],
    ['text', 'nonsense'],
  ])('%s is refused', (_name, cursor) => {
    expect(() => readFeedCursor(cursor, 'kantata', 'PROJECT')).toThrow(UnsupportedFilterError);
  });

  test('a cursor of the feed reads back', () => {
    const position = { from: at('09:00:04'), page: 2, mark: at('09:00:05') };
    expect(readFeedCursor(writeFeedCursor(position, 'kantata', 'PROJECT'), 'kantata', 'PROJECT')).toEqual(position);
  });
});
