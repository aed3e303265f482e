import { expect, test } from 'vitest';
import { likelyMatches, matchedOn, matchKeysOf, nameKey, score, sharedByMax } from './match.ts';

test.each([
  ['Müller & Söhne GmbH', 'muller sohne'],
  ['MULLER SOHNE', 'muller sohne'],
  ["O'Brien Partners, Inc.", 'obrien partners'],
  ['The Acme Co., Ltd.', 'acme'],
  ['東京システム', '東京システム'],
])('%s is compared as "%s"', (name, key) => {
  expect(nameKey(name)).toBe(`name:${key.normalize('NFKD').replace(/\p{M}/gu, '')}`);
});

test('a name of legal forms only is compared with nothing', () => {
  expect(nameKey('GmbH & Co. KG')).toBeNull();
  expect(matchKeysOf('Ltd', ['domain:a.com'])).toEqual(['domain:a.com']);
});

test('more agreement is more likely, never certain', () => {
  expect(score(['name:acme'])).toBe('0.60');
  expect(score(['name:acme', 'domain:acme.com'])).toBe('0.88');
  expect(Number(score(['name:acme', 'domain:acme.com', 'taxId:1']))).toBeLessThan(1);
  expect(matchedOn(['taxId:1', 'name:acme', 'name:acme2'])).toEqual(['NAME', 'TAX_ID']);
});

test('every pair is listed once, whichever of the two is asked about, and a shared placeholder makes none', () => {
  const all = [
    { id: 'a', keys: ['name:acme', 'domain:x.com'] },
    { id: 'b', keys: ['name:acme'] },
    { id: 'c', keys: ['domain:x.com'] },
  ];
  expect(likelyMatches(new Set(['a', 'b']), all).map(({ firstId, secondId }) => firstId + secondId)).toEqual([
    'ab',
    'ac',
  ]);
  expect(likelyMatches(new Set(['c']), all)).toEqual([
    { firstId: 'a', secondId: 'c', score: '0.70', matchedOn: ['DOMAIN'] },
  ]);
  const crowd = Array.from({ length: sharedByMax + 1 }, (_, index) => ({ id: String(index), keys: ['taxId:0'] }));
  expect(likelyMatches(new Set(['0']), crowd)).toEqual([]);
  expect(likelyMatches(new Set(['0']), crowd.slice(1))).toEqual([]);
  expect(likelyMatches(new Set(['0']), crowd.slice(0, -1))).toHaveLength(sharedByMax - 1);
});
