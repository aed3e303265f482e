// `npm run operations -- [folder]`: prints a manifest of every operation in a folder of .graphql files (schema/operations by
// default), to be given to the gateway as OPERATIONS_MANIFEST. Clients send the same text, or only its hash.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
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

if (import.meta.main) {
  const own = fileURLToPath(new URL('../../schema/operations/', import.meta.url));
  const [folder] = process.argv.slice(2);
  console.log(JSON.stringify(manifestOf(folder ? resolve(process.env.INIT_CWD ?? '.', folder) : own), null, 2));
}
