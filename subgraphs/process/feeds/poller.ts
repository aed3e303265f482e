// Reads the feeds somebody follows, one loop per system, so that a slow one keeps no other waiting. Several workers share them.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureFeeds, feedName, type FeedPlace, holdFeed } from '../../journal/feeds/holding.ts';
import { type Loop, startLoop } from '../../runtime/loop.ts';
import { type ServiceSystem, serviceSystems } from '../../runtime/service-token.ts';
import { takeTurn } from './turn.ts';
import type { FeedWorld } from './world.ts';

/** How often a worker looks for a feed that is due: one indexed query each time there is none. */
const lookMs = 250;

/**
 * Starts to read; `instances` are the configured accounts. Feeds nobody follows are left alone. `close` lets the turns under way end, however
 * long the systems take: at most their reading time.
 */
export function startFeeds(world: FeedWorld, instances: Readonly<Record<ServiceSystem, string>>): Loop {
  const owner = randomUUID();
  return startLoop((signal) => {
    const loops = serviceSystems.map((system) => {
      const places = placesOf(world, system, instances[system]);
      return places.length === 0 ? Promise.resolve() : follow(world, places, { owner, signal });
    });
    return Promise.all(loops);
  });
}

function placesOf({ subscribers }: FeedWorld, system: ServiceSystem, instance: string): readonly FeedPlace[] {
  const kinds = new Set(subscribers.filter((each) => each.system === system).map(({ kind }) => kind));
  return [...kinds].map((kind) => ({ system, instance, kind }));
}

async function follow(
  world: FeedWorld,
  places: readonly FeedPlace[],
  { owner, signal }: { readonly owner: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, pace, logger } = world;
  const names = places.map(feedName);
  let isKnown = false;
  while (!signal.aborted) {
    try {
      if (!isKnown) await ensureFeeds(db, places);
      isKnown = true;
      const held = await holdFeed(db, { owner, names, leaseMs: pace.leaseMs });
      if (held !== null) {
        await takeTurn(world, held);
        continue;
      }
    } catch (error) {
      // A database that is away for a moment: the feeds stand in it.
      logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'feeds could not be looked at');
    }
    await pause(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
