// The client's answer, cut out of the answer tree: exactly the fields asked for, in their order, with GraphQL's rules for
// result coercion and for nulls that travel up to the next nullable field.
//
// A projection is compiled once per operation. Completing a value gives the value, null, or `failed`: a null whose reason
// has been reported already. A nullable place turns `failed` into null; a non-null place hands it to its parent.
import {
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
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
import { Failure } from './failure.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** Cuts one client's answer out of a tree; null when a null travelled up to the root. */
export type Projection = (tree: Tree, run: ProjectionRun) => Tree | null;

/** What a projection needs per request. */
export interface ProjectionRun {
  readonly errors: ClientErrors;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The path of the value at hand: one array that grows and shrinks, copied only into errors. */
  readonly path: (string | number)[];
}

/** A null whose reason was reported. */
const failed = Symbol('failed');

/** Completes a value: coerced, null, or `failed`. */
type Complete = (value: unknown, run: ProjectionRun) => unknown;

/** Fills one response key of an object from the tree's key for it. */
interface FieldProjection {
  readonly key: string;
  readonly source: string;
  readonly complete: Complete;
}

/** Compiles an operation for one combination of conditions and one mask. */
export function compileProjection(
  schema: GraphQLSchema,
  operation: Operation,
  conditions: Conditions,
  mask: Mask,
): Projection {
  const rootType = schema.getRootType(operation.definition.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.definition.operation} type`);
  const compiler = new Compiler(schema, operation, conditions, mask);
  const complete = compiler.object(rootType, [operation.definition.selectionSet]);
  return (tree, run) => {
    const data = complete(tree, run);
    return isTree(data) ? data : null;
  };
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #operation: Operation;
  readonly #conditions: Conditions;
  readonly #mask: Mask;

  constructor(schema: GraphQLSchema, operation: Operation, conditions: Conditions, mask: Mask) {
    this.#schema = schema;
    this.#operation = operation;
    this.#conditions = conditions;
    this.#mask = mask;
  }

  /** Values of an object type, or of an interface whose concrete type nobody asked for. */
  object(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): Complete {
    // Compiled at the first value: an operation names many types that its answers never hold.
    let fields: readonly FieldProjection[] | undefined;
    return (value, run) => {
      if (!isTree(value)) return objectExpected(type.name, run);
      fields ??= this.#fields(type, selectionSets);
      return completeObject(fields, value, run);
    };
  }

  #fields(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): readonly FieldProjection[] {
    const groups = collectFields(selectionSets, {
      fragments: this.#operation.fragments,
      conditions: this.#conditions,
      applies: (condition) => isOfType(this.#schema, type.name, condition),
    });
    return [...groups].map(([key, nodes]) => this.#field(type, key, nodes));
  }

  #field(type: GraphQLCompositeType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): FieldProjection {
    const [node] = nodes;
    const name = node.name.value;
    if (name === '__typename') {
      return { key, source: name, complete: isObjectType(type) ? () => type.name : (value) => value ?? null };
    }
    if (name === '__schema' || name === '__type') {
      const answer: Complete = (_value, run) => introspect(this.#schema, this.#operation, nodes, run.variables);
      return { key, source: name, complete: answer };
    }
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type.name} has no field ${name}: the operation was not validated`);
    const source = this.#operation.keys.of(node, field.args.length > 0);
    // On an interface whose type was not said, a field that is hidden on some types is hidden on all.
    if (hidingOf(this.#schema, this.#mask, type, name).kind !== 'visible') {
      // Told once in extensions.masked, so it is no error; yet a promised value that is hidden takes its parent along.
      return { key, source, complete: isNonNullType(field.type) ? () => failed : () => null };
    }
    const selectionSets = nodes.flatMap((one) => one.selectionSet ?? []);
    return { key, source, complete: this.#output(field.type, selectionSets, `${type.name}.${name}`) };
  }

  /** Completes values of a field's type; `coordinate` names the field in messages. */
  #output(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], coordinate: string): Complete {
    if (isNonNullType(type)) return nonNull(this.#present(type.ofType, selectionSets, coordinate), coordinate);
    return nullable(this.#present(type, selectionSets, coordinate));
  }

  /** Completes values that are there: a value, or `failed`; never null. */
  #present(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], coordinate: string): Complete {
    if (isListType(type)) return list(this.#output(type.ofType, selectionSets, coordinate), coordinate);
    if (isLeafType(type)) return leaf(type);
    if (isAbstractType(type)) return this.#abstract(type, selectionSets);
    if (isObjectType(type)) return this.object(type, selectionSets);
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

function completeObject(fields: readonly FieldProjection[], tree: Tree, run: ProjectionRun): unknown {
  const object: Tree = {};
  for (const { key, source, complete } of fields) {
    run.path.push(key);
    const value = complete(tree[source], run);
    run.path.pop();
    if (value === failed) return failed;
    object[key] = value;
  }
  return object;
}

function nullable(complete: Complete): Complete {
  return (value, run) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Failure) {
      run.errors.addFailure(value, run.path);
      return null;
    }
    const completed = complete(value, run);
    return completed === failed ? null : completed;
  };
}

function nonNull(complete: Complete, coordinate: string): Complete {
  return (value, run) => {
    if (value instanceof Failure) {
      run.errors.addFailure(value, run.path);
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
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      run.path.push(index);
      const completed = completeItem(item, run);
      run.path.pop();
      if (completed === failed) return failed;
      items.push(completed);
    }
    return items;
  };
}

/** Built-in scalars and enums are checked and coerced as GraphQL says; custom scalars are their subgraph's word. */
function leaf(type: GraphQLLeafType): Complete {
  if (!isEnumType(type) && !isSpecifiedScalarType(type)) return (value) => value;
  return (value, run) => {
    try {
      return type.serialize(value);
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

function objectExpected(typename: string, run: ProjectionRun): typeof failed {
  run.errors.addInvalidValue(`Expected an object of type ${typename}.`, run.path);
  return failed;
}
