// A draw as it is planned: what the bills of a retainer say of the work of their days, before they are posted and after they were credited.
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { type Money, zero } from '../../../../schema/canon/money.ts';
import type { KeptLot } from '../../../journal/retainers.ts';
import type { ScheduledBill } from '../../billing/planned-bills.ts';
import { toldBills } from '../../billing/told-bills.ts';
import { changeWork, reissueBilled } from '../../billing/work-item.ts';
import { newWork, type WorkItem } from '../../billing/work-law.ts';
import type { WorkEntry } from '../facts.ts';
import { books as sampleBooks, entry, eur, project, question, seller } from '../sample-work.ts';
import { planDraw } from './draw-plan.ts';
import type { ContractProject } from './facts.ts';
import type { RetainerBooks } from './prepaid.ts';

const at = (amount: string) => ({ amount, currency: 'EUR' });
const source = 'instalment:R-line:1';

/** 250.00 planned ahead for November, 300.00 for December, of a line of 1,000.00. */
function retainer(
  entries: readonly WorkEntry[],
  change: { readonly status?: ScheduledBill['status']; readonly rollover?: boolean } = {},
): ContractProject {
  const { status = 'READY', rollover = false } = change;
  const line = { id: 'R-line', description: 'Support', startOn: '2026-11-01', endOn: '2026-12-31', rollover };
  const november = { id: '1', description: 'November', dueOn: '2026-11-01', amount: at('250.00'), milestone: null };
  const told = {
    ...{ billingModel: 'RETAINER', currency: 'EUR', psaInstance: 'psa', milestones: [] },
    lines: [{ ...line, billingModel: 'RETAINER', amount: at('1000.00'), unitPrice: null }],
    schedule: [
      { ...november, status },
      { ...november, id: '2', description: 'December', dueOn: '2026-12-01', amount: at('300.00'), status },
    ],
  };
  const { periods } = seller();
  const open = periods.map((period) => ({ ...period, name: 'Dec 2026', startOn: '2026-12-01', endOn: '2026-12-31' }));
  const sells = seller({ periods: [...periods, ...open] });
  return { project: project(entries, { billingModel: 'RETAINER', seller: sells }), ...toldBills(told, '2026-12-31') };
}

function after(item: WorkItem, ...changes: readonly Parameters<typeof changeWork>[1][]): WorkItem {
  return changes.reduce((now, change) => {
    const result = changeWork(now, change);
    if (result.kind === 'REFUSED') throw new Error(result.message);
    return result.item;
  }, item);
}

const drafted = after(newWork(source, 1, eur('250')), {
  ...{ kind: 'CLAIM', run: 'D1', amount: eur('250'), why: 'as agreed' },
});
const billed = after(drafted, { kind: 'SUBMIT', run: 'D1' }, { kind: 'FOUND_POSTED', run: 'D1', posted: eur('250') });

function retainerBooks(bills: readonly WorkItem[], lots: readonly KeptLot[] = [], before?: Money): RetainerBooks {
  const { position } = sampleBooks();
  const kept = new Map(
    bills.map((item) => [item.id, { item, content: '250.00 EUR', heldByPerson: null, isPart: false }]),
  );
  const known = before === undefined ? new Map<string, Money>() : new Map([[source, before]]);
  const opened = position === null ? null : { ...position, milestonesBilled: known };
  return { work: sampleBooks(), bills: { position: opened, kept, items: bills }, lots, draws: [] };
}

/** The contract bills the excess by the hour. */
const hourly = [{ startOn: null, endOn: null }];
const asked = (lapseBefore: string | null = null) => ({ ...question({ today: '2026-12-05' }), lapseBefore });
const shown = ({ documents, held }: ReturnType<typeof planDraw>) => [
  documents.map(({ net }) => net.amount),
  held.map(({ amount, hold }) => [amount?.amount, hold.code]),
];

