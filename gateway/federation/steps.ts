// What to do to answer an operation: the planner's plan in the executor's own words.

/** One step of a plan. Steps of a `parallel` do not need each other's answers; those of a `sequence` do. */
export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | SerialStep
  | RootFetch
  | EntityFetch;

/** Turns of a mutation: each is done, reads below it included, before the next one starts. */
export interface SerialStep {
  readonly kind: 'serial';
  readonly turns: readonly Turn[];
}

/** One or more root fields of a mutation. */
export interface Turn {
  readonly step: Step;
  /** Whether, with this turn done, a null has travelled up to the root, so that no further turn may start. */
  endsOperation(root: Readonly<Record<string, unknown>>): boolean;
}

/** A request to one subgraph, without the values that go with it. */
export interface SubgraphOperation {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly text: string;
  /** The client's variables that the text uses. */
  readonly variables: readonly string[];
}

/** Asks a subgraph for fields of Query or Mutation. */
export interface RootFetch {
  readonly kind: 'root-fetch';
  readonly operation: SubgraphOperation;
  readonly selection: FetchedSelection;
  readonly rewrites: readonly Rewrite[];
}

/** Asks a subgraph for more fields of entities that earlier steps found. */
export interface EntityFetch {
  readonly kind: 'entity-fetch';
  readonly operation: SubgraphOperation;
  readonly batches: readonly EntityBatch[];
}

/** One `_entities(representations:)` field of a request, with all the places its answers belong to. */
export interface EntityBatch {
  /** Response key of the `_entities` field. */
  readonly key: string;
  /** The variable that carries the representations. */
  readonly variable: string;
  readonly places: readonly (readonly PlaceSegment[])[];
  readonly requires: readonly Required[];
  /** Applied to each representation before it is sent. */
  readonly representationRewrites: readonly Rewrite[];
  /** Applied to each entity that comes back. */
  readonly rewrites: readonly Rewrite[];
  readonly selection: FetchedSelection;
}

/** What a fetch asks for; keys are those of the answer tree unless it is said otherwise. */
export interface FetchedSelection {
  /** The keys that the fetch owes to an object of this type (null: of a type that was not said). */
  keysOn(typename: string | null): readonly string[];
  /** The same in the subgraph's keys. */
  sentKeysOn(typename: string | null): readonly string[];
  /** The keys that may come for such an object; whatever else a subgraph sends was not asked for. */
  possibleKeysOn(typename: string | null): readonly string[];
  /** What is asked of the value under a key; null for a leaf. */
  below(key: string): FetchedSelection | null;
  /** Whether a path in the subgraph's keys leads to something that was asked for. */
  asksFor(path: readonly (string | number)[]): boolean;
  /** The tree's key for one that the planner renamed in the request; others stay as they are. */
  treeKey(key: string): string;
}

/** A way down the answer tree: into a field, into every item of a list (however nested), or only on some types. */
export type PlaceSegment =
  | { readonly kind: 'field'; readonly key: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'types'; readonly names: readonly string[] };

/** What a representation must hold: fields read from the tree under `key` and sent as `name`. */
export type Required =
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly name: string;
      readonly selections: readonly Required[] | null;
    }
  | { readonly kind: 'type'; readonly name: string; readonly selections: readonly Required[] };

/** A correction the planner orders, because one name or type means different things in two subgraphs. */
export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly RewriteSegment[]; readonly value: string }
  | { readonly kind: 'rename'; readonly path: readonly RewriteSegment[]; readonly name: string };

/** A way down a value to what a rewrite changes; lists are gone through item by item. */
export type RewriteSegment =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'types'; readonly names: readonly string[] };
