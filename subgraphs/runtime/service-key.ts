// The key that service tokens are signed with. The process role needs its private half, the system APIs the public one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-file.ts';
import type { Environment } from './config-file.ts';
import { openSecretIfGiven, secretSchema } from './secret.ts';
import type { Secret, SecretSource, SecretUse, SecretWorld } from './secret.ts';

/** Tokens of the key before live 90 seconds, and another process may notice a new key a second later than we do. */
const keyOverlapMs = 300_000;
/** Keys parsed and kept: the one in force and those it replaced. */
const parsedMax = 8;

/**
 * Where the key is. The first that is given counts; texts are PEM (PKCS#8 and SPKI), the curve is Ed25519. A text may hold several keys:
 * the first private one signs, all of them are accepted.
 */
export const serviceKeySchema = z.strictObject({
  privateKeyPem: secretSchema.nullable().default({ kind: 'ENV', env: 'SERVICE_TOKEN_KEY' }),
  /** For a system API in a process of its own: it checks tokens and can make none. */
  publicKeyPem: secretSchema.nullable().default({ kind: 'ENV', env: 'SERVICE_TOKEN_PUBLIC_KEY' }),
  /** Where the demo keeps what it makes at its first start. */
  dataDir: z.string().default('.data'),
});

/** A checked configuration of the key. */
export type ServiceKeyConfig = z.infer<typeof serviceKeySchema>;

/** The halves at hand, as they are at the moment they are asked for: a rotated key counts at once. */
export interface ServiceKey {
  /** Null where only the public half is configured: such a process can check tokens and make none. */
  readonly privateKey: KeyObject | null;
  readonly publicKey: KeyObject;
  /** Every key whose tokens count, newest first. */
  accepted(): readonly KeyObject[];
  /** Looks for a new key at once; true when there is one. */
  look(): boolean;
}

/** The configured key. Raises ConfigError when it is no Ed25519 key, others can read its file, or production has none. */
export function serviceKeyFrom(
  config: ServiceKeyConfig,
  env: Environment,
  report: SecretWorld['report'] = () => undefined,
): ServiceKey {
  const world = { env, report };
  const { privateKeyPem, publicKeyPem, dataDir } = config;
  const given = openedIfGiven(privateKeyPem, { name: 'service token key', check: whyNotPrivate }, world);
  if (given !== null) return keyIn(given, true);
  const half = openedIfGiven(publicKeyPem, { name: 'service token public key', check: whyNotPublic }, world);
  if (half !== null) return keyIn(half, false);
  const file = join(dataDir, 'service-token.pem');
  if (!existsSync(file) && env.NODE_ENV !== 'production') makeKeyFile(file);
  if (existsSync(file)) return serviceKeyFrom({ ...config, privateKeyPem: { kind: 'FILE', file } }, env, report);
  throw new ConfigError(
    `Service tokens have no signing key: set SERVICE_TOKEN_KEY, or SERVICE_TOKEN_KEY_FILE to a file with an Ed25519 key ` +
      `(openssl genpkey -algorithm ed25519 -out <file>; chmod 600 <file>). In production none is made up.`,
  );
}

/** What signs tokens, whichever key is in force. Raises ConfigError, at once, where only a public half is configured. */
export function signingKeyOf(key: ServiceKey): () => KeyObject {
  const signing = (): KeyObject => {
    if (key.privateKey !== null) return key.privateKey;
    throw new ConfigError(
      'A worker signs service tokens: give it SERVICE_TOKEN_KEY or SERVICE_TOKEN_KEY_FILE, not the public half',
    );
  };
  signing();
  return signing;
}

function openedIfGiven(source: SecretSource | null, use: SecretUse, world: SecretWorld): Secret | null {
  return source === null ? null : openSecretIfGiven(source, { ...use, overlapMs: keyOverlapMs }, world);
}

function keyIn(secret: Secret, canSign: boolean): ServiceKey {
  const parsed = new Map<string, readonly KeyObject[]>();
  const keysOf = (text: string): readonly KeyObject[] => {
    const known = parsed.get(text) ?? keysIn(text);
    parsed.set(text, known);
    const [oldest] = parsed.keys();
    if (parsed.size > parsedMax && oldest !== undefined) parsed.delete(oldest);
    return known;
  };
  const signing = (): KeyObject | null => keysOf(secret.current()).find(({ type }) => type === 'private') ?? null;
  const accepted = (): readonly KeyObject[] => secret.accepted().flatMap(keysOf).map(publicHalf);
  return {
    get privateKey() {
      return canSign ? signing() : null;
    },
    get publicKey() {
      const [newest] = accepted();
      if (newest === undefined) throw new ConfigError(`${secret.where} holds no key`); // checked when it was opened
      return newest;
    },
    accepted,
    look: () => secret.look(),
  };
}

/** All keys of a text. Raises ConfigError for what is no Ed25519 key. */
function keysIn(text: string): readonly KeyObject[] {
  return (text.match(/-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g) ?? []).map((pem) =>
    pem.startsWith('-----BEGIN PUBLIC') ? createPublicKey(pem) : createPrivateKey(pem),
  );
}

function publicHalf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key;
}

function whyNotPrivate(text: string): string | null {
  const reason = whyNotPublic(text);
  if (reason !== null) return reason;
  return keysIn(text).some(({ type }) => type === 'private') ? null : 'holds no private key in PEM';
}

function whyNotPublic(text: string): string | null {
  let keys: readonly KeyObject[] = [];
  try {
    keys = keysIn(text);
  } catch {
    // Told below: what cannot be read is no key.
  }
  if (keys.length === 0) return 'holds no key in PEM; make one with: openssl genpkey -algorithm ed25519';
  const other = keys.find(({ asymmetricKeyType }) => asymmetricKeyType !== 'ed25519');
  return other === undefined
    ? null
    : `holds a key of the kind ${other.asymmetricKeyType ?? other.type}; it has to be Ed25519`;
}

/** Several roles start at once and must end with one key: it is written whole beside the name, and the first to link it wins. */
function makeKeyFile(file: string): void {
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
}
