// Scheduled releases on a real Postgres: two workers begin one run per window, a paused system and work that still goes on begin none, and
// what could not be read is read again.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import { saveItems } from '../../journal/claims.ts';
import { insertDraft } from '../../journal/drafts.ts';
import { savePosition } from '../../journal/opening-positions.ts';
import type { Json } from '../../journal/run-journal.ts';
import { saveHolds } from '../../journal/work-holds.ts';
import { madeBy, readSchedules, stoppedProjects } from '../../journal/release-schedules.ts';
import { Runs } from '../../journal/runs.ts';
import { Fault } from '../../runtime/fault.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore, type Store } from '../../store/store.ts';
import { changeWork } from '../billing/work-item.ts';
import { newWork } from '../billing/work-law.ts';
import { type ScheduledRelease, startSchedules } from './sweeper.ts';
import { type Choosing, type ChoosingParts, projectsToTake } from './choosing.ts';
import { allTakes, scheduleSchema, type ScheduleTakes } from './windows.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let runs: Runs;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
}, 60_000);

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const poll = { timeout: 30_000, interval: 50 };

/** Runs of a legal entity's windows. */
async function begun(legalEntity: string): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`select key from idempotency_key where scope = 'release-schedule'
    and key like ${`schedule-${legalEntity}-%`} order by key`.execute(store.db);
  return rows.map((row) => row.key);
}

async function begin({ idempotencyKey, projectIds, through }: ScheduledRelease): Promise<string> {
  const input = { role: 'billing-preparer', choice: { projectIds: [...projectIds] }, through };
  const facts = { process: 'releaseWorkToInvoice', input, idempotencyKey, scope: 'release-schedule', initiator: 's' };
  const { runId } = await runs.begin({ ...facts, correlationId: 'schedule-test', priority: 'billing' });
  return runId;
}

interface Worker {
  readonly legalEntity: string;
  readonly now: () => number;
  readonly choose?: (asked: Choosing) => Promise<readonly string[]>;
  readonly takes?: readonly ScheduleTakes[];
}

function worker({ legalEntity, now, choose = () => Promise.resolve(['P1', 'P2']), takes = ['TIME'] }: Worker) {
  const schedules = [scheduleSchema.parse({ legalEntity, takes })];
  const logger = createLogger('test', { level: 'silent' });
  return startSchedules({ db: store.db, schedules, timeZone: 'UTC', nowMs: now, choose, begin, logger });
}

const morning = Date.parse('2026-11-20T09:16:00Z');
const standing = async (legalEntity: string) =>
  (await readSchedules(store.db)).find((schedule) => schedule.legalEntity === legalEntity);

