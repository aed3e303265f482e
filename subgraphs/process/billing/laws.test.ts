// The two laws of conservation after every step of long random lives, and the bugs they must find. The seed is fixed and
// printed with every counterexample.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { isZero, money, moneyFromMinor, subtract, toMinor, zero } from '../../../schema/canon/money.ts';
import { type BillingLine, changeLine, type LineChange, lineFaults, lineLawDifference, newLine } from './line-law.ts';
import {
  changeWork,
  claimKey,
  reactionToChangedWork,
  reissueBilled,
  releaseBilled,
  repriceWork,
  type WorkChange,
} from './work-item.ts';
import { newWork, usedOfCaps, workFaults, type WorkItem, workLawDifference, type WorkPlace } from './work-law.ts';

const runs = { seed: 20261121, numRuns: 60 };
const eur: CurrencyCode = currencyCode('EUR');
const kwd: CurrencyCode = currencyCode('KWD');
const jpy: CurrencyCode = currencyCode('JPY');

const kinds = [
  'HOLD',
  'LET_GO',
  'SPLIT',
  'CLAIM',
  'CLAIM',
  'UNCLAIM',
  'SUBMIT',
  'SUBMIT',
  'FOUND_POSTED',
  'FOUND_POSTED',
  'FOUND_NOT_POSTED',
  'WRITE_OFF',
  'WRITE_DOWN',
  'WRITE_UP',
  'ABSORB',
  'CONCEDE',
  'RELEASE',
] as const;
type Kind = (typeof kinds)[number];

/** One random step: which version, what, and how much of what is there in 1/16 (17/16 asks for too much). */
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  version: fc.nat(7),
  share: fc.constantFrom(1n, 3n, 8n, 13n, 16n, 16n, 17n),
  run: fc.constantFrom('run-1', 'run-2'),
  rounding: fc.constantFrom(0n, 0n, 0n, 1n, -1n, 2n),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Change = typeof changeWork;
const tally = { moved: 0, refused: 0, released: 0, reissued: 0, line: 0, lineRefused: 0 };
const seen = new Set<string>();

/** Carries a step out on the versions of one item; `change` may be a broken one. */
function walk(versions: readonly WorkItem[], drawn: Step, change: Change): readonly WorkItem[] {
  const at = drawn.version % versions.length;
  const item = versions[at]!;
  if (drawn.kind === 'RELEASE' && drawn.rounding !== 0n) {
    const result = reissueBilled(versions, item.version, part(item, 'billed', drawn.share));
    if (result.kind === 'REFUSED') return count(versions, 'refused');
    tally.reissued += 1;
    const now = versions.map((each) => result.changed.find(({ version }) => version === each.version) ?? each);
    return [...now, result.next];
  }
  if (drawn.kind === 'RELEASE') {
    const result = releaseBilled(item, part(item, 'billed', drawn.share), versions.length + 1);
    if (result.kind === 'REFUSED') return count(versions, 'refused');
    tally.released += 1;
    return [...versions.with(at, result.item), result.next];
  }
  const result = change(item, changeOf(item, { ...drawn, kind: drawn.kind }));
  if (result.kind === 'REFUSED') return count(versions, 'refused');
  seen.add(drawn.kind);
  return count(versions.with(at, result.item), 'moved');
}

function changeOf(
  item: WorkItem,
  { kind, share, run, rounding }: Step & { kind: Exclude<Kind, 'RELEASE'> },
): WorkChange {
  switch (kind) {
    // A cap splits the crossing item: what is beyond it is held, the rest goes on.
    case 'SPLIT':
    case 'HOLD':
      return { kind: 'HOLD', amount: part(item, 'unbilled', share) };
    case 'LET_GO':
      return { kind, amount: part(item, 'held', share) };
    case 'WRITE_OFF':
      return share === 8n
        ? { kind, from: 'held', amount: part(item, 'held', share) }
        : { kind, from: 'unbilled', amount: part(item, 'unbilled', 3n) };
    case 'WRITE_DOWN':
      return { kind, amount: part(item, 'unbilled', 3n) };
    case 'WRITE_UP':
      return { kind, amount: moneyFromMinor(toMinor(item.standard) < 0n ? -share : share, item.currency) };
    case 'ABSORB':
      return { kind };
    case 'CONCEDE':
      return { kind, amount: part(item, 'billed', share) };
    case 'CLAIM':
      return { kind, run, amount: part(item, 'unbilled', share), why: 'the role rate' };
    case 'FOUND_POSTED':
      return { kind, run, posted: moneyFromMinor(toMinor(item.places.inDoubt) + rounding, item.currency) };
    case 'UNCLAIM':
    case 'SUBMIT':
    case 'FOUND_NOT_POSTED':
      return { kind, run };
  }
}

