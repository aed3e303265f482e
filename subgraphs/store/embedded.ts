// The Postgres that comes with the project: made once, started or adopted, brought back when it dies, stopped by whoever
// leaves last.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../runtime/telemetry.ts';
import { findBinaries } from './binaries.ts';
import { makeCluster, type Places, placesIn } from './cluster.ts';
import { withLock } from './lock.ts';
import { othersPresent, runServer, type Server, stopServer, urlOf } from './server.ts';
import { reasonOf } from './store-error.ts';
import { type Launch, unprivileged } from './unprivileged.ts';

/** A server that keeps dying is started again for ever, but not more often than this. */
const reviveMsMax = 5_000;
const reviveMsMin = 100;

/** Where the cluster is and how to run it; `launch` and `logger` have defaults. */
export interface EmbeddedOptions {
  readonly directory: string;
  readonly logger?: Logger | undefined;
  /** How to run Postgres; found out by default. */
  readonly launch?: Launch | undefined;
}

/** A running cluster. */
export interface EmbeddedCluster {
  /** With its password: never to be logged. */
  readonly url: string;
  /** Says that we do not need the server any more; it stops when nobody else does either. */
  release(): Promise<void>;
}

/**
 * Makes (once), adopts or starts the cluster in a directory, and brings its server back as long as it is not released.
 * Raises StoreError when it cannot be made, belongs to another major version, or does not start.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedCluster> {
  const binaries = findBinaries();
  const places = placesIn(options.directory);
  const launch = options.launch ?? unprivileged();
  const run = (): Promise<Server> =>
    withLock(places.lock, async () => {
      await makeCluster(places, binaries, launch);
      return runServer(places, binaries, launch);
    });
  const server = await run();
  const { port } = server;
  options.logger?.info({ directory: places.home, port, pid: server.pid }, 'embedded Postgres runs');
  const watch = keepRunning(server, run, options.logger);
  return {
    url: urlOf(places, port),
    release: async () => {
      await leave(places, await watch.stop());
    },
  };
}

/** Starts the server again whenever it is lost, until stopped; `stop` resolves with the server there is then, if any. */
function keepRunning(
  first: Server,
  run: () => Promise<Server>,
  logger: Logger | undefined,
): { stop(): Promise<Server | null> } {
  const stopping = new AbortController();
  const state: { server: Server | null; work: Promise<void> } = { server: first, work: Promise.resolve() };

  const revive = async (): Promise<void> => {
    for (let waitMs = reviveMsMin; !stopping.signal.aborted; waitMs = Math.min(reviveMsMax, waitMs * 2)) {
      try {
        const server = await run();
        watch(server);
        if (server.port === first.port) logger?.warn({ pid: server.pid }, 'embedded Postgres runs again');
        else
          logger?.error(
            { port: first.port, now: server.port },
            'embedded Postgres moved to another port because its own was taken; restart this process',
          );
        return;
      } catch (error) {
        logger?.error({ reason: reasonOf(error) }, 'embedded Postgres cannot be brought back; trying again');
        await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const watch = (server: Server): void => {
    state.server = server;
    server.presence.once('end', () => {
      if (state.server !== server) return;
      state.server = null;
      if (stopping.signal.aborted) return;
      logger?.warn({ pid: server.pid }, 'embedded Postgres is gone; bringing it back');
      state.work = revive();
    });
  };

  watch(first);
  return {
    stop: async () => {
      stopping.abort();
      await state.work;
      return state.server;
    },
  };
}

async function leave(places: Places, server: Server | null): Promise<void> {
  if (server === null) return;
  // Under the lock, so that nobody adopts a server that is about to be stopped.
  await withLock(places.lock, async () => {
    // A server that does not even answer this is of no use to others: they would have to start it anew anyway.
    const others = await othersPresent(server).catch(() => false);
    await server.presence.end().catch(() => undefined);
    if (!others) await stopServer(server.pid);
  });
}
