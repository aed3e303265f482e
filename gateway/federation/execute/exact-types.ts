// Which of two names of an object's type is kept: a subgraph that knows an entity by its interface only (@interfaceObject)
// calls it by the interface's name, also when it is asked once more after another one has told the type (plans in pieces).
import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FetchedSelection } from '../steps.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** Takes over into an answer, before it is merged, the types that are known of the same objects and say more. */
export function keepExactTypes(schema: GraphQLSchema, selection: FetchedSelection, known: Tree, incoming: Tree): void {
  const [exact, told] = [typenameOf(known), typenameOf(incoming)];
  if (exact !== null && told !== null && told !== exact && !isObjectType(schema.getType(told)))
    incoming.__typename = exact;
  for (const key of selection.keysOn(null)) {
    const part = known[key];
    if (typeof part !== 'object' || part === null) continue;
    const below = selection.below(key);
    if (below) keepBelow(schema, below, part, incoming[key]);
  }
}

function keepBelow(schema: GraphQLSchema, selection: FetchedSelection, known: unknown, incoming: unknown): void {
  if (Array.isArray(known) && Array.isArray(incoming)) {
    if (known.length !== incoming.length) return;
    for (const [index, item] of incoming.entries()) keepBelow(schema, selection, known[index], item);
    return;
  }
  if (known !== incoming && isTree(known) && isTree(incoming)) keepExactTypes(schema, selection, known, incoming);
}
