// The small parts of the cache: what is declared, who is let in, what was made invalid.
import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { readCacheRules } from './cache-rules.ts';
import { cacheSchema } from './config.ts';
import { Doorkeeper, rememberedMax, trialsPerVerdict } from './doorkeeper.ts';
import { Invalidations, nameOfPrincipal, nameOfTag } from './invalidations.ts';
import { lifeOfEntities, lifeOfRoot } from './life.ts';
import type { Life } from './life.ts';
import { readOperation } from './selected-fields.ts';
import { fillTemplate, readTemplate } from './tags.ts';

const schema = buildSchema(
  `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @join__directive(name: String!, args: Arguments) repeatable on OBJECT | FIELD_DEFINITION
  scalar Arguments
  enum CacheControlScope { PUBLIC PRIVATE }
  interface Priced { price: Int }
  type Query { rates: [Rate] rate: Int @cacheControl(maxAge: 5, scope: PUBLIC) user: User priced: Priced plain: Int both: Rate @cacheControl(maxAge: 3) }
  type Rate @cacheControl(maxAge: 60, scope: PUBLIC) { value: Int secret: Int user: User quick: Int @cacheControl(maxAge: 2) }
  type User @cacheControl(maxAge: 30) @join__directive(name: "federation__cacheTag", args: { format: "user-{$key.id}" }) { id: ID rate: Rate }
  type A implements Priced @cacheControl(maxAge: 10, scope: PUBLIC) { price: Int }
  type B implements Priced @cacheControl(maxAge: 4) { price: Int }`,
  { assumeValidSDL: true },
);
const rules = readCacheRules(schema);

function life(query: string, settings: Record<string, number> = {}): Life {
  const operation = readOperation(schema, parse(query), null);
  if (!operation) throw new Error(query);
  const parts = {
    rules,
    sensitive: new Map([['Rate.secret', 'MARGIN']]),
    settings: cacheSchema.parse({ freshMs: 2_000, staleMs: 60_000, ...settings }),
  };
  const [root] = operation.definition.selectionSet.selections;
  const isEntities = root && 'name' in root && root.name.value === '_entities';
  return isEntities && 'selectionSet' in root && root.selectionSet
    ? lifeOfEntities(parts, operation, root.selectionSet)
    : lifeOfRoot(parts, operation);
}

test.each([
  ['{ plain }', 2_000, false],
  ['{ rate }', 5_000, true],
  ['{ rate plain }', 2_000, false],
  ['{ rates { value } }', 60_000, true],
  ['{ rates { v: value quick __typename } }', 2_000, true],
  ['{ both { value } }', 3_000, true],
  ['{ rates { value secret } }', 60_000, false],
  ['{ rates { ...F } } fragment F on Rate { value user { id } }', 30_000, false],
  ['{ user { rate { value } } }', 30_000, false],
  ['{ priced { price } }', 4_000, false],
  ['{ _entities { ... on Rate { value } } }', 60_000, true],
  ['{ _entities { ... on Rate { value } ... on User { id } } }', 30_000, false],
  ['{ _entities { ... on User { rate { value } } } }', 30_000, false],
] as const)('%s lives %d ms, public: %s', (query, freshMs, isPublic) => {
  expect(life(query)).toMatchObject({ freshMs, isPublic });
});

test('only declared times are stretched, and never beyond themselves', () => {
  expect(life('{ plain }').revalidateMs).toBe(0);
  expect(life('{ rates { value } }').revalidateMs).toBe(30_000);
  expect(life('{ rate }').revalidateMs).toBe(5_000);
  expect(life('{ rates { value } }', { freshMs: 0 })).toMatchObject({ freshMs: 0, revalidateMs: 0, staleMs: 60_000 });
});

test('tags are read from both spellings, and one without its value is none', () => {
  expect(rules.ofType('User').tags).toEqual(['user-{$key.id}']);
  const template = readTemplate('a-{$key.id}-{$key.owner.name}{$args.x}');
  expect(fillTemplate(template, { key: { id: 7, owner: { name: 'b' } }, args: { x: true } })).toBe('a-7-btrue');
  expect(fillTemplate(template, { key: { id: 7 } })).toBeNull();
  expect(fillTemplate(readTemplate('x{$key.constructor}'), { key: {} })).toBeNull();
});

test('a few strangers are let in, of a crowd only those who come back, and the crowd is forgotten', () => {
  let now = 0;
  const doorkeeper = new Doorkeeper(2, () => now);
  const letsIn = (names: readonly string[]) => names.map((name) => doorkeeper.admit(name) !== 'TURNED_AWAY');
  expect(letsIn(['a', 'b', 'c', 'd'])).toEqual([true, true, false, false]);
  expect(letsIn(['c', 'd'])).toEqual([true, true]);
  for (let index = 0; index < rememberedMax; index += 1) doorkeeper.admit(`crowd ${index}`);
  now = 5_000;
  for (let index = 0; index < 2; index += 1) doorkeeper.admit(`new ${index}`);
  expect(letsIn(['a'])).toEqual([false]);
  now = 6_000;
  expect(letsIn(['e'])).toEqual([true]);
});

test('those who come back too late to be spared anything are let in by samples, until it pays again', () => {
  let now = 0;
  const doorkeeper = new Doorkeeper(0, () => now);
  // Principals are digests: any letter of base64url comes first.
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const crowd = Array.from({ length: trialsPerVerdict }, (_, index) => `${letters[index % letters.length]}${index}`);
  /** How many of the crowd are let in when all come back after a while. */
  const visit = (wasSpared: boolean): number => {
    now += 10_000;
    const admissions = crowd.map((name) => doorkeeper.admit(name));
    const onTrial = admissions.filter((admission) => admission === 'ON_TRIAL').length;
    for (let index = 0; index < onTrial; index += 1) doorkeeper.learn(wasSpared);
    return onTrial;
  };
  expect([visit(false), visit(false)]).toEqual([0, crowd.length]);
  const sampled = visit(false);
  expect(sampled).toBeGreaterThan(crowd.length / 48);
  expect(sampled).toBeLessThan(crowd.length / 24);
  // Who was here a moment ago is let in whatever the others gain.
  now += 1_500;
  expect(new Set(crowd.map((name) => doorkeeper.admit(name)))).toEqual(new Set(['ADMITTED']));
  for (let visits = 0; visits < 40; visits += 1) visit(true);
  expect(visit(true)).toBe(crowd.length);
});

test('what was asked until an invalidation is worthless, what was asked later is not', () => {
  const invalidations = new Invalidations(2);
  expect(invalidations.isInvalid(['x'], 5)).toBe(false);
  invalidations.note([nameOfTag('x')], 10);
  expect([9, 10, 11].map((instant) => invalidations.isInvalid(['y', 'x'], instant))).toEqual([true, true, false]);
  expect(invalidations.isInvalid(['y'], 9)).toBe(false);
  expect(invalidations.isInvalid('any', 9)).toBe(true);
  invalidations.note([nameOfPrincipal('ann')], 12);
  expect([invalidations.notBefore('ann'), invalidations.notBefore('bob')]).toEqual([12, -Infinity]);
  // Past what is remembered the oldest counts for everything asked before it.
  invalidations.note([nameOfTag('z')], 20);
  expect([invalidations.isInvalid(['y'], 10), invalidations.isInvalid(['y'], 11)]).toEqual([true, false]);
});
