// Operators through the gateway with real tokens: a question answered by a correction, an outage seen, traced and taken back, many
// retried with a count that must fit, a system paused; and who may not.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { holdingsOf, makeProspects, type Prospect } from '../chaos/prospects.ts';
import { openHouse, type TestHouse } from '../house/house.ts';

interface Exception {
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly system: string | null;
  readonly ownerRole: string;
  readonly isMine: boolean;
  readonly fields: readonly string[];
  readonly resolution: string | null;
  readonly fixes: readonly { readonly action: string }[];
}

const fields = 'id status code system ownerRole isMine fields resolution fixes { action }';
const vendors = ['salesforce', 'kantata', 'netsuite'] as const;

let house: TestHouse;
let fresh: Prospect[];

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    plant: async (sandbox) => {
      fresh = [...(await makeProspects(sandbox, 6))];
    },
  });
}, 60_000);
afterEach(async () => {
  for (const vendor of vendors) {
    house.sandbox.standIns[vendor].faults.clear();
    await house.sandbox.standIns[vendor].faults.settled();
  }
});
afterAll(() => house.close());

async function ask<T>(
  document: string,
  variables: Readonly<Record<string, unknown>> = {},
  role: Role = 'operator',
): Promise<T> {
  const reply = await house.ask(role, document, variables);
  expect(reply.errors, reply.text).toEqual([]);
  return reply.data as T;
}

/** One act on an exception; what it says. */
async function act(name: string, inputType: string, input: object, role: Role = 'operator') {
  const document = `mutation ($input: ${inputType}!) {
    ${name}(input: $input) { exception { ${fields} } run { id state } approval { id } userErrors { code message } } }`;
  type Payload = {
    exception: Exception | null;
    run: { id: string; state: string } | null;
    approval: { id: string } | null;
    userErrors: { code: string }[];
  };
  const data = await ask<Record<string, Payload>>(
    document,
    { input: { reason: 'the journey says so', ...input } },
    role,
  );
  const payload = data[name];
  if (payload === undefined) throw new Error(`${name} said nothing`);
  return payload;
}

/** What a role says yes to; each role is a person of its own here. */
async function decide(role: Role, approvalId: string) {
  const document = `mutation ($input: DecideApprovalInput!) {
    approve(input: $input) { approval { id state outcome } run { id } userErrors { code } } }`;
  const input = { idempotencyKey: `${role}-${approvalId}`, approvalId, reason: 'it is another customer' };
  type Payload = { approval: { state: string } | null; run: { id: string } | null; userErrors: { code: string }[] };
  return (await ask<{ approve: Payload }>(document, { input }, role)).approve;
}

async function begin(customerId: string, key: string): Promise<string> {
  const entity = mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: '2' });
  const input = { idempotencyKey: key, customerId, legalEntityIds: [entity], currency: 'USD' };
  const data = await ask<{ onboardCustomer: { run: { id: string } } }>(
    'mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { id } userErrors { code } } }',
    { input },
    'account-manager',
  );
  return data.onboardCustomer.run.id;
}

async function stateOf(runId: string): Promise<string> {
  return (await ask<{ run: { state: string } }>('query ($id: ID!) { run(id: $id) { state } }', { id: runId })).run
    .state;
}

const reaches = (runId: string, state: string) =>
  expect.poll(() => stateOf(runId), { timeout: 60_000, interval: 50 }).toBe(state);

async function openOf(runId: string): Promise<Exception> {
  const document = `query ($id: ID!) { processExceptions(filter: { runId: $id }) { edges { node { ${fields} } } } }`;
  const { processExceptions } = await ask<{ processExceptions: { edges: { node: Exception }[] } }>(document, {
    id: runId,
  });
  const [only, ...others] = processExceptions.edges;
  expect(others).toEqual([]);
  if (only === undefined) throw new Error(`Run ${runId} has no open exception`);
  return only.node;
}

const next = (): Prospect => {
  const prospect = fresh.shift();
  if (prospect === undefined) throw new Error('All prospects are onboarded; plant more');
  return prospect;
};

const down = (): void => void house.sandbox.standIns.kantata.faults.plant({ kind: 'refuse' });

