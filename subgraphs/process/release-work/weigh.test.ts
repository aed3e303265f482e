// What of a project's work is weighed, and what is left alone.
import { expect, test } from 'vitest';
import { changeWork, reissueBilled, type WorkChange } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import type { KeptWork } from './facts.ts';
import { books, entry, eur, project } from './sample-work.ts';
import { weighWork } from './weigh.ts';

const posted: readonly WorkChange[] = [
  { kind: 'CLAIM', run: 'D1', amount: eur('100'), why: 'w' },
  { kind: 'SUBMIT', run: 'D1' },
  { kind: 'FOUND_POSTED', run: 'D1', posted: eur('100') },
];

function after(item: WorkItem, ...changes: readonly WorkChange[]): WorkItem {
  return changes.reduce((now, change) => {
    const result = changeWork(now, change);
    if (result.kind === 'REFUSED') throw new Error(result.message);
    return result.item;
  }, item);
}

/** What becomes of an hour that is dated before go-live now, with this on record of it. */
function redated(item: WorkItem | null, heldByPerson: string | null = null) {
  const now = entry('T1', { workedOn: '2026-10-30', content: 'v2 of T1' });
  const kept: KeptWork | null = item === null ? null : { item, content: 'v1 of T1', heldByPerson };
  const { candidates, held, settled } = weighWork(
    project([now]),
    books({ kept: new Map(kept === null ? [] : [['T1', kept]]) }),
    '2026-11-20',
  );
  return {
    billed: candidates.map((each) => each.item.places.unbilled.amount),
    held: held.map(({ hold }) => hold.code),
    settled: settled.map(({ because }) => because),
  };
}

test('work that was billed here and is dated before go-live afterwards is not taken for billed before: credited, it is billed again (rules 31, 33)', () => {
  const once = newWork('T1', 1, eur('100'));
  const billed = after(once, ...posted);
  expect(redated(billed)).toEqual({ billed: [], held: ['WORK_CHANGED'], settled: [] });
  const credit = reissueBilled([billed], 1, eur('100'));
  if (credit.kind === 'REFUSED') throw new Error(credit.message);
  expect(redated(credit.next)).toEqual({ billed: ['100.00'], held: [], settled: [] });
  // Nobody knows of any other whether it was.
  for (const known of [null, once, after(once, { kind: 'HOLD', amount: eur('100') })])
    expect(redated(known)).toEqual({ billed: [], held: [], settled: ['BEFORE_GO_LIVE'] });
});
