// A manifest of registered operations: which documents clients may ask, by the hash they are asked by.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** More operations than all clients of a firm have; a larger file is no manifest. */
const operationsMax = 20_000;

/** One registered operation. */
export interface ManifestEntry {
  /** What clients ask by, without prefix, in lower case. */
  readonly id: string;
  readonly name: string | null;
  readonly text: string;
}

const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z
    .array(z.object({ id: z.string().min(1), name: z.string().optional(), body: z.string() }))
    .max(operationsMax),
});
const plainManifest = z
  .record(z.string().min(1), z.string())
  .refine((entries) => Object.keys(entries).length <= operationsMax, `at most ${operationsMax} operations`);

/** The hash of a document's text, as clients and manifests write it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An id without the prefix `sha256:` of the GraphQL-over-HTTP draft. */
export function bareId(id: string): string {
  return id.toLowerCase().replace(/^sha256:/, '');
}

/** Reads a manifest file; the message names the file and what is wrong with it. */
export async function readManifest(file: string): Promise<ManifestEntry[]> {
  try {
    return parseManifest(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const says =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error instanceof Error ? error.message : error);
    throw new Error(`The manifest ${file} cannot be used: ${says}`, { cause: error });
  }
}

/** Reads Apollo's persisted query manifest, or `{ "<sha256>": "<document>" }`. */
export function parseManifest(json: unknown): ManifestEntry[] {
  const isApollo = typeof json === 'object' && json !== null && 'format' in json;
  const entries = isApollo
    ? apolloManifest
        .parse(json)
        .operations.map(({ id, name, body }) => ({ id: bareId(id), name: name ?? null, text: body }))
    : Object.entries(plainManifest.parse(json)).map(([id, text]) => ({ id: bareId(id), name: null, text }));
  for (const { id, text } of entries) {
    // Ids of another form (Relay's, a counter) are the client's own; one that looks like a hash must be one.
    if (/^[0-9a-f]{64}$/.test(id) && hashOf(text) !== id) {
      throw new Error(`${id} is not the SHA-256 of its document; make the manifest anew`);
    }
  }
  return entries;
}
