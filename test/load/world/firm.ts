// Our own graph over subgraphs that make every value up from its place: enough for a portal page and an AR card to be planned,
// fetched and projected as in the house, with the systems 30 ms away.
import { readFileSync } from 'node:fs';
import { getNamedType, isAbstractType, isEnumType, isListType, isNonNullType, isObjectType, print } from 'graphql';
import type { GraphQLFieldResolver, GraphQLNamedType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { subgraphNames, subgraphSdl } from '../../../schema/compose.ts';

/** Items of a list nobody gave a size. */
const listLength = 3;

const scalars: Readonly<Record<string, unknown>> = {
  String: 'text',
  Int: 7,
  Float: 1.5,
  Boolean: true,
  ID: '6f1d1c0e-6a53-5b0e-9d0b-0f4c7e1a2b3d',
  Decimal: '1234.56',
  CurrencyCode: 'USD',
  Date: '2026-11-20',
  DateTime: '2026-11-20T09:00:00.000Z',
};

function valueOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  parameters: Readonly<Record<string, unknown>>,
): unknown {
  if (isNonNullType(type)) return valueOf(schema, type.ofType, parameters);
  if (isListType(type)) {
    const length = typeof parameters.first === 'number' ? parameters.first : listLength;
    return Array.from({ length }, () => valueOf(schema, type.ofType, parameters));
  }
  return namedValue(schema, getNamedType(type));
}

function namedValue(schema: GraphQLSchema, type: GraphQLNamedType): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isAbstractType(type)) return { __typename: schema.getPossibleTypes(type)[0]?.name };
  if (isObjectType(type)) return { __typename: type.name };
  return Object.hasOwn(scalars, type.name) ? scalars[type.name] : 'text';
}

type Parameters = Readonly<Record<string, unknown>>;

/** Takes what the parent holds, else makes a value of the field's type up. */
export const madeUp: GraphQLFieldResolver<unknown, unknown, Parameters> = (parent, parameters, _context, info) => {
  const held: unknown = (parent as Record<string, unknown> | null | undefined)?.[info.fieldName];
  if (held !== undefined) return held;
  // A page holds as many edges as were asked for, which only its connection field knows.
  const type = info.returnType;
  const made = valueOf(info.schema, type, parameters);
  if (typeof parameters.first === 'number' && isObjectType(getNamedType(type))) {
    const edges = (getNamedType(type) as { getFields?: () => Record<string, unknown> }).getFields?.().edges;
    if (edges !== undefined)
      return { ...(made as object), edges: Array.from({ length: parameters.first }, () => ({})) };
  }
  return made;
};

/** SDL of each subgraph of ours, by name. */
export const firm: Readonly<Record<string, string>> = Object.fromEntries(
  subgraphNames.map((name) => [name, print(subgraphSdl(name))]),
);

/** The committed supergraph with the subgraphs where they answer now. */
export function firmSupergraph(urlOf: (name: string) => string): string {
  const sdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
  return sdl.replaceAll(/@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g, (_, name: string) => {
    return `@join__graph(name: "${name}", url: "${urlOf(name)}")`;
  });
}

const operation = (name: string): string =>
  readFileSync(new URL(`../../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

/** The role queries, with variables. */
export const firmQueries = {
  portal: { query: operation('portal-portfolio'), variables: { first: 20, currency: 'USD' } },
  'ar-card': { query: operation('account-receivables'), variables: { id: scalars.ID } },
} as const;
