// The control port over real HTTP, steering a vendor that only remembers what it was asked.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { request } from 'node:http';
import type { SandboxClock } from './clock.ts';
import { createSandboxClock } from './clock.ts';
import type { ServedControl } from './control.ts';
import { serveControl } from './control.ts';
import type { ServedStandIn } from './serve.ts';
import { serveStandIn } from './serve.ts';
import type { StandIn } from './stand-in.ts';

const things: Record<string, unknown>[] = [];
const vendor: StandIn = {
  vendor: 'netsuite',
  handle: ({ path }) => {
    things.push({ path, amount: 5n });
    return { status: 200, body: 'ok', resource: path.slice(1), rows: 2 };
  },
  reset: () => {
    things.length = 0;
  },
  dump: () => ({ things }),
};

let clock: SandboxClock;
let standIn: ServedStandIn;
let control: ServedControl;

beforeAll(async () => {
  clock = createSandboxClock('2026-11-20T09:00:00Z');
  standIn = await serveStandIn(vendor, { port: 0, clock });
  const urls = { netsuite: standIn.url, identity: 'http://127.0.0.1:1' };
  control = await serveControl({
    port: 0,
    clock,
    standIns: [standIn],
    urls,
    credentials: { netsuite: { account: '7654321' } },
    firm: { size: 'demo' },
  });
});

afterAll(async () => {
  await Promise.all([control.close(), standIn.close()]);
});

beforeEach(async () => {
  await call('POST', '/reset');
});

/** Every field that some route answers with; each test reads the ones of its route. */
interface Body {
  readonly now: string;
  readonly error: string;
  readonly id: number;
  readonly requests: readonly { readonly path: string }[];
  readonly resources: unknown;
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const init = { method, body: body === undefined ? undefined : JSON.stringify(body) };
  const answer = await fetch(`${control.url}${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Body };
}

describe('the control port', () => {
  it('says where everything is and how to sign in', async () => {
    const root = (await call('GET', '/')).body;
    expect(root).toMatchObject({ urls: { control: control.url, netsuite: standIn.url }, firm: { size: 'demo' } });
    expect((await call('GET', '/credentials')).body).toMatchObject({
      urls: { netsuite: standIn.url },
      credentials: { netsuite: { account: '7654321' } },
    });
    expect((await call('GET', '/health')).body).toMatchObject({ status: 'ok' });
  });

  it('sets and advances the clock, and refuses anything else', async () => {
    const minute = (iso: string): string => iso.slice(0, 16);
    expect(minute((await call('POST', '/clock', { now: '2027-01-01T00:00:00Z' })).body.now)).toBe('2027-01-01T00:00');
    expect(minute((await call('POST', '/clock', { advanceSeconds: 3600 })).body.now)).toBe('2027-01-01T01:00');
    expect(clock.now().toISOString().slice(0, 13)).toBe('2027-01-01T01');
    expect(await call('POST', '/clock', { later: true })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('Send {"now"') as string },
    });
    await call('POST', '/reset');
    expect(minute((await call('GET', '/clock')).body.now)).toBe('2026-11-20T09:00');
  });

  it('shows the requests a vendor served, all, by resource, or since one, and forgets them on request', async () => {
    for (const path of ['/invoice', '/job', '/invoice']) await fetch(standIn.url + path);
    const { body } = await call('GET', '/netsuite/requests');
    expect(body.resources).toEqual({ invoice: { calls: 2, rows: 4 }, job: { calls: 1, rows: 2 } });
    expect(body.requests.map((entry) => entry.path)).toEqual(['/invoice', '/job', '/invoice']);
    expect((await call('GET', '/netsuite/requests?resource=job')).body.requests).toHaveLength(1);
    expect((await call('GET', '/netsuite/requests?after=2')).body.requests).toHaveLength(1);
    expect((await call('GET', '/netsuite/requests/totals')).body.requests).toBe(3);
    await call('DELETE', '/netsuite/requests');
    expect((await call('GET', '/netsuite/requests')).body).toMatchObject({ requests: [], resources: {} });
  });

  it('shows the vendor its state, whole or one table, and takes it back to the start', async () => {
    await fetch(`${standIn.url}/invoice`);
    expect((await call('GET', '/netsuite/state')).body).toEqual({ things: [{ path: '/invoice', amount: '5' }] });
    expect((await call('GET', '/netsuite/state/things')).body).toHaveLength(1);
    expect(await call('GET', '/netsuite/state/dreams')).toMatchObject({
      status: 404,
      body: { error: 'netsuite has no table "dreams": it has things' },
    });
    await call('POST', '/reset');
    expect((await call('GET', '/netsuite/state/things')).body).toEqual([]);
  });

  it('plants, lists and removes faults', async () => {
    const planted = await call('POST', '/netsuite/faults', { kind: 'dropReplyAfterCommit', match: 'POST', count: 2 });
    expect(planted).toMatchObject({
      status: 201,
      body: { kind: 'dropReplyAfterCommit', match: 'POST', left: 2, struck: 0 },
    });
    await expect(fetch(standIn.url, { method: 'POST' })).rejects.toThrow();
    expect((await call('GET', '/netsuite/faults')).body).toMatchObject([{ left: 1, struck: 1 }]);
    expect((await call('DELETE', `/netsuite/faults/${planted.body.id}`)).body).toEqual([]);
    expect((await call('DELETE', '/netsuite/faults/999')).status).toBe(404);
    expect((await call('POST', '/netsuite/faults', { kind: 'rain' })).body.error).toContain(
      'Unknown kind of fault "rain"',
    );
  });

  it('clears faults on reset, and a refused port answers again', async () => {
    await call('POST', '/netsuite/faults', { kind: 'refuse' });
    await expect(fetch(standIn.url)).rejects.toThrow();
    await call('POST', '/reset');
    expect((await fetch(standIn.url)).status).toBe(200);
  });

  it('says what it knows when asked for something else', async () => {
    expect((await call('GET', '/oracle/requests')).body.error).toContain('Use GET /, /health');
    expect((await call('GET', '/netsuite/weather')).body.error).toBe(
      'Use /netsuite/requests, /netsuite/state, /netsuite/faults or /netsuite/credentials',
    );
  });

  it('refuses a browser that was sent here under another name', async () => {
    const { port } = new URL(control.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', path: '/credentials', headers: { host: 'evil.example' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});
