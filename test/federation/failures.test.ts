// What the client is told when a subgraph errs, sends nonsense, or is not there.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientErrorsMax, placesPerTroubleMax } from '../../gateway/federation/execute/client-errors.ts';
import { federate, subgraphTimeoutMs } from './rig.ts';
import type { Answer, Federation } from './rig.ts';
import type { Behaviour } from './subgraph-server.ts';
import type { World, WorldRecord } from './world.ts';

const sdls = {
  psa: `
    type Query { projects(first: Int = 3): [Project!] project(id: ID!): Project pinned: Project strict: Strict! people: [Person] }
    type Project @key(fields: "id") { id: ID! name: String hours: Int code: String parent: Project tags: [String!] steps: [Step!] }
    type Step { title: String! owner: String }
    type Strict @key(fields: "id") { id: ID! sure: Int }
    type Person @key(fields: "id") { id: ID! name: String }`,
  erp: `
    type Query { period: String }
    type Project @key(fields: "id") {
      id: ID!
      hours: Int @external
      code: String @external
      billed: Int
      invoices: [Invoice!]
      due: Int
      margin: Int @requires(fields: "hours")
      label: String @requires(fields: "code")
    }
    type Invoice @key(fields: "id") { id: ID! total: Int! payer: Person }
    type Strict @key(fields: "id") { id: ID! promised: Int! }
    type Person @key(fields: "id") { id: ID! debt: Int }`,
};

function makeWorld(): World {
  const people = ['p1', 'p2'].map((id): WorldRecord => ({ id, name: `Person ${id}`, debt: 5 }));
  const invoices = ['i1', 'i2', 'i3'].map((id, index): WorldRecord => ({
    id,
    total: index * 100,
    payer: people[index % 2],
  }));
  const projects = Array.from({ length: 60 }, (_, index): WorldRecord => ({
    id: String(index),
    name: `Project ${index}`,
    hours: index,
    code: `C${index}`,
    billed: index * 10,
    invoices: [invoices[index % 3]],
    due: index,
    tags: ['a', 'b'],
    steps: [
      { title: 'one', owner: 'x' },
      { title: 'two', owner: null },
    ],
    margin(this: WorldRecord) {
      return this.hours === null ? null : Number(this.hours) * 2;
    },
    label(this: WorldRecord) {
      return typeof this.code === 'string' ? this.code : 'no code';
    },
  }));
  projects.forEach((project, index) => (project.parent = projects[index - 1] ?? null));
  const strict = { id: 's', sure: 1, promised: 2 };
  return {
    Query: {
      projects: ({ first }: { first: number }) => projects.slice(0, first),
      project: ({ id }: { id: string }) => projects[Number(id)],
      pinned: projects[1],
      strict,
      people,
      period: '2026-11',
    },
    Project: projects,
    Invoice: invoices,
    Strict: [strict],
    Person: people,
  };
}

let world: World;
let federation: Federation;
beforeEach(async () => {
  world = makeWorld();
  federation = await federate(sdls, world);
});
afterEach(() => federation.close());

/** Only who asks one that hangs is short of patience: elsewhere how busy the machine is would be what is tested. */
async function hurry(): Promise<void> {
  await federation.close();
  federation = await federate(sdls, world, undefined, subgraphTimeoutMs);
}

const project = (index: number): WorldRecord => (world.Project as WorldRecord[])[index] ?? {};
const paths = (answer: Answer): string[] => (answer.errors ?? []).map((error) => (error.path ?? []).join('.'));

/** Breaks a record on purpose: the monolith and the subgraphs then err alike. */
async function expectSameAsMonolith(query: string): Promise<Answer> {
  const answer = await federation.ask(query);
  const expected = await federation.monolith(query);
  expect(answer.data).toEqual(expected.data);
  const expectedPaths = (expected.errors ?? []).map((error) => (error.path ?? []).join('.'));
  expect(paths(answer).sort()).toEqual(expectedPaths.sort());
  return answer;
}

test('an error of a root field comes at its path, with subgraph and code', async () => {
  project(1).name = new Error('name is locked');
  const { errors } = await expectSameAsMonolith('{ a: projects { n: name id } }');
  expect(errors).toMatchObject([
    { message: 'name is locked', path: ['a', 1, 'n'], extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'psa' } },
  ]);
  expect(errors?.[0]?.extensions.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});

test('an error of an entity comes at every place the entity is at', async () => {
  project(1).billed = new Error('ledger is closed');
  const { errors } = await expectSameAsMonolith('{ projects { billed parent { b: billed due } } pinned { billed } }');
  expect(errors).toHaveLength(3);
  expect(errors?.every((error) => error.extensions.subgraph === 'erp')).toBe(true);
});

