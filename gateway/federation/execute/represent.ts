// Representations: what an entity looks like to the subgraph that is asked for more of it.
import type { GraphQLSchema } from 'graphql';
import { isOfType } from '../operation.ts';
import type { Required } from '../steps.ts';
import { Failure } from './failure.ts';
import { isTree, merge, typenameOf } from './tree.ts';
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
  return Object.entries(representation).some(([name, value]) => name !== '__typename' && value !== null);
}

/** One field of a representation, whatever type conditions it stood under. */
interface RequiredField {
  readonly key: string;
  readonly selections: readonly Required[] | null;
}

/** Names equal entities equally, without making their representations: most objects of an answer are met before. */
export type Identify = (entity: Tree) => string;

/** Compiles the names of a batch's entities: the type and what is required of it, each value as long as it says. */
export function compileIdentify(schema: GraphQLSchema, requires: readonly Required[]): Identify {
  const fieldsOf = new Map<string | null, readonly RequiredField[]>();
  return (entity) => {
    const typename = typenameOf(entity);
    let fields = fieldsOf.get(typename);
    if (!fields) fieldsOf.set(typename, (fields = requiredFields(schema, requires, typename)));
    let name = typename ?? '';
    for (const { key, selections } of fields) name += nameOf(schema, selections, entity[key]);
    return name;
  };
}

function requiredFields(
  schema: GraphQLSchema,
  requires: readonly Required[],
  typename: string | null,
): RequiredField[] {
  return requires.flatMap((required) => {
    if (required.kind === 'field') return [required];
    const applies = typename === null || isOfType(schema, typename, required.name);
    return applies ? requiredFields(schema, required.selections, typename) : [];
  });
}

/** Texts say their length first, so that no two lists of values read alike. */
function nameOf(schema: GraphQLSchema, selections: readonly Required[] | null, value: unknown): string {
  if (typeof value === 'string') return `"${value.length}:${value}`;
  if (typeof value === 'number') return `#${value}`;
  if (value === undefined || value === null || value instanceof Failure) return '-';
  const text = JSON.stringify(readValue(schema, selections, value));
  return `{${text.length}:${text}`;
}

/** Copies the required fields; false when no type condition held. */
function readInto(schema: GraphQLSchema, into: Tree, requires: readonly Required[], from: Tree): boolean {
  let isAnyRead = false;
  for (const required of requires) {
    if (required.kind === 'field') {
      merge(into, { [required.name]: readValue(schema, required.selections, from[required.key]) });
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

function readValue(schema: GraphQLSchema, selections: readonly Required[] | null, value: unknown): unknown {
  if (value === undefined || value === null || value instanceof Failure) return null;
  if (Array.isArray(value)) return value.map((item) => readValue(schema, selections, item));
  if (selections === null || !isTree(value)) return value;
  const part: Tree = {};
  readInto(schema, part, selections, value);
  return part;
}
