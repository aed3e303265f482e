// Errors of values that the client did not ask for: a plan fetches more than was asked (keys, inputs of @requires, the fields of
// every type behind an @interfaceObject). What the answer rests on is told, once; what nobody misses is not.
import { afterEach, expect, test } from 'vitest';
import { library } from './graphs.ts';
import { federate } from './rig.ts';
import type { Answer, Federation } from './rig.ts';
import type { World, WorldRecord } from './world.ts';

let federation: Federation;
afterEach(() => federation.close());

const paths = (answer: Answer): string[] => (answer.errors ?? []).map((error) => (error.path ?? []).join('.'));
const told = (answer: Answer): string => JSON.stringify(answer.errors ?? []);

async function openLibrary(): Promise<{ book: WorldRecord; film: WorldRecord }> {
  const reader: WorldRecord = { id: 'r1', name: 'Reader', mood: 'good' };
  const book: WorldRecord = { id: 'b1', title: 'Book', isbn: '978', weight: 1, rating: 3, critics: [reader] };
  const film: WorldRecord = { id: 'f1', title: 'Film', size: 2, reel: 3, rating: 4, critics: [reader] };
  const media = [book, film];
  federation = await federate(library, {
    Query: { media, best: [film, book], nodes: media, search: [media] },
    Book: [book],
    Film: [film],
    Reader: [reader],
  });
  return { book, film };
}

test('a value that only other types were asked for may fail unheard', async () => {
  const { book, film } = await openLibrary();
  book.critics = new Error('no critics');
  film.rating = new Error('no rating');
  const query = '{ search { ... on Book { own: rating } ... on Film { critics { mood } } } }';
  const answer = await federation.ask(query);
  expect(answer).toEqual({ ...(await federation.monolith(query)), masked: [] });
  expect(answer.errors).toBeUndefined();
  // It is asked all the same: behind an interface object a subgraph cannot tell one type from another.
  expect(federation.subgraphs.ratings?.seen.map(({ query: text }) => text).join()).toMatch(
    /rating.*critics|critics.*rating/,
  );
});

test('the same value fails aloud where it was asked for', async () => {
  const { book, film } = await openLibrary();
  book.rating = new Error('no rating');
  film.rating = new Error('no rating');
  const answer = await federation.ask(
    '{ search { ... on Book { own: rating } ... on Film { critics { mood } } } best { id } }',
  );
  expect(paths(answer)).toEqual(['search.0.0.own']);
});

const requiring = {
  a: `
    type Query { things: [Thing!] thing: Thing }
    type Thing @key(fields: "id") {
      id: ID! open: Int shut: Int @inaccessible box: Box lock: Lock! @inaccessible name: String
    }
    type Box { size: Int weight: Int @inaccessible }
    type Lock @inaccessible { code: Int! }`,
  b: `
    type Thing @key(fields: "id") {
      id: ID! open: Int @external shut: Int @external box: Box @external lock: Lock! @external
      fromOpen: Int @requires(fields: "open")
      fromShut: Int @requires(fields: "shut")
      fromBox: Int @requires(fields: "box { size weight }")
      fromLock: Int @requires(fields: "lock { code }")
      promised: Int! due: Int
    }
    type Box { size: Int @external weight: Int @external }
    type Lock @inaccessible { code: Int! @external }`,
};

async function openThings(): Promise<{ things: WorldRecord[] }> {
  const derived = { fromOpen: 1, fromShut: 2, fromBox: 3, fromLock: 4, promised: 5, due: 6 };
  const things = ['1', '2'].map((id): WorldRecord => ({
    id,
    name: `Thing ${id}`,
    open: 1,
    shut: 2,
    box: { size: 3, weight: 4 },
    lock: { code: 5 },
    ...derived,
  }));
  const world: World = { Query: { things, thing: things[0] }, Thing: things };
  federation = await federate(requiring, world);
  return { things };
}

test('an input of @requires that fails is told once, under its own name where clients may know it', async () => {
  const { things } = await openThings();
  things[0]!.open = new Error('open is jammed');
  const answer = await federation.ask('{ things { fromOpen } }');
  expect(answer.errors).toMatchObject([{ message: 'open is jammed', path: ['things', 0, 'open'] }]);
});

test.each([
  ['a hidden field', 'fromShut', (thing: WorldRecord) => (thing.shut = new Error('shut: secret 7'))],
  [
    'a hidden field of a part',
    'fromBox',
    (thing: WorldRecord) => (thing.box = { size: 1, weight: new Error('weight: secret 7') }),
  ],
])(
  'of %s that fails as an input of @requires neither name nor message reaches the client',
  async (_name, field, breakIt) => {
    const { things } = await openThings();
    breakIt(things[0]!);
    const answer = await federation.ask(`{ things { ${field} } }`);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'a' } });
    expect(told(answer)).not.toMatch(/secret|shut|weight/);
  },
);

test('a promised hidden input takes its object along, and its name and message still stay behind', async () => {
  const { things } = await openThings();
  things[0]!.lock = { code: new Error('code: secret 7') };
  const answer = await federation.ask('{ thing { fromLock } }');
  expect(answer.data).toEqual({ thing: null });
  expect(paths(answer)).toEqual(['thing']);
  expect(told(answer)).not.toMatch(/secret|lock|code:/);
});

test('an object that a promised value empties names that value, not the first field that went with it', async () => {
  const { things } = await openThings();
  things[0]!.promised = new Error('promise broken');
  for (const fields of ['due promised', 'promised due', 'd: due p: promised']) {
    const answer = await federation.ask(`{ thing { ${fields} } }`);
    expect(answer.data).toEqual({ thing: null });
    expect(paths(answer)).toEqual([`thing.${fields.startsWith('d:') ? 'p' : 'promised'}`]);
  }
});

test('a root that a mutation empties names the field it broke at, not the first one of its request', async () => {
  const failing = new Error('stock is counted');
  const mutation = 'type Query { a: Int } type Mutation { first: Int second: Int! third: Int }';
  federation = await federate(
    { one: mutation },
    { Query: { a: 1 }, Mutation: { first: () => 1, second: () => failing, third: () => 3 } },
  );
  const answer = await federation.ask('mutation { first b: second third }');
  expect(answer.data).toBeNull();
  expect(paths(answer)).toEqual(['b']);
});

test('what a subgraph found wrong with the gateway’s own request is not told to the client', async () => {
  await openThings();
  const says = { message: 'Cannot query field "shut" on type "Thing". Did you mean "shout"?' };
  const texts = [
    { errors: [{ ...says, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    { errors: [{ ...says, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] },
  ];
  for (const text of texts) {
    federation.subgraphs.b?.behave({ kind: 'text', text: JSON.stringify(text) });
    const answer = await federation.ask('{ thing { name due } }');
    expect(answer.data).toEqual({ thing: { name: 'Thing 1', due: null } });
    expect(answer.errors).toMatchObject([{ path: ['thing', 'due'], extensions: { code: 'SUBGRAPH_REFUSED' } }]);
    expect(told(answer)).not.toMatch(/shut|shout|Cannot query/);
  }
});

test('a subgraph’s suggestions are cut off, what it has to say stays', async () => {
  const { things } = await openThings();
  things[0]!.due = new Error(
    'Value "OPN" does not exist in "State" enum. Did you mean the enum value "OPEN" or "OPENED"?',
  );
  const answer = await federation.ask('{ thing { due } }');
  expect(answer.errors?.[0]?.message).toBe('Value "OPN" does not exist in "State" enum.');
});
