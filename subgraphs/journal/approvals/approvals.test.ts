// Approvals on a real Postgres: a run rests until somebody else has agreed, whoever tries in between; what is decided is done once.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import type { SagaWorld } from '../../process/saga/execution.ts';
import { carefulPolicy } from '../../process/saga/policy.ts';
import { execute } from '../../process/saga/saga.ts';
import type { Process } from '../../process/saga/saga.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { verifyAudit } from '../audit.ts';
import { erasePerson } from '../erasure.ts';
import { subjectNote } from '../exceptions.ts';
import { Operators } from '../operate.ts';
import { PgRunJournal } from '../pg-run-journal.ts';
import type { Json, RunState } from '../run-journal.ts';
import { Runs } from '../runs.ts';
import type { Asker } from './delegations.ts';
import { approvalDesk } from './desk.ts';
import type { ApprovalDesk } from './desk.ts';
import type { ApprovalRule } from './rule.ts';
import type { Viewer } from './views.ts';

const key = Buffer.from('a key for tests that is long enough');
const dayMs = 86_400_000;
let store: Store;
let runs: Runs;
let desk: ApprovalDesk;
let operators: Operators;
let world: SagaWorld;
/** Business time, set by the tests. */
let nowMs = Date.UTC(2026, 10, 21);
const rule: { current: ApprovalRule | null } = { current: null };
const two: ApprovalRule = { roles: ['billing-approver'], approvers: 2, expiresInMs: 5 * dayMs };
const one: ApprovalRule = { ...two, approvers: 1 };

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
  const policy = { ruleOf: () => rule.current, nowMs: () => nowMs };
  desk = approvalDesk(store.db, key, policy);
  operators = new Operators(store.db, key, policy);
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const journal = new PgRunJournal(store.db, key);
  world = {
    journal,
    nowMs: () => Date.now(),
    sleep,
    random: () => 0.5,
    // A run that is taken over in the middle of a call looks it up at once.
    policyOf: () => ({ ...carefulPolicy, settleMs: 1 }),
    approvals: policy,
  };
});
afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const written: string[] = [];

/** One write before the gate and one after it. */
function gated(onRejection: 'TAKE_BACK' | 'STOP'): Process<Json, string> {
  const step = (runId: string, name: string) => ({
    ...{ name, system: 'memory', operation: 'create' as const, key: `${runId}-${name}`, input: name },
    find: () => Promise.resolve(written.includes(`${runId}-${name}`) ? [name] : []),
    act: () =>
      Promise.resolve(written.push(`${runId}-${name}`)).then(() => ({
        kind: 'APPLIED' as const,
        ref: name,
        isNew: true,
      })),
    undo: () => Promise.resolve({ kind: 'APPLIED' as const, ref: name, isNew: false }),
  });
  return {
    name: 'gated',
    run: async (saga) => {
      // What a run says of itself is noted where it is known first, also in the middle of an answer that later executions do not ask for.
      await saga.once('decision', async () => {
        await saga.once(subjectNote, () => ({ kind: 'OPPORTUNITY', id: 'deal', label: null }));
        return 'decided';
      });
      await saga.step(step(saga.runId, 'before'));
      const amount = money('1250.00', currencyCode('EUR'));
      const asked = {
        action: 'conversion.at-risk',
        legalEntity: 'DE01',
        amount,
        explanation: 'It starts',
        evidence: { deal: 7 },
      };
      await saga.approve('gate', { ...asked, reason: 'the customer waits', onRejection });
      await saga.step(step(saga.runId, 'after'));
      return 'done';
    },
  };
}

async function begin(initiator = 'maker@demo', onRejection: 'TAKE_BACK' | 'STOP' = 'TAKE_BACK') {
  const { runId } = await runs.begin({
    ...{ process: 'gated', input: null, idempotencyKey: randomUUID(), scope: 'test', initiator },
    ...{ correlationId: 'c', priority: 'billing' as const },
  });
  const journal = new PgRunJournal(store.db, key);
  /** As any worker does it, this or that. */
  const go = async (): Promise<RunState> =>
    execute(gated(onRejection), await journal.claim(runId, randomUUID()), { ...world, journal });
  const state = await go();
  return { runId, go, approval: state.kind === 'WAITING_APPROVAL' ? state.approval : '' };
}

