// Turns the planner's plan into steps (steps.ts), so that the executor has little to decide per request. This folder is
// the only one that knows @graphql-hive/router-query-planner.
import type {
  EntityBatchAlias,
  FetchNode,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { AskedTypes } from './asked-types.ts';
import { partBatches } from './part-batches.ts';
import type { UnreadBatch } from './part-batches.ts';
import { readSelections } from './selections.ts';
import type {
  EntityFetch,
  PlaceSegment,
  Required,
  Rewrite,
  RewriteSegment,
  Step,
  SubgraphOperation,
} from '../steps.ts';

/**
 * Reads the plan of a document; `schema` is the whole graph, what is @inaccessible included. Further nodes are carried out
 * when the plan is done.
 */
export function readPlan(
  schema: GraphQLSchema,
  { node }: QueryPlan,
  document: DocumentNode,
  further: readonly PlanNode[] = [],
): Step {
  if (!node) throw new Error('The planner made an empty plan, though it was asked for fields');
  const reader = new PlanReader(schema, new AskedTypes(schema, document));
  return reader.step(further.length === 0 ? node : { kind: 'Sequence', nodes: [node, ...further] }, []);
}

class PlanReader {
  readonly #schema: GraphQLSchema;
  readonly #asked: AskedTypes;

  constructor(schema: GraphQLSchema, asked: AskedTypes) {
    this.#schema = schema;
    this.#asked = asked;
  }

  step(node: PlanNode, place: readonly PlaceSegment[]): Step {
    switch (node.kind) {
      case 'Sequence':
        return { kind: 'sequence', steps: node.nodes.map((child) => this.step(child, place)) };
      case 'Parallel':
        return { kind: 'parallel', steps: node.nodes.map((child) => this.step(child, place)) };
      case 'Flatten':
        return this.step(node.node, [...place, ...node.path.map(placeSegment)]);
      case 'Fetch':
        return this.#fetch(node, place);
      case 'BatchFetch':
        return this.#entityFetch(node, node.entityBatch.aliases.map(unreadBatch));
      case 'Condition': // Every @skip and @include was decided before planning.
      case 'Subscription':
      case 'Defer':
        throw new Error(`The planner made a ${node.kind} node, which this gateway never asks for`);
    }
  }

  #fetch(node: FetchNode, place: readonly PlaceSegment[]): Step {
    const rewrites = (node.outputRewrites ?? []).map(rewrite);
    if (!node.requires) {
      const operation = subgraphOperation(node);
      const selection = readSelections(this.#schema, operation.text).ofRoot(rewrites);
      return { kind: 'root-fetch', operation, rewrites, selection };
    }
    const batch: UnreadBatch = {
      key: '_entities',
      variable: 'representations',
      places: [place],
      requires: node.requires.map(required),
      representationRewrites: (node.inputRewrites ?? []).map(rewrite),
      rewrites,
    };
    return this.#entityFetch(node, [batch]);
  }

  #entityFetch(node: PlannedOperation, planned: readonly UnreadBatch[]): EntityFetch {
    const complete = planned.map((batch) =>
      this.#asked.completed(batch, () =>
        readSelections(this.#schema, node.operation).under(batch.key, batch.rewrites).keysOn(null),
      ),
    );
    const { text, batches } = partBatches(this.#schema, { text: node.operation, batches: complete });
    const selections = readSelections(this.#schema, text);
    return {
      kind: 'entity-fetch',
      operation: { ...subgraphOperation(node), text },
      batches: batches.map((batch) => ({ ...batch, selection: selections.under(batch.key, batch.rewrites) })),
    };
  }
}

function unreadBatch(alias: EntityBatchAlias): UnreadBatch {
  return {
    key: alias.alias,
    variable: alias.representationsVariableName,
    places: alias.paths.map((path) => path.map(placeSegment)),
    requires: alias.requires.map(required),
    representationRewrites: (alias.inputRewrites ?? []).map(rewrite),
    rewrites: (alias.outputRewrites ?? []).map(rewrite),
  };
}

/** What all the planner's requests have. */
type PlannedOperation = Pick<FetchNode, 'serviceName' | 'operation' | 'operationKind' | 'variableUsages'>;

function subgraphOperation(node: PlannedOperation): SubgraphOperation {
  if (node.operationKind === 'subscription') throw new Error('Subscriptions are not served by the planner');
  return {
    subgraph: node.serviceName,
    kind: node.operationKind ?? 'query',
    text: node.operation,
    variables: node.variableUsages ?? [],
  };
}

function placeSegment(segment: FlattenNodePathSegment): PlaceSegment {
  if (segment === '@') return { kind: 'items' };
  return 'Field' in segment ? { kind: 'field', key: segment.Field } : { kind: 'types', names: segment.TypeCondition };
}

/** The planner's field has it the other way round: `name` is where the value lies, `alias` what it is sent as. */
function required(selection: RequiresSelection): Required {
  switch (selection.kind) {
    case 'Field': {
      const { name, alias, selections } = selection;
      const isLeaf = !selections || selections.length === 0;
      return { kind: 'field', key: name, name: alias ?? name, selections: isLeaf ? null : selections.map(required) };
    }
    case 'InlineFragment':
      if (selection.skipIf ?? selection.includeIf) throw new Error('The planner left a condition in a representation');
      return { kind: 'type', name: selection.typeCondition, selections: selection.selections.map(required) };
    case 'FragmentSpread':
      throw new Error(`The planner left the fragment ${selection.value} in a representation`);
  }
}

function rewrite(order: FetchRewrite): Rewrite {
  if ('KeyRenamer' in order) {
    return { kind: 'rename', path: order.KeyRenamer.path.map(rewriteSegment), name: order.KeyRenamer.renameKeyTo };
  }
  const setter = 'ValueSetter' in order ? order.ValueSetter : order;
  return { kind: 'set', path: setter.path.map(rewriteSegment), value: setter.setValueTo };
}

function rewriteSegment(segment: FetchNodePathSegment): RewriteSegment {
  return 'Key' in segment ? { kind: 'key', key: segment.Key } : { kind: 'types', names: segment.TypenameEquals };
}
