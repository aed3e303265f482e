// What keeps a conversion from being taken back, and what helps: bills are credited, time is moved.
import { expect, test } from 'vitest';
import { useOf } from './obstacles.ts';

const unused = { documents: 0, isInBooks: false, bookings: 0, invoices: 0 };

test.each([
  ['nothing', unused, null],
  ['a bill in the ERP', { ...unused, isInBooks: true, documents: 1 }, /^1 bills.*Credit/],
  ['a bill in the PSA with its time', { ...unused, bookings: 3, invoices: 2 }, /^2 bills.*Credit/],
  ['time that nobody has billed', { ...unused, bookings: 3 }, /^3 bookings.*none of them billed\. Move/],
  ['something in the books alone', { ...unused, isInBooks: true }, /in the ERP/],
] as const)('%s on a project is answered with what helps', (_what, seen, words) => {
  if (words === null) expect(useOf(seen)).toBeNull();
  else expect(useOf(seen)).toMatch(words);
});
