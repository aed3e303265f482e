import { describe, expect, it } from 'vitest';
import { createBudget } from './budget.ts';
import type { Budget, Lease } from './budget-port.ts';
import { servedUnderPressure } from './budget-rig.ts';
import { systemEnvelope } from './envelope.ts';
import type { Priority } from './envelope.ts';

const place = { system: 'ERP', instance: 'netsuite' } as const;

function ask(budget: Budget, priority: Priority, deadlineMs = 5_000, signal?: AbortSignal): Promise<Lease> {
  return budget.acquire(systemEnvelope('test', { priority, deadlineMs, ...(signal === undefined ? {} : { signal }) }));
}

/** Whether a place was given by now, without waiting for one. */
async function isGiven(lease: Promise<Lease>): Promise<boolean> {
  const pending = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([lease, Promise.resolve(pending)])) !== pending;
}

describe('the budget of a vendor account', () => {
  it('never has more calls under way than places', async () => {
    const budget = createBudget({ ...place, concurrentMax: 3 });
    let running = 0;
    let most = 0;
    const work = Array.from({ length: 40 }, async (_, n) => {
      const lease = await ask(budget, n % 2 === 0 ? 'interactive' : 'reference');
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      lease.release();
      lease.release(); // a second time must not free somebody else's place
    });
    await Promise.all(work);
    expect(most).toBe(3);
    expect(budget.state()).toEqual({ concurrentMax: 3, interactiveInUse: 0, backgroundInUse: 0, waiting: 0 });
  });

  it('gives a call that a person has come to share the place of a person', async () => {
    const budget = createBudget({ ...place, concurrentMax: 2, interactiveReserve: 1 });
    const running = [await ask(budget, 'interactive'), await ask(budget, 'billing')];
    const before = [1, 2, 3].map(() => ask(budget, 'billing'));
    let priority: Priority = 'reference';
    const shared = budget.acquire({
      ...systemEnvelope('test', { priority, deadlineMs: 5_000 }),
      get priority() {
        return priority;
      },
    });
    priority = 'interactive'; // as when somebody boards the flight (flight.ts)
    running[0]?.release();
    expect(await isGiven(shared)).toBe(true);
    expect((await Promise.all(before.map(isGiven))).filter(Boolean)).toEqual([]);
    expect(budget.state()).toMatchObject({ interactiveInUse: 1, backgroundInUse: 1 });
    (await shared).release();
    expect(budget.state()).toMatchObject({ interactiveInUse: 0 });
  });

  it('lends kept places to background work while nobody waits, all but one', async () => {
    const budget = createBudget({ ...place, concurrentMax: 10, interactiveReserve: 4 });
    const leases = Array.from({ length: 12 }, () => ask(budget, 'reference'));
    expect(await Promise.all(leases.map(isGiven))).toEqual([...Array<boolean>(9).fill(true), false, false, false]);
  });

  it('lends the last place too once nobody has been interactive for a while, until somebody is', async () => {
    const budget = createBudget({ ...place, concurrentMax: 5, interactiveReserve: 2, lendAllAfterMs: 20 });
    const lent = Array.from({ length: 7 }, () => ask(budget, 'billing'));
    expect((await Promise.all(lent.map(isGiven))).filter(Boolean)).toHaveLength(4);
    await new Promise((resolve) => setTimeout(resolve, 40));
    // Whoever comes next moves the line on.
    (await lent[0])?.release();
    expect((await Promise.all(lent.map(isGiven))).filter(Boolean)).toHaveLength(6);
    const person = ask(budget, 'interactive');
    expect(await isGiven(person)).toBe(false); // all five run: the first that ends is theirs
    (await lent[1])?.release();
    expect(await isGiven(person)).toBe(true);
    expect(budget.state()).toMatchObject({ interactiveInUse: 1, backgroundInUse: 4 });
    (await lent[2])?.release();
    expect(await isGiven(lent[6] as Promise<Lease>)).toBe(false);
  });

  it('gives an interactive call its place at once, though background work fills all it can', async () => {
    const budget = createBudget({ ...place, concurrentMax: 10, interactiveReserve: 4 });
    for (let n = 0; n < 30; n += 1) void ask(budget, 'billing').catch(() => undefined);
    expect(await isGiven(ask(budget, 'interactive'))).toBe(true);
  });

  it('takes lent places back as their calls end, and lends none while somebody is interactive', async () => {
    const budget = createBudget({ ...place, concurrentMax: 10, interactiveReserve: 4 });
    const lent = await Promise.all(Array.from({ length: 9 }, () => ask(budget, 'reference')));
    const waitingBackground = ask(budget, 'billing');
    const person = await ask(budget, 'interactive');
    lent[0]?.release();
    expect(await isGiven(waitingBackground)).toBe(false); // eight run, six are theirs
    for (const lease of lent.slice(1, 4)) lease.release();
    expect(await isGiven(waitingBackground)).toBe(true); // five ran, the sixth place is theirs anyway
    person.release();
    const borrowing = ask(budget, 'reference');
    expect(await isGiven(borrowing)).toBe(true); // nobody is interactive: lending begins again
  });

  it('serves interactive before billing before reference, and each in order', async () => {
    const budget = createBudget({ ...place, concurrentMax: 1, floorAfterMs: 60_000 });
    const holder = await ask(budget, 'interactive');
    const served: string[] = [];
    const queue = (['reference', 'billing', 'interactive', 'reference', 'billing', 'interactive'] as const).map(
      async (priority, n) => {
        const lease = await ask(budget, priority);
        served.push(`${priority} ${n}`);
        lease.release();
      },
    );
    await new Promise((resolve) => setImmediate(resolve));
    holder.release();
    await Promise.all(queue);
    expect(served).toEqual(['interactive 2', 'interactive 5', 'billing 1', 'billing 4', 'reference 0', 'reference 3']);
  });

  it('gives background work one place after a time, though people wait for it', async () => {
    const budget = createBudget({ ...place, concurrentMax: 2, floorAfterMs: 0 });
    const people = await Promise.all([ask(budget, 'interactive'), ask(budget, 'interactive')]);
    const queue = [
      ask(budget, 'billing'),
      ask(budget, 'billing'),
      ask(budget, 'interactive'),
      ask(budget, 'interactive'),
    ];
    for (const lease of people) lease.release();
    expect(await Promise.all(queue.map(isGiven))).toEqual([true, false, true, false]);
    expect(budget.state()).toMatchObject({ interactiveInUse: 1, backgroundInUse: 1 });
  });

  it('leaves the only place to people who ask without a pause, but for one background call now and then', async () => {
    const { people, billing } = await servedUnderPressure(
      [createBudget({ ...place, concurrentMax: 1, floorAfterMs: 100 })],
      1_000,
    );
    expect(billing).toBeGreaterThanOrEqual(2);
    expect(billing).toBeLessThanOrEqual(10);
    expect(people).toBeGreaterThan(5 * billing);
  });

  it('lets a reference call in before billing after a time, and one of them at a time', async () => {
    const budget = createBudget({ ...place, concurrentMax: 2, interactiveReserve: 0, floorAfterMs: 20 });
    const running = await Promise.all([ask(budget, 'billing'), ask(budget, 'billing')]);
    const billing = [ask(budget, 'billing'), ask(budget, 'billing')];
    const reference = [ask(budget, 'reference'), ask(budget, 'reference')];
    await new Promise((resolve) => setTimeout(resolve, 40));
    running[0]?.release();
    expect(await Promise.all([...billing, ...reference].map(isGiven))).toEqual([false, false, true, false]);
    running[1]?.release();
    expect(await Promise.all([...billing, ...reference].map(isGiven))).toEqual([true, false, true, false]);
    (await reference[0])?.release();
    // The last one has just ended: billing's turn.
    expect(await Promise.all([...billing, ...reference].map(isGiven))).toEqual([true, true, true, false]);
  });

  it('refuses at once when the queue is full, and turns away the least urgent for somebody more urgent', async () => {
    const budget = createBudget({ ...place, concurrentMax: 1, queueMax: 2 });
    await ask(budget, 'interactive');
    const reference = ask(budget, 'reference');
    const billing = ask(budget, 'billing');
    await expect(ask(budget, 'reference')).rejects.toMatchObject({ code: 'BUDGET_EXHAUSTED', retryable: true });
    const person = ask(budget, 'interactive');
    await expect(reference).rejects.toMatchObject({ code: 'BUDGET_EXHAUSTED' });
    expect(await isGiven(billing)).toBe(false);
    expect(await isGiven(person)).toBe(false);
    expect(budget.state().waiting).toBe(2);
  });

  it('waits no longer than the deadline', async () => {
    const budget = createBudget({ ...place, concurrentMax: 1 });
    await ask(budget, 'interactive');
    const startedMs = performance.now();
    await expect(ask(budget, 'interactive', 60)).rejects.toMatchObject({
      code: 'BUDGET_EXHAUSTED',
      message: 'ERP (netsuite): no free place before the deadline',
    });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(budget.state().waiting).toBe(0);
  });

  it('forgets a caller who left, waiting or not', async () => {
    const budget = createBudget({ ...place, concurrentMax: 1 });
    await ask(budget, 'interactive');
    const caller = new AbortController();
    const waiting = ask(budget, 'interactive', 5_000, caller.signal);
    caller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(ask(budget, 'interactive', 5_000, caller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(budget.state().waiting).toBe(0);
  });

  it('of one place keeps nothing back, so that background work is not locked out for ever', async () => {
    const budget = createBudget({ ...place, concurrentMax: 1 });
    expect(await isGiven(ask(budget, 'reference'))).toBe(true);
  });

  it.each([
    [0, 0],
    [4, 4],
    [4, -1],
    [2.5, 1],
  ])('of %d places that keeps %d is refused at the start', (concurrentMax, interactiveReserve) => {
    expect(() => createBudget({ ...place, concurrentMax, interactiveReserve })).toThrow(RangeError);
  });
});