function part(item: WorkItem, place: WorkPlace, share: bigint): WorkItem['standard'] {
  const there = toMinor(item.places[place]);
  return moneyFromMinor(share === 17n ? there + (there < 0n ? -1n : 1n) : (there * share) / 16n, item.currency);
}

function count<T>(value: T, what: 'moved' | 'refused'): T {
  tally[what] += 1;
  return value;
}

/** Faults of all versions, and what of the first version's value no version has. */
function faultsOf(versions: readonly WorkItem[]): readonly string[] {
  const first = versions[0]!;
  // What is released is in the next version: over all of them the two cancel out.
  const carried = versions.reduce((total, item) => total + toMinor(item.standard) - toMinor(item.places.released), 0n);
  const lost = carried === toMinor(first.standard) ? [] : [`${carried} of ${toMinor(first.standard)} are carried`];
  return [...versions.flatMap(workFaults), ...lost];
}

const anyStandard = fc
  .tuple(fc.constantFrom(eur, kwd, jpy), fc.bigInt({ min: 1n, max: 10n ** 7n }), fc.boolean())
  .map(([currency, minor, isCorrection]) => moneyFromMinor(isCorrection ? -minor : minor, currency));
const life = fc.array(step, { minLength: 1, maxLength: 400, size: 'max' });

test('rule 67: the work law holds after every step of a random life, over all versions', () => {
  fc.assert(
    fc.property(anyStandard, life, (standard, steps) => {
      let versions: readonly WorkItem[] = [newWork('time-1', 1, standard)];
      for (const drawn of steps) {
        versions = walk(versions, drawn, changeWork);
        expect(faultsOf(versions), drawn.kind).toEqual([]);
      }
    }),
    runs,
  );
  expect(tally.moved).toBeGreaterThan(2_000);
  expect(tally.refused).toBeGreaterThan(2_000);
  expect(tally.released).toBeGreaterThan(20);
  expect(tally.reissued).toBeGreaterThan(20);
  // Nothing is proved of what never happened.
  expect([...seen].sort()).toEqual([...new Set(kinds)].filter((kind) => kind !== 'RELEASE').sort());
}, 60_000);

/** Bugs as somebody could write them: each takes a sound result and spoils it. */
const bugs: Readonly<Record<string, (before: WorkItem, after: WorkItem, change: WorkChange) => WorkItem>> = {
  'a concession leaves the bill as it was': (before, after, { kind }) =>
    kind === 'CONCEDE' ? { ...after, places: { ...after.places, billed: before.places.billed } } : after,
  'an un-claim forgets to give back': (before, after, { kind }) =>
    kind === 'UNCLAIM' ? { ...after, places: { ...after.places, unbilled: before.places.unbilled } } : after,
  'a claim takes all and not the part': (_, after, { kind }) =>
    kind === 'CLAIM' ? { ...after, places: { ...after.places, unbilled: zero(after.currency) } } : after,
  'the excess over a cap vanishes': (before, after, { kind }) =>
    kind === 'HOLD' ? { ...after, places: { ...after.places, held: before.places.held } } : after,
  'the ERP’s rounding is not recorded': (before, after, { kind }) =>
    kind === 'FOUND_POSTED' ? { ...after, rounding: before.rounding } : after,
  'a write-up is not recorded': (before, after, { kind }) =>
    kind === 'WRITE_UP' ? { ...after, writtenUp: before.writtenUp } : after,
  'a posted document keeps its claim': (before, after, { kind }) =>
    kind === 'FOUND_POSTED' ? { ...after, claim: before.claim } : after,
  'the price moves under a claim': (_, after, { kind }) =>
    kind === 'SUBMIT' && after.claim !== null
      ? {
          ...after,
          claim: { ...after.claim, amount: moneyFromMinor(toMinor(after.claim.amount) * 2n, after.currency) },
        }
      : after,
  'a write-off happens twice': (_, after, { kind }) =>
    kind === 'WRITE_OFF'
      ? {
          ...after,
          places: {
            ...after.places,
            writtenOff: moneyFromMinor(toMinor(after.places.writtenOff) * 2n, after.currency),
          },
        }
      : after,
};

