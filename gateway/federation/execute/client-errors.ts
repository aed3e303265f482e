// The errors a client is told of: each at the client's own path, and never so many that they drown the answer.
import { GraphQLError } from 'graphql';
import type { PlannedKeys } from '../planned-keys.ts';
import type { AnswerPath, SubgraphError } from '../subgraph.ts';
import type { Failure } from './failure.ts';

/** Errors listed in one answer; further ones are counted. A portfolio of 200 rows must not answer with 2,000 errors. */
export const clientErrorsMax = 100;

/** Places listed for one and the same trouble, so that one dead subgraph does not crowd out what others say. */
export const placesPerTroubleMax = 25;

/** A place whose value is not part of the public schema, in the words clients of other gateways know. */
export interface HiddenPlace {
  readonly message: string;
  readonly path: AnswerPath;
}

/** The value itself is none of the client's business. */
const hiddenMessage = 'The value is not part of this schema, so it is null here.';

/** What was listed of a field that went down with a neighbour. */
interface Follower {
  readonly error: SubgraphError;
  readonly listed: GraphQLError;
}

/** Collects errors in the order in which the answer shows them. */
export class ClientErrors {
  readonly #correlationId: string;
  readonly #keys: PlannedKeys;
  readonly #listed: GraphQLError[] = [];
  /** Made when there is something to put in. */
  #places: Map<SubgraphError, number> | null = null;
  /** Told of fields that went down with a neighbour, until it is known whether their object went down, too. */
  #followers: Follower[] = [];
  #omitted = 0;
  readonly #hidden: HiddenPlace[] = [];

  constructor(correlationId: string, keys: PlannedKeys) {
    this.#correlationId = correlationId;
    this.#keys = keys;
  }

  /** How many were told so far, those left out included. */
  get count(): number {
    return this.#listed.length + this.#omitted + this.#hidden.length;
  }

  /** Whether some place of the answer already tells of this error. */
  tellsOf(error: SubgraphError): boolean {
    return this.#places?.has(error) === true;
  }

  /** A value that could not be had and may be null; `path` is where the client asked for it. */
  addFailure(failure: Failure, path: AnswerPath): void {
    this.#addError(failure.error, [...path, ...this.#keys.toClient(failure.below)]);
    const listed = this.#listed.at(-1);
    if (failure.wholeObject && listed) this.#followers.push({ error: failure.error, listed });
  }

  /**
   * A promised value that could not be had, which takes its object along. What was told of the object's other fields,
   * lost by the same error, is taken back: the one place to tell is where it happened.
   */
  addLoss(failure: Failure, path: AnswerPath): void {
    const { error, wholeObject } = failure;
    const object = path.slice(0, -1);
    if (this.#followers.length > 0) this.#takeBack(error, object);
    const own = wholeObject ? [...object, ...this.#keys.toClient(wholeObject.below)] : null;
    this.#addError(error, own ?? [...path, ...this.#keys.toClient(failure.below)]);
  }

  #takeBack(error: SubgraphError, object: AnswerPath): void {
    const isBelow = (path: AnswerPath = []): boolean => object.every((segment, depth) => path[depth] === segment);
    const isTakenBack = (one: Follower): boolean => one.error === error && isBelow(one.listed.path);
    for (const { listed } of this.#followers.filter(isTakenBack)) {
      const index = this.#listed.lastIndexOf(listed);
      if (index < 0) continue;
      this.#listed.splice(index, 1);
      this.#places?.set(error, (this.#places.get(error) ?? 1) - 1);
    }
    this.#followers = this.#followers.filter((one) => !isTakenBack(one));
  }

  /** An error that no field of the client shows; `path` is its place in the tree, or null when it has none. */
  addTrouble(error: SubgraphError, path: AnswerPath | null): void {
    const place = path && this.#keys.toClient(path);
    // A plan in pieces asks for what leads to each of them again, and hears of the same trouble again.
    const isTold = (one: GraphQLError): boolean => one.message === error.message && isSamePath(one.path, place);
    if (place === null || !this.#listed.some(isTold)) this.#addError(error, place);
  }

  #addError(error: SubgraphError, path: AnswerPath | null): void {
    this.#places ??= new Map();
    const places = (this.#places.get(error) ?? 0) + 1;
    this.#places.set(error, places);
    if (places > placesPerTroubleMax) this.#omitted += 1;
    else this.#add(error.message, path, { code: error.code, subgraph: error.subgraph, ...error.details });
  }

  /** A value that a subgraph should not have sent: of a wrong type, or null where the schema promises a value. */
  addInvalidValue(message: string, path: AnswerPath): void {
    this.#add(message, path, { code: 'SUBGRAPH_VALUE_INVALID' });
  }

  /** A nullable value that clients may not know of (hidden-values.ts): null without an error, yet not without a word. */
  addHidden(path: AnswerPath): void {
    if (this.#hidden.length < clientErrorsMax) this.#hidden.push({ message: hiddenMessage, path: [...path] });
  }

  /** Places whose value is hidden; a hundred at most. */
  hidden(): readonly HiddenPlace[] {
    return this.#hidden;
  }

  /** All errors, closed by a count of those left out. */
  list(): readonly GraphQLError[] {
    if (this.#omitted === 0) return this.#listed;
    const message = `${this.#omitted} more errors of the same kinds are not listed; every place without a value is null.`;
    const extensions = { code: 'ERRORS_OMITTED', omitted: this.#omitted, correlationId: this.#correlationId };
    return [...this.#listed, new GraphQLError(message, { extensions })];
  }

  #add(message: string, path: AnswerPath | null, extensions: Readonly<Record<string, unknown>>): void {
    if (this.#listed.length >= clientErrorsMax) {
      this.#omitted += 1;
      return;
    }
    this.#listed.push(
      new GraphQLError(message, {
        path: path && [...path],
        extensions: { ...extensions, correlationId: this.#correlationId },
      }),
    );
  }
}

function isSamePath(one: AnswerPath | undefined, other: AnswerPath | null): boolean {
  return one?.length === other?.length && one?.every((segment, index) => segment === other?.[index]) === true;
}
