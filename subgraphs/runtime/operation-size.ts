// How large a GraphQL document is, in the measures its limits are written in. Linear in the document's length, whatever
// is in it: a fragment is measured once, however often it is spread.
import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** Each measure is of the largest operation or fragment of the document; fragments count as often as they are spread. */
export interface OperationSize {
  readonly tokens: number;
  readonly depth: number;
  /** All fields: what others call the height of an operation. */
  readonly fields: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  readonly fragments: number;
  /** The fields that share one place in the answer, whatever fragments they stand in: validation compares each pair of them. */
  readonly repeats: number;
  /** The name of a fragment that contains itself, or null. */
  readonly cycle: string | null;
}

/** Measures a parsed document. */
export function sizeOf(document: DocumentNode): OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const scale = new Scale(fragments);
  const largest = { ...nothing };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) enlarge(largest, scale.ofFragment(definition.name.value));
    // Each operation is measured, whichever will run: all of them are validated.
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = scale.measure(definition.selectionSet);
    const outer = definition.variableDefinitions?.reduce((sum, each) => sum + (each.directives?.length ?? 0), 0) ?? 0;
    enlarge(largest, { ...size, directives: size.directives + outer + (definition.directives?.length ?? 0) });
  }
  return {
    tokens: document.tokenCount ?? 0,
    depth: largest.depth,
    fields: largest.fields,
    aliases: largest.aliases,
    rootFields: largest.width,
    directives: largest.directives,
    fragments: fragments.size,
    // Through a fragment within itself there would be no end of it, and that is refused anyhow.
    repeats: scale.cycle === null ? repeatsIn(document, fragments) : 0,
    cycle: scale.cycle,
  };
}

/** What one selection set weighs with its fragments spread out; `width` counts the fields of its own level. */
interface Weight {
  depth: number;
  fields: number;
  aliases: number;
  width: number;
  directives: number;
}

const nothing: Readonly<Weight> = { depth: 0, fields: 0, aliases: 0, width: 0, directives: 0 };

function enlarge(largest: Weight, other: Readonly<Weight>): void {
  largest.depth = Math.max(largest.depth, other.depth);
  largest.fields = Math.max(largest.fields, other.fields);
  largest.aliases = Math.max(largest.aliases, other.aliases);
  largest.width = Math.max(largest.width, other.width);
  largest.directives = Math.max(largest.directives, other.directives);
}

class Scale {
  cycle: string | null = null;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Readonly<Weight>>();
  readonly #open = new Set<string>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  ofFragment(name: string): Readonly<Weight> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return nothing;
    if (this.#open.has(name)) {
      this.cycle ??= name;
      return nothing;
    }
    this.#open.add(name);
    const inner = this.measure(fragment.selectionSet);
    const weight = { ...inner, directives: inner.directives + (fragment.directives?.length ?? 0) };
    this.#open.delete(name);
    this.#known.set(name, weight);
    return weight;
  }

  measure(selectionSet: SelectionSetNode): Readonly<Weight> {
    const total = { ...nothing };
    for (const selection of selectionSet.selections) {
      total.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? nothing : this.measure(selection.selectionSet);
        total.depth = Math.max(total.depth, below.depth + 1);
        total.fields += below.fields + 1;
        total.aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        total.width += 1;
        total.directives += below.directives;
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const below = isSpread ? this.ofFragment(selection.name.value) : this.measure(selection.selectionSet);
      total.depth = Math.max(total.depth, below.depth);
      total.fields += below.fields;
      total.aliases += below.aliases;
      total.width += below.width;
      total.directives += below.directives;
    }
    return total;
  }
}

/** Selections looked at for repeats in one document. Fragments that spread each other double them at every step. */
const repeatVisitsMax = 20_000;

/** The most fields that meet at one place of any operation or fragment; Infinity past the visits above. */
function repeatsIn(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const search = new RepeatSearch(fragments);
  let most = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION)
      most = Math.max(most, search.mostIn([definition.selectionSet]));
  }
  return most;
}

class RepeatSearch {
  #visits = 0;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  /** Of selection sets that belong to one place. */
  mostIn(sets: readonly SelectionSetNode[]): number {
    const places = new Map<string, { count: number; readonly below: SelectionSetNode[] }>();
    const spread = new Set<string>();
    for (const set of sets) this.#collect(set, spread, places);
    if (this.#visits > repeatVisitsMax) return Infinity;
    let most = 0;
    for (const { count, below } of places.values())
      most = Math.max(most, count, below.length === 0 ? 0 : this.mostIn(below));
    return most;
  }

  #collect(
    { selections }: SelectionSetNode,
    spread: Set<string>,
    places: Map<string, { count: number; readonly below: SelectionSetNode[] }>,
  ): void {
    for (const selection of selections) {
      this.#visits += 1;
      if (this.#visits > repeatVisitsMax) return;
      if (selection.kind === Kind.INLINE_FRAGMENT) this.#collect(selection.selectionSet, spread, places);
      else if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const place = places.get(key) ?? { count: 0, below: [] };
        place.count += 1;
        if (selection.selectionSet) place.below.push(selection.selectionSet);
        places.set(key, place);
      } else if (!spread.has(selection.name.value)) {
        // Spread twice at one place it is compared once.
        spread.add(selection.name.value);
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment) this.#collect(fragment.selectionSet, spread, places);
      }
    }
  }
}
