// Demand control: an operation that would cost more than one may is refused before any system is asked.
import { GraphQLError, Kind, parse, valueFromASTUntyped } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { endingWith } from '../errors.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { actualCost } from './actual.ts';
import type { Variables } from './amount.ts';
import type { DemandConfig } from './config.ts';
import { compileEstimate } from './estimate.ts';
import type { Estimate, EstimatedOperation, Scales } from './estimate.ts';
import { readWeights } from './weights.ts';

/** Told what operations cost, for the metrics by which costMax is chosen. */
export interface DemandObserver {
  estimated(cost: number): void;
  actual(cost: number): void;
  /** Would be refused, or is. */
  exceeded(mode: 'enforce' | 'measure'): void;
}

/** An operation with the variables it is to run with. */
export interface DemandedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** Demand control of one supergraph. */
export interface Demand {
  /** The refusal of an operation that would cost too much, or null. */
  refusalOf(demanded: DemandedOperation): GraphQLError | null;
  /** The estimate, for `explain`; null when demand control is off. */
  estimateOf(demanded: DemandedOperation): number | null;
  /** Counts an answer, where the configuration asks for it. */
  count(demanded: DemandedOperation, readData: () => unknown): void;
}

/** Lets everything pass. */
export const noDemand: Demand = { refusalOf: () => null, estimateOf: () => null, count: () => undefined };

/** Reads the supergraph's weights once. */
export function createDemand({ sdl, apiSchema }: Supergraph, config: DemandConfig, observer?: DemandObserver): Demand {
  if (config.mode === 'off') return noDemand;
  const weights = readWeights(parse(sdl, { noLocation: true }));
  const scales: Scales = { schema: apiSchema, weights, listSize: config.listSize };
  const { mode, costMax } = config;
  /** By the operation of a remembered document: forgotten with it. */
  const compiled = new WeakMap<OperationDefinitionNode, Compiled>();
  const compile = ({ document, operation }: DemandedOperation): Compiled => {
    const known = compiled.get(operation);
    if (known) return known;
    const source: EstimatedOperation = {
      kind: operation.operation,
      selectionSet: operation.selectionSet,
      fragments: fragmentsOf(document),
    };
    const fresh = { source, estimate: compileEstimate(scales, source), defaults: defaultsOf(operation) };
    compiled.set(operation, fresh);
    return fresh;
  };
  return {
    refusalOf(demanded) {
      const { estimate, defaults } = compile(demanded);
      const variables = defaults ? { ...defaults, ...demanded.variables } : demanded.variables;
      const cost = estimate.cost(variables);
      observer?.estimated(cost);
      const unsliced = estimate.unsliced(variables);
      if (cost <= costMax && unsliced.length === 0) return null;
      observer?.exceeded(mode);
      if (mode === 'measure') return null;
      return unsliced.length > 0 ? notSliced(unsliced) : tooCostly(cost, costMax);
    },
    estimateOf(demanded) {
      const { estimate, defaults } = compile(demanded);
      return estimate.cost({ ...defaults, ...demanded.variables });
    },
    count(demanded, readData) {
      if (!config.actual || !observer) return;
      observer.actual(actualCost(scales, compile(demanded).source, demanded.variables, readData()));
    },
  };
}

interface Compiled {
  readonly source: EstimatedOperation;
  readonly estimate: Estimate;
  /** Null when no variable has a default. */
  readonly defaults: Variables | null;
}

function tooCostly(estimated: number, max: number): GraphQLError {
  const cost = { estimated, max };
  return new GraphQLError(
    `The operation would cost ${estimated}; at most ${max} is allowed. Ask for smaller pages, or for less of each row`,
    { extensions: { ...endingWith('OPERATION_TOO_COSTLY'), cost } },
  );
}

function notSliced(coordinates: readonly string[]): GraphQLError {
  return new GraphQLError(
    `${coordinates.join(', ')} must be told how many items to return, by exactly one argument (such as first)`,
    { extensions: endingWith('OPERATION_TOO_COSTLY') },
  );
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

function defaultsOf(operation: OperationDefinitionNode): Variables | null {
  const given = (operation.variableDefinitions ?? []).filter((each) => each.defaultValue);
  if (given.length === 0) return null;
  return Object.fromEntries(
    given.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue ? valueFromASTUntyped(defaultValue) : undefined,
    ]),
  );
}