test.each(Object.entries(bugs))('rule 67: the checker finds that %s', (_name, bug) => {
  const broken: Change = (item, change) => {
    const result = changeWork(item, change);
    return result.kind === 'REFUSED' ? result : { kind: 'CHANGED', item: bug(item, result.item, change) };
  };
  const found = fc.sample(fc.tuple(anyStandard, life), { seed: runs.seed, numRuns: 20 }).some(([standard, steps]) => {
    let versions: readonly WorkItem[] = [newWork('time-1', 1, standard)];
    return steps.some((drawn) => {
      versions = walk(versions, drawn, broken);
      return faultsOf(versions).length > 0;
    });
  });
  expect(found).toBe(true);
});

test('rule 67: a release of the wrong size is found over the versions', () => {
  const item = newWork('time-1', 1, money('100', eur));
  const [claimed, submitted] = [claimOf(item, 'run-1', '100.00'), { kind: 'SUBMIT', run: 'run-1' } as const];
  const billed = after(after(claimed, submitted), { kind: 'FOUND_POSTED', run: 'run-1', posted: money('100', eur) });
  const released = releaseBilled(billed, money('40', eur), 2);
  if (released.kind === 'REFUSED') throw new Error(released.message);
  expect(faultsOf([released.item, released.next])).toEqual([]);
  expect(released.item.places).toMatchObject({ billed: money('60', eur), released: money('40', eur) });
  expect(released.next).toMatchObject({ version: 2, standard: money('40', eur), claims: 0 });
  expect(faultsOf([released.item, newWork('time-1', 2, money('100', eur))])).toEqual(['16000 of 10000 are carried']);
  expect(releaseBilled(billed, money('100.01', eur), 2).kind).toBe('REFUSED');
  expect(releaseBilled(billed, money('40', eur), 1)).toMatchObject({
    message: expect.stringContaining('not later') as string,
  });
});

test('rule 33: what is credited a second time is carried on with what was open of it, so that the newest version alone has anything open', () => {
  const item = newWork('time-1', 1, money('100', eur));
  const held = after(item, { kind: 'HOLD', amount: money('30', eur) });
  const submitted = after(claimOf(held, 'run-1', '70.00'), { kind: 'SUBMIT', run: 'run-1' });
  const billed = after(submitted, { kind: 'FOUND_POSTED', run: 'run-1', posted: money('70', eur) });
  const first = reissueBilled([billed], 1, money('50', eur));
  if (first.kind === 'REFUSED') throw new Error(first.message);
  const [credited] = first.changed;
  expect(credited?.places).toMatchObject({
    billed: money('20', eur),
    held: money('0', eur),
    released: money('80', eur),
  });
  expect(first.next.places).toMatchObject({ unbilled: money('50', eur), held: money('30', eur) });
  const second = reissueBilled([credited!, first.next], 1, money('20', eur));
  if (second.kind === 'REFUSED') throw new Error(second.message);
  expect(faultsOf([...second.changed, second.next])).toEqual([]);
  expect(second.next).toMatchObject({ version: 3, standard: money('100', eur) });
  expect(second.changed.map(({ places }) => [places.unbilled.amount, places.held.amount])).toEqual([
    ['0.00', '0.00'],
    ['0.00', '0.00'],
  ]);
  // What is on a draft has its price frozen there.
  expect(reissueBilled([credited!, claimOf(first.next, 'run-2', '50.00')], 1, money('20', eur))).toMatchObject({
    kind: 'REFUSED',
    message: expect.stringContaining('run-2') as string,
  });
});

test('rule 23: what was given up after it was billed uses a cap on, and what goes back to be billed again does not', () => {
  const claimed = claimOf(newWork('time-1', 1, money('100', eur)), 'run-1', '100.00');
  const submitted = after(claimed, { kind: 'SUBMIT', run: 'run-1' });
  const billed = after(submitted, { kind: 'FOUND_POSTED', run: 'run-1', posted: money('100', eur) });
  const conceded = after(billed, { kind: 'CONCEDE', amount: money('40', eur) });
  for (const item of [claimed, submitted, billed, conceded]) expect(usedOfCaps(item)).toEqual(money('100', eur));
  const again = reissueBilled([conceded], 1, money('60', eur));
  if (again.kind === 'REFUSED') throw new Error(again.message);
  expect([...again.changed, again.next].map((item) => usedOfCaps(item).amount)).toEqual(['40.00', '0.00']);
});

