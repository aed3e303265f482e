// Two writers, zombies and doubts of one key, on a real Postgres.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { Ledger, LowerFence } from './ledger.ts';
import type { LedgerOutcome, LedgerWrite } from './ledger.ts';

let store: Store;
let ledger: Ledger;
const records: string[] = [];

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  ledger = new Ledger(store.db);
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

function write(key: string, fence: number, change: Partial<LedgerWrite> = {}): LedgerWrite {
  const facts = { system: 'psa', operation: 'create', inputHash: 'a', settleMs: 60, isRepeatable: false };
  return { ...facts, key, fence, ...change };
}

/** A vendor that never deduplicates. */
async function create(key: string, ms = 30): Promise<LedgerOutcome<string>> {
  await pause(ms);
  records.push(key);
  return { kind: 'APPLIED', ref: `${key}-${records.length}`, isNew: true };
}

const count = (key: string): number => records.filter((record) => record === key).length;
const inDoubt: LedgerOutcome<string> = {
  kind: 'IN_DOUBT',
  settleMs: 60,
  failure: { code: 'SYSTEM_TIMEOUT', message: 'no answer', vendorCode: null, fields: [], retryAfterMs: null },
};

test.runIf(binariesHere)('twenty concurrent writers of one key have one effect and one answer', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ledger.write(write('many', index + 1), () => create('many'))),
  );
  expect(count('many')).toBe(1);
  const refs = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'APPLIED' ? [outcome.ref] : [])));
  expect(refs.size).toBe(1);
  for (const outcome of outcomes) {
    if (outcome.kind !== 'APPLIED') expect(outcome).toMatchObject({ reason: 'FENCED' });
  }
});

test.runIf(binariesHere)(
  'a zombie with an older fence is refused after a newer one has looked, found nothing and written',
  async () => {
    expect(await ledger.lookUp(write('zombie', 2001), () => Promise.resolve([]))).toEqual([]);
    const late = await ledger.write(write('zombie', 1001), () => create('zombie'));
    expect(late).toMatchObject({ kind: 'NOT_APPLIED', reason: 'FENCED' });
    expect(await ledger.write(write('zombie', 2002), () => create('zombie'))).toMatchObject({ kind: 'APPLIED' });
    await expect(ledger.lookUp(write('zombie', 1002), () => Promise.resolve([]))).rejects.toBeInstanceOf(LowerFence);
    expect(count('zombie')).toBe(1);
  },
);

test.runIf(binariesHere)('a write in doubt is not made again until it was looked up', async () => {
  await ledger.write(write('doubt', 1), () => Promise.resolve(inDoubt));
  expect(await ledger.write(write('doubt', 2), () => create('doubt'))).toMatchObject({ kind: 'IN_DOUBT' });
  expect(count('doubt')).toBe(0);
  const askedMs = performance.now();
  expect(await ledger.lookUp(write('doubt', 3), () => Promise.resolve([]))).toEqual([]);
  expect(performance.now() - askedMs).toBeLessThan(5_000);
  expect(await ledger.write(write('doubt', 4), () => create('doubt'))).toMatchObject({ kind: 'APPLIED', isNew: true });
  expect(count('doubt')).toBe(1);
});

test.runIf(binariesHere)('what a look-up finds answers the next write', async () => {
  await ledger.write(write('found', 1), () => Promise.resolve(inDoubt));
  await ledger.lookUp(write('found', 2), () => Promise.resolve(['vendor-7']));
  const outcome = await ledger.write(write('found', 3), () => create('found'));
  expect(outcome).toEqual({ kind: 'APPLIED', ref: 'vendor-7', isNew: false });
  expect(count('found')).toBe(0);
});

test.runIf(binariesHere)('a repeatable write in doubt is sent again', async () => {
  await ledger.write(write('again', 1, { isRepeatable: true }), () => Promise.resolve(inDoubt));
  const outcome = await ledger.write(write('again', 2, { isRepeatable: true }), () => create('again'));
  expect(outcome).toMatchObject({ kind: 'APPLIED' });
});

test.runIf(binariesHere)('the same key with another input is refused', async () => {
  await ledger.write(write('reused', 1), () => create('reused'));
  const outcome = await ledger.write(write('reused', 2, { inputHash: 'b' }), () => create('reused'));
  expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: { code: 'KEY_REUSED' } });
  expect(count('reused')).toBe(1);
});

