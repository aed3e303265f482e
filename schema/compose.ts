// SDL -> supergraph.graphql and api.graphql. Both are committed; `npm run compose` writes them, `-- --check` compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { parse, print, type DocumentNode } from 'graphql';

/** The subgraphs and the address each has by default (ARCHITECTURE, "Ports"); the gateway may be told others. */
export const subgraphAddresses = {
  crm: 'http://127.0.0.1:4010/graphql',
  psa: 'http://127.0.0.1:4020/graphql',
  erp: 'http://127.0.0.1:4030/graphql',
  process: 'http://127.0.0.1:4040/graphql',
  insight: 'http://127.0.0.1:4050/graphql',
} as const;
export type SubgraphName = keyof typeof subgraphAddresses;

/** The subgraphs' names, in the order of the supergraph. */
export const subgraphNames = Object.keys(subgraphAddresses) as readonly SubgraphName[];

/** One subgraph's whole SDL: the canon first, then its own files in order of name. */
export function subgraphSdl(name: SubgraphName): DocumentNode {
  return parse([readSdl('canon'), readSdl(name)].join('\n'));
}

/** The composed supergraph and the public schema. Raises Error with every composition error. */
export function compose(): { supergraph: string; api: string } {
  const result = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: subgraphSdl(name), url: subgraphAddresses[name] })),
  );
  if (result.supergraphSdl === undefined) {
    throw new Error(
      `The subgraphs do not compose:\n${(result.errors ?? []).map((error) => `  - ${error.message}`).join('\n')}`,
    );
  }
  return {
    supergraph: `${print(parse(result.supergraphSdl))}\n`,
    api: `${print(parse(result.publicSdl))}\n`,
  };
}

function readSdl(folder: string): string {
  const directory = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(new URL(file, directory), 'utf8'))
    .join('\n');
}

if (import.meta.main) {
  const composed = compose();
  const check = process.argv.includes('--check');
  for (const [name, text] of Object.entries(composed)) {
    const file = new URL(`./${name}.graphql`, import.meta.url);
    if (!check) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(
        `schema/${name}.graphql is not what the SDL composes to; run "npm run compose" and commit the result`,
      );
      process.exitCode = 1;
    }
  }
}