test('rule 33: what is credited whole is whole again, whatever cent the ERP rounded; a part is what something of stays billed or settled', () => {
  const posted = (item: WorkItem, of: string, found: string) =>
    after(after(claimOf(item, 'run-1', of), { kind: 'SUBMIT', run: 'run-1' }), {
      ...{ kind: 'FOUND_POSTED', run: 'run-1', posted: money(found, eur) },
    });
  const isPart = (versions: readonly WorkItem[], version: number, amount: string) => {
    const again = reissueBilled(versions, version, money(amount, eur));
    if (again.kind === 'REFUSED') throw new Error(again.message);
    return again.isPart;
  };
  const item = newWork('time-1', 1, money('100', eur));
  const rounded = posted(item, '100.00', '100.01');
  expect([isPart([rounded], 1, '100.01'), isPart([rounded], 1, '100')]).toEqual([false, true]);
  // As much is credited as an hour cost once, and as much stays billed.
  const dearer = posted(after(item, { kind: 'WRITE_UP', amount: money('100', eur) }), '200.00', '200');
  expect(isPart([dearer], 1, '100')).toBe(true);
  const less = after(item, { kind: 'WRITE_DOWN', amount: money('20', eur) });
  expect(isPart([posted(less, '80.00', '80')], 1, '80')).toBe(true);
  // Its rest was held by a cap: all of it is open.
  const capped = after(item, { kind: 'HOLD', amount: money('30', eur) });
  expect(isPart([posted(capped, '70.00', '70')], 1, '70')).toBe(false);
});

function after(item: WorkItem, change: WorkChange): WorkItem {
  const result = changeWork(item, change);
  if (result.kind === 'REFUSED') throw new Error(result.message);
  return result.item;
}

function claimOf(item: WorkItem, run: string, amount: string): WorkItem {
  return after(item, { kind: 'CLAIM', run, amount: money(amount, item.currency), why: 'the role rate' });
}

test('rule 29: two runs at once make one key, which the constraint lets in once; later claims make others', () => {
  const item = newWork('time:1', 3, money('100', eur));
  expect(claimKey(item)).toBe('claim:time%3A1:3:1');
  const first = claimOf(item, 'run-1', '60.00');
  expect(first.claim?.key).toBe(claimKey(item));
  const second = changeWork(first, { kind: 'CLAIM', run: 'run-2', amount: money('40', eur), why: '' });
  expect(second).toEqual({
    kind: 'REFUSED',
    message: 'time:1 version 3: run-1 has claimed it already; run-2 leaves it alone',
  });
  const again = claimOf(after(first, { kind: 'UNCLAIM', run: 'run-1' }), 'run-2', '100.00');
  expect(again.claim?.key).toBe('claim:time%3A1:3:2');
  expect(changeWork(again, { kind: 'UNCLAIM', run: 'run-1' }).kind).toBe('REFUSED');
});

test('rule 29: the price freezes at claim: what is posted is what was claimed, but for a unit of the ERP’s rounding', () => {
  const doubt = after(claimOf(newWork('t', 1, money('100', eur)), 'r', '100.00'), { kind: 'SUBMIT', run: 'r' });
  const posted = (amount: string): ReturnType<typeof changeWork> =>
    changeWork(doubt, { kind: 'FOUND_POSTED', run: 'r', posted: money(amount, eur) });
  expect(posted('100.01')).toMatchObject({
    item: { rounding: money('0.01', eur), places: { billed: money('100.01', eur) } },
  });
  expect(posted('100.02')).toMatchObject({
    kind: 'REFUSED',
    message: expect.stringContaining('no rounding but an exception') as string,
  });
});

