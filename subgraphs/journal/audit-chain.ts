// One link of the audit: sealed with the one before it by a key that the database does not hold. There are several chains side by
// side, and a run's entries are all in one of them, so that commits of different runs seldom wait for each other.
import { createHash } from 'node:crypto';
import { keyedDigest } from './canonical.ts';
import type { Json } from './run-journal.ts';

/** Who did what, when, to what, through which systems. */
export interface AuditFacts {
  /** A pseudonym or `system:<name>`. */
  readonly actor: string;
  readonly action: string;
  readonly runId: string;
  readonly correlationId: string;
  readonly systems: readonly string[];
  /** Ids, codes and digests only. */
  readonly detail: { readonly [name: string]: Json };
}

/** More than the runs that all workers together carry out at a time; each costs a verification one sealed head. */
export const chainsCount = 32;

/** The newest entry of one chain. */
export interface Head {
  readonly chain: number;
  readonly seq: number;
  readonly hash: string;
}

/** An entry with its place in its chain. */
export interface Link {
  readonly chain: number;
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly entry: Json;
  readonly previous: string;
  readonly hash: string;
}

/** A link to be written, and what the chain's head says once it is. */
export interface NewLink extends Link {
  readonly seal: string;
}

/** The head of a chain without entries. */
export function emptyHead(chain: number): Head {
  return { chain, seq: 0, hash: '0'.repeat(64) };
}

/** The chain that a run's entries are in. */
export function chainOf(runId: string): number {
  return createHash('sha256').update(runId).digest().readUInt32BE() % chainsCount;
}

/** The entry that follows a head. */
export function linkAfter(key: Buffer, head: Head, facts: AuditFacts): NewLink {
  const { chain, hash: previous } = head;
  const seq = head.seq + 1;
  const at = new Date().toISOString();
  const entry: Json = { ...facts };
  const hash = hashOf(key, { chain, seq, at, entry, previous });
  return { chain, seq, at, entry, previous, hash, seal: sealOf(key, { chain, seq, hash }) };
}

/** What a head is sealed with, so that nobody without the key can set one back or make one up. */
export function sealOf(key: Buffer, { chain, seq, hash }: Head): string {
  return keyedDigest(key, { chain, head: seq, hash });
}

/** Why an entry does not follow the one before it; null when it does. */
export function flawOf(key: Buffer, before: Head, link: Link): string | null {
  const name = `entry ${link.seq} of chain ${link.chain}`;
  if (link.seq !== before.seq + 1) return `entry ${before.seq + 1} of chain ${before.chain} is missing`;
  if (link.previous !== before.hash) return `${name} does not follow the one before it`;
  if (link.hash !== hashOf(key, link)) return `${name} was changed, or written without the key`;
  return null;
}

function hashOf(key: Buffer, { chain, seq, at, entry, previous }: Omit<Link, 'hash'>): string {
  return keyedDigest(key, { chain, seq, at, entry, previous });
}
