// Who knows what: the composer's @join__type and @join__field of a supergraph, as questions about types and fields.
import { isEnumType, isObjectType, Kind, parse } from 'graphql';
import type { ConstDirectiveNode, GraphQLField, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { textArgument } from '../links.ts';

/** A subgraph that answers a field by itself, and what it has to be told first, if anything. */
export interface Owner {
  readonly graph: string;
  readonly requires: SelectionSetNode | null;
}

/** Answers from the directives of one supergraph, in the composer's names of subgraphs (`STOCK`). */
export class Joins {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The name under which a subgraph is asked. */
  subgraph(graph: string): string {
    const graphs = this.#schema.getType('join__Graph');
    const value = isEnumType(graphs) ? graphs.getValue(graph) : null;
    const mark = value?.astNode?.directives?.find(({ name }) => name.value === 'join__graph');
    return (mark && textArgument(mark, 'name')) ?? graph;
  }

  /** Whether a subgraph defines a type. */
  defines(graph: string, typename: string): boolean {
    return this.#marks(typename, 'join__type').some((mark) => nameIn(mark, 'graph') === graph);
  }

  /** The keys by which a subgraph finds an entity. */
  keysOf(graph: string, typename: string): readonly SelectionSetNode[] {
    return this.#marks(typename, 'join__type')
      .filter((mark) => nameIn(mark, 'graph') === graph)
      .filter((mark) => flag(mark, 'resolvable') !== false && flag(mark, 'isInterfaceObject') !== true)
      .flatMap((mark) => fieldSet(mark, 'key') ?? []);
  }

  /** The subgraphs that answer a field; none where that depends on a label of @override. */
  ownersOf(typename: string, field: string): readonly Owner[] {
    const type = this.#schema.getType(typename);
    const definition = type && 'getFields' in type ? type.getFields()[field] : undefined;
    const marks = (definition?.astNode?.directives ?? []).filter(({ name }) => name.value === 'join__field');
    if (marks.some((mark) => textArgument(mark, 'overrideLabel') !== null)) return [];
    if (marks.length === 0) {
      const everywhere = this.#marks(typename, 'join__type').map((mark) => nameIn(mark, 'graph'));
      return [...new Set(everywhere)].flatMap((graph) => (graph === null ? [] : [{ graph, requires: null }]));
    }
    return marks.flatMap((mark): Owner[] => {
      const graph = nameIn(mark, 'graph');
      const isAnother = flag(mark, 'external') === true || flag(mark, 'usedOverridden') === true;
      return graph === null || isAnother ? [] : [{ graph, requires: fieldSet(mark, 'requires') }];
    });
  }

  /** Per subgraph, under the name it is asked by, what it promises of fields (`Film.size`) where the graph promises less. */
  ownTypes(): Map<string, Map<string, string>> {
    const own = new Map<string, Map<string, string>>();
    const types = Object.values(this.#schema.getTypeMap()).filter(isObjectType);
    const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
    for (const { type, field } of fields) {
      for (const { graph, promised } of promisesOf(field)) {
        const name = this.subgraph(graph);
        own.set(name, (own.get(name) ?? new Map<string, string>()).set(`${type.name}.${field.name}`, promised));
      }
    }
    return own;
  }

  #marks(typename: string, directive: string): readonly ConstDirectiveNode[] {
    const type: GraphQLNamedType | undefined = this.#schema.getType(typename);
    return (type?.astNode?.directives ?? []).filter(({ name }) => name.value === directive);
  }
}

/** What subgraphs promise of a field where that is not what the graph promises. */
function promisesOf({ astNode, type }: GraphQLField<unknown, unknown>): { graph: string; promised: string }[] {
  const marks = (astNode?.directives ?? []).filter(({ name }) => name.value === 'join__field');
  return marks.flatMap((mark) => {
    const graph = nameIn(mark, 'graph');
    const promised = textArgument(mark, 'type');
    return graph === null || promised === null || promised === String(type) ? [] : [{ graph, promised }];
  });
}

function nameIn(mark: ConstDirectiveNode, argument: string): string | null {
  const value = mark.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.ENUM ? value.value : null;
}

function flag(mark: ConstDirectiveNode, argument: string): boolean | null {
  const value = mark.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : null;
}

/** `id region { code }` as a selection. */
function fieldSet(mark: ConstDirectiveNode, argument: string): SelectionSetNode | null {
  const text = textArgument(mark, argument);
  if (text === null) return null;
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : null;
}
