// Who follows a feed: told of every change, it says which run is to begin. Registered in work.ts, one line each.
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { Json, Priority } from '../../journal/run-journal.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/**
 * Why a subscriber is told. TOLD: the system says the record changed. MISSING: it is no longer among the system's records, and nobody
 * told of its end. HINTED: somebody outside says so, or an earlier telling failed; nothing may be new at all.
 */
export type FeedCause = 'TOLD' | 'MISSING' | 'HINTED';

/** A record that may have changed. It says nothing of the record: read it, and decide by what it is now. */
export interface FeedChange {
  readonly ref: RecordRef;
  readonly cause: FeedCause;
  /** Whether it is gone, as far as the feed knows. */
  readonly deleted: boolean;
}

/** A run to begin. The same key begins the same run, however often it is told. */
export interface FeedRun {
  readonly process: string;
  readonly input: Json;
  /**
   * Made of the record and of what makes it begin (`<deal>:won`, `<deal>:won:<reopened n>`), never of the telling: changes are told
   * twice, early and out of order. Unique per subscriber, at most 200 characters.
   */
  readonly idempotencyKey: string;
  /** Runs of other lanes do not wait for it; the process by default. */
  readonly lane?: string;
  /** Canonical id whose runs are carried out in order (journal/order.ts): the customer's, where the process knows one. */
  readonly orderOf?: string;
  /** `billing` by default: money follows, nobody waits. */
  readonly priority?: Priority;
}

/** A run that rests with a question, which the change may have answered: it goes on in place, and no other one is begun. */
export interface FeedGoingOn {
  readonly goesOn: string;
}

/** Follows the changes of one kind of record in one system. */
export interface FeedSubscriber {
  /** Scope of its idempotency keys: unique, and never renamed. */
  readonly name: string;
  readonly system: ServiceSystem;
  readonly kind: RecordKind;
  /** Whether it is told of the records that were there before the feed was read for the first time. */
  readonly existing: 'TOLD' | 'LEFT';
  /**
   * Of changes that are told together, the ids of those that need no look of their own; a Fault is as good as none. Whoever has written
   * thousands of records today asks about them some at a time.
   */
  needless?(changes: readonly FeedChange[], systems: Systems): Promise<ReadonlySet<string>>;
  /**
   * The run to begin, or to let go on, or null; for a record that is not ready yet, null: it will change again. Reads the record through `systems`. A
   * Fault that is retryable is asked again before the feed goes on; anything else it raises puts this one change aside as an exception.
   */
  runFor(change: FeedChange, systems: Systems): Promise<FeedRun | FeedGoingOn | null>;
}
