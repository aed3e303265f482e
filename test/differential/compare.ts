// Compares two answers to one query, field by field along the query and the schema, and counts what was compared.
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { compareLeaf } from './compare-leaf.ts';
import type { FieldGraphs } from './owners-of-fields.ts';
import type { Tally } from './tally.ts';

/** Where two answers differ first. */
export interface Difference {
  readonly path: string;
  /** `Type.field`. */
  readonly coordinate: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Lists for whose order the SDL gives no word: their items may come in any order. */
const unorderedLists: ReadonlySet<string> = new Set([
  'Query.legalEntities',
  'Query.dimensions',
  'Query.exchangeRates',
  'Customer.contracts',
  'Customer.duplicateCandidates',
  'Customer.billingAccounts',
  'Customer.receivables',
  'Customer.exchangeRates',
  'Contract.lines',
  'Contract.performanceObligations',
  'DuplicateCandidate.matchedOn',
  'Invoice.lines',
  'Invoice.applications',
  'InvoiceLine.dimensions',
  'Project.assignments',
  'Project.resourceRequests',
  'Project.billingSchedules',
  'Project.exchangeRates',
  'RateCard.lines',
  'FinancialPosition.rates',
  'FinancialPosition.differences',
  'CustomerPosition.rates',
]);

/** Lists that the vendor does not count, or not under every filter (SDL: "null where counting is costly"). */
const uncounted: ReadonlySet<string> = new Set([
  'CustomerConnection.totalCount',
  'OpportunityConnection.totalCount',
  'ProjectConnection.totalCount',
  'TimeEntryConnection.totalCount',
  'ExpenseConnection.totalCount',
]);

/** One query, for walking its answers. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly graphs: FieldGraphs;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The first difference, or null; what was compared goes into the tally. */
export function compareAnswers(
  question: Question,
  expected: unknown,
  actual: unknown,
  tally: Tally,
): Difference | null {
  return new Walk(question, tally).root(expected, actual);
}

type ObjectValue = Readonly<Record<string, unknown>>;

/** A place in both answers. `graph` is the subgraph that the object came from; null above everything. */
interface Place {
  readonly path: string;
  readonly coordinate: string;
  readonly graph: string | null;
}

class Walk {
  readonly #question: Question;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Null while a comparison is only tried, for lists without an order. */
  #tally: Tally | null;

  constructor(question: Question, tally: Tally) {
    this.#question = question;
    this.#tally = tally;
    const { definitions } = question.document;
    this.#operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
    this.#fragments = new Map(
      definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
    );
  }

  root(expected: unknown, actual: unknown): Difference | null {
    const query = this.#question.schema.getQueryType()!;
    const place = { path: '', coordinate: 'Query', graph: null };
    return this.#object(query, [this.#operation.selectionSet], { expected, actual }, place);
  }

