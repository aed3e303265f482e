// Maker and checker through the gateway with real tokens: whoever had a hand in it is refused on every path there is; others decide once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { makeProspects, type Prospect } from '../chaos/prospects.ts';
import { openHouse, type TestHouse } from '../house/house.ts';

let house: TestHouse;
let prospect: Prospect;
let other: Prospect;
let keys = 0;

beforeAll(async () => {
  const roles = ['billing-approver', 'finance-controller', 'account-manager'] as const;
  house = await openHouse({
    worker: true,
    approvals: {
      rules: [
        { action: 'customer.activate', roles: [...roles] },
        { action: 'run.*', roles: ['operator', 'billing-approver'] },
      ],
    },
    plant: async (sandbox) => {
      const [first, second] = await makeProspects(sandbox, 2);
      if (first === undefined || second === undefined) throw new Error('no prospects were made');
      [prospect, other] = [first, second];
    },
  });
}, 60_000);
afterAll(() => house.close());

interface Who {
  readonly person: string;
  readonly role: Role;
  readonly legalEntities?: readonly string[];
}
const amy: Who = { person: 'amy', role: 'account-manager' };
const carl: Who = { person: 'carl', role: 'billing-approver' };
const olga: Who = { person: 'olga', role: 'operator' };
const tokens = new Map<string, Promise<string>>();

async function issue(who: Who): Promise<string> {
  const reply = await fetch(`${house.sandbox.urls.identity}/token`, { method: 'POST', body: JSON.stringify(who) });
  return ((await reply.json()) as { token: string }).token;
}

