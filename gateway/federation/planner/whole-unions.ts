// Mends requests that leave out members of a union. Of a union that subgraphs define with different members, the planner
// asks a field which several subgraphs may answer only for the members that all of them have, also where one subgraph has
// been chosen and has more. The document says what the client wants of the others; what the chosen subgraph can answer of
// that by itself is added to the request.
import type { FlattenNodePathSegment, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { clientKeyOf, collectFields, isOfType } from '../operation.ts';
import { writeOutFragments } from '../pieces.ts';
import { textArgument } from '../links.ts';

/** Adds what plans leave out of unions; graphs whose unions are the same everywhere are left alone. */
export class WholeUnions {
  readonly #schema: GraphQLSchema;
  readonly #partial: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly #graphs: ReadonlyMap<string, string>;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#graphs = graphsByName(schema);
    const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
    this.#partial = new Map(
      unions.flatMap((union) => {
        const members = membersByGraph(union);
        const isPartial = [...members.values()].some((names) => names.length < union.getTypes().length);
        return isPartial ? [[union.name, members] as const] : [];
      }),
    );
  }

  /** The plan of a document with nothing left out that the subgraph it asks could answer. */
  mended(plan: QueryPlan, document: DocumentNode): QueryPlan {
    const asked = this.#partial.size > 0 ? writeOutFragments(document) : null;
    const operation = asked?.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return operation && plan.node ? { ...plan, node: this.#mended(plan.node, operation, []) } : plan;
  }

  #mended(node: PlanNode, asked: OperationDefinitionNode, path: readonly FlattenNodePathSegment[]): PlanNode {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map((one) => this.#mended(one, asked, path)) };
      case 'Flatten':
        return { ...node, node: this.#mended(node.node, asked, [...path, ...node.path]) };
      case 'Fetch':
        return this.#mendedFetch(node, asked, new Map([['_entities', [path]]]));
      case 'BatchFetch':
        return this.#mendedFetch(
          node,
          asked,
          new Map(node.entityBatch.aliases.map(({ alias, paths }) => [alias, paths] as const)),
        );
      default:
        return node;
    }
  }

  #mendedFetch<N extends Extract<PlanNode, { kind: 'Fetch' | 'BatchFetch' }>>(
    node: N,
    asked: OperationDefinitionNode,
    places: ReadonlyMap<string, readonly (readonly FlattenNodePathSegment[])[]>,
  ): N {
    const graph = this.#graphs.get(node.serviceName);
    const document = writeOutFragments(parse(node.operation, { noLocation: true }));
    const [sent] = document?.definitions ?? [];
    if (graph === undefined || sent?.kind !== Kind.OPERATION_DEFINITION) return node;
    const mending = new Mending(this.#schema, graph, this.#partial);
    const root = this.#schema.getRootType(asked.operation);
    const selections = sent.selectionSet.selections.map((selection) => {
      const at = selection.kind === Kind.FIELD ? places.get(clientKeyOf(selection)) : undefined;
      const isEntities = selection.kind === Kind.FIELD && selection.name.value === '_entities';
      if (!isEntities || !selection.selectionSet) return mending.selection(selection, root, [asked.selectionSet]);
      const wanted = (at ?? []).flatMap((path) => selectedAt(asked, path));
      return { ...selection, selectionSet: mending.set(selection.selectionSet, undefined, wanted) };
    });
    if (!mending.hasAdded) return node;
    return withSelections(node, { asked, sent, selections });
  }
}

/** The request with more asked for, and with the variables of the added fields. */
function withSelections<N extends Extract<PlanNode, { kind: 'Fetch' | 'BatchFetch' }>>(
  node: N,
  {
    asked,
    sent,
    selections,
  }: {
    readonly asked: OperationDefinitionNode;
    readonly sent: OperationDefinitionNode;
    readonly selections: readonly SelectionNode[];
  },
): N {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  const used = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const defined = sent.variableDefinitions ?? [];
  const known = new Set(defined.map(({ variable }) => variable.name.value));
  const added = (asked.variableDefinitions ?? []).filter(({ variable: { name } }) => {
    return used.has(name.value) && !known.has(name.value);
  });
  const operation = stripIgnoredCharacters(
    print({ ...sent, variableDefinitions: [...defined, ...added], selectionSet }),
  );
  const variableUsages = [...(node.variableUsages ?? []), ...added.map(({ variable }) => variable.name.value)];
  return { ...node, operation, ...(variableUsages.length > 0 ? { variableUsages } : {}) };
}

/** What the document selects at a place, on whatever types. */
function selectedAt(asked: OperationDefinitionNode, path: readonly FlattenNodePathSegment[]): SelectionSetNode[] {
  let sets: readonly SelectionSetNode[] = [asked.selectionSet];
  for (const segment of path) {
    if (segment === '@' || !('Field' in segment)) continue;
    sets = innerSets(sets, segment.Field);
  }
  return [...sets];
}

function innerSets(sets: readonly SelectionSetNode[], key: string): SelectionSetNode[] {
  const nodes = collectFields(sets, { fragments: new Map(), conditions: new Map(), applies: () => true }).get(key);
  return nodes?.flatMap((node) => node.selectionSet ?? []) ?? [];
}

