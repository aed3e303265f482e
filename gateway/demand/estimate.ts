// What an operation costs before it runs: one for every object that may come back, more where a field says so, times the
// sizes of its lists. Compiled once per document; a request only fills in its variables.
import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
} from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { add, evaluate, larger, multiply, onlyIf } from './amount.ts';
import type { Amount, Variables } from './amount.ts';
import { argumentsWeight, sizeOfList } from './inputs.ts';
import type { Weights } from './weights.ts';

/** A mutation costs this much before its fields: it changes something. */
const mutationWeight = 10;

/** What estimating needs of a supergraph. */
export interface Scales {
  readonly schema: GraphQLSchema;
  readonly weights: Weights;
  /** Items of a list that says nothing about its size. */
  readonly listSize: number;
}

/** The operation to estimate. */
export interface EstimatedOperation {
  readonly kind: OperationTypeNode;
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A compiled estimate. */
export interface Estimate {
  cost(variables: Variables): number;
  /** Coordinates of lists that want exactly one slicing argument and do not get it with these variables. */
  unsliced(variables: Variables): readonly string[];
}

/** Compiles the estimate of one validated operation. */
export function compileEstimate(scales: Scales, operation: EstimatedOperation): Estimate {
  const root = scales.schema.getRootType(operation.kind);
  const compiler = new Compiler(scales, operation.fragments);
  const base = operation.kind === OperationTypeNode.MUTATION ? mutationWeight : 0;
  const cost = add(base, root ? compiler.selectionSet(operation.selectionSet, root, noSizes) : 0);
  const checks = compiler.slicing;
  return {
    cost: (variables) => evaluate(cost, variables),
    unsliced: (variables) =>
      checks.length === 0
        ? none
        : checks.flatMap(({ coordinate, given }) => (evaluate(given, variables) === 1 ? [] : [coordinate])),
  };
}

const none: readonly string[] = [];

/** Sizes that a field gives to the lists of the object it returns (`sizedFields`), by field name. */
interface ChildSizes {
  readonly number: number;
  readonly sizes: ReadonlyMap<string, Amount>;
}

const noSizes: ChildSizes = { number: 0, sizes: new Map() };

class Compiler {
  readonly slicing: { readonly coordinate: string; readonly given: Amount }[] = [];
  readonly #scales: Scales;
  readonly #fragments: EstimatedOperation['fragments'];
  /** By fragment and by the sizes it is read with: a fragment costs the same wherever it is spread. */
  readonly #known = new Map<string, Amount>();
  #sizesMade = 0;

  constructor(scales: Scales, fragments: EstimatedOperation['fragments']) {
    this.#scales = scales;
    this.#fragments = fragments;
  }

  /** Fields add up; fragments on different object types exclude each other, so the dearest of them counts. */
  selectionSet({ selections }: SelectionSetNode, parent: GraphQLCompositeType, sizes: ChildSizes): Amount {
    let always: Amount = 0;
    const alternatives = new Map<string, Amount>();
    for (const selection of selections) {
      const amount = conditioned(selection.directives, this.#selection(selection, parent, sizes));
      const condition = this.#conditionOf(selection);
      if (condition === null || condition === parent || !isObjectType(condition)) always = add(always, amount);
      else alternatives.set(condition.name, add(alternatives.get(condition.name) ?? 0, amount));
    }
    let dearest: Amount = 0;
    for (const amount of alternatives.values()) dearest = larger(dearest, amount);
    return add(always, dearest);
  }

  #conditionOf(selection: SelectionNode): GraphQLCompositeType | null {
    if (selection.kind === Kind.FIELD) return null;
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    const type = fragment?.typeCondition && this.#scales.schema.getType(fragment.typeCondition.name.value);
    return isCompositeType(type) ? type : null;
  }

  #selection(selection: SelectionNode, parent: GraphQLCompositeType, sizes: ChildSizes): Amount {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent, sizes);
    const type = this.#conditionOf(selection) ?? parent;
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.selectionSet(selection.selectionSet, type, sizes);
    const name = selection.name.value;
    const key = `${name} ${sizes.number}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    this.#known.set(key, 0); // validation has refused cycles; a defect there must not end in recursion here
    const amount = fragment ? this.selectionSet(fragment.selectionSet, type, sizes) : 0;
    this.#known.set(key, amount);
    return amount;
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, sizes: ChildSizes): Amount {
    const name = node.name.value;
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!field) return 0; // __typename and introspection cost us nothing but text
    const coordinate = `${parent.name}.${name}`;
    const { weights, listSizes } = this.#scales.weights;
    const type = getNamedType(field.type);
    const own = weights.get(coordinate) ?? weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
    const listSize = listSizes.get(coordinate);
    const said = listSize ? this.#saidSize(node, field, coordinate) : null;
    const isSizedBelow = (listSize?.sizedFields.length ?? 0) > 0;
    const below: ChildSizes = isSizedBelow
      ? {
          number: (this.#sizesMade += 1),
          sizes: new Map(listSize?.sizedFields.map((each) => [each, said ?? this.#scales.listSize])),
        }
      : noSizes;
    const inner = node.selectionSet && isCompositeType(type) ? this.selectionSet(node.selectionSet, type, below) : 0;
    const count = isList(field.type)
      ? ((isSizedBelow ? null : said) ?? sizes.sizes.get(name) ?? this.#scales.listSize)
      : 1;
    return add(argumentsWeight(this.#scales.weights, coordinate, field, node), multiply(count, add(own, inner)));
  }

  /** What @listSize says of a field's size, or null when it leaves it open; notes what it demands of the arguments. */
  #saidSize(node: FieldNode, field: GraphQLField<unknown, unknown>, coordinate: string): Amount | null {
    const listSize = this.#scales.weights.listSizes.get(coordinate);
    if (!listSize) return null;
    const { size, given } = sizeOfList(listSize, field, node, this.#scales.listSize);
    if (listSize.requireOneSlicingArgument && listSize.slicingArguments.length > 0 && given !== 1)
      this.slicing.push({ coordinate, given });
    return size;
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** What @skip and @include leave of an amount. */
function conditioned(directives: readonly DirectiveNode[] | undefined, amount: Amount): Amount {
  let left = amount;
  for (const { name, arguments: given } of directives ?? []) {
    const isSkip = name.value === 'skip';
    if (!isSkip && name.value !== 'include') continue;
    const condition = given?.[0]?.value;
    if (condition?.kind === Kind.VARIABLE) left = onlyIf(condition.name.value, isSkip, left);
    else if (condition?.kind === Kind.BOOLEAN && condition.value === isSkip) return 0;
  }
  return left;
}
