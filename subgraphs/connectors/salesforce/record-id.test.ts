import { expect, test } from 'vitest';
import { fullId, recordIdForm } from './record-id.ts';

// Pairs as Salesforce prints them: the short form in its pages, the long one through the API.
test.each([
  ['001D000000IRFma', '001D000000IRFmaIAH'],
  ['0031a000005hwVQ', '0031a000005hwVQAAY'],
  ['a001a000002zhZK', 'a001a000002zhZKAAY'],
  ['00D1a000000H3O9', '00D1a000000H3O9EAK'],
  ['0051a000000UGT8', '0051a000000UGT8AAO'],
  ['00300000003T2PG', '00300000003T2PGAA0'],
])('%s is %s', (short, long) => {
  expect(fullId(short)).toBe(long);
  expect(fullId(long)).toBe(long);
});

test('what is no id is not made one', () => {
  for (const text of ['', '1', 'Account', '001D000000IRFm', '001D000000IRFmaIA', '001D000000IRF-a', 'x'.repeat(19)])
    expect(recordIdForm.test(text), text).toBe(false);
  expect(fullId('1')).toBe('1');
});
