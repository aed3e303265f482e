import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { joinListings, readListing } from './listing.ts';
import { UnexpectedAnswer } from './wire.ts';

const body = {
  count: '2',
  results: [
    { key: 'stories', id: '7' },
    { key: 'stories', id: '3' },
  ],
  // The parent came along: it is in the same collection, and it is no result.
  stories: { '3': { id: '3' }, '5': { id: '5', title: 'side-loaded' }, '7': { id: '7' } },
  users: {},
};

describe('answers of lists', () => {
  test('rows are the results in their order, not what lies in the collection', () => {
    const listing = readListing(body);
    expect(listing.rows).toEqual([{ id: '7' }, { id: '3' }]);
    expect(listing.find('stories', '5')).toEqual({ id: '5', title: 'side-loaded' });
    expect([listing.find('users', '1'), listing.find('nowhere', '1'), listing.find('stories', 'toString')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('numbers of the envelope are read from their digits', () => {
    expect(readListing(parseExactJson('{"count":1,"results":[{"key":"a","id":"1"}],"a":{"1":{"id":"1"}}}')).count).toBe(
      1,
    );
  });

  test.each([
    ['"count"', { ...body, count: undefined }],
    ['"results"', { ...body, results: undefined }],
    ['"results"', { ...body, stories: {} }],
    ['the whole body', ['a list of names, as in 2013']],
  ])('an envelope without %s is refused by name', (name, wrong) => {
    expect(() => readListing(wrong)).toThrow(UnexpectedAnswer);
    expect(() => readListing(wrong)).toThrow(name);
  });

  test('a row that two pages hold counts once', () => {
    const other = readListing({ ...body, results: [{ key: 'stories', id: '3' }] });
    const joined = joinListings(readListing(body), [other]);
    expect(joined.rows).toEqual([{ id: '7' }, { id: '3' }]);
  });
});