describe('work of days that a bill of the retainer prepays', () => {
  const work = [entry('A'), entry('B', { minutes: 120 })];
  const waits = [
    [],
    [
      ['100.00', 'RETAINER_UNBILLED'],
      ['200.00', 'RETAINER_UNBILLED'],
    ],
  ];

  test('is never billed by the hour while that bill is not posted, or the client pays it twice (DOMAIN rule 26)', () => {
    expect(shown(planDraw(retainer(work), hourly, retainerBooks([]), asked()))).toEqual(waits);
    expect(shown(planDraw(retainer(work), hourly, retainerBooks([drafted]), asked()))).toEqual(waits);
    // Posted by somebody else in the ERP, which prepays it all the same.
    expect(shown(planDraw(retainer(work, { status: 'BILLED' }), hourly, retainerBooks([]), asked()))).toEqual(waits);
  });

  test('draws once it is posted, or was before go-live, and what is over is billed by the hour', () => {
    for (const own of [retainerBooks([billed]), retainerBooks([], [], eur('250'))])
      expect(shown(planDraw(retainer(work), hourly, own, asked()))).toEqual([['50.00'], []]);
  });

  test('is billed by the hour where that bill is called off, or of other days', () => {
    expect(shown(planDraw(retainer(work, { status: 'CANCELLED' }), hourly, retainerBooks([]), asked()))).toEqual([
      ['300.00'],
      [],
    ]);
    const late = entry('C', { workedOn: '2026-12-01' });
    const through = { ...asked(), through: '2026-12-04' };
    expect(shown(planDraw(retainer([...work, late]), hourly, retainerBooks([billed]), through))).toEqual([
      ['50.00'],
      [['100.00', 'RETAINER_UNBILLED']],
    ]);
    // December's is posted. November's is not, and covers December only where it rolls over.
    const own = { ...billed, id: 'instalment:R-line:2' };
    const last = entry('D', { workedOn: '2026-12-02', minutes: 240 });
    const ends = [false, true].map((rollover) =>
      shown(planDraw(retainer([last], { rollover }), hourly, retainerBooks([own]), through)),
    );
    expect(ends).toEqual([
      [['150.00'], []],
      [[], [['150.00', 'RETAINER_UNBILLED']]],
    ]);
  });
});

test('a credit of what has lapsed takes it from the breakage, and later work draws on (DOMAIN rules 26, 28)', () => {
  // 100.00 of 250.00 were drawn, 150.00 lapsed; then 60.00 were given up as a favour.
  const lot = { id: source, lineId: 'R-line', projectId: 'P1', from: '2026-11-01', expiresOn: '2026-11-30' };
  const kept = { ...lot, currency: 'EUR', quantity: '250', drawnBefore: '100', remaining: '0', lapsed: '150' };
  const conceded = after(billed, { kind: 'CONCEDE', amount: eur('60') });
  const plan = planDraw(retainer([]), [], retainerBooks([conceded], [kept]), asked());
  expect(plan.blocker).toBeNull();
  const [first] = plan.lots;
  expect([first?.after.quantity, first?.after.lapsed, first?.after.remaining]).toEqual([
    eur('190.00'),
    eur('90.00'),
    zero(currencyCode('EUR')),
  ]);
});

test('a credit of what was used up stops later draws only while it is to be billed again (DOMAIN rules 26, 33)', () => {
  const lot = { id: source, lineId: 'R-line', projectId: 'P1', from: '2026-11-01', expiresOn: '2026-11-30' };
  const used = { ...lot, currency: 'EUR', quantity: '250', drawnBefore: '250', remaining: '0', lapsed: '0' };
  const conceded = after(billed, { kind: 'CONCEDE', amount: eur('60') });
  const settled = planDraw(retainer([]), [], retainerBooks([conceded], [used]), asked());
  expect([settled.blocker, settled.lots[0]?.after]).toMatchObject([
    null,
    { quantity: eur('250'), remaining: eur('0'), lapsed: eur('0') },
  ]);
  const credit = reissueBilled([billed], 1, eur('60'));
  if (credit.kind === 'REFUSED') throw new Error(credit.message);
  const again = retainerBooks([...credit.changed, credit.next], [used]);
  expect(planDraw(retainer([]), [], again, asked()).blocker?.code).toBe('RETAINER_SHORT');
});