describe.runIf(binariesHere)('releases by schedule', { timeout: 60_000 }, () => {
  test('two workers begin one release per window, and none while that is still at work', async () => {
    let now = morning;
    const workers = [1, 2].map(() => worker({ legalEntity: 'US01', now: () => now }));
    await expect.poll(() => begun('US01'), poll).toEqual(['schedule-US01-2026-11-20T09:15']);
    // The run is there a moment before the schedule says so.
    await expect.poll(async () => (await standing('US01'))?.outcome, poll).toBe('BEGUN');
    const first = await standing('US01');
    expect(first).toMatchObject({
      lastWindow: '2026-11-20T09:15',
      outcome: 'BEGUN',
      projects: 2,
      through: '2026-11-19',
    });
    expect(first?.nextDueAt.toISOString()).toBe('2026-11-20T09:30:00.000Z');
    expect(await madeBy(store.db, first?.runId ?? '')).toEqual({
      drafts: 0,
      posted: 0,
      atWork: 1,
      stopped: 0,
      net: [],
    });
    now += 15 * 60_000;
    await expect.poll(async () => (await standing('US01'))?.outcome, poll).toBe('STILL_AT_WORK');
    await sql`update run set state_kind = 'DONE' where id = ${first?.runId}`.execute(store.db);
    now += 15 * 60_000;
    await expect.poll(() => begun('US01'), poll).toHaveLength(2);
    await Promise.all(workers.map((each) => each.close()));
    expect(await begun('US01')).toEqual(['schedule-US01-2026-11-20T09:15', 'schedule-US01-2026-11-20T09:45']);
  });

  test('at one instant two legal entities are in windows, and at work of days, of their own clocks (rule 21)', async () => {
    const zones = { JP02: 'Asia/Tokyo', US02: 'America/Los_Angeles' };
    const schedules = Object.entries(zones).map(([legalEntity, timeZone]) =>
      scheduleSchema.parse({ legalEntity, timeZone, takes: ['TIME'] }),
    );
    const at = Date.parse('2026-11-30T16:30:00Z');
    const choose = ({ legalEntity }: Choosing) => Promise.resolve([legalEntity]);
    const logger = createLogger('test', { level: 'silent' });
    const parts = { db: store.db, schedules, timeZone: 'UTC', nowMs: () => at, choose, begin, logger };
    const both = startSchedules(parts);
    await expect.poll(() => begun('JP02'), poll).toEqual(['schedule-JP02-2026-12-01T01:30']);
    await expect.poll(() => begun('US02'), poll).toEqual(['schedule-US02-2026-11-30T08:30']);
    await expect.poll(async () => (await standing('JP02'))?.through, poll).toBe('2026-11-30');
    await expect.poll(async () => (await standing('US02'))?.through, poll).toBe('2026-11-29');
    await both.close();
  });

  test('begins nothing where nothing is to bill, and says so', async () => {
    const quiet = worker({ legalEntity: 'DE01', now: () => morning, choose: () => Promise.resolve([]) });
    await expect.poll(async () => (await standing('DE01'))?.outcome, poll).toBe('NOTHING');
    await quiet.close();
    expect(await begun('DE01')).toEqual([]);
  });

  test('takes what a fee covers, what falls due and what is prepaid once a day, beside the windows of time', async () => {
    let now = morning;
    const asked: Choosing[] = [];
    const choose = (choosing: Choosing): Promise<readonly string[]> => {
      asked.push(choosing);
      return Promise.resolve(choosing.takes === 'PREPAID' ? [] : ['P1', 'P2']);
    };
    const all = worker({ legalEntity: 'FR01', now: () => now, choose, takes: allTakes });
    await expect.poll(() => asked.length, poll).toBe(4);
    await expect.poll(() => begun('FR01'), poll).toHaveLength(3);
    // Nobody is still writing a due date: it counts today, work to yesterday.
    const days = Object.fromEntries(asked.map(({ takes, through }) => [takes, through]));
    expect(days).toEqual({ TIME: '2026-11-19', COVERED: '2026-11-19', DUE: '2026-11-20', PREPAID: '2026-11-19' });
    await sql`update run set state_kind = 'DONE'`.execute(store.db);
    now += 15 * 60_000;
    await expect.poll(() => begun('FR01'), poll).toHaveLength(4);
    await sql`update run set state_kind = 'DONE'`.execute(store.db);
    now += 15 * 3_600_000;
    await expect.poll(() => begun('FR01'), poll).toHaveLength(7);
    await all.close();
    expect(await begun('FR01')).toEqual([
      ...['2026-11-20T09:15', '2026-11-20T09:30', '2026-11-21T00:30'].map((window) => `schedule-FR01-${window}`),
      ...['COVERED-2026-11-20', 'COVERED-2026-11-21'].map((window) => `schedule-FR01-${window}`),
      ...['DUE-2026-11-20', 'DUE-2026-11-21'].map((window) => `schedule-FR01-${window}`),
    ]);
    const standing = (await readSchedules(store.db)).filter(({ legalEntity }) => legalEntity === 'FR01');
    expect(standing.map(({ takes, everyMinutes, outcome }) => [takes, everyMinutes, outcome])).toEqual([
      ['TIME', 15, 'BEGUN'],
      ['COVERED', 1_440, 'BEGUN'],
      ['DUE', 1_440, 'BEGUN'],
      ['PREPAID', 1_440, 'NOTHING'],
    ]);
  });

  test('waits while a system is paused, and goes on when it is resumed', async () => {
    await sql`insert into system_pause (system, paused_by, reason) values ('erp', gen_random_uuid(), 'close')`.execute(
      store.db,
    );
    const waiting = worker({ legalEntity: 'UK01', now: () => morning });
    await expect.poll(async () => (await standing('UK01'))?.isPaused, poll).toBe(true);
    await pause(1_500);
    expect(await begun('UK01')).toEqual([]);
    await sql`delete from system_pause`.execute(store.db);
    await expect.poll(() => begun('UK01'), poll).toHaveLength(1);
    await waiting.close();
  });

  test('tells why a system could not be asked, and asks again', async () => {
    let asked = 0;
    const choose = (): Promise<readonly string[]> => {
      asked += 1;
      const away = new Fault({ code: 'SYSTEM_UNAVAILABLE', system: 'PSA', instance: 'kantata' });
      return asked === 1 ? Promise.reject(away) : Promise.resolve(['P1']);
    };
    const patient = worker({ legalEntity: 'JP01', now: () => morning, choose });
    await expect.poll(async () => (await standing('JP01'))?.failure, poll).toBe('SYSTEM_UNAVAILABLE');
    await expect.poll(() => begun('JP01'), poll).toHaveLength(1);
    await expect.poll(async () => (await standing('JP01'))?.failure, poll).toBeNull();
    await patient.close();
  });

  test('leaves a project alone as long as its release, or the bill of one of its drafts, is an open exception', async () => {
    const names = ['refused', 'billed', 'told', 'mended', 'free'];
    const [refused = '', billed = '', told = '', mended = ''] = names.map((name) => `project-${name}`);
    const draftOf = async (projectId: string): Promise<string> => {
      const id = `draft-of-${projectId}`;
      const facts = { projectId, contractId: null, customerId: 'C1', legalEntity: 'IT01', currency: 'EUR' };
      const rest = { period: 'Nov 2026', batch: 'T', serial: 1, document: {}, releasedBy: 'somebody' };
      await insertDraft(store.db, { id, key: id, ...facts, ...rest, net: { amount: '1.00', currency: 'EUR' } });
      return id;
    };
    const stopped = async (process: string, kind: string, id: string): Promise<void> => {
      const facts = { process, input: { id }, idempotencyKey: `${process}-${id}`, scope: 'test', initiator: 's' };
      const { runId } = await runs.begin({ ...facts, correlationId: 'schedule-test', priority: 'billing' });
      await sql`insert into run_exception (run_id, generation, kind, step, code, message, process, subject)
        values (${runId}, 1, 'COMPENSATED', 'rules', 'X', 'x', ${process}, ${JSON.stringify({ kind, id, label: null })}::jsonb)`.execute(
        store.db,
      );
    };
    await stopped('releaseWorkToInvoice', 'PROJECT', refused);
    await stopped('billReleasedWork', 'BILLING_DRAFT', await draftOf(billed));
    // Its work is billed, and so released by nobody again.
    await stopped('tellPsaOfBill', 'BILLING_DRAFT', await draftOf(told));
    await stopped('billReleasedWork', 'BILLING_DRAFT', await draftOf(mended));
    await sql`update run_exception set closed_at = now() where subject->>'id' = ${`draft-of-${mended}`}`.execute(
      store.db,
    );
    const among = names.map((name) => `project-${name}`);
    const left = await stoppedProjects(store.db, 'releaseWorkToInvoice', among);
    expect([...left].sort()).toEqual([billed, refused]);
    expect([...(await stoppedProjects(store.db, 'releaseWorkToInvoice', ['another']))]).toEqual([]);
  });
});

