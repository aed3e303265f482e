// Carries out a plan: asks the subgraphs in the plan's order and builds the answer tree.
import type { GraphQLSchema } from 'graphql';
import type { EntityBatch, EntityFetch, RootFetch, Step, SubgraphOperation } from '../steps.ts';
import type { AnswerPath, AskSubgraph, Caller, LocatedError, SubgraphError, SubgraphReply } from '../subgraph.ts';
import { blame, treePath, failFields } from './blame.ts';
import type { Answer } from './blame.ts';
import { collectWanted, mergeEntities } from './entities.ts';
import type { Wanted } from './entities.ts';
import { Failure } from './failure.ts';
import { applyRewrites } from './rewrite.ts';
import { isTree, merge } from './tree.ts';
import type { Tree } from './tree.ts';

/** One execution: what it needs and what it has found so far. */
export interface Execution {
  readonly schema: GraphQLSchema;
  readonly ask: AskSubgraph;
  readonly caller: Caller;
  /** The client's variables, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly root: Tree;
  /** Parts of the tree that stand at several places. */
  readonly sharedParts: Set<unknown>;
  /** Every error met, with its place in the tree, in case no field of the client shows it. */
  readonly troubles: Trouble[];
  /** Every request made, for the report on which systems were down. */
  readonly fetches: Fetch[];
}

/** One subgraph request as it ended. */
export interface Fetch {
  readonly subgraph: string;
  readonly reply: SubgraphReply;
}

/** An error and where it belongs if projection never comes past it. */
export interface Trouble {
  readonly error: SubgraphError;
  readonly path: AnswerPath | null;
}

/** Carries out one step and those inside it. Never throws: what goes wrong stands in the tree. */
export async function executeStep(step: Step, execution: Execution): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const next of step.steps) await executeStep(next, execution);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((next) => executeStep(next, execution)));
      return;
    case 'serial':
      for (const turn of step.turns) {
        await executeStep(turn.step, execution);
        if (turn.endsOperation(execution.root)) return;
      }
      return;
    case 'root-fetch':
      return fetchRoot(step, execution);
    case 'entity-fetch':
      return fetchEntities(step, execution);
  }
}

async function fetchRoot(step: RootFetch, execution: Execution): Promise<void> {
  const answer = await ask(step.operation, {}, execution);
  for (const error of answer.errors) {
    blame(answer, error, step.selection);
    execution.troubles.push({ error, path: error.path && treePath(error.path, step.selection) });
  }
  applyRewrites(execution.schema, step.rewrites, answer.data);
  if (answer.data instanceof Failure) failFields(execution.root, step.selection, answer.data);
  else if (isTree(answer.data)) merge(execution.root, answer.data);
}

async function fetchEntities(step: EntityFetch, execution: Execution): Promise<void> {
  const { schema, root, sharedParts } = execution;
  const wishes = step.batches.map((batch) => ({ batch, wanted: collectWanted(schema, batch, root, sharedParts) }));
  if (wishes.every(({ wanted }) => wanted.length === 0)) return;

  const representations: Tree = {};
  for (const { batch, wanted } of wishes) representations[batch.variable] = wanted.map((one) => one.representation);
  const answer = await ask(step.operation, representations, execution);
  for (const error of answer.errors) {
    const wish =
      wishes.find(({ batch }) => batch.key === error.path?.[0]) ?? wishes.find((one) => one.wanted.length > 0);
    if (!wish) continue;
    blame(answer, error, wish.batch.selection);
    execution.troubles.push({ error, path: placeOf(error, wish) });
  }
  for (const { batch, wanted } of wishes) {
    mergeEntities(execution, batch, wanted, isTree(answer.data) ? answer.data[batch.key] : answer.data);
  }
}

/** What one batch of a request asks for. */
interface Wish {
  readonly batch: EntityBatch;
  readonly wanted: readonly Wanted[];
}

/** Where an error of an entity fetch belongs in the tree: `_entities, 3, name` is somewhere's name. */
function placeOf(error: LocatedError, { batch, wanted }: Wish): AnswerPath | null {
  const [, index, ...below] = error.path ?? [];
  const entity = wanted[typeof index === 'number' ? index : 0];
  return entity ? [...entity.path, ...treePath(below, batch.selection)] : null;
}

/** An answer together with its errors; a reply that never came is an answer of which everything failed. */
interface AskedAnswer extends Answer {
  readonly errors: readonly LocatedError[];
}

async function ask(operation: SubgraphOperation, extra: Tree, execution: Execution): Promise<AskedAnswer> {
  const variables: Tree = {};
  for (const name of operation.variables) {
    if (name in execution.variables) variables[name] = execution.variables[name];
  }
  Object.assign(variables, extra);
  const reply = await execution.ask({ operation, variables }, execution.caller);
  execution.fetches.push({ subgraph: operation.subgraph, reply });
  if (reply.kind === 'failed') return { data: null, errors: [{ ...reply.error, path: null }] };
  return { data: reply.data, errors: reply.errors };
}
