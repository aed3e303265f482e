// One text for one value (RFC 8785), so that digests of equal inputs are equal whatever order their fields came in.
import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from './run-journal.ts';

/** The canonical text. Raises TypeError for what JSON cannot carry. */
export function canonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError(`No JSON can carry a ${typeof value}`);
  return text;
}

/** SHA-256 of the canonical text, in hex: the input hash. */
export function digest(value: Json): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** HMAC-SHA-256 of the canonical text, in hex. */
export function keyedDigest(key: Buffer | string, value: Json): string {
  return createHmac('sha256', key).update(canonical(value)).digest('hex');
}
