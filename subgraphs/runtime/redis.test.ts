import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { CachePort } from './cache-port.ts';
import { createRedisCache, redisProbeMs } from './redis.ts';

const redisUrl = process.env.REDIS_URL ?? '';
if (redisUrl === '') console.warn('REDIS_URL is not set: the tests against a real Redis DID NOT RUN (redis.test.ts)');

const write = (key: string, value: unknown, keepForMs = 60_000) => ({
  key,
  entry: { value, storedAtMs: 7 },
  keepForMs,
});
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

function cacheAt(url: string): CachePort {
  const cache = createRedisCache({ url, prefix: `test:${randomUUID()}:` });
  open.push(() => cache.close());
  return cache;
}

/** A TCP server that greets like Redis and answers every other command with what `reply` says; null is silence. */
async function listener(reply: (command: string) => string | null): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const command of chunk
        .toString('latin1')
        .toLowerCase()
        .split(/\*\d+\r\n/)
        .filter(Boolean)) {
        socket.write(reply(command) ?? '');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function greeting(command: string): string | null {
  if (command.includes('hello')) return '%1\r\n$5\r\nproto\r\n:3\r\n';
  if (command.includes('client')) return '+OK\r\n';
  return command.includes('info') ? '$19\r\nredis_version:7.0.0\r\n' : null;
}

async function until(condition: () => boolean): Promise<void> {
  const startedMs = performance.now();
  while (!condition() && performance.now() - startedMs < 3_000) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

function isUp(cache: CachePort): boolean {
  const state = cache.state();
  return state.kind === 'REDIS' && state.state === 'UP';
}

async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const startedMs = performance.now();
  const value = await work;
  return { value, ms: performance.now() - startedMs };
}

// 50 ms is the limit of a command; the rest is what a busy machine needs to notice. Without the limit nothing would ever come.
const missMs = 50 + 2_000;

describe('a Redis in trouble', () => {
  it('that is not there is a miss at once, for reads and writes', async () => {
    const cache = cacheAt('redis://127.0.0.1:1');
    const { value, ms } = await timed(cache.get(['a', 'b']));
    expect(value).toEqual([null, null]);
    expect(ms).toBeLessThan(missMs);
    expect((await timed(cache.set([write('a', 1)]))).ms).toBeLessThan(missMs);
    expect((await timed(cache.delete(['a']))).ms).toBeLessThan(missMs);
    expect(cache.state()).toMatchObject({ kind: 'REDIS', state: 'DOWN' });
  });

  it('that accepts and never answers is a miss at once', async () => {
    const cache = cacheAt(await listener(() => null));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { value, ms } = await timed(cache.get(['a']));
    expect(value).toEqual([null]);
    expect(ms).toBeLessThan(missMs);
  });

  it('that freezes while in use costs one caller 50 ms and the next ones nothing', async () => {
    let frozen = false;
    const url = await listener((command) => (frozen ? null : greeting(command)));
    const cache = cacheAt(url);
    await until(() => isUp(cache));
    frozen = true;
    const first = await timed(cache.get(['a']));
    expect(first.value).toEqual([null]);
    expect(first.ms).toBeLessThan(missMs);
    // One after another: had each of them to wait, it would be five seconds.
    let nextMs = 0;
    for (let turn = 0; turn < 100; turn += 1) nextMs += (await timed(cache.get(['a']))).ms;
    expect(nextMs).toBeLessThan(2_500);
  });

  it('that thaws is used again within moments, and nobody but a probe asked meanwhile', async () => {
    let frozen = false;
    const askedWhileFrozen: string[] = [];
    const answer = (command: string): string =>
      command.includes('ping') ? '+PONG\r\n' : command.includes('mget') ? '*1\r\n$-1\r\n' : (greeting(command) ?? '');
    let backlog = '';
    const url = await listener((command) => {
      backlog += answer(command);
      if (frozen) askedWhileFrozen.push(command);
      if (frozen) return null;
      // What waited is answered first, as a process that goes on does.
      const text = backlog;
      backlog = '';
      return text;
    });
    const cache = cacheAt(url);
    await until(() => isUp(cache));
    frozen = true;
    await cache.get(['a']);
    expect(isUp(cache)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 2 * redisProbeMs + 100));
    await cache.get(['b']);
    expect(askedWhileFrozen.filter((command) => command.includes('mget'))).toHaveLength(1);
    expect(askedWhileFrozen.filter((command) => command.includes('ping')).length).toBeGreaterThan(0);
    frozen = false;
    await until(() => isUp(cache));
  });

  it('that answers nonsense is a miss', async () => {
    const url = await listener((command) =>
      command.includes('mget') ? '*1\r\n$9\r\n{"evil":1\r\n' : greeting(command),
    );
    const cache = cacheAt(url);
    await until(() => isUp(cache));
    expect(await cache.get(['a'])).toEqual([null]);
  });
});

describe.skipIf(redisUrl === '')('a real Redis', () => {
  async function ready(): Promise<CachePort> {
    const cache = cacheAt(redisUrl);
    await until(() => isUp(cache));
    return cache;
  }

  it('gives back what was put in, in the order of the keys, as text and not by reference', async () => {
    const cache = await ready();
    const value = { amount: '10.00', list: [1, null, 'ü'] };
    await cache.set([write('a', value), write('b', 2)]);
    const entries = await cache.get(['b', 'missing', 'a']);
    expect(entries).toEqual([{ value: 2, storedAtMs: 7 }, null, { value, storedAtMs: 7 }]);
    expect(entries[2]?.value).not.toBe(value);
    await cache.delete(['a', 'b']);
    expect(await cache.get(['a', 'b'])).toEqual([null, null]);
  });

  it('forgets by itself', async () => {
    const cache = await ready();
    await cache.set([write('brief', 1, 60)]);
    expect((await cache.get(['brief']))[0]).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await cache.get(['brief'])).toEqual([null]);
  });

  it('is not asked for nothing', async () => {
    const cache = await ready();
    expect(await cache.get([])).toEqual([]);
    await cache.set([]);
    await cache.delete([]);
    expect(cache.state()).toMatchObject({ state: 'UP', errors: 0 });
  });
});
