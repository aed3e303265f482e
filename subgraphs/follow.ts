// Follows what changes in the systems: wires the feeds of process/feeds into a worker.
import type { SubgraphsConfig } from './config.ts';
import { connectEngine } from './journal/engine/dbos-client.ts';
import type { Runs } from './journal/runs.ts';
import { startFeeds } from './process/feeds/poller.ts';
import type { FeedSubscriber } from './process/feeds/subscriber.ts';
import { usualPace } from './process/feeds/world.ts';
import type { SystemsClient } from './process/systems/connect.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

/** What following needs of its worker. */
export interface FollowParts {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly logger: Logger;
}

/** Reads the feeds that somebody follows, and queues the runs that they begin. */
export async function follow(
  { store, logger, config }: FollowParts,
  by: { readonly runs: Runs; readonly client: SystemsClient; readonly subscribers: readonly FeedSubscriber[] },
): Promise<{ close(): Promise<void> }> {
  const { runs, client, subscribers } = by;
  if (subscribers.length === 0) return { close: () => Promise.resolve() };
  const engine = await connectEngine(store.url, logger);
  const instances = { crm: config.crm.instance, psa: config.psa.instance, erp: config.erp.instance };
  const feeds = startFeeds(
    {
      ...{ db: store.db, runs, subscribers, pace: usualPace, logger },
      readerOf: (system, caller) => client.changes(system, caller),
      systemsOf: (caller) => client.for(caller),
      // It is on file: what is not queued now is found by the workers' round.
      enqueue: (run) => engine.enqueue(run).catch(() => undefined),
    },
    instances,
  );
  return {
    close: async () => {
      await feeds.close();
      await engine.close();
    },
  };
}