function asker(subject: string, changes: Partial<Asker> = {}): Asker {
  const request = { scope: subject, key: randomUUID(), input: null };
  return { subject, role: 'billing-approver', legalEntities: null, reason: 'it is right', request, nowMs, ...changes };
}
const approve = async (id: string, subject: string, changes: Partial<Asker> = {}) =>
  (await desk.approvals.decide(id, 'APPROVED', asker(subject, changes))).kind;
const writes = (runId: string): string[] => written.filter((each) => each.startsWith(runId));
const stateOf = async (runId: string) => (await runs.read(runId))?.state.kind;

async function toDecide(subject: string, changes: Partial<Viewer> = {}): Promise<readonly string[]> {
  const { rows } = await sql<{
    pseudonym: string;
  }>`select pseudonym from person where data->>'subject' = ${subject}`.execute(store.db);
  const viewer = {
    pseudonym: rows[0]?.pseudonym ?? null,
    role: 'billing-approver',
    legalEntities: null,
    nowMs,
    ...changes,
  };
  const any = { ids: null, states: null, actions: null, legalEntity: null, runId: null };
  const { items } = await desk.approvalViews.page({ first: 50, after: null }, { ...any, view: 'TO_DECIDE' }, viewer);
  const authorities = await desk.approvalViews.authorities(items, viewer);
  expect(authorities.every(({ kind }) => kind === 'MAY')).toBe(true);
  return items.map(({ id }) => id);
}

test.runIf(binariesHere)(
  'a run waits for two people other than its maker, three days and any number of takers, and goes on once',
  async () => {
    rule.current = two;
    const { runId, go, approval } = await begin();
    expect(await stateOf(runId)).toBe('WAITING_APPROVAL');
    nowMs += 3 * dayMs;
    expect((await go()).kind).toBe('WAITING_APPROVAL');
    expect(await desk.approvals.expire(nowMs)).toEqual([]);
    expect(await approve(approval, 'maker@demo')).toBe('OWN_REQUEST');
    expect(await toDecide('maker@demo')).not.toContain(approval);
    expect(await approve(approval, 'ann@demo')).toBe('DONE');
    expect(await approve(approval, 'ann@demo')).toBe('ALREADY_DECIDED');
    expect((await go()).kind).toBe('WAITING_APPROVAL');
    expect(await toDecide('bob@demo')).toContain(approval);
    const last = asker('bob@demo');
    const decided = await desk.approvals.decide(approval, 'APPROVED', last);
    expect(decided).toMatchObject({ kind: 'DONE', runs: [{ id: runId, execution: 2 }] });
    expect(await desk.approvals.decide(approval, 'APPROVED', last)).toMatchObject({ kind: 'REPEATED' });
    expect(await approve(approval, 'cleo@demo')).toBe('NOT_PENDING');
    // What it had waited for has happened: it reads everything anew.
    expect(await runs.wasSentOn(runId)).toBe(true);
    // Two workers have it at once: one of them is fenced or finds it applied.
    const ends = await Promise.allSettled([go(), go()]);
    expect(ends.some((end) => end.status === 'fulfilled' && end.value.kind === 'DONE')).toBe(true);
    expect((await go()).kind).toBe('DONE');
    expect(writes(runId)).toEqual([`${runId}-before`, `${runId}-after`]);
    const actions = await sql<{
      action: string;
      n: number;
    }>`select entry->>'action' as action, count(*)::int as n from audit_entry
    where entry->>'runId' = ${runId} and entry->>'action' like 'approval.%' group by 1 order by 1`.execute(store.db);
    expect(actions.rows).toEqual([
      { action: 'approval.applied', n: 1 },
      { action: 'approval.given', n: 2 },
      { action: 'approval.requested', n: 1 },
    ]);
    const chained = await sql<{ text: string }>`select string_agg(entry::text, ' ') as text from audit_entry`.execute(
      store.db,
    );
    for (const secret of ['maker@demo', 'ann@demo', 'the customer waits', 'it is right'])
      expect(chained.rows[0]?.text).not.toContain(secret);
    expect((await verifyAudit(store.db, key)).kind).toBe('SOUND');
  },
);

