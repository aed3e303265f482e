// Plans that begin at an entity. Few queries need one, so the planner for them is started with the first.
import { Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { Overrides } from '../overrides.ts';
import { writeOutFragments } from '../pieces.ts';
import type { RootedPlan } from '../stages.ts';
import type { RootFetch, Step } from '../steps.ts';
import { loadSupergraph } from '../supergraph.ts';
import { addEntityRoots, entityRoot, entityRootsGraph } from './entity-roots.ts';
import { refuseMixedInputs } from './mixed-inputs.ts';
import type { TextPlanner } from './native-planner.ts';
import { startPlannerProcess } from './planner-process.ts';
import { textForPlanner } from './planner-text.ts';
import { readPlan } from './read-plan.ts';

/** Plans what is asked of entities, whatever leads to them. */
export class EntityPlanner {
  readonly #sdl: string;
  #started: Started | null = null;

  constructor(sdl: string) {
    this.#sdl = sdl;
  }

  /** Null when there is no way from the keys of this type, or when the keys are all that is asked. */
  async plan(
    typename: string,
    asked: { readonly selectionSet: SelectionSetNode; readonly operation: OperationDefinitionNode },
    overrides: Overrides,
  ): Promise<RootedPlan | null> {
    const { planner, schema, types } = (this.#started ??= start(this.#sdl));
    if (!types.has(typename)) return null;
    const document = documentOf(typename, asked.selectionSet, asked.operation);
    const plan = await planner
      .plan(textForPlanner(document), overrides)
      .then(refuseMixedInputs)
      .catch(() => null);
    return plan && takeRoot(readPlan(schema, plan, document), entityRoot(typename));
  }

  close(): void {
    this.#started?.planner.close();
  }
}

interface Started {
  readonly planner: TextPlanner;
  readonly schema: GraphQLSchema;
  readonly types: ReadonlySet<string>;
}

function start(graph: string): Started {
  const { sdl, types } = addEntityRoots(graph);
  return { planner: startPlannerProcess(sdl), schema: loadSupergraph(sdl).fullSchema, types };
}

function documentOf(
  typename: string,
  selectionSet: SelectionSetNode,
  operation: OperationDefinitionNode,
): DocumentNode {
  const root = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: entityRoot(typename) }, selectionSet } as const;
  const [query] = parse('{ __typename }', { noLocation: true }).definitions;
  if (query?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A query is an operation');
  const { variableDefinitions } = operation;
  const rooted = { ...query, variableDefinitions, selectionSet: { ...query.selectionSet, selections: [root] } };
  return { kind: Kind.DOCUMENT, definitions: [rooted] };
}

/** Takes the request that nobody can answer off the front of a plan, and keeps what it asked for. */
function takeRoot(plan: Step, root: string): RootedPlan | null {
  const [first, ...steps] = plan.kind === 'sequence' ? plan.steps : [plan];
  if (first?.kind !== 'root-fetch' || first.operation.subgraph !== entityRootsGraph) return null;
  if (steps.length === 0 || steps.some(hasRootFetch)) return null;
  const needs = needsOf(first, root);
  return needs && { needs, steps };
}

function hasRootFetch(step: Step): boolean {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.some(hasRootFetch);
    case 'entity-fetch':
      return step.operation.subgraph === entityRootsGraph;
    case 'root-fetch':
    case 'serial':
      return true;
  }
}

function needsOf({ operation }: RootFetch, root: string): SelectionSetNode | null {
  const document = writeOutFragments(parse(operation.text, { noLocation: true }));
  const [definition] = document?.definitions ?? [];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return null;
  const [field, ...others] = definition.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== root || others.length > 0) return null;
  return field.selectionSet ?? null;
}
