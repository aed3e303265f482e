// The gateways that are measured, each a process of its own, started for one supergraph.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flags, startMeasured } from './processes.ts';
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
