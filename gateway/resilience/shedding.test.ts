import { describe, expect, it } from 'vitest';
import { sheddingSchema } from './config.ts';
import { AdaptiveLimit, calmMs, persistentMs } from './shedding.ts';

function rig(mode: 'enforce' | 'measure' | 'off' = 'enforce') {
  const settings = sheddingSchema.parse({ mode, inFlightMin: 25, inFlightMax: 100, loopDelayMs: 20 });
  let nowMs = 0;
  const exceeded: string[] = [];
  const limit = new AdaptiveLimit({ settings, now: () => nowMs, onExceeded: (how) => exceeded.push(how) });
  return {
    limit,
    exceeded,
    pass: (ms: number) => (nowMs += ms),
    enter: (times: number) => Array.from({ length: times }, () => limit.enter()).filter(Boolean).length,
    ticks: (times: number, lateMs: number) => {
      for (let n = 0; n < times; n += 1) limit.tick(lateMs);
    },
  };
}

describe('the limit of requests in flight', () => {
  it('is the configured one while the event loop is in time, however many requests wait', () => {
    const { limit, enter, ticks } = rig();
    expect(enter(150)).toBe(100);
    ticks(50, 3);
    expect(limit.state()).toEqual({ inFlight: 100, limit: 100 });
  });

  it('does not fall over one pause', () => {
    const { limit, enter, ticks } = rig();
    enter(50);
    ticks(1, 3_000);
    ticks(5, 0);
    expect(limit.state().limit).toBe(100);
  });

  it('falls below what is inside while the loop stays late, and never under its floor', () => {
    const { limit, enter, ticks } = rig();
    enter(50);
    ticks(4, 80);
    expect(limit.state().limit).toBeLessThan(50);
    expect(limit.enter()).toBe(false);
    ticks(100, 80);
    expect(limit.state().limit).toBe(25);
  });

  it('is calm until it falls, and again after seconds without falling', () => {
    const { limit, enter, ticks, pass } = rig();
    expect(limit.isCalm()).toBe(true);
    enter(50);
    ticks(20, 80);
    expect(limit.isCalm()).toBe(false);
    pass(calmMs - 1);
    ticks(20, 0);
    expect(limit.isCalm()).toBe(false);
    pass(calmMs);
    expect(limit.isCalm()).toBe(true);
  });

  it('rises again when it is in the way of a loop that is in time', () => {
    const { limit, enter, ticks } = rig();
    enter(50);
    ticks(100, 80);
    for (let n = 0; n < 100; n += 1) {
      limit.enter();
      ticks(1, 0);
    }
    expect(limit.state().limit).toBe(100);
  });

  it('lets everybody in and only counts where it is measured; off, it does not even count', () => {
    const measured = rig('measure');
    expect(measured.enter(120)).toBe(120);
    expect(measured.exceeded).toEqual(Array.from({ length: 20 }, () => 'measure'));
    const off = rig('off');
    expect([off.enter(120), off.exceeded]).toEqual([120, []]);
  });

  it('is persistent after seconds of refusals without a pause, until there were none for as long', () => {
    const { limit, enter, pass } = rig();
    enter(100);
    limit.enter();
    pass(2_000); // a pause: the count begins anew
    for (let ms = 0; ms < persistentMs; ms += 500) {
      expect(limit.isPersistent()).toBe(false);
      limit.enter();
      pass(500);
    }
    limit.enter();
    expect(limit.isPersistent()).toBe(true);
    pass(persistentMs - 1);
    expect(limit.isPersistent()).toBe(true);
    pass(1);
    expect(limit.isPersistent()).toBe(false);
  });
});
