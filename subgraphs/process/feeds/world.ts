// What a feed's reader works with, and how often it does what.
import type { FeedDatabase } from '../../journal/feeds/holding.ts';
import type { Runs, RunView } from '../../journal/runs.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { ChangeReader } from '../systems/changes.ts';
import type { Caller, Systems } from '../systems/systems.ts';
import type { FeedSubscriber } from './subscriber.ts';

/** How feeds are read. */
export interface FeedPace {
  /** From the end of a reading to the next; a hint from outside is followed at once. */
  readonly pollMs: number;
  /** How often the records of a feed are counted and compared. */
  readonly countMs: number;
  /** A worker that is silent for longer has lost its feeds. */
  readonly leaseMs: number;
}

/** The pace of a house: a won deal is seen within three seconds, at some 20 vendor calls a minute and feed. */
export const usualPace: FeedPace = { pollMs: 3_000, countMs: 600_000, leaseMs: 10_000 };

/** Everything a turn needs. */
export interface FeedWorld {
  readonly db: FeedDatabase;
  readonly runs: Runs;
  readonly readerOf: (system: ServiceSystem, caller: Caller) => ChangeReader;
  readonly systemsOf: (caller: Caller) => Systems;
  /** Queues a run that is on file already; whoever fails to is helped by the workers' round. */
  readonly enqueue: (run: RunView) => Promise<void>;
  readonly subscribers: readonly FeedSubscriber[];
  readonly pace: FeedPace;
  readonly logger: Logger;
}
