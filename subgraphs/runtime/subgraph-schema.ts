// From SDL and resolvers to an executable, masked federation subgraph; what does not fit together stops the start.
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isAbstractType, isEnumType, isInterfaceType, isObjectType, isScalarType, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { guardInternal } from './internal-guard.ts';
import { maskSchema } from './mask.ts';

type SchemaModule = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type ResolverMap = NonNullable<Extract<SchemaModule, { typeDefs: DocumentNode }>['resolvers']>;

/** What a subgraph's schema is made of; `mask: false` exists only for the test that proves that the mask matters. */
export interface SubgraphParts {
  readonly name: string;
  readonly typeDefs: DocumentNode | string;
  readonly resolvers: object;
  readonly mask?: boolean;
}

/** Builds the schema. Throws when SDL is wrong, a resolver has no field, or a @sensitive field cannot be masked. */
export function buildExecutableSubgraph(parts: SubgraphParts): GraphQLSchema {
  const typeDefs = typeof parts.typeDefs === 'string' ? parse(parts.typeDefs) : parts.typeDefs;
  const resolvers = parts.resolvers as ResolverMap;
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const strays = Object.entries(resolvers).flatMap(([type, members]) => straysOf(schema, type, Object.keys(members)));
  if (strays.length > 0)
    throw new Error(`Subgraph ${parts.name} resolves what its SDL does not have: ${strays.join(', ')}`);
  const guarded = guardInternal(schema, parts.name);
  return parts.mask === false ? guarded : maskSchema(guarded);
}

// @apollo/subgraph drops a resolver it finds no field for without a word, and the default resolver answers null for ever.
function straysOf(schema: GraphQLSchema, typeName: string, members: readonly string[]): string[] {
  const type = schema.getType(typeName);
  if (type === undefined) return [typeName];
  if (isScalarType(type)) return [];
  const known = isEnumType(type)
    ? type.getValues().map((value) => value.name)
    : isObjectType(type) || isInterfaceType(type)
      ? Object.keys(type.getFields())
      : [];
  const mayBeSpecial = isObjectType(type) || isAbstractType(type);
  return members
    .filter((member) => !known.includes(member) && !(mayBeSpecial && member.startsWith('__')))
    .map((member) => `${typeName}.${member}`);
}
