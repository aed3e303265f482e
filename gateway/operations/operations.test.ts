import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { resolveDocument } from '../stages/resolve-document.ts';
import type { DocumentParts, GraphqlParameters } from '../stages/resolve-document.ts';
import { operationsSchema } from './config.ts';
import { hashOf, parseManifest } from './manifest.ts';
import { createRegistered } from './registered.ts';

const schema = buildSchema('type Query { a: Int b: Int }');
const good = 'query Good { a }';
const gone = 'query Gone { c }';
const entries = parseManifest({ [hashOf(good)]: good, [hashOf(gone)]: gone });
const registered = createRegistered(entries, schema);

function resolve(parameters: GraphqlParameters, require: DocumentParts['require'] = 'enforce') {
  const seen: string[] = [];
  try {
    const found = resolveDocument(parameters, { registered, require, observer: (outcome) => seen.push(outcome) });
    return { found: found?.name ?? null, seen };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, message: error.message, seen };
  }
}

describe('a manifest', () => {
  test('is read in Apollo’s format and as plain hashes', () => {
    const body = 'query A { a }';
    const id = hashOf(body);
    expect(parseManifest({ [`sha256:${id.toUpperCase()}`]: body })).toEqual([{ id, name: null, text: body }]);
    expect(
      parseManifest({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id, name: 'A', type: 'query', body }],
      }),
    ).toEqual([{ id, name: 'A', text: body }]);
  });

  test.each<[string, unknown]>([
    ['a hash of something else', { [hashOf('x')]: 'query A { a }' }],
    ['another version', { format: 'apollo-persisted-query-manifest', version: 2, operations: [] }],
    ['a list', []],
    ['documents that are no text', { x: 7 }],
  ])('with %s is refused', (_, json) => {
    expect(() => parseManifest(json)).toThrow();
  });

  test('and automatic persisted queries exclude each other', () => {
    expect(() => operationsSchema.parse({ manifest: 'x.json', automatic: true })).toThrow('let anybody register');
  });
});

describe('a registered operation', () => {
  test.each<[string, GraphqlParameters]>([
    ['by documentId', { documentId: hashOf(good) }],
    ['by prefixed documentId', { documentId: `sha256:${hashOf(good)}` }],
    ['by Apollo’s extension', { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(good) }, other: 1 } }],
    ['by its text', { query: good }],
    ['by both', { query: good, documentId: hashOf(good) }],
  ])('is found %s', (_, parameters) => {
    expect(resolve(parameters)).toEqual({ found: 'Good', seen: ['REGISTERED'] });
    expect(parameters.query).toBe(good);
    expect(parameters).not.toHaveProperty('documentId');
    expect(parameters.extensions ?? {}).not.toHaveProperty('persistedQuery');
  });

  test('that the schema no longer has is refused by a code of its own, until the schema has it again', () => {
    expect(resolve({ documentId: hashOf(gone) })).toMatchObject({
      code: 'OPERATION_NO_LONGER_VALID',
      message: 'Gone does not fit the schema: Cannot query field "c" on type "Query".',
      seen: ['NO_LONGER_VALID'],
    });
    const reloaded = createRegistered(entries, schema);
    expect(reloaded.unfit().map(({ name }) => name)).toEqual(['Gone']);
    reloaded.judge(buildSchema('type Query { c: Int }'));
    expect(reloaded.unfit().map(({ name }) => name)).toEqual(['Good']);
    expect(reloaded.byId(hashOf(gone))?.invalid).toBeNull();
    expect(reloaded.byText(good)?.invalid).toContain('"a"');
  });

  test('cannot be used to smuggle another text in', () => {
    expect(resolve({ query: '{ b }', documentId: hashOf(good) }, 'off')).toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a document that is not registered', () => {
  test('is refused, counted or let pass, as the configuration says', () => {
    expect(resolve({ query: '{ b }' })).toMatchObject({ code: 'OPERATION_NOT_REGISTERED', seen: ['UNREGISTERED'] });
    expect(resolve({ query: '{ b }' }, 'measure')).toEqual({ found: null, seen: ['UNREGISTERED'] });
    expect(resolve({ query: ' query Good { a }' })).toMatchObject({ code: 'OPERATION_NOT_REGISTERED' });
  });

  test.each(['measure', 'off', 'enforce'] as const)('cannot be asked by an unknown id (%s)', (require) => {
    for (const documentId of [hashOf('x'), '__proto__', 'constructor', ''])
      expect(resolve({ documentId }, require)).toMatchObject({ code: 'OPERATION_NOT_REGISTERED' });
  });

  test('by id is refused where nothing is registered at all', () => {
    const parts = { registered: null, require: 'enforce' } as const;
    expect(() => resolveDocument({ documentId: hashOf(good) }, parts)).toThrow('send the query text');
    expect(resolveDocument({ query: '{ a }' }, parts)).toBeNull();
  });
});