test.runIf(binariesHere)(
  'a no takes back, or stops as the process says; a replay asks anew and its sender may not decide either',
  async () => {
    rule.current = one;
    const back = await begin();
    expect((await desk.approvals.decide(back.approval, 'REJECTED', asker('ann@demo'))).kind).toBe('DONE');
    expect(await back.go()).toMatchObject({ kind: 'COMPENSATED', failure: { code: 'APPROVAL_REJECTED' } });
    const stops = await begin('maker@demo', 'STOP');
    await desk.approvals.decide(stops.approval, 'REJECTED', asker('ann@demo'));
    expect(await stops.go()).toMatchObject({
      kind: 'STUCK',
      direction: 'ACTING',
      failure: { code: 'APPROVAL_REJECTED' },
    });
    // In place, so no policy holds the replay back; what it writes is asked for anew.
    rule.current = null;
    expect((await operators.replay(stops.runId, { operator: 'ann@demo', reason: 'again' })).kind).toBe('DONE');
    rule.current = one;
    const again = await stops.go();
    expect(again.kind).toBe('WAITING_APPROVAL');
    const anew = again.kind === 'WAITING_APPROVAL' ? again.approval : '';
    expect(anew).not.toBe(stops.approval);
    for (const sender of ['maker@demo', 'ann@demo']) expect(await approve(anew, sender)).toBe('OWN_REQUEST');
    expect(await approve(anew, 'bob@demo')).toBe('DONE');
    expect(await stops.go()).toEqual({ kind: 'DONE', result: 'done' });
  },
);

test.runIf(binariesHere)('what nobody decides in time wakes the run, which stops for its owner', async () => {
  rule.current = one;
  const { runId, go, approval } = await begin();
  nowMs += 5 * dayMs;
  expect(await approve(approval, 'ann@demo')).toBe('NOT_PENDING');
  expect((await desk.approvals.expire(nowMs)).map(({ id }) => id)).toContain(runId);
  expect(await desk.approvals.expire(nowMs)).toEqual([]);
  expect(await go()).toMatchObject({ kind: 'STUCK', failure: { code: 'APPROVAL_EXPIRED' } });
  const open = await sql<{
    code: string;
    owner_role: string;
  }>`select code, owner_role from run_exception where run_id = ${runId}`.execute(store.db);
  expect(open.rows).toEqual([{ code: 'APPROVAL_EXPIRED', owner_role: 'finance-controller' }]);
});

test.runIf(binariesHere)('many are decided with the count that was shown, without one’s own', async () => {
  rule.current = one;
  const own = await begin('ann@demo');
  const others = [await begin(), await begin()];
  const filter = { ids: null, actions: ['conversion.at-risk'], legalEntity: 'DE01' };
  const shown = await toDecide('ann@demo');
  expect(shown).not.toContain(own.approval);
  const named = { ...filter, ids: [own.approval, ...others.map(({ approval }) => approval)] };
  expect(await desk.approvals.approveMany(named, 3, asker('ann@demo'))).toEqual({
    kind: 'OWN_REQUEST',
    ids: [own.approval],
  });
  expect(await desk.approvals.approveMany(filter, shown.length + 1, asker('ann@demo'))).toMatchObject({
    kind: 'COUNT_DIFFERS',
  });
  expect(await stateOf(own.runId)).toBe('WAITING_APPROVAL');
  expect(await desk.approvals.approveMany(filter, shown.length, asker('ann@demo'))).toMatchObject({
    kind: 'DONE',
    count: shown.length,
  });
  for (const { go } of others) expect((await go()).kind).toBe('DONE');
  expect((await own.go()).kind).toBe('WAITING_APPROVAL');
});

test.runIf(binariesHere)('a deputy decides for a time and within the entities, and not for the maker', async () => {
  rule.current = one;
  const { approval } = await begin();
  const times = { actions: null, startsAtMs: nowMs, endsAtMs: nowMs + dayMs };
  const deputy = { role: 'operator' };
  expect(await approve(approval, 'dan@demo', deputy)).toBe('NOT_APPROVER');
  const gave = async (from: string, to: string) => desk.delegations.give({ delegate: to, ...times }, asker(from));
  expect((await gave('maker@demo', 'dan@demo')).kind).toBe('DONE');
  expect(await approve(approval, 'dan@demo', deputy)).toBe('DELEGATOR_OWN_REQUEST');
  expect((await gave('bob@demo', 'maker@demo')).kind).toBe('DONE');
  expect(await approve(approval, 'maker@demo')).toBe('OWN_REQUEST');
  expect(await gave('bob@demo', 'bob@demo')).toEqual({ kind: 'SELF' });
  const given = await gave('bob@demo', 'dan@demo');
  expect(await toDecide('dan@demo', deputy)).toContain(approval);
  expect(await approve(approval, 'dan@demo', { ...deputy, legalEntities: ['US01'] })).toBe('OUTSIDE_LEGAL_ENTITY');
  if (given.kind === 'DONE') await desk.delegations.revoke(given.id, asker('bob@demo'));
  expect(await approve(approval, 'dan@demo', deputy)).toBe('DELEGATOR_OWN_REQUEST');
  expect((await gave('bob@demo', 'dan@demo')).kind).toBe('DONE');
  expect(await approve(approval, 'dan@demo', deputy)).toBe('DONE');
});

