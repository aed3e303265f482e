// The schema's style rules, as functions over SDL so that each can be shown a planted fault (lint.test.ts).
import {
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** One breach of a rule: where, and what to do. */
export interface Finding {
  readonly rule: string;
  readonly at: string;
  readonly remedy: string;
}

/** A subgraph's SDL with its name. */
export interface NamedSdl {
  readonly name: string;
  readonly sdl: DocumentNode;
}

/** Owners a field may name. */
export const owners = ['CRM', 'PSA', 'ERP', 'INSIGHT', 'CROSSREF', 'PROCESS'] as const;

/** Types that carry values of others and have no system of record of their own. */
const ownerless =
  /^(Query|Mutation|Subscription|Money|PageInfo|SourceInfo|SystemRecord|Write\w+|RecordsFound|LookUpFenced|ChangeFeedPage|RecordChange|\w+Connection|\w+Edge)$/;

/** Every rule over every subgraph. */
export function lint(subgraphs: readonly NamedSdl[]): readonly Finding[] {
  return subgraphs
    .flatMap((subgraph) => [
      ...names(subgraph),
      ...descriptions(subgraph),
      ...money(subgraph),
      ...owned(subgraph),
      ...lists(subgraph),
      ...unknowns(subgraph),
    ])
    .concat(nullability(subgraphs));
}

/** An entity field that two subgraphs can return must be nullable: one system down is a missing field, not a blank page. */
export function nullability(subgraphs: readonly NamedSdl[]): readonly Finding[] {
  const roots = subgraphs.flatMap(({ name, sdl }) =>
    objects(sdl)
      .filter((type) => type.name.value === 'Query')
      .flatMap((type) => type.fields ?? [])
      .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
      .map((field) =>
        finding(
          'nullable-root-field',
          `${name}: Query.${field.name.value}`,
          'drop the "!": one silent system must not empty the whole answer',
        ),
      ),
  );
  const inSubgraphs = new Map<string, number>();
  for (const { sdl } of subgraphs) {
    for (const type of entities(sdl)) inSubgraphs.set(type.name.value, (inSubgraphs.get(type.name.value) ?? 0) + 1);
  }
  const shared = subgraphs.flatMap(({ name, sdl }) =>
    entities(sdl)
      .filter((type) => (inSubgraphs.get(type.name.value) ?? 0) > 1)
      .flatMap((type) =>
        (type.fields ?? [])
          .filter((field) => field.type.kind === Kind.NON_NULL_TYPE && !keyFields(type).includes(field.name.value))
          .map((field) =>
            finding(
              'nullable-entity-field',
              `${name}: ${type.name.value}.${field.name.value}`,
              'drop the "!": another subgraph can return this entity',
            ),
          ),
      ),
  );
  return [...roots, ...shared];
}

function names({ name, sdl }: NamedSdl): Finding[] {
  return objects(sdl).flatMap((type) => [
    ...(/^[A-Z][A-Za-z0-9]*$/.test(type.name.value)
      ? []
      : [finding('type-name', `${name}: ${type.name.value}`, 'use PascalCase')]),
    ...(type.fields ?? [])
      .filter((field) => !/^[a-z][A-Za-z0-9]*$/.test(field.name.value) || /^(get|list)[A-Z]/.test(field.name.value))
      .map((field) =>
        finding('field-name', `${name}: ${type.name.value}.${field.name.value}`, 'use camelCase without get or list'),
      ),
  ]);
}

/** Everything is described, once: an entity that another subgraph owns, its key and @external fields are described there. */
function descriptions({ name, sdl }: NamedSdl): Finding[] {
  const found: Finding[] = [];
  const need = (described: { description?: unknown }, at: string): void => {
    if (described.description === undefined) found.push(finding('described', `${name}: ${at}`, 'add a description'));
  };
  for (const type of objects(sdl)) {
    if (ownsType(type) || /(Connection|Edge)$/.test(type.name.value)) need(type, type.name.value);
    if (isExternal(type)) continue;
    for (const field of type.fields ?? []) {
      const elsewhere = !ownsType(type) && keyFields(type).includes(field.name.value);
      if (!elsewhere && !hasDirective(field, 'external')) need(field, `${type.name.value}.${field.name.value}`);
      for (const argument of field.arguments ?? [])
        need(argument, `${type.name.value}.${field.name.value}(${argument.name.value}:)`);
    }
  }
  for (const input of inputs(sdl)) {
    need(input, input.name.value);
    for (const field of input.fields ?? []) need(field, `${input.name.value}.${field.name.value}`);
  }
  return found;
}

/** Money is Money or Decimal; no Float anywhere, and no Int that smells of an amount. */
function money({ name, sdl }: NamedSdl): Finding[] {
  const fields = [...objects(sdl), ...inputs(sdl)].flatMap((type) =>
    (type.fields ?? []).map((field) => ({ type, field })),
  );
  return fields
    .filter(
      ({ field }) =>
        named(field.type) === 'Float' ||
        (named(field.type) === 'Int' && /(amount|price|total|balance|cost|rate)$/i.test(field.name.value)),
    )
    .map(({ type, field }) =>
      finding('exact-money', `${name}: ${type.name.value}.${field.name.value}`, 'use Money, or Decimal for a price'),
    );
}

/** Every field has exactly one owner, its own or its type's, and it is one we know. */
function owned({ name, sdl }: NamedSdl): Finding[] {
  return objects(sdl)
    .filter((type) => !ownerless.test(type.name.value) && !isExternal(type))
    .flatMap((type) =>
      (type.fields ?? [])
        .filter(
          (field) =>
            !hasDirective(field, 'external') && !(keyFields(type).includes(field.name.value) && !ownsType(type)),
        )
        .filter((field) => !owners.some((owner) => owner === (ownerOf(field) ?? ownerOf(type))))
        .map((field) =>
          finding(
            'owner',
            `${name}: ${type.name.value}.${field.name.value}`,
            `add @owner(system:) with one of ${owners.join(', ')}`,
          ),
        ),
    );
}

/** A list of entities is bounded: a connection, or a list with a documented `first`, or small by nature. */
function lists({ name, sdl }: NamedSdl): Finding[] {
  return objects(sdl)
    .filter((type) => type.name.value === 'Query')
    .flatMap((type) => type.fields ?? [])
    .filter(
      (field) =>
        /Connection$/.test(named(field.type)) &&
        !(field.arguments ?? []).some((argument) => argument.name.value === 'first'),
    )
    .map((field) => finding('paged', `${name}: Query.${field.name.value}`, 'a connection takes `first` and `after`'));
}

/** An enum a vendor feeds has UNKNOWN, so that a new value of theirs is data and not an error. */
function unknowns({ name, sdl }: NamedSdl): Finding[] {
  const ours = [
    ...['ServedFrom', 'ApplicationKind', 'DimensionKind', 'NotAppliedReason'],
    ...['ProjectStanding', 'WorkItemKind'],
    ...['ErpLineKind', 'ErpLedgerSide', 'PsaWorkChoice', 'PsaWorkKind'],
  ];
  return sdl.definitions
    .filter((definition): definition is EnumTypeDefinitionNode => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter(
      (type) => !ours.includes(type.name.value) && !(type.values ?? []).some((value) => value.name.value === 'UNKNOWN'),
    )
    .map((type) => finding('unknown-value', `${name}: ${type.name.value}`, 'add UNKNOWN'));
}

function finding(rule: string, at: string, remedy: string): Finding {
  return { rule, at, remedy };
}

function objects(sdl: DocumentNode): ObjectTypeDefinitionNode[] {
  return sdl.definitions.filter(
    (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
}

function inputs(sdl: DocumentNode): InputObjectTypeDefinitionNode[] {
  return sdl.definitions.filter(
    (definition): definition is InputObjectTypeDefinitionNode => definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION,
  );
}

function entities(sdl: DocumentNode): ObjectTypeDefinitionNode[] {
  return objects(sdl).filter((type) => hasDirective(type, 'key'));
}

function keyFields(type: ObjectTypeDefinitionNode): string[] {
  return (type.directives ?? [])
    .filter((directive) => directive.name.value === 'key')
    .flatMap((directive) => directive.arguments ?? [])
    .flatMap((argument) =>
      argument.name.value === 'fields' && argument.value.kind === Kind.STRING ? argument.value.value.split(/\s+/) : [],
    );
}

/** A type is described where its @owner stands; an entity without it is somebody else's. */
function ownsType(type: ObjectTypeDefinitionNode): boolean {
  return (
    hasDirective(type, 'owner') ||
    (/^(Query|Mutation|Subscription)$/.test(type.name.value) ? false : !hasDirective(type, 'key') && !isExternal(type))
  );
}

function isExternal(type: ObjectTypeDefinitionNode): boolean {
  return hasDirective(type, 'external');
}

function hasDirective(node: ObjectTypeDefinitionNode | FieldDefinitionNode, name: string): boolean {
  return (node.directives ?? []).some((directive) => directive.name.value === name);
}

function ownerOf(node: ObjectTypeDefinitionNode | FieldDefinitionNode): string | undefined {
  const value = (node.directives ?? []).find((directive) => directive.name.value === 'owner')?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}
