// Entity fetches: find the objects that need more, ask once per distinct entity, and merge the answers where they belong.
import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../operation.ts';
import type { EntityBatch, PlaceSegment } from '../steps.ts';
import type { AnswerPath } from '../subgraph.ts';
import { failFields } from './blame.ts';
import { Failure } from './failure.ts';
import { Entities } from './identify.ts';
import { represent } from './represent.ts';
import { applyRewrites } from './rewrite.ts';
import { copy, isTree, merge, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** One entity that a batch asks for, and every object of the tree that is this entity. */
export interface Wanted {
  readonly representation: Tree;
  /** The objects, grouped by the batch's places; at least one. */
  readonly targets: Tree[][];
  /** The place of the last group. */
  lastPlace: number;
  /** The object of that group that stands for all bare ones. */
  bare: Tree | null;
  /** Where the first of them is, for errors that no field of the client shows. */
  readonly path: AnswerPath;
}

/** What one batch of a request asks for. */
export interface Wish {
  readonly batch: EntityBatch;
  readonly wanted: readonly Wanted[];
}

/** What looking for entities needs besides the batch. */
export interface Collecting {
  readonly schema: GraphQLSchema;
  /** Parts that stand at several places; bare entities are added. */
  readonly sharedParts: Set<unknown>;
  /** Whether bare entities that are the same may become one object (`sharesBare` of their plan). */
  readonly sharesBare: boolean;
}

/**
 * Finds what a batch must ask for. Objects with equal representations are asked for once. Those of which nothing is known but
 * what is sent become one object at each place: merged into, gone through and written once, however often it stands there.
 */
export function collectWanted(
  { schema, sharedParts, sharesBare }: Collecting,
  batch: EntityBatch,
  root: Tree,
): Wanted[] {
  const wanted: Wanted[] = [];
  const entities = new Entities<Wanted | null>(schema, batch);
  batch.places.forEach((place, placeIndex) => {
    visitPlace({ schema, place, shared: sharedParts }, root, (target, path) => {
      const known = entities.get(target);
      if (known === null) return target;
      const bare = sharesBare && entities.isBare(target) ? target : null;
      if (known) {
        const stands = meetAgain(known, { placeIndex, target, bare });
        if (stands !== target) sharedParts.add(stands);
        return stands;
      }
      const representation = represent(schema, batch.requires, target);
      const places = { targets: [[target]], lastPlace: placeIndex, bare };
      const fresh = representation && { representation, path: path(), ...places };
      entities.set(target, fresh);
      if (fresh) wanted.push(fresh);
      return target;
    });
  });
  // Not before: a rewrite may make one of two types, which were told apart until here.
  for (const { representation } of wanted) applyRewrites(schema, batch.representationRewrites, representation);
  return wanted;
}

/** One more object of an entity that is wanted already. */
interface Met {
  readonly placeIndex: number;
  readonly target: Tree;
  /** The same object, if it is bare. */
  readonly bare: Tree | null;
}

/** Adds an object to its entity; gives the one that is to stand in its place. */
function meetAgain(wanted: Wanted, { placeIndex, target, bare }: Met): Tree {
  // Places are gone through one after the other, so the last group is the only one that still grows.
  const group = wanted.lastPlace === placeIndex ? wanted.targets.at(-1) : undefined;
  if (!group) {
    wanted.targets.push([target]);
    wanted.lastPlace = placeIndex;
    wanted.bare = bare;
    return target;
  }
  if (bare && wanted.bare) return wanted.bare;
  wanted.bare ??= bare;
  group.push(target);
  return target;
}

/** A place of one batch, in a tree of which some parts stand at several places. */
interface Visit {
  readonly schema: GraphQLSchema;
  readonly place: readonly PlaceSegment[];
  readonly shared: ReadonlySet<unknown>;
}

/** Hears of an object and where it is; gives the one that is to stand in its place. */
type Meet = (target: Tree, path: () => AnswerPath) => Tree;

/** Calls back for every object at a place, once for a part that stands there several times. */
function visitPlace(visit: Visit, root: Tree, meet: Meet): void {
  new Descent(visit, meet).descend(root, 0, 0);
}

/** One walk to a place. */
class Descent {
  readonly #visit: Visit;
  readonly #meet: Meet;
  /** Keys and indices on the way, as many as it is deep; what lies beyond is left from elsewhere. */
  readonly #path: (string | number)[] = [];
  #level = 0;
  /** Per segment the shared parts that were gone through, and what stands in their place. */
  #visited: Map<unknown, unknown>[] | null = null;
  /** Per segment the type met last, and whether it is meant: most objects at a place are of one type. */
  readonly #types: { typename: string | null; isMeant: boolean }[] = [];
  readonly #pathNow = (): AnswerPath => this.#path.slice(0, this.#level);

  constructor(visit: Visit, meet: Meet) {
    this.#visit = visit;
    this.#meet = meet;
  }

  /** Goes on from a value; gives what is to stand in its place, nearly always itself. */
  descend(value: unknown, depth: number, level: number): unknown {
    if (Array.isArray(value)) {
      // `items` stands for all levels of a list of lists, so a list met at any segment is gone through.
      for (let index = 0; index < value.length; index += 1) {
        const item: unknown = value[index];
        this.#path[level] = index;
        const stands = this.descend(item, depth, level + 1);
        if (stands !== item) value[index] = stands;
      }
      return value;
    }
    if (!isTree(value)) return value;
    const segment = this.#visit.place[depth];
    if (!segment) {
      this.#level = level;
      return this.#meet(value, this.#pathNow);
    }
    switch (segment.kind) {
      case 'items':
        return this.descend(value, depth + 1, level);
      case 'types':
        return this.#isMeant(typenameOf(value), segment.names, depth) ? this.descend(value, depth + 1, level) : value;
      case 'field': {
        const part = value[segment.key];
        this.#path[level] = segment.key;
        const isShared = this.#visit.shared.size > 0 && this.#visit.shared.has(part);
        const stands = isShared ? this.#descendOnce(part, depth, level) : this.descend(part, depth + 1, level + 1);
        if (stands !== part) value[segment.key] = stands;
        return value;
      }
    }
  }

  /** A part that stands at several places is gone through once, and replaced at each if it is to be. */
  #descendOnce(part: unknown, depth: number, level: number): unknown {
    const visited = ((this.#visited ??= [])[depth] ??= new Map());
    if (visited.has(part)) return visited.get(part);
    const stands = this.descend(part, depth + 1, level + 1);
    visited.set(part, stands);
    return stands;
  }

  #isMeant(typename: string | null, names: readonly string[], depth: number): boolean {
    const last = this.#types[depth];
    if (last?.typename === typename) return last.isMeant;
    const { schema } = this.#visit;
    const isMeant = typename === null || names.some((name) => isOfType(schema, typename, name));
    this.#types[depth] = { typename, isMeant };
    return isMeant;
  }
}

/**
 * Merges the entities of a batch's answer into the objects that wanted them. Objects at the same place share the parts
 * of one entity; each further place gets a copy, because later steps may ask for the same field with other arguments.
 */
export function mergeEntities(
  { schema, sharedParts }: Merging,
  batch: EntityBatch,
  wanted: readonly Wanted[],
  answer: unknown,
): void {
  wanted.forEach(({ targets }, index) => {
    const entity: unknown = answer instanceof Failure ? answer : Array.isArray(answer) ? answer[index] : null;
    if (isTree(entity)) applyRewrites(schema, batch.rewrites, entity);
    targets.forEach((objects, turn) => {
      const own = turn === targets.length - 1 ? entity : copy(entity, batch.selection);
      if (own instanceof Failure) for (const object of objects) failFields(object, batch.selection, own);
      if (!isTree(own)) return;
      keepExactType(schema, own, objects);
      const { selection } = batch;
      const keys = selection.possibleKeysOn(typenameOf(own));
      const merged = { selection, keys };
      for (const object of objects) merge(object, own, merged);
      if (objects.length > 1) noteShared(own, keys, sharedParts);
    });
  });
}

/**
 * A subgraph that knows an entity by its interface only (@interfaceObject) names the interface as its type. What is known of
 * the type already says more, and places further down the plan are found by it.
 */
function keepExactType(schema: GraphQLSchema, entity: Tree, objects: Iterable<Tree>): void {
  const told = typenameOf(entity);
  if (told === null) return;
  for (const object of objects) {
    const known = typenameOf(object);
    if (known === null || known === told || isObjectType(schema.getType(told))) continue;
    entity.__typename = known;
    return;
  }
}

/** What merging needs besides the batch; the parts that it puts into several places are noted. */
export type Merging = Pick<Collecting, 'schema' | 'sharedParts'>;

function noteShared(entity: Tree, keys: readonly string[], sharedParts: Set<unknown>): void {
  for (const key of keys) {
    const part = entity[key];
    if (typeof part === 'object' && part !== null && !(part instanceof Failure)) sharedParts.add(part);
  }
}
