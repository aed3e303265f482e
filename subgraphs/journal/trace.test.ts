// From any name to the run, its writes and its audit; figures of queues; and systems that are paused.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '../process/saga/saga.ts';
import type { Process } from '../process/saga/saga.ts';
import { carefulPolicy } from '../process/saga/policy.ts';
import type { SagaWorld } from '../process/saga/execution.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { readFigures, reportSystem } from './figures.ts';
import { marksOf } from './marks.ts';
import { Operators } from './operate.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import { Runs } from './runs.ts';
import { pageOfAudit, trace } from './trace.ts';

const key = Buffer.from('a key for tests that is long enough');
const by = { operator: 'olga@firm.example', reason: 'the ERP is being moved' };
let store: Store;
let runs: Runs;
let world: SagaWorld;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const journal = new PgRunJournal(store.db, key);
  world = { journal, nowMs: () => Date.now(), sleep, random: () => 0.5, policyOf: () => carefulPolicy };
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

/** Writes an invoice under a number of its own. */
function invoicing(number: string): Process<null, string> {
  return {
    name: 'invoice',
    run: async (saga) => {
      await saga.step({
        ...{ name: 'post', system: 'erp', operation: 'post', key: `invoice-${number}`, input: { number } },
        find: () => Promise.resolve([]),
        act: () =>
          Promise.resolve({
            kind: 'APPLIED',
            ref: { system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id: `ns-${number}`, number },
            isNew: true,
          }),
        undo: null,
        events: () => [
          {
            type: 'project.activated',
            subject: `PSA|kantata|PROJECT|k-${number}`,
            data: { activatedOn: '2026-11-21' },
          },
        ],
      });
      return 'done';
    },
  };
}

async function begin(number: string): Promise<{ runId: string; correlationId: string }> {
  const correlationId = `c-${randomUUID()}`;
  const input = { projectCode: `P-${number}`, taxId: `TAX-${number}`, note: `note-${number}` };
  const request = {
    process: 'invoice',
    input,
    idempotencyKey: randomUUID(),
    scope: 's',
    initiator: 'ida',
    correlationId,
  };
  const { runId } = await runs.begin({ ...request, priority: 'billing' });
  return { runId, correlationId };
}

async function carryOut(runId: string, number: string): Promise<string> {
  return (await execute(invoicing(number), await world.journal.claim(runId, 'w'), world)).kind;
}

test('marks are ids, numbers and codes; never names, notes or tax ids', () => {
  expect(
    marksOf({ customerId: 'c1', name: 'Ada', taxId: 'DE1', lines: [{ id: 'l1', code: 'A' }], legalEntityIds: ['e1'] }),
  ).toEqual([...['c1', 'l1', 'A', 'e1']]);
  expect(marksOf('CRM|sf|CUSTOMER|001')).toEqual(['CRM|sf|CUSTOMER|001', '001']);
  expect(marksOf({ id: 'x'.repeat(101) })).toEqual([]);
});

test.runIf(binariesHere)(
  'any name leads to the run: vendor id, number, project code, key, correlation id',
  async () => {
    const { runId, correlationId } = await begin('41');
    await begin('42');
    expect(await carryOut(runId, '41')).toBe('DONE');
    for (const name of ['ns-41', '41', 'P-41', 'k-41', 'invoice-41', 'erp/invoice-41', correlationId, runId]) {
      expect(await trace(store.db, [name]), name).toEqual([{ runId, matchedOn: [name] }]);
    }
    for (const name of ['TAX-41', 'note-41', 'ns-4', '']) expect(await trace(store.db, [name]), name).toEqual([]);
    expect((await trace(store.db, ['41', 'ns-41']))[0]?.matchedOn).toEqual(['41', 'ns-41']);
  },
);

test.runIf(binariesHere)('the audit tells newest first who did what through which system, page by page', async () => {
  const { runId, correlationId } = await begin('51');
  await carryOut(runId, '51');
  const all = await pageOfAudit(store.db, { first: 50, after: null }, { correlationId });
  expect(all.items.map(({ action }) => action)).toEqual(['run.done', 'step.done', 'run.begun']);
  expect(all.items[1]).toMatchObject({ systems: ['erp'], person: 'ida', runId });
  const page = await pageOfAudit(store.db, { first: 2, after: null }, { runId });
  const rest = await pageOfAudit(store.db, { first: 2, after: page.cursors[1] ?? '' }, { runId });
  expect([...page.items, ...rest.items]).toEqual(all.items);
  expect([page.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
  expect((await pageOfAudit(store.db, { first: 9, after: null }, { runId, action: 'step.' })).items.length).toBe(1);
  await expect(pageOfAudit(store.db, { first: 9, after: 'x' }, {})).rejects.toThrow(RangeError);
});

test.runIf(binariesHere)('a system is paused once, by somebody for a reason, and resumed once', async () => {
  const operators = new Operators(store.db, key);
  expect([await operators.pause('erp', by), await operators.pause('erp', by)]).toEqual([
    { kind: 'DONE' },
    { kind: 'UNCHANGED' },
  ]);
  const { systems } = await readFigures(store.db);
  expect(systems).toMatchObject([{ system: 'erp', instance: null, pausedBecause: by.reason }]);
  expect([await operators.resume('erp', by), await operators.resume('erp', by)]).toEqual([
    { kind: 'DONE' },
    { kind: 'UNCHANGED' },
  ]);
  expect((await readFigures(store.db)).systems).toEqual([]);
  const told = await pageOfAudit(store.db, { first: 9, after: null }, { action: 'system.' });
  expect(told.items).toMatchObject([
    { action: 'system.resumed', systems: ['erp'], reason: by.reason, person: by.operator },
    { action: 'system.paused' },
  ]);
});

test.runIf(binariesHere)('figures count what waits, and show the worst report of a system', async () => {
  const before = await readFigures(store.db);
  await begin('71');
  const after = await readFigures(store.db);
  const queued = (figures: typeof after): number => figures.lanes.find(({ lane }) => lane === 'invoice')?.queued ?? 0;
  expect(queued(after)).toBe(queued(before) + 1);
  expect(after.lanes[0]?.oldestQueuedAt).toBeInstanceOf(Date);
  const quota = { places: 10, taken: 3 };
  await reportSystem(
    store.db,
    { system: 'psa', instance: 'kantata', reporter: 'a' },
    { breaker: 'OPEN', inFlight: 0, quota },
  );
  await reportSystem(
    store.db,
    { system: 'psa', instance: 'kantata', reporter: 'b' },
    { breaker: 'CLOSED', inFlight: 4, quota },
  );
  expect((await readFigures(store.db)).systems).toMatchObject([
    { system: 'psa', instance: 'kantata', report: { breaker: 'OPEN' }, pausedAt: null },
  ]);
});
