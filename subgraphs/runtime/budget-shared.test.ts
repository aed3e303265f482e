// Several processes on one vendor account, counting in a real Redis.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SharedPlaces } from './budget-port.ts';
import { createRedisPlaces } from './budget-redis.ts';
import {
  budgetsOf,
  followsTheRule,
  lentToBackground,
  mostTogether,
  personWaitsMs,
  servedUnderPressure,
} from './budget-rig.ts';
import { systemEnvelope } from './envelope.ts';

let url = process.env.REDIS_URL ?? '';
let server: ChildProcess | null = null;
const open: SharedPlaces[] = [];

beforeAll(async () => {
  if (url === '') await startRedis();
  if (url === '')
    console.warn(
      'SKIPPED: neither REDIS_URL nor a redis-server here; shared budgets DID NOT RUN (budget-shared.test.ts)',
    );
});

afterAll(async () => {
  await Promise.all(open.map((places) => places.close()));
  server?.kill();
});

async function startRedis(): Promise<void> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  const failed = once(child, 'error').then(() => true);
  const answers = async (): Promise<boolean> => {
    const client = new Redis(`redis://127.0.0.1:${port}`, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
    client.on('error', () => undefined);
    await Promise.race([client.ping(), failed]);
    client.disconnect();
    return child.pid !== undefined;
  };
  if (!(await answers())) return;
  server = child;
  url = `redis://127.0.0.1:${port}`;
}

function placesOf(process: string): SharedPlaces {
  const places = createRedisPlaces({ url, process, prefix: `test:${globalThis.process.pid}:` });
  open.push(places);
  return places;
}

async function connected<T>(work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  return work();
}

test('lets in whom the rule lets in, and nobody else', async ({ skip }) => {
  if (url === '') skip();
  const places = new Map(['a', 'b', 'c'].map((name) => [name, placesOf(name)]));
  const told = await connected(() => followsTheRule((name) => places.get(name) ?? placesOf(name), 500));
  expect(Math.min(...Object.values(told))).toBeGreaterThan(3);
});

test('two copies together never have more calls under way than places, and both get theirs', async ({ skip }) => {
  if (url === '') skip();
  const budgets = budgetsOf(placesOf, 4, 2);
  const { most, done } = await connected(() => mostTogether(budgets));
  expect({ most, done }).toEqual({ most: 4, done: [30, 30] });
});

test('a person in one copy has a place at once, whatever background work in the other has borrowed', async ({
  skip,
}) => {
  if (url === '') skip();
  const budgets = budgetsOf(placesOf, 6, 2);
  const { waitedMs, borrowed } = await connected(() => personWaitsMs(budgets));
  expect(borrowed).toBe(5);
  console.info(`a person waited ${waitedMs.toFixed(1)} ms for a place`);
});

test('people in two copies have the only place, but for one background call of either now and then', async ({
  skip,
}) => {
  if (url === '') skip();
  const budgets = budgetsOf(placesOf, 1, 2, { floorAfterMs: 200 });
  const { people, billing } = await connected(() => servedUnderPressure(budgets, 2_000));
  expect(billing).toBeGreaterThanOrEqual(2);
  expect(billing).toBeLessThanOrEqual(10);
  expect(people).toBeGreaterThan(3 * billing);
});

test('background work of one copy has every place once nobody has been interactive for a while in any', async ({
  skip,
}) => {
  if (url === '') skip();
  const places = [placesOf('busy'), placesOf('asked')];
  const lent = await connected(() =>
    lentToBackground((copy) => (copy === 'busy' ? places[0] : places[1]) ?? placesOf(copy)),
  );
  expect(lent).toEqual({ atOnce: 5, quiet: 6, again: 5 });
});

test('a store that is lost leaves each copy its part of the places', async ({ skip }) => {
  if (url === '') skip();
  const lost = { isLost: false };
  const budgets = budgetsOf(
    (process) => {
      const places = placesOf(process);
      // The connection is cut on purpose; nothing of the budget is imitated.
      return {
        ...places,
        exchange: async (...asked) => (lost.isLost && (await places.close()), places.exchange(...asked)),
      };
    },
    6,
    2,
  );
  await connected(() => mostTogether(budgets));
  lost.isLost = true;
  const leases = budgets.map((budget) =>
    Array.from({ length: 6 }, () =>
      budget.acquire(systemEnvelope('test', { priority: 'interactive', deadlineMs: 400 })),
    ),
  );
  const ended = await Promise.allSettled(leases.flat());
  expect(ended.filter(({ status }) => status === 'fulfilled').length).toBe(6);
});
