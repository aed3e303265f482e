// Tells every reader what happened, each in a loop of its own: a slow one is behind by itself and holds up nobody.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../runtime/telemetry.ts';
import type { Database } from '../store/store.ts';
import { relay } from './outbox.ts';
import type { EventReader } from './outbox.ts';

/** Events are told within this time; two indexed queries for each reader each time there is nothing to tell. */
const everyMs = 200;

/** Begins telling; `close` ends with the event that is being told, and closes the readers. */
export function startTelling(
  db: Database,
  readers: readonly EventReader[],
  logger: Logger,
): { readonly close: () => Promise<void> } {
  const leaving = new AbortController();
  const loops = Promise.all(readers.map((reader) => tell(db, reader, { signal: leaving.signal, logger })));
  return {
    close: async () => {
      leaving.abort();
      await loops;
      for (const reader of readers) await reader.close?.();
    },
  };
}

async function tell(
  db: Database,
  reader: EventReader,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<void> {
  while (!signal.aborted) {
    let told = 0;
    try {
      ({ told } = await relay(db, [reader]));
    } catch (error) {
      // A database that is away for a moment: the events wait in it.
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ reader: reader.name, reason }, 'events could not be told');
    }
    // After a success there may be more, and it waits for nothing.
    if (told === 0) await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
