// The key that seals the audit: given, or for the demo made at its first start beside the data.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment } from '../runtime/config-file.ts';
import { openSecret, openSecretIfGiven } from '../runtime/secret.ts';
import type { SecretUse } from '../runtime/secret.ts';

const keyLengthMin = 32;
const fileName = 'audit.key';
const use: SecretUse = { name: 'The audit key', check: whyTooShort };

/**
 * The key: AUDIT_KEY, or the file AUDIT_KEY_FILE names, or `audit.key` in the data directory, which is made when it is missing and
 * this is not production. It is no secret to rotate: the whole chain is sealed with it. Raises ConfigError with the remedy when there
 * is none or it is short.
 */
export function auditKeyFrom(env: Environment, dataDir: string | null = null): Buffer {
  const given = openSecretIfGiven({ kind: 'ENV', env: 'AUDIT_KEY' }, use, { env });
  if (given !== null) return Buffer.from(given.current());
  const made = dataDir === null ? null : join(dataDir, fileName);
  if (made !== null && env.NODE_ENV !== 'production') makeUnlessThere(made);
  if (made !== null && existsSync(made)) {
    return Buffer.from(openSecret({ kind: 'FILE', file: made }, use, { env }).current());
  }
  throw new Error(
    `The audit has no key to be sealed with: set AUDIT_KEY, or AUDIT_KEY_FILE to a file, with at least ${keyLengthMin} characters ` +
      '(openssl rand -hex 32). In production none is made up.',
  );
}

function whyTooShort(text: string): string | null {
  return text.length >= keyLengthMin ? null : `has ${text.length} characters; it needs at least ${keyLengthMin}`;
}

function makeUnlessThere(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    // Several roles start at once; the first one's key stands.
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
