import { fileURLToPath } from 'node:url';
import { parse, printSchema, validate } from 'graphql';
import { expect, test } from 'vitest';
import { compose } from '../../test/federation/rig.ts';
import { loadSupergraph, readSupergraph } from './supergraph.ts';

const sdls = {
  one: `
    directive @shout on FIELD
    type Query { open: Open hidden: Int @inaccessible filter(a: Int, b: In): [Both] old: Int @deprecated(reason: "use open") }
    type Open { id: ID! secret: Secret @inaccessible kind: Kind }
    type Secret @inaccessible { id: ID }
    enum Kind { A B @inaccessible }
    input In { x: Int y: Int @inaccessible }
    union Both = Open | Secret
    scalar Decimal @specifiedBy(url: "https://decimal.example")`,
};

test('a query with a directive that nobody carries out is refused', () => {
  const [error] = validate(compose(sdls).apiSchema, parse('{ open { id @shout } }'));
  expect(error?.message).toBe('Unknown directive "@shout".');
});

test('the public schema holds nothing of the composer and nothing inaccessible', () => {
  expect(printSchema(compose(sdls).apiSchema)).toMatchInlineSnapshot(`
    "scalar Decimal @specifiedBy(url: "https://decimal.example")

    type Query {
      open: Open
      filter(a: Int, b: In): [Both]
      old: Int @deprecated(reason: "use open")
    }

    type Open {
      id: ID!
      kind: Kind
    }

    union Both = Open

    enum Kind {
      A
    }

    input In {
      x: Int
    }"
  `);
});

test('what is @inaccessible under another name is hidden, too', () => {
  const { sdl } = compose(sdls);
  const link = '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", ';
  expect(sdl).toContain(link);
  for (const [said, name] of [
    ['import: [{ name: "@inaccessible", as: "@private" }], ', 'private'],
    ['as: "secret", ', 'secret'],
  ] as const) {
    const renamed = sdl.replace(link, `${link}${said}`).replaceAll('@inaccessible', `@${name}`);
    const other = renamed.replace(`name: "@${name}", as`, 'name: "@inaccessible", as');
    expect(printSchema(loadSupergraph(other).apiSchema)).toBe(printSchema(compose(sdls).apiSchema));
  }
});

test.each([
  ['authenticated', 'SECURITY'],
  ['requiresScopes', 'SECURITY'],
  ['context', 'SECURITY'],
  ['somethingNew', 'EXECUTION'],
])('a supergraph that links %s for %s is refused: nobody here would carry it out', (name, purpose) => {
  const url = `https://specs.apollo.dev/${name}/v0.1`;
  const sdl = compose(sdls).sdl.replace(/^schema\s/m, `schema @link(url: "${url}", for: ${purpose}) `);
  expect(() => loadSupergraph(sdl)).toThrow(`it links ${url} for ${purpose}, which this gateway does not carry out`);
});

test('subgraphs and their addresses come from the supergraph', () => {
  expect(Object.fromEntries(compose(sdls, { one: 'http://one.example/graphql' }).subgraphUrls)).toEqual({
    one: 'http://one.example/graphql',
  });
});

test('two supergraphs never share a hash', () => {
  const [first, second] = [compose(sdls), compose({ one: sdls.one.replace('open: Open', 'open: Open more: Int') })];
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(first.hash).not.toBe(second.hash);
});

test('what is no supergraph is refused in words that say what to do', async () => {
  expect(() => loadSupergraph('type Query { a: Int }')).toThrow('npm run compose');
  await expect(readSupergraph('missing.graphql')).rejects.toThrow('Supergraph missing.graphql cannot be served');
});

test('the committed supergraph can be served, and its sensitive fields are known', async () => {
  const supergraph = await readSupergraph(fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url)));
  expect([...supergraph.subgraphUrls.keys()]).toEqual(expect.arrayContaining(['crm', 'erp', 'insight', 'psa']));
  expect(supergraph.sensitive.get('TimeEntry.costAmount') ?? supergraph.sensitive.size).toBeTruthy();
  expect(supergraph.sensitive.size).toBeGreaterThan(5);
});
