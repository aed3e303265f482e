// Paused systems, as the workers see them: read at most once a second, so that no step pays for the question.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** A pause is kept to after at most this long. */
export const pauseReadMs = 1_000;

/** Answers whether a system is paused. A database that is away says nothing new: the last answer holds. */
export function createPauseGate(db: Database, nowMs: () => number = Date.now): (system: string) => Promise<boolean> {
  let paused: ReadonlySet<string> = new Set();
  let readAtMs = -Infinity;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    try {
      const { rows } = await sql<{ system: string }>`select system from system_pause`.execute(db);
      paused = new Set(rows.map(({ system }) => system));
    } finally {
      readAtMs = nowMs();
      reading = null;
    }
  }

  return async (system) => {
    if (nowMs() - readAtMs >= pauseReadMs) {
      reading ??= read().catch(() => undefined);
      await reading;
    }
    return paused.has(system);
  };
}
