// Builds that are wrong on purpose: a copy of the sources with one piece of one file changed. Chaos must find each of them out, or it
// proves nothing.
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A piece of one file, and what stands there instead. */
export interface PlantedFault {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const copied = ['schema', 'subgraphs', 'package.json', 'tsconfig.json'];

/** A copy of the sources with one of the faults in it. Throws for an unknown name, and when the text to change is not there exactly once. */
export async function plantedRoot(
  faults: Readonly<Record<string, PlantedFault>>,
  name: string,
): Promise<{ readonly path: string; remove(): void }> {
  const fault = faults[name];
  if (fault === undefined)
    throw new Error(`"${name}" is no planted fault; known are ${Object.keys(faults).join(', ')}`);
  const path = `${root}.data/planted/chaos-${process.pid}/`;
  await mkdir(path, { recursive: true });
  for (const part of copied) await cp(`${root}${part}`, `${path}${part}`, { recursive: true });
  await symlink(`${root}node_modules`, `${path}node_modules`);
  const file = `${path}${fault.file}`;
  const text = await readFile(file, 'utf8');
  if (text.split(fault.from).length !== 2) {
    await rm(path, { recursive: true, force: true });
    throw new Error(`${fault.file} must hold ${JSON.stringify(fault.from)} exactly once`);
  }
  await writeFile(file, text.replace(fault.from, fault.to));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
