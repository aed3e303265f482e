// Mends a supergraph in which a subgraph seems to answer fields that it only needs. Who requires a field has marked it
// @external; on interfaces (@interfaceObject) a composer may forget to say so, and the planner would ask the subgraph for a
// value that it can only hand back. So every field that a subgraph requires is taken for somebody else's.
import { Kind, parse } from 'graphql';
import type {
  ConstArgumentNode,
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** The document with the forgotten marks; the very same one when none was forgotten. */
export function withLostExternals(document: DocumentNode): DocumentNode {
  let hasMended = false;
  const definitions = document.definitions.map((definition): DefinitionNode => {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_DEFINITION)
      return definition;
    const needing = graphsNeeding(definition);
    if (needing.size === 0) return definition;
    const graphs = [...new Set(marksOf(definition, 'join__type').flatMap((mark) => graphOf(mark) ?? []))];
    const fields = definition.fields?.map((field) => mended(field, needing.get(field.name.value), graphs));
    const isSame = fields?.every((field, index) => field === definition.fields?.[index]) ?? true;
    if (isSame) return definition;
    hasMended = true;
    return { ...definition, ...(fields ? { fields } : {}) };
  });
  return hasMended ? { ...document, definitions } : document;
}

interface Marked {
  readonly directives?: readonly ConstDirectiveNode[];
  readonly fields?: readonly FieldDefinitionNode[];
}

/** For each field of a type, the subgraphs that need it of others: a key they have themselves is not needed of anybody. */
function graphsNeeding(definition: Marked): Map<string, Set<string>> {
  const keys = marksOf(definition, 'join__type').map((mark) => ({ graph: graphOf(mark), names: namesIn(mark, 'key') }));
  const needing = new Map<string, Set<string>>();
  for (const mark of (definition.fields ?? []).flatMap((field) => marksOf(field, 'join__field'))) {
    const graph = graphOf(mark);
    if (graph === null) continue;
    for (const name of namesIn(mark, 'requires')) {
      if (keys.some((key) => key.graph === graph && key.names.includes(name))) continue;
      needing.set(name, (needing.get(name) ?? new Set<string>()).add(graph));
    }
  }
  return needing;
}

function mended(
  field: FieldDefinitionNode,
  needing: ReadonlySet<string> | undefined,
  graphs: readonly string[],
): FieldDefinitionNode {
  if (!needing) return field;
  const marks = marksOf(field, 'join__field');
  // Without a mark every subgraph of the type answers the field.
  if (marks.length > 0 || graphs.every((graph) => needing.has(graph))) return field;
  const added = graphs.map((graph) => joinField(graph, needing.has(graph)));
  return { ...field, directives: [...(field.directives ?? []), ...added] };
}

function joinField(graph: string, isExternal: boolean): ConstDirectiveNode {
  const external: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'external' },
    value: { kind: Kind.BOOLEAN, value: true },
  };
  const place: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'graph' },
    value: { kind: Kind.ENUM, value: graph },
  };
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'join__field' },
    arguments: isExternal ? [place, external] : [place],
  };
}

function marksOf({ directives = [] }: Marked, name: string): ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

function graphOf(mark: ConstDirectiveNode): string | null {
  const value = mark.arguments?.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : null;
}

/** The outermost names in a set of fields. */
function namesIn(mark: ConstDirectiveNode, argument: string): string[] {
  const value = mark.arguments?.find(({ name }) => name.value === argument)?.value;
  if (value?.kind !== Kind.STRING) return [];
  const [operation] = parse(`{${value.value}}`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? outermost(operation.selectionSet) : [];
}

function outermost({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? outermost(selection.selectionSet) : [];
  });
}
