// One composed supergraph, read once: what clients may ask, where the subgraphs are, and which fields are sensitive.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buildASTSchema, Kind, parse, print } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { linksOf, namesOfDirective, refuseUnknownDuties, textArgument } from './links.ts';
import { withLostExternals } from './lost-externals.ts';
import { publicSchema } from './public-schema.ts';

/** A loaded supergraph. It never changes: another file is another Supergraph. */
export interface Supergraph {
  readonly sdl: string;
  /** What plans are made of: the SDL, mended where a composer's mistake is known (lost-externals.ts). */
  readonly plannedSdl: string;
  /** SHA-256 of the SDL, so that nothing remembered under one supergraph is served under another. */
  readonly hash: string;
  /** What clients validate against and introspect. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, @inaccessible included: what subgraph answers are understood by. */
  readonly fullSchema: GraphQLSchema;
  /** Subgraph name to URL, as the composer recorded them. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Schema coordinate (`Project.cost`, `Query.projects(rateAbove:)`, `WorkFilter.rate`) to sensitivity class. */
  readonly sensitive: ReadonlyMap<string, string>;
}

/** Reads a supergraph file; the message names the file when it cannot be used. */
export async function readSupergraph(path: string): Promise<Supergraph> {
  try {
    return loadSupergraph(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`Supergraph ${path} cannot be served: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Loads a supergraph from its SDL; throws when it is not one. */
export function loadSupergraph(sdl: string): Supergraph {
  const written = parse(sdl, { noLocation: true });
  const document = withLostExternals(written);
  const subgraphUrls = readSubgraphUrls(document);
  if (subgraphUrls.size === 0) {
    throw new Error('it has no `enum join__Graph` naming subgraphs. Compose the subgraphs first: npm run compose');
  }
  const links = linksOf(document);
  refuseUnknownDuties(links);
  return {
    sdl,
    plannedSdl: document === written ? sdl : print(document),
    hash: createHash('sha256').update(sdl).digest('hex'),
    apiSchema: publicSchema(document),
    fullSchema: buildASTSchema(document, { assumeValidSDL: true }),
    subgraphUrls,
    sensitive: readSensitive(document, namesOfDirective(links, 'governance', 'sensitive')),
  };
}

/** `enum join__Graph { CRM @join__graph(name: "crm", url: "http://…") }` */
function readSubgraphUrls(document: DocumentNode): Map<string, string> {
  const urls = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph && textArgument(graph, 'name');
      if (name) urls.set(name, textArgument(graph, 'url') ?? '');
    }
  }
  return urls;
}

/** Every place that carries `@sensitive(class:)`: output fields, their arguments, and input fields. */
function readSensitive(document: DocumentNode, marks: ReadonlySet<string>): Map<string, string> {
  const sensitive = new Map<string, string>();
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void => {
    const mark = directives?.find((directive) => marks.has(directive.name.value));
    // A mark that names no class is still a mark: nobody may see an unknown class.
    if (mark) sensitive.set(coordinate, textArgument(mark, 'class') ?? 'UNNAMED');
  };
  for (const definition of document.definitions) {
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      note(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) note(`${coordinate}(${argument.name.value}:)`, argument.directives);
    }
  }
  return sensitive;
}
