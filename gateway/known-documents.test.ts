// Documents that were read before: answered past the server, and nobody can tell but by the time it takes.
import type { FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor } from '../test/federation/door.ts';
import type { Door, HttpAnswer } from '../test/federation/door.ts';
import { cacheSchema } from './cache/config.ts';
import { KnownDocuments } from './known-documents.ts';

const sdl = `
  type Query { greeting(name: String): String  failing: String }
  type Mutation { bump: Int  spoil: Int }`;

let bumps = 0;
let spoils = 0;
let door: Door;
beforeAll(async () => {
  door = await openDoor(
    { psa: sdl },
    {
      Query: {
        greeting: ({ name }: { name: string | null }) => `hello ${name ?? 'you'}`,
        failing: new Error('the shelf is empty'),
      },
      Mutation: {
        bump: () => (bumps += 1),
        spoil: () => {
          spoils += 1;
          throw new Error('spoilt');
        },
      },
    },
    { cache: cacheSchema.parse({ freshMs: 0, staleMs: 0 }) },
  );
});
afterAll(() => door.close());

/** What a client sees of an answer, but for what is another each time. */
function seen({ status, headers, body }: HttpAnswer) {
  const own = [...headers].filter(([name]) => !['date', 'x-correlation-id'].includes(name));
  const errors = body.errors?.map((error) => ({
    ...error,
    extensions: { ...error.extensions, correlationId: 'its own' },
  }));
  return { status, headers: own, body: { ...body, ...(errors && { errors }) } };
}

const greeting = 'query Greet($name: String) { greeting(name: $name) }';

describe('a document that is asked again', () => {
  const forms = [
    undefined,
    'application/json',
    '*/*',
    'application/graphql-response+json',
    'text/html',
    'application/json;q=0.9, */*',
  ];
  it.each(forms)('is answered as the first time: accept %s', async (accept) => {
    const headers: Record<string, string> = accept === undefined ? {} : { accept };
    const ask = async () => seen(await door.ask(greeting, { headers, variables: { name: accept ?? 'ann' } }));
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(await ask()).toEqual(first);
  });

  it('is answered for its own variables and its own operation', async () => {
    const two = 'query One { greeting(name: "one") } query Two { greeting(name: "two") }';
    for (const name of ['One', 'Two', 'One', 'Two']) {
      const { body } = await door.post(JSON.stringify({ query: two, operationName: name }));
      expect(body.data).toEqual({ greeting: `hello ${name.toLowerCase()}` });
    }
    for (const name of ['ann', 'bob', null])
      expect((await door.ask(greeting, { variables: { name } })).body.data).toEqual({
        greeting: `hello ${name ?? 'you'}`,
      });
    expect(
      (await door.post(JSON.stringify({ query: greeting, variables: null, operationName: null }))).body.data,
    ).toEqual({
      greeting: 'hello you',
    });
  });

  it('tells of an operation that it lacks, and of variables that do not fit, as the first time', async () => {
    await door.ask(greeting);
    const lacking = await door.post(JSON.stringify({ query: greeting, operationName: 'Other' }));
    expect(lacking.status).toBe(400);
    expect(lacking.body.errors?.[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    const unfit = await door.ask(greeting, { variables: { name: { not: 'a text' } } });
    expect(unfit.status).toBe(400);
    expect(unfit.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('has its errors told as the first time, each with its code, its place and the id of its own request', async () => {
    const ask = () => door.ask('{ greeting failing }');
    const answers = [await ask(), await ask(), await ask()];
    expect(seen(answers[1]!)).toEqual(seen(answers[0]!));
    expect(seen(answers[2]!)).toEqual(seen(answers[0]!));
    expect(answers[0]!.body.errors).toMatchObject([{ path: ['failing'], extensions: { subgraph: 'psa' } }]);
    for (const { body, headers } of answers)
      expect(body.errors?.[0]?.extensions.correlationId).toBe(headers.get('x-correlation-id'));
  });

  it('is carried out once each time, also when it fails', async () => {
    for (const times of [1, 2, 3]) {
      await door.ask('mutation { bump }');
      expect(bumps).toBe(times);
      expect((await door.ask('mutation { spoil }')).body.errors).toHaveLength(1);
      expect(spoils).toBe(times);
    }
  });
});

describe('the known documents', () => {
  const request = (body: object, method = 'POST'): FastifyRequest => ({ method, body }) as FastifyRequest;
  const known = new KnownDocuments();
  const document = parse('query A { a } mutation B { b }');
  known.remember('text', { document, documentHash: 'hash' });

  it('give the operation that is asked for', () => {
    expect(known.operationOf(request({ query: 'text', operationName: 'B', variables: { x: 1 } }))).toEqual({
      ...{ document, documentHash: 'hash', operation: document.definitions[1], operationName: 'B' },
      ...{ askedName: 'B', variables: { x: 1 } },
    });
  });

  it.each([
    ['a text that was not read', { query: 'other' }, 'POST'],
    ['an address', { query: 'text', operationName: 'A' }, 'GET'],
    ['a hash beside the text', { query: 'text', operationName: 'A', extensions: { persistedQuery: {} } }, 'POST'],
    ['no name where there are two', { query: 'text' }, 'POST'],
    ['a name that there is not', { query: 'text', operationName: 'C' }, 'POST'],
    ['nothing', {}, 'POST'],
  ])('leave %s to the server', (_, body, method) => {
    expect(known.operationOf(request(body, method))).toBeNull();
  });
});
