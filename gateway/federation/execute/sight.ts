// What a client may learn of an error. Plans ask for more than clients do: an input of @requires may be @inaccessible or
// hidden from this caller, and then neither its name nor what its subgraph said of it may reach him.
import { getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FetchedSelection } from '../steps.ts';
import type { AnswerPath, LocatedError } from '../subgraph.ts';
import { isTree, typenameOf } from './tree.ts';

/** What may be seen of one operation's fields. */
export interface Sight {
  /** The whole graph, what is @inaccessible included. */
  readonly schema: GraphQLSchema;
  /** The name of the field that the tree keeps under a key. */
  fieldOf(key: string): string;
  /** Whether the field is outside what this caller may see. */
  isHidden(typename: string, field: string): boolean;
}

/** Where an answer begins: its type, its value, what it was asked, and how much of an error's path leads to it. */
interface Beginning {
  readonly typename: string | null;
  readonly value: unknown;
  readonly selection: FetchedSelection;
  readonly skipped: number;
}

/** An error as a client may be told of it, and how many segments of its path he may see. */
export interface Tellable {
  readonly error: LocatedError;
  readonly seen: number;
}

/** Takes the words out of an error that happened at or below a hidden field, and says how far its path may be told. */
export function tellable(sight: Sight, error: LocatedError, beginning: Beginning): Tellable {
  const path = error.path ?? [];
  const seen = beginning.typename === null ? path.length : seenOf(sight, path, beginning);
  if (seen === path.length) return { error, seen };
  // It is still said which subgraph has trouble, and of what kind.
  const message = `${error.subgraph} could not give a value that this answer rests on`;
  return { error: { ...error, message }, seen };
}

function seenOf(sight: Sight, path: AnswerPath, { typename, value, selection, skipped }: Beginning): number {
  let types = typesOf(sight.schema, typename);
  let at = value;
  for (let depth = skipped; depth < path.length; depth += 1) {
    const segment = path[depth] ?? '';
    if (typeof segment === 'string') {
      const exact = isTree(at) ? typenameOf(at) : null;
      if (exact !== null && types.includes(exact)) types = [exact];
      const next = throughField(sight, types, sight.fieldOf(selection.treeKey(segment)));
      if (next === 'hidden') return depth;
      types = next;
    }
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[segment] : null;
  }
  return path.length;
}

/** The types behind a field of any of these types; hidden when it is so on one of them, or on none known. */
function throughField(sight: Sight, types: readonly string[], field: string): 'hidden' | readonly string[] {
  if (field.startsWith('__')) return [];
  const found = new Set<string>();
  for (const name of types) {
    const type = sight.schema.getType(name);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    if (!definition) continue;
    if (sight.isHidden(name, field)) return 'hidden';
    for (const one of typesOf(sight.schema, getNamedType(definition.type).name)) found.add(one);
  }
  return found.size === 0 ? 'hidden' : [...found];
}

/** A type with all that it may stand for. */
function typesOf(schema: GraphQLSchema, name: string | null): readonly string[] {
  const type = name === null ? undefined : schema.getType(name);
  if (!type) return [];
  return isAbstractType(type) ? [type.name, ...schema.getPossibleTypes(type).map((one) => one.name)] : [type.name];
}
