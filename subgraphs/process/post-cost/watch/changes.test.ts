// What was changed of an entry, and how much that moves, worked out by hand.
import { expect, test } from 'vitest';
import type { ErpJournalEntry } from '../../systems/erp-journals.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { amountAtRisk, changesOf, changeWords, digestOf, type EntryFacts, factsSent } from './changes.ts';

const ref = (kind: RecordRef['kind'], id: string): RecordRef => ({ system: 'ERP', instance: 'netsuite', kind, id });
const dimensions = { practice: null, serviceLine: null, geography: null, costCentre: null };
const line = (name: string, account: string, side: 'DEBIT' | 'CREDIT', amount: string) => ({
  ...{ name, account, side, amount, dimensions, memo: null, project: ref('PROJECT', '7') },
});
const sent: ErpJournalEntry = {
  ...{ legalEntity: ref('LEGAL_ENTITY', '2'), currency: 'EUR', postedOn: '2026-11-20', memo: null, reverses: null },
  lines: [
    ...[line('L1-D', '5000', 'DEBIT', '100.50'), line('L1-C', '2300', 'CREDIT', '100.50')],
    ...[line('L2-D', '5100', 'DEBIT', '20'), line('L2-C', '2300', 'CREDIT', '20.00')],
  ],
};
const posted = factsSent(sent);
const of = (lines: EntryFacts['lines'], change: Partial<EntryFacts> = {}): EntryFacts => ({
  ...posted,
  ...change,
  lines,
});
const [first, second, ...others] = posted.lines;
if (first === undefined || second === undefined) throw new Error('An entry has two sides');
const amounts = (amount: string) => [{ ...first, amount: { amount } }, { ...second, amount: { amount } }, ...others];

test.each([
  ['as it was, lines in another order', of([...posted.lines].reverse()), [], '0.00'],
  [
    'two lines of one account put together',
    of([first, others[0]!, { ...second, amount: { amount: '120.50' } }]),
    [],
    '0.00',
  ],
  ['an amount', of(amounts('90.25')), ['LINES'], '10.25'],
  ['an account', of([{ ...first, account: '6000' }, second, ...others]), ['LINES'], '100.50'],
  ['a project', of([{ ...first, project: { id: '8' } }, second, ...others]), ['LINES'], '100.50'],
  ['a line too many', of([...posted.lines, first, second]), ['LINES'], '100.50'],
  ['the day', of(posted.lines, { postedOn: '2026-12-01' }), ['DATE'], '120.50'],
  ['whose books', of(posted.lines, { legalEntity: { id: '3' } }), ['LEGAL_ENTITY'], '120.50'],
  ['the currency', of(posted.lines, { currency: 'USD' }), ['CURRENCY', 'LINES'], '120.50'],
  ['gone', null, ['GONE'], '120.50'],
] as const)('changed: %s', (_what, there, changes, amount) => {
  expect(changesOf(posted, there)).toEqual(changes);
  expect(digestOf(there) === digestOf(posted)).toBe(changes.length === 0);
  if (changes.length > 0) expect(amountAtRisk(posted, there, changes)).toEqual({ amount, currency: 'EUR' });
  const words = changeWords('JE-7', posted, there);
  expect(words).not.toMatch(/\d+\.\d\d/);
});

test('words say what it is now and what was posted', () => {
  expect(changeWords('JE-7', posted, of(posted.lines, { postedOn: '2026-12-01' }))).toBe(
    'Journal entry JE-7 is dated 2026-12-01, posted was 2026-11-20',
  );
});
