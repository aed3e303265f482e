// Applies the planner's corrections to a value, in place.
import { isOfType } from '../operation.ts';
import type { Rewrite, RewriteSegment } from '../steps.ts';
import { isTree, typenameOf } from './tree.ts';
import type { GraphQLSchema } from 'graphql';

/** Applies rewrites to a value (in place) in the planner's order. */
export function applyRewrites(schema: GraphQLSchema, rewrites: readonly Rewrite[], value: unknown): void {
  for (const rewrite of rewrites) walk(schema, rewrite, rewrite.path, value);
}

function walk(schema: GraphQLSchema, rewrite: Rewrite, path: readonly RewriteSegment[], value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(schema, rewrite, path, item);
    return;
  }
  const [segment, ...rest] = path;
  if (!segment || !isTree(value)) return;
  if (segment.kind === 'types') {
    const typename = typenameOf(value);
    // Without a type name the planner saw no other type possible here.
    const applies = typename === null || segment.names.some((name) => isOfType(schema, typename, name));
    if (applies) walk(schema, rewrite, rest, value);
    return;
  }
  if (rest.length > 0) {
    walk(schema, rewrite, rest, value[segment.key]);
    return;
  }
  if (!Object.hasOwn(value, segment.key)) return;
  if (rewrite.kind === 'set') {
    value[segment.key] = rewrite.value;
    return;
  }
  value[rewrite.name] = value[segment.key];
  if (rewrite.name !== segment.key) Reflect.deleteProperty(value, segment.key);
}
