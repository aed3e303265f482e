import { expect, test } from 'vitest';
import { readPage } from './paging.ts';

test.each([
  ['', { limit: 20, offset: 0, number: 1, size: 20 }],
  ['page=3&per_page=50', { limit: 50, offset: 100, number: 3, size: 50 }],
  ['per_page=5000', { limit: 200, offset: 0, number: 1, size: 200 }],
  ['per_page=0', { limit: 20, offset: 0, number: 1, size: 20 }],
  ['per_page=none', { limit: 20, offset: 0, number: 1, size: 20 }],
  ['page=0', { limit: 20, offset: 0, number: 0, size: 20 }],
  ['page=-4', { limit: 20, offset: 0, number: -4, size: 20 }],
  ['limit=15&offset=10', { limit: 15, offset: 10, number: 1, size: 20 }],
  ['limit=1000&offset=10', { limit: 200, offset: 10, number: 1, size: 20 }],
  ['limit=0&offset=-2', { limit: 1, offset: 0, number: 1, size: 20 }],
  // Only together do they count.
  ['limit=15&page=2', { limit: 20, offset: 20, number: 2, size: 20 }],
])('?%s asks for %o', (query, page) => {
  expect(readPage(new URLSearchParams(query))).toEqual(page);
});
