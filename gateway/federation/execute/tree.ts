// The answer tree: subgraph answers merged into one object, under the keys of PlannedKeys.
import { Failure } from './failure.ts';

/** An object of the tree. Values are JSON, or a Failure where an answer should have been. */
export type Tree = Record<string, unknown>;

/** Whether a value is an object of the tree (no list, no leaf, no failure). */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Failure);
}

/** The type name a subgraph gave an object, if it was asked. */
export function typenameOf(tree: Tree): string | null {
  return typeof tree.__typename === 'string' ? tree.__typename : null;
}

/**
 * Adds what another answer says about the same object. A value beats a failure and a failure beats null: one subgraph's
 * trouble must not hide what another one knows. The incoming object is used up: its parts become parts of the target.
 */
export function merge(target: Tree, incoming: Tree, keys: readonly string[] = Object.keys(incoming)): void {
  for (const key of keys) {
    const known = target[key];
    target[key] = known === undefined ? incoming[key] : merged(known, incoming[key]);
  }
}

function merged(known: unknown, incoming: unknown): unknown {
  if (known === undefined || known === null) return incoming === undefined ? known : incoming;
  if (incoming === undefined || incoming === null || incoming === known || incoming instanceof Failure) return known;
  if (isTree(known) && isTree(incoming)) {
    merge(known, incoming);
    return known;
  }
  if (Array.isArray(known) && Array.isArray(incoming) && known.length === incoming.length) {
    incoming.forEach((item, index) => (known[index] = merged(known[index], item)));
    return known;
  }
  return incoming;
}

/** A copy that shares no object with the original; failures are shared, so that each is still reported as one. */
export function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item));
  if (!isTree(value)) return value;
  const own: Tree = {};
  for (const key of Object.keys(value)) own[key] = copy(value[key]);
  return own;
}
