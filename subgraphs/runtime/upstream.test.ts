import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createBudget } from './budget.ts';
import { systemClock } from './clock.ts';
import { systemEnvelope } from './envelope.ts';
import type { Envelope, SystemEnvelopeOptions } from './envelope.ts';
import { Fault } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { createHttpClient } from './http.ts';
import { createLruCache } from './lru.ts';
import type { UpstreamEvent } from './observer.ts';
import { createUpstream } from './upstream.ts';
import type { Upstream, UpstreamOptions } from './upstream.ts';

const place = { system: 'PSA', instance: 'kantata' } as const;
const open: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** A vendor on HTTP with an account of ours: counts what reaches it and what was hung up. */
async function vendor(listener: RequestListener, options: Partial<UpstreamOptions> = {}) {
  const seen = { requests: 0, hungUp: 0 };
  const server: Server = createServer((request, response) => {
    seen.requests += 1;
    response.once('close', () => {
      if (!response.writableFinished) seen.hungUp += 1;
    });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createHttpClient({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const events: UpstreamEvent[] = [];
  const upstream: Upstream = createUpstream({
    ...place,
    budget: createBudget({ ...place, concurrentMax: 50 }),
    cache: createLruCache(),
    clock: systemClock,
    observer: { observe: (event) => events.push(event) },
    retry: { attemptsMax: 3, baseDelayMs: 10, delayMaxMs: 20 },
    ...options,
  });
  open.push(
    () => upstream.close(),
    () => client.close(),
    () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  );
  const attempts = (): readonly string[] =>
    events.flatMap((event) => (event.kind === 'ATTEMPT' ? [event.outcome] : []));
  const call = (more: { safeToRepeat?: boolean; timeoutMs?: number; envelope?: Envelope } = {}): Promise<string> =>
    upstream.call(
      more.envelope ?? person(),
      { name: 'projects', safeToRepeat: more.safeToRepeat ?? true, timeoutMs: more.timeoutMs ?? 2_000 },
      async (signal) => {
        const reply = await client.send({ method: 'GET', path: '/', signal });
        const code = faultOfStatus(reply.status);
        const retryAfterMs =
          reply.headers['retry-after'] === undefined ? null : Number(reply.headers['retry-after']) * 1_000;
        if (code !== null) throw new Fault({ ...place, code, retryAfterMs });
        return reply.text;
      },
    );
  return { seen, upstream, events, attempts, call };
}

function person(options: SystemEnvelopeOptions = {}): Envelope {
  return systemEnvelope('test', { priority: 'interactive', deadlineMs: 5_000, ...options });
}

/** As a connector would read this vendor's statuses. */
function faultOfStatus(status: number): FaultCode | null {
  if (status === 429) return 'SYSTEM_OVERLOADED';
  if (status === 402) return 'SYSTEM_QUOTA_EXHAUSTED';
  if (status === 401) return 'SYSTEM_UNAUTHORIZED';
  if (status === 403) return 'SYSTEM_FORBIDDEN';
  if (status >= 500) return 'SYSTEM_UNAVAILABLE';
  return status >= 400 ? 'SYSTEM_REFUSED' : null;
}

const answering = (...statuses: readonly number[]): RequestListener => {
  let n = 0;
  return (_, response) => {
    response.writeHead(statuses[Math.min(n, statuses.length - 1)] ?? 200).end('projects');
    n += 1;
  };
};

async function until(condition: () => boolean): Promise<void> {
  const startedMs = performance.now();
  while (!condition() && performance.now() - startedMs < 3_000) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

describe('a vendor call', () => {
  it('is repeated when it is safe and the vendor was ill for a moment', async () => {
    const { call, seen, attempts } = await vendor(answering(503, 429, 200));
    expect(await call()).toBe('projects');
    expect(seen.requests).toBe(3);
    expect(attempts()).toEqual(['SYSTEM_UNAVAILABLE', 'SYSTEM_OVERLOADED', 'OK']);
  });

  it('is never repeated when it is not safe to repeat', async () => {
    const { call, seen } = await vendor(answering(503, 200));
    await expect(call({ safeToRepeat: false })).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
    expect(seen.requests).toBe(1);
  });

  it.each([
    [400, 'SYSTEM_REFUSED'],
    [401, 'SYSTEM_UNAUTHORIZED'],
    [403, 'SYSTEM_FORBIDDEN'],
  ])('answered %d is not repeated and never opens the breaker', async (status, code) => {
    const { call, seen, upstream } = await vendor(answering(status));
    for (let n = 0; n < 60; n += 1) await expect(call()).rejects.toMatchObject({ code });
    expect(seen.requests).toBe(60);
    expect(upstream.health().breaker).toEqual({ state: 'CLOSED' });
  });

  it('waits as long as the vendor asked before it is repeated', async () => {
    const { call, seen } = await vendor((_, response) => {
      if (seen.requests === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end('projects');
    });
    const startedMs = performance.now();
    expect(await call()).toBe('projects');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(990);
    expect(seen.requests).toBe(2);
  });

  it('is given up at once when the vendor asks to wait beyond the deadline', async () => {
    const { call, seen } = await vendor((_, response) => void response.writeHead(429, { 'retry-after': '30' }).end());
    const startedMs = performance.now();
    await expect(call()).rejects.toMatchObject({ code: 'SYSTEM_OVERLOADED', retryAfterMs: 30_000 });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(seen.requests).toBe(1);
  });

  it('that stays silent ends at its timeout, and the vendor is hung up on', async () => {
    const { call, seen } = await vendor(() => undefined);
    await expect(call({ timeoutMs: 60, safeToRepeat: false })).rejects.toMatchObject({ code: 'SYSTEM_TIMEOUT' });
    await until(() => seen.hungUp === 1);
  });

  it('never outlives the deadline, repeats included', async () => {
    const { call, attempts } = await vendor(() => undefined);
    const startedMs = performance.now();
    await expect(call({ timeoutMs: 150, envelope: person({ deadlineMs: 250 }) })).rejects.toBeInstanceOf(Fault);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(attempts()).toEqual(['SYSTEM_TIMEOUT', 'DEADLINE_EXCEEDED']);
  });

  it('is not made at all when the deadline has passed or the caller has left', async () => {
    const { call, seen } = await vendor(answering(200));
    await expect(call({ envelope: person({ deadlineMs: 0 }) })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await expect(call({ envelope: person({ signal: AbortSignal.abort() }) })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(seen.requests).toBe(0);
  });

  it('is hung up when its caller leaves, and gives its place back', async () => {
    const { call, seen, upstream } = await vendor(() => undefined);
    const caller = new AbortController();
    const calling = call({ envelope: person({ signal: caller.signal }) });
    await until(() => seen.requests === 1);
    expect(upstream.health()).toMatchObject({ inFlight: 1, budget: { interactiveInUse: 1 } });
    caller.abort();
    await expect(calling).rejects.toMatchObject({ code: 'CANCELLED', retryable: false });
    await until(() => seen.hungUp === 1);
    expect(upstream.health()).toMatchObject({ inFlight: 0, budget: { interactiveInUse: 0 } });
  });

  it('is not repeated for a caller who left between two attempts', async () => {
    const { call, seen } = await vendor((_, response) => void response.writeHead(429, { 'retry-after': '2' }).end());
    const caller = new AbortController();
    const calling = call({ envelope: person({ signal: caller.signal }) });
    await until(() => seen.requests === 1);
    caller.abort();
    await expect(calling).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen.requests).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ['reset', (request) => void request.socket.destroy()],
    [
      'answered with half a body',
      (request, response) =>
        void response.writeHead(200, { 'content-length': '9' }).write('x', () => request.socket.destroy()),
    ],
  ])('%s is SYSTEM_UNAVAILABLE, without an address in its message', async (_, listener) => {
    const { call } = await vendor(listener);
    await expect(call()).rejects.toMatchObject({
      code: 'SYSTEM_UNAVAILABLE',
      message: 'PSA (kantata) cannot be reached',
    });
  });

  it('that runs into a bug of ours is neither repeated nor dressed up as a fault of the vendor', async () => {
    const { upstream, attempts } = await vendor(answering(200));
    const bug = new TypeError('x is undefined');
    const operation = { name: 'projects', safeToRepeat: true };
    await expect(upstream.call(person(), operation, () => Promise.reject(bug))).rejects.toBe(bug);
    expect(attempts()).toEqual(['BUG']);
  });

  it('answers its caller at the timeout even when the work ignores its signal', async () => {
    const { upstream } = await vendor(answering(200));
    const operation = { name: 'deaf', safeToRepeat: false, timeoutMs: 50 };
    await expect(upstream.call(person(), operation, () => new Promise(() => undefined))).rejects.toMatchObject({
      code: 'SYSTEM_TIMEOUT',
    });
  });
});

describe('the breaker of an account', () => {
  it('opens on a dead vendor under load within its first sixty calls, refuses without calling, and closes by itself', async () => {
    let dead = true;
    const { call, seen, upstream, events } = await vendor(
      (_, response) => void response.writeHead(dead ? 503 : 200).end('projects'),
      { breaker: { resetMs: 1_000 } },
    );
    await Promise.allSettled(Array.from({ length: 60 }, () => call()));
    expect(upstream.health().breaker.state).toBe('OPEN');

    const before = seen.requests;
    const refused = await Promise.allSettled(Array.from({ length: 100 }, () => call()));
    expect(seen.requests).toBe(before);
    expect(
      refused.every((result) => result.status === 'rejected' && (result.reason as Fault).code === 'CIRCUIT_OPEN'),
    ).toBe(true);

    dead = false;
    await until(() => upstream.health().breaker.state === 'HALF_OPEN');
    const probed = await Promise.allSettled(Array.from({ length: 10 }, () => call()));
    expect(seen.requests).toBe(before + 1);
    expect(probed.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(upstream.health().breaker.state).toBe('CLOSED');
    expect(await call()).toBe('projects');
    const changes = events.flatMap((event) => (event.kind === 'BREAKER' ? [event.state.state] : []));
    expect(changes).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('opens on a vendor that hangs, though callers with short deadlines never see its timeout', async () => {
    const { call, upstream } = await vendor(() => undefined);
    const impatient = Array.from({ length: 25 }, () =>
      call({ timeoutMs: 60_000, envelope: person({ deadlineMs: 1_100 }) }),
    );
    const results = await Promise.allSettled(impatient);
    expect(results.map((result) => result.status === 'rejected' && (result.reason as Fault).code)).toContain(
      'SYSTEM_TIMEOUT',
    );
    expect(upstream.health().breaker.state).toBe('OPEN');
  });

  it('stays closed over a slow vendor that answers, though the questions of a page with little time left are cut', async () => {
    const { call, upstream } = await vendor((_, response) => void setTimeout(() => response.end('projects'), 1_300));
    expect(await call()).toBe('projects');
    const page = Array.from({ length: 5 }, () =>
      call({ timeoutMs: 60_000, envelope: person({ deadlineMs: 1_100 }) }).catch((error: unknown) => error),
    );
    for (const cut of await Promise.all(page)) expect(cut).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(upstream.health().breaker).toEqual({ state: 'CLOSED' });
  });

  it('opens on a vendor that died after slow answers, though pages with little time left are cut between the silences', async () => {
    const { call, seen, upstream } = await vendor((_, response) => {
      if (seen.requests === 1) setTimeout(() => response.end('projects'), 700);
    });
    expect(await call()).toBe('projects');
    for (let n = 0; n < 3; n += 1) {
      const page = call({ timeoutMs: 60_000, envelope: person({ deadlineMs: 1_100 }) });
      await expect(page).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
      await expect(call({ timeoutMs: 100, safeToRepeat: false })).rejects.toMatchObject({ code: 'SYSTEM_TIMEOUT' });
    }
    expect(upstream.health().breaker.state).toBe('OPEN');
  });

  it('stays closed over a vendor with less room than was agreed, and asks again only as calls end', async () => {
    const places = 4;
    let busy = 0;
    let refused = 0;
    const { call, upstream } = await vendor(
      (_, response) => {
        if (busy === places - 1) {
          refused += 1;
          return void response.writeHead(429).end();
        }
        busy += 1;
        setTimeout(() => {
          busy -= 1;
          response.end('projects');
        }, 100);
      },
      { budget: createBudget({ ...place, concurrentMax: places }) },
    );
    const calls = 90;
    // Too often to be repeated: as many as are refused fail, one after the other.
    const results = await Promise.allSettled(Array.from({ length: calls }, () => call({ safeToRepeat: false })));
    expect(upstream.health().breaker).toEqual({ state: 'CLOSED' });
    const answered = results.filter(({ status }) => status === 'fulfilled').length;
    expect(answered + refused).toBe(calls);
    expect(refused).toBeLessThanOrEqual(answered + places);
    await until(() => upstream.health().budget.interactiveInUse === 0);
  });

  it('opens on a vendor that has room for nobody', async () => {
    const { call, upstream } = await vendor(answering(429));
    await Promise.allSettled(Array.from({ length: 30 }, () => call({ safeToRepeat: false })));
    expect(upstream.health().breaker.state).toBe('OPEN');
  });

  it('is not closed by a probe whose caller leaves: the probe belongs to everybody', async () => {
    let dead = true;
    const { call, seen, upstream } = await vendor(
      (_, response) => {
        if (dead) response.writeHead(503).end();
        else setTimeout(() => response.end('projects'), 150);
      },
      { breaker: { resetMs: 100 } },
    );
    await Promise.allSettled(Array.from({ length: 40 }, () => call()));
    dead = false;
    await until(() => upstream.health().breaker.state === 'HALF_OPEN');
    const before = seen.requests;
    const caller = new AbortController();
    const probe = call({ envelope: person({ signal: caller.signal }) });
    await until(() => seen.requests === before + 1);
    caller.abort();
    await expect(probe).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(upstream.health().breaker.state).toBe('HALF_OPEN');
    await until(() => upstream.health().breaker.state === 'CLOSED');
    expect(seen.hungUp).toBe(0);
  });

  it('opens at once on a used-up quota, without repeating', async () => {
    const { call, seen, upstream } = await vendor(answering(402));
    await expect(call()).rejects.toMatchObject({ code: 'SYSTEM_QUOTA_EXHAUSTED' });
    await expect(call()).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
    expect(seen.requests).toBe(1);
    const { breaker } = upstream.health();
    expect(breaker.state === 'OPEN' && breaker.retryAt - breaker.since).toBe(60_000);
  });

  it('does not take a full budget for an ill vendor', async () => {
    const { call, seen, upstream } = await vendor(() => undefined, {
      budget: createBudget({ ...place, concurrentMax: 1, queueMax: 5 }),
    });
    const calls = Array.from({ length: 100 }, () =>
      call({ timeoutMs: 60, safeToRepeat: false, envelope: person({ deadlineMs: 50 }) }),
    );
    const results = await Promise.allSettled(calls);
    const codes = results.map((result) => (result.status === 'rejected' ? (result.reason as Fault).code : 'OK'));
    expect(codes.filter((code) => code === 'BUDGET_EXHAUSTED').length).toBeGreaterThanOrEqual(94);
    expect(upstream.health().breaker).toEqual({ state: 'CLOSED' });
    // One place and five waiting for it: on a busy machine each of them may still come to ask before its deadline.
    expect(seen.requests).toBeLessThanOrEqual(6);
  });
});

describe('whether a write may have happened', () => {
  it('is left open when the connection broke or the vendor stayed silent, and ruled out when nothing was sent', async () => {
    const cut = await vendor((request) => request.socket.destroy());
    const cutFault = await cut.call({ safeToRepeat: false }).catch((error: unknown) => error);
    expect(cutFault).toMatchObject({ code: 'SYSTEM_UNAVAILABLE', mayHaveActed: true });

    const silent = await vendor(() => undefined);
    const silentFault = await silent.call({ safeToRepeat: false, timeoutMs: 50 }).catch((error: unknown) => error);
    expect(silentFault).toMatchObject({ code: 'SYSTEM_TIMEOUT', mayHaveActed: true });

    const late = { ...person(), deadlineAt: Date.now() - 1 };
    const lateFault = await silent.call({ safeToRepeat: false, envelope: late }).catch((error: unknown) => error);
    expect(lateFault).toMatchObject({ code: 'DEADLINE_EXCEEDED', mayHaveActed: false });
  });

  it('is ruled out while waiting for a place in the budget', async () => {
    const busy = await vendor(() => undefined, { budget: createBudget({ ...place, concurrentMax: 1 }) });
    const first = busy.call({ safeToRepeat: false, timeoutMs: 400 }).catch(() => undefined);
    const waiting = { ...person(), deadlineAt: Date.now() + 100 };
    const fault = await busy.call({ safeToRepeat: false, envelope: waiting }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ mayHaveActed: false });
    await first;
  });
});