test('rule 29: a price is frozen only while a claim stands; given back it is the present one, and the next claim has a key of its own', () => {
  const item = newWork('t', 1, money('100', eur));
  const dearer = money('125', eur);
  const claimed = claimOf(item, 'run-1', '100.00');
  expect(repriceWork(claimed, dearer)).toEqual({ kind: 'FROZEN' });
  const free = repriceWork(after(claimed, { kind: 'UNCLAIM', run: 'run-1' }), dearer);
  if (free.kind !== 'FREE') throw new Error(free.kind);
  expect([free.item.standard, free.item.places.unbilled, workFaults(free.item)]).toEqual([dearer, dearer, []]);
  expect(claimKey(free.item)).toBe('claim:t:1:2');
  // A part of it is billed: the rest is of the same price.
  const part = after(claimOf(item, 'run-1', '60.00'), { kind: 'SUBMIT', run: 'run-1' });
  const billed = after(part, { kind: 'FOUND_POSTED', run: 'run-1', posted: money('60', eur) });
  expect(repriceWork(billed, dearer).kind).toBe('FROZEN');
  expect(repriceWork(after(item, { kind: 'ABSORB' }), dearer).kind).toBe('FROZEN');
  // What a person agreed to was said of another price.
  for (const kind of ['WRITE_UP', 'WRITE_DOWN'] as const)
    expect(repriceWork(after(item, { kind, amount: money('10', eur) }), dearer).kind).toBe('ADJUSTED');
  const off = after(item, { kind: 'WRITE_OFF', from: 'unbilled', amount: money('10', eur) });
  expect(repriceWork(off, dearer).kind).toBe('ADJUSTED');
});

test('rule 30: changed work stops a draft, is looked up first in doubt, and a bill is credited (rule 35)', () => {
  const item = newWork('t', 1, money('100', eur));
  expect(reactionToChangedWork(item)).toEqual({ kind: 'REPRICE' });
  const draft = claimOf(item, 'run-1', '60.00');
  expect(reactionToChangedWork(draft)).toEqual({ kind: 'STOP_DRAFT', run: 'run-1' });
  const doubt = after(draft, { kind: 'SUBMIT', run: 'run-1' });
  expect(reactionToChangedWork(doubt)).toEqual({ kind: 'LOOK_UP_FIRST', run: 'run-1' });
  expect(changeWork(doubt, { kind: 'UNCLAIM', run: 'run-1' }).kind).toBe('REFUSED');
  const billed = after(doubt, { kind: 'FOUND_POSTED', run: 'run-1', posted: money('60', eur) });
  expect(reactionToChangedWork(billed)).toEqual({ kind: 'CREDIT', billed: money('60', eur) });
});

test('rule 24: time on a fixed fee ends absorbed and is nothing to bill', () => {
  const absorbed = after(newWork('t', 1, money('100', eur)), { kind: 'ABSORB' });
  expect(absorbed.places).toMatchObject({ unbilled: zero(eur), absorbed: money('100', eur) });
  expect(changeWork(absorbed, { kind: 'CLAIM', run: 'r', amount: money('1', eur), why: '' }).kind).toBe('REFUSED');
  expect(workLawDifference(absorbed)).toEqual(zero(eur));
});

const lineStep = fc.record({
  kind: fc.constantFrom(
    'HOLD',
    'LET_GO',
    'CANCEL',
    'CLAIM',
    'CLAIM',
    'UNCLAIM',
    'SUBMIT',
    'SUBMIT',
    'FOUND_POSTED',
    'FOUND_POSTED',
    'FOUND_NOT_POSTED',
    'CREDIT',
    'AMEND',
  ),
  share: fc.constantFrom(1n, 3n, 8n, 16n, 17n),
  run: fc.constantFrom('run-1', 'run-2'),
  then: fc.constantFrom('SCHEDULE_AGAIN', 'CANCEL'),
  delta: fc.bigInt({ min: -1_000n, max: 1_000n }),
});
type LineStep = typeof lineStep extends fc.Arbitrary<infer T> ? T : never;

function lineChangeOf(line: BillingLine, { kind, share, run, then, delta }: LineStep): LineChange {
  const of = (there: bigint): BillingLine['value'] =>
    moneyFromMinor(share === 17n ? there + 1n : (there * share) / 16n, line.currency);
  switch (kind) {
    case 'HOLD':
      return { kind, amount: of(toMinor(line.places.scheduled)) };
    case 'CANCEL':
      return { kind, amount: of(toMinor(line.places.scheduled) / 4n) };
    case 'LET_GO':
      return { kind, amount: of(toMinor(line.places.held)) };
    case 'CLAIM':
      return { kind, run, amount: of(toMinor(line.places.scheduled)) };
    case 'CREDIT':
      return { kind, then, amount: of(toMinor(subtract(line.places.billed, line.credited))) };
    case 'AMEND':
      return { kind, delta: moneyFromMinor(delta, line.currency) };
    case 'UNCLAIM':
    case 'SUBMIT':
    case 'FOUND_POSTED':
    case 'FOUND_NOT_POSTED':
      return { kind, run };
  }
}

