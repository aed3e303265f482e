// `npm run operations -- [folder]`: prints a manifest of every operation in a folder of .graphql files (schema/operations by
// default), to be given to the gateway as OPERATIONS_MANIFEST. Clients send the same text, or only its hash.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Kind, parse, print, separateOperations } from 'graphql';
import { hashOf } from '../operations/manifest.ts';

/** Apollo's format, which other routers and clients read too. */
export interface ApolloManifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly body: string;
  }[];
}

/** The manifest of a folder's operations, each with the fragments it uses. Throws for one without a name. */
export function manifestOf(folder: string): ApolloManifest {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const operations = files.sort().flatMap((file) => operationsIn(file, readFileSync(join(folder, file), 'utf8')));
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

function operationsIn(file: string, text: string): ApolloManifest['operations'] {
  return Object.entries(separateOperations(parse(text))).map(([name, document]) => {
    if (name === '') throw new Error(`${file} has an operation without a name; metrics and people need one`);
    const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const body = print(document);
    return { id: hashOf(body), name, type: operation?.operation ?? 'query', body };
  });
}

const usage = `npm run -s operations [-- <folder>] > manifest.json

Prints a manifest of every operation in the .graphql files of <folder> (schema/operations), for OPERATIONS_MANIFEST.`;

/** Prints what was asked for; what cannot be read is told in a line, with exit code 1. */
function main(argv: readonly string[]): void {
  const own = fileURLToPath(new URL('../../schema/operations/', import.meta.url));
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { help: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [folder] = positionals;
    const manifest = (): ApolloManifest => manifestOf(folder ? resolve(process.env.INIT_CWD ?? '.', folder) : own);
    console.log(values.help ? usage : JSON.stringify(manifest(), null, 2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.slice(2));
