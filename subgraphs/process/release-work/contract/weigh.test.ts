// What of a planned bill can be billed now, where somebody or something has been at it before.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { money } from '../../../../schema/canon/money.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import { changeWork } from '../../billing/work-item.ts';
import { newWork, type WorkItem } from '../../billing/work-law.ts';
import type { ContractBooks } from './facts.ts';
import { contentOf, weighBill } from './weigh.ts';

const eur = currencyCode('EUR');
const bill: PlannedBill = {
  ...{ source: 'period:L1:2026-11', kind: 'RECURRING', title: 'November', dueOn: '2026-11-20', from: '2026-11-01' },
  ...{ to: '2026-11-30', amount: money('500.00', eur), status: 'BILLED', scheduleLine: '7' },
  ...{ milestone: null, milestoneRef: null },
};
const asked = { bill, earnedOn: '2026-11-20', percent: null };

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