test.runIf(binariesHere)(
  'an act of an operator waits for somebody else, is done once, and in the name of who asked',
  async () => {
    rule.current = one;
    const { runId, go, approval } = await begin();
    await desk.approvals.decide(approval, 'REJECTED', asker('ann@demo'));
    await go();
    const by = { operator: 'olga@demo', reason: 'the deal was mended' };
    // In bulk it is asked for as well, and not sent on.
    expect(await operators.retryAll({ runId }, 1, by)).toMatchObject({ kind: 'DONE', runs: [], waiting: 1 });
    const asked = await operators.replay(runId, by);
    expect(asked).toMatchObject({ kind: 'WAITING_APPROVAL' });
    expect(await operators.replay(runId, { ...by, operator: 'other@demo' })).toEqual(asked);
    expect(await stateOf(runId)).toBe('COMPENSATED');
    const held = asked.kind === 'WAITING_APPROVAL' ? asked.approval : '';
    for (const maker of ['olga@demo', 'maker@demo']) expect(await approve(held, maker)).toBe('OWN_REQUEST');
    expect(await desk.approvals.decide(held, 'APPROVED', asker('bob@demo'))).toMatchObject({
      kind: 'DONE',
      runs: [{ id: runId, generation: 2 }],
    });
    expect(await go()).toMatchObject({ kind: 'WAITING_APPROVAL' });
    // What was asked for in bulk is overtaken: agreed to, and nothing is left to do.
    const bulk = await sql<{ id: string }>`select id from approval
      where run_id = ${runId} and act is not null and state = 'PENDING'`.execute(store.db);
    expect(bulk.rows).toHaveLength(1);
    expect(await desk.approvals.decide(bulk.rows[0]?.id ?? '', 'APPROVED', asker('bob@demo'))).toEqual({
      kind: 'DONE',
      runs: [],
    });
    expect((await runs.read(runId))?.generation).toBe(2);
    const exception = await sql<{
      id: string;
    }>`select id from run_exception where closed_at is null and code = 'APPROVAL_EXPIRED'`.execute(store.db);
    await sql`update run_exception set at_risk = 500, at_risk_currency = 'EUR' where id = ${exception.rows[0]?.id ?? ''}::uuid`.execute(
      store.db,
    );
    const waived = await operators.waive(exception.rows[0]?.id ?? '', by);
    const waiver = waived.kind === 'WAITING_APPROVAL' ? waived.approval : '';
    expect((await erasePerson(store.db, key, { subject: 'olga@demo', operator: 'ann@demo' })).kind).toBe('UNFINISHED');
    const racing = await Promise.allSettled([approve(waiver, 'bob@demo'), approve(waiver, 'cleo@demo')]);
    const kinds = racing.map((each) => (each.status === 'fulfilled' ? each.value : 'threw'));
    expect(kinds.toSorted()).toEqual(['DONE', 'NOT_PENDING']);
    const [record] = await desk.approvalViews.byId([waiver], {
      pseudonym: null,
      role: 'auditor',
      legalEntities: null,
      nowMs,
    });
    expect(record).toMatchObject({
      state: 'APPROVED',
      outcome: 'DONE',
      requester: 'olga@demo',
      reason: 'the deal was mended',
      amount: { amount: '500.00', currency: 'EUR' },
    });
    expect((await verifyAudit(store.db, key)).kind).toBe('SOUND');
  },
);

test.runIf(binariesHere)('an approval of other facts is not one of these: it is asked for anew', async () => {
  rule.current = one;
  const { runId, go, approval } = await begin();
  await sql`update approval set evidence_digest = 'of other facts' where id = ${approval}::uuid`.execute(store.db);
  expect(await approve(approval, 'ann@demo')).toBe('DONE');
  const state = await go();
  expect(state.kind).toBe('WAITING_APPROVAL');
  expect(writes(runId)).toEqual([`${runId}-before`]);
});
