// The port to a subgraph: what the executor asks, for whom, and what may come back. Wrappers (cache, breaker) take this
// port and return it; fetch-subgraph.ts is the one that sends.
import type { StopSignal } from '../../subgraphs/runtime/stop-signal.ts';
import type { TracePlace } from '../../subgraphs/runtime/tracing.ts';
import type { ForwardedHeaders } from '../security/header-rules.ts';
import type { SubgraphOperation } from './steps.ts';

/** For whom a subgraph is asked, and until when. */
export interface Caller {
  readonly correlationId: string;
  /** The user's own Authorization header; subgraphs verify it again. */
  readonly authorization: string | null;
  /** The client's headers that rules send on; the fingerprint knows them. */
  readonly forwarded?: ForwardedHeaders;
  /** Says which answers callers may share: role, subject and what they may see. Equal fingerprints see the same data. */
  readonly fingerprint: string;
  /** Who he is, whatever headers go along; the fingerprint where nothing is said. His own changes are remembered under it. */
  readonly principal?: string;
  /** Whether an answer given a moment ago will do. Never so for reads that follow a mutation. */
  readonly mayRepeat: boolean;
  /** Whether nobody knows him yet and too many such come: then only what is the same for everybody is looked up and kept. */
  readonly isStranger?: boolean;
  /** Milliseconds since the epoch after which nobody waits any more. */
  readonly deadlineAt: number;
  /** Fires when the client has left or the deadline has passed. */
  readonly signal: StopSignal;
  /** Where in a trace it happens; null or absent when nobody traces. */
  readonly trace?: TracePlace;
}

/** One request to one subgraph. */
export interface SubgraphRequest {
  readonly operation: SubgraphOperation;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What went wrong, in words and codes that a client may read. */
export interface SubgraphError {
  readonly message: string;
  /** A code of the register in errors.ts, or the subgraph's own. */
  readonly code: string;
  readonly subgraph: string;
  /** What the subgraph itself said of the error: system, instance, retryable, retryAfterMs, outcome. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** An error that a subgraph put into its answer, with its place in that answer. */
export interface LocatedError extends SubgraphError {
  readonly path: AnswerPath | null;
}

/** A place in an answer: response keys and list indices. */
export type AnswerPath = readonly (string | number)[];

/** Where an answer was taken from: the subgraph just now, or the gateway's own memory. */
export type Provenance =
  | { readonly kind: 'live' }
  | { readonly kind: 'cached'; readonly ageMs: number }
  | { readonly kind: 'stale'; readonly ageMs: number; readonly reason: SubgraphError };

/** What a cache knows of an answer that may be repeated. */
export interface Repeatable {
  /** When the oldest part of it was asked, by the cache's clock. */
  readonly askedAtMs: number;
  readonly freshUntilMs: number;
  /** Whether it is the same for everybody. */
  readonly isPublic: boolean;
  /** Names under which it may be made invalid; `any` when they are too many to name. */
  readonly tags: readonly string[] | 'any';
}

/** What comes back: an answer (which may hold errors), or nothing and why. */
export type SubgraphReply =
  | {
      readonly kind: 'answered';
      /** Belongs to the receiver, who may change it. */
      readonly data: unknown;
      readonly errors: readonly LocatedError[];
      readonly provenance: Provenance;
      /** Until when and to whom this answer may be repeated; absent when it may not. */
      readonly repeatable?: Repeatable;
    }
  | { readonly kind: 'failed'; readonly error: SubgraphError };

/** Asks a subgraph. Never throws: whatever goes wrong is a reply. Queries may be repeated, mutations never are. */
export type AskSubgraph = (request: SubgraphRequest, caller: Caller) => Promise<SubgraphReply>;
