// Acts of operators under an idempotency key, on a real Postgres: done once however often and however closely they are sent.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { verifyAudit } from './audit.ts';
import { Operators } from './operate.ts';
import type { By } from './operate.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import { Runs } from './runs.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let runs: Runs;
let operators: Operators;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
  operators = new Operators(store.db, key);
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const by = (requestKey: string | null, asked = 'replay', scope = 'olga'): By => ({
  ...{ operator: scope, reason: 'because the tests say so' },
  request: requestKey === null ? null : { scope, key: requestKey, input: { act: asked } },
});

/** A parked run, and how often it was sent on so far. */
async function parked() {
  const { runId } = await runs.begin({
    ...{ process: 'pay', input: null, idempotencyKey: randomUUID(), scope: 's', initiator: 'i', correlationId: 'c' },
    priority: 'billing',
  });
  const park = async () => {
    const journal = new PgRunJournal(store.db, key);
    const failure = { code: 'OUTAGE', message: 'away', vendorCode: null, fields: [], retryAfterMs: null };
    await journal.settle(await journal.claim(runId, 'w'), {
      ...{ kind: 'PARKED', direction: 'ACTING', step: 'first' },
      failure,
    });
  };
  await park();
  const sentOn = async () => ((await runs.read(runId))?.execution ?? 0) - 1;
  return { runId, park, sentOn };
}

test.runIf(binariesHere)(
  'the same key and input is one effect, also long after; what it did is told again',
  async () => {
    const { runId, park, sentOn } = await parked();
    const request = by('key-of-olga-1');
    expect(await operators.replay(runId, request)).toMatchObject({ kind: 'DONE', runs: [{ id: runId }] });
    expect(await operators.replay(runId, request)).toEqual({ kind: 'REPEATED', runIds: [runId] });
    // The run rests once more: a late repetition must not send it on, a new request may.
    await park();
    expect(await operators.replay(runId, request)).toEqual({ kind: 'REPEATED', runIds: [runId] });
    expect(await sentOn()).toBe(1);
    expect(await operators.replay(runId, by('key-of-olga-2'))).toMatchObject({ kind: 'DONE' });
    expect(await sentOn()).toBe(2);
  },
);

test.runIf(binariesHere)('twenty at once are one effect', async () => {
  const { runId, sentOn } = await parked();
  const ends = await Promise.all(Array.from({ length: 20 }, () => operators.replay(runId, by('key-at-once'))));
  expect(ends.map(({ kind }) => kind).sort()).toEqual(['DONE', ...Array.from({ length: 19 }, () => 'REPEATED')]);
  expect(await sentOn()).toBe(1);
});

test.runIf(binariesHere)('a key with another input is refused; another caller’s same key is another', async () => {
  const { runId, park, sentOn } = await parked();
  await operators.replay(runId, by('key-shared'));
  expect(await operators.replay(runId, by('key-shared', 'waive'))).toEqual({ kind: 'OTHER_INPUT' });
  await park();
  expect(await operators.replay(runId, by('key-shared', 'replay', 'petra'))).toMatchObject({ kind: 'DONE' });
  expect(await sentOn()).toBe(2);
  // Also a key that began a run, and the other way round.
  const begun = { process: 'pay', input: null, initiator: 'olga', correlationId: 'c', priority: 'billing' } as const;
  expect(await runs.begin({ ...begun, scope: 'olga', idempotencyKey: 'key-shared' })).toMatchObject({
    kind: 'OTHER_INPUT',
  });
  await runs.begin({ ...begun, scope: 'olga', idempotencyKey: 'key-of-a-run' });
  expect(await operators.replay(runId, by('key-of-a-run'))).toEqual({ kind: 'OTHER_INPUT' });
});

test.runIf(binariesHere)('what was refused did nothing, and its key may be sent again', async () => {
  const { runId, park } = await parked();
  await operators.replay(runId, by(null));
  expect(await operators.replay(runId, by('key-too-early'))).toEqual({ kind: 'NOT_RESTING', state: 'RUNNING' });
  await park();
  expect(await operators.replay(runId, by('key-too-early'))).toMatchObject({ kind: 'DONE' });
  expect(await operators.replay(randomUUID(), by('key-of-nothing'))).toEqual({ kind: 'NOT_FOUND' });
});

test.runIf(binariesHere)('a late repetition of a pause does not pause a system that was resumed', async () => {
  const pause = by('key-of-a-pause', 'pause');
  expect(await operators.pause('erp', pause)).toEqual({ kind: 'DONE' });
  expect(await operators.pause('erp', by(null))).toEqual({ kind: 'UNCHANGED' });
  expect(await operators.resume('erp', by('key-of-a-resume', 'resume'))).toEqual({ kind: 'DONE' });
  expect(await operators.pause('erp', pause)).toEqual({ kind: 'REPEATED', runIds: [] });
  expect(await operators.isPaused('erp')).toBe(false);
});

test.runIf(binariesHere)('the audit has the act once, its reason and its key as digests', async () => {
  const { runId } = await parked();
  const request = by('key-in-the-audit');
  await operators.replay(runId, request);
  await operators.replay(runId, request);
  const { rows } = await sql<{ detail: Readonly<Record<string, string>> }>`select entry->'detail' as detail
    from audit_entry where entry->>'runId' = ${runId} and entry->>'action' = 'run.replayed'`.execute(store.db);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.detail.request).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(rows)).not.toMatch(/key-in-the-audit|because/);
  expect(await verifyAudit(store.db, key)).toMatchObject({ kind: 'SOUND' });
});
