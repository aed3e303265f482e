// The schema clients see: the supergraph without the composer's own machinery and without what is @inaccessible.
import { assertValidSchema, buildASTSchema, isTypeDefinitionNode, Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DirectiveDefinitionNode, DocumentNode, GraphQLSchema } from 'graphql';

/** Directives that still mean something to a client; all others speak to the gateway and the composer. */
const clientDirectives = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/** Where a client may write a directive of its own in a query. */
const executableLocations = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/** Builds the public API schema of a supergraph; throws when what is left is not a valid schema. */
export function publicSchema(supergraph: DocumentNode): GraphQLSchema {
  const hidden = hiddenTypeNames(supergraph);
  const unlessInaccessible = (node: Marked): null | undefined => (isInaccessible(node) ? null : undefined);
  const document = visit(supergraph, {
    DirectiveDefinition: (node) => (isForClients(node) ? undefined : null),
    Directive: (node) => (clientDirectives.has(node.name.value) ? undefined : null),
    NamedType: (node) => (hidden.has(node.name.value) ? null : undefined), // in `implements` and in unions
    FieldDefinition: unlessInaccessible,
    InputValueDefinition: unlessInaccessible,
    EnumValueDefinition: unlessInaccessible,
    enter: (node) => (isTypeDefinitionNode(node) && hidden.has(node.name.value) ? null : undefined),
  });
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  assertValidSchema(schema);
  return schema;
}

interface Marked {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** Types of the linked specifications (join__Graph, link__Import, …) and types marked @inaccessible. */
function hiddenTypeNames(supergraph: DocumentNode): ReadonlySet<string> {
  const prefixes = linkedNames(supergraph).map((name) => `${name}__`);
  const hidden = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const isMachinery = prefixes.some((prefix) => name.startsWith(prefix));
    if (isMachinery || isInaccessible(definition)) hidden.add(name);
  }
  return hidden;
}

/** The names under which `schema @link(url:, as:)` brings specifications in: `…/join/v0.5` is `join`. */
function linkedNames(supergraph: DocumentNode): string[] {
  const names = ['join', 'link', 'core'];
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      const name = textArgument(directive, 'as') ?? textArgument(directive, 'url')?.split('/').at(-2);
      if (directive.name.value === 'link' && name) names.push(name);
    }
  }
  return names;
}

/** A directive's text argument, or null when it has none of that name. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

function isInaccessible(node: Marked): boolean {
  return node.directives?.some((directive) => directive.name.value === 'inaccessible') ?? false;
}

function isForClients(definition: DirectiveDefinitionNode): boolean {
  return definition.locations.every((location) => executableLocations.has(location.value));
}