describe.runIf(binariesHere)('a project whose work waits', { timeout: 60_000 }, () => {
  const psa = { system: 'PSA', instance: 'psa', kind: 'PROJECT', id: '41' } as const;
  const project = 'P-waits';
  const refOf = (id: string) => ({ system: 'PSA', instance: 'psa', kind: 'TIME_ENTRY', id }) as const;
  const sourceOf = (id: string) => mintId(refOf(id));

  /** What the schedule takes when the PSA has this work, by its version. */
  function chosen(
    work: Readonly<Record<string, string>>,
    { id = project, on = '2026-11-03' } = {},
  ): Promise<readonly string[]> {
    const told = { id, billingModel: 'TIME_AND_MATERIALS', legalEntity: { code: 'DE01' }, contract: null };
    const found = Object.entries(work).map(([own, version]) => ({
      ...{ kind: 'TIME', ref: refOf(own), project: psa, on, version },
    }));
    const systems = {
      billing: { projects: () => Promise.resolve([told]) },
      psa: { billingWork: () => Promise.resolve(found) },
    } as unknown as ChoosingParts['systems'];
    const recordsOf = () => Promise.resolve([[psa]]);
    const parts = { db: store.db, systems, recordsOf, isDue: () => Promise.resolve(false) };
    return projectsToTake(parts, { legalEntity: 'DE01', takes: 'TIME', through: '2026-11-20' });
  }

  /** As a release leaves it; `held` is work of 100 that a cap keeps, or a person. */
  async function waits(id: string, held: { readonly heldByPerson: string | null } | null): Promise<void> {
    const source = sourceOf(id);
    const { runId } = await runs.begin({
      ...{ process: 'releaseWorkToInvoice', input: {}, idempotencyKey: `waits-${id}`, scope: 'test', initiator: 's' },
      ...{ correlationId: 'schedule-test', priority: 'billing' },
    });
    const all = money('100', currencyCode('EUR'));
    const kept = changeWork(newWork(source, 1, all), { kind: 'HOLD', amount: all });
    if (kept.kind === 'REFUSED') throw new Error(kept.message);
    const item = { source, version: 1, projectId: project, capScope: project, workedOn: '2026-11-03', content: 'v1' };
    const state = JSON.parse(JSON.stringify(kept.item)) as Json;
    if (held !== null)
      await saveItems(store.db, [{ ...item, facts: held, state, used: { amount: '0', currency: 'EUR' } }]);
    const code = held === null ? 'NO_RATE' : held.heldByPerson === null ? 'OVER_CAP' : 'HELD_BY_PERSON';
    const hold = { source, projectId: project, code, owner: 'FINANCE', hold: { code }, currency: 'EUR', runId };
    const said = { ...hold, amount: null, workedOn: '2026-11-03', kind: 'TIME', content: 'v1' } as const;
    await saveHolds(store.db, { projectIds: [project], kinds: ['TIME'] }, [said]);
  }

  test('to be told that its opening position knows nothing of it is taken, and no other work of before go-live (rule 31)', async () => {
    const nothing = { amount: '0.00', currency: 'EUR' };
    const position = {
      ...{ project: 'P-late', on: '2026-10-31', billed: nothing, workInProgress: nothing, openReceivable: nothing },
      ...{ unappliedCredits: nothing, capsConsumed: {}, billedSources: [], unbilledSources: [] },
      seenSources: [sourceOf('seen')],
    };
    const { runId } = await runs.begin({
      ...{ process: 'openPosition', input: {}, idempotencyKey: 'late-position', scope: 'test', initiator: 's' },
      ...{ correlationId: 'schedule-test', priority: 'billing' },
    });
    const totals = { erpReceivable: nothing, erpBilled: nothing, psaWorkInProgress: nothing };
    const kept = { projectId: 'P-late', on: '2026-10-31', currency: 'EUR', explanations: {}, approvalId: 'x', runId };
    await savePosition(store.db, { ...kept, position, totals });
    const before = { id: 'P-late', on: '2026-10-30' };
    expect(await chosen({ seen: 'v1' }, before)).toEqual([]);
    expect(await chosen({ seen: 'v1', late: 'v1' }, before)).toEqual(['P-late']);
  });

  const hoursLater = () => sql`update work_hold set looked_at = looked_at - interval '7 hours'`.execute(store.db);

  test.each([
    ['for a price', 'W1', null],
    ['for a cap to be raised', 'W2', { heldByPerson: null }],
  ])('%s is taken again hours later, and not in every window', async (_for, id, held) => {
    await waits(id, held);
    expect(await chosen({ [id]: 'v1' })).toEqual([]);
    await hoursLater();
    expect(await chosen({ [id]: 'v1' })).toEqual([project]);
  });

  test('is taken at once when the work changed, or other work came', async () => {
    await waits('W3', null);
    expect(await chosen({ W3: 'v2' })).toEqual([project]);
    expect(await chosen({ W3: 'v1', W4: 'v1' })).toEqual([project]);
  });

  test('for a person is left to that person', async () => {
    await waits('W5', { heldByPerson: 'see run R' });
    await hoursLater();
    expect(await chosen({ W5: 'v1' })).toEqual([]);
  });
});
