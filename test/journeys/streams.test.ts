// Watching through the gateway, over real HTTP with real tokens: a run to its end, exceptions as they open and close, who may see what
// of them, coming back after a lost connection, and the end when the gateway stops.
import { join } from 'node:path';
import { createClient } from 'graphql-sse';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { openStore, type Store } from '../../subgraphs/store/store.ts';
import { makeProspects, type Prospect } from '../chaos/prospects.ts';
import { openHouse, type TestHouse } from '../house/house.ts';

let house: TestHouse;
let fresh: Prospect[];
/** The house's own database: what money is at risk no process of the demo firm says yet. */
let store: Store;
let isClosed = false;

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    plant: async (sandbox) => {
      fresh = [...(await makeProspects(sandbox, 4))];
    },
  });
  store = await openStore({ dataDir: join(house.env.DATA_DIR ?? '', 'postgres') });
}, 60_000);
afterAll(async () => {
  await store.close();
  if (!isClosed) await house.close();
});

const streamUrl = (): string => `${house.graphUrl}/stream`;
const soon = { timeout: 60_000, interval: 20 };

async function stream(role: Role, query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(streamUrl(), {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
      authorization: `Bearer ${await house.token(role)}`,
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
}

interface Told {
  readonly data?: { readonly exceptionsChanged?: { readonly id: string; readonly status: string } };
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly retryable?: boolean } }[];
}

/** What a stream told so far, its ids, and its end. */
function reading(reply: Response) {
  const state = { text: '', isOver: false };
  const over = (async () => {
    const decoder = new TextDecoder();
    for await (const part of reply.body ?? []) state.text += decoder.decode(part as Uint8Array, { stream: true });
    state.isOver = true;
  })();
  const lines = (start: string) =>
    state.text.split('\n').flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
  return {
    over,
    isLive: () => state.text !== '',
    results: () => lines('data: ').map((line) => JSON.parse(line) as Told),
    ids: () => lines('id: '),
  };
}

async function begin(prospect: Prospect, currency: string): Promise<string> {
  const entity = mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: '2' });
  const input = {
    ...{ idempotencyKey: `stream-${prospect.account}`, customerId: prospect.id },
    ...{ legalEntityIds: [entity], currency },
  };
  const reply = await house.ask(
    'account-manager',
    'mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { id } userErrors { code } } }',
    { input },
  );
  return (reply.data as { onboardCustomer: { run: { id: string } } }).onboardCustomer.run.id;
}

const next = (): Prospect => {
  const prospect = fresh.shift();
  if (prospect === undefined) throw new Error('All prospects are onboarded; plant more');
  return prospect;
};

const runs = 'subscription ($id: ID!) { runChanged(id: $id) { id state steps { name state } } }';
const exceptions = 'subscription { exceptionsChanged { id status code atRisk { amount currency } run { id } } }';

