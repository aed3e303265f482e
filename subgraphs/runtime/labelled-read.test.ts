import { afterEach, describe, expect, it } from 'vitest';
import { createBudget } from './budget.ts';
import type { CachePort } from './cache-port.ts';
import type { Clock } from './clock.ts';
import { systemEnvelope } from './envelope.ts';
import type { Envelope, SystemEnvelopeOptions } from './envelope.ts';
import { Fault, faultCodes, staleHelps } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { questionKey, stalePatienceMs } from './labelled-read.ts';
import { createLruCache } from './lru.ts';
import type { UpstreamEvent } from './observer.ts';
import { createUpstream } from './upstream.ts';
import type { Upstream } from './upstream.ts';

const place = { system: 'CRM', instance: 'salesforce' } as const;
const question = { name: 'customers', args: { page: 1 }, freshForMs: 30_000, staleForMs: 3_600_000 };
const startMs = Date.parse('2026-11-20T09:00:00Z');
const open: Upstream[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((upstream) => upstream.close()));
});

/** An account on a business clock that stands still until told; `asked` counts real askings. */
function account(cache: CachePort = createLruCache()) {
  const time = { ms: startMs };
  const clock: Clock = { now: () => new Date(time.ms) };
  const events: UpstreamEvent[] = [];
  const upstream = createUpstream({
    ...place,
    budget: createBudget({ ...place, concurrentMax: 10 }),
    cache,
    clock,
    observer: { observe: (event) => events.push(event) },
  });
  open.push(upstream);
  const state = { asked: 0, failWith: null as FaultCode | null };
  const read = (envelope = person(), more: Partial<typeof question> = {}) =>
    upstream.read(envelope, { ...question, ...more }, async () => {
      state.asked += 1;
      const answer = `answer ${state.asked}`;
      await new Promise((resolve) => setImmediate(resolve));
      if (state.failWith !== null) throw new Fault({ ...place, code: state.failWith });
      return answer;
    });
  return { time, upstream, events, state, read };
}

function person(options: SystemEnvelopeOptions = {}): Envelope {
  return systemEnvelope('test', { priority: 'interactive', deadlineMs: 5_000, ...options });
}

describe('a labelled read', () => {
  it('of somebody who wants it live is asked though a fresh answer is kept, and keeps what it learns', async () => {
    const { read, state } = account();
    await read();
    const live = await read({ ...person(), wantsLive: true });
    expect(live).toMatchObject({ value: 'answer 2', freshness: { servedFrom: 'LIVE' } });
    expect(await read()).toMatchObject({ value: 'answer 2', freshness: { servedFrom: 'CACHE' } });
    expect(state.asked).toBe(2);
  });

  it('is LIVE the first time, CACHE while fresh, LIVE again after that', async () => {
    const { time, read, state } = account();
    expect(await read()).toEqual({
      value: 'answer 1',
      freshness: { ...place, asOf: '2026-11-20T09:00:00.000Z', servedFrom: 'LIVE', staleReason: null },
    });
    time.ms += 29_999;
    const cached = await read();
    expect(cached.value).toBe('answer 1');
    expect(cached.freshness).toMatchObject({ servedFrom: 'CACHE', asOf: '2026-11-20T09:00:00.000Z' });
    time.ms += 1;
    const again = await read();
    expect(again.value).toBe('answer 2');
    expect(again.freshness).toMatchObject({ servedFrom: 'LIVE', asOf: '2026-11-20T09:00:30.000Z' });
    expect(state.asked).toBe(2);
  });

  it.each(faultCodes.filter(staleHelps))('after %s repeats the last word, labelled with the reason', async (code) => {
    const { time, read, state } = account();
    await read();
    time.ms += 60_000;
    state.failWith = code;
    expect(await read()).toEqual({
      value: 'answer 1',
      freshness: { ...place, asOf: '2026-11-20T09:00:00.000Z', servedFrom: 'STALE_CACHE', staleReason: code },
    });
  });

  it.each(faultCodes.filter((code) => !staleHelps(code)))('after %s does not', async (code) => {
    const { time, read, state } = account();
    await read();
    time.ms += 60_000;
    state.failWith = code;
    await expect(read()).rejects.toMatchObject({ code });
  });

  it('raises the fault when there is no last word, or it is too old', async () => {
    const { time, read, state } = account();
    state.failWith = 'SYSTEM_UNAVAILABLE';
    await expect(read()).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
    state.failWith = null;
    await read();
    state.failWith = 'SYSTEM_UNAVAILABLE';
    time.ms += question.staleForMs + 1;
    await expect(read()).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
  });

  it('never caches a failure', async () => {
    const { read, state } = account();
    state.failWith = 'SYSTEM_UNAVAILABLE';
    await expect(read()).rejects.toBeInstanceOf(Fault);
    state.failWith = null;
    expect((await read()).freshness.servedFrom).toBe('LIVE');
  });

  it('with no time to keep is never cached', async () => {
    const { read, state } = account();
    for (let n = 0; n < 3; n += 1) await read(person(), { freshForMs: 0, staleForMs: 0 });
    expect(state.asked).toBe(3);
  });

  it('asked 500 times at once is asked once', async () => {
    const { read, state } = account();
    const answers = await Promise.all(Array.from({ length: 500 }, () => read()));
    expect(state.asked).toBe(1);
    expect(new Set(answers.map((answer) => answer.value))).toEqual(new Set(['answer 1']));
  });

  it('does not trust an entry from far in the future: a clock that was set back must not freeze an answer', async () => {
    const { time, read, state } = account();
    await read();
    time.ms -= 3_600_000;
    expect((await read()).freshness.servedFrom).toBe('LIVE');
    expect(state.asked).toBe(2);
  });

  it('tells questions apart by name, arguments and account, and equal ones by any order of keys', () => {
    const key = (args: unknown, name = 'a', instance = 'one') =>
      questionKey({ system: 'CRM', instance }, { ...question, name, args });
    expect(key({ x: 1, y: [{ p: 1, q: 2 }] })).toBe(key({ y: [{ q: 2, p: 1 }], x: 1 }));
    const different = [
      key(1),
      key('1'),
      key([1]),
      key({ x: 1 }),
      key(null),
      key(undefined),
      key(1, 'b'),
      key(1, 'a', 'two'),
    ];
    expect(new Set(different).size).toBe(different.length);
    expect(key({ search: 'CANARY' })).not.toContain('CANARY');
  });

  it('reports where each answer came from', async () => {
    const { read, events, state, time } = account();
    await read();
    await read();
    time.ms += 60_000;
    state.failWith = 'SYSTEM_TIMEOUT';
    await read();
    const reads = events.flatMap((event) => (event.kind === 'READ' ? [[event.servedFrom, event.reason]] : []));
    expect(reads).toEqual([
      ['LIVE', null],
      ['CACHE', null],
      ['STALE_CACHE', 'SYSTEM_TIMEOUT'],
    ]);
  });
});

