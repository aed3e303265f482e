// Queries that ask for everything a schema has, to a depth, and a walk over their answers: for tests that look everywhere.
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** How the same fields are asked for: by name, under another name, or through fragments. */
export type SweepStyle = 'plain' | 'aliased' | 'fragments';

/** One query for every root field that needs no argument; `first` bounds lists that take it. */
export function sweep(schema: GraphQLSchema, style: SweepStyle, depth = 4, first = 5): readonly string[] {
  const root = schema.getQueryType();
  if (root === null || root === undefined) return [];
  return Object.values(root.getFields())
    .filter((field) => !field.name.startsWith('_') && !field.args.some(isRequiredArgument))
    .map((field) => {
      const type = getNamedType(field.type);
      const given = field.args.some((argument) => argument.name === 'first') ? `(first: ${first})` : '';
      return `{ ${field.name}${given} ${isObjectType(type) ? selection(type, style, depth, [root.name]) : ''} }`;
    });
}

/** Every leaf of a type, and what hangs on it, without walking in circles. */
export function selection(
  type: GraphQLObjectType,
  style: SweepStyle,
  depth: number,
  above: readonly string[] = [],
): string {
  const fields = Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .flatMap((field, index) => {
      const named = getNamedType(field.type);
      // Aliases are limited, and those of leaves are what a mask could miss: every fourth leaf has one.
      const renamed = style === 'aliased' && isLeafType(named) && (index + depth) % 4 === 0;
      const name = renamed ? `a${index}_${field.name}: ${field.name}` : field.name;
      if (isLeafType(named)) return [name];
      // Connections and edges are wrapping, not depth.
      const wraps = /(Connection|Edge)$/.test(named.name);
      if (!isObjectType(named) || above.includes(named.name) || (depth === 0 && !wraps)) return [];
      const given = field.args.some((argument) => argument.name === 'first') ? '(first: 3)' : '';
      const inner = selection(named, style, wraps ? depth : depth - 1, [...above, type.name]);
      return inner === '' ? [] : [`${name}${given} ${inner}`];
    });
  if (fields.length === 0) return '';
  return style === 'fragments' ? `{ ... on ${type.name} { ${fields.join(' ')} } }` : `{ ${fields.join(' ')} }`;
}

/** Every value of an answer with the coordinate `Type.field` it stands at. */
export function* walk(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  data: unknown,
): Generator<{ readonly coordinate: string; readonly value: unknown }> {
  if (Array.isArray(data)) {
    for (const item of data) yield* walk(schema, type, item);
    return;
  }
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    const name = key.replace(/^a\d+_/, '');
    const field = type.getFields()[name];
    if (field === undefined) continue;
    yield { coordinate: `${type.name}.${name}`, value };
    const named = getNamedType(field.type);
    if (isObjectType(named)) yield* walk(schema, named, value);
  }
}
