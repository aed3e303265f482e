// What a fuzz case was made of, read off the subgraphs' SDL, the operation and its answer: a fuzz that never asks for a
// feature says nothing about it.
import {
  isEnumType,
  isInterfaceType,
  isListType,
  isUnionType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  ExecutionResult,
  FieldDefinitionNode,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
} from 'graphql';

/** Features by schema coordinate (`Type.field`) or type name. */
export type FeatureMap = ReadonlyMap<string, readonly string[]>;

/** Reads which fields and types of a graph carry which federation features. */
export function featuresOfGraph(documents: readonly DocumentNode[]): FeatureMap {
  const features = new Map<string, string[]>();
  const note = (coordinate: string, feature: string): void => {
    features.set(coordinate, [...(features.get(coordinate) ?? []), feature]);
  };
  const types = documents.flatMap(({ definitions }) => definitions.flatMap(typeOf));
  const hidden = new Set(types.flatMap(hiddenCoordinates));
  for (const { name, directives, fields } of types) {
    const type = name.value;
    const keys = named(directives, 'key').map((key) => argumentOf(key, 'fields'));
    if (keys.length > 1) note(type, '@key, several');
    if (keys.some((key) => key.includes(' '))) note(type, '@key, compound or nested');
    const isInterfaceObject = named(directives, 'interfaceObject').length > 0;
    for (const field of fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      if (isInterfaceObject) note(coordinate, '@interfaceObject');
      for (const feature of featuresOfField(field, type, hidden)) note(coordinate, feature);
    }
  }
  return features;
}

function typeOf(definition: DefinitionNode): ObjectTypeDefinitionNode[] {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition] : [];
}

function hiddenCoordinates({ name, fields = [] }: ObjectTypeDefinitionNode): string[] {
  return fields
    .filter(({ directives }) => named(directives, 'inaccessible').length > 0)
    .map((field) => `${name.value}.${field.name.value}`);
}

function featuresOfField(field: FieldDefinitionNode, type: string, hidden: ReadonlySet<string>): string[] {
  const features: string[] = [];
  for (const name of ['shareable', 'provides'] as const)
    if (named(field.directives, name).length > 0) features.push(`@${name}`);
  for (const directive of named(field.directives, 'override')) {
    const label = argumentOf(directive, 'label');
    features.push(label === '' ? '@override' : label.startsWith('percent') ? '@override, percent' : '@override, label');
  }
  for (const directive of named(field.directives, 'requires')) {
    const needed = argumentOf(directive, 'fields');
    features.push('@requires');
    if (needed.includes('{')) features.push('@requires, nested');
    if (needed.includes('(')) features.push('@requires, with arguments');
    if (needed.includes('...')) features.push('@requires, with fragments');
    if (needed.split(/\W+/).some((name) => hidden.has(`${type}.${name}`))) features.push('@inaccessible, required');
  }
  return features;
}

function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function argumentOf(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

/** Reads which features one operation uses. */
export function featuresOfOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  graph: FeatureMap,
): Set<string> {
  const used = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  let inputDepth = 0;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      OperationDefinition: ({ operation, selectionSet }) => {
        if (operation === OperationTypeNode.MUTATION)
          used.add(selectionSet.selections.length > 1 ? 'mutations in order' : 'mutation');
      },
      Field: (field) => {
        const parent = typeInfo.getParentType()?.name ?? '';
        const type = String(typeInfo.getType());
        const name = field.name.value;
        if (name === '__typename') used.add('__typename');
        else if (name.startsWith('__')) used.add('introspection');
        if (field.alias) used.add('alias');
        for (const feature of [...(graph.get(`${parent}.${name}`) ?? []), ...(graph.get(parent) ?? [])])
          used.add(feature);
        const inner = schema.getType(type.replaceAll(/[[\]!]/g, ''));
        if (isInterfaceType(inner)) used.add('interface');
        if (isUnionType(inner)) used.add('union');
        if (isEnumType(inner)) used.add('enum result');
        if (inner?.name === 'Json') used.add('custom scalar result');
        const nesting = type.split('[').length - 1;
        if (nesting > 0) used.add(nesting > 1 ? 'list of lists' : 'list');
      },
      FragmentSpread: () => void used.add('fragment'),
      InlineFragment: () => void used.add('inline fragment'),
      Directive: ({ name, arguments: given }) =>
        void used.add(`@${name.value}${given?.[0]?.value.kind === Kind.VARIABLE ? ', by variable' : ''}`),
      VariableDefinition: ({ defaultValue, variable }) => {
        if (defaultValue && !(variable.name.value in variables)) used.add('variable, by default');
        if (variables[variable.name.value] === null) used.add('variable, null');
        if (!defaultValue && !(variable.name.value in variables)) used.add('variable, absent');
        return false;
      },
      ObjectValue: {
        enter: () => void (used.add('input object'), (inputDepth += 1)),
        leave: () => void (inputDepth -= 1),
      },
      ListValue: { enter: () => void (used.add('input list'), (inputDepth += 1)), leave: () => void (inputDepth -= 1) },
      Variable: () => void used.add(inputDepth > 0 ? 'variable, inside a value' : 'variable'),
      EnumValue: () => void used.add('enum input'),
      Argument: ({ value }) => {
        const isOne = value.kind !== Kind.LIST && value.kind !== Kind.VARIABLE && value.kind !== Kind.NULL;
        if (isOne && isListType(typeInfo.getInputType())) used.add('input list of one value');
      },
    }),
  );
  return used;
}

/** Reads what went wrong in an answer, and how. */
export function featuresOfAnswer({ data, errors = [] }: ExecutionResult): Set<string> {
  const met = new Set<string>();
  if (errors.length > 0) met.add('error');
  if (errors.length > 1) met.add('errors, several');
  if (errors.length > 0 && (data === null || data === undefined)) met.add('error up to the root');
  for (const { path = [] } of errors) {
    let value: unknown = data;
    let depth = 0;
    for (; depth < path.length && value !== null && value !== undefined; depth += 1)
      value = (value as Record<string | number, unknown>)[path[depth] ?? ''];
    if (depth < path.length) met.add('error that travels up');
    if (path.some((segment) => typeof segment === 'number')) met.add('error in a list');
  }
  if (JSON.stringify(data).includes('null')) met.add('null');
  return met;
}
