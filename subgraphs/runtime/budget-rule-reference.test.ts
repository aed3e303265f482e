// The rule over time: what billing that never stops leaves to reference calls, with a clock that is counted instead of waited for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetWaitMaxMs } from './budget-line.ts';
import { admitted, floorAfterMs, lentWhole, nobody } from './budget-rule.ts';
import type { BudgetLimits, BudgetShare, OtherShares } from './budget-rule.ts';

const stepMs = 20;
const account: BudgetLimits = { concurrentMax: 5, reserve: 2, floorAfterMs };

type Kind = 'interactive' | 'billing' | 'reference';

/** One process: billing always waits in it, people always or never, and reference calls from when they are asked for. */
class Copy {
  readonly #callMs: number;
  readonly #people: number;
  #calls: { readonly kind: Kind; readonly endsMs: number }[] = [];
  readonly #endedMs = { interactive: 0, billing: 0, reference: 0 };
  /** Since when each reference call waits. */
  readonly line: number[] = [];
  readonly waits: number[] = [];

  constructor(callMs: number, people: number) {
    this.#callMs = callMs;
    this.#people = people;
  }

  held(kind: Kind): number {
    return this.#calls.filter((call) => call.kind === kind).length;
  }

  at(nowMs: number): BudgetShare {
    for (const { kind, endsMs } of this.#calls) {
      if (endsMs <= nowMs) this.#endedMs[kind] = endsMs;
    }
    this.#calls = this.#calls.filter(({ endsMs }) => endsMs > nowMs);
    const idleMs = (kind: Kind): number => (this.held(kind) > 0 ? 0 : nowMs - this.#endedMs[kind]);
    return {
      interactive: this.held('interactive'),
      background: this.held('billing') + this.held('reference'),
      waiting: { interactive: this.#people, billing: 10, reference: this.line.length },
      // Billing has waited for ever: whatever its age, reference is not to wait for it.
      waitedMs: { interactive: 0, billing: 60_000, reference: nowMs - (this.line[0] ?? nowMs) },
      billingIdleMs: idleMs('billing'),
      referenceIdleMs: idleMs('reference'),
    };
  }

  enter(kind: Kind, count: number, nowMs: number): void {
    for (let call = 0; call < count; call += 1) this.#calls.push({ kind, endsMs: nowMs + this.#callMs });
    if (kind === 'reference') this.waits.push(...this.line.splice(0, count).map((sinceMs) => nowMs - sinceMs));
  }
}

/** What one of the copies is told of the others; whoever is asked first counts as before where two have waited as long. */
function othersOf(copies: readonly Copy[], mine: Copy, nowMs: number): OtherShares {
  const oldestMs = mine.line[0] ?? nowMs;
  return copies
    .filter((copy) => copy !== mine)
    .reduce<OtherShares>((sum, copy) => {
      const share = copy.at(nowMs);
      const isBefore = copies.indexOf(copy) < copies.indexOf(mine);
      const before = copy.line.filter((sinceMs) => sinceMs < oldestMs || (sinceMs === oldestMs && isBefore)).length;
      return {
        interactive: sum.interactive + share.interactive,
        background: sum.background + share.background,
        waiting: {
          interactive: sum.waiting.interactive + share.waiting.interactive,
          billing: sum.waiting.billing + share.waiting.billing,
          reference: sum.waiting.reference + share.waiting.reference,
        },
        before: { ...sum.before, reference: sum.before.reference + before },
        waitedMs: {
          billing: Math.max(sum.waitedMs.billing, share.waitedMs.billing),
          reference: Math.max(sum.waitedMs.reference, share.waitedMs.reference),
        },
        billingIdleMs: Math.min(sum.billingIdleMs, share.billingIdleMs),
        referenceIdleMs: Math.min(sum.referenceIdleMs, share.referenceIdleMs),
      };
    }, nobody);
}

interface Seen {
  /** Places in use, summed over the steps. */
  readonly billing: number;
  readonly interactive: number;
  /** Reference calls that were ever under way together. */
  readonly most: number;
}

/** Works for as long as asked; `arrive` puts reference calls into lines. */
function work(
  limits: BudgetLimits,
  copies: readonly Copy[],
  forMs: number,
  arrive: (nowMs: number) => void = () => undefined,
): Seen {
  const seen = { billing: 0, interactive: 0, most: 0 };
  const total = (kind: Kind): number => copies.reduce((sum, copy) => sum + copy.held(kind), 0);
  for (let nowMs = 0; nowMs < forMs; nowMs += stepMs) {
    arrive(nowMs);
    for (const copy of copies) {
      const entering = admitted(limits, copy.at(nowMs), othersOf(copies, copy, nowMs));
      for (const kind of ['interactive', 'billing', 'reference'] as const) copy.enter(kind, entering[kind], nowMs);
    }
    expect(total('interactive') + total('billing') + total('reference')).toBeLessThanOrEqual(limits.concurrentMax);
    seen.billing += total('billing');
    seen.interactive += total('interactive');
    seen.most = Math.max(seen.most, total('reference'));
  }
  return seen;
}

function copiesOf(count: number, callMs: number, people: number): readonly Copy[] {
  return Array.from({ length: count }, () => new Copy(callMs, people));
}

describe('while billing never stops', () => {
  it('no reference call waits for ever, in however many processes, whoever else asks', () => {
    const arrivals = fc.array(fc.record({ atMs: fc.nat(6_000), copy: fc.nat(2) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.record({ count: fc.integer({ min: 1, max: 3 }), peopleAsk: fc.boolean() }),
        fc.record({ concurrentMax: fc.integer({ min: 1, max: 8 }), reserve: fc.nat(7) }),
        fc.integer({ min: 20, max: 1_500 }),
        arrivals,
        ({ count, peopleAsk }, { concurrentMax, reserve }, callMs, asked) => {
          const limits = { concurrentMax, reserve: Math.min(reserve, concurrentMax - 1), floorAfterMs };
          const copies = copiesOf(count, callMs, peopleAsk ? 10 : 0);
          // Its own call, the wait of the next one, and the call that is in the way when its turn has come; billing's too where people leave one.
          const turnMs = (peopleAsk ? 2 : 1) * (floorAfterMs + 3 * callMs + 4 * stepMs);
          const seen = work(limits, copies, 6_000 + asked.length * turnMs, (nowMs) => {
            for (const { atMs, copy } of asked) {
              if (atMs >= nowMs && atMs < nowMs + stepMs) copies[copy % count]?.line.push(nowMs);
            }
          });
          const waits = copies.flatMap((copy) => copy.waits);
          expect(waits).toHaveLength(asked.length);
          expect(Math.max(...waits)).toBeLessThanOrEqual(asked.length * turnMs);
          expect(seen.most).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the eight that a feed asks at once are served before they give up', () => {
    const [copy] = copiesOf(1, 200, 0);
    if (copy === undefined) throw new RangeError('One copy is needed');
    copy.line.push(...Array<number>(8).fill(0));
    work(lentWhole(account, true), [copy], budgetWaitMaxMs);
    expect(copy.waits).toHaveLength(8);
  });

  it.each([1, 2, 3])('it has 95 of 100 parts of the places of %d processes, however much reference waits', (count) => {
    const copies = copiesOf(count, 200, 0);
    const seen = work(lentWhole(account, true), copies, 60_000, (nowMs) => {
      for (const copy of copies) while (copy.line.length < 20) copy.line.push(nowMs);
    });
    expect(seen.most).toBe(1);
    expect(seen.billing).toBeGreaterThanOrEqual((60_000 / stepMs) * account.concurrentMax * 0.95);
    expect(copies.flatMap((copy) => copy.waits).length).toBeGreaterThanOrEqual(45);
  });

  it('reference would wait for ever without its floor, as this measure can tell', () => {
    const copies = copiesOf(1, 200, 0);
    const seen = work({ ...account, floorAfterMs: Number.POSITIVE_INFINITY }, copies, 60_000, (nowMs) => {
      if (nowMs === 0) copies[0]?.line.push(0);
    });
    expect({ ...seen, waits: copies[0]?.waits }).toMatchObject({ most: 0, waits: [] });
  });
});

describe('the turn of reference', () => {
  const waiting = { interactive: 0, billing: 3, reference: 2 };
  const mine: BudgetShare = {
    ...{ interactive: 0, background: 2, waiting },
    waitedMs: { interactive: 0, billing: 9_000, reference: floorAfterMs },
    billingIdleMs: 0,
    referenceIdleMs: floorAfterMs,
  };

  it('takes one place from billing, and no more', () => {
    expect(admitted(account, mine, nobody)).toEqual({ interactive: 0, billing: 1, reference: 1 });
    expect(admitted(account, { ...mine, background: 3 }, nobody)).toEqual({ interactive: 0, billing: 0, reference: 1 });
  });

  it.each([
    ['one of it is under way', { referenceIdleMs: 0 }, {}],
    ['one of it is under way in another process', {}, { referenceIdleMs: 0 }],
    ['the last one ended less than that ago', { referenceIdleMs: floorAfterMs - 1 }, {}],
    ['none of billing was under way since', { billingIdleMs: floorAfterMs }, {}],
    ['the oldest has waited less', { waitedMs: { interactive: 0, billing: 9_000, reference: floorAfterMs - 1 } }, {}],
  ])('does not come while %s', (_why, here, there) => {
    expect(admitted(account, { ...mine, ...here }, { ...nobody, ...there })).toEqual({
      ...{ interactive: 0, billing: 2, reference: 0 },
    });
  });

  it('is kept for whoever has waited longest, in whichever process', () => {
    const others = {
      ...nobody,
      waiting: { ...nobody.waiting, reference: 1 },
      before: { ...nobody.before, reference: 1 },
    };
    const waitedMs = { billing: 0, reference: floorAfterMs + 1 };
    expect(admitted(account, mine, { ...others, waitedMs })).toEqual({ interactive: 0, billing: 1, reference: 0 });
  });

  it('takes nothing from people', () => {
    const asked = { ...mine, interactive: 1, waiting: { ...waiting, interactive: 9 } };
    expect(admitted(account, asked, nobody)).toEqual({ interactive: 2, billing: 0, reference: 0 });
  });

  it('comes also where people leave background work one place now and then', () => {
    const people = { background: 0, interactive: 4, waiting: { ...waiting, interactive: 9 } };
    const asked = { ...mine, ...people, billingIdleMs: floorAfterMs, referenceIdleMs: floorAfterMs + 1 };
    expect(admitted(account, asked, nobody)).toEqual({ interactive: 0, billing: 0, reference: 1 });
    expect(admitted(account, { ...asked, referenceIdleMs: floorAfterMs }, nobody)).toEqual({
      ...{ interactive: 0, billing: 1, reference: 0 },
    });
  });
});
