// Prints who owns which field, from the SDL: the table in schema/README.md. A test keeps the two equal.
import { Kind, type DirectiveNode } from 'graphql';
import { subgraphNames, subgraphSdl } from './compose.ts';

/** Fields by type and owner, as Markdown rows. */
export function ownershipTable(): string {
  const owned = new Map<string, Map<string, string[]>>();
  for (const name of subgraphNames) {
    for (const definition of subgraphSdl(name).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const typeOwner = ownerOf(definition.directives);
      for (const field of definition.fields ?? []) {
        const owner = ownerOf(field.directives) ?? typeOwner;
        if (owner === null || field.directives?.some((directive) => directive.name.value === 'external') === true)
          continue;
        const byOwner = owned.get(definition.name.value) ?? new Map<string, string[]>();
        owned.set(definition.name.value, byOwner.set(owner, [...(byOwner.get(owner) ?? []), field.name.value]));
      }
    }
  }
  const rows = [...owned]
    .sort()
    .flatMap(([type, byOwner]) =>
      [...byOwner].map(([owner, fields]) => `| ${type} | ${owner} | ${fields.join(', ')} |`),
    );
  return ['| type | system of record | fields |', '|---|---|---|', ...rows].join('\n');
}

function ownerOf(directives: readonly DirectiveNode[] | undefined): string | null {
  const value = directives?.find((directive) => directive.name.value === 'owner')?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

if (import.meta.main) console.log(ownershipTable());
