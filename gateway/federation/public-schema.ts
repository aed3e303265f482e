// The schema clients see: the supergraph without the composer's own machinery and without what is @inaccessible.
import { assertValidSchema, buildASTSchema, isTypeDefinitionNode, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { linksOf, namesOfDirective } from './links.ts';
import type { Link } from './links.ts';

/** Directives that still mean something to a client; all others speak to the gateway and the composer. */
const clientDirectives = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/** Builds the public API schema of a supergraph; throws when what is left is not a valid schema. */
export function publicSchema(supergraph: DocumentNode): GraphQLSchema {
  const links = linksOf(supergraph);
  const marks = namesOfDirective(links, 'inaccessible', 'inaccessible');
  const isInaccessible = (node: Marked): boolean =>
    node.directives?.some((directive) => marks.has(directive.name.value)) ?? false;
  const hidden = hiddenTypeNames(supergraph, links, isInaccessible);
  const unlessInaccessible = (node: Marked): null | undefined => (isInaccessible(node) ? null : undefined);
  const document = visit(supergraph, {
    // Also those for queries: the planner drops them, so a query that has one is refused instead of answered as if it had none.
    DirectiveDefinition: () => null,
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
function hiddenTypeNames(
  supergraph: DocumentNode,
  links: readonly Link[],
  isInaccessible: (node: Marked) => boolean,
): ReadonlySet<string> {
  const prefixes = ['join', 'link', 'core', ...links.map(({ prefix }) => prefix)].map((name) => `${name}__`);
  const hidden = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const isMachinery = prefixes.some((prefix) => name.startsWith(prefix));
    if (isMachinery || isInaccessible(definition)) hidden.add(name);
  }
  return hidden;
}
