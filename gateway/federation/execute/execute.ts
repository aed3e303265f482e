// Carries out a plan: asks the subgraphs in the plan's order and builds the answer tree.
import type { GraphQLSchema } from 'graphql';
import type { GatewayCode } from '../../errors.ts';
import type { EntityFetch, RootFetch, Step, SubgraphOperation, Turn } from '../steps.ts';
import type { AnswerPath, AskSubgraph, Caller, LocatedError, SubgraphError, SubgraphReply } from '../subgraph.ts';
import { errorsOfEntities, errorsOfRoot, placed } from './amiss.ts';
import type { AskedAnswer } from './amiss.ts';
import { blame, treePath, failFields } from './blame.ts';
import type { Answer } from './blame.ts';
import { collectWanted, mergeEntities } from './entities.ts';
import type { Wish } from './entities.ts';
import { keepExactTypes } from './exact-types.ts';
import { Failure } from './failure.ts';
import { applyRewrites } from './rewrite.ts';
import { tellable } from './sight.ts';
import type { Sight } from './sight.ts';
import { isTree, merge, typenameOf } from './tree.ts';
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
  /** Whether bare entities that are the same become one object. */
  readonly sharesBare: boolean;
  /** Every error met, with its place in the tree, in case no field of the client shows it. */
  readonly troubles: Trouble[];
  /** What of an error's path and words the client may learn. */
  readonly sight: Sight;
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
  /** Its place in the tree, or null when it has none. */
  readonly place: AnswerPath | null;
  /** As much of the place as the client may learn. */
  readonly path: AnswerPath | null;
  /** What stands there for it, or null when a value does. */
  readonly failure: Failure | null;
}

/** Carries out one step and those inside it. Never throws: what goes wrong stands in the tree. */
export function executeStep(step: Step, execution: Execution): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      return inSequence(step.steps, execution);
    case 'parallel':
      return sideBySide(step.steps, execution);
    case 'serial':
      return inTurns(step.turns, execution);
    case 'root-fetch':
      return fetchRoot(step, execution);
    case 'entity-fetch':
      return fetchEntities(step, execution);
  }
}

async function inSequence(steps: readonly Step[], execution: Execution): Promise<void> {
  for (const step of steps) await executeStep(step, execution);
}

async function sideBySide(steps: readonly Step[], execution: Execution): Promise<void> {
  await Promise.all(steps.map((step) => executeStep(step, execution)));
}

async function inTurns(turns: readonly Turn[], execution: Execution): Promise<void> {
  for (const turn of turns) {
    await executeStep(turn.step, execution);
    if (turn.endsOperation(execution.root)) return;
  }
}

function fetchRoot(step: RootFetch, execution: Execution): Promise<void> {
  return ask(step.operation, {}, execution, (answer) => takeRoot(step, answer, execution));
}

function takeRoot(step: RootFetch, answer: AskedAnswer, execution: Execution): void {
  const root = rootTypeOf(execution.schema, step.operation);
  for (const located of errorsOfRoot(answer, step.selection)) {
    const { selection } = step;
    const told = tellable(execution.sight, located, { typename: root, value: answer.data, selection, skipped: 0 });
    const failure = blame(answer, told, selection);
    const place = located.path && treePath(located.path, selection);
    execution.troubles.push({ error: told.error, place, path: place && place.slice(0, told.seen), failure });
  }
  applyRewrites(execution.schema, step.rewrites, answer.data);
  if (answer.data instanceof Failure) failFields(execution.root, step.selection, answer.data);
  else if (isTree(answer.data)) {
    const { selection } = step;
    keepExactTypes(execution.schema, selection, execution.root, answer.data);
    merge(execution.root, answer.data, { selection, keys: selection.keysOn(null) });
  }
}

function fetchEntities(step: EntityFetch, execution: Execution): Promise<void> {
  const wishes = step.batches.map((batch) => ({ batch, wanted: collectWanted(execution, batch, execution.root) }));
  if (wishes.every(({ wanted }) => wanted.length === 0)) return nothingToAsk;

  const representations: Tree = {};
  for (const { batch, wanted } of wishes) representations[batch.variable] = wanted.map((one) => one.representation);
  return ask(step.operation, representations, execution, (answer) => takeEntities(wishes, answer, execution));
}

const nothingToAsk = Promise.resolve();

function takeEntities(wishes: readonly Wish[], answer: AskedAnswer, execution: Execution): void {
  for (const error of errorsOfEntities(execution.schema, answer, wishes)) {
    const wish =
      wishes.find(({ batch }) => batch.key === error.path?.[0]) ?? wishes.find((one) => one.wanted.length > 0);
    if (!wish) continue;
    execution.troubles.push(troubleOf(answer, error, wish, execution.sight));
  }
  for (const { batch, wanted } of wishes) {
    mergeEntities(execution, batch, wanted, isTree(answer.data) ? answer.data[batch.key] : answer.data);
  }
}

function rootTypeOf(schema: GraphQLSchema, { kind }: SubgraphOperation): string | null {
  const type = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  return type?.name ?? null;
}

/** Puts an error of an entity fetch into the answer. It belongs in the tree: `_entities, 3, name` is somewhere's name. */
function troubleOf(answer: Answer, said: LocatedError, { batch, wanted }: Wish, sight: Sight): Trouble {
  const { selection } = batch;
  const located = placed(said, selection, 2);
  const [key, index, ...below] = located.path ?? [];
  const entity = wanted[typeof index === 'number' ? index : 0];
  const entities: unknown = isTree(answer.data) && typeof key === 'string' ? answer.data[key] : null;
  const value: unknown = Array.isArray(entities) && typeof index === 'number' ? entities[index] : null;
  const typename = entity ? typenameOf(entity.representation) : null;
  const told = tellable(sight, located, { typename, value, selection, skipped: 2 });
  const failure = blame(answer, told, selection);
  if (!entity) return { error: told.error, place: null, path: null, failure };
  const place = [...entity.path, ...treePath(below, selection)];
  const seen = entity.path.length + Math.max(0, told.seen - 2);
  return { error: told.error, place, path: place.slice(0, seen), failure };
}

/** Asks and takes the answer; a reply that never came is one of which everything failed. */
function ask(
  operation: SubgraphOperation,
  extra: Tree,
  execution: Execution,
  take: (answer: AskedAnswer) => void,
): Promise<void> {
  const variables: Tree = {};
  for (const name of operation.variables) {
    if (Object.hasOwn(execution.variables, name)) variables[name] = execution.variables[name];
  }
  Object.assign(variables, extra);
  return execution.ask({ operation, variables }, execution.caller).then(
    (reply) => take(noteReply(operation, reply, execution)),
    (error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      take(noteReply(operation, tooDeep(operation), execution));
    },
  );
}

function noteReply({ subgraph }: SubgraphOperation, reply: SubgraphReply, execution: Execution): AskedAnswer {
  execution.fetches.push({ subgraph, reply });
  if (reply.kind === 'failed') return { subgraph, data: null, errors: [{ ...reply.error, path: null }] };
  return { subgraph, data: reply.data, errors: reply.errors };
}

/** What JSON.parse reads JSON.stringify may not be able to write: an answer thousands of levels deep is no fault of the others. */
function tooDeep({ subgraph, kind }: SubgraphOperation): SubgraphReply {
  const code = 'SUBGRAPH_ANSWER_INVALID' satisfies GatewayCode;
  const details = { retryable: false, ...(kind === 'mutation' ? { outcome: 'IN_DOUBT' } : {}) };
  return {
    kind: 'failed',
    error: { code, subgraph, message: `${subgraph} sent an answer that nests too deep`, details },
  };
}