test('an error deep inside an entity keeps the rest of its path', async () => {
  const invoice = (world.Invoice as WorldRecord[])[1] ?? {};
  invoice.payer = new Error('payer unknown');
  await expectSameAsMonolith('{ projects { invoices { total payer { name debt } } } }');
});

test('a null that travelled up inside a subgraph keeps the path at which it began', async () => {
  const invoice = (world.Invoice as WorldRecord[])[1] ?? {};
  invoice.total = new Error('total unknown');
  await expectSameAsMonolith('{ projects { name invoices { total } due } }');
});

test('an error in a list item that may not be null empties the list where the schema says so', async () => {
  project(0).tags = ['a', new Error('tag unreadable')];
  project(1).steps = [{ title: new Error('no title'), owner: 'x' }];
  await expectSameAsMonolith('{ projects { tags steps { title owner } } }');
});

test('a promised value that fails in another subgraph takes its parents along up to the root', async () => {
  const strict = (world.Strict as WorldRecord[])[0] ?? {};
  strict.promised = new Error('not today');
  const { data } = await expectSameAsMonolith('{ period strict { sure promised } }');
  expect(data).toBeNull();
});

test('a failed input of @requires is sent as null, and its own error is told although nobody asked for the field', async () => {
  project(1).hours = new Error('hours unreadable');
  project(1).code = new Error('code unreadable');
  const answer = await federation.ask('{ projects { margin label } }');
  expect(answer.data).toEqual({
    projects: [
      { margin: 0, label: 'C0' },
      { margin: null, label: 'no code' },
      { margin: 4, label: 'C2' },
    ],
  });
  expect(paths(answer).sort()).toEqual(['projects.1.code', 'projects.1.hours']);
});

test('a subgraph’s extensions are handed on only as far as clients may know them', async () => {
  const secretive = Object.assign(new Error('quota used up'), {
    extensions: {
      code: 'SYSTEM_QUOTA_EXHAUSTED',
      system: 'ERP',
      instance: 'main',
      retryable: false,
      retryAfterMs: 900,
      stacktrace: ['at x'],
      token: 't',
    },
  });
  project(0).billed = secretive;
  const { errors } = await federation.ask('{ project(id: 0) { billed } }');
  expect(errors?.[0]?.extensions).toEqual({
    code: 'SYSTEM_QUOTA_EXHAUSTED',
    subgraph: 'erp',
    system: 'ERP',
    instance: 'main',
    retryable: false,
    retryAfterMs: 900,
    correlationId: errors?.[0]?.extensions.correlationId,
  });
});

const outages: Record<string, { behaviour: Behaviour | 'refuse'; code: string; retryAfterMs?: number }> = {
  'refuses connections': { behaviour: 'refuse', code: 'SUBGRAPH_UNAVAILABLE' },
  'answers 503': {
    behaviour: { kind: 'status', status: 503, headers: { 'retry-after': '7' } },
    code: 'SUBGRAPH_UNAVAILABLE',
    retryAfterMs: 7_000,
  },
  'answers 429': { behaviour: { kind: 'status', status: 429 }, code: 'SUBGRAPH_OVERLOADED' },
  'answers 404': { behaviour: { kind: 'status', status: 404 }, code: 'SUBGRAPH_REFUSED' },
  'resets the connection': { behaviour: { kind: 'reset' }, code: 'SUBGRAPH_UNAVAILABLE' },
  hangs: { behaviour: { kind: 'hang' }, code: 'SUBGRAPH_TIMEOUT' },
  'stops in the middle of its answer': { behaviour: { kind: 'slow-body' }, code: 'SUBGRAPH_TIMEOUT' },
  'answers with a web page': { behaviour: { kind: 'text', text: '<html>' }, code: 'SUBGRAPH_ANSWER_INVALID' },
  'answers with nothing in it': { behaviour: { kind: 'text', text: '{"data":null}' }, code: 'SUBGRAPH_ANSWER_INVALID' },
  'answers with an error and no data': {
    behaviour: { kind: 'text', text: '{"errors":[{"message":"no"}]}' },
    code: 'SUBGRAPH_ERROR',
  },
};

