// Puts the errors of a subgraph's answer into that answer, at the places they speak of, before it is merged.
import type { FetchedSelection } from '../steps.ts';
import type { AnswerPath, LocatedError } from '../subgraph.ts';
import { Failure } from './failure.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** What a subgraph answered. `data` becomes a Failure when an error left nothing of it. */
export interface Answer {
  data: unknown;
}

/**
 * Replaces a null by the error that explains it, and returns the failure that stands there. An error whose place holds a
 * value, or is none, changes nothing and returns null. Of the error's path, which leads to what was asked for, `seen` segments
 * may be told.
 */
export function blame(
  answer: Answer,
  { error, seen }: { readonly error: LocatedError; readonly seen: number },
  selection: FetchedSelection,
): Failure | null {
  const path: AnswerPath = ['data', ...(error.path ?? [])];
  let holder: object = answer;
  for (const [depth, segment] of path.entries()) {
    const isThere = Object.hasOwn(holder, segment);
    // Beyond a list's end there is nothing to explain, and a number made for it would make the list as long.
    if (!isThere && Array.isArray(holder)) return null;
    const value: unknown = isThere ? Reflect.get(holder, segment) : undefined;
    if (isTree(value) || Array.isArray(value)) {
      holder = value;
      continue;
    }
    // The first error of a place stands; a further one is not lost, it is reported beside the tree.
    if (value instanceof Failure) return value;
    if (value !== null && value !== undefined) return null;
    const failure = new Failure(error, treePath(path.slice(depth + 1, Math.max(depth, seen) + 1), selection));
    Reflect.set(holder, segment, failure);
    return failure;
  }
  return null;
}

/** Marks every field that a fetch owed to an object as failed, unless the object has it from elsewhere. */
export function failFields(target: Tree, selection: FetchedSelection, failure: Failure): void {
  for (const key of selection.keysOn(typenameOf(target))) {
    const isThere = Object.hasOwn(target, key) && target[key] !== null && target[key] !== undefined;
    if (!isThere) target[key] = failure.ofField(key);
  }
}

/** A path of a subgraph's answer in the keys of the answer tree. */
export function treePath(path: AnswerPath, selection: FetchedSelection): AnswerPath {
  return path.map((segment) => (typeof segment === 'string' ? selection.treeKey(segment) : segment));
}
