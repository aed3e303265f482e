// Several processes on one vendor account, counting in a real Postgres.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldTrustMs } from '../runtime/budget-port.ts';
import {
  budgetsOf,
  followsTheRule,
  lentToBackground,
  mostTogether,
  personWaitsMs,
  servedUnderPressure,
} from '../runtime/budget-rig.ts';
import { systemEnvelope } from '../runtime/envelope.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { createPgPlaces } from './pg-places.ts';

let store: Store;

beforeAll(async () => {
  if (binariesHere) store = await openStore({ dataDir: makeHome() });
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

test.runIf(binariesHere)('lets in whom the rule lets in, and nobody else', async () => {
  const told = await followsTheRule((process) => createPgPlaces(store.db, process), 500);
  expect(Math.min(...Object.values(told))).toBeGreaterThan(3);
});

test.runIf(binariesHere)(
  'two copies together never have more calls under way than places, and both get theirs',
  async () => {
    const budgets = budgetsOf((process) => createPgPlaces(store.db, process), 4, 2);
    expect(await mostTogether(budgets)).toEqual({ most: 4, done: [30, 30] });
  },
);

test.runIf(binariesHere)(
  'a person in one copy has a place at once, whatever background work in the other has borrowed',
  async () => {
    const budgets = budgetsOf((process) => createPgPlaces(store.db, process), 6, 2);
    const { waitedMs, borrowed } = await personWaitsMs(budgets);
    expect(borrowed).toBe(5);
    console.info(`a person waited ${waitedMs.toFixed(1)} ms for a place`);
  },
);

test.runIf(binariesHere)(
  'background work of one copy has every place once nobody has been interactive for a while in any',
  async () => {
    const lent = await lentToBackground((process) => createPgPlaces(store.db, process));
    expect(lent).toEqual({ atOnce: 5, quiet: 6, again: 5 });
  },
);

test.runIf(binariesHere)(
  'people in two copies have the only place, but for one background call of either now and then',
  async () => {
    const budgets = budgetsOf((process) => createPgPlaces(store.db, process), 1, 2, { floorAfterMs: 200 });
    const { people, billing } = await servedUnderPressure(budgets, 2_000);
    expect(billing).toBeGreaterThanOrEqual(2);
    expect(billing).toBeLessThanOrEqual(10);
    expect(people).toBeGreaterThan(3 * billing);
  },
);

test.runIf(binariesHere)(
  'a process of the release before has its place now and then too, for billing and for reference',
  async () => {
    // It tells how long none of reference has been under way, and nothing of billing.
    const ask = async (waits: readonly number[], referenceIdleMs: number): Promise<unknown> => {
      const { rows } = await sql`select interactive, billing, reference from budget_admit('ERP:old', 'old', 1, 0,
        '{0,0}'::int[], ${waits}::int[], ${[0, 5_000, 5_000, referenceIdleMs]}::int[], '{1000,10000,60000,100}'::int[])`.execute(
        store.db,
      );
      return rows[0];
    };
    const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));
    const all = [3, 3, 3];
    expect(await ask(all, 60_000)).toEqual({ interactive: 0, billing: 1, reference: 0 });
    expect(await ask(all, 60_000)).toEqual({ interactive: 1, billing: 0, reference: 0 });
    await second();
    expect(await ask(all, 60_000)).toEqual({ interactive: 0, billing: 0, reference: 1 });
    expect(await ask(all, 1)).toEqual({ interactive: 1, billing: 0, reference: 0 });
    await second();
    expect(await ask(all, 110)).toEqual({ interactive: 0, billing: 1, reference: 0 });
  },
);

test.runIf(binariesHere)('the places of a process that is gone are free again', async () => {
  const [gone, heir] = budgetsOf((process) => createPgPlaces(store.db, process), 2, 2);
  for (let call = 0; call < 2; call += 1) await gone?.acquire(systemEnvelope('test', { priority: 'interactive' }));
  const ask = () => heir?.acquire(systemEnvelope('test', { priority: 'interactive', deadlineMs: 200 }));
  await expect(ask()).rejects.toMatchObject({ code: 'BUDGET_EXHAUSTED' });
  await sql`update budget_share set told_at = told_at - make_interval(secs => ${heldTrustMs / 1_000})`.execute(
    store.db,
  );
  await expect(ask()).resolves.toBeDefined();
});