async function raw(who: Who, query: string, variables: object = {}) {
  const named = JSON.stringify(who);
  const token = tokens.get(named) ?? issue(who);
  tokens.set(named, token);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token}` };
  const reply = await fetch(house.graphUrl, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await reply.json()) as { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };
}

async function ask<T>(who: Who, query: string, variables: object = {}): Promise<T> {
  const { data, errors = [] } = await raw(who, query, variables);
  expect(errors).toEqual([]);
  return data as T;
}

interface Payload {
  readonly userErrors: readonly { readonly code: string }[];
  readonly approval?: { readonly id: string; readonly state: string } | null;
  readonly run?: { readonly id: string } | null;
  readonly isRepeated?: boolean;
}

/** A mutation by its name; its errors' codes, or OK, or the code of a refusal as a whole. */
async function act(who: Who, name: string, type: string, input: object): Promise<string> {
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
  const said = { idempotencyKey: `approvals-${(keys += 1)}`, reason: 'it is right', ...input };
  const { data, errors = [] } = await raw(who, mutation, { input: said });
  if (errors.length > 0) return errors.map(({ extensions }) => extensions?.code ?? '?').join();
  const payload = (data as Record<string, Payload>)[name];
  return payload?.userErrors.map(({ code }) => code).join() === ''
    ? 'OK'
    : (payload?.userErrors.map(({ code }) => code).join() ?? '?');
}
const approve = (who: Who, approvalId: string) => act(who, 'approve', 'DecideApprovalInput', { approvalId });
const reject = (who: Who, approvalId: string) => act(who, 'reject', 'DecideApprovalInput', { approvalId });
const many = (who: Who, filter: object) => act(who, 'approveMany', 'ApproveManyInput', { filter, expectedCount: 1 });
const inDays = (days: number): string => new Date(Date.UTC(2026, 10, 20, 9) + days * 86_400_000).toISOString();
const delegate = (who: Who, to: string) =>
  act(who, 'delegateApprovals', 'DelegateApprovalsInput', { delegate: `${to}@demo`, endsAt: inDays(7) });

async function pendingOf(runId: string): Promise<string> {
  const { run } = await ask<{ run: { state: string; approvals: { id: string; state: string }[] } }>(
    olga,
    'query ($id: ID!) { run(id: $id) { state approvals { id state } } }',
    { id: runId },
  );
  return run.approvals.find(({ state }) => state === 'PENDING')?.id ?? '';
}

const reaches = (runId: string, state: string) =>
  expect
    .poll(
      async () =>
        (await ask<{ run: { state: string } }>(olga, 'query ($id: ID!) { run(id: $id) { state } }', { id: runId })).run
          .state,
      { timeout: 60_000, interval: 50 },
    )
    .toBe(state);

/** A run of whoever asks that waits for somebody else; its id. */
async function onboardedBy(who: Who, { id }: Prospect): Promise<string> {
  const entity = mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: '2' });
  const input = {
    ...{ idempotencyKey: `approvals-run-${(keys += 1)}`, customerId: id },
    ...{ legalEntityIds: [entity], currency: 'USD' },
  };
  const begun = await ask<{ onboardCustomer: { run: { id: string } } }>(
    who,
    'mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { id } } }',
    { input },
  );
  await reaches(begun.onboardCustomer.run.id, 'WAITING_APPROVAL');
  return begun.onboardCustomer.run.id;
}

describe('maker and checker', { timeout: 180_000 }, () => {
  let runId = '';
  let first = '';

  test('a run rests until somebody else agrees; who may, sees what, and who asked is never among them', async () => {
    runId = await onboardedBy(amy, prospect);
    first = await pendingOf(runId);
    const detail = `query ($id: ID!) { approval(id: $id) {
      action explanation evidence requester isMine mayDecide mayNotBecause roles approversNeeded run { id } decisions { verdict } } }`;
    const seen = async (who: Who) => (await ask<{ approval: object | null }>(who, detail, { id: first })).approval;
    expect(await seen(carl)).toMatchObject({
      requester: 'amy@demo',
      isMine: false,
      mayDecide: true,
      run: { id: runId },
    });
    expect(await seen(amy)).toMatchObject({ isMine: true, mayDecide: false, mayNotBecause: 'OWN_REQUEST' });
    // What is agreed to may be a tax id, which sales do not see.
    expect(await seen(amy)).toMatchObject({ evidence: null });
    // A project manager may know that it waits, and not what is at stake.
    expect(await seen({ person: 'pam', role: 'project-manager' })).toMatchObject({ evidence: null, explanation: null });
    expect(await seen({ person: 'ada', role: 'auditor' })).toMatchObject({ requester: 'amy@demo', mayDecide: false });
    // What is the firm's is not for those who are limited to some of its entities.
    expect(await seen({ ...carl, legalEntities: ['US01'] })).toBeNull();
    const list = async (who: Who, view: string) =>
      (
        await ask<{ approvals: { edges: { node: { id: string } }[] } }>(
          who,
          `{ approvals(filter: { view: ${view} }) { edges { node { id } } } }`,
        )
      ).approvals.edges.map(({ node }) => node.id);
    expect(await list(carl, 'TO_DECIDE')).toEqual([first]);
    expect(await list(amy, 'TO_DECIDE')).toEqual([]);
    expect(await list(amy, 'MINE')).toEqual([first]);
  });

  test('the requester is refused on every path: API, another role, bulk, delegation either way', async () => {
    const path = async (who: string, said: Promise<string>) => [who, await said] as const;
    expect(await delegate(amy, 'bob')).toBe('OK');
    expect(await delegate(carl, 'amy')).toBe('OK');
    const table = [
      await path('herself', approve(amy, first)),
      await path('herself, saying no', reject(amy, first)),
      await path('in another role', approve({ ...amy, role: 'billing-approver' }, first)),
      await path('in many, by name', many(amy, { ids: [first] })),
      await path(
        'in many, by filter',
        many({ ...amy, role: 'finance-controller' }, { actions: ['customer.activate'] }),
      ),
      await path('by whom she delegated to', approve({ person: 'bob', role: 'operator' }, first)),
      await path('standing in for somebody', approve({ ...amy, role: 'operator' }, first)),
      await path('a preparer', approve({ person: 'pia', role: 'billing-preparer' }, first)),
      await path('an auditor', approve({ person: 'ada', role: 'auditor' }, first)),
      await path('somebody of no such role', approve(olga, first)),
      await path('somebody of another entity', approve({ ...carl, legalEntities: ['US01'] }, first)),
    ];
    expect(table).toEqual([
      ['herself', 'OWN_REQUEST'],
      ['herself, saying no', 'OWN_REQUEST'],
      ['in another role', 'OWN_REQUEST'],
      ['in many, by name', 'OWN_REQUEST'],
      ['in many, by filter', 'COUNT_DIFFERS'],
      ['by whom she delegated to', 'DELEGATOR_OWN_REQUEST'],
      ['standing in for somebody', 'OWN_REQUEST'],
      ['a preparer', 'FORBIDDEN'],
      ['an auditor', 'FORBIDDEN'],
      ['somebody of no such role', 'NOT_APPROVER'],
      ['somebody of another entity', 'OUTSIDE_LEGAL_ENTITY'],
    ]);
    await reaches(runId, 'WAITING_APPROVAL');
  });

  test('a no takes back; the replay needs somebody else, and neither of the two may approve what it asks for', async () => {
    expect(await reject(carl, first)).toBe('OK');
    await reaches(runId, 'COMPENSATED');
    const asked = await ask<{ replayRun: Payload & { run: { state: string } } }>(
      olga,
      'mutation ($input: ReplayRunInput!) { replayRun(input: $input) { run { state } approval { id state } userErrors { code } } }',
      { input: { runId, reason: 'the customer is real', idempotencyKey: 'approvals-replay' } },
    );
    expect(asked.replayRun).toMatchObject({ run: { state: 'COMPENSATED' }, approval: { state: 'PENDING' } });
    const replay = asked.replayRun.approval?.id ?? '';
    expect(await approve(olga, replay)).toBe('OWN_REQUEST');
    expect(await approve({ ...olga, role: 'billing-approver' }, replay)).toBe('OWN_REQUEST');
    expect(await approve({ ...amy, role: 'operator' }, replay)).toBe('OWN_REQUEST');
    expect(await approve(carl, replay)).toBe('OK');
    expect(await approve({ person: 'cleo', role: 'billing-approver' }, replay)).toBe('APPROVAL_NOT_PENDING');
    await reaches(runId, 'WAITING_APPROVAL');
    const second = await pendingOf(runId);
    expect(second).not.toBe(first);
    for (const maker of [amy, olga])
      expect(await approve({ ...maker, role: 'billing-approver' }, second)).toBe('OWN_REQUEST');
    const input = { idempotencyKey: 'approvals-last', approvalId: second, reason: 'checked with the customer' };
    const yes =
      'mutation ($input: DecideApprovalInput!) { approve(input: $input) { approval { state } isRepeated userErrors { code } } }';
    const twice = [
      await ask<{ approve: Payload }>(carl, yes, { input }),
      await ask<{ approve: Payload }>(carl, yes, { input }),
    ];
    expect(twice.map(({ approve: { isRepeated, approval } }) => [isRepeated, approval?.state])).toEqual([
      [false, 'APPROVED'],
      [true, 'APPROVED'],
    ]);
    await reaches(runId, 'DONE');
    const { audit } = await ask<{ audit: { edges: { node: { action: string } }[] } }>(
      { person: 'ada', role: 'auditor' },
      'query ($id: ID!) { audit(first: 100, filter: { runId: $id, action: "approval." }) { edges { node { action } } } }',
      { id: runId },
    );
    const count = (action: string) => audit.edges.filter(({ node }) => node.action === action).length;
    expect([
      count('approval.requested'),
      count('approval.refused'),
      count('approval.given'),
      count('approval.applied'),
    ]).toEqual([3, 1, 2, 2]);
  });

  test('who asked takes it back, and nobody else: its run ends with nothing made and nothing to mend, its act is not done', async () => {
    const withdraw = (who: Who, approvalId: string) =>
      act(who, 'withdrawApproval', 'DecideApprovalInput', { approvalId });
    const id = await onboardedBy(amy, other);
    const waiting = await pendingOf(id);
    expect(await withdraw(carl, waiting)).toBe('NOT_REQUESTER');
    expect(await withdraw(amy, waiting)).toBe('OK');
    await reaches(id, 'COMPENSATED');
    expect([await approve(carl, waiting), await withdraw(amy, waiting)]).toEqual([
      'APPROVAL_NOT_PENDING',
      'APPROVAL_NOT_PENDING',
    ]);
    const shown = await ask<{ approval: object; run: object; processExceptions: object }>(
      olga,
      `query ($id: ID!, $waiting: ID!) { approval(id: $waiting) { state } run(id: $id) { failure { code } steps { name state } }
        processExceptions(first: 1, filter: { runId: $id, statuses: [OPEN, CLOSED] }) { edges { node { id } } } }`,
      { id, waiting },
    );
    expect(shown).toMatchObject({
      approval: { state: 'WITHDRAWN' },
      run: { failure: { code: 'APPROVAL_WITHDRAWN' } },
      processExceptions: { edges: [] },
    });
    const { steps } = shown.run as { steps: readonly { name: string; state: string }[] };
    // The link in the PSA goes with its customer.
    expect(steps.filter(({ name, state }) => state !== 'UNDONE' && name !== 'psa-link')).toEqual([]);
    // An act that waits: replaying what was refused.
    const asked = await ask<{ replayRun: Payload }>(
      olga,
      'mutation ($input: ReplayRunInput!) { replayRun(input: $input) { approval { id } userErrors { code } } }',
      { input: { runId: id, reason: 'once more', idempotencyKey: 'approvals-replay-2' } },
    );
    const replay = asked.replayRun.approval?.id ?? '';
    expect([await withdraw(amy, replay), await withdraw(olga, replay)]).toEqual(['NOT_REQUESTER', 'OK']);
    expect(await approve(carl, replay)).toBe('APPROVAL_NOT_PENDING');
    await reaches(id, 'COMPENSATED');
  });
});
