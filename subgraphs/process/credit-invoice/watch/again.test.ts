// Credits that are gone, and memos that were posted by hand in their place.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { money } from '../../../../schema/canon/money.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import { isNoticed, isOurs } from '../foreign.ts';
import { postedAgain } from './again.ts';
import type { LostCredit } from './changes.ts';
import type { ForeignMemo } from './foreign-plan.ts';

const eur = (amount: string) => money(amount, currencyCode('EUR'));
const ref = (id: string) => ({ system: 'ERP', instance: 'erp', kind: 'CREDIT_MEMO', id }) as const;
const memo = (id: string, net: string) => ({ ref: ref(id), net: eur(net) }) as ForeignMemo;
const credit = (origin: KeptCredit['origin'], own: string | null): KeptCredit =>
  ({
    id: 'K1',
    origin,
    key: 'one',
    net: eur('40.00'),
    memo: own === null ? null : { ref: ref(own) },
  }) as unknown as KeptCredit;
const lost = (isGone: boolean, id = 'K1'): LostCredit => ({
  ...{ credit: { ...credit('OURS', 'M1'), id }, says: 'gone', isGone },
});

test('a memo of the same amount stands in the place of a credit that is gone; one memo of one credit', () => {
  const again = postedAgain([lost(true), lost(true, 'K2')], [memo('M8', '12.00'), memo('M9', '40.00')]);
  expect(again.map((each) => [each.credit.id, each.memo.ref.id])).toEqual([['K1', 'M9']]);
  expect(postedAgain([lost(true)], [memo('M8', '39.99')])).toEqual([]);
  // The credit itself is still there, with another amount: the memo is one more.
  expect(postedAgain([lost(false)], [memo('M9', '40.00')])).toEqual([]);
});

test('a credit of ours is the memo on record of it, and while there is none whichever carries its key', () => {
  const carrying = (id: string, key: string | null) => ({ ref: ref(id), key });
  const own = 'credit-';
  expect(isOurs(carrying('M1', null), [credit('OURS', 'M1')])).toBe(true);
  expect(isOurs(carrying('M2', `${own}x`), [credit('OURS', 'M1')])).toBe(false);
  expect(isOurs(carrying('M1', null), [credit('OURS', null)])).toBe(false);
});

test('a memo of a person is noticed once it is on record, also in the place of another', () => {
  expect(isNoticed({ ref: ref('M9') }, [credit('ERP', 'M9')])).toBe(true);
  expect(isNoticed({ ref: ref('M8') }, [credit('ERP', 'M9')])).toBe(false);
  expect(isNoticed({ ref: ref('M8') }, [{ ...credit('ERP', null), key: 'memo:ERP:erp:M8' }])).toBe(true);
});