describe('operating', { timeout: 120_000 }, () => {
  test('a question is assigned, refused to others, and answered by a correction: a second customer is really another', async () => {
    const accounts = house.sandbox.standIns.salesforce.standIn.dump().Account ?? [];
    const account = String(accounts.find((row) => row.Name === 'Granite Bay Credit Union')?.Id);
    const id = mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: account });
    const runId = await begin(id, 'operate-question');
    await reaches(runId, 'STUCK');
    const question = await openOf(runId);
    expect(question).toMatchObject({ status: 'OPEN', code: 'DUPLICATE_CANDIDATE', ownerRole: 'finance-controller' });
    expect(question.fixes.map(({ action }) => action)).toContain('CORRECT');
    const exceptionId = question.id;
    const forbidden = await house.ask(
      'account-manager',
      'mutation ($input: ExceptionActInput!) { waiveException(input: $input) { userErrors { code } } }',
      {
        input: { exceptionId, reason: 'no' },
      },
    );
    expect(forbidden.errors[0]?.extensions?.code).toBe('FORBIDDEN');
    const mine = await act('assignException', 'AssignExceptionInput', { exceptionId, me: true });
    expect(mine.exception).toMatchObject({ status: 'ASSIGNED', isMine: true });
    const wrong = await act('resumeException', 'ResumeExceptionInput', {
      ...{ exceptionId, corrections: [{ field: 'customerId', values: ['x'] }] },
    });
    expect(wrong.userErrors.map(({ code }) => code)).toEqual(['FIELD_NOT_CORRECTABLE']);
    const corrections = [{ field: 'distinctFrom', values: question.fields }];
    const resumed = await act('resumeException', 'ResumeExceptionInput', { exceptionId, corrections });
    // Answering by hand needs a second person: nothing is done yet, and whoever asked may not decide.
    expect(resumed).toMatchObject({ exception: { status: 'ASSIGNED' }, run: null, userErrors: [] });
    const approvalId = resumed.approval?.id ?? '';
    expect((await decide('operator', approvalId)).userErrors.map(({ code }) => code)).toEqual(['OWN_REQUEST']);
    expect(await stateOf(runId)).toBe('STUCK');
    const approved = await decide('finance-controller', approvalId);
    expect(approved).toMatchObject({
      approval: { state: 'APPROVED', outcome: 'DONE' },
      run: { id: runId },
      userErrors: [],
    });
    const closed = await ask<{ processException: Exception }>(
      `query ($id: ID!) { processException(id: $id) { ${fields} } }`,
      { id: exceptionId },
    );
    expect(closed.processException).toMatchObject({ status: 'CLOSED', resolution: 'CORRECTED' });
    await reaches(runId, 'DONE');
  });

  test('an act sent again under its idempotency key is told as done and not done twice; with another input it is refused', async () => {
    const document = `mutation ($input: PauseSystemInput!) {
      pauseSystem(input: $input) { paused isRepeated userErrors { code } } }`;
    type Payload = { paused: boolean; isRepeated: boolean; userErrors: { code: string }[] };
    const pause = async (input: object): Promise<Payload> =>
      (
        await ask<{ pauseSystem: Payload }>(document, {
          input: { system: 'PSA', idempotencyKey: 'pause-once', ...input },
        })
      ).pauseSystem;
    const reason = 'the journey pauses it';
    expect(await pause({ reason })).toEqual({ paused: true, isRepeated: false, userErrors: [] });
    await ask(
      'mutation { resumeSystem(input: { system: PSA, reason: "and resumes it" }) { paused userErrors { code } } }',
    );
    expect(await pause({ reason })).toEqual({ paused: false, isRepeated: true, userErrors: [] });
    expect((await pause({ reason: 'another' })).userErrors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect((await pause({ reason, idempotencyKey: 'short' })).userErrors).toEqual([
      { code: 'IDEMPOTENCY_KEY_INVALID' },
    ]);
  });

  test('an outage is grouped, traced from any name, told by the audit, and taken back', async () => {
    const prospect = next();
    down();
    const runId = await begin(prospect.id, 'operate-outage');
    await reaches(runId, 'PARKED');
    const { id: exceptionId, code } = await openOf(runId);
    const { exceptionGroups } = await ask<{
      exceptionGroups: { code: string; count: number; system: string; sample: { id: string }[] }[];
    }>(
      '{ exceptionGroups { code title count system ownerRole oldest atRisk { amount currency } sample { id run { id } } } }',
    );
    expect(exceptionGroups).toMatchObject([{ code, count: 1, system: 'PSA', sample: [{ id: exceptionId }] }]);
    const erp = house.sandbox.standIns.netsuite.standIn
      .dump()
      .customer?.find((row) => row.companyname === prospect.name);
    for (const name of [prospect.id, prospect.account, String(erp?.id), runId]) {
      const { trace } = await ask<{ trace: { run: { id: string }; exceptions: { id: string }[] }[] }>(
        'query ($name: String!) { trace(name: $name) { run { id steps { name record { id } } } matchedOn exceptions { id } } }',
        { name },
      );
      expect(
        trace.filter(({ run }) => run.id === runId),
        name,
      ).toMatchObject([{ exceptions: [{ id: exceptionId }] }]);
    }
    house.sandbox.standIns.kantata.faults.clear();
    const back = await act('compensateException', 'ExceptionActInput', { exceptionId });
    expect(back).toMatchObject({ exception: { status: 'CLOSED', resolution: 'TAKEN_BACK' }, userErrors: [] });
    await reaches(runId, 'COMPENSATED');
    expect(holdingsOf(house.sandbox, prospect)).toMatchObject({ erpCustomers: 0, psaCustomers: 0 });
    const { audit } = await ask<{
      audit: { edges: { node: { action: string; reason: string | null; person: string | null } }[] };
    }>(
      'query ($id: ID!) { audit(filter: { runId: $id }) { edges { node { action actor person reason systems detail } } } }',
      { id: runId },
    );
    const taken = audit.edges.find(({ node }) => node.action === 'run.taken-back');
    expect(taken?.node).toMatchObject({ reason: 'the journey says so', person: null });
  });

  test('many are retried only with the count that was shown', async () => {
    down();
    const runIds = [await begin(next().id, 'operate-many-1'), await begin(next().id, 'operate-many-2')];
    for (const runId of runIds) await reaches(runId, 'PARKED');
    house.sandbox.standIns.kantata.faults.clear();
    const retry = (expectedCount: number) =>
      ask<{ retryExceptions: { count: number; actualCount: number | null; userErrors: { code: string }[] } }>(
        'mutation ($input: RetryExceptionsInput!) { retryExceptions(input: $input) { count actualCount runs { id } userErrors { code } } }',
        { input: { filter: { kinds: ['PARKED'] }, expectedCount, reason: 'Kantata is back' } },
      );
    expect((await retry(1)).retryExceptions).toMatchObject({
      count: 0,
      actualCount: 2,
      userErrors: [{ code: 'COUNT_DIFFERS' }],
    });
    expect((await retry(2)).retryExceptions).toMatchObject({ count: 2, userErrors: [] });
    for (const runId of runIds) await reaches(runId, 'DONE');
  });

  test('a paused system is not written to; its runs wait without an exception and go on when it is resumed', async () => {
    const turn = (name: string, role: Role = 'operator') =>
      house.ask(
        role,
        `mutation { ${name}(input: { system: PSA, reason: "it is being moved" }) { paused isRepeated userErrors { code } } }`,
      );
    expect((await turn('pauseSystem', 'finance-controller')).errors[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await turn('pauseSystem')).data).toEqual({
      pauseSystem: { paused: true, isRepeated: false, userErrors: [] },
    });
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // a pause is heeded within a second
    const prospect = next();
    const runId = await begin(prospect.id, 'operate-paused');
    await expect.poll(() => holdingsOf(house.sandbox, prospect).erpCustomers, { timeout: 30_000 }).toBe(1);
    const { processHealth } = await ask<{
      processHealth: { systems: { system: string; paused: boolean }[]; workers: number };
    }>(
      '{ processHealth { systems { system instance breaker paused pausedBecause exceptions } queues { name queued running } parked stuck deadLetters untold workers } }',
    );
    expect(processHealth.systems.find(({ system }) => system === 'PSA')).toMatchObject({ paused: true });
    expect(processHealth.workers).toBe(1);
    expect(holdingsOf(house.sandbox, prospect).psaCustomers).toBe(0);
    expect(await stateOf(runId)).toBe('RUNNING');
    expect((await turn('resumeSystem')).data).toEqual({
      resumeSystem: { paused: false, isRepeated: false, userErrors: [] },
    });
    await reaches(runId, 'DONE');
  });

  test('whose record a field is can be asked', async () => {
    const { ownership } = await ask<{ ownership: { type: string; owner: string; fields: string[] }[] }>(
      '{ ownership(type: "Invoice") { type owner fields } }',
    );
    expect(ownership.map(({ type, owner }) => `${type} ${owner}`).sort()).toEqual(['Invoice ERP', 'Invoice PROCESS']);
    expect(ownership.find(({ owner }) => owner === 'ERP')?.fields).toContain('openBalance');
    expect(ownership.find(({ owner }) => owner === 'PROCESS')?.fields).toEqual(['billingDraft']);
  });
});
