// The gateways that are measured, each a process of its own, started for one supergraph.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMeasured } from './processes.ts';
import type { Measured } from './processes.ts';

/** Names as `--json` prints them. */
export const contenderNames = ['ours', 'apollo-gateway', 'hive-router-runtime'] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What a contender says when it is ready. */
export interface ContenderReady {
  readonly kind: 'ready';
  readonly url: string;
  readonly adminUrl?: string;
}

export type Contender = Measured<ContenderReady>;

/**
 * The same young generation for all of them, and what `npm start` gives ours: its size is worth 10-40 % to each, and collecting it in one
 * thread (0.93 of the CPU of our heavy answer, 0.88 of the small one, rounds in turn): threads that help with so little work mostly wait.
 */
const flags = ['--max-semi-space-size=64', '--no-parallel-scavenge'];
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Starts one; the peers are installed first if they are not. */
export function startContender(
  name: ContenderName,
  supergraph: string,
  env: Readonly<Record<string, string>>,
): Promise<Contender> {
  const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'supergraph.graphql');
  writeFileSync(file, supergraph);
  if (name === 'ours') {
    const args = ['--config', here('./ours.yaml')];
    return startMeasured({
      file: here('../../gateway/gateway.mjs'),
      args,
      flags,
      env: { ...env, BENCH_SUPERGRAPH: file },
    });
  }
  installPeers();
  const script = name === 'apollo-gateway' ? 'apollo.mjs' : 'hive.mjs';
  return startMeasured({ file: here(`./peers/${script}`), args: [file], flags });
}

/** Installs the peers from their own lockfile, once. Raises Error when that fails. */
function installPeers(): void {
  if (existsSync(here('./peers/node_modules/@apollo/gateway'))) return;
  console.error('Installing the peers (about 160 MB, once) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent', '--prefix', here('./peers')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The peers cannot be installed; measure ours alone with --only ours');
}
