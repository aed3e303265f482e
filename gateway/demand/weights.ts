// What the supergraph says about cost: @cost(weight:) and @listSize(…), as the IBM cost specification and Apollo's
// https://specs.apollo.dev/cost define them.
import { Kind } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, DocumentNode, FieldDefinitionNode } from 'graphql';

/** How many items a field may return. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that say how many; a dotted name reaches into an input object (`page.first`). */
  readonly slicingArguments: readonly string[];
  /** The fields of the returned object that hold the items (`edges`); none when the field itself is the list. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** Every weight of a supergraph. Coordinates as in the schema: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
export interface Weights {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
  /** Whether any input field or argument has a weight; nearly always not, and then inputs need not be looked at. */
  readonly weighInputs: boolean;
}

/** Reads the directives from a supergraph, under whatever names they were imported. */
export function readWeights(supergraph: DocumentNode): Weights {
  const names = importedNames(supergraph);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  let weighInputs = false;
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): boolean => {
    const weight = numberOf(argumentOf(directives, names.cost, 'weight'));
    if (weight !== null) weights.set(coordinate, weight);
    return weight !== null;
  };
  const noteField = (coordinate: string, field: FieldDefinitionNode): void => {
    note(coordinate, field.directives);
    const listSize = field.directives?.find((directive) => directive.name.value === names.listSize);
    if (listSize) listSizes.set(coordinate, readListSize(listSize));
    for (const argument of field.arguments ?? []) {
      weighInputs = note(`${coordinate}(${argument.name.value}:)`, argument.directives) || weighInputs;
    }
  };
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    note(type, definition.directives as readonly ConstDirectiveNode[]);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      if (field.kind === Kind.FIELD_DEFINITION) noteField(coordinate, field);
      else weighInputs = note(coordinate, field.directives) || weighInputs;
    }
  }
  return { weights, listSizes, weighInputs };
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const of = (name: string): ConstValueNode | undefined => argumentOf([directive], directive.name.value, name);
  const requireOne = of('requireOneSlicingArgument');
  return {
    assumedSize: numberOf(of('assumedSize')),
    slicingArguments: textsOf(of('slicingArguments')),
    sizedFields: textsOf(of('sizedFields')),
    requireOneSlicingArgument: requireOne?.kind === Kind.BOOLEAN ? requireOne.value : true,
  };
}

/**
 * The names of the two directives: `@link(url: ".../cost/v0.1", import: ["@cost", { name: "@listSize", as: "@size" }])`.
 * What is not imported is called by the specification's own name before two underscores.
 */
function importedNames(supergraph: DocumentNode): { readonly cost: string; readonly listSize: string } {
  const links = supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
  const link = links.find((each) => /\/cost\/v\d/.test(textOf(argumentOf([each], 'link', 'url')) ?? ''));
  if (!link) return { cost: 'cost', listSize: 'listSize' };
  const space = textOf(argumentOf([link], 'link', 'as')) ?? 'cost';
  const names = { cost: space, listSize: `${space}__listSize` };
  const imports = argumentOf([link], 'link', 'import');
  for (const each of imports?.kind === Kind.LIST ? imports.values : []) {
    const part = (name: string): string | null =>
      each.kind === Kind.OBJECT ? textOf(each.fields.find((field) => field.name.value === name)?.value) : textOf(each);
    const [name, alias] = [part('name'), part('as') ?? part('name')];
    if (name === '@cost' && alias) names.cost = alias.slice(1);
    if (name === '@listSize' && alias) names.listSize = alias.slice(1);
  }
  return names;
}

function argumentOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): ConstValueNode | undefined {
  const found = directives?.find((each) => each.name.value === directive);
  return found?.arguments?.find((each) => each.name.value === argument)?.value;
}

/** Apollo writes weights as Int, IBM as text (`"2.5"`). */
function numberOf(value: ConstValueNode | undefined): number | null {
  if (value?.kind !== Kind.INT && value?.kind !== Kind.FLOAT && value?.kind !== Kind.STRING) return null;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : null;
}

function textOf(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING ? value.value : null;
}

function textsOf(value: ConstValueNode | undefined): string[] {
  return value?.kind === Kind.LIST ? value.values.flatMap((each) => textOf(each) ?? []) : [];
}
