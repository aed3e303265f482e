// Exceptions on a real Postgres: opened by sagas that rest, ranked by money, and ended by operators' acts, each in the audit.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { currencyCode } from '../../schema/canon/currency.ts';
import { money } from '../../schema/canon/money.ts';
import { execute } from '../process/saga/saga.ts';
import type { Process } from '../process/saga/saga.ts';
import { failure } from '../process/saga/outcome.ts';
import { carefulPolicy } from '../process/saga/policy.ts';
import type { SagaWorld } from '../process/saga/execution.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { verifyAudit } from './audit.ts';
import { fixesOf } from './exception-codes.ts';
import { exceptionsById, groupsOfExceptions, pageOfExceptions } from './exception-views.ts';
import type { ExceptionFilter, ExceptionRecord } from './exception-views.ts';
import { riskNote, riskOf, subjectNote } from './exceptions.ts';
import { Operators } from './operate.ts';
import { attemptsMax, relay } from './outbox.ts';
import { reportSystem } from './figures.ts';
import { tryParkedAgain } from './parked.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import type { Json } from './run-journal.ts';
import { Runs } from './runs.ts';

const key = Buffer.from('a key for tests that is long enough');
const by = { operator: 'olga@firm.example', reason: 'because the tests say so' };
const pace = { pausesMs: [60_000, 120_000], forMs: 3_600_000 };
let store: Store;
let runs: Runs;
let operators: Operators;
let world: SagaWorld;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
  operators = new Operators(store.db, key);
  const retry = { attemptsMax: 1, firstMs: 1, waitMsMax: 1 };
  const policy = { ...carefulPolicy, settleMs: 1, retry: { create: retry, update: retry, post: retry, remove: retry } };
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const journal = new PgRunJournal(store.db, key, pace);
  world = { journal, nowMs: () => Date.now(), sleep, random: () => 0.5, policyOf: () => policy };
});

