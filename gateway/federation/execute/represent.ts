// Representations: what an entity looks like to the subgraph that is asked for more of it.
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../operation.ts';
import type { Required } from '../steps.ts';
import { Failure } from './failure.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/**
 * Reads a representation off the tree, or null when the object has none of what is needed (another type, or nothing
 * known of it). A needed value that failed is sent as null: the subgraph still answers what does not depend on it.
 */
export function represent(schema: GraphQLSchema, requires: readonly Required[], entity: Tree): Tree | null {
  const representation: Tree = {};
  if (!readInto(schema, representation, requires, entity)) return null;
  if (representation.__typename === undefined) return null;
  return hasKnowledge(representation) ? representation : null;
}

/** Whether anything but the type name is known: an entity of which all is null cannot be told from another. */
function hasKnowledge(representation: Tree): boolean {
  for (const name in representation) if (name !== '__typename' && representation[name] !== null) return true;
  return false;
}

/** Copies the required fields; false when no type condition held. */
function readInto(schema: GraphQLSchema, into: Tree, requires: readonly Required[], from: Tree): boolean {
  let isAnyRead = false;
  for (const required of requires) {
    if (required.kind === 'field') {
      const value = readValue(schema, required.selections, ownValue(from, required.key));
      into[required.name] = Object.hasOwn(into, required.name) ? joined(into[required.name], value) : value;
      isAnyRead = true;
      continue;
    }
    const typename = typenameOf(from);
    if (typename !== null && !isOfType(schema, typename, required.name)) continue;
    if (readInto(schema, into, required.selections, from)) {
      into.__typename ??= typename ?? required.name;
      isAnyRead = true;
    }
  }
  return isAnyRead;
}

/** Of two readings of one value, of different selections, what both say. */
function joined(known: unknown, value: unknown): unknown {
  if (isTree(known) && isTree(value)) {
    for (const key of Object.keys(value)) {
      if (key !== '__proto__') known[key] = Object.hasOwn(known, key) ? joined(known[key], value[key]) : value[key];
    }
    return known;
  }
  if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
    return known.map((item, index) => joined(item, value[index]));
  return value ?? known;
}

/** A key of a subgraph may be called as what every object has. */
function ownValue(tree: Tree, key: string): unknown {
  const value = tree[key];
  return typeof value === 'function' ? undefined : value;
}

/** A required value as it is sent. */
export function readValue(schema: GraphQLSchema, selections: readonly Required[] | null, value: unknown): unknown {
  if (value instanceof Failure) value.miss();
  if (value === undefined || value === null || value instanceof Failure) return null;
  if (Array.isArray(value)) return value.map((item) => readValue(schema, selections, item));
  if (selections === null || !isTree(value)) return value;
  const part: Tree = {};
  readInto(schema, part, selections, value);
  return part;
}
