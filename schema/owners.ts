// Prints who owns which field, from the SDL: the table in schema/README.md. A test keeps the two equal.
import { type DefinitionNode, type DirectiveNode, Kind } from 'graphql';
import { subgraphNames, subgraphSdl } from './compose.ts';

/** Which system is the record of which fields of a type. */
export interface Ownership {
  readonly type: string;
  readonly owner: string;
  readonly fields: readonly string[];
}

let known: readonly Ownership[] | null = null;

/** The rules of the whole graph, by type; the SDL is read once. */
export function ownership(): readonly Ownership[] {
  return (known ??= [...Map.groupBy(allFields(), ({ type, owner }) => `${type} ${owner}`).values()]
    .flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [{ type: first.type, owner: first.owner, fields: [first, ...others].map(({ field }) => field) }],
    )
    .sort((a, b) => a.type.localeCompare(b.type) || a.owner.localeCompare(b.owner)));
}

function allFields(): readonly OwnedField[] {
  return subgraphNames.flatMap((name) => subgraphSdl(name).definitions.flatMap(ownedFields));
}

/** Fields by type and owner, as Markdown rows. */
export function ownershipTable(): string {
  const fields = allFields();
  const rows = [...Map.groupBy(fields, ({ type, owner }) => `| ${type} | ${owner} |`)].map(
    ([place, owned]) => `${place} ${owned.map(({ field }) => field).join(', ')} |`,
  );
  return ['| type | system of record | fields |', '|---|---|---|', ...rows.sort()].join('\n');
}

interface OwnedField {
  readonly type: string;
  readonly owner: string;
  readonly field: string;
}

function ownedFields(definition: DefinitionNode): readonly OwnedField[] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  const type = definition.name.value;
  return (definition.fields ?? []).flatMap(({ name, directives }) => {
    const owner = ownerOf(directives) ?? ownerOf(definition.directives);
    const elsewhere = directives?.some((directive) => directive.name.value === 'external') === true;
    return owner === null || elsewhere ? [] : [{ type, owner, field: name.value }];
  });
}

function ownerOf(directives: readonly DirectiveNode[] | undefined): string | null {
  const value = directives?.find((directive) => directive.name.value === 'owner')?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

if (import.meta.main) console.log(ownershipTable());
