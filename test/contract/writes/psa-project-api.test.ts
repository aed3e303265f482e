// Projects of the PSA's system API where a key, a clock or a person decides: one input per key, one project whoever asks, what lands
// late, and what somebody has booked on.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RecordRef, SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import type { RunningSubgraph } from '../../../subgraphs/runtime/serve.ts';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { person, type Rig, startKantata, write } from '../kantata-rig.ts';
import { breakdownFor, madeProject, projectFor, psaRef, teamFor } from './psa-project-facts.ts';
import { serveSystemApi, workerAt } from './system-api.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
/** Longer than anything lands late here. */
const settleMs = 2_000;

let store: Store;
let rig: Rig;
let api: RunningSubgraph;
let worker: ReturnType<typeof workerAt>;
let count = 0;
let key = '';

beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
  rig = await startKantata({ isWritten: true, retry, settings: { timeoutMs: 2_000, settleMs } });
  api = await serveSystemApi(rig.port, store);
  worker = workerAt(api.url);
});
beforeEach(() => {
  count += 1;
  key = `project-${String(count).padStart(4, '0')}-api`;
});
afterAll(async () => {
  await worker.client.close();
  await api.close();
  await rig.close();
  await store.close();
  removeHomes();
});

const call = (fence: number, inputHash = 'input'): WriteCall => ({ key, fence, inputHash });
const words = (outcome: SystemOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.code}` : outcome.kind;
const titled = (title: string): number => rig.now('workspaces').filter((row) => row.title === title).length;

describe('one business key', () => {
  test('makes one project for twenty who come at once', async () => {
    const project = projectFor(rig, `At once ${key}`);
    const calls = Array.from({ length: 20 }, (_, index) => worker.systems.psa.createProject(call(index + 1), project));
    const outcomes = await Promise.all(calls);
    expect(new Set(outcomes.flatMap((one) => (one.kind === 'APPLIED' ? [one.ref.id] : []))).size).toBe(1);
    expect(titled(project.title)).toBe(1);
    // Planted: past the ledger the same key makes another one, and the look-up says so.
    const { customer, currency, ...rest } = project;
    const code = currency as Parameters<typeof rig.port.projectWrites.createProject>[1]['currency'];
    await rig.port.projectWrites.createProject(person(), { ...rest, key, customer, currency: code });
    expect(await rig.port.projectWrites.projectsByKey(person(), key)).toHaveLength(2);
  });

  test('is refused with another input, for each write that makes something', async () => {
    const { psa } = worker.systems;
    const project = await madeProject(rig, key);
    const plan = breakdownFor(project);
    const team = teamFor(project);
    await psa.createProject(call(1), projectFor(rig, `Input ${key}`));
    await psa.addWorkBreakdown(call(2), plan);
    await psa.addTeamDemand(call(3), team);
    const before = rig.now('stories').length;
    const again = [
      await psa.createProject(call(4, 'other'), projectFor(rig, `Another ${key}`)),
      await psa.addWorkBreakdown(call(5, 'other'), { ...plan, items: plan.items.slice(0, 1) }),
      await psa.addTeamDemand(call(6, 'other'), { ...team, items: team.items.slice(0, 1) }),
    ];
    expect(again.map(words)).toEqual(Array<string>(3).fill('REFUSED KEY_REUSED'));
    expect([titled(`Another ${key}`), rig.now('stories').length - before]).toEqual([0, 0]);
  });

  test('serves a standing and the one it is set back to', async () => {
    const { psa } = worker.systems;
    const project = await madeProject(rig, key);
    expect(words(await psa.setProjectStatus(call(1), { project, standing: 'ACTIVE' }))).toBe('APPLIED');
    expect(words(await psa.setProjectStatus(call(2), { project, standing: 'ON_HOLD' }))).toBe('APPLIED');
    expect(await psa.findProjectStatus(call(3), { project, standing: 'ON_HOLD' })).toEqual([project]);
    expect(words(await psa.setProjectStatus(call(4), { project, standing: 'ARCHIVED' }))).toBe('APPLIED');
    expect(await psa.projectNow(project)).toMatchObject({ isArchived: true, status: 'ON_HOLD', budget: '120000.55' });
  });
});

describe('a call that lands after everybody stopped waiting', () => {
  test('is waited for by the look-up: the project is there once, and nobody makes another', async () => {
    const { psa } = worker.systems;
    const project = projectFor(rig, `Late ${key}`);
    rig.served.faults.plant({ kind: 'lateCommit', ms: 1_200, match: '^POST .*/workspaces', count: 1 });
    expect(words(await psa.createProject(call(1), project))).toBe('IN_DOUBT');
    // Sent again unseen it is still in doubt, and nothing is sent.
    expect(words(await psa.createProject(call(2), project))).toBe('IN_DOUBT');
    const found = await psa.findProject(call(3));
    expect(found).toHaveLength(1);
    expect(await psa.createProject(call(4), project)).toMatchObject({ kind: 'APPLIED', isNew: false, ref: found[0] });
    expect(titled(project.title)).toBe(1);
  });

  test('is one piece of a plan: when all of it is asked for again, only what is missing is made', async () => {
    const { psa } = worker.systems;
    const plan = breakdownFor(await madeProject(rig, key));
    const inProject = (): number => rig.now('stories').filter((row) => row.workspace_id === plan.project.id).length;
    const before = inProject();
    rig.served.faults.plant({ kind: 'lateCommit', ms: 1_200, match: '^POST .*/stories', count: 1 });
    expect(words(await psa.addWorkBreakdown(call(1), plan))).toBe('IN_DOUBT');
    const late = (): boolean | undefined =>
      rig.served.requests.list({}).find(({ faults, path }) => faults.includes('lateCommit') && /stories/.test(path))
        ?.write?.committed;
    // Waits for what may still land; one level of tasks did, what is under it and what is billed did not.
    expect(await psa.findWorkBreakdown(call(2), plan)).toEqual([]);
    expect(words(await psa.addWorkBreakdown(call(3), plan))).toBe('APPLIED');
    expect(await psa.findWorkBreakdown(call(4), plan)).toEqual([plan.project]);
    await expect.poll(late, { timeout: 20_000 }).toBe(true);
    expect(inProject() - before).toBe(3);
  });

  test('is found missing when it never lands, and is then made once', async () => {
    const { psa } = worker.systems;
    const plan = breakdownFor(await madeProject(rig, key));
    rig.served.faults.plant({ kind: 'reset', match: '^POST .*/stories', count: 1 });
    expect(words(await psa.addWorkBreakdown(call(1), plan))).toBe('IN_DOUBT');
    expect(await psa.findWorkBreakdown(call(2), plan)).toEqual([]);
    expect(words(await psa.addWorkBreakdown(call(3), plan))).toBe('APPLIED');
    expect(await psa.findWorkBreakdown(call(4), plan)).toEqual([plan.project]);
    const items = await psa.workBreakdownNow(key, plan);
    expect(items.map(({ records }) => records.map(({ kind }) => kind))).toEqual([
      ...[['TASK'], ['TASK'], ['TASK']],
      ...[['MILESTONE'], ['MILESTONE']],
    ]);
  });
});

describe('what somebody has booked on', () => {
  async function book(project: RecordRef): Promise<void> {
    const user_id = rig.now('users')[0]?.id;
    const time_entry = { workspace_id: project.id, user_id, date_performed: '2026-11-19', time_in_minutes: 60 };
    await write(rig, 'POST', 'time_entries.json', { time_entry });
  }

  test('is not removed, nor is its plan; it can be cancelled and archived', async () => {
    const { psa } = worker.systems;
    const project = await madeProject(rig, key);
    const plan = breakdownFor(project);
    await psa.addWorkBreakdown(call(1), plan);
    await book(project);
    const removed = await psa.removeProject(call(2), project);
    expect(removed).toMatchObject({ reason: 'REFUSED', failure: { code: 'SYSTEM_REFUSED', fields: ['timeEntries'] } });
    const planless = await psa.removeWorkBreakdown(call(3), project);
    expect(planless).toMatchObject({ reason: 'REFUSED', failure: { fields: ['timeEntries'] } });
    expect(await psa.findWorkBreakdown(call(4), plan)).toEqual([project]);
    for (const standing of ['CANCELLED', 'ARCHIVED'] as const) {
      expect(words(await psa.setProjectStatus(call(5), { project, standing }))).toBe('APPLIED');
    }
    expect(await psa.projectNow(project)).toMatchObject({ status: 'CANCELLED', isArchived: true, timeEntries: 1 });
  });

  test('between our look and our deletion is kept, whichever comes first', async () => {
    const { psa } = worker.systems;
    const project = await madeProject(rig, key);
    rig.served.faults.plant({ kind: 'lateReply', ms: 500, match: '^GET .*/time_entries', count: 1 });
    const removing = psa.removeProject(call(1), project);
    await pause(200);
    await book(project);
    expect(await removing).toMatchObject({ reason: 'REFUSED', failure: { fields: [expect.stringMatching(/^time/)] } });
    expect(rig.now('workspaces').some((row) => row.id === project.id)).toBe(true);
  });
});

describe('what is refused says which field', () => {
  test.each([
    ['template', { template: 'NO-SUCH' }],
    ['budget', { budget: '1.005' }],
    ['customer', { customer: { system: 'PSA', instance: 'elsewhere', kind: 'CUSTOMER', id: '1' } as const }],
    ['billingModel', { billingModel: 'UNKNOWN' as const }],
    ['primary_workspace_group_id', { customer: psaRef('CUSTOMER', '987654321') }],
    ['due_date', { endOn: '2026-01-01' }],
    ['title', { title: '' }],
  ])('%s', async (field, change) => {
    const outcome = await worker.systems.psa.createProject(call(1), { ...projectFor(rig, `No ${key}`), ...change });
    expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: { fields: [field] } });
    expect(titled(`No ${key}`)).toBe(0);
  });
});

test('the facts of a conversion name two templates for each service line, and whether the client stands', async () => {
  const { psa } = worker.systems;
  const { customer } = projectFor(rig, key);
  const facts = await psa.conversionFacts(customer);
  expect(facts.customer?.ref).toEqual(customer);
  expect(facts.serviceLines).toEqual(['Advisory', 'Implementation', 'Managed Services', 'Training']);
  for (const line of facts.serviceLines) {
    expect(facts.templates.filter(({ serviceLine }) => serviceLine === line).length).toBeGreaterThanOrEqual(2);
  }
  const templates = rig.now('project_templates');
  expect(facts.templates).toHaveLength(templates.length - 1);
  expect(facts.rateCards).toHaveLength(rig.now('rate_cards').length);
  expect(facts.currencies).toEqual(['CHF', 'EUR', 'GBP', 'JPY', 'KWD', 'USD']);
  expect(facts.templates.find(({ key: one }) => one === 'IMP-MILESTONE')).toMatchObject({
    ...{ billingModel: 'MILESTONE', durationDays: 168 },
    roles: [
      { role: 'Engagement Manager', estimatedMinutes: 19_200 },
      { role: 'Solution Architect', estimatedMinutes: 28_800 },
      { role: 'Software Engineer', estimatedMinutes: 86_400 },
    ],
  });
  expect((await psa.conversionFacts(psaRef('CUSTOMER', '987654321'))).customer).toBeNull();
  expect(await psa.projectNow(psaRef('PROJECT', '987654321'))).toBeNull();
});