const anyValue = fc
  .tuple(fc.constantFrom(eur, kwd, jpy), fc.bigInt({ min: 0n, max: 10n ** 7n }))
  .map(([currency, minor]) => moneyFromMinor(minor, currency));
const lineLife = fc.array(lineStep, { minLength: 1, maxLength: 400, size: 'max' });

test('rule 68: the billing law holds after every step of a random life', () => {
  fc.assert(
    fc.property(anyValue, lineLife, (value, steps) => {
      let line = newLine('line-1', value);
      let amended = toMinor(value);
      for (const drawn of steps) {
        const change = lineChangeOf(line, drawn);
        const result = changeLine(line, change);
        tally[result.kind === 'CHANGED' ? 'line' : 'lineRefused'] += 1;
        if (result.kind === 'REFUSED') continue;
        line = result.line;
        if (change.kind === 'AMEND') amended += drawn.delta;
        expect(lineFaults(line), drawn.kind).toEqual([]);
        expect(toMinor(line.value)).toBe(amended);
      }
    }),
    runs,
  );
  expect(tally.line).toBeGreaterThan(2_000);
  expect(tally.lineRefused).toBeGreaterThan(1_000);
}, 60_000);

const lineBugs: Readonly<Record<string, (before: BillingLine, after: BillingLine, change: LineChange) => BillingLine>> =
  {
    'a credit is not counted': (before, after, { kind }) =>
      kind === 'CREDIT' ? { ...after, credited: before.credited } : after,
    'a bill leaves the doubt behind': (before, after, { kind }) =>
      kind === 'FOUND_POSTED' ? { ...after, places: { ...after.places, inDoubt: before.places.inDoubt } } : after,
    'an amendment changes the value alone': (before, after, { kind }) =>
      kind === 'AMEND' ? { ...after, places: before.places } : after,
    'what is cancelled is forgotten': (before, after, { kind }) =>
      kind === 'CANCEL' ? { ...after, places: { ...after.places, cancelled: before.places.cancelled } } : after,
    'an un-claim keeps the claim': (before, after, { kind }) =>
      kind === 'UNCLAIM' ? { ...after, claim: before.claim } : after,
  };

test.each(Object.entries(lineBugs))('rule 68: the checker finds that %s', (_name, bug) => {
  const found = fc.sample(fc.tuple(anyValue, lineLife), { seed: runs.seed, numRuns: 20 }).some(([value, steps]) => {
    let line = newLine('line-1', value);
    return steps.some((drawn) => {
      const change = lineChangeOf(line, drawn);
      const result = changeLine(line, change);
      if (result.kind === 'CHANGED') line = bug(line, result.line, change);
      return lineFaults(line).length > 0;
    });
  });
  expect(found).toBe(true);
});

test('rule 68: credit to bill again, and to give up; no more than was billed', () => {
  const steps: readonly LineChange[] = [
    { kind: 'CLAIM', run: 'r', amount: money('600', eur) },
    { kind: 'SUBMIT', run: 'r' },
    { kind: 'FOUND_POSTED', run: 'r' },
    { kind: 'CREDIT', amount: money('250', eur), then: 'SCHEDULE_AGAIN' },
    { kind: 'CREDIT', amount: money('50', eur), then: 'CANCEL' },
  ];
  const line = steps.reduce(
    (state, change) => {
      const result = changeLine(state, change);
      if (result.kind === 'REFUSED') throw new Error(result.message);
      return result.line;
    },
    newLine('line-1', money('1000', eur)),
  );
  expect(line).toMatchObject({
    places: { scheduled: money('650', eur), billed: money('600', eur), cancelled: money('50', eur) },
    credited: money('300', eur),
  });
  expect(isZero(lineLawDifference(line))).toBe(true);
  expect(changeLine(line, { kind: 'CREDIT', amount: money('300.01', eur), then: 'CANCEL' }).kind).toBe('REFUSED');
  expect(() => newLine('l', money('-1', eur))).toThrow('a line is worth 0 or more');
});

afterAll(() => {
  console.info(
    `laws, seed ${runs.seed}: ${tally.moved} changes of work made and ${tally.refused} refused, ${tally.released} releases; ` +
      `${tally.line} changes of lines made and ${tally.lineRefused} refused`,
  );
});
