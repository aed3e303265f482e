// What the cache must know of one subgraph operation, found out once: how long its answer lives, its tags, its labels, and
// whether it asks for entities, which are kept one by one.
import { createHash } from 'node:crypto';
import { Kind, parse, print, valueFromASTUntyped, visit } from 'graphql';
import type { FieldNode, SelectionSetNode } from 'graphql';
import type { SubgraphOperation } from '../federation/steps.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { readCacheRules } from './cache-rules.ts';
import type { CacheSettings } from './config.ts';
import { labelPlaces } from './freshness-labels.ts';
import type { LabelPlaces } from './freshness-labels.ts';
import { lifeOfEntities, lifeOfRoot } from './life.ts';
import type { Life, LifeParts } from './life.ts';
import { readOperation } from './selected-fields.ts';
import type { ReadOperation } from './selected-fields.ts';
import { tagPlaces } from './tag-places.ts';
import type { TagPlaces } from './tag-places.ts';
import { fillTemplate, readTemplate } from './tags.ts';
import type { TagTemplate } from './tags.ts';

/** How to treat one subgraph operation. */
export type FetchPolicy = RootPolicy | EntityPolicy | MutationPolicy;

/** An answer that is kept as a whole. */
export interface RootPolicy {
  readonly kind: 'root';
  /** The beginning of its keys: everything about the question but its variables and who asks. */
  readonly keyStart: string;
  readonly life: Life;
  readonly labels: LabelPlaces | null;
  readonly tags: TagPlaces | null;
  /** Tags that follow from the question alone. */
  tagsOf(variables: Variables): readonly string[];
}

/** Entities, kept one by one. */
export interface EntityPolicy {
  readonly kind: 'entities';
  readonly batches: readonly BatchPolicy[];
}

/** One `_entities` of a request. */
export interface BatchPolicy {
  /** Its response key. */
  readonly key: string;
  /** The variable with its representations. */
  readonly variable: string;
  readonly keyStart: string;
  /** Other variables on which its answer depends. */
  readonly variables: readonly string[];
  readonly life: Life;
  /** Where labels and tags are in one entity. */
  readonly labels: LabelPlaces | null;
  readonly tags: TagPlaces | null;
  /** Tags of an entity by its representation. */
  tagsOf(representation: unknown): readonly string[];
}

/** Nothing is kept; what it changed is told. */
export interface MutationPolicy {
  readonly kind: 'mutation';
  readonly tags: TagPlaces | null;
  /** Tags that the schema says this mutation invalidates. */
  tagsOf(variables: Variables): readonly string[];
}

type Variables = Readonly<Record<string, unknown>>;

/** Finds policies of one supergraph's operations. Plans live long, so a policy is found by the operation itself. */
export function createPolicies(
  supergraph: Supergraph,
  settings: CacheSettings,
): (operation: SubgraphOperation) => FetchPolicy {
  const rules = readCacheRules(supergraph.fullSchema);
  const compiler = new PolicyCompiler(supergraph, { rules, settings, sensitive: supergraph.sensitive });
  const known = new WeakMap<SubgraphOperation, FetchPolicy>();
  return (operation) => {
    let policy = known.get(operation);
    if (!policy) known.set(operation, (policy = compiler.compile(operation)));
    return policy;
  };
}

class PolicyCompiler {
  readonly #supergraph: Supergraph;
  readonly #parts: LifeParts;

  constructor(supergraph: Supergraph, parts: LifeParts) {
    this.#supergraph = supergraph;
    this.#parts = parts;
  }

