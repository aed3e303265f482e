// The client's answer, written out of the answer tree: exactly the fields asked for, in their order, with GraphQL's rules for
// result coercion and for nulls that travel up to the next nullable field.
//
// A projection is compiled once per operation and writes JSON text, for no object in between is worth making; complete.ts has
// the pieces it is made of.
import { isAbstractType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLAbstractType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { introspect } from './introspect.ts';
import { hidingOf } from '../mask.ts';
import type { Mask } from '../mask.ts';
import { collectFields, isIncluded, isOfType } from '../operation.ts';
import type { Conditions, Operation } from '../operation.ts';
import {
  failed,
  invalid,
  leaf,
  list,
  nonNull,
  nullable,
  objectExpected,
  oncePerPart,
  out,
  write,
  writeConstant,
  writeNull,
  writeObject,
} from './complete.ts';
import type { Complete, FieldProjection, ProjectionRun, WrittenField } from './complete.ts';
import { answerEnd, answerStart, DataText } from './data-text.ts';
import { isHiddenOf } from './hidden-values.ts';
import type { ClientSchemas } from './hidden-values.ts';
import { constantText } from './json-writer.ts';
import { quickLeaf } from './quick-leaf.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** Writes one client's answer out of a tree; null when a null travelled up to the root. */
export type Projection = (tree: Tree, run: ProjectionRun) => DataText | null;

const startText = constantText(answerStart);
const endText = constantText(answerEnd);

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
    out.addConstant(startText);
    if (!complete(tree, run)) return null;
    out.addConstant(endText);
    return new DataText(out.end());
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
      const start = constantText(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`);
      return { ...this.#field(type, key, nodes), start };
    });
  }

  #field(type: GraphQLCompositeType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): FieldProjection {
    const [node] = nodes;
    const name = node.name.value;
    if (name === '__typename') {
      const known = isObjectType(type) ? constantText(JSON.stringify(type.name)) : null;
      const complete: Complete = (value) => (known ? writeConstant(known) : write(JSON.stringify(value ?? null)));
      return { key, source: name, complete };
    }
    if (name === '__schema' || name === '__type') {
      const answer: Complete = (_value, run) =>
        write(JSON.stringify(introspect(this.#schema, this.#operation, nodes, run.variables)));
      return { key, source: name, complete: answer };
    }
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type.name} has no field ${name}: the operation was not validated`);
    const source = this.#operation.keys.of(node);
    // On an interface whose type was not said, a field that is hidden on some types is hidden on all.
    if (hidingOf(this.#schema, this.#mask, type, name).kind !== 'visible') {
      // Told once in extensions.masked, so it is no error; yet a promised value that is hidden takes its parent along.
      return { key, source, complete: isNonNullType(field.type) ? () => failed : writeNull };
    }
    const selectionSets = nodes.flatMap((one) => one.selectionSet ?? []);
    return { key, source, complete: this.#output(field.type, selectionSets, `${type.name}.${name}`) };
  }

  /** Completes values of a field's type; `coordinate` names the field in messages. */
  #output(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], coordinate: string): Complete {
    const valueType = isNonNullType(type) ? type.ofType : type;
    const present = this.#present(valueType, selectionSets, coordinate);
    const complete = isNonNullType(type)
      ? nonNull(present, coordinate)
      : nullable(present, isHiddenOf(this.#schemas, valueType));
    return isLeafType(valueType) ? quickLeaf(valueType, complete) : complete;
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
    // Not echoed: a type outside the public schema is none of the client's business.
    const outside = invalid(`A value of ${type.name} has a type that ${type.name} does not have in this schema.`);
    const select = (typename: string | null): Complete => {
      const named = typename === null ? undefined : this.#schema.getType(typename);
      if (typename === null && this.#isTypeNeeded(type, selectionSets))
        return invalid(`A value of ${type.name} does not say of which type it is.`);
      // No name was needed, or an @interfaceObject answered by the interface's: only the interface's own fields were asked.
      if (typename === null || isInterfaceType(named)) return this.object(type, selectionSets);
      if (isObjectType(named) && this.#schema.isSubType(type, named)) return this.object(named, selectionSets);
      return outside;
    };
    return (value, run) => {
      if (!isTree(value)) return objectExpected(type.name, run);
      const typename = typenameOf(value);
      let complete = byTypename.get(typename);
      if (!complete) {
        complete = select(typename);
        // A subgraph can make up any number of names.
        if (complete !== outside) byTypename.set(typename, complete);
      }
      return complete(value, run);
    };
  }

  /** Whether fields of an abstract type were asked for that not all of its types have. */
  #isTypeNeeded(type: GraphQLAbstractType, selectionSets: readonly SelectionSetNode[]): boolean {
    const selections = selectionSets.flatMap((one) => one.selections);
    return selections.some((selection) => {
      if (!isIncluded(selection, this.#conditions)) return false;
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
      const { fragments } = this.#operation;
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return false;
      const condition = fragment.typeCondition?.name.value;
      const isNarrower = condition !== undefined && !isOfType(this.#schema, type.name, condition);
      return isNarrower || this.#isTypeNeeded(type, [fragment.selectionSet]);
    });
  }
}
