// What of a project's work is weighed, and what is left alone.
import { expect, test } from 'vitest';
import { changeWork, reissueBilled, type WorkChange } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import type { KeptWork, WorkEntry } from './facts.ts';
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

test('work of before go-live that was approved after the position was taken waits with its money, until somebody says what it is (rule 31)', () => {
  const { position } = books();
  const old = (source: string, change: Partial<WorkEntry> = {}) => entry(source, { workedOn: '2026-10-30', ...change });
  const all = [
    old('seen'),
    old('listed'),
    old('late'),
    old('unpriced', { hourlyRate: null }),
    old('off'),
    entry('new'),
  ];
  const stated = { unbilledSources: new Set(['listed']), seenSources: new Set(['seen', 'off']) };
  const writtenOff = after(newWork('off', 1, eur('100')), { kind: 'WRITE_OFF', from: 'unbilled', amount: eur('100') });
  const weigh = (seenSources: ReadonlySet<string> | undefined) => {
    const own = position === null ? null : { ...position, ...stated, seenSources };
    const kept = new Map([['late-off', { item: writtenOff, content: 'v1 of late-off', heldByPerson: null }]]);
    return weighWork(project([...all, old('late-off')]), books({ position: own, kept }), '2026-11-20');
  };
  const { candidates, held, settled } = weigh(stated.seenSources);
  expect(candidates.map((each) => each.entry.source)).toEqual(['listed', 'new']);
  expect(held.map(({ source, amount, hold }) => [source, amount?.amount, hold.code])).toEqual([
    ['late', '100.00', 'LATE_FOR_OPENING'],
    ['unpriced', undefined, 'NO_RATE'],
  ]);
  expect(settled.map(({ source, because }) => [source, because])).toEqual([
    ['seen', 'BEFORE_GO_LIVE'],
    ['off', 'BEFORE_GO_LIVE'],
    ['late-off', 'DONE'],
  ]);
  // A position of before it was kept says of all of it that it was billed.
  expect(weigh(undefined).held).toEqual([]);
});

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