test.each(Object.entries(outages))(
  'when a subgraph %s, the rest is answered and every missing field says why',
  async (_name, outage) => {
    if (outage.code === 'SUBGRAPH_TIMEOUT') await hurry();
    if (outage.behaviour === 'refuse') await federation.subgraphs.erp?.close();
    else federation.subgraphs.erp?.behave(outage.behaviour);
    const startedAt = Date.now(); // a hanging subgraph must not hang us; how busy the machine is, is not the question
    const answer = await federation.ask('{ projects { name b: billed margin } people { name } period }');
    expect(Date.now() - startedAt).toBeLessThan(subgraphTimeoutMs * 4);
    expect(answer.data).toEqual({
      projects: [0, 1, 2].map((index) => ({ name: `Project ${index}`, b: null, margin: null })),
      people: [{ name: 'Person p1' }, { name: 'Person p2' }],
      period: null,
    });
    expect(paths(answer)).toEqual([
      ...[0, 1, 2].flatMap((index) => [`projects.${index}.b`, `projects.${index}.margin`]),
      'period',
    ]);
    for (const { extensions } of answer.errors ?? []) {
      expect(extensions).toMatchObject({ code: outage.code, subgraph: 'erp' });
      if (outage.retryAfterMs !== undefined) expect(extensions.retryAfterMs).toBe(outage.retryAfterMs);
    }
  },
);

test('a promised value of a subgraph that is down empties the parent, with the reason and not a complaint about null', async () => {
  federation.subgraphs.erp?.behave({ kind: 'reset' });
  const answer = await federation.ask('{ projects(first: 1) { name } strict { sure promised } }');
  expect(answer.data).toBeNull();
  expect(answer.errors).toMatchObject([{ path: ['strict', 'promised'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
});

test('a trouble at hundreds of places is listed at some of them and counted at the others', async () => {
  federation.subgraphs.erp?.behave({ kind: 'status', status: 500 });
  const { errors = [] } = await federation.ask('{ projects(first: 60) { billed due margin } }');
  expect(errors).toHaveLength(placesPerTroubleMax + 1);
  expect(errors.at(-1)).toMatchObject({ extensions: { code: 'ERRORS_OMITTED', omitted: 180 - placesPerTroubleMax } });
});

test('hundreds of different errors are listed up to a limit, the rest is counted', async () => {
  for (const record of world.Project as WorldRecord[]) {
    record.billed = new Error('one');
    record.due = new Error('two');
  }
  const { errors = [] } = await federation.ask('{ projects(first: 60) { billed due } }');
  expect(errors).toHaveLength(clientErrorsMax + 1);
  expect(errors.at(-1)?.extensions.omitted).toBe(120 - clientErrorsMax);
});

test('values of the wrong type are null with an error, as GraphQL coerces results', async () => {
  project(0).hours = 1.5;
  federation.subgraphs.psa?.behave({
    kind: 'text',
    text: JSON.stringify({ data: { projects: [{ id: 1, name: 7, hours: 1.5, tags: 'a', steps: [3] }, 'x'] } }),
  });
  const answer = await federation.ask('{ projects { id name hours } }');
  expect(answer.data).toEqual({ projects: null });
  const second = await federation.ask('{ people { id } projects { name } }');
  expect(second.data).toEqual({ people: null, projects: null });
});

test('a client that leaves ends the requests made for it', async () => {
  await federation.ask('{ projects { billed } }'); // planned before the clock runs
  federation.subgraphs.erp?.behave({ kind: 'hang' });
  const controller = new AbortController();
  const asked = federation.ask('{ projects { billed } }', { caller: { signal: controller.signal } });
  await expect.poll(() => federation.subgraphs.erp?.seen.length, { interval: 5 }).toBe(2);
  controller.abort();
  const { errors } = await asked;
  expect(errors?.[0]?.extensions.code).toBe('CANCELLED');
  await expect.poll(() => federation.subgraphs.erp?.abandoned()).toBe(1);
});

test('past the deadline nobody is waited for', async () => {
  await federation.ask('{ projects { billed } }'); // planned before the clock runs
  federation.subgraphs.erp?.behave({ kind: 'hang' });
  const { errors } = await federation.ask('{ projects { billed } }', { caller: { deadlineAt: Date.now() + 60 } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
});

test('subgraphs hear who asks, under which correlation id, and how long they have', async () => {
  await hurry();
  await federation.ask('{ projects { billed } }', {
    caller: { authorization: 'Bearer abc', correlationId: 'trace-1' },
  });
  for (const subgraph of Object.values(federation.subgraphs)) {
    const headers = subgraph.seen[0]!.headers;
    expect(headers).toMatchObject({
      authorization: 'Bearer abc',
      'x-correlation-id': 'trace-1',
      'x-priority': 'interactive',
    });
    // Less than the gateway waits, so that a subgraph that waits in vain can still tell what it knows.
    expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(subgraphTimeoutMs / 2);
    expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(subgraphTimeoutMs * 0.9);
  }
});
