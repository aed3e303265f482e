// What the comparisons were made of: a proof that compares nothing proves nothing.
import { type GraphQLSchema, isObjectType } from 'graphql';

/** Counts over all compared answers. */
export interface Tally {
  queries: number;
  /** Scalars that were there on both sides and compared. */
  leaves: number;
  /** Fields that had to come from another subgraph than the object they are on. */
  hops: number;
  /** Lists with more than one item. */
  longLists: number;
  /** Values that were there, by `Type.field`. */
  readonly values: Map<string, number>;
}

export function emptyTally(): Tally {
  return { queries: 0, leaves: 0, hops: 0, longLists: 0, values: new Map() };
}

/** Fields of the public graph. */
export function everyField(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
}

/** What was met of the public graph. */
export interface Coverage {
  /** A line per type. */
  readonly byType: string;
  /** Fields that never had a value. */
  readonly missing: readonly string[];
  /** The part of all fields that had one, 0 to 1. */
  readonly share: number;
}

/** How many fields of each type had a value, and which never had one. */
export function coverage(schema: GraphQLSchema, tally: Tally): Coverage {
  const fields = everyField(schema);
  const missing = fields.filter((field) => !tally.values.has(field));
  const types = Map.groupBy(fields, (field) => field.replace(/\..*$/, ''));
  const byType = [...types].map(([type, own]) => {
    const seen = own.filter((field) => tally.values.has(field));
    const values = seen.map((field) => tally.values.get(field) ?? 0);
    const least = Math.min(...values);
    return `  ${type}: ${seen.length} of ${own.length} fields, ${values.reduce((sum, count) => sum + count, 0)} values, the rarest field ${least}`;
  });
  return { byType: byType.join('\n'), missing, share: 1 - missing.length / fields.length };
}
