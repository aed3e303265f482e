// The answer tree: subgraph answers merged into one object, under the keys of PlannedKeys.
//
// Only what a fetch asked for becomes part of it: a subgraph can send whatever it likes, also under the names of other
// subgraphs' fields or `__proto__`.
import type { FetchedSelection } from '../steps.ts';
import { Failure } from './failure.ts';
import { Sealed } from './sealed.ts';

/** An object of the tree. Values are JSON, or a Failure where an answer should have been. */
export type Tree = Record<string, unknown>;

/** Whether a value is an object of the tree (no list, no leaf, no failure). */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Sealed);
}

/** The type name a subgraph gave an object, if it was asked. */
export function typenameOf(tree: Tree): string | null {
  return typeof tree.__typename === 'string' ? tree.__typename : null;
}

/** What of an answer is merged. */
export interface Merged {
  readonly selection: FetchedSelection;
  /** Those of the selection's keys that may come for this object. */
  readonly keys: readonly string[];
}

/**
 * Adds what another answer says about the same object. A value beats a failure and a failure beats null: one subgraph's
 * trouble must not hide what another one knows. The incoming object is used up: its parts become parts of the target.
 */
export function merge(target: Tree, incoming: Tree, { selection, keys }: Merged): void {
  for (const key of keys) {
    const value = incoming[key];
    const known = target[key];
    target[key] = known === undefined ? value : merged(own(known), own(value), selection, key);
  }
}

/** A key may be the name of a method that every object has. */
function own(value: unknown): unknown {
  return typeof value === 'function' ? undefined : value;
}

function merged(known: unknown, incoming: unknown, selection: FetchedSelection, key: string): unknown {
  if (known === undefined || known === null) return incoming === undefined ? known : incoming;
  if (incoming === undefined || incoming === null || incoming === known || incoming instanceof Failure) return known;
  const below = typeof incoming === 'object' ? selection.below(key) : null;
  return below ? mergedBelow(known, incoming, below) : incoming;
}

/** Of what is no leaf; the items of lists one by one. */
function mergedBelow(known: unknown, incoming: unknown, selection: FetchedSelection): unknown {
  if (known === undefined || known === null) return incoming === undefined ? known : incoming;
  if (incoming === undefined || incoming === null || incoming === known || incoming instanceof Failure) return known;
  if (isTree(known) && isTree(incoming)) {
    merge(known, incoming, { selection, keys: selection.possibleKeysOn(typenameOf(incoming)) });
    return known;
  }
  if (Array.isArray(known) && Array.isArray(incoming) && known.length === incoming.length) {
    incoming.forEach((item, index) => (known[index] = mergedBelow(known[index], item, selection)));
    return known;
  }
  return incoming;
}

/**
 * A copy of what was asked for that shares no object with the original but leaves, which nobody changes; failures are shared,
 * so that each is still reported as one. `selection` is null for a leaf.
 */
export function copy(value: unknown, selection: FetchedSelection | null): unknown {
  if (selection === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item, selection));
  if (!isTree(value)) return value;
  const own: Tree = {};
  for (const key of selection.possibleKeysOn(typenameOf(value))) {
    const part = value[key];
    if (part !== undefined) own[key] = typeof part === 'object' ? copy(part, selection.below(key)) : part;
  }
  return own;
}
