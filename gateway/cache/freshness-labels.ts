// An answer that is repeated says so: wherever it holds a SourceInfo, `servedFrom` is rewritten (ARCHITECTURE, rule 3).
import { getNamedType, isCompositeType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type { FragmentDefinitionNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { ServedFrom } from '../../schema/canon/freshness.ts';
import { clientCodes } from '../errors.ts';
import type { Provenance, SubgraphError } from '../federation/subgraph.ts';
import type { ReadOperation } from './selected-fields.ts';

/** The type that labels freshness, and its two fields that change when an answer is repeated. */
const labelType = 'SourceInfo';

/** Where the labels of one subgraph operation are, by response key. */
export interface LabelPlaces {
  readonly servedFrom: ReadonlySet<string>;
  readonly staleReason: ReadonlySet<string>;
  readonly below: ReadonlyMap<string, LabelPlaces>;
}

/** Finds the labels in an operation; null when it asks for none. */
export function labelPlaces(operation: ReadOperation): LabelPlaces | null {
  const { schema, fragments, definition, rootType } = operation;
  return new Finder(schema, fragments).find(definition.selectionSet, rootType);
}

class Finder {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  find(selectionSet: SelectionSetNode, typename: string | null): LabelPlaces | null {
    const places = {
      servedFrom: new Set<string>(),
      staleReason: new Set<string>(),
      below: new Map<string, LabelPlaces>(),
    };
    this.#collect(selectionSet, typename, places);
    return places.servedFrom.size + places.staleReason.size + places.below.size > 0 ? places : null;
  }

  #collect(selectionSet: SelectionSetNode, typename: string | null, places: Collected): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
        if (fragment) this.#collect(fragment.selectionSet, fragment.typeCondition?.name.value ?? typename, places);
        continue;
      }
      const name = selection.name.value;
      const key = selection.alias?.value ?? name;
      if (typename === labelType && (name === 'servedFrom' || name === 'staleReason')) places[name].add(key);
      const below = selection.selectionSet && this.find(selection.selectionSet, this.#typeOfField(typename, name));
      if (below) places.below.set(key, join(places.below.get(key), below));
    }
  }

  /** `_entities` is in no schema; what it returns is told by the fragments inside it. */
  #typeOfField(typename: string | null, field: string): string | null {
    const type = typename === null ? undefined : this.#schema.getType(typename);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    const named = definition && getNamedType(definition.type);
    return isCompositeType(named) ? named.name : null;
  }
}

interface Collected {
  readonly servedFrom: Set<string>;
  readonly staleReason: Set<string>;
  readonly below: Map<string, LabelPlaces>;
}

/** One key selected in two fragments holds the labels of both. */
function join(first: LabelPlaces | undefined, second: LabelPlaces): LabelPlaces {
  if (!first) return second;
  const below = new Map(first.below);
  for (const [key, places] of second.below) below.set(key, join(below.get(key), places));
  return {
    servedFrom: new Set([...first.servedFrom, ...second.servedFrom]),
    staleReason: new Set([...first.staleReason, ...second.staleReason]),
    below,
  };
}

/** Rewrites the labels of a repeated answer, in place. */
export function relabel(value: unknown, places: LabelPlaces, provenance: Provenance): void {
  if (provenance.kind === 'live' || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) relabel(item, places, provenance);
    return;
  }
  const holder = value as Record<string, unknown>;
  for (const key of places.servedFrom) holder[key] = repeated(holder[key], provenance);
  if (provenance.kind === 'stale') {
    for (const key of places.staleReason) holder[key] ??= codeOf(provenance.reason);
  }
  for (const [key, below] of places.below) relabel(holder[key], below, provenance);
}

/** Repeating makes nothing fresher: what was old stays old, and a snapshot stays a snapshot. */
function repeated(label: unknown, provenance: Provenance): unknown {
  const now: ServedFrom = provenance.kind === 'stale' ? 'STALE_CACHE' : 'CACHE';
  return label === 'LIVE' || label === 'CACHE' ? now : label;
}

/** The label is of the enum ErrorCode; a subgraph of somebody else's may say what it likes. */
function codeOf({ code }: SubgraphError): string {
  return Object.hasOwn(clientCodes, code) ? code : 'UNKNOWN';
}
