// How values of an answer are completed: written, or found to be what their type does not allow. Completing a value writes it, or
// fails: a null whose reason has been reported already. A nullable place takes back what was written of it and writes null
// instead; a non-null place hands the failure to its parent.
import type { GraphQLLeafType } from 'graphql';
import type { ClientErrors } from './client-errors.ts';
import { Failure } from './failure.ts';
import { constantText, JsonWriter } from './json-writer.ts';
import type { WrittenPart } from './json-writer.ts';
import type { PathNow } from './path-now.ts';
import type { Tree } from './tree.ts';
import { leafText } from './leaf-text.ts';

/** What a projection needs per request. */
export interface ProjectionRun {
  readonly errors: ClientErrors;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The path of the value at hand, copied only into errors. */
  readonly path: PathNow;
  /** Parts of the tree that stand at several places: written once, their bytes are used again. */
  readonly sharedParts: ReadonlySet<unknown>;
  /** What of them is written already, by the closure that wrote it. */
  readonly writtenParts: Map<unknown, Map<Complete, WrittenPart>>;
}

/** The value stands in the text. */
const written = true;
/** A null whose reason was reported. */
export const failed = false;

/** Completes a value: writes it, or fails with some of it written. */
export type Complete = (value: unknown, run: ProjectionRun) => boolean;

/** Where answers are written; a projection never waits, so there is one at a time. */
export const out = new JsonWriter();

/** Fills one response key of an object from the tree's key for it. */
export interface FieldProjection {
  readonly key: string;
  readonly source: string;
  readonly complete: Complete;
}

/** A field with the text before its value: `{"name":` for the first one, `,"name":` for the others. */
export interface WrittenField extends FieldProjection {
  readonly start: Uint8Array;
}

/** Writes what is JSON already. */
export function write(json: string): boolean {
  out.addJson(json);
  return written;
}

/** Writes what is the same in every answer. */
export function writeConstant(constant: Uint8Array): boolean {
  out.addConstant(constant);
  return written;
}

const nullText = constantText('null');

/** Writes null where a value may be missing. */
export function writeNull(): boolean {
  return writeConstant(nullText);
}

/** ASCII codes of the marks between values. */
const [openBrace, closeBrace, openBracket, closeBracket, comma] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c];

/** Writes the fields that were asked for; fails with the first promised one that has no value. */
export function writeObject(fields: readonly WrittenField[], tree: Tree, run: ProjectionRun): boolean {
  if (fields.length === 0) out.addCharacter(openBrace);
  const depth = run.path.enter();
  for (const { key, source, start, complete } of fields) {
    out.addConstant(start);
    run.path.set(depth, key);
    if (!complete(tree[source], run)) {
      run.path.leave();
      return failed;
    }
  }
  run.path.leave();
  out.addCharacter(closeBrace);
  return written;
}

/** Writes a part that stands at several places once; one with an error in it again at each, for each has a path of its own. */
export function oncePerPart(complete: Complete): Complete {
  return (value, run) => {
    if (run.sharedParts.size === 0 || !run.sharedParts.has(value)) return complete(value, run);
    let parts = run.writtenParts.get(value);
    const known = parts?.get(complete);
    if (known !== undefined && out.repeat(known)) return written;
    const errorsBefore = run.errors.count;
    const start = out.mark;
    if (!complete(value, run)) return failed;
    if (run.errors.count !== errorsBefore) return written;
    if (!parts) run.writtenParts.set(value, (parts = new Map<Complete, WrittenPart>()));
    parts.set(complete, out.partFrom(start));
    return written;
  };
}

/** A place that may be null: what fails below it is taken back. `isHidden` finds values that clients may not know of. */
export function nullable(complete: Complete, isHidden: ((value: unknown) => boolean) | null): Complete {
  return (value, run) => {
    if (value === null || value === undefined) return writeNull();
    if (value instanceof Failure) {
      run.errors.addFailure(value, run.path.copy());
      return writeNull();
    }
    if (isHidden?.(value) === true) {
      run.errors.addHidden(run.path.copy());
      return writeNull();
    }
    const start = out.mark;
    if (complete(value, run)) return written;
    out.rewind(start);
    return writeNull();
  };
}

/** A place that is promised a value: its failure is its parent's. */
export function nonNull(complete: Complete, coordinate: string): Complete {
  return (value, run) => {
    if (value instanceof Failure) {
      run.errors.addLoss(value, run.path.copy());
      return failed;
    }
    if (value !== null && value !== undefined) return complete(value, run);
    run.errors.addInvalidValue(`Cannot return null for non-nullable field ${coordinate}.`, run.path.copy());
    return failed;
  };
}

/** A list, item by item; anything else fails. */
export function list(completeItem: Complete, coordinate: string): Complete {
  return (value, run) => {
    if (!Array.isArray(value)) {
      run.errors.addInvalidValue(`Expected a list for field ${coordinate}.`, run.path.copy());
      return failed;
    }
    out.addCharacter(openBracket);
    const depth = run.path.enter();
    for (let index = 0; index < value.length; index += 1) {
      if (index > 0) out.addCharacter(comma);
      run.path.set(depth, index);
      if (!completeItem(value[index], run)) {
        run.path.leave();
        return failed;
      }
    }
    run.path.leave();
    out.addCharacter(closeBracket);
    return written;
  };
}

/** A scalar or an enum, coerced as GraphQL says; `quickLeaf` goes before it. */
export function leaf(type: GraphQLLeafType): Complete {
  const textOf = leafText(type);
  return (value, run) => {
    try {
      return write(textOf(value));
    } catch (error) {
      run.errors.addInvalidValue(error instanceof Error ? error.message : String(error), run.path.copy());
      return failed;
    }
  };
}

/** A value that no rule allows, in these words. */
export function invalid(message: string): Complete {
  return (_value, run) => {
    run.errors.addInvalidValue(message, run.path.copy());
    return failed;
  };
}

/** Reports a value that is no object where one was promised. */
export function objectExpected(typename: string, run: ProjectionRun): boolean {
  run.errors.addInvalidValue(`Expected an object of type ${typename}.`, run.path.copy());
  return failed;
}
