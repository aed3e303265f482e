// A trivial vendor over real HTTP: every wire fault, the log, and what reaches the vendor.
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSandboxClock } from './clock.ts';
import type { ServedStandIn } from './serve.ts';
import { serveStandIn } from './serve.ts';
import type { StandIn, VendorFault, VendorRequest } from './stand-in.ts';

/** Counts what it commits and answers with what it was told. */
class Counter implements StandIn {
  readonly vendor = 'kantata' as const;
  commits = 0;
  last?: { request: VendorRequest; faults: readonly VendorFault[] };

  handle(request: VendorRequest, faults: readonly VendorFault[]): ReturnType<StandIn['handle']> {
    this.last = { request, faults };
    if (request.path === '/broken') throw new Error('on purpose');
    if (request.path === '/empty') return { status: 204 };
    if (faults.some((fault) => fault.kind === 'overload')) return { status: 429, body: { errors: ['slow down'] } };
    this.commits += 1;
    return {
      status: 200,
      headers: { 'x-request-id': 'r1' },
      body: { commits: this.commits },
      resource: 'counters',
      rows: 1,
    };
  }

  reset(): void {
    this.commits = 0;
  }

  dump(): Record<string, readonly Record<string, unknown>[]> {
    return { counters: [{ commits: this.commits }] };
  }
}

let served: ServedStandIn | undefined;
let counter = new Counter();

async function serve(latencyMs = 0): Promise<ServedStandIn> {
  counter = new Counter();
  served = await serveStandIn(counter, {
    port: 0,
    clock: createSandboxClock('2026-11-20T09:00:00Z'),
    latencyMs,
    faultSeed: 3,
  });
  return served;
}

afterEach(async () => {
  await served?.close();
});

async function took<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

describe('serving', () => {
  it('hands the vendor the request as it came, and sends its answer', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/api/v1/things%2F1?a=1&a=2`, {
      method: 'POST',
      body: '{"x":1}',
      headers: { Authorization: 'Bearer t' },
    });
    expect([answer.status, answer.headers.get('x-request-id'), await answer.json()]).toEqual([
      200,
      'r1',
      { commits: 1 },
    ]);
    const { request } = counter.last ?? {};
    expect([request?.method, request?.path, request?.query.getAll('a')]).toEqual([
      'POST',
      '/api/v1/things%2F1',
      ['1', '2'],
    ]);
    expect([request?.headers.authorization, request?.body.toString()]).toEqual(['Bearer t', '{"x":1}']);
  });

  it('sends no body and no length with a 204', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/empty`);
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([204, null, '']);
  });

  it('answers 500 when the vendor itself is broken, and goes on', async () => {
    const { url } = await serve();
    expect((await fetch(`${url}/broken`)).status).toBe(500);
    expect((await fetch(`${url}/fine`)).status).toBe(200);
  });

  it('is as far away as it is told to be', async () => {
    const { url } = await serve(60);
    const [ms] = await took(() => fetch(url));
    expect(ms).toBeGreaterThanOrEqual(55);
  });

  it('logs what it served, with resource and rows, and strikes secrets out', async () => {
    const { url, requests } = await serve();
    const form = 'grant_type=client_credentials&client_assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln&scope=s';
    await fetch(`${url}/token?access_token=abc&page=2`, { method: 'POST', body: form });
    await fetch(`${url}/json`, { method: 'POST', body: JSON.stringify({ client_secret: 'geheim', name: 'x' }) });
    const [first, second] = requests.list();
    expect(first).toMatchObject({
      sequence: 1,
      method: 'POST',
      path: '/token',
      query: 'access_token=***&page=2',
      status: 200,
    });
    expect(first).toMatchObject({
      resource: 'counters',
      rows: 1,
      requestBody: 'grant_type=client_credentials&client_assertion=***&scope=s',
    });
    expect(first?.at.startsWith('2026-11-20T09:00:0')).toBe(true);
    expect(second?.requestBody).toBe('{"client_secret":"***","name":"x"}');
    expect(requests.totals()).toEqual({
      requests: 2,
      resources: { counters: { calls: 2, rows: 2 } },
      writes: { all: 2, committed: 2, committedUnheard: 0 },
    });
  });

  it('cuts long bodies and keeps only the newest ones', async () => {
    const { url, requests } = await serve();
    await fetch(url, { method: 'POST', body: 'ä'.repeat(50_000) });
    expect(Buffer.byteLength(requests.list()[0]?.requestBody ?? '')).toBeLessThanOrEqual(4100);
    for (let count = 0; count < 600; count += 1) {
      requests.add({
        at: '',
        method: 'GET',
        path: '/',
        query: '',
        status: 200,
        durationMs: 0,
        faults: [],
        responseBody: 'x',
      });
    }
    expect(requests.list()[0]?.requestBody).toBeUndefined();
    expect(requests.list().filter((entry) => entry.responseBody !== undefined).length).toBeLessThanOrEqual(500);
  });

  it('refuses bodies that are too long', async () => {
    const { url } = await serve();
    expect((await fetch(url, { method: 'POST', body: Buffer.alloc(21 * 1024 * 1024) })).status).toBe(413);
    expect(counter.commits).toBe(0);
  });
});

