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
  /** The fields of one selection set that share a response key: validation compares each pair of them. */
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
    repeats: largest.repeats,
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
  repeats: number;
}

const nothing: Readonly<Weight> = { depth: 0, fields: 0, aliases: 0, width: 0, directives: 0, repeats: 0 };

function enlarge(largest: Weight, other: Readonly<Weight>): void {
  largest.depth = Math.max(largest.depth, other.depth);
  largest.fields = Math.max(largest.fields, other.fields);
  largest.aliases = Math.max(largest.aliases, other.aliases);
  largest.width = Math.max(largest.width, other.width);
  largest.directives = Math.max(largest.directives, other.directives);
  largest.repeats = Math.max(largest.repeats, other.repeats);
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
    const keys = new Map<string, number>();
    for (const selection of selectionSet.selections) {
      total.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? nothing : this.measure(selection.selectionSet);
        const key = selection.alias?.value ?? selection.name.value;
        const repeats = (keys.get(key) ?? 0) + 1;
        keys.set(key, repeats);
        total.depth = Math.max(total.depth, below.depth + 1);
        total.fields += below.fields + 1;
        total.aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        total.width += 1;
        total.directives += below.directives;
        total.repeats = Math.max(total.repeats, below.repeats, repeats);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const below = isSpread ? this.ofFragment(selection.name.value) : this.measure(selection.selectionSet);
      total.depth = Math.max(total.depth, below.depth);
      total.fields += below.fields;
      total.aliases += below.aliases;
      total.width += below.width;
      total.directives += below.directives;
      total.repeats = Math.max(total.repeats, below.repeats);
    }
    return total;
  }
}
