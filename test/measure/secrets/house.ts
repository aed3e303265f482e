// A house whose every secret is in a file, each role in a process of its own, and everything it writes anywhere kept to be searched.
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../../subgraphs/sandbox/stand-in.ts';
import { firmDay } from '../../chaos/firm.ts';
import { vendorEnvironment } from '../../house/vendor-environment.ts';
import type { Canary } from './needles.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readyMsMax = 90_000;
/** Long enough for a process that drains. */
const stopMsMax = 12_000;

/** The secrets of the house by the name of their file; every value one of them ever had is a canary. */
export class SecretFiles {
  readonly canaries: Canary[] = [];
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  path(name: string): string {
    return join(this.#directory, name);
  }

  /** Puts a value into the file, whole or not at all. */
  put(name: string, value: string): void {
    // What stands before a key, such as the id of its certificate, is no secret.
    this.canaries.push({ name, value: value.slice(Math.max(0, value.indexOf('-----BEGIN'))) });
    writeFileSync(`${this.path(name)}.new`, value, { mode: 0o600 });
    renameSync(`${this.path(name)}.new`, this.path(name));
  }
}

/** A new key for service tokens, as its file holds it. */
export function serviceKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** The file that holds what a vendor calls a credential. */
export const fileOf: Readonly<Record<VendorName, string>> = {
  salesforce: 'salesforce-key',
  kantata: 'kantata-token',
  netsuite: 'netsuite-key',
};

/** Adds a credential at the vendor and puts it into our file. */
export function renew(sandbox: Sandbox, vendor: VendorName, files: SecretFiles): void {
  const { accessToken, certificateId, privateKeyPem = '' } = sandbox.standIns[vendor].standIn.credentials?.add() ?? {};
  const key = certificateId === undefined ? privateKeyPem : `certificateId: ${certificateId}\n${privateKeyPem}`;
  files.put(fileOf[vendor], accessToken ?? key);
}

/** The environment of the house: names of files, and not one secret. */
export function environment(sandbox: Sandbox, files: SecretFiles, dataDir: string): Readonly<Record<string, string>> {
  const { SALESFORCE_PRIVATE_KEY, KANTATA_ACCESS_TOKEN, NETSUITE_PRIVATE_KEY, ...open } = vendorEnvironment(sandbox);
  files.put(fileOf.salesforce, SALESFORCE_PRIVATE_KEY);
  files.put(fileOf.kantata, KANTATA_ACCESS_TOKEN);
  files.put(fileOf.netsuite, NETSUITE_PRIVATE_KEY);
  files.put('service-key', serviceKey());
  files.put('audit-key', randomBytes(32).toString('hex'));
  files.put('webhook-secret', randomBytes(32).toString('hex'));
  return {
    ...open,
    SALESFORCE_PRIVATE_KEY_FILE: files.path(fileOf.salesforce),
    KANTATA_ACCESS_TOKEN_FILE: files.path(fileOf.kantata),
    NETSUITE_PRIVATE_KEY_FILE: files.path(fileOf.netsuite),
    SERVICE_TOKEN_KEY_FILE: files.path('service-key'),
    AUDIT_KEY_FILE: files.path('audit-key'),
    DATA_DIR: dataDir,
    BUSINESS_CLOCK: `${firmDay}T09:00:00Z`,
    LOG_LEVEL: 'trace',
    // Nothing kept for long: a kept answer would hide a refused call.
    FIGURES_FRESH_MS: '0',
    CACHE_FRESH_MS: '1',
    // Production, where a secret as text would be refused.
    NODE_ENV: 'production',
    EMBEDDED_STORE: 'allow',
  };
}

/** The configuration of the subgraphs with one subscriber, whose secret is a file. */
export function writeConfig(file: string, subscriber: string, secret: string): void {
  const text = readFileSync(join(root, 'subgraphs/subgraphs.yaml'), 'utf8');
  const webhook = JSON.stringify({
    name: 'searcher',
    url: subscriber,
    secret: { file: secret },
    types: ['*'],
    allowHttp: true,
    allowAddresses: ['127.0.0.0/8'],
  });
  const changed = text.replace('webhooks: []', `webhooks: [${webhook}]`);
  if (changed === text) throw new Error('subgraphs.yaml has no `webhooks: []` to put a subscriber into');
  writeFileSync(file, changed);
}

/** A process of the house, with what it printed. */
export interface Part {
  readonly child: ChildProcess;
  readonly ready: Readonly<Record<string, unknown>>;
  printed(): string;
  stop(): Promise<void>;
}

/** Starts a process and waits until it says it is ready; what it prints is kept. */
export async function startPart(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Part> {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  const clean = { PATH, HOME, ...(TMPDIR === '' ? {} : { TMPDIR }), ...env };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    ...{ cwd: root, env: clean },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (printed += part.toString()));
  const late = setTimeout(() => child.kill('SIGKILL'), readyMsMax);
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])])) as [unknown];
  clearTimeout(late);
  if (typeof first !== 'object' || first === null) throw new Error(`${args.join(' ')} did not start:\n${printed}`);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    await gone;
    clearTimeout(hard);
  };
  return { child, ready: first as Readonly<Record<string, unknown>>, printed: () => printed, stop };
}