test.runIf(binariesHere)('a look-up waits for the write under way', async () => {
  const writing = ledger.write(write('under-way', 1), () => create('under-way', 200));
  await pause(50);
  const found = await ledger.lookUp(write('under-way', 2), () =>
    Promise.resolve(records.filter((key) => key === 'under-way')),
  );
  expect(found).toEqual(['under-way']);
  expect(await writing).toMatchObject({ kind: 'APPLIED' });
});

test.runIf(binariesHere)('an act that throws leaves a doubt', async () => {
  await expect(ledger.write(write('thrown', 1), () => Promise.reject(new Error('reset')))).rejects.toThrow('reset');
  expect(await ledger.write(write('thrown', 2), () => create('thrown'))).toMatchObject({ kind: 'IN_DOUBT' });
});

/** A vendor whose search shows a record only some time after it was made. */
function trailing(showsAfterMs: number): {
  make(key: string): Promise<LedgerOutcome<string>>;
  find(): Promise<string[]>;
} {
  let visibleAtMs = Number.POSITIVE_INFINITY;
  return {
    make: async (key) => {
      const outcome = await create(key, 150);
      visibleAtMs = performance.now() + showsAfterMs;
      return outcome;
    },
    find: () => Promise.resolve(performance.now() >= visibleAtMs ? ['vendor-1'] : []),
  };
}

test.runIf(binariesHere)(
  'a doubt settles from its end on: a call that was sent late, after a queue or a repeat, is still found',
  async () => {
    const vendor = trailing(60);
    const made = async (): Promise<LedgerOutcome<string>> => {
      await vendor.make('sent-late');
      return inDoubt;
    };
    await ledger.write(write('sent-late', 1, { settleMs: 100 }), made);
    expect(await ledger.lookUp(write('sent-late', 2), () => vendor.find())).toEqual(['vendor-1']);
  },
);

test.runIf(binariesHere)('what was applied a moment ago is not called absent by a search that trails', async () => {
  const vendor = trailing(60);
  await ledger.write(write('trails', 1, { settleMs: 100 }), () => vendor.make('trails'));
  expect(await ledger.lookUp(write('trails', 2), () => vendor.find())).toEqual(['vendor-1']);
  expect(await ledger.write(write('trails', 3), () => create('trails'))).toMatchObject({ isNew: false });
  expect(count('trails')).toBe(1);
});

test.runIf(binariesHere)(
  'a repeatable write in doubt is sent again only when the first can no longer arrive and undo what came after it',
  async () => {
    const arrived: string[] = [];
    const late = (): Promise<LedgerOutcome<string>> => {
      setTimeout(() => arrived.push('first'), 150);
      return Promise.resolve(inDoubt);
    };
    const again = (): Promise<LedgerOutcome<string>> => {
      arrived.push('second');
      return create('overtaken', 0);
    };
    const repeatable = { isRepeatable: true, settleMs: 200 };
    await ledger.write(write('overtaken', 1, repeatable), late);
    expect(await ledger.write(write('overtaken', 2, repeatable), again)).toMatchObject({ kind: 'APPLIED' });
    expect(arrived).toEqual(['first', 'second']);
  },
);

test.runIf(binariesHere)(
  'a repeatable write whose writer died is sent again by whoever comes next, unasked',
  async () => {
    const impatient = new Ledger(store.db, { openMs: 200 });
    const repeatable = { isRepeatable: true, settleMs: 50 };
    // Never ends, as if its process had been killed.
    void impatient.write(write('orphan', 1, repeatable), () => new Promise(() => undefined));
    await pause(50);
    const outcome = await impatient.write(write('orphan', 2, repeatable), () => create('orphan', 0));
    expect(outcome).toMatchObject({ kind: 'APPLIED', isNew: true });
    expect(count('orphan')).toBe(1);
    // Without a vendor that makes one of two it stays a doubt, for a look-up to settle.
    void impatient.write(write('orphan-create', 1), () => new Promise(() => undefined));
    await pause(50);
    expect(await impatient.write(write('orphan-create', 2), () => create('orphan-create', 0))).toMatchObject({
      kind: 'IN_DOUBT',
    });
    expect(count('orphan-create')).toBe(0);
  },
);
