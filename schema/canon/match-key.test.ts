import { expect, test } from 'vitest';
import { domainKey, taxIdKey } from './match-key.ts';

test('a tax id is the same in any spelling', () => {
  expect(['de 123-456', 'DE123456', 'De.123456'].map(taxIdKey)).toEqual(Array(3).fill('taxId:DE123456'));
  expect([null, '', ' - '].map(taxIdKey)).toEqual([null, null, null]);
});

test('a website is its host', () => {
  expect(['https://www.Acme.com/de?x=1', 'acme.com', 'WWW.ACME.COM '].map(domainKey)).toEqual(
    Array(3).fill('domain:acme.com'),
  );
  expect([null, '', 'localhost', 'not a site'].map(domainKey)).toEqual([null, null, null, null]);
});
