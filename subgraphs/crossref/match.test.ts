import { expect, test } from 'vitest';
import { matchedOn, matchKeysOf, nameKey, score } from './match.ts';

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
