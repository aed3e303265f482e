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
  /** Where the first of them is, for errors that no field of the client shows. */
  readonly path: AnswerPath;
}

/** Finds what a batch must ask for. Objects with equal representations are asked for once. */
export function collectWanted(
  schema: GraphQLSchema,
  batch: EntityBatch,
  root: Tree,
  shared: ReadonlySet<unknown> = nothingShared,
): Wanted[] {
  const wanted: Wanted[] = [];
  const entities = new Entities<Wanted | null>(schema, batch);
  batch.places.forEach((place, placeIndex) => {
    visitPlace({ schema, place, shared }, root, (target, path) => {
      const known = entities.get(target);
      if (known === null) return;
      if (known) {
        // Places are gone through one after the other, so an entity's last group is the only one that still grows.
        if (known.lastPlace === placeIndex) known.targets.at(-1)?.push(target);
        else known.targets.push([target]);
        known.lastPlace = placeIndex;
        return;
      }
      const representation = represent(schema, batch.requires, target);
      const fresh = representation && { representation, targets: [[target]], lastPlace: placeIndex, path: path() };
      entities.set(target, fresh);
      if (fresh) wanted.push(fresh);
    });
  });
  // Not before: a rewrite may make one of two types, which were told apart until here.
  for (const { representation } of wanted) applyRewrites(schema, batch.representationRewrites, representation);
  return wanted;
}

const nothingShared: ReadonlySet<unknown> = new Set();

/** A place of one batch, in a tree of which some parts stand at several places. */
interface Visit {
  readonly schema: GraphQLSchema;
  readonly place: readonly PlaceSegment[];
  readonly shared: ReadonlySet<unknown>;
}

/** Calls back for every object at a place, once for a part that stands there several times. `path` tells where it is. */
function visitPlace(visit: Visit, root: Tree, meet: (target: Tree, path: () => AnswerPath) => void): void {
  new Descent(visit, meet).descend(root, 0, 0);
}

/** One walk to a place. */
class Descent {
  readonly #visit: Visit;
  readonly #meet: (target: Tree, path: () => AnswerPath) => void;
  /** Keys and indices on the way, as many as it is deep; what lies beyond is left from elsewhere. */
  readonly #path: (string | number)[] = [];
  #level = 0;
  readonly #visited: Set<unknown>[] = [];
  /** Per segment the type met last, and whether it is meant: most objects at a place are of one type. */
  readonly #types: { typename: string | null; isMeant: boolean }[] = [];
  readonly #pathNow = (): AnswerPath => this.#path.slice(0, this.#level);

  constructor(visit: Visit, meet: (target: Tree, path: () => AnswerPath) => void) {
    this.#visit = visit;
    this.#meet = meet;
  }

  descend(value: unknown, depth: number, level: number): void {
    if (Array.isArray(value)) {
      // `items` stands for all levels of a list of lists, so a list met at any segment is gone through.
      for (let index = 0; index < value.length; index += 1) {
        this.#path[level] = index;
        this.descend(value[index], depth, level + 1);
      }
      return;
    }
    if (!isTree(value)) return;
    const segment = this.#visit.place[depth];
    if (!segment) {
      this.#level = level;
      this.#meet(value, this.#pathNow);
      return;
    }
    switch (segment.kind) {
      case 'items':
        this.descend(value, depth + 1, level);
        return;
      case 'types':
        if (this.#isMeant(typenameOf(value), segment.names, depth)) this.descend(value, depth + 1, level);
        return;
      case 'field': {
        const part = value[segment.key];
        if (this.#visit.shared.size > 0 && this.#visit.shared.has(part) && this.#isVisited(part, depth)) return;
        this.#path[level] = segment.key;
        this.descend(part, depth + 1, level + 1);
      }
    }
  }

  #isVisited(part: unknown, depth: number): boolean {
    const parts = (this.#visited[depth] ??= new Set());
    if (parts.has(part)) return true;
    parts.add(part);
    return false;
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
      const own = turn === targets.length - 1 ? entity : copy(entity);
      if (own instanceof Failure) for (const object of objects) failFields(object, batch.selection, own);
      if (!isTree(own)) return;
      keepExactType(schema, own, objects);
      const keys = Object.keys(own);
      for (const object of objects) merge(object, own, keys);
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
export interface Merging {
  readonly schema: GraphQLSchema;
  readonly sharedParts: Set<unknown>;
}

function noteShared(entity: Tree, keys: readonly string[], sharedParts: Set<unknown>): void {
  for (const key of keys) {
    const part = entity[key];
    if (typeof part === 'object' && part !== null && !(part instanceof Failure)) sharedParts.add(part);
  }
}
