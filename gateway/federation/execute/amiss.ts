// What is amiss with an answer: parts that were asked for and did not come. Left alone they would be null without a word.
import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { GatewayCode } from '../../errors.ts';
import type { FetchedSelection } from '../steps.ts';
import type { AnswerPath, LocatedError } from '../subgraph.ts';
import type { Answer } from './blame.ts';
import type { Wish } from './entities.ts';
import { isTree, typenameOf } from './tree.ts';
import type { Tree } from './tree.ts';

const none: readonly string[] = [];

/** What a subgraph answered, and with which errors. */
export interface AskedAnswer extends Answer {
  readonly subgraph: string;
  readonly errors: readonly LocatedError[];
}

/** The errors of a root fetch's answer, with those for what is missing. */
export function errorsOfRoot(answer: AskedAnswer, selection: FetchedSelection): readonly LocatedError[] {
  // An error says already why something is missing.
  if (answer.errors.length > 0 || !isTree(answer.data)) return answer.errors.map((error) => placed(error, selection));
  return missingIn(answer.data, selection.sentKeysOn(null)).map((key) => amiss(answer, [key]));
}

/** The same of an entity fetch. What stands where an entity should be and is none is taken out. */
export function errorsOfEntities(
  schema: GraphQLSchema,
  answer: AskedAnswer,
  wishes: readonly Wish[],
): readonly LocatedError[] {
  const { data, errors } = answer;
  if (!isTree(data)) return errors;
  const found: LocatedError[] = [];
  for (const { batch, wanted } of wishes) {
    if (wanted.length === 0) continue;
    const entities = data[batch.key];
    if (!Array.isArray(entities)) {
      data[batch.key] = null;
      const isExplained = errors.length > 0 && (entities === null || entities === undefined);
      if (!isExplained) found.push(amiss(answer, [batch.key]));
      continue;
    }
    const owedTo = keysOwed(schema, batch.selection);
    for (let index = 0; index < wanted.length; index += 1) {
      const known = wanted[index]?.targets[0]?.[0];
      const entity: unknown = entities[index];
      const isEntity = isTree(entity) && !isOfAnotherType(schema, known, entity);
      const missing = isEntity && errors.length === 0 ? missingIn(entity, owedTo(known, entity)) : none;
      for (const key of missing) found.push(amiss(answer, [batch.key, index, key]));
      if (isEntity) continue;
      entities[index] = null; // one that its subgraph does not know is null, and that is no mistake
      const isExplained = entity === undefined && errors.length > 0;
      if (entity !== null && !isExplained) found.push(amiss(answer, [batch.key, index]));
    }
  }
  return found.length === 0 ? errors : [...errors, ...found];
}

/** An error whose path leads to nothing that was asked for has no place, so that it is told all the same. */
export function placed(error: LocatedError, selection: FetchedSelection, skipped = 0): LocatedError {
  if (error.path === null || selection.asksFor(error.path.slice(skipped))) return error;
  return { ...error, path: skipped === 0 ? null : error.path.slice(0, skipped) };
}

function missingIn(tree: Tree, keys: readonly string[]): readonly string[] {
  let missing = none;
  for (const key of keys) {
    if (tree[key] === undefined || (typeof tree[key] === 'function' && !Object.hasOwn(tree, key)))
      missing = [...missing, key];
  }
  return missing;
}

/** Whether an entity says it is something else than what was asked for. */
function isOfAnotherType(schema: GraphQLSchema, known: Tree | undefined, told: Tree): boolean {
  const name = typenameOf(told);
  if (name === null || (known && typenameOf(known) === name) || !isObjectType(schema.getType(name))) return false;
  return exactType(schema, known, told) !== name;
}

/** Tells the keys that a batch owes to an entity. Nearly all entities of a batch are of one type, which is looked up once. */
function keysOwed(
  schema: GraphQLSchema,
  selection: FetchedSelection,
): (known: Tree | undefined, told: Tree) => readonly string[] {
  let last: { readonly known: unknown; readonly told: unknown; readonly keys: readonly string[] } | null = null;
  return (known, told) => {
    if (last && last.known === known?.__typename && last.told === told.__typename) return last.keys;
    const typename = exactType(schema, known, told);
    const keys = typename === null ? none : selection.sentKeysOn(typename);
    last = { known: known?.__typename, told: told.__typename, keys };
    return keys;
  };
}

/** The type of an entity where it is known for certain: of another one fields may well be missing. */
function exactType(schema: GraphQLSchema, known: Tree | undefined, told: Tree): string | null {
  for (const tree of [known, told]) {
    const typename = tree ? typenameOf(tree) : null;
    if (typename !== null && isObjectType(schema.getType(typename))) return typename;
  }
  return null;
}

function amiss({ subgraph }: AskedAnswer, path: AnswerPath): LocatedError {
  const message = `${subgraph} did not send all that it was asked for`;
  return { message, code: 'SUBGRAPH_ANSWER_INVALID' satisfies GatewayCode, subgraph, details: {}, path };
}
