// The entities of a request and the ways they may be come by.
import type { SubgraphReply } from '../federation/subgraph.ts';
import type { BatchPolicy } from './fetch-policy.ts';
import type { KeptTags } from './invalidations.ts';
import type { Found } from './memory.ts';

/** One entity that a request wants. */
export interface WantedEntity {
  readonly key: string;
  readonly batch: BatchPolicy;
  /** Its place in its batch. */
  readonly index: number;
  readonly representation: unknown;
}

/** A reply to a request for some entities, with the text and the tags of each, for those who joined. */
export interface AskedEntities {
  readonly reply: SubgraphReply;
  readonly askedAtMs: number;
  /** By the batch's key in that request. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** By the entity's key. */
  readonly tags: ReadonlyMap<string, KeptTags>;
}

/** An entity in the answer to a request: `isJoined` when somebody else made it. */
export interface AskedSource {
  readonly asked: AskedEntities;
  readonly batchKey: string;
  readonly index: number;
  readonly isJoined: boolean;
}

/** How one entity was come by. */
export type EntitySource =
  | { readonly kind: 'kept'; readonly found: Found }
  | ({ readonly kind: 'asked' } & AskedSource)
  | { readonly kind: 'stale'; readonly found: Found; readonly reply: Extract<SubgraphReply, { kind: 'failed' }> };
