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

/** How many fields of each type had a value, and which never had one. */
export function coverage(
  schema: GraphQLSchema,
  tally: Tally,
): { readonly byType: string; readonly missing: readonly string[] } {
  const fields = everyField(schema);
  const missing = fields.filter((field) => !tally.values.has(field));
  const types = Map.groupBy(fields, (field) => field.replace(/\..*$/, ''));
  const byType = [...types].map(([type, own]) => {
    const seen = own.filter((field) => tally.values.has(field));
    const values = seen.reduce((sum, field) => sum + (tally.values.get(field) ?? 0), 0);
    return `  ${type} ${seen.length}/${own.length} fields, ${values} values`;
  });
  return { byType: byType.join('\n'), missing };
}
