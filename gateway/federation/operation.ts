// The operation a client picked from its document, and the questions about it that need no schema.
import { GraphQLError, isAbstractType, isInterfaceType, isObjectType, Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { PlannedKeys } from './planned-keys.ts';

/** One operation with the fragments of its document. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables that decide a @skip or @include: a plan is made per combination of their values. */
  readonly conditionVariables: readonly string[];
  readonly keys: PlannedKeys;
  /** The client's variables that the planner would take for its own, with the names they have in plans; mostly none. */
  readonly renamedVariables: ReadonlyMap<string, string>;
}

/** Values of the variables in @skip and @include. */
export type Conditions = ReadonlyMap<string, boolean>;

/** Picks the operation by name, or the only one; `schema` is the whole graph, what is @inaccessible included. */
export function pickOperation(schema: GraphQLSchema, document: DocumentNode, name: string | null): Operation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const definition = name === null ? operations[0] : operations.find((one) => one.name?.value === name);
  if (!definition || (name === null && operations.length > 1)) {
    const names = operations.map((one) => one.name?.value ?? '(unnamed)').join(', ');
    throw new GraphQLError(
      `Cannot tell which operation to run: operationName is ${name ?? 'missing'}, it may be ${names}.`,
      { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
    );
  }
  const conditionVariables = findConditionVariables(document);
  const renamedVariables = renameVariables(definition);
  return { definition, fragments, conditionVariables, keys: new PlannedKeys(schema, document), renamedVariables };
}

/** Under these the planner sends representations. */
const plannersVariable = /^(representations|__batch_reps_\d+)$/;

function renameVariables({ variableDefinitions = [] }: OperationDefinitionNode): Map<string, string> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const renamed = new Map<string, string>();
  for (const name of names.filter((one) => plannersVariable.test(one))) {
    let free = `${name}_of_client`;
    while (names.includes(free)) free += '_';
    renamed.set(name, free);
  }
  return renamed;
}

/** The values of variables under the names they have in plans. */
export function underPlannedNames(
  { renamedVariables }: Operation,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (renamedVariables.size === 0) return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [renamedVariables.get(name) ?? name, value]));
}

/** The key under which the client wants to find a field. */
export function clientKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function findConditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      const value = node.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** Whether a selection takes part, once the variables in its @skip and @include are known. */
export function isIncluded(selection: SelectionNode, conditions: Conditions): boolean {
  return (selection.directives ?? []).every((directive) => {
    if (directive.name.value !== 'skip' && directive.name.value !== 'include') return true;
    const value = directive.arguments?.[0]?.value;
    const condition =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return condition === (directive.name.value === 'include');
  });
}

/** How to read selections: with which fragments, which conditions, and on which type. */
export interface SelectionReader {
  readonly fragments: Operation['fragments'];
  readonly conditions: Conditions;
  /** Whether a fragment on this type applies to the type being read. */
  applies(typeCondition: string): boolean;
}

/** The fields of selection sets by response key, fragments followed: what GraphQL calls CollectFields. */
export function collectFields(
  selectionSets: readonly SelectionSetNode[],
  reader: SelectionReader,
): Map<string, [FieldNode, ...FieldNode[]]> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();
  const collect = (selection: SelectionNode): void => {
    if (!isIncluded(selection, reader.conditions)) return;
    if (selection.kind === Kind.FIELD) {
      const key = clientKeyOf(selection);
      const group = fields.get(key);
      if (group) group.push(selection);
      else fields.set(key, [selection]);
      return;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? reader.fragments.get(selection.name.value) : selection;
    if (!fragment || (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value))) return;
    if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
    const condition = fragment.typeCondition?.name.value;
    if (condition === undefined || reader.applies(condition)) fragment.selectionSet.selections.forEach(collect);
  };
  for (const selectionSet of selectionSets) selectionSet.selections.forEach(collect);
  return fields;
}

/** Whether a type is the named one, implements it or is a member of it. */
export function isOfType(schema: GraphQLSchema, typename: string, condition: string): boolean {
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const abstract = schema.getType(condition);
  const isConcreteEnough = isObjectType(type) || isInterfaceType(type); // an @interfaceObject answers by the interface's name
  return isConcreteEnough && isAbstractType(abstract) && schema.isSubType(abstract, type);
}