describe('wire faults', () => {
  it('dropReplyAfterCommit: the work is done, the reply never comes, the log says so', async () => {
    const { url, faults, requests } = await serve();
    faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST /invoices', count: 1 });
    await expect(fetch(`${url}/invoices`, { method: 'POST' })).rejects.toThrow();
    expect(counter.commits).toBe(1);
    expect(requests.list()[0]).toMatchObject({ status: 0, faults: ['dropReplyAfterCommit'] });
    expect((await fetch(`${url}/invoices`, { method: 'POST' })).status).toBe(200);
  });

  it('tells of a write whether it was committed and whether the client heard of it', async () => {
    const { url, faults, requests } = await serve();
    faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST /dropped' });
    faults.plant({ kind: 'reset', match: '^POST /unseen' });
    faults.plant({ kind: 'tooManyRequests', match: '^POST /refused' });
    faults.plant({ kind: 'lateReply', ms: 150, match: '^POST /late' });
    for (const path of ['sent', 'dropped', 'unseen', 'refused']) {
      await fetch(`${url}/${path}`, { method: 'POST' }).catch(() => undefined);
    }
    await fetch(`${url}/late`, { method: 'POST', signal: AbortSignal.timeout(40) }).catch(() => undefined);
    await fetch(`${url}/read`);
    await expect.poll(() => requests.list()[4]?.write?.reply).toBe('gone');
    expect(requests.list().map(({ path, write }) => [path, write?.committed, write?.reply])).toEqual([
      ['/sent', true, 'sent'],
      ['/dropped', true, 'dropped'],
      ['/unseen', false, 'dropped'],
      ['/refused', false, 'sent'],
      ['/late', true, 'gone'],
      ['/read', undefined, undefined],
    ]);
    expect(requests.totals().writes).toEqual({ all: 5, committed: 3, committedUnheard: 2 });
  });

  it('lateCommit: the connection ends first, the work is done after that, the log is set right', async () => {
    const { url, faults, requests } = await serve();
    faults.plant({ kind: 'lateCommit', ms: 120, count: 1 });
    await expect(fetch(`${url}/invoices`, { method: 'POST' })).rejects.toThrow();
    expect([counter.commits, requests.list()[0]?.write?.committed]).toEqual([0, false]);
    await expect.poll(() => counter.commits).toBe(1);
    await expect.poll(() => requests.list()[0]?.write).toEqual({ committed: true, reply: 'dropped', keys: [] });
    expect(requests.totals().writes).toEqual({ all: 1, committed: 1, committedUnheard: 1 });
  });

  it('lateCommit with hold: the client gives up by itself, and the work is done nevertheless', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'lateCommit', ms: 150, hold: true });
    const error = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(50) }).catch(
      (thrown: unknown) => thrown,
    );
    expect([(error as Error).name, counter.commits]).toEqual(['TimeoutError', 0]);
    await expect.poll(() => counter.commits).toBe(1);
  });

  it('a late commit does not reach the state after a reset', async () => {
    const running = await serve();
    running.faults.plant({ kind: 'lateCommit', ms: 60 });
    await fetch(running.url, { method: 'POST' }).catch(() => undefined);
    await running.reset();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect([counter.commits, running.requests.totals().writes.all]).toEqual([0, 0]);
  });

  it('forSeconds: a storm passes by itself', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'tooManyRequests', forSeconds: 0.15 });
    expect((await fetch(url)).status).toBe(429);
    await expect.poll(async () => (await fetch(url)).status).toBe(200);
  });

  it('lateReply: the work is done at once, the reply comes late', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'lateReply', ms: 120 });
    const reply = took(() => fetch(url));
    await expect.poll(() => counter.commits, { timeout: 100, interval: 5 }).toBe(1);
    const [ms, answer] = await reply;
    expect([answer.status, ms >= 115]).toEqual([200, true]);
  });

  it('reset: the connection is reset and the vendor saw nothing', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'reset' });
    const error = await fetch(url).catch((thrown: unknown) => thrown as Error);
    expect(String((error as Error).cause)).toMatch(/ECONNRESET|other side closed/u);
    expect(counter.commits).toBe(0);
  });

  it('hang: no answer until the client gives up', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'hang' });
    const error = await fetch(url, { signal: AbortSignal.timeout(80) }).catch((thrown: unknown) => thrown);
    expect((error as Error).name).toBe('TimeoutError');
    expect(counter.commits).toBe(0);
  });

  it('slowBody: headers at once, the body in pieces', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'slowBody', ms: 160 });
    const [toHeaders, answer] = await took(() => fetch(url));
    const [toBody, body] = await took(() => answer.json());
    expect(body).toEqual({ commits: 1 });
    expect(toHeaders).toBeLessThan(120);
    expect(toBody).toBeGreaterThan(60);
  });

  it('refuse: nobody listens until the fault is removed, then the same port answers', async () => {
    const { url, faults } = await serve();
    const rule = faults.plant({ kind: 'refuse' });
    await faults.settled();
    const refused = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.on('connect', () => resolve('connected'));
    });
    expect(refused).toBe('ECONNREFUSED');
    faults.remove(rule.id);
    await faults.settled();
    expect((await fetch(url)).status).toBe(200);
  });

  it('passes the vendor its own faults to act out', async () => {
    const { url, faults } = await serve();
    faults.plant({ kind: 'staleIndex', seconds: 30, match: 'GET /search' });
    faults.plant({ kind: 'tooManyRequests', retryAfterSeconds: 2, match: 'GET /busy' });
    faults.plant({ kind: 'schemaDrift', rename: 'title', to: 'name', match: 'GET /search' });
    await fetch(`${url}/search?q=1`);
    expect(counter.last?.faults).toEqual([
      { kind: 'staleIndex', seconds: 30 },
      { kind: 'schemaDrift', rename: 'title', to: 'name' },
    ]);
    expect((await fetch(`${url}/busy`)).status).toBe(429);
    expect(counter.last?.faults).toEqual([{ kind: 'overload', retryAfterSeconds: 2 }]);
  });

  it('strikes by rate, the same requests each time for one seed', async () => {
    const pattern = async (): Promise<string> => {
      const running = await serve();
      const { url, faults } = running;
      faults.plant({ kind: 'tooManyRequests', rate: 0.3 });
      const statuses: number[] = [];
      for (let count = 0; count < 60; count += 1) statuses.push((await fetch(url)).status);
      await running.close();
      return statuses.map((status) => (status === 429 ? 'x' : '.')).join('');
    };
    const first = await pattern();
    expect(await pattern()).toBe(first);
    expect(first.split('x').length - 1).toBeGreaterThan(8);
    expect(first.split('x').length - 1).toBeLessThan(30);
  });

  it('explains what is wrong with a fault that makes no sense', async () => {
    const { faults } = await serve();
    expect(() => faults.plant({ kind: 'earthquake' })).toThrow(
      'Unknown kind of fault "earthquake": use one of dropReplyAfterCommit',
    );
    expect(() => faults.plant({ kind: 'lateReply' })).toThrow('ms is missing');
    expect(() => faults.plant({ kind: 'hang', match: '(' })).toThrow('is not a regular expression');
    expect(() => faults.plant({ kind: 'hang', rate: 3 })).toThrow('rate is 3');
    expect(() => faults.plant({ kind: 'hang', count: 0 })).toThrow('count is 0');
    expect(() => faults.plant({ kind: 'schemaDrift' })).toThrow('schemaDrift needs');
    expect(() => faults.plant('hang')).toThrow('A fault is a JSON object');
    expect(faults.list()).toHaveLength(0);
  });
});
