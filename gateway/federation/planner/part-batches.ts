// Mends requests in which the planner mixes two ways to name an entity. A subgraph may know a type by its interface only
// (@interfaceObject) and the same type, or a neighbour, by its own name: then `Medium` must be asked for what all media
// have and `Book` for what only books have. The planner puts both under one list of representations and calls all of them
// `Medium`, so that whatever was asked of `Book` stays empty. Here such a list becomes two.
import { isObjectType, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql';
import { isOfType } from '../operation.ts';
import type { EntityBatch, Required, Rewrite } from '../steps.ts';

/** A batch before its selection is read. */
export type UnreadBatch = Omit<EntityBatch, 'selection'>;

/** A request's text and the batches that fill it. */
export interface UnreadFetch {
  readonly text: string;
  readonly batches: readonly UnreadBatch[];
}

/** Gives every list of representations that goes by two names a list for each. */
export function partBatches(schema: GraphQLSchema, { text, batches }: UnreadFetch): UnreadFetch {
  if (!batches.some((batch) => batch.representationRewrites.some(renamesType))) return { text, batches };
  return batches.reduce<UnreadFetch>(
    (fetch, batch) => {
      const parted = partBatch(schema, fetch.text, batch);
      return { text: parted.text, batches: [...fetch.batches, ...parted.batches] };
    },
    { text, batches: [] },
  );
}

/** An order to call entities by another type's name. */
type Renaming = Rewrite & { readonly kind: 'set' };

/** Whether a rewrite calls entities by another type's name. */
export function renamesType(rewrite: Rewrite): rewrite is Renaming {
  const last = rewrite.path.at(-1);
  return rewrite.kind === 'set' && last?.kind === 'key' && last.key === '__typename';
}

function partBatch(schema: GraphQLSchema, text: string, batch: UnreadBatch): UnreadFetch {
  const renamings = batch.representationRewrites.filter(renamesType);
  const request = new Request(parse(text, { noLocation: true }));
  const selections = request.selectionsOf(batch.key);
  const own = selections.filter((one) => isByOwnName(schema, request.conditionOf(one), renamings));
  if (own.length === 0) return { text, batches: [batch] };

  const conditions = own.map((one) => request.conditionOf(one));
  const byOwnName: UnreadBatch = {
    ...batch,
    requires: batch.requires.filter((required) => isOfAny(schema, required, conditions)),
    representationRewrites: batch.representationRewrites.filter((rewrite) => !renamesType(rewrite)),
  };
  if (own.length === selections.length) return { text, batches: [byOwnName] };
  const added = { ...byOwnName, key: `${batch.key}_own`, variable: `${batch.variable}_own` };
  return { text: request.parted(batch, added, own), batches: [batch, added] };
}

/** Whether fields are asked of a type's own name although a renaming takes that name from its entities. */
function isByOwnName(schema: GraphQLSchema, condition: string | null, renamings: readonly Renaming[]): boolean {
  if (condition === null || !isObjectType(schema.getType(condition))) return false;
  return renamings.some(({ value, path: [types] }) => {
    const renamed = types?.kind === 'types' ? types.names : [];
    return condition !== value && renamed.some((name) => isOfType(schema, condition, name));
  });
}

function isOfAny(schema: GraphQLSchema, required: Required, conditions: readonly (string | null)[]): boolean {
  if (required.kind === 'field') return true;
  return conditions.some((condition) => condition !== null && isOfType(schema, condition, required.name));
}

/** A request's document, to look into and to add a list of entities to. */
class Request {
  readonly #document: DocumentNode;

  constructor(document: DocumentNode) {
    this.#document = document;
  }

  selectionsOf(key: string): readonly SelectionNode[] {
    const operation = this.#document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    const field = operation?.selectionSet.selections.find((node) => isEntities(node, key));
    return field?.kind === Kind.FIELD ? (field.selectionSet?.selections ?? []) : [];
  }

  /** The type whose fields a fragment asks for. */
  conditionOf(selection: SelectionNode): string | null {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.typeCondition?.name.value ?? null;
    if (selection.kind === Kind.FIELD) return null;
    const fragment = this.#document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fragment.typeCondition.name.value : null;
  }

  /** The text with some of one list's selections moved to a list of their own. */
  parted(from: UnreadBatch, to: UnreadBatch, moved: readonly SelectionNode[]): string {
    const part = (field: FieldNode): FieldNode[] => {
      const stays = (field.selectionSet?.selections ?? []).filter((one) => !moved.includes(one));
      const added = visit(
        { ...field, alias: { kind: Kind.NAME, value: to.key } as const },
        { Variable: (node) => (node.name.value === from.variable ? named(node, to.variable) : undefined) },
      );
      return [withSelections(field, stays), withSelections(added, moved)];
    };
    const define = (node: VariableDefinitionNode): VariableDefinitionNode[] =>
      node.variable.name.value === from.variable
        ? [node, { ...node, variable: named(node.variable, to.variable) }]
        : [node];
    const inOperation = (node: OperationDefinitionNode): OperationDefinitionNode => ({
      ...node,
      variableDefinitions: (node.variableDefinitions ?? []).flatMap(define),
      selectionSet: {
        ...node.selectionSet,
        selections: node.selectionSet.selections.flatMap((one) =>
          one.kind === Kind.FIELD && isEntities(one, from.key) ? part(one) : [one],
        ),
      },
    });
    const definitions = this.#document.definitions.map((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? inOperation(node) : node,
    );
    return stripIgnoredCharacters(print({ ...this.#document, definitions }));
  }
}

function isEntities(node: SelectionNode, key: string): boolean {
  return node.kind === Kind.FIELD && (node.alias ?? node.name).value === key;
}

function withSelections(field: FieldNode, selections: readonly SelectionNode[]): FieldNode {
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function named<N extends VariableDefinitionNode['variable']>(node: N, value: string): N {
  return { ...node, name: { kind: Kind.NAME, value } };
}
