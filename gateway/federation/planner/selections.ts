// What subgraph operations select: which parts of an answer were asked for, and which of them a failed fetch owes.
import { isObjectType, Kind, parse } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { collectFields, isOfType } from '../operation.ts';
import type { FetchedSelection, Rewrite } from '../steps.ts';

/** What one subgraph operation selects: at its root, or under one of its `_entities` fields. */
export interface Selections {
  ofRoot(rewrites: readonly Rewrite[]): FetchedSelection;
  under(key: string, rewrites: readonly Rewrite[]): FetchedSelection;
}

/** Reads the text of a subgraph operation. */
export function readSelections(schema: GraphQLSchema, text: string): Selections {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let root: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };
  for (const definition of parse(text, { noLocation: true }).definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) root = definition.selectionSet;
  }
  const at = { schema, fragments };
  return {
    ofRoot: (rewrites) => new Selection(at, [root], renamedKeys(rewrites)),
    under: (key, rewrites) => {
      const fields = fieldsOf(at, [root], null).get(key) ?? [];
      return new Selection(at, selectionSetsOf(fields), renamedKeys(rewrites));
    },
  };
}

/** The operation that a selection is a part of. */
interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

class Selection implements FetchedSelection {
  readonly #at: Surroundings;
  readonly #selectionSets: readonly SelectionSetNode[];
  readonly #treeKeys: ReadonlyMap<string, string>;
  readonly #keys = new Map<string | null, Keys>();
  readonly #below = new Map<string, FetchedSelection | null>();

  constructor(at: Surroundings, selectionSets: readonly SelectionSetNode[], treeKeys: ReadonlyMap<string, string>) {
    this.#at = at;
    this.#selectionSets = selectionSets;
    this.#treeKeys = treeKeys;
  }

  treeKey(key: string): string {
    return this.#treeKeys.get(key) ?? key;
  }

  keysOn(typename: string | null): readonly string[] {
    return this.#keysOn(typename).tree;
  }

  sentKeysOn(typename: string | null): readonly string[] {
    return this.#keysOn(typename).sent;
  }

  possibleKeysOn(typename: string | null): readonly string[] {
    // Also all keys where a subgraph names an interface as the type, or nonsense: what it sent may be of any type.
    const isExact = typename !== null && isObjectType(this.#at.schema.getType(typename));
    return this.#keysOn(isExact ? typename : null).tree;
  }

  below(key: string): FetchedSelection | null {
    const known = this.#below.get(key);
    if (known !== undefined) return known;
    const fields = [...this.#fieldsOn(null)].flatMap(([sent, nodes]) => (this.treeKey(sent) === key ? nodes : []));
    const selectionSets = selectionSetsOf(fields);
    const fresh = selectionSets.length === 0 ? null : new Selection(this.#at, selectionSets, this.#treeKeys);
    if (fields.length > 0) this.#below.set(key, fresh);
    return fresh;
  }

  asksFor(path: readonly (string | number)[]): boolean {
    let selectionSets = this.#selectionSets;
    for (const segment of path) {
      if (typeof segment === 'number') continue;
      const fields = fieldsOf(this.#at, selectionSets, null).get(segment);
      if (!fields) return false;
      selectionSets = selectionSetsOf(fields);
      if (selectionSets.length === 0) return true;
    }
    return true;
  }

  #fieldsOn(typename: string | null): Map<string, [FieldNode, ...FieldNode[]]> {
    return fieldsOf(this.#at, this.#selectionSets, typename);
  }

  #keysOn(typename: string | null): Keys {
    const known = this.#keys.get(typename);
    if (known) return known;
    const sent = [...this.#fieldsOn(typename).keys()];
    const fresh = { sent, tree: sent.map((key) => this.treeKey(key)) };
    // A schema has few types; names that a subgraph makes up are not remembered.
    if (typename === null || this.#at.schema.getType(typename)) this.#keys.set(typename, fresh);
    return fresh;
  }
}

/** Keys of one type's fields, as a subgraph sends them and as the tree has them. */
interface Keys {
  readonly sent: readonly string[];
  readonly tree: readonly string[];
}

/** Fields on a type; on null, of which the type was not said, those of every type. */
function fieldsOf(
  { schema, fragments }: Surroundings,
  selectionSets: readonly SelectionSetNode[],
  typename: string | null,
): Map<string, [FieldNode, ...FieldNode[]]> {
  return collectFields(selectionSets, {
    fragments,
    conditions: new Map(),
    applies: (condition) => typename === null || isOfType(schema, typename, condition),
  });
}

function selectionSetsOf(fields: readonly FieldNode[]): SelectionSetNode[] {
  return fields.flatMap((field) => field.selectionSet ?? []);
}

/** The planner's own response keys (`_internal_qp_alias_0`) with the keys that they stand for. */
function renamedKeys(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const order of rewrites) {
    const last = order.path.at(-1);
    if (order.kind === 'rename' && last?.kind === 'key') keys.set(last.key, order.name);
  }
  return keys;
}