beforeEach(async () => {
  if (binariesHere) await sql`delete from run_exception`.execute(store.db);
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

interface Plan {
  readonly risk?: readonly [amount: string, currency: string];
  /** Mutable: what mends itself between two executions. */
  mode: 'DONE' | 'OUTAGE' | 'REFUSED' | 'ASK' | 'SHUT' | 'FINAL' | 'UNDO_REFUSED';
  readonly records: Set<string>;
}

/** Two writes, of which the second goes as planned; or a question before any. */
function planned(plan: Plan): Process<Json, string> {
  const unique = randomUUID();
  return {
    name: 'pay',
    run: async (saga, input) => {
      const { risk } = plan;
      if (risk !== undefined)
        await saga.once(riskNote, () => riskOf(money(risk[0], currencyCode(risk[1]))) as { [name: string]: string });
      await saga.once(subjectNote, () => ({ kind: 'CUSTOMER', id: `customer-${unique}`, label: null }));
      const answered = typeof input === 'object' && input !== null && 'answer' in input;
      const subject = { kind: 'CUSTOMER', id: `customer-${unique}`, label: null };
      const about = { ownerRole: 'operator', subject, atRisk: null, isTriedAgain: true };
      if (plan.mode === 'SHUT') saga.ask('GATES_SHUT', 'mend it elsewhere', [], about);
      if (plan.mode === 'ASK' && !answered) saga.ask('DUPLICATE_CANDIDATE', 'which?', ['77']);
      for (const name of ['first', 'second']) {
        if (plan.mode === 'FINAL' && name === 'second') saga.ask('PROJECT_IN_USE', 'mend it', []);
        await saga.step<{ id: string }>({
          ...{ name, system: 'erp', operation: 'create', key: `${name}-${unique}`, input: { name } },
          find: ({ key: asked }) => Promise.resolve(plan.records.has(asked) ? [{ id: asked }] : []),
          act: ({ key: asked }) => {
            if (
              name === 'second' &&
              (plan.mode === 'OUTAGE' || plan.mode === 'REFUSED' || plan.mode === 'UNDO_REFUSED')
            ) {
              const reason = plan.mode === 'OUTAGE' ? 'OUTAGE' : 'REFUSED';
              return Promise.resolve({ kind: 'NOT_APPLIED', reason, failure: failure(`PAY_${plan.mode}`, 'no') });
            }
            plan.records.add(asked);
            return Promise.resolve({ kind: 'APPLIED', ref: { id: asked }, isNew: true });
          },
          undo:
            plan.mode === 'FINAL'
              ? null
              : (_call, ref) => {
                  if (plan.mode === 'UNDO_REFUSED') {
                    return Promise.resolve({
                      kind: 'NOT_APPLIED',
                      reason: 'REFUSED',
                      failure: failure('LOCKED', 'no'),
                    });
                  }
                  plan.records.delete(ref.id);
                  return Promise.resolve({ kind: 'APPLIED', ref, isNew: false });
                },
        });
      }
      return 'done';
    },
  };
}

/** A run that was executed once, and how to execute it again. */
async function rested(mode: Plan['mode'], risk?: Plan['risk'], input: Json = null) {
  const plan: Plan = { mode, records: new Set(), ...(risk === undefined ? {} : { risk }) };
  const process = planned(plan);
  const { runId } = await runs.begin({
    ...{
      process: 'pay',
      input,
      idempotencyKey: randomUUID(),
      scope: 's',
      initiator: 'i',
      correlationId: `c-${randomUUID()}`,
    },
    priority: 'billing',
  });
  const again = async () => (await execute(process, await world.journal.claim(runId, 'w'), world)).kind;
  await again();
  return { runId, plan, again };
}

async function list(filter: ExceptionFilter = {}): Promise<readonly ExceptionRecord[]> {
  return (await pageOfExceptions(store.db, { first: 50, after: null }, filter)).items;
}

async function one(filter: ExceptionFilter = {}): Promise<ExceptionRecord> {
  const [first, ...others] = await list(filter);
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('there is no exception');
  return first;
}

test('only acts that can help are suggested: nothing written is not taken back, and no input that has no such field corrected', () => {
  const actions = (kind: 'PARKED' | 'STUCK' | 'COMPENSATED', hasWritten: boolean, isCorrectable: boolean) =>
    fixesOf({ kind, direction: 'ACTING', code: 'X' }, { hasWritten, hasWayBack: hasWritten, isCorrectable }).map(
      ({ action }) => action,
    );
  expect(actions('STUCK', false, false)).toEqual(['RESUME', 'WAIVE']);
  expect(actions('STUCK', false, true)).toEqual(['RESUME', 'CORRECT', 'WAIVE']);
  expect(actions('STUCK', true, true)).toEqual(['RESUME', 'COMPENSATE', 'WAIVE']);
  expect(actions('PARKED', false, true)).toEqual(['RESUME', 'WAIVE']);
  expect(actions('PARKED', true, true)).toEqual(['RESUME', 'COMPENSATE', 'WAIVE']);
  expect(actions('COMPENSATED', false, false)).toEqual(['RESUME', 'WAIVE']);
  expect(actions('COMPENSATED', false, true)).toEqual(['RESUME', 'CORRECT', 'WAIVE']);
});

test.runIf(binariesHere)('a look that is refused, asks or meets an outage leaves nothing to mend', async () => {
  for (const mode of ['REFUSED', 'ASK', 'OUTAGE'] as const) await rested(mode, undefined, { dryRun: true });
  expect(await list()).toEqual([]);
  await rested('REFUSED', undefined, { dryRun: false });
  expect(await list()).toHaveLength(1);
});

test.runIf(binariesHere)(
  'a run that rests opens an exception with owner, due time, subject and money at risk',
  async () => {
    const { runId } = await rested('OUTAGE', ['1234.5', 'EUR']);
    const exception = await one();
    expect(exception).toMatchObject({
      ...{ runId, status: 'OPEN', kind: 'PARKED', code: 'PAY_OUTAGE', step: 'second', system: 'erp', process: 'pay' },
      ...{ atRisk: { amount: '1234.50', currency: 'EUR' }, ownerRole: 'operator', occurrences: 1 },
      subject: { kind: 'CUSTOMER' },
    });
    expect((exception.dueAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3 * 3_600_000);
  },
);

test.runIf(binariesHere)(
  'a failed undo is an exception of its own kind, and resuming takes back the rest',
  async () => {
    const { plan, again } = await rested('UNDO_REFUSED');
    const stuck = await one();
    expect(stuck).toMatchObject({ kind: 'STUCK', direction: 'UNDOING', code: 'LOCKED' });
    plan.mode = 'REFUSED';
    expect(await operators.send(stuck.id, { kind: 'REPLAY' }, by)).toMatchObject({
      kind: 'DONE',
      runs: [{ execution: 2 }],
    });
    expect(await again()).toBe('COMPENSATED');
    expect(plan.records.size).toBe(0);
  },
);

test.runIf(binariesHere)('what fails again is the same trouble, counted; what ends closes it', async () => {
  const { plan, again } = await rested('OUTAGE');
  const first = await one();
  await operators.send(first.id, { kind: 'REPLAY' }, by);
  expect(await list()).toEqual([]);
  await again();
  const second = await one();
  expect(second).toMatchObject({ occurrences: 2, firstSeenAt: first.firstSeenAt });
  // Executed again without anybody's act, as an engine may: still one, and the end closes it.
  await again();
  expect(await one()).toMatchObject({ id: second.id, occurrences: 3 });
  plan.mode = 'DONE';
  expect(await again()).toBe('DONE');
  expect((await exceptionsById(store.db, [second.id]))[0]).toMatchObject({ status: 'CLOSED', resolution: 'ENDED' });
});

test.runIf(binariesHere)('exceptions are ranked and grouped by money, and no two currencies are added', async () => {
  await rested('OUTAGE', ['100', 'EUR']);
  await rested('OUTAGE', ['300.5', 'EUR']);
  await rested('OUTAGE', ['150', 'USD']);
  await rested('REFUSED', ['1000', 'EUR']);
  await rested('OUTAGE');
  expect((await list()).map(({ atRisk }) => atRisk?.amount ?? null)).toEqual([
    '1000.00',
    '300.50',
    '150.00',
    '100.00',
    null,
  ]);
  const groups = await groupsOfExceptions(store.db, {});
  expect(
    groups.map(({ code, count, atRisk }) => [
      code,
      count,
      ...atRisk.map(({ amount, currency }) => `${amount} ${currency}`),
    ]),
  ).toEqual([
    ['PAY_REFUSED', 1, '1000.00 EUR'],
    ['PAY_OUTAGE', 4, '400.50 EUR', '150.00 USD'],
  ]);
  const euros = { atRiskMin: money('100', currencyCode('EUR')) };
  expect((await list(euros)).length).toBe(3);
  const page = await pageOfExceptions(store.db, { first: 2, after: null }, {});
  const rest = await pageOfExceptions(store.db, { first: 9, after: page.cursors[1] ?? '' }, {});
  expect(page.hasNextPage).toBe(true);
  expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual((await list()).map(({ id }) => id));
  await expect(pageOfExceptions(store.db, { first: 2, after: 'nonsense' }, {})).rejects.toThrow(RangeError);
});

test.runIf(binariesHere)(
  'assigned, snoozed and waived, each by somebody for a reason; what is closed stays closed',
  async () => {
    const { runId } = await rested('OUTAGE');
    const { id } = await one();
    await operators.assign(id, 'petra@firm.example', by);
    expect(await one({ statuses: ['ASSIGNED'] })).toMatchObject({ id });
    await operators.snooze(id, new Date(Date.now() + 60_000), by);
    expect(await one({ statuses: ['SNOOZED'] })).toMatchObject({ id });
    expect(await operators.waive(id, by)).toEqual({ kind: 'DONE', runs: [] });
    expect(await operators.waive(id, by)).toEqual({ kind: 'CLOSED' });
    expect(await operators.send(id, { kind: 'REPLAY' }, by)).toEqual({ kind: 'CLOSED' });
    expect(await operators.waive(randomUUID(), by)).toEqual({ kind: 'NOT_FOUND' });
    expect((await runs.read(runId))?.state.kind).toBe('PARKED');
    const { rows } = await sql<{ entry: { action: string; actor: string } }>`select entry from audit_entry
    where entry->>'runId' = ${runId} and entry->>'action' like 'exception.%' order by seq`.execute(store.db);
    expect(rows.map(({ entry }) => entry.action)).toEqual([
      'exception.assigned',
      'exception.snoozed',
      'exception.waived',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/olga|petra|because/);
    expect(await verifyAudit(store.db, key)).toMatchObject({ kind: 'SOUND' });
  },
);

/** Seconds until the open exception's run is tried again. */
async function tryInSeconds(): Promise<number> {
  return Math.round(((await one()).nextTryAt?.getTime() ?? NaN) / 1_000 - Date.now() / 1_000);
}

/** As if the pause were over; answers with the runs that are tried. */
async function pauseOver(runId: string): Promise<readonly string[]> {
  await sql`update run_parked set next_at = now() where run_id = ${runId}`.execute(store.db);
  // Two workers look at once.
  const sent = await Promise.all([tryParkedAgain(store.db, key, pace), tryParkedAgain(store.db, key, pace)]);
  return sent.flat().map(({ id }) => id);
}

test.runIf(binariesHere)(
  'a parked run is tried again by itself with growing pauses, by one worker, and its exception ends when it is done',
  async () => {
    const { plan, again, runId } = await rested('OUTAGE');
    const { id } = await one();
    expect(await tryInSeconds()).toBeGreaterThan(50);
    expect(await tryParkedAgain(store.db, key, pace)).toEqual([]);
    expect(await pauseOver(runId)).toEqual([runId]);
    expect(await one()).toMatchObject({ id, status: 'OPEN', nextTryAt: null });
    expect(await again()).toBe('PARKED');
    expect(await one()).toMatchObject({ id, occurrences: 2 });
    expect(await tryInSeconds()).toBeGreaterThan(110);
    expect(await pauseOver(runId)).toEqual([runId]);
    plan.mode = 'DONE';
    expect(await again()).toBe('DONE');
    expect(await one({ statuses: ['CLOSED'] })).toMatchObject({ id, resolution: 'ENDED', nextTryAt: null });
    const { rows } = await sql<{ actor: string }>`select entry->>'actor' as actor from audit_entry
      where entry->>'runId' = ${runId} and entry->>'action' = 'run.tried-again'`.execute(store.db);
    expect(rows).toEqual([{ actor: 'system:gateway' }, { actor: 'system:gateway' }]);
    expect(await verifyAudit(store.db, key)).toMatchObject({ kind: 'SOUND' });
  },
);

test.runIf(binariesHere)(
  'a parked run is left alone while its system is paused or known to be away, once it was waived, and after its time; a stuck one always, but for what is mended elsewhere',
  async () => {
    const { again, runId } = await rested('OUTAGE');
    await operators.pause('erp', by);
    expect(await pauseOver(runId)).toEqual([]);
    // It is looked at again a little later.
    expect(await tryInSeconds()).toBeGreaterThan(20);
    await operators.resume('erp', by);
    const report = (breaker: 'OPEN' | 'HALF_OPEN'): Promise<void> =>
      reportSystem(
        store.db,
        { system: 'erp', instance: 'erp', reporter: 'test' },
        { breaker, inFlight: 0, quota: null },
      );
    await report('OPEN');
    expect(await pauseOver(runId)).toEqual([]);
    await report('HALF_OPEN');
    expect(await pauseOver(runId)).toEqual([runId]);
    // The clock has mended nothing: what others have read a moment ago is good enough for it.
    expect(await runs.wasSentOn(runId)).toBe(false);
    await sql`update run_parked set since = now() - interval '2 hours' where run_id = ${runId}`.execute(store.db);
    expect(await again()).toBe('PARKED');
    expect((await one()).nextTryAt).toBeNull();
    // A person has looked: it is counted anew, and left as it is it is tried no more.
    const [sent] = [await operators.send((await one()).id, { kind: 'REPLAY' }, by)];
    expect(sent.kind).toBe('DONE');
    expect(await runs.wasSentOn(runId)).toBe(true);
    expect(await again()).toBe('PARKED');
    expect(await tryInSeconds()).toBeGreaterThan(50);
    await operators.waive((await one()).id, by);
    expect(await pauseOver(runId)).toEqual([]);
    // What is mended elsewhere is looked at again, like an outage; what somebody has to answer is not.
    const shut = await rested('SHUT');
    expect(await pauseOver(shut.runId)).toEqual([shut.runId]);
    shut.plan.mode = 'DONE';
    expect(await shut.again()).toBe('DONE');
    const stuck = await rested('ASK');
    expect([await pauseOver(stuck.runId), (await one()).nextTryAt]).toEqual([[], null]);
  },
);

test.runIf(binariesHere)('what has no way back is not taken back, whoever says so, and goes on instead', async () => {
  const { runId, plan, again } = await rested('FINAL');
  const { id } = await one();
  expect(await operators.send(id, { kind: 'COMPENSATE' }, by)).toEqual({ kind: 'FINAL' });
  expect((await runs.read(runId))?.state.kind).toBe('STUCK');
  expect((await operators.send(id, { kind: 'REPLAY' }, by)).kind).toBe('DONE');
  plan.mode = 'DONE';
  expect(await again()).toBe('DONE');
});

test.runIf(binariesHere)('a parked run is taken back when an operator says so', async () => {
  const { plan, again, runId } = await rested('OUTAGE');
  expect(plan.records.size).toBe(1);
  const { id } = await one();
  expect(await operators.send(id, { kind: 'COMPENSATE' }, by)).toMatchObject({ kind: 'DONE' });
  expect((await runs.read(runId))?.state.kind).toBe('COMPENSATING');
  expect(await again()).toBe('COMPENSATED');
  expect(plan.records.size).toBe(0);
});

test.runIf(binariesHere)('a question is answered by a correction, unless something is written already', async () => {
  const asked = await rested('ASK', undefined, { a: 1 });
  const question = await one();
  expect(question).toMatchObject({ code: 'DUPLICATE_CANDIDATE', ownerRole: 'finance-controller', fields: ['77'] });
  expect(await operators.send(question.id, { kind: 'CORRECT', input: { a: 1, answer: '77' } }, by)).toMatchObject({
    runs: [{ generation: 2 }],
  });
  expect(await asked.again()).toBe('DONE');
  await rested('OUTAGE');
  const { id } = await one();
  expect(await operators.send(id, { kind: 'CORRECT', input: null }, by)).toEqual({ kind: 'WRITTEN' });
  expect(await one()).toMatchObject({ id });
});

test.runIf(binariesHere)('many are retried only when they are as many as were shown', async () => {
  const some = [await rested('OUTAGE'), await rested('OUTAGE'), await rested('OUTAGE')];
  await rested('REFUSED');
  const filter = { codes: ['PAY_OUTAGE'] };
  expect(await operators.retryAll(filter, 2, by)).toEqual({ kind: 'COUNT_DIFFERS', count: 3 });
  expect((await list()).length).toBe(4);
  const retried = await operators.retryAll(filter, 3, by);
  expect(retried.kind === 'DONE' && retried.runs.map(({ id }) => id).sort()).toEqual(
    some.map(({ runId }) => runId).sort(),
  );
  expect((await list()).map(({ code }) => code)).toEqual(['PAY_REFUSED']);
});

test.runIf(binariesHere)(
  'an event nobody could be told of is a dead letter, told again when an operator says so',
  async () => {
    await rested('DONE');
    await sql`delete from outbox_event`.execute(store.db);
    await sql`insert into outbox_event (type, subject, data, run_id, correlation_id) values ('t', 'customer-7', 'null', 'r', 'c')`.execute(
      store.db,
    );
    let isBroken = true;
    const reader = {
      name: 'warehouse',
      wants: () => true,
      tell: () => (isBroken ? Promise.reject(new TypeError('secret')) : Promise.resolve()),
    };
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      await relay(store.db, [reader]);
      await sql`update outbox_delivery set next_at = now() - interval '1 second'`.execute(store.db);
    }
    const letter = await one();
    expect(letter).toMatchObject({
      kind: 'DEAD_LETTER',
      reader: 'warehouse',
      subject: { kind: 't', id: 'customer-7' },
    });
    expect(letter.message).toBe('warehouse could not be told: TypeError');
    expect(await operators.send(letter.id, { kind: 'REPLAY' }, by)).toEqual({ kind: 'NO_RUN' });
    isBroken = false;
    expect(await operators.tellAgain(letter.id, by)).toEqual({ kind: 'DONE', runs: [] });
    expect(await relay(store.db, [reader])).toMatchObject({ told: 1 });
    expect(await list()).toEqual([]);
  },
);