  compile({ subgraph, text, kind }: SubgraphOperation): FetchPolicy {
    const { fullSchema, hash } = this.#supergraph;
    const document = parse(text, { noLocation: true });
    const operation = readOperation(fullSchema, document, null);
    if (!operation) throw new Error(`A plan asks ${subgraph} for no operation`);
    const { selectionSet } = operation.definition;
    const { rules } = this.#parts;
    if (kind === 'mutation') {
      return {
        kind,
        tags: tagPlaces(rules, operation, selectionSet, operation.rootType),
        tagsOf: this.#rootTags(operation, 'invalidates'),
      };
    }
    const labels = labelPlaces(operation);
    const batches = this.#batches(operation, subgraph, labels);
    if (batches) return { kind: 'entities', batches };
    return {
      kind: 'root',
      keyStart: digest([hash, subgraph, text]),
      life: lifeOfRoot(this.#parts, operation),
      labels,
      tags: tagPlaces(rules, operation, selectionSet, operation.rootType),
      tagsOf: this.#rootTags(operation, 'tags'),
    };
  }

  /** Null when the operation is not made of `_entities` alone, each with a variable of its own. */
  #batches(operation: ReadOperation, subgraph: string, labels: LabelPlaces | null): BatchPolicy[] | null {
    const batches: BatchPolicy[] = [];
    const seen = new Set<string>();
    for (const node of operation.definition.selectionSet.selections) {
      const batch = node.kind === Kind.FIELD ? this.#batch(operation, subgraph, node, labels) : null;
      if (!batch || seen.has(batch.variable)) return null;
      seen.add(batch.variable);
      batches.push(batch);
    }
    return batches;
  }

  #batch(operation: ReadOperation, subgraph: string, node: FieldNode, labels: LabelPlaces | null): BatchPolicy | null {
    const value = node.arguments?.find(({ name }) => name.value === 'representations')?.value;
    if (node.name.value !== '_entities' || value?.kind !== Kind.VARIABLE || !node.selectionSet) return null;
    if ((node.directives ?? []).length > 0) return null;
    const { rules } = this.#parts;
    const key = node.alias?.value ?? node.name.value;
    const parts = [node.selectionSet, ...operation.fragments.values()];
    const variables = variablesIn(parts.flatMap((part) => ('selectionSet' in part ? part.selectionSet : part)));
    // With their types and defaults: one name may mean different things in two operations.
    const definitions = (operation.definition.variableDefinitions ?? []).filter((one) =>
      variables.includes(one.variable.name.value),
    );
    const templates = new Map<string, readonly TagTemplate[]>();
    return {
      key,
      variable: value.name.value,
      // By the selection and not by the operation, so that two operations that want the same of an entity share it.
      keyStart: digest([this.#supergraph.hash, subgraph, ...[...parts, ...definitions].map((part) => print(part))]),
      variables,
      life: lifeOfEntities(this.#parts, operation, node.selectionSet),
      labels: labels?.below.get(key) ?? null,
      tags: tagPlaces(rules, operation, node.selectionSet, null),
      tagsOf(representation) {
        const typename = (representation as { readonly __typename?: unknown } | null)?.__typename;
        if (typeof typename !== 'string') return [];
        let known = templates.get(typename);
        if (!known) templates.set(typename, (known = rules.ofType(typename).tags.map(readTemplate)));
        return filled(known, { key: representation });
      },
    };
  }

  #rootTags(operation: ReadOperation, which: 'tags' | 'invalidates'): (variables: Variables) => readonly string[] {
    const { rules } = this.#parts;
    const { rootType, definition } = operation;
    const declared: { readonly node: FieldNode; readonly templates: readonly TagTemplate[] }[] = [];
    for (const node of definition.selectionSet.selections) {
      if (node.kind !== Kind.FIELD || rootType === null) continue;
      const templates = rules.ofField(rootType, node.name.value)[which].map(readTemplate);
      if (templates.length > 0) declared.push({ node, templates });
    }
    if (declared.length === 0) return () => [];
    return (variables) =>
      declared.flatMap(({ node, templates }) => filled(templates, { args: argumentsOf(node, variables) }));
  }
}

function filled(templates: readonly TagTemplate[], values: Parameters<typeof fillTemplate>[1]): string[] {
  return templates.map((template) => fillTemplate(template, values)).filter((tag) => tag !== null);
}

function argumentsOf(node: FieldNode, variables: Variables): Record<string, unknown> {
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  );
}

function variablesIn(selectionSets: readonly SelectionSetNode[]): string[] {
  const names = new Set<string>();
  for (const selectionSet of selectionSets) visit(selectionSet, { Variable: ({ name }) => void names.add(name.value) });
  return [...names].sort();
}

/** Short and without anybody's words: keys may end in a Redis that others read. */
function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