  #object(
    type: GraphQLObjectType,
    selections: readonly SelectionSetNode[],
    sides: Sides,
    place: Place,
  ): Difference | null {
    const { expected, actual } = sides;
    if (!isRecord(expected) || !isRecord(actual)) return { ...place, expected, actual };
    const fields = this.#collect(selections);
    const keys = [...fields.keys()].join(' ');
    // The order of fields is part of the answer (GraphQL, "Serialized Map Ordering").
    if (Object.keys(actual).join(' ') !== keys)
      return { ...place, expected: keys, actual: Object.keys(actual).join(' ') };
    for (const [key, nodes] of fields) {
      const difference = this.#field(
        type,
        nodes,
        { expected: expected[key], actual: actual[key] },
        {
          ...place,
          path: `${place.path}.${key}`,
        },
      );
      if (difference !== null) return difference;
    }
    return null;
  }

  #field(type: GraphQLObjectType, nodes: readonly FieldNode[], sides: Sides, above: Place): Difference | null {
    const name = nodes[0]?.name.value ?? '';
    const coordinate = `${type.name}.${name}`;
    if (name === '__typename') {
      return sides.actual === type.name ? null : { ...above, coordinate, expected: type.name, actual: sides.actual };
    }
    const place = { ...above, coordinate, graph: this.#hop(coordinate, above.graph) };
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return this.#value(type.getFields()[name]!.type, selections, sides, place);
  }

  /** The subgraph that answers a field; another one than the object's is a hop. */
  #hop(coordinate: string, graph: string | null): string | null {
    const graphs = this.#question.graphs.get(coordinate) ?? [];
    if (graph !== null && graphs.includes(graph)) return graph;
    if (graph !== null && this.#tally !== null) this.#tally.hops += 1;
    return graphs[0] ?? null;
  }

  #value(
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    sides: Sides,
    place: Place,
  ): Difference | null {
    const { expected, actual } = sides;
    const bare = getNullableType(type);
    if (expected === null || actual === null) {
      const isEqual = expected === actual || (actual === null && uncounted.has(place.coordinate));
      return isEqual ? null : { ...place, expected, actual };
    }
    if (isListType(bare)) return this.#list(bare.ofType, selections, sides, place);
    if (isObjectType(bare)) {
      this.#count(place.coordinate);
      return this.#object(bare, selections, sides, place);
    }
    if (!compareLeaf(place.coordinate, getNamedType(type).name, expected, actual))
      return { ...place, expected, actual };
    this.#count(place.coordinate);
    if (this.#tally !== null) this.#tally.leaves += 1;
    return null;
  }

  #list(
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    sides: Sides,
    place: Place,
  ): Difference | null {
    const { expected, actual } = sides;
    if (!Array.isArray(expected) || !Array.isArray(actual) || expected.length !== actual.length) {
      return { ...place, expected, actual };
    }
    this.#count(place.coordinate);
    if (this.#tally !== null && actual.length > 1) this.#tally.longLists += 1;
    const compare = (index: number, item: unknown): Difference | null =>
      this.#value(
        type,
        selections,
        { expected: expected[index] as unknown, actual: item },
        {
          ...place,
          path: `${place.path}[${index}]`,
        },
      );
    const items = unorderedLists.has(place.coordinate) ? this.#matched(expected.length, actual, compare) : actual;
    for (const [index, item] of items.entries()) {
      const difference = compare(index, item);
      if (difference !== null) return difference;
    }
    return null;
  }

  /** Items in the order of what they equal; one that equals nothing stays at its place and comes out as the difference. */
  #matched(length: number, items: readonly unknown[], compare: (index: number, item: unknown) => Difference | null) {
    const tally = this.#tally;
    this.#tally = null;
    const left = [...items];
    const matched: unknown[] = Array.from({ length });
    const open: number[] = [];
    for (let index = 0; index < length; index += 1) {
      const found = left.findIndex((item) => compare(index, item) === null);
      if (found < 0) open.push(index);
      else [matched[index]] = left.splice(found, 1);
    }
    for (const index of open) matched[index] = left.shift();
    this.#tally = tally;
    return matched;
  }

  #count(coordinate: string): void {
    if (this.#tally === null) return;
    this.#tally.values.set(coordinate, (this.#tally.values.get(coordinate) ?? 0) + 1);
  }

  /** Fields by response key, as GraphQL's CollectFields has it; the graph has no abstract types. */
  #collect(selectionSets: readonly SelectionSetNode[]): ReadonlyMap<string, readonly FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (!this.#isIncluded(selection.directives)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          fields.set(key, [...(fields.get(key) ?? []), selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet);
        } else if (!visited.has(selection.name.value)) {
          visited.add(selection.name.value);
          collect(this.#fragments.get(selection.name.value)!.selectionSet);
        }
      }
    };
    selectionSets.forEach(collect);
    return fields;
  }

  #isIncluded(directives: FieldNode['directives'] = []): boolean {
    return directives.every(({ name, arguments: [condition] = [] }) => {
      const value = condition?.value;
      const given =
        value?.kind === Kind.VARIABLE ? this.#variable(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
      return given === (name.value === 'include');
    });
  }

  #variable(name: string): unknown {
    const { variables } = this.#question;
    if (name in variables) return variables[name];
    const definition = this.#operation.variableDefinitions?.find((one) => one.variable.name.value === name);
    return definition?.defaultValue?.kind === Kind.BOOLEAN ? definition.defaultValue.value : undefined;
  }
}

interface Sides {
  readonly expected: unknown;
  readonly actual: unknown;
}

function isRecord(value: unknown): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
