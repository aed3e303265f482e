// The key that service tokens are signed with. The process role needs its private half, the system APIs the public one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-file.ts';
import type { Environment } from './config-file.ts';

/** Where the key is. The first that is given counts; texts are PEM (PKCS#8 and SPKI), the curve is Ed25519. */
export const serviceKeySchema = z.strictObject({
  privateKeyPem: z.string().nullable().default(null),
  /** For a system API in a process of its own: it checks tokens and can make none. */
  publicKeyPem: z.string().nullable().default(null),
  /** A file with the private key; null for `service-token.pem` in the data directory. */
  keyFile: z.string().nullable().default(null),
  /** Where the demo keeps what it makes at its first start. */
  dataDir: z.string().default('.data'),
});

/** A checked configuration of the key. */
export type ServiceKeyConfig = z.infer<typeof serviceKeySchema>;

/** The halves at hand. */
export interface ServiceKey {
  /** Null where only the public half is configured: such a process can check tokens and make none. */
  readonly privateKey: KeyObject | null;
  readonly publicKey: KeyObject;
}

/** The configured key. Raises ConfigError when it is no Ed25519 key, others can read its file, or production has none. */
export function serviceKeyFrom(config: ServiceKeyConfig, env: Environment): ServiceKey {
  if (config.privateKeyPem !== null) return pairOf(config.privateKeyPem, 'SERVICE_TOKEN_KEY');
  if (config.publicKeyPem !== null) {
    const publicKey = read('SERVICE_TOKEN_PUBLIC_KEY', config.publicKeyPem, createPublicKey);
    return { privateKey: null, publicKey };
  }
  const file = config.keyFile ?? join(config.dataDir, 'service-token.pem');
  const known = readKeyFile(file) ?? (env.NODE_ENV === 'production' ? null : makeKeyFile(file));
  if (known !== null) return pairOf(known, file);
  throw new ConfigError(
    `Service tokens have no signing key: set SERVICE_TOKEN_KEY, or SERVICE_TOKEN_KEY_FILE to a file with an Ed25519 key ` +
      `(openssl genpkey -algorithm ed25519 -out <file>; chmod 600 <file>). In production none is made up.`,
  );
}

function pairOf(pem: string, where: string): ServiceKey {
  const privateKey = read(where, pem, createPrivateKey);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function read(where: string, pem: string, parse: (pem: string) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse(pem);
  } catch {
    throw new ConfigError(`${where} holds no key in PEM; make one with: openssl genpkey -algorithm ed25519`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new ConfigError(`${where} holds a key of the kind ${key.asymmetricKeyType ?? key.type}; it has to be Ed25519`);
}

/** The text of the file; null when there is none. */
function readKeyFile(file: string): string | null {
  try {
    const isOpenToOthers = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    if (isOpenToOthers) throw new ConfigError(`${file} can be read by others: chmod 600 ${file}`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Several roles start at once and must end with one key: it is written whole beside the name, and the first to link it wins. */
function makeKeyFile(file: string): string | null {
  mkdirSync(dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKeyFile(file);
}
