// What the caller may not see, as the engine needs to know it: a question per field and a name for the set.
import { isAbstractType, isUnionType } from 'graphql';
import type { GraphQLCompositeType, GraphQLSchema } from 'graphql';

/** The fields one caller may not see. */
export interface Mask {
  /** Names the set: two callers with the same key see the same fields and may share a plan. Empty: nothing is hidden. */
  readonly key: string;
  /** Whether the coordinate `Type.field` is hidden. */
  hides(coordinate: string): boolean;
}

/** Hides nothing. */
export const openMask: Mask = { key: '', hides: () => false };

/** How a field is hidden where it is selected: an interface's field may be hidden on some of its types only. */
export type Hiding =
  { readonly kind: 'visible' } | { readonly kind: 'hidden' | 'partly-hidden'; readonly coordinates: readonly string[] };

const visible: Hiding = { kind: 'visible' };

/** Whether a field selected on a type is hidden, and by which marked coordinates. */
export function hidingOf(schema: GraphQLSchema, mask: Mask, parent: GraphQLCompositeType, field: string): Hiding {
  if (mask.key === '' || field.startsWith('__')) return visible;
  // A mark on an interface's field hides it on every type, also where the type's own field carries no mark.
  const ancestors = isUnionType(parent) ? [] : parent.getInterfaces();
  const own = [parent, ...ancestors]
    .map((type) => `${type.name}.${field}`)
    .find((coordinate) => mask.hides(coordinate));
  if (own) return { kind: 'hidden', coordinates: [own] };
  if (!isAbstractType(parent)) return visible;

  const possible = schema.getPossibleTypes(parent);
  const marked = possible.map((type) => `${type.name}.${field}`).filter((coordinate) => mask.hides(coordinate));
  if (marked.length === 0) return visible;
  return { kind: marked.length === possible.length ? 'hidden' : 'partly-hidden', coordinates: marked };
}
