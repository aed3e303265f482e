// Who outside is told what happened, by configuration.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, numeric, truth } from '../../runtime/config-file.ts';
import type { Environment } from '../../runtime/config-file.ts';
import { openSecret, secretSchema } from '../../runtime/secret.ts';
import type { Secret, SecretWorld } from '../../runtime/secret.ts';
import { eventTypes } from './event-types.ts';
import { isRange } from './outer-address.ts';

/** Each has a delivery per event; more subscribers want a broker. */
const subscribersMax = 20;
/** 256 bits as hexadecimal digits are 64 characters, as base64 43; shorter than this can be guessed. */
const secretLengthMin = 32;
/** Subscribers put a new secret in when their people get to it; until then they verify with the one before. */
const secretOverlapMs = 86_400_000;

/** One subscriber. The secret is never in the file, only where it is found. */
export const webhookSchema = z.strictObject({
  /** Kept with every delivery: a renamed subscriber is a new one and is told everything that is kept, again. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes, at most 40'),
  url: z.url({ protocol: /^https?$/ }),
  secret: secretSchema,
  /** Types of events, or `*`. */
  types: z.array(z.enum(['*', ...eventTypes])).min(1),
  /** Twenty are taken to be told, for 45 seconds. */
  timeoutMs: numeric.pipe(z.int().min(100).max(2_000)).default(2_000),
  /** Plain http is for tests and for a proxy beside us. */
  allowHttp: truth.default(false),
  /** PEM file of the authority that signs the subscriber's certificate, where no public one does; then no other is believed. */
  caFile: z.string().nullable().default(null),
  /** Ranges inside our own network that this subscriber may be in. */
  allowAddresses: z.array(z.string().refine(isRange, 'a range such as 10.1.0.0/16')).default([]),
});
export type WebhookConfig = z.infer<typeof webhookSchema>;

/** One stream that all events are added to. */
const redisStreamSchema = z.strictObject({
  /** Null: none. */
  url: z
    .url({ protocol: /^rediss?$/ })
    .nullable()
    .default(null),
  /** A renamed stream is a new reader and is told everything that is kept, again. */
  stream: z.string().min(1).max(200).default('engagement-to-cash:events'),
  /** About so many entries are kept, a kilobyte each at most; who reads later than that has missed some. */
  lengthMax: numeric.pipe(z.int().min(1_000).max(10_000_000)).default(100_000),
  types: z
    .array(z.enum(['*', ...eventTypes]))
    .min(1)
    .default(['*']),
});
export type RedisStreamConfig = z.infer<typeof redisStreamSchema>;

/** Section `events` of the configuration. */
export const eventsSchema = z.strictObject({
  redis: redisStreamSchema.prefault({}),
  webhooks: z
    .array(webhookSchema)
    .max(subscribersMax)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two webhooks have the same name')
    .refine(
      (all) => all.every(({ url, allowHttp }) => allowHttp || url.startsWith('https:')),
      'a url is not https; use https, or set allowHttp where nobody can listen',
    )
    .default([]),
});

/**
 * The subscriber's secret, in use; one per line, the newest first, when several are to sign. Raises ConfigError when there is none or
 * a short one.
 */
export function secretOf(
  { name, secret }: Pick<WebhookConfig, 'name' | 'secret'>,
  env: Environment,
  report: SecretWorld['report'] = () => undefined,
): Secret {
  const use = { name: `Webhook ${name}'s secret`, check: whyTooShort, overlapMs: secretOverlapMs };
  return openSecret(secret, use, { env, report });
}

/** What events are signed with now, newest first: every line of the secret, and what it was before while that is to be overlapped. */
export function signingKeysOf(secret: Secret): readonly Buffer[] {
  return [...new Set(secret.accepted().flatMap(linesOf))].map((line) => Buffer.from(line));
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function whyTooShort(text: string): string | null {
  const isLong = linesOf(text).every((line) => line.length >= secretLengthMin);
  return isLong ? null : `wants at least ${secretLengthMin} characters: openssl rand -hex 32`;
}

/** The authority a subscriber's certificate must be signed by; null: any public one. Raises ConfigError when it cannot be read. */
export function authorityOf({ name, caFile }: Pick<WebhookConfig, 'name' | 'caFile'>): string | null {
  if (caFile === null) return null;
  const text = readOrEmpty(caFile);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigError(`Webhook ${name}: ${caFile} holds no certificate; name the PEM file of its authority, or none`);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
