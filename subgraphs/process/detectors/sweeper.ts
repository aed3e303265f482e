// Looks through what stands, again and again, page by page: one reading after the other, for nobody waits for it and vendors have
// better things to do. Several workers share the readings.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { endRound, keepPage } from '../../journal/detectors/findings.ts';
import {
  type DetectorDatabase,
  ensureSweeps,
  type HeldSweep,
  holdSweep,
  letSweepGo,
  SweepLost,
} from '../../journal/detectors/sweeps.ts';
import { type Loop, startLoop } from '../../runtime/loop.ts';
import { isFault } from '../../runtime/fault.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { Standing } from '../systems/standing.ts';
import type { Caller } from '../systems/systems.ts';
import type { Watch } from './detector.ts';

/** How often a worker looks for a reading that is due: one indexed query each time there is none. */
const lookMs = 500;
/** A worker that is silent for longer has lost its reading: more than the slowest page takes. */
const leaseMs = 150_000;
/** A house that has just been opened has better things to do: its directories are being read. */
const firstReadingMs = 10_000;
/** Pages of one turn; then the other readings have theirs, and this one goes on. */
const pagesMax = 50;
/** What cannot be read is tried again after five seconds, then ten, twenty … up to the usual pace. */
const firstRetryMs = 5_000;

/** What sweeping needs. */
export interface SweeperParts {
  readonly db: DetectorDatabase;
  readonly watches: readonly Watch[];
  readonly standingOf: (caller: Caller) => Standing;
  readonly everyMs: number;
  readonly nowMs: () => number;
  /** The business day it is. */
  readonly today: () => string;
  readonly logger: Logger;
}

/** Starts to look; `close` ends with the page under way. */
export function startSweeper(parts: SweeperParts): Loop {
  return startLoop((leaving) => sweep(parts, randomUUID(), leaving));
}

async function sweep(parts: SweeperParts, owner: string, signal: AbortSignal): Promise<void> {
  const { db, watches, logger } = parts;
  const byName = new Map(watches.map((each) => [each.place.name, each]));
  const names = [...byName.keys()];
  let isKnown = false;
  while (!signal.aborted) {
    try {
      const places = watches.map(({ place }) => place);
      const { everyMs } = parts;
      if (!isKnown) await ensureSweeps(db, places, { firstInMs: Math.min(everyMs, firstReadingMs), everyMs });
      isKnown = true;
      const held = await holdSweep(db, { owner, names, leaseMs });
      const watch = held === null ? undefined : byName.get(held.name);
      if (held !== null && watch !== undefined) {
        await turn(parts, { watch, held, signal });
        continue;
      }
    } catch (error) {
      // A database that is away for a moment: how far each reading came stands in it.
      logger.warn({ reason: reasonOf(error) }, 'detectors could not look');
    }
    await pause(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

interface Turn {
  readonly watch: Watch;
  readonly held: HeldSweep;
  readonly signal: AbortSignal;
}

async function turn(parts: SweeperParts, { watch, held, signal }: Turn): Promise<void> {
  const { db, everyMs, logger } = parts;
  try {
    const isDone = await readOn(parts, { watch, held, signal });
    await letSweepGo(db, held, { dueInMs: isDone ? everyMs : 0, failure: null });
  } catch (error) {
    if (error instanceof SweepLost) return;
    const failure = isFault(error) ? error.code : 'DETECTOR_FAILED';
    // A fault says itself what it is; anything else is a mistake of ours.
    logger.warn({ facts: held.name, failure, reason: reasonOf(error) }, 'detectors could not read');
    const dueInMs = Math.min(everyMs, firstRetryMs * 2 ** Math.min(held.failures, 10));
    await letSweepGo(db, held, { dueInMs, failure });
  }
}

/** Reads on from where the reading stands; whether it came to its end. */
async function readOn(parts: SweeperParts, { watch, held, signal }: Turn): Promise<boolean> {
  const { db, standingOf, nowMs, today } = parts;
  const reading = { standing: standingOf(caller()), db, today: today() };
  const graceMs = Object.fromEntries(watch.place.detectors.map(({ code, graceMs: grace }) => [code, grace]));
  let after = held.cursor;
  for (let pages = 0; pages < pagesMax && !signal.aborted; pages += 1) {
    const page = await watch.page(reading, after);
    await keepPage(db, held, page, { nowMs: nowMs(), graceMs, leaseMs });
    after = page.next;
    if (after === null) {
      await endRound(db, held);
      return true;
    }
  }
  return false;
}

function caller(): Caller {
  const initiator = { subject: 'system:detectors', role: 'operator' } as const;
  return { correlationId: randomUUID(), initiator, priority: 'reference' };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
