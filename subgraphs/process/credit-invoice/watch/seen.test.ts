// What the ERP says of a document of ours, beside what the books say of it: a void stays one for the books, whatever follows there.
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { zero } from '../../../../schema/canon/money.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { watchReaction } from '../../billing/posted-watch.ts';
import { foundFacts, ourFacts, type SeenDocument, voidKey } from './seen.ts';

const eur = (amount: string) => ({ __typename: 'Money' as const, amount, currency: 'EUR' });
const ref = (kind: 'CREDIT_MEMO' | 'CUSTOMER', id: string) =>
  ({ __typename: 'RecordReference', system: 'ERP', instance: 'erp', kind, id }) as const;
const draft = {
  id: 'D1',
  document: { customer: ref('CUSTOMER', 'C1') },
  invoice: { id: 'I1', net: eur('100.00'), tax: eur('19.00'), issuedOn: '2026-11-20' },
} as unknown as KeptDraft;
const posted = {
  ...{ status: 'OPEN', net: eur('100.00'), tax: eur('19.00'), issuedOn: '2026-11-20' },
  customer: ref('CUSTOMER', 'C1'),
} as unknown as Parameters<typeof foundFacts>[0];
const nothing = zero(currencyCode('EUR'));
const voided = [{ key: voidKey('D1') }];

function memo(net: string, isVoided = false): SeenDocument['credits'][number] {
  const amounts = { net: eur(net), tax: eur('0.00'), applied: eur('0.00') };
  // As much of a memo as is read of it.
  return {
    ref: ref('CREDIT_MEMO', net),
    key: null,
    number: null,
    issuedOn: null,
    voided: isVoided,
    ...amounts,
  };
}

function reactionTo(found: typeof posted, credits: SeenDocument['credits'], books = voided) {
  const ours = ourFacts(draft, books);
  const elsewhere = { creditedElsewhere: nothing, taxCreditedElsewhere: nothing };
  return watchReaction(ours, { ...foundFacts(found, ours, credits), ...elsewhere }, nothing);
}

describe('an invoice that was voided, and is in force again', () => {
  test('is an exception at every look, not at the first one alone: its work was given back', () => {
    expect(reactionTo(posted, [])).toMatchObject({ kind: 'EXCEPTION', changes: ['REVIVED'] });
    const paid = { ...posted, status: 'PAID' } as typeof posted;
    expect(reactionTo(paid, [])).toMatchObject({ kind: 'EXCEPTION', changes: ['REVIVED'] });
  });

  test('is right again once it is voided there, or credited there whole', () => {
    expect(reactionTo({ ...posted, status: 'VOIDED' }, [])).toEqual({ kind: 'NOTHING' });
    expect(reactionTo(posted, [memo('60.00'), memo('40.00')])).toEqual({ kind: 'NOTHING' });
    expect(reactionTo(posted, [memo('60.00'), memo('40.00', true)]).kind).toBe('EXCEPTION');
  });

  test('is nothing where it never was voided', () => {
    expect(reactionTo(posted, [], [])).toEqual({ kind: 'NOTHING' });
    expect(reactionTo({ ...posted, status: 'VOIDED' }, [], [])).toMatchObject({ because: 'VOIDED' });
  });
});
