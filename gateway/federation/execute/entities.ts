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
  /** The objects, grouped by the batch's places. */
  readonly targets: Map<number, Tree[]>;
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
        const targets = known.targets.get(placeIndex);
        if (targets) targets.push(target);
        else known.targets.set(placeIndex, [target]);
        return;
      }
      const representation = represent(schema, batch.requires, target);
      const fresh = representation && { representation, targets: new Map([[placeIndex, [target]]]), path: [...path] };
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

/**
 * Calls back for every object at a place, once for a part that stands there several times. The path handed over is
 * reused: keep a copy.
 */
function visitPlace(
  { schema, place, shared }: Visit,
  root: Tree,
  visit: (target: Tree, path: AnswerPath) => void,
): void {
  const path: (string | number)[] = [];
  const visited: Set<unknown>[] = [];
  const isVisited = (part: unknown, depth: number): boolean => {
    const parts = (visited[depth] ??= new Set());
    if (parts.has(part)) return true;
    parts.add(part);
    return false;
  };
  const descend = (value: unknown, depth: number): void => {
    const segment = place[depth];
    if (Array.isArray(value)) {
      // `items` stands for all levels of a list of lists, so a list met at any segment is gone through.
      for (let index = 0; index < value.length; index += 1) {
        const item: unknown = value[index];
        path.push(index);
        descend(item, depth);
        path.pop();
      }
      return;
    }
    if (!isTree(value)) return;
    if (!segment) {
      visit(value, path);
      return;
    }
    switch (segment.kind) {
      case 'items':
        descend(value, depth + 1);
        return;
      case 'types': {
        const typename = typenameOf(value);
        const isMeant = typename === null || segment.names.some((name) => isOfType(schema, typename, name));
        if (isMeant) descend(value, depth + 1);
        return;
      }
      case 'field': {
        const part = value[segment.key];
        if (shared.size > 0 && shared.has(part) && isVisited(part, depth)) return;
        path.push(segment.key);
        descend(part, depth + 1);
        path.pop();
      }
    }
  };
  descend(root, 0);
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
    const perPlace = [...targets.values()];
    perPlace.forEach((objects, turn) => {
      const own = turn === perPlace.length - 1 ? entity : copy(entity);
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
