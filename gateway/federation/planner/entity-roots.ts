// A supergraph in which a query may begin at an entity: one more subgraph, which nobody runs, that has a root field for
// every entity type and knows all of its keys. A plan that begins there says what is to be known of the entity, and the
// way from there; what the planner cannot plan as part of a longer way it mostly can when the way begins here.
import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { textArgument } from '../links.ts';

/** The name of the subgraph that nobody runs. */
export const entityRootsGraph = 'entity_roots__';
const graphValue = 'ENTITY_ROOTS__';

/** The root field at which a query about one entity type begins. */
export function entityRoot(typename: string): string {
  return `entity_root__${typename}`;
}

/** A supergraph with entity roots, and the types that have one. */
export interface RootedSupergraph {
  readonly sdl: string;
  readonly types: ReadonlySet<string>;
}

/** Adds the entity roots to a supergraph. */
export function addEntityRoots(sdl: string): RootedSupergraph {
  const document = parse(sdl, { noLocation: true });
  const known = knownFields(document);
  const types = new Set(
    objectTypes(document)
      .filter((type) => keysOf(type).length > 0)
      .map(({ name }) => name.value),
  );
  const queryName = queryTypeName(document);
  const graphs = allGraphs(document);
  const definitions = document.definitions.map((definition): DefinitionNode => {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      const added = parseEnumValue(`${graphValue} @join__graph(name: "${entityRootsGraph}", url: "")`);
      return { ...definition, values: [...(definition.values ?? []), ...added] };
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    if (definition.name.value === queryName) return withRoots(definition, types, graphs);
    const fields = known.get(definition.name.value);
    return fields ? withKnown(definition, fields) : definition;
  });
  return { sdl: print({ ...document, definitions }), types };
}

function objectTypes({ definitions }: DocumentNode): ObjectTypeDefinitionNode[] {
  return definitions.flatMap((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition] : []));
}

function queryTypeName({ definitions }: DocumentNode): string {
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { operation, type } of definition.operationTypes)
      if (operation === OperationTypeNode.QUERY) return type.name.value;
  }
  return 'Query';
}

function allGraphs({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).map(({ name }) => name.value)
      : [],
  );
}

/** The keys by which some subgraph finds a type. */
function keysOf(type: ObjectTypeDefinitionNode): string[] {
  return named(type.directives, 'join__type').flatMap((directive) => textArgument(directive, 'key') ?? []);
}

function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

/** The fields of keys, by type: those of entities, and those of the types that nested keys go through. */
function knownFields(document: DocumentNode): Map<string, Set<string>> {
  const types = new Map(objectTypes(document).map((type) => [type.name.value, type]));
  const known = new Map<string, Set<string>>();
  const note = (type: ObjectTypeDefinitionNode, { selections }: SelectionSetNode): void => {
    let fields = known.get(type.name.value);
    if (!fields) known.set(type.name.value, (fields = new Set<string>()));
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) continue;
      fields.add(selection.name.value);
      const field = type.fields?.find(({ name }) => name.value === selection.name.value);
      const inner = field && types.get(typeNameOf(field));
      if (inner && selection.selectionSet) note(inner, selection.selectionSet);
    }
  };
  for (const type of types.values()) for (const key of keysOf(type)) note(type, selectionSetOf(key));
  return known;
}

function typeNameOf(field: FieldDefinitionNode): string {
  let name = '';
  visit(field.type, { NamedType: (node) => void (name = node.name.value) });
  return name;
}

function selectionSetOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fields}" is no set of fields`);
  return definition.selectionSet;
}

/** A type as the added subgraph knows it: by the fields of its keys, and by no way in. */
function withKnown(type: ObjectTypeDefinitionNode, known: ReadonlySet<string>): ObjectTypeDefinitionNode {
  const graphs = [...new Set(named(type.directives, 'join__type').flatMap((one) => enumArgument(one, 'graph') ?? []))];
  const fields = (type.fields ?? []).map((field) => placed(field, known.has(field.name.value), graphs));
  return {
    ...type,
    directives: [...(type.directives ?? []), ...directives(`@join__type(graph: ${graphValue})`)],
    fields,
  };
}

function withRoots(
  query: ObjectTypeDefinitionNode,
  types: ReadonlySet<string>,
  graphs: readonly string[],
): ObjectTypeDefinitionNode {
  const roots = [...types].map((name) => `${entityRoot(name)}: ${name} @join__field(graph: ${graphValue})`);
  const [added] = parse(`type Query { ${roots.join(' ')} }`, { noLocation: true }).definitions;
  const rootFields = added?.kind === Kind.OBJECT_TYPE_DEFINITION ? (added.fields ?? []) : [];
  return {
    ...query,
    directives: [...(query.directives ?? []), ...directives(`@join__type(graph: ${graphValue})`)],
    fields: [...(query.fields ?? []).map((field) => placed(field, false, graphs)), ...rootFields],
  };
}

/** A field that says where it is: without a word it would be in every subgraph of its type, the added one too. */
function placed(field: FieldDefinitionNode, isKnown: boolean, graphs: readonly string[]): FieldDefinitionNode {
  const told = named(field.directives, 'join__field').length > 0 ? [] : graphs;
  const all = isKnown ? [...told, graphValue] : told;
  const added = all.flatMap((graph) => directives(`@join__field(graph: ${graph})`));
  return { ...field, directives: [...(field.directives ?? []), ...added] };
}

function enumArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.ENUM ? value.value : null;
}

function directives(text: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
}

function parseEnumValue(text: string) {
  const [definition] = parse(`enum E { ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.ENUM_TYPE_DEFINITION ? (definition.values ?? []) : [];
}
