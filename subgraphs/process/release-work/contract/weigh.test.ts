// What of a planned bill can be billed now, where somebody or something has been at it before.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { money, type Money } from '../../../../schema/canon/money.ts';
import type { OpeningPosition } from '../../billing/opening-position.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import { changeWork, reissueBilled } from '../../billing/work-item.ts';
import { newWork, type WorkItem } from '../../billing/work-law.ts';
import { books as sampleBooks } from '../sample-work.ts';
import type { ContractBooks } from './facts.ts';
import { contentOf, weighBill } from './weigh.ts';

const eur = currencyCode('EUR');
const bill: PlannedBill = {
  ...{ source: 'period:L1:2026-11', kind: 'RECURRING', title: 'November', dueOn: '2026-11-20', from: '2026-11-01' },
  ...{ to: '2026-11-30', amount: money('500.00', eur), status: 'BILLED', scheduleLine: '7' },
  ...{ milestone: null, milestoneRef: null, formerly: null },
};
const asked = { bill, earnedOn: '2026-11-20', percent: null };

function openingOf(milestonesBilled: ReadonlyMap<string, Money>): OpeningPosition {
  const { position } = sampleBooks();
  if (position === null) throw new Error('the sample has a position');
  return { ...position, milestonesBilled };
}

function booksWith(item: WorkItem, heldByPerson: string | null): ContractBooks {
  const kept = new Map([[bill.source, { item, content: contentOf(bill), heldByPerson }]]);
  return { position: null, kept, items: [item] };
}

test('what a person credited in the ERP waits, however often its day is asked for, and is billed once they let it go', () => {
  const again = newWork(bill.source, 2, bill.amount);
  const held = changeWork(again, { kind: 'HOLD', amount: bill.amount });
  if (held.kind === 'REFUSED') throw new Error(held.message);
  expect(weighBill(asked, booksWith(held.item, 'credited in the ERP'))).toEqual({
    ...{ kind: 'HELD', amount: bill.amount, hold: { code: 'HELD_BY_PERSON', reason: 'credited in the ERP' } },
  });
  expect(weighBill(asked, booksWith(again, null))).toMatchObject({ kind: 'BILL', due: bill.amount });
});

test('a bill of nothing is left alone, and a discount of less than nothing waits with its money: neither was billed before go-live', () => {
  const planned = (amount: string) => ({
    ...asked,
    bill: { ...bill, status: 'PLANNED' as const, amount: money(amount, eur) },
  });
  const none: ContractBooks = { position: openingOf(new Map()), kept: new Map(), items: [] };
  expect(weighBill(planned('0.00'), none)).toMatchObject({ kind: 'SETTLED', code: 'ALREADY_BILLED' });
  expect(weighBill(planned('-50.00'), none)).toMatchObject({
    ...{ kind: 'HELD', amount: money('-50.00', eur), hold: { code: 'HELD_BY_PERSON' } },
  });
});

const milestone: PlannedBill = {
  ...{ source: 'M1', kind: 'MILESTONE', title: 'Go live', dueOn: null, from: '2026-11-19', to: '2026-11-19' },
  ...{ amount: money('100.00', eur), status: 'READY', scheduleLine: '1', formerly: null },
  milestone: { id: 'M1', name: 'Go live', dueOn: null, amount: money('100.00', eur), billed: false },
  milestoneRef: { system: 'PSA', instance: 'psa', kind: 'MILESTONE', id: '71' },
};
const accepted = (percent: string) => ({ bill: milestone, earnedOn: '2026-11-19', percent });

test('what is accepted of a milestone is a share of the whole, of which some was billed before go-live (DOMAIN rule 25)', () => {
  const position = openingOf(new Map([['M1', money('30.00', eur)]]));
  const before: ContractBooks = { position, kept: new Map(), items: [] };
  expect(weighBill(accepted('60'), before)).toMatchObject({ kind: 'BILL', due: money('30.00', eur) });
  expect(weighBill(accepted('30'), before)).toMatchObject({ kind: 'SETTLED', code: 'ALREADY_BILLED' });
});

test('a milestone billed in part of which some was credited to be billed again bills that, not more (DOMAIN rules 25, 33)', () => {
  const changes: readonly Parameters<typeof changeWork>[1][] = [
    { kind: 'CLAIM', run: 'd', amount: money('60.00', eur), why: '' },
    { kind: 'SUBMIT', run: 'd' },
    { kind: 'FOUND_POSTED', run: 'd', posted: money('60.00', eur) },
  ];
  const billed = changes.reduce(
    (item, change) => {
      const result = changeWork(item, change);
      if (result.kind === 'REFUSED') throw new Error(result.message);
      return result.item;
    },
    newWork('M1', 1, milestone.amount),
  );
  const again = reissueBilled([billed], 1, money('20.00', eur));
  if (again.kind === 'REFUSED') throw new Error(again.message);
  const { changed, next } = again;
  const kept = new Map([['M1', { item: next, content: contentOf(milestone), heldByPerson: null, isPart: true }]]);
  const books: ContractBooks = { position: null, kept, items: [...changed, next] };
  expect(weighBill(accepted('60'), books)).toMatchObject({ kind: 'BILL', due: money('20.00', eur) });
  expect(weighBill(accepted('100'), books)).toMatchObject({ kind: 'BILL', due: money('60.00', eur) });
  expect(weighBill(accepted('30'), books)).toMatchObject({ kind: 'REFUSED', code: 'CREDIT_INSTEAD' });
});