describe('streams at the gateway', { timeout: 120_000 }, () => {
  test('a run is watched from its beginning to its end, which is the end of the stream', async () => {
    // The PSA takes its time, so that something is left to be watched.
    house.sandbox.standIns.kantata.faults.plant({ kind: 'lateReply', ms: 4_000, count: 1, match: '^POST ' });
    const id = await begin(next(), 'USD');
    const authorization = `Bearer ${await house.token('account-manager')}`;
    const client = createClient({ url: streamUrl(), headers: { authorization }, retryAttempts: 0 });
    const states: string[] = [];
    const steps: number[] = [];
    type Run = { runChanged: { state: string; steps: { state: string }[] } };
    for await (const { data, errors } of client.iterate<Run>({ query: runs, variables: { id } })) {
      expect(errors).toBeUndefined();
      states.push(data?.runChanged.state ?? 'none');
      steps.push(data?.runChanged.steps.filter(({ state }) => state === 'DONE').length ?? 0);
    }
    expect(states.length).toBeGreaterThan(1);
    expect([states[0], states.at(-1)]).toEqual(['RUNNING', 'DONE']);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(steps.at(-1)).toBe(5);
  });

  test('exceptions are told as they open and close, each role its own view; who comes back is told what it missed', async () => {
    const operator = reading(await stream('operator', exceptions));
    const manager = reading(await stream('project-manager', exceptions));
    const others = reading(
      await stream('operator', 'subscription { exceptionsChanged(filter: { codes: ["NONE"] }) { id } }'),
    );
    await expect.poll(() => [operator, manager, others].every(({ isLive }) => isLive()), soon).toBe(true);
    const runId = await begin(next(), 'SEK');
    await expect.poll(() => operator.results().length, soon).toBe(1);
    const [opened] = operator.results();
    expect(opened?.data?.exceptionsChanged).toMatchObject({
      status: 'OPEN',
      code: 'CURRENCY_UNKNOWN',
      run: { id: runId },
    });
    const id = opened?.data?.exceptionsChanged?.id ?? '';
    await sql`update run_exception set at_risk = 1234.50, at_risk_currency = 'EUR', changed_at = now()
      where id = ${id}::uuid`.execute(store.db);
    await expect.poll(() => [operator.results().length, manager.results().length], soon).toEqual([2, 2]);
    const atRisk = { amount: '1234.50', currency: 'EUR' };
    expect(operator.results()[1]?.data?.exceptionsChanged).toMatchObject({ id, atRisk });
    expect(manager.results()[1]?.data?.exceptionsChanged).toMatchObject({ id, atRisk: null });
    // As whichever process ends it; who has to agree to that is the approvals' affair.
    await sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'WAIVED'
      where id = ${id}::uuid`.execute(store.db);
    await expect.poll(() => operator.results().at(-1)?.data?.exceptionsChanged?.status, soon).toBe('CLOSED');
    const [firstId = ''] = operator.ids();
    const back = reading(await stream('operator', exceptions, { 'last-event-id': firstId }));
    await expect
      .poll(() => back.results().map(({ data }) => data?.exceptionsChanged), soon)
      .toMatchObject([{ id, status: 'CLOSED' }]);
    expect(others.results()).toEqual([]);
  });

  test.each([
    ['no token', { query: 'subscription { exceptionsChanged { id } }', token: 'x' }, '401 UNAUTHENTICATED'],
    ['a query', { query: '{ runs { edges { cursor } } }' }, '400 OPERATION_RESOLUTION_FAILURE'],
    ['an unknown field', { query: 'subscription { secrets }' }, '400 GRAPHQL_VALIDATION_FAILED'],
    ['another form', { query: exceptions, accept: 'application/json' }, '406 BAD_REQUEST'],
  ])('%s is refused at the gateway', async (_what, asked: { query: string; token?: string; accept?: string }, end) => {
    const headers = {
      ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
      ...(asked.accept === undefined ? {} : { accept: asked.accept }),
    };
    const reply = await stream('operator', asked.query, headers);
    const body = (await reply.json()) as { errors: { extensions: { code: string; subgraph?: string } }[] };
    expect(`${reply.status} ${body.errors[0]?.extensions.code ?? ''}`).toBe(end);
    expect(body.errors[0]?.extensions.subgraph).toBeUndefined();
  });

  test('who may not watch is told so, as is who watches what is not there, or asks at the address of queries', async () => {
    const forbidden = reading(await stream('portal-user', exceptions));
    await forbidden.over;
    expect(forbidden.results()[0]?.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const nowhere = reading(await stream('operator', 'subscription { runChanged(id: "no-such-run") { id } }'));
    await nowhere.over;
    expect(nowhere.results()[0]?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const astray = await house.ask('operator', exceptions);
    expect(astray.errors[0]?.message).toContain('/graphql/stream');
  });

  test('streams are not in the way of requests, and end with a word when the gateway stops', async () => {
    const open = await Promise.all(
      Array.from({ length: 15 }, async () => reading(await stream('operator', exceptions))),
    );
    await expect.poll(() => open.every(({ isLive }) => isLive()), soon).toBe(true);
    const metrics = await (await fetch(`${house.adminUrl}/metrics`)).text();
    expect(Number(/^gateway_requests_in_flight (\d+)/m.exec(metrics)?.[1] ?? 0)).toBeLessThan(5);
    isClosed = true;
    await Promise.all([house.close(), ...open.map(({ over }) => over)]);
    const [last] = open.map(({ results }) => results().at(-1)?.errors?.[0]?.extensions);
    expect(last).toMatchObject({ code: 'STREAM_ENDED', retryable: true });
  });
});
