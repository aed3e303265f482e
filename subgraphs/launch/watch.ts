// Waits until a source file changes; editors write in bursts, so the first quiet moment after a change counts.
import { watch } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A burst of writes is over when nothing came for this long. */
const quietMs = 200;

/** Name of the first source file that changes; never resolves once the signal has fired. */
export async function watchFiles(signal: AbortSignal): Promise<string> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const first = await Promise.race(['schema', 'gateway', 'subgraphs'].map((folder) => firstChange(folder, either)));
  done.abort();
  await pause(quietMs);
  return first;
}

async function firstChange(folder: string, signal: AbortSignal): Promise<string> {
  try {
    for await (const { filename } of watch(`${root}${folder}`, { recursive: true, signal })) {
      if (filename !== null && /\.(ts|mjs|graphql|yaml)$/.test(filename) && !filename.endsWith('.test.ts'))
        return `${folder}/${filename}`;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return new Promise<string>(() => undefined);
}
