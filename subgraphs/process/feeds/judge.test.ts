import { describe, expect, test } from 'vitest';
import type { KnownRecord } from '../../journal/feeds/telling.ts';
import { judge, lastWords } from './judge.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 20, 9, 0, second));
const told = (second: number, deleted = false) => ({ id: '7', changedAt: at(second), deleted });
const known = (second: number, facts: Partial<KnownRecord> = {}): KnownRecord => ({
  ...{ changedAt: at(second), gone: null, settled: true, toldAt: at(second) },
  ...facts,
});
const moment = { now: at(50), newestAt: at(40), isBaseline: false };

describe('a telling', () => {
  test('of a record nobody knew is told; of one that came and went meanwhile it is only noted', () => {
    expect(judge(undefined, told(10), moment)).toMatchObject({ kind: 'TELL', mark: { gone: null, settled: true } });
    expect(judge(undefined, told(10, true), moment)).toMatchObject({ kind: 'NOTE', mark: { gone: 'TOLD' } });
  });

  test('that is later than the last is told, the same or an older one is not', () => {
    expect(judge(known(10), told(11), moment).kind).toBe('TELL');
    expect(judge(known(10), told(10), moment)).toEqual({ kind: 'PASS', isThere: true });
    expect(judge(known(10), told(9), moment)).toEqual({ kind: 'PASS', isThere: true });
  });

  test('under the newest stamp of all may be followed by another under the same: it is told once more, and then no more', () => {
    const first = judge(undefined, told(40), moment);
    expect(first).toMatchObject({ kind: 'TELL', mark: { settled: false } });
    const fresh = known(40, { settled: false, toldAt: at(48) });
    expect(judge(fresh, told(40), moment).kind).toBe('PASS');
    const again = judge(fresh, told(40), { ...moment, now: at(53) });
    expect(again).toMatchObject({ kind: 'TELL', mark: { settled: true } });
    expect(judge(fresh, told(40), { ...moment, now: at(49), newestAt: at(42) })).toMatchObject({
      kind: 'TELL',
      mark: { settled: true },
    });
    expect(judge({ ...fresh, settled: true }, told(40), { ...moment, now: at(59), newestAt: at(42) }).kind).toBe(
      'PASS',
    );
  });

  test('of the first reading that is a minute old is over, though nothing is newer: looked at again it would pass for a change', () => {
    const first = { now: at(40 + 60), newestAt: at(40), isBaseline: true };
    expect(judge(undefined, told(40), first)).toMatchObject({ mark: { settled: true } });
    expect(judge(undefined, told(40), { ...first, now: at(40 + 59) })).toMatchObject({ mark: { settled: false } });
    expect(judge(undefined, told(40), { ...first, isBaseline: false })).toMatchObject({ mark: { settled: false } });
  });

  test('of an end is told once; nothing of the same second follows an end', () => {
    expect(judge(known(10), told(10, true), moment)).toMatchObject({ kind: 'TELL', mark: { gone: 'TOLD' } });
    const gone = known(10, { gone: 'TOLD' });
    expect(judge(gone, told(10, true), moment).kind).toBe('PASS');
    expect(judge(gone, told(11, true), moment).kind).toBe('NOTE');
    expect(judge(gone, told(10), moment)).toEqual({ kind: 'PASS', isThere: false });
    expect(judge(gone, told(11), moment)).toMatchObject({ kind: 'TELL', mark: { gone: null } });
  });

  test('of a record that was only missing brings it back, whatever its stamp', () => {
    const missing = known(10, { gone: 'MISSING' });
    for (const second of [9, 10, 11]) {
      const verdict = judge(missing, told(second), moment);
      expect(verdict).toMatchObject({ kind: 'TELL', mark: { gone: null } });
    }
  });
});

test('of one page the last word on each record counts, an end before everything else of its second', () => {
  const page = [told(10), told(12), told(11), { ...told(12, true) }, told(12), { ...told(3), id: '8' }];
  expect(lastWords(page)).toEqual({ words: [told(12, true), { ...told(3), id: '8' }], repeated: 4 });
});
