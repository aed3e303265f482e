// Values that the graph has and its clients may not know: what is @inaccessible among the values of an enum, or among the
// types of an interface or union. A subgraph may well send one; it has done nothing wrong, and neither has the client.
import { isAbstractType, isEnumType, isObjectType } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import type { Supergraph } from '../supergraph.ts';
import { isTree, typenameOf } from './tree.ts';

/** What clients may know of the graph, and all of it. */
export type ClientSchemas = Pick<Supergraph, 'apiSchema' | 'fullSchema'>;

/** Tells the hidden values of a type; null for a type without any, as nearly all are. */
export function isHiddenOf(
  { apiSchema, fullSchema }: ClientSchemas,
  type: GraphQLOutputType,
): ((value: unknown) => boolean) | null {
  const whole = 'name' in type ? fullSchema.getType(type.name) : undefined;
  if (isEnumType(type) && isEnumType(whole)) {
    const shown = new Set(type.getValues().map(({ name }) => name));
    const hidden = new Set<unknown>(whole.getValues().flatMap(({ name }) => (shown.has(name) ? [] : [name])));
    return hidden.size === 0 ? null : (value) => hidden.has(value);
  }
  if (isAbstractType(type) && isAbstractType(whole)) {
    const possible = fullSchema.getPossibleTypes(whole).map(({ name }) => name);
    const hidden = new Set<string | null>(possible.filter((name) => !isObjectType(apiSchema.getType(name))));
    return hidden.size === 0 ? null : (value) => isTree(value) && hidden.has(typenameOf(value));
  }
  return null;
}
