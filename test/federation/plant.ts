// Copies of the engine with a fault in them: one piece of one file of gateway/federation, changed. Whoever checks answers has to
// find each of them, or the check proves nothing.
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FederationEngine } from '../../gateway/federation/engine.ts';

/** A fault; `file` is below gateway/federation, `from` stands there exactly once. */
export interface Fault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const gatewayRoot = fileURLToPath(new URL('../../gateway/', import.meta.url));
const subgraphsRoot = fileURLToPath(new URL('../../subgraphs/', import.meta.url));

/** Copies the engine below `root`, plants the fault and loads it. Throws when the text to change is not there exactly once. */
export async function plantEngine(root: string, name: string, fault: Fault): Promise<typeof FederationEngine> {
  const { file, from, to } = fault;
  const copy = `${root}${name.replaceAll(/\W+/g, '-')}/`;
  const gateway = `${copy}gateway/`;
  await cp(`${gatewayRoot}federation/`, `${gateway}federation/`, { recursive: true });
  await cp(`${gatewayRoot}errors.ts`, `${gateway}errors.ts`);
  // The runtime that the engine imports is no part of the copy.
  await symlink(subgraphsRoot, `${copy}subgraphs`);
  const text = await readFile(`${gateway}federation/${file}`, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} must hold ${JSON.stringify(from)} exactly once`);
  await writeFile(`${gateway}federation/${file}`, text.replace(from, to));
  const planted = (await import(`${gateway}federation/engine.ts`)) as { FederationEngine: typeof FederationEngine };
  return planted.FederationEngine;
}
