import { describe, expect, test } from 'vitest';
import { chunks, pathOf, perPageMax } from './request.ts';

const request = { name: 'projects', collection: 'workspaces', filters: {} } as const;

/** Reads a query string by hand, apart from the class that wrote it: percent codes and plus signs only. */
function readArguments(path: string): ReadonlyMap<string, string> {
  const [, query = ''] = path.split('?');
  const decoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
  return new Map(
    query.split('&').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [decoded(name), decoded(value)];
    }),
  );
}

const nasty = [
  '&per_page=1',
  'a=b',
  '#',
  '?',
  '%',
  '%26',
  'Müller & Söhne',
  '100 % +1',
  '"quotes"',
  '😀',
  '\n',
  ';',
  ',',
];

/** Texts made of the nasty ones, always the same. */
function texts(count: number): readonly string[] {
  let state = 42;
  const next = (max: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % max;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(6) }, () => nasty[next(nasty.length)] ?? '').join(next(2) === 0 ? '' : 'x'),
  );
}

describe('paths of lists', () => {
  test('any text is one value of one argument, and adds none', () => {
    for (const text of texts(500)) {
      const path = pathOf({ ...request, filters: { matching: text } }, { page: 1 });
      const read = readArguments(path);
      expect([...read.keys()]).toEqual(['matching', 'page', 'per_page']);
      expect(read.get('matching')).toBe(text);
    }
  });

  test('a page has the largest size the vendor gives, a part has limit and offset', () => {
    expect(pathOf(request, { page: 3 })).toBe('/api/v1/workspaces.json?page=3&per_page=200');
    expect(pathOf(request, { offset: 40, limit: 20 })).toBe('/api/v1/workspaces.json?limit=20&offset=40');
  });

  test('filters without a value, includes and order are told only when there are any', () => {
    const full = { ...request, filters: { only: null, budgeted: 'true' }, include: ['a', 'b'], order: 'title:asc' };
    const read = readArguments(pathOf(full, { page: 1 }));
    expect(Object.fromEntries(read)).toEqual({
      budgeted: 'true',
      include: 'a,b',
      order: 'title:asc',
      page: '1',
      per_page: '200',
    });
  });

  test('ids are cut into lists the vendor takes', () => {
    const ids = Array.from({ length: 401 }, (_unused, index) => String(index));
    expect(chunks(ids).map((part) => part.length)).toEqual([perPageMax, perPageMax, 1]);
    expect(chunks([])).toEqual([]);
  });
});
