import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadSupergraph } from '../federation/supergraph.ts';
import { parseManifest } from '../operations/manifest.ts';
import { createRegistered } from '../operations/registered.ts';
import { manifestOf } from './operations.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

test('our own clients’ operations make a manifest that the gateway reads and the schema serves', () => {
  const manifest = manifestOf(path('../../schema/operations'));
  const { apiSchema } = loadSupergraph(readFileSync(path('../../schema/supergraph.graphql'), 'utf8'));
  const registered = createRegistered(parseManifest(JSON.parse(JSON.stringify(manifest))), apiSchema);
  expect(registered.size).toBeGreaterThanOrEqual(4);
  expect(registered.unfit()).toEqual([]);
  for (const { id, name } of manifest.operations) expect(registered.byId(id)?.name).toBe(name);
});
