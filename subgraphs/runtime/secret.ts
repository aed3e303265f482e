// Secrets by reference: the configuration names a variable or a file, never the value. A file is looked at again while it is used,
// so that a secret is rotated without a restart.
import { z } from 'zod';
import { ConfigError } from './config-file.ts';
import type { Environment } from './config-file.ts';
import { isFault } from './fault.ts';
import { knowSecret } from './known-secrets.ts';
import { readSecretFile, SecretFileError, stampOf } from './secret-file.ts';
import type { SecretFile } from './secret-file.ts';

/** A file in use is looked at this often; a look is one stat, about two microseconds. */
export const secretLookMs = 1_000;
/** The text before is offered and accepted this long after a rotation, unless its user says otherwise. */
export const secretOverlapMs = 300_000;
/** Texts before the one in force; more rotations within one overlap are an accident. */
const beforeMax = 4;

/** Where a secret is; PLAIN stands in the configuration itself and is for tests and demonstrations. */
export type SecretSource =
  | { readonly kind: 'ENV'; readonly env: string }
  | { readonly kind: 'FILE'; readonly file: string }
  | { readonly kind: 'PLAIN'; readonly plain: string };

/**
 * A secret in a configuration: `{ env: NAME }` is the variable NAME, or the file that NAME_FILE names; `{ file: path }` a file. Text as
 * it is gets as far as production, where it is refused.
 */
export const secretSchema = z.union(
  [
    z
      .strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })
      .transform(({ env }): SecretSource => ({ kind: 'ENV', env })),
    z.strictObject({ file: z.string().min(1) }).transform(({ file }): SecretSource => ({ kind: 'FILE', file })),
    z
      .string()
      .min(1)
      .transform((plain): SecretSource => ({ kind: 'PLAIN', plain })),
  ],
  'a secret by reference: { env: NAME } or { file: path }',
);

/** What became of a secret while it was in use. `reason` names the file and what is wrong, never the content. */
export type SecretEvent =
  | { readonly kind: 'RENEWED'; readonly name: string; readonly where: string }
  | { readonly kind: 'UNUSABLE'; readonly name: string; readonly where: string; readonly reason: string };

/** What secrets are opened with. */
export interface SecretWorld {
  readonly env: Environment;
  readonly report?: (event: SecretEvent) => void;
}

/** The secrets of this process: its environment, and nobody to tell. */
export const secretsHere: SecretWorld = { env: process.env };

/** How one secret is opened. */
export interface SecretUse {
  /** What it is, for messages: `PSA (kantata) access token`. */
  readonly name: string;
  /** Why a text cannot be this secret, without quoting it; null when it can. */
  readonly check?: (text: string) => string | null;
  readonly overlapMs?: number;
}

/** A secret in use. Nothing of its value shows when it is printed. */
export interface Secret {
  readonly name: string;
  /** Where it is, for messages. */
  readonly where: string;
  /** The text in force. */
  current(): string;
  /** Looks at the file at once. True when another text is in force than before. */
  look(): boolean;
  /** Another text than the one that was just refused: the newest, looked at anew, else the one before; null when there is none. */
  instead(refused: string): string | null;
  /** For whoever checks: the text in force, then those before it while their overlap lasts. */
  accepted(): readonly string[];
}

/** Opens a secret. Raises ConfigError, naming place and remedy, when it is missing, unusable, or plain in production. */
export function openSecret(source: SecretSource, use: SecretUse, world: SecretWorld): Secret {
  const opened = openSecretIfGiven(source, use, world);
  if (opened !== null) return opened;
  const variable = source.kind === 'ENV' ? source.env : '';
  throw new ConfigError(`${use.name} is missing: set ${variable}, or ${variable}_FILE to a file that holds it`);
}

/** The same; null for `{ env }` when neither the variable nor its _FILE is set. */
export function openSecretIfGiven(source: SecretSource, use: SecretUse, world: SecretWorld): Secret | null {
  const { env } = world;
  switch (source.kind) {
    case 'PLAIN':
      if (env.NODE_ENV === 'production') {
        throw new ConfigError(
          `${use.name} stands in the configuration as text; in production name where it is: { env: NAME } or { file: path }`,
        );
      }
      return fixed(source.plain, use, 'the configuration');
    case 'FILE':
      return new FileSecret(source.file, use, world);
    case 'ENV': {
      const text = env[source.env] ?? '';
      if (text !== '') return fixed(text, use, source.env);
      const file = env[`${source.env}_FILE`] ?? '';
      return file === '' ? null : new FileSecret(file, use, world);
    }
  }
}

