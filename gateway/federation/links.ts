// Which specifications a supergraph rests on, by its `schema @link(url:, as:, import:, for:)` (https://specs.apollo.dev/link/v1.0).
import { Kind } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from 'graphql';

/** One specification that a supergraph links. */
export interface Link {
  /** By its address: `…/inaccessible/v0.2` is `inaccessible`. */
  readonly name: string;
  readonly url: string;
  /** Before the names it brings along: `join__Graph`. */
  readonly prefix: string;
  /** SECURITY or EXECUTION where a reader must not go on without knowing it; null when it may be passed over. */
  readonly purpose: string | null;
  /** Names that were imported, by the specification's own; directives with their `@`. */
  readonly imports: ReadonlyMap<string, string>;
}

/** What this gateway carries out. Of cost, tags and the like it is not needed to know. */
const carriedOut: ReadonlySet<string> = new Set(['link', 'core', 'join', 'inaccessible']);

/** The links of a supergraph; a directive that names no address is none. */
export function linksOf(supergraph: DocumentNode): Link[] {
  return supergraph.definitions
    .filter((definition) => definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives.filter(({ name }) => name.value === 'link' || name.value === 'core'))
    .flatMap((directive) => linkOf(directive) ?? []);
}

function linkOf(directive: ConstDirectiveNode): Link | null {
  // The older form of a link is `@core(feature:)`.
  const url = textArgument(directive, 'url') ?? textArgument(directive, 'feature');
  const name = url?.split('/').at(-2);
  if (!url || !name) return null;
  const purpose = argument(directive, 'for');
  const imported = argument(directive, 'import');
  return {
    name,
    url,
    prefix: textArgument(directive, 'as') ?? name,
    purpose: purpose?.kind === Kind.ENUM ? purpose.value : null,
    imports: new Map(imported?.kind === Kind.LIST ? imported.values.flatMap(importOf) : []),
  };
}

/** `"@key"`, or `{ name: "@key", as: "@id" }`. */
function importOf(value: ConstValueNode): readonly (readonly [string, string])[] {
  if (value.kind === Kind.STRING) return [[value.value, value.value]];
  if (value.kind !== Kind.OBJECT) return [];
  const said = new Map(value.fields.map((field) => [field.name.value, field.value]));
  const [name, as] = [said.get('name'), said.get('as')];
  if (name?.kind !== Kind.STRING) return [];
  return [[name.value, as?.kind === Kind.STRING ? as.value : name.value]];
}

/** The names under which a specification's directive stands in a document; its own, too, where nothing is linked. */
export function namesOfDirective(
  links: readonly Link[],
  specification: string,
  directive: string,
): ReadonlySet<string> {
  const names = new Set([directive]);
  for (const { name, prefix, imports } of links) {
    if (name !== specification) continue;
    const imported = imports.get(`@${directive}`);
    // A directive of its specification's name goes by the prefix alone.
    names.add(imported?.slice(1) ?? (directive === specification ? prefix : `${prefix}__${directive}`));
  }
  return names;
}

/**
 * Throws when a supergraph rests on what is not carried out here and must be: fields of `@authenticated` would be served to
 * anybody, those of `@fromContext` would be asked without their arguments.
 */
export function refuseUnknownDuties(links: readonly Link[]): void {
  const unknown = links.find(({ name, purpose }) => purpose !== null && !carriedOut.has(name));
  if (!unknown) return;
  throw new Error(
    `it links ${unknown.url} for ${unknown.purpose ?? ''}, which this gateway does not carry out. Compose it without: ` +
      'access is decided by @sensitive (schema/README.md)',
  );
}

/** A directive's text argument, or null when it has none of that name. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = argument(directive, name);
  return value?.kind === Kind.STRING ? value.value : null;
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value;
}
