// Walks the selections of an operation that is valid, telling each field's parent type; for what the cache must know of it.
import { getNamedType, isCompositeType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** A document of one operation, taken apart. */
export interface ReadOperation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The root type's name. */
  readonly rootType: string | null;
}

/** A field where it is selected. `parent` is null where nobody can tell (below `_entities` without a fragment). */
export interface SelectedField {
  readonly node: FieldNode;
  readonly key: string;
  readonly parent: string | null;
  /** The named type of its values; null when the schema does not know the field. */
  readonly type: GraphQLNamedType | null;
}

/** Takes a document apart; null when it holds no operation of that name. */
export function readOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  name: string | null,
): ReadOperation | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let definition: OperationDefinitionNode | undefined;
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
    else if (one.kind === Kind.OPERATION_DEFINITION && (name === null || one.name?.value === name)) definition ??= one;
  }
  if (!definition) return null;
  return { schema, definition, fragments, rootType: schema.getRootType(definition.operation)?.name ?? null };
}

/** The fields of a selection set, fragments followed. */
export function* selectedFields(
  operation: ReadOperation,
  { selections }: SelectionSetNode,
  parent: string | null,
): Generator<SelectedField> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      yield { node: selection, key, parent, type: typeOfField(operation.schema, parent, selection.name.value) };
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
    if (fragment) yield* selectedFields(operation, fragment.selectionSet, fragment.typeCondition?.name.value ?? parent);
  }
}

/** A composite type's name, or null: for the parent of what is selected below a field. */
export function compositeName(type: GraphQLNamedType | null): string | null {
  return type && isCompositeType(type) ? type.name : null;
}

function typeOfField(schema: GraphQLSchema, parent: string | null, field: string): GraphQLNamedType | null {
  const type = parent === null ? undefined : schema.getType(parent);
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  return definition ? getNamedType(definition.type) : null;
}