/** One request being mended. */
class Mending {
  hasAdded = false;
  readonly #schema: GraphQLSchema;
  readonly #graph: string;
  readonly #partial: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

  constructor(
    schema: GraphQLSchema,
    graph: string,
    partial: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>,
  ) {
    this.#schema = schema;
    this.#graph = graph;
    this.#partial = partial;
  }

  set(
    sent: SelectionSetNode,
    type: GraphQLCompositeType | null | undefined,
    wanted: readonly SelectionSetNode[],
  ): SelectionSetNode {
    const selections = sent.selections.map((selection) => this.selection(selection, type, wanted));
    const members = isUnionType(type) ? (this.#partial.get(type.name)?.get(this.#graph) ?? []) : [];
    const added = members.flatMap((member) => this.#missing(member, sent, wanted));
    if (added.length > 0) this.hasAdded = true;
    return { ...sent, selections: [...selections, ...added] };
  }

  selection(
    selection: SelectionNode,
    type: GraphQLCompositeType | null | undefined,
    wanted: readonly SelectionSetNode[],
  ): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition && this.#schema.getType(selection.typeCondition.name.value);
      const narrowed = condition && isCompositeType(condition) ? condition : type;
      return { ...selection, selectionSet: this.set(selection.selectionSet, narrowed, wanted) };
    }
    const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
    if (!field) return selection;
    const inner = innerSets(wanted, clientKeyOf(selection));
    const target = this.#typeHere(field);
    return {
      ...selection,
      selectionSet: this.set(selection.selectionSet, target && isCompositeType(target) ? target : null, inner),
    };
  }

  /** The type behind a field as this subgraph has it: of a union it may promise one member only. */
  #typeHere(field: GraphQLField<unknown, unknown>): GraphQLNamedType | undefined {
    const mark = named(field.astNode?.directives, 'join__field').find((one) => graphOf(one) === this.#graph);
    const own = mark && textArgument(mark, 'type')?.replaceAll(/[[\]!]/g, '');
    return own ? this.#schema.getType(own) : getNamedType(field.type);
  }

  /** What is wanted of a member and not asked for, as far as this subgraph answers it by itself. */
  #missing(member: string, sent: SelectionSetNode, wanted: readonly SelectionSetNode[]): SelectionNode[] {
    const type = this.#schema.getType(member);
    if (!isObjectType(type)) return [];
    const asked = this.#fieldsOf([sent], type);
    const fields = [...this.#fieldsOf(wanted, type)]
      .filter(([key]) => !asked.has(key))
      .flatMap(([, nodes]) => nodes)
      .filter((node) => this.#isAnswered(type, node));
    if (fields.length === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: member } } as const;
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields };
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
  }

  #fieldsOf(sets: readonly SelectionSetNode[], type: GraphQLObjectType): ReturnType<typeof collectFields> {
    const applies = (condition: string): boolean => isOfType(this.#schema, type.name, condition);
    return collectFields(sets, { fragments: new Map(), conditions: new Map(), applies });
  }

  /** Whether this subgraph answers a field of an object type by itself, with all that is selected below it. */
  #isAnswered(type: GraphQLObjectType, node: FieldNode): boolean {
    if (node.name.value === '__typename') return true;
    const field = type.getFields()[node.name.value];
    if (!field) return false;
    const marks = named(field.astNode?.directives, 'join__field');
    const places = marks.length > 0 ? marks : named(type.astNode?.directives, 'join__type');
    if (!places.some((mark) => graphOf(mark) === this.#graph && isPlain(mark))) return false;
    if (!node.selectionSet) return true;
    const inner = this.#typeHere(field);
    if (!isObjectType(inner)) return false;
    return node.selectionSet.selections.every((one) => one.kind === Kind.FIELD && this.#isAnswered(inner, one));
  }
}

/** Neither somebody else's, nor depending on inputs, nor moved. */
function isPlain(mark: ConstDirectiveNode): boolean {
  const no = ['external', 'requires', 'usedOverridden', 'overrideLabel'];
  return (mark.arguments ?? []).every(
    ({ name, value }) => !no.includes(name.value) || (value.kind === Kind.BOOLEAN && !value.value),
  );
}

function graphOf(mark: ConstDirectiveNode): string | null {
  const value = mark.arguments?.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : null;
}

function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function membersByGraph(union: GraphQLUnionType): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const mark of named(union.astNode?.directives, 'join__unionMember')) {
    const graph = graphOf(mark);
    const member = textArgument(mark, 'member');
    if (graph !== null && member !== null) members.set(graph, [...(members.get(graph) ?? []), member]);
  }
  return members;
}

/** The composer's names of subgraphs (`STOCK`) by those under which they are asked. */
function graphsByName(schema: GraphQLSchema): Map<string, string> {
  const graphs = schema.getType('join__Graph');
  const values = graphs && 'getValues' in graphs ? graphs.getValues() : [];
  return new Map(
    values.flatMap((value) => {
      const [mark] = named(value.astNode?.directives, 'join__graph');
      const name = mark && textArgument(mark, 'name');
      return name ? [[name, value.name] as const] : [];
    }),
  );
}