/**
 * Uses a secret with a system. When the system refuses our credentials, the file is looked at anew and whatever else it holds is tried
 * once; then the refusal stands. Safe for writes: what was refused so was not done.
 */
export async function usingSecret<T>(secret: Secret, use: (text: string) => Promise<T>): Promise<T> {
  const text = secret.current();
  try {
    return await use(text);
  } catch (error) {
    if (!isFault(error) || error.code !== 'SYSTEM_UNAUTHORIZED') throw error;
    const other = secret.instead(text);
    if (other === null) throw error;
    return use(other);
  }
}

function checked(text: string, { name, check }: SecretUse, where: string): string {
  const reason = text === '' ? 'is empty' : (check?.(text) ?? null);
  if (reason !== null) throw new ConfigError(`${name} in ${where} ${reason}`);
  knowSecret(text);
  return text;
}

/** A variable keeps its value for the life of a process; only a file can be rotated. */
function fixed(given: string, use: SecretUse, where: string): Secret {
  const text = checked(given.trim(), use, where);
  return {
    name: use.name,
    where,
    current: () => text,
    look: () => false,
    instead: (refused) => (refused === text ? null : text),
    accepted: () => [text],
  };
}

class FileSecret implements Secret {
  readonly name: string;
  readonly where: string;
  readonly #use: SecretUse;
  readonly #report: (event: SecretEvent) => void;
  #held: SecretFile;
  #before: readonly { readonly text: string; readonly untilMs: number }[] = [];
  #lookedAtMs = performance.now();
  /** The last complaint, told once. */
  #complaint: string | null = null;

  constructor(file: string, use: SecretUse, { report = () => undefined }: SecretWorld) {
    this.name = use.name;
    this.where = file;
    this.#use = use;
    this.#report = report;
    this.#held = this.#read();
  }

  current(): string {
    if (performance.now() - this.#lookedAtMs >= secretLookMs) this.look();
    return this.#held.text;
  }

  look(): boolean {
    this.#lookedAtMs = performance.now();
    try {
      // A file written a moment ago may be written again within one tick of its clock: such a stamp proves nothing yet.
      if (this.#held.isSettled && stampOf(this.where) === this.#held.stamp) return false;
      const next = this.#read();
      const isOther = next.text !== this.#held.text;
      if (isOther) this.#putBefore(this.#held.text);
      this.#held = next;
      this.#complaint = null;
      if (isOther) this.#report({ kind: 'RENEWED', name: this.name, where: this.where });
      return isOther;
    } catch (error) {
      // A file that is gone, half written or open to everybody could not have been a start; what was good stays in force.
      this.#complain(error);
      return false;
    }
  }

  instead(refused: string): string | null {
    this.look();
    return this.accepted().find((text) => text !== refused) ?? null;
  }

  accepted(): readonly string[] {
    const text = this.current();
    const nowMs = performance.now();
    return [text, ...this.#before.filter(({ untilMs }) => nowMs < untilMs).map((each) => each.text)];
  }

  #putBefore(text: string): void {
    const untilMs = performance.now() + (this.#use.overlapMs ?? secretOverlapMs);
    this.#before = [{ text, untilMs }, ...this.#before].slice(0, beforeMax);
  }

  #read(): SecretFile {
    try {
      const read = readSecretFile(this.where);
      return { ...read, text: checked(read.text, this.#use, this.where) };
    } catch (error) {
      if (!(error instanceof SecretFileError)) throw error;
      throw new ConfigError(`${this.name}: ${error.message}`);
    }
  }

  #complain(error: unknown): void {
    if (!(error instanceof ConfigError) && !(error instanceof SecretFileError)) throw error;
    if (error.message === this.#complaint) return;
    this.#complaint = error.message;
    this.#report({ kind: 'UNUSABLE', name: this.name, where: this.where, reason: error.message });
  }
}
