// One small world of records, seen two ways: as a monolith by graphql-js, and as subgraphs that each know a part of it.
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, isAbstractType, isObjectType, Kind, OperationTypeNode, parse, visit } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';

/** A record: values, other records, or methods taking GraphQL arguments. An Error as a value fails its field. */
export type WorldRecord = Record<string, unknown>;

/** Records per type; `Query` and `Mutation` are single records whose fields are the root fields. */
export interface World {
  readonly Query: WorldRecord;
  readonly Mutation?: WorldRecord;
  readonly [typename: string]: WorldRecord | readonly WorldRecord[] | undefined;
}

/** Everything a test's subgraph may import, so that the SDL in tests holds only what the test is about. */
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"
  "@composeDirective"])
`;

/** Parses the SDL of a test's subgraph; one that links federation by itself, or begins with `#` and links nothing, stays. */
export function subgraphDocument(sdl: string): DocumentNode {
  return parse(sdl.startsWith('#') || sdl.includes('specs.apollo.dev/federation') ? sdl : link + sdl);
}

/** Records of one type, each stamped with its type's name. */
export function recordsOf(world: World, typename: string): readonly WorldRecord[] {
  const records = world[typename];
  if (!Array.isArray(records)) return [];
  for (const record of records as WorldRecord[]) record.__typename = typename;
  return records as WorldRecord[];
}

/** Stamps all records, so that interfaces and unions can be told apart. */
export function stamp(world: World): World {
  for (const typename of Object.keys(world)) recordsOf(world, typename);
  return world;
}

/** Answers from the whole world with graphql-js: what any federated answer must equal. */
export async function askMonolith(
  schema: GraphQLSchema,
  world: World,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const document = parse(query);
  const isMutation = document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    rootValue: isMutation ? world.Mutation : world.Query,
  });
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}

/** A subgraph's executable schema over its part of the world. `whole` is read late: it exists only after composition. */
export function subgraphSchema(document: DocumentNode, world: World, whole: () => GraphQLSchema): GraphQLSchema {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const [typename, shape] of entitiesOf(document)) {
    resolvers[typename] = {
      __resolveReference: (reference: WorldRecord) => resolveReference(reference, shape, candidates(typename)),
    };
  }
  function candidates(typename: string): readonly WorldRecord[] {
    const type = whole().getType(typename);
    if (isObjectType(type)) return recordsOf(world, typename);
    // An @interfaceObject: the record may be of any type that implements the interface elsewhere.
    return isAbstractType(type)
      ? whole()
          .getPossibleTypes(type)
          .flatMap((one) => recordsOf(world, one.name))
      : [];
  }
  const schema = buildSubgraphSchema([{ typeDefs: document, resolvers: resolvers as never }]);
  for (const name of ['Query', 'Mutation'] as const) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      field.resolve = (_source, args: unknown, context: unknown, info) => {
        const value = world[name] as WorldRecord;
        const property = value[info.fieldName];
        return typeof property === 'function' ? (property as Method).call(value, args, context, info) : property;
      };
    }
  }
  return schema;
}

type Method = (this: WorldRecord, args: unknown, context: unknown, info: unknown) => unknown;

interface EntityShape {
  /** The type that this subgraph takes every such entity for; null for an interface, whose types it knows. */
  readonly typename: string | null;
  readonly keys: Set<string>;
  readonly external: Set<string>;
}

/** Types with @key, the top-level names of their keys, and their @external fields. */
function entitiesOf(document: DocumentNode): Map<string, EntityShape> {
  const entities = new Map<string, EntityShape>();
  visit(document, {
    enter(node) {
      const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
      if (!isObject && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return;
      const typename = isObject ? node.name.value : null;
      const shape: EntityShape = { typename, keys: new Set(), external: new Set() };
      for (const directive of node.directives ?? []) {
        const fields = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
        if (directive.name.value !== 'key' || fields?.kind !== Kind.STRING) continue;
        const top = fields.value.replaceAll(/\{[^{}]*\}/g, '').split(/\s+/);
        top.filter((name) => name !== '').forEach((name) => shape.keys.add(name));
        entities.set(node.name.value, shape);
      }
      for (const field of node.fields ?? []) {
        if (field.directives?.some((directive) => directive.name.value === 'external'))
          shape.external.add(field.name.value);
      }
    },
  });
  return entities;
}

/** The record a representation speaks of, knowing of external fields only what the representation carries. */
function resolveReference(
  reference: WorldRecord,
  { typename, keys, external }: EntityShape,
  candidates: readonly WorldRecord[],
): WorldRecord | null {
  const given = Object.keys(reference).filter((name) => keys.has(name));
  const record = candidates.find((one) => given.every((name) => covers(one[name], reference[name])));
  if (!record) return null;
  const view = Object.create(record) as WorldRecord;
  view.__typename = typename ?? record.__typename;
  for (const name of external) if (!keys.has(name)) view[name] = reference[name] ?? null;
  return view;
}

function covers(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return String(value) === String(wanted);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(wanted).every(([name, part]) => covers((value as WorldRecord)[name], part));
}
