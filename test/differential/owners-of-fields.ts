// Which subgraphs can answer each field, read from the committed supergraph: so that hops between them can be counted.
import { readFileSync } from 'node:fs';
import { type ConstDirectiveNode, Kind, parse } from 'graphql';

/** The subgraphs of each field, by `Type.field`. */
export type FieldGraphs = ReadonlyMap<string, readonly string[]>;

/** Reads schema/supergraph.graphql. */
export function fieldGraphs(): FieldGraphs {
  const text = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  const graphs = new Map<string, readonly string[]>();
  for (const definition of parse(text).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const everywhere = graphsIn(definition.directives, 'join__type');
    for (const field of definition.fields ?? []) {
      const here = graphsIn(field.directives, 'join__field');
      graphs.set(`${definition.name.value}.${field.name.value}`, here.length === 0 ? everywhere : here);
    }
  }
  return graphs;
}

/** Graphs that a directive names; one that only knows the field from elsewhere cannot answer it. */
function graphsIn(directives: readonly ConstDirectiveNode[] = [], name: string): readonly string[] {
  return directives.flatMap((directive) => {
    if (directive.name.value !== name) return [];
    const value = (argument: string) => directive.arguments?.find((one) => one.name.value === argument)?.value;
    const [graph, external] = [value('graph'), value('external')];
    const isExternal = external?.kind === Kind.BOOLEAN && external.value;
    return graph?.kind === Kind.ENUM && !isExternal ? [graph.value] : [];
  });
}