/** An asking that ends when told, and shows the envelope it was given. */
function slowAsking() {
  let land: (value: string) => void = () => undefined;
  const given: Envelope[] = [];
  const ask = (envelope: Envelope): Promise<string> => {
    given.push(envelope);
    return new Promise((resolve) => (land = resolve));
  };
  return { ask, given, land: (value: string) => land(value) };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('a shared asking', () => {
  it('goes on while anybody waits, and ends when the last one leaves', async () => {
    const { upstream } = account();
    const { ask, given } = slowAsking();
    const callers = [new AbortController(), new AbortController()];
    const reads = callers.map((caller) => upstream.read(person({ signal: caller.signal }), question, ask));
    const settled = Promise.allSettled(reads);
    await turn();
    callers[0]!.abort();
    await turn();
    expect(given).toHaveLength(1);
    expect(given[0]!.signal.aborted).toBe(false);
    callers[1]!.abort();
    await settled;
    expect(given[0]!.signal.aborted).toBe(true);
  });

  it('that was ended is not joined: the next caller asks anew', async () => {
    const { upstream } = account();
    const { ask, given, land } = slowAsking();
    const caller = new AbortController();
    const left = upstream.read(person({ signal: caller.signal }), question, ask);
    await turn();
    caller.abort();
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
    const next = upstream.read(person(), question, ask);
    await turn();
    land('new');
    expect((await next).value).toBe('new');
    expect(given).toHaveLength(2);
  });

  it('takes the latest deadline and the most urgent priority of those who wait', async () => {
    const { upstream } = account();
    const { ask, given, land } = slowAsking();
    const background = upstream.read(person({ priority: 'reference', deadlineMs: 1_000 }), question, ask);
    await turn();
    expect(given[0]).toMatchObject({ priority: 'reference' });
    const patient = person({ deadlineMs: 4_000 });
    const interactive = upstream.read(patient, question, ask);
    await turn();
    expect(given[0]).toMatchObject({ priority: 'interactive', deadlineAt: patient.deadlineAt });
    land('both');
    expect((await Promise.all([background, interactive])).map((answer) => answer.value)).toEqual(['both', 'both']);
  });

  it('is as urgent as those who wait have become: they may be flights themselves', async () => {
    const { upstream } = account();
    const { ask, given, land } = slowAsking();
    let isJoined = false;
    const flight: Envelope = {
      ...person({ priority: 'billing' }),
      get priority() {
        return isJoined ? 'interactive' : 'billing';
      },
    };
    const reading = upstream.read(flight, question, ask);
    await turn();
    expect(given[0]?.priority).toBe('billing');
    isJoined = true;
    expect(given[0]?.priority).toBe('interactive');
    land('both');
    await reading;
  });

  it('keeps nobody waiting past the own deadline', async () => {
    const { upstream } = account();
    const { ask } = slowAsking();
    const startedMs = performance.now();
    const reads = [5_000, 60].map((deadlineMs) => upstream.read(person({ deadlineMs }), question, ask));
    reads[0]!.catch(() => undefined);
    await expect(reads[1]).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it('with an old answer in hand is waited for only so long, and still renews the cache when it lands', async () => {
    const { upstream, time, read } = account();
    await read();
    time.ms += 60_000;
    const { ask, land } = slowAsking();
    const startedMs = performance.now();
    const stale = await upstream.read(person({ deadlineMs: 10_000 }), question, ask);
    const waitedMs = performance.now() - startedMs;
    expect(stale.freshness).toMatchObject({ servedFrom: 'STALE_CACHE', staleReason: 'SYSTEM_TIMEOUT' });
    expect(waitedMs).toBeGreaterThan(stalePatienceMs - 50);
    expect(waitedMs).toBeLessThan(stalePatienceMs + 1_000);
    land('late');
    await turn();
    expect(await read()).toMatchObject({ value: 'late', freshness: { servedFrom: 'CACHE' } });
  });

  it('with an old answer in hand answers before a short deadline, not at it', async () => {
    const { upstream, time, read } = account();
    await read();
    time.ms += 60_000;
    const envelope = person({ deadlineMs: 400 });
    const stale = await upstream.read(envelope, question, slowAsking().ask);
    expect(stale.freshness.servedFrom).toBe('STALE_CACHE');
    expect(Date.now()).toBeLessThan(envelope.deadlineAt);
  });
});
