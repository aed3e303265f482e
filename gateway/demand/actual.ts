// What an operation did cost: the objects that came back, by the same weights as the estimate. For choosing weights and
// limits; it walks the whole answer, so it runs only where asked for.
import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { evaluate } from './amount.ts';
import type { Variables } from './amount.ts';
import type { EstimatedOperation, Scales } from './estimate.ts';
import { argumentsWeight } from './inputs.ts';

/** Counts the cost of an answer. */
export function actualCost(scales: Scales, operation: EstimatedOperation, variables: Variables, data: unknown): number {
  const root = scales.schema.getRootType(operation.kind);
  if (!root) return 0;
  const counter = new Counter(scales, operation.fragments, variables);
  counter.object([operation.selectionSet], root.name, data);
  return counter.cost;
}

class Counter {
  cost = 0;
  readonly #scales: Scales;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Variables;

  constructor(scales: Scales, fragments: ReadonlyMap<string, FragmentDefinitionNode>, variables: Variables) {
    this.#scales = scales;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  object(selectionSets: readonly SelectionSetNode[], typename: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const fields = new Map<string, FieldNode[]>();
    for (const selectionSet of selectionSets) this.#collect(selectionSet, typename, fields);
    for (const [key, [field, ...more]] of fields) {
      if (field && key in value) this.#field([field, ...more], typename, (value as Variables)[key]);
    }
  }

  #collect({ selections }: SelectionSetNode, typename: string, fields: Map<string, FieldNode[]>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        if (known) known.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (condition === undefined || this.#applies(condition, typename)))
        this.#collect(fragment.selectionSet, typename, fields);
    }
  }

  #applies(condition: string, typename: string): boolean {
    if (condition === typename) return true;
    const [abstract, type] = [this.#scales.schema.getType(condition), this.#scales.schema.getType(typename)];
    // An interface whose answers do not say their type: everything asked of it counts.
    return !isObjectType(type) || (isAbstractType(abstract) && this.#scales.schema.isSubType(abstract, type));
  }

  #field(nodes: readonly [FieldNode, ...FieldNode[]], typename: string, value: unknown): void {
    const type = this.#scales.schema.getType(typename);
    const field = isCompositeType(type) && 'getFields' in type ? type.getFields()[nodes[0].name.value] : undefined;
    if (!field) return;
    const { weights } = this.#scales.weights;
    const coordinate = `${typename}.${field.name}`;
    const named = getNamedType(field.type);
    const own = weights.get(coordinate) ?? weights.get(named.name) ?? (isCompositeType(named) ? 1 : 0);
    this.cost += evaluate(argumentsWeight(this.#scales.weights, coordinate, field, nodes[0]), this.#variables);
    const below = nodes.flatMap((node) => node.selectionSet ?? []);
    this.#value(value, (item) => {
      this.cost += own;
      if (below.length > 0) this.object(below, typeOf(item) ?? named.name, item);
    });
  }

  #value(value: unknown, count: (item: unknown) => void): void {
    if (Array.isArray(value)) for (const item of value) this.#value(item, count);
    else if (value !== null && value !== undefined) count(value);
  }
}

function typeOf(item: unknown): string | null {
  const name: unknown = (item as { __typename?: unknown }).__typename;
  return typeof name === 'string' ? name : null;
}
