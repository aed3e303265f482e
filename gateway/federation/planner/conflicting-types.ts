// Mends requests that a subgraph refuses although the client's query is valid: a field that the graph promises to nobody
// (`Int`) may be promised by one subgraph (`Int!`), and then it cannot stand beside another type's field of the same name.
// The planner gives one of them a name of its own, but not where they meet below fields that are apart themselves
// (`... on Film { next { ... on Film { size } } } ... on Book { next { ... on Book { size } } }`). Here all of them get one.
import type { FetchNodePathSegment, FetchRewrite, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import { getNamedType, isObjectType, Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, GraphQLNamedType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { clientKeyOf } from '../operation.ts';
import { writeOutFragments } from '../pieces.ts';
import { Joins } from './joins.ts';

/** Gives fields whose promises differ names of their own where they would meet. */
export class ConflictingTypes {
  readonly #schema: GraphQLSchema;
  /** Per subgraph, what it promises of a field (`Film.size`) where the graph promises something else. */
  readonly #own: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#own = new Joins(schema).ownTypes();
  }

  /** The plan with every request as its subgraph understands it. */
  mended(plan: QueryPlan): QueryPlan {
    return this.#own.size > 0 && plan.node ? { ...plan, node: this.#mended(plan.node) } : plan;
  }

  #mended(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map((one) => this.#mended(one)) };
      case 'Flatten':
        return { ...node, node: this.#mended(node.node) };
      case 'Fetch': {
        const { operation, renamings } = this.#request(node);
        if (operation === node.operation) return node;
        return {
          ...node,
          operation,
          outputRewrites: [...[...renamings.values()].flat(), ...(node.outputRewrites ?? [])],
        };
      }
      case 'BatchFetch': {
        const { operation, renamings } = this.#request(node);
        if (operation === node.operation) return node;
        const aliases = node.entityBatch.aliases.map((one) => ({
          ...one,
          outputRewrites: [...(renamings.get(one.alias) ?? []), ...(one.outputRewrites ?? [])],
        }));
        return { ...node, operation, entityBatch: { ...node.entityBatch, aliases } };
      }
      default:
        return node;
    }
  }

  /** The request's text, and under each of its root keys what is to be renamed in the answer. */
  #request({ serviceName, operation, operationKind }: Extract<PlanNode, { kind: 'Fetch' | 'BatchFetch' }>) {
    const own = this.#own.get(serviceName);
    const unchanged = { operation, renamings: new Map<string, FetchRewrite[]>() };
    const [sent] = (own && writeOutFragments(parse(operation, { noLocation: true })))?.definitions ?? [];
    if (!own || sent?.kind !== Kind.OPERATION_DEFINITION) return unchanged;
    const root = this.#schema.getRootType(sent.operation) ?? undefined;
    const types = new Map<string, Set<string>>();
    const request = new Request(this.#schema, own);
    request.collect(sent.selectionSet, root, types);
    const conflicting = new Set([...types].flatMap(([key, promises]) => (promises.size > 1 ? [key] : [])));
    if (conflicting.size === 0 || operationKind === 'subscription') return unchanged;
    const renamings = new Map<string, FetchRewrite[]>();
    const selections = sent.selectionSet.selections.map((selection) => {
      const isEntities = selection.kind === Kind.FIELD && selection.name.value === '_entities';
      const key = selection.kind === Kind.FIELD ? clientKeyOf(selection) : '';
      const rewrites = renamings.get(key) ?? [];
      renamings.set(key, rewrites);
      const at = { type: isEntities ? undefined : root, path: [], conflicting, rewrites };
      if (!isEntities || !selection.selectionSet) return request.renamed(selection, at);
      return { ...selection, selectionSet: request.renamedSet(selection.selectionSet, at) };
    });
    if ([...renamings.values()].every((rewrites) => rewrites.length === 0)) return unchanged;
    const text = print({ ...sent, selectionSet: { ...sent.selectionSet, selections } });
    return { operation: stripIgnoredCharacters(text), renamings };
  }
}

/** Where in a request we are, and what has been renamed so far. */
interface At {
  readonly type: GraphQLNamedType | undefined;
  readonly path: readonly FetchNodePathSegment[];
  readonly conflicting: ReadonlySet<string>;
  readonly rewrites: FetchRewrite[];
}

/** One request to one subgraph. */
class Request {
  readonly #schema: GraphQLSchema;
  readonly #own: ReadonlyMap<string, string>;

  constructor(schema: GraphQLSchema, own: ReadonlyMap<string, string>) {
    this.#schema = schema;
    this.#own = own;
  }

  /** What each key of a request is promised to be, wherever it stands: keys that differ nowhere cannot conflict. */
  collect({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, types: Map<string, Set<string>>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.collect(selection.selectionSet, this.#narrowed(selection.typeCondition?.name.value, type), types);
        continue;
      }
      const promised = this.#promised(selection, type);
      const key = clientKeyOf(selection);
      if (promised) types.set(key, (types.get(key) ?? new Set<string>()).add(promised));
      if (selection.selectionSet) this.collect(selection.selectionSet, this.#behind(selection, type), types);
    }
  }

  renamedSet(set: SelectionSetNode, at: At): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => this.renamed(selection, at)) };
  }

  renamed(selection: SelectionNode, at: At): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const path = condition === undefined ? at.path : [...at.path, { TypenameEquals: [condition] }];
      const inner = { ...at, type: this.#narrowed(condition, at.type), path };
      return { ...selection, selectionSet: this.renamedSet(selection.selectionSet, inner) };
    }
    const key = clientKeyOf(selection);
    const isRenamed = at.type && at.conflicting.has(key) && this.#own.has(`${at.type.name}.${selection.name.value}`);
    const sentKey = isRenamed ? `${key}__of__${at.type.name}` : key;
    const path = [...at.path, { Key: sentKey }];
    const type = this.#behind(selection, at.type);
    const inner = selection.selectionSet && this.renamedSet(selection.selectionSet, { ...at, type, path });
    if (!isRenamed) return inner ? { ...selection, selectionSet: inner } : selection;
    // After what lies below it, which is found under the name it is sent by.
    at.rewrites.push({ KeyRenamer: { path, renameKeyTo: key } });
    const alias = { kind: Kind.NAME, value: sentKey } as const;
    return { ...selection, alias, ...(inner ? { selectionSet: inner } : {}) };
  }

  #promised({ name }: FieldNode, type: GraphQLNamedType | undefined): string | undefined {
    if (!isObjectType(type)) return undefined;
    const field = type.getFields()[name.value];
    return this.#own.get(`${type.name}.${name.value}`) ?? (field && String(field.type));
  }

  #behind({ name }: FieldNode, type: GraphQLNamedType | undefined): GraphQLNamedType | undefined {
    const field = type && 'getFields' in type ? type.getFields()[name.value] : undefined;
    return field && 'args' in field ? getNamedType(field.type) : undefined;
  }

  #narrowed(condition: string | undefined, type: GraphQLNamedType | undefined): GraphQLNamedType | undefined {
    return condition === undefined ? type : (this.#schema.getType(condition) ?? type);
  }
}
