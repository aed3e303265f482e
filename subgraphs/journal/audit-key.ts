// The key that seals the audit: given, or for the demo made at its first start beside the data.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const keyLengthMin = 32;
const fileName = 'audit.key';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The key: AUDIT_KEY, or the file AUDIT_KEY_FILE names, or `audit.key` in the data directory, which is made when it is missing and
 * this is not production. Raises an Error with the remedy when there is none or it is short.
 */
export function auditKeyFrom(env: Environment, dataDir: string | null = null): Buffer {
  const { AUDIT_KEY: inline, AUDIT_KEY_FILE: file } = env;
  if (isGiven(inline)) return checked(inline, 'AUDIT_KEY');
  if (isGiven(file)) return checked(readFileSync(file, 'utf8').trim(), file);
  const made = dataDir === null ? null : join(dataDir, fileName);
  if (made !== null && env.NODE_ENV !== 'production') makeUnlessThere(made);
  const text = made === null ? null : readIfThere(made);
  if (made !== null && text !== null) return checked(text, made);
  throw new Error(
    `The audit has no key to be sealed with: set AUDIT_KEY, or AUDIT_KEY_FILE to a file, with at least ${keyLengthMin} characters ` +
      '(openssl rand -hex 32). In production none is made up.',
  );
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function checked(text: string, where: string): Buffer {
  if (text.length >= keyLengthMin) return Buffer.from(text);
  throw new Error(`The audit key in ${where} has ${text.length} characters; it needs at least ${keyLengthMin}`);
}

function makeUnlessThere(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  try {
    // Several roles start at once; the first one's key stands.
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
