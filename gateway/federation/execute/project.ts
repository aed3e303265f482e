// The client's answer, written out of the answer tree: exactly the fields asked for, in their order, with GraphQL's rules for
// result coercion and for nulls that travel up to the next nullable field.
//
// A projection is compiled once per operation and writes JSON text, for no object in between is worth making. Completing a
// value writes it, or fails: a null whose reason has been reported already. A nullable place takes back what was written of
// it and writes null instead; a non-null place hands the failure to its parent.
import { isAbstractType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLAbstractType,
  GraphQLLeafType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { introspect } from './introspect.ts';
import { hidingOf } from '../mask.ts';
import type { Mask } from '../mask.ts';
import { collectFields, isOfType } from '../operation.ts';
import type { Conditions, Operation } from '../operation.ts';
import type { ClientErrors } from './client-errors.ts';
import { DataText } from './data-text.ts';
import { Failure } from './failure.ts';
import { isHiddenOf } from './hidden-values.ts';
import type { ClientSchemas } from './hidden-values.ts';
import { JsonWriter } from './json-writer.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { leafWriter } from './write-leaf.ts';

/** Writes one client's answer out of a tree; null when a null travelled up to the root. */
export type Projection = (tree: Tree, run: ProjectionRun) => DataText | null;

/** What a projection needs per request. */
export interface ProjectionRun {
  readonly errors: ClientErrors;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The path of the value at hand: one array that grows and shrinks, copied only into errors. */
  readonly path: (string | number)[];
  /** Parts of the tree that stand at several places: written once, their text is used again. */
  readonly sharedParts: ReadonlySet<unknown>;
  /** What of them is written already, by the closure that wrote it. */
  readonly partTexts: Map<unknown, Map<Complete, string>>;
}

/** The value stands in the text. */
const written = true;
/** A null whose reason was reported. */
const failed = false;

/** Completes a value: writes it, or fails with some of it written. */
export type Complete = (value: unknown, run: ProjectionRun) => boolean;

/** Where answers are written; a projection never waits, so there is one at a time. */
const out = new JsonWriter();

/** Fills one response key of an object from the tree's key for it. */
interface FieldProjection {
  readonly key: string;
  readonly source: string;
  readonly complete: Complete;
}

/** A field with the text before its value: `{"name":` for the first one, `,"name":` for the others. */
interface WrittenField extends FieldProjection {
  readonly start: string;
}

/** Compiles an operation for one combination of conditions and one mask. */
export function compileProjection(
  schemas: ClientSchemas,
  operation: Operation,
  conditions: Conditions,
  mask: Mask,
): Projection {
  const rootType = schemas.apiSchema.getRootType(operation.definition.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.definition.operation} type`);
  const compiler = new Compiler(schemas, operation, conditions, mask);
  const complete = compiler.object(rootType, [operation.definition.selectionSet]);
  return (tree, run) => {
    out.begin();
    const isWritten = complete(tree, run);
    return isWritten ? new DataText(out.end()) : null;
  };
}

class Compiler {
  readonly #schemas: ClientSchemas;
  readonly #schema: GraphQLSchema;
  readonly #operation: Operation;
  readonly #conditions: Conditions;
  readonly #mask: Mask;

  constructor(schemas: ClientSchemas, operation: Operation, conditions: Conditions, mask: Mask) {
    this.#schemas = schemas;
    this.#schema = schemas.apiSchema;
    this.#operation = operation;
    this.#conditions = conditions;
    this.#mask = mask;
  }

  /** Values of an object type, or of an interface whose concrete type nobody asked for. */
  object(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): Complete {
    // Compiled at the first value: an operation names many types that its answers never hold.
    let fields: readonly WrittenField[] | undefined;
    return (value, run) => {
      if (!isTree(value)) return objectExpected(type.name, run);
      fields ??= this.#fields(type, selectionSets);
      return writeObject(fields, value, run);
    };
  }

  #fields(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): readonly WrittenField[] {
    const groups = collectFields(selectionSets, {
      fragments: this.#operation.fragments,
      conditions: this.#conditions,
      applies: (condition) => isOfType(this.#schema, type.name, condition),
    });
    return [...groups].map(([key, nodes], index) => {
      const start = `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
      return { ...this.#field(type, key, nodes), start };
    });
  }

  #field(type: GraphQLCompositeType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): FieldProjection {
    const [node] = nodes;
    const name = node.name.value;
    if (name === '__typename') {
      const known = isObjectType(type) ? JSON.stringify(type.name) : null;
      return { key, source: name, complete: (value) => write(known ?? JSON.stringify(value ?? null)) };
    }
    if (name === '__schema' || name === '__type') {
      const answer: Complete = (_value, run) =>
        write(JSON.stringify(introspect(this.#schema, this.#operation, nodes, run.variables)));
      return { key, source: name, complete: answer };
    }
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type.name} has no field ${name}: the operation was not validated`);
    const source = this.#operation.keys.of(node, field.args.length > 0);
    // On an interface whose type was not said, a field that is hidden on some types is hidden on all.
    if (hidingOf(this.#schema, this.#mask, type, name).kind !== 'visible') {
      // Told once in extensions.masked, so it is no error; yet a promised value that is hidden takes its parent along.
      return { key, source, complete: isNonNullType(field.type) ? () => failed : () => write('null') };
    }
    const selectionSets = nodes.flatMap((one) => one.selectionSet ?? []);
    return { key, source, complete: this.#output(field.type, selectionSets, `${type.name}.${name}`) };
  }

  /** Completes values of a field's type; `coordinate` names the field in messages. */
  #output(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], coordinate: string): Complete {
    if (isNonNullType(type)) return nonNull(this.#present(type.ofType, selectionSets, coordinate), coordinate);
    return nullable(this.#present(type, selectionSets, coordinate), isHiddenOf(this.#schemas, type));
  }

  /** Completes values that are there: a value, or `failed`; never null. */
  #present(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], coordinate: string): Complete {
    if (isLeafType(type)) return leaf(type);
    if (isListType(type)) return oncePerPart(list(this.#output(type.ofType, selectionSets, coordinate), coordinate));
    if (isAbstractType(type)) return oncePerPart(this.#abstract(type, selectionSets));
    if (isObjectType(type)) return oncePerPart(this.object(type, selectionSets));
    throw new Error(`${coordinate} promises twice not to be null`);
  }

  /** Values of an interface or union: each object is read as the type it says it is. */
  #abstract(type: GraphQLAbstractType, selectionSets: readonly SelectionSetNode[]): Complete {
    const byTypename = new Map<string | null, Complete>();
    const select = (typename: string | null): Complete => {
      const named = typename === null ? undefined : this.#schema.getType(typename);
      // No name was needed, or an @interfaceObject answered by the interface's: only the interface's own fields were asked.
      if (typename === null || isInterfaceType(named)) return this.object(type, selectionSets);
      if (isObjectType(named) && this.#schema.isSubType(type, named)) return this.object(named, selectionSets);
      // Not echoed: a type outside the public schema is none of the client's business.
      return invalid(`A value of ${type.name} has a type that ${type.name} does not have in this schema.`);
    };
    return (value, run) => {
      if (!isTree(value)) return objectExpected(type.name, run);
      const typename = typenameOf(value);
      let complete = byTypename.get(typename);
      if (!complete) byTypename.set(typename, (complete = select(typename)));
      return complete(value, run);
    };
  }
}

function write(text: string): boolean {
  out.add(text);
  return written;
}

function writeObject(fields: readonly WrittenField[], tree: Tree, run: ProjectionRun): boolean {
  if (fields.length === 0) out.add('{');
  for (const { key, source, start, complete } of fields) {
    out.add(start);
    run.path.push(key);
    const value = complete(tree[source], run);
    run.path.pop();
    if (value === failed) return failed;
  }
  return write('}');
}

/** Writes a part that stands at several places once; one with an error in it again at each, for each has a path of its own. */
function oncePerPart(complete: Complete): Complete {
  return (value, run) => {
    if (run.sharedParts.size === 0 || !run.sharedParts.has(value)) return complete(value, run);
    let texts = run.partTexts.get(value);
    const known = texts?.get(complete);
    if (known !== undefined) return write(known);
    const errorsBefore = run.errors.count;
    const start = out.mark;
    if (!complete(value, run)) return failed;
    if (run.errors.count !== errorsBefore) return written;
    if (!texts) run.partTexts.set(value, (texts = new Map<Complete, string>()));
    texts.set(complete, out.textFrom(start));
    return written;
  };
}

function nullable(complete: Complete, isHidden: ((value: unknown) => boolean) | null): Complete {
  return (value, run) => {
    if (value === null || value === undefined) return write('null');
    if (value instanceof Failure) {
      run.errors.addFailure(value, run.path);
      return write('null');
    }
    if (isHidden?.(value) === true) {
      run.errors.addHidden(run.path);
      return write('null');
    }
    const start = out.mark;
    if (complete(value, run)) return written;
    out.rewind(start);
    return write('null');
  };
}

function nonNull(complete: Complete, coordinate: string): Complete {
  return (value, run) => {
    if (value instanceof Failure) {
      run.errors.addLoss(value, run.path);
      return failed;
    }
    if (value !== null && value !== undefined) return complete(value, run);
    run.errors.addInvalidValue(`Cannot return null for non-nullable field ${coordinate}.`, run.path);
    return failed;
  };
}

function list(completeItem: Complete, coordinate: string): Complete {
  return (value, run) => {
    if (!Array.isArray(value)) {
      run.errors.addInvalidValue(`Expected a list for field ${coordinate}.`, run.path);
      return failed;
    }
    out.add('[');
    for (let index = 0; index < value.length; index += 1) {
      if (index > 0) out.add(',');
      run.path.push(index);
      const isWritten = completeItem(value[index], run);
      run.path.pop();
      if (!isWritten) return failed;
    }
    return write(']');
  };
}

function leaf(type: GraphQLLeafType): Complete {
  const writeLeaf = leafWriter(type);
  return (value, run) => {
    try {
      writeLeaf(value, out);
      return written;
    } catch (error) {
      run.errors.addInvalidValue(error instanceof Error ? error.message : String(error), run.path);
      return failed;
    }
  };
}

function invalid(message: string): Complete {
  return (_value, run) => {
    run.errors.addInvalidValue(message, run.path);
    return failed;
  };
}

function objectExpected(typename: string, run: ProjectionRun): boolean {
  run.errors.addInvalidValue(`Expected an object of type ${typename}.`, run.path);
  return failed;
}
