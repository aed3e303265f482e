// The federation engine: answers validated GraphQL operations from the subgraphs of one supergraph.
import { getVariableValues, isCompositeType } from 'graphql';
import type { DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { beginSpan } from '../../subgraphs/runtime/tracing.ts';
import { Asked } from './execute/asked.ts';
import { ClientErrors } from './execute/client-errors.ts';
import type { HiddenPlace } from './execute/client-errors.ts';
import type { DataText } from './execute/data-text.ts';
import { executeStep } from './execute/execute.ts';
import { PathNow } from './execute/path-now.ts';
import { sharesBare } from './execute/shares-bare.ts';
import type { Execution, Fetch } from './execute/execute.ts';
import { compileProjection } from './execute/project.ts';
import type { Projection } from './execute/project.ts';
import type { Sight } from './execute/sight.ts';
import { hidingOf } from './mask.ts';
import type { Mask } from './mask.ts';
import { pickOperation, underPlannedNames } from './operation.ts';
import type { Conditions, Operation } from './operation.ts';
import { createOverrides } from './overrides.ts';
import type { Overrides } from './overrides.ts';
import { createPlanner, NotPlannableError } from './plan.ts';
import type { Planner } from './plan.ts';
import { specialise } from './specialise.ts';
import type { Step } from './steps.ts';
import type { AskSubgraph, Caller } from './subgraph.ts';
import type { Supergraph } from './supergraph.ts';

/** Operations kept prepared (plan and projection). */
const preparedMax = 2_000;
/**
 * And so many characters of documents: what is kept of one grows with its text, by some 145 bytes a character with what the server keeps
 * of it, so 2,000 documents of 8 kB, each another, would fill 2.5 GB.
 */
export const keptCharactersMax = 1_000_000;

/** A validated operation to answer. */
export interface OperationRequest {
  readonly document: DocumentNode;
  /** Names the document: equal hashes must mean equal documents. */
  readonly documentHash: string;
  readonly operationName: string | null;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly mask: Mask;
  readonly caller: Caller;
}

/** What the engine has to say. `data` is absent when the operation was not run at all. */
export interface OperationResult {
  readonly data?: DataText | null;
  readonly errors: readonly GraphQLError[];
  /** Coordinates of fields that were asked for and are hidden from the caller. */
  readonly masked: readonly string[];
  /** Places where a subgraph sent a value that is @inaccessible: null, and no error. */
  readonly hidden: readonly HiddenPlace[];
  /** Every subgraph request with its outcome, for the report on what was down. */
  readonly fetches: readonly Fetch[];
}

/** An operation made ready for one combination of conditions and one mask. */
interface Prepared {
  /** Null when the gateway answers by itself. */
  readonly plan: Step | null;
  /** Whether that plan lets bare entities that are the same become one object. */
  readonly sharesBare: boolean;
  readonly project: Projection;
  readonly asked: Asked;
  readonly sight: Sight;
  readonly masked: readonly string[];
}

/** What an operation is made ready for. */
interface Readiness {
  readonly mask: Mask;
  readonly overrides: Overrides;
  readonly conditions: Conditions;
}

/** Answers operations of one supergraph. */
export class FederationEngine {
  readonly supergraph: Supergraph;
  readonly #planner: Planner;
  readonly #ask: AskSubgraph;
  readonly #chooseOverrides: () => Overrides;
  /** By document, forgotten with it, then by the operation's name. */
  readonly #operations = new WeakMap<DocumentNode, Map<string | null, Operation>>();
  readonly #prepared = new LRUCache<string, Prepared | Promise<Prepared>>({
    max: preparedMax,
    maxSize: keptCharactersMax,
  });

  /** `overrideLabels` are the custom @override labels that hold. */
  constructor(supergraph: Supergraph, ask: AskSubgraph, overrideLabels: readonly string[] = []) {
    this.supergraph = supergraph;
    this.#planner = createPlanner(supergraph);
    this.#chooseOverrides = createOverrides(this.#planner.overrides, overrideLabels);
    this.#ask = ask;
  }

  /** Ends the planner's process, if it has one of its own. */
  close(): void {
    this.#planner.close();
  }

  /** The result of an operation that is not run. */
  refuse(...errors: readonly GraphQLError[]): OperationResult {
    return { errors, masked: [], hidden: [], fetches: [] };
  }

  /** Answers one operation. Throws only for defects of the gateway itself. */
  async run(request: OperationRequest): Promise<OperationResult> {
    const operation = this.#operation(request);
    const { apiSchema, fullSchema } = this.supergraph;
    const definitions = operation.definition.variableDefinitions ?? [];
    const { coerced, errors } =
      definitions.length === 0
        ? noVariables
        : getVariableValues(apiSchema, definitions, request.variables, { hideSuggestions: true });
    if (errors) return this.refuse(...errors);

    const preparing = this.#prepare(request, operation, conditionsOf(operation, coerced));
    const prepared = preparing instanceof Promise ? await preparing.catch(orNotPlannable) : preparing;
    if (prepared instanceof NotPlannableError) return this.refuse(prepared);
    const execution: Execution = {
      schema: fullSchema,
      ask: this.#ask,
      caller: request.caller,
      variables: underPlannedNames(operation, coerced),
      root: {},
      sharedParts: new Set(),
      sharesBare: prepared.sharesBare,
      troubles: [],
      sight: prepared.sight,
      fetches: [],
    };
    if (prepared.plan) await executeStep(prepared.plan, execution);

    const clientErrors = new ClientErrors(request.caller.correlationId, operation.keys);
    const data = prepared.project(execution.root, {
      errors: clientErrors,
      variables: coerced,
      path: new PathNow(),
      sharedParts: execution.sharedParts,
      writtenParts: new Map(),
    });
    for (const { error, place, path, failure } of execution.troubles) {
      if (clientErrors.tellsOf(error)) continue;
      // The answer rests on it (an input of @requires, a key), or the client asked for it: said once. What was fetched for
      // no one's sake, as behind an @interfaceObject the fields of every type, may fail unheard.
      const isMissed = place === null || failure?.isMissed === true;
      if (isMissed || prepared.asked.leadsTo(place, execution.root)) clientErrors.addTrouble(error, path);
    }
    const { masked } = prepared;
    return { data, errors: clientErrors.list(), masked, hidden: clientErrors.hidden(), fetches: execution.fetches };
  }

  /** The plan `run` carries out, for people to read; null when the gateway answers by itself or refuses the variables. */
  async planOf(request: OperationRequest): Promise<Step | null> {
    const operation = this.#operation(request);
    const definitions = operation.definition.variableDefinitions ?? [];
    const { coerced } = getVariableValues(this.supergraph.apiSchema, definitions, request.variables);
    return coerced ? (await this.#prepare(request, operation, conditionsOf(operation, coerced))).plan : null;
  }

  /** Reads a document once, however often it is sent. */
  #operation({ document, operationName }: OperationRequest): Operation {
    let named = this.#operations.get(document);
    if (!named) this.#operations.set(document, (named = new Map<string | null, Operation>()));
    let operation = named.get(operationName);
    if (!operation) {
      operation = pickOperation(this.supergraph.fullSchema, document, operationName);
      named.set(operationName, operation);
    }
    return operation;
  }

  /** What of the graph the client of an operation may hear of. */
  #sightOf({ keys }: Operation, mask: Mask): Sight {
    const { apiSchema, fullSchema } = this.supergraph;
    return {
      schema: fullSchema,
      fieldOf: (key) => keys.fieldOf(key),
      isHidden: (typename, field) => {
        const type = apiSchema.getType(typename);
        if (!isCompositeType(type) || !('getFields' in type) || !(field in type.getFields())) return true;
        return hidingOf(apiSchema, mask, type, field).kind !== 'visible';
      },
    };
  }

  /** At once, if it was made ready before. */
  #prepare(request: OperationRequest, operation: Operation, conditions: Conditions): Prepared | Promise<Prepared> {
    const { mask, documentHash, operationName } = request;
    const overrides = this.#chooseOverrides();
    const decided = conditions.size === 0 ? '' : [...conditions].map(([name, value]) => `${name}=${value}`).join();
    const key = `${documentHash}|${operationName ?? ''}|${mask.key}|${overrides.key}|${decided}`;
    const known = this.#prepared.get(key);
    if (known) return known;
    const size = lengthOf(request.document);
    const span = beginSpan({ name: 'plan', role: 'INTERNAL', parent: request.caller.trace ?? null, attributes: {} });
    const fresh = this.#prepareAnew(operation, { mask, overrides, conditions });
    this.#prepared.set(key, fresh, { size });
    fresh.then(
      (prepared) => {
        span.end({}, null);
        if (this.#prepared.peek(key) === fresh) this.#prepared.set(key, prepared, { size });
      },
      (error: unknown) => {
        span.end({}, 'QUERY_NOT_PLANNABLE');
        // What the planner gave up on once it gives up on always; anything else is tried again next time.
        if (!(error instanceof NotPlannableError)) this.#prepared.delete(key);
      },
    );
    return fresh;
  }

  async #prepareAnew(operation: Operation, { mask, overrides, conditions }: Readiness): Promise<Prepared> {
    const { apiSchema } = this.supergraph;
    const { document, masked } = specialise(apiSchema, operation, conditions, mask);
    const plan = document && (await this.#planner.plan(document, overrides));
    return {
      plan,
      sharesBare: plan !== null && sharesBare(plan),
      project: compileProjection(this.supergraph, operation, conditions, mask),
      asked: new Asked(apiSchema, operation, conditions, mask),
      sight: this.#sightOf(operation, mask),
      masked,
    };
  }
}

/** Of a document's text, in characters; a document that was not parsed from one counts as a small one. */
export function lengthOf({ loc }: DocumentNode): number {
  return Math.max(1, loc?.source.body.length ?? 1_000);
}

const noVariables = { coerced: {}, errors: undefined };
const noConditions: Conditions = new Map();

function conditionsOf({ conditionVariables }: Operation, variables: Readonly<Record<string, unknown>>): Conditions {
  if (conditionVariables.length === 0) return noConditions;
  return new Map(conditionVariables.map((name) => [name, variables[name] === true]));
}

function orNotPlannable(error: unknown): NotPlannableError {
  if (error instanceof NotPlannableError) return error;
  throw error;
}
