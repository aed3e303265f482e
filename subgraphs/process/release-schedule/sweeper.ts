// Begins releases by themselves: a window at a time per legal entity, whichever worker comes first. A worker that dies in between is
// followed by another one, which begins the same run, for the run's key is the window's name.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  endLook,
  ensureSchedules,
  failLook,
  type HeldSchedule,
  holdSchedule,
  isAtWork,
  type ScheduleDatabase,
  type ScheduleOutcome,
} from '../../journal/release-schedules.ts';
import { type Loop, startLoop } from '../../runtime/loop.ts';
import { isFault } from '../../runtime/fault.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { Choosing } from './choosing.ts';
import { nextWindowMs, type ReleaseSchedule, type ReleaseWindow, type ScheduleTakes, windowAt } from './windows.ts';

/** How often a worker looks at the clock; the store is asked once per window. */
const lookMs = 1_000;
/** A worker that is silent for longer has lost its look: more than reading the work of thousands of projects takes. */
const leaseMs = 300_000;
/** What cannot be read is tried again after five seconds, then ten, twenty … at most five minutes. */
const firstRetryMs = 5_000;
const retryMsMax = 300_000;
const minutesOfDay = 1_440;

/** What is to begin. */
export interface ScheduledRelease {
  readonly takes: ScheduleTakes;
  readonly idempotencyKey: string;
  readonly projectIds: readonly string[];
  readonly through: string;
}

/** What scheduling needs. */
export interface ScheduleParts {
  readonly db: ScheduleDatabase;
  readonly schedules: readonly ReleaseSchedule[];
  /** Where the firm's day ends. */
  readonly timeZone: string;
  /** Business time. */
  readonly nowMs: () => number;
  /** Projects of a legal entity that have something to bill, absorb or draw. Raises Fault. */
  readonly choose: (asked: Choosing) => Promise<readonly string[]>;
  /** Begins it once, however often it is asked for; answers with the run. */
  readonly begin: (release: ScheduledRelease) => Promise<string>;
  readonly logger: Logger;
}

/** Starts to look; `close` ends after the look under way. */
export function startSchedules(parts: ScheduleParts): Loop {
  return startLoop((leaving) => sweep(parts, randomUUID(), leaving));
}

async function sweep(parts: ScheduleParts, owner: string, signal: AbortSignal): Promise<void> {
  const { db, schedules, logger } = parts;
  /** Windows that are looked at, by whomever: the store is not asked about them again. */
  const done = new Map<string, string>();
  let isKnown = false;
  while (!signal.aborted) {
    try {
      if (!isKnown)
        await ensureSchedules(
          db,
          schedules.flatMap((each) => each.takes.map((takes) => keptOf(each, takes, parts))),
        );
      isKnown = true;
      await lookAtAll(parts, { owner, done, signal });
    } catch (error) {
      // A database that is away for a moment: which windows were looked at stands in it.
      logger.warn({ reason: reasonOf(error) }, 'releases could not be begun by their schedule');
    }
    await pause(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

function keptOf(schedule: ReleaseSchedule, takes: ScheduleTakes, { timeZone, nowMs }: ScheduleParts) {
  const { legalEntity, timeZone: own } = schedule;
  const nextDueAt = new Date(nextWindowMs(schedule, nowMs(), timeZone, takes));
  const everyMinutes = takes === 'TIME' ? schedule.everyMinutes : minutesOfDay;
  return { legalEntity, takes, everyMinutes, timeZone: own ?? timeZone, nextDueAt };
}

interface Turn {
  readonly owner: string;
  readonly done: Map<string, string>;
  readonly signal: AbortSignal;
}

async function lookAtAll(parts: ScheduleParts, { owner, done, signal }: Turn): Promise<void> {
  const all = parts.schedules.flatMap((schedule) => schedule.takes.map((takes) => ({ schedule, takes })));
  for (const { schedule, takes } of all) {
    const name = `${schedule.legalEntity} ${takes}`;
    const window = windowAt(schedule, parts.nowMs(), parts.timeZone, takes);
    if (window === null || done.get(name) === window.name || signal.aborted) continue;
    if (await lookAt(parts, { schedule, takes, window, owner })) done.set(name, window.name);
  }
}

interface Looking {
  readonly schedule: ReleaseSchedule;
  readonly takes: ScheduleTakes;
  readonly window: ReleaseWindow;
  readonly owner: string;
}

/** Whether this worker has seen the window to its end. */
async function lookAt(parts: ScheduleParts, { schedule, takes, window, owner }: Looking): Promise<boolean> {
  const { db, logger } = parts;
  const { legalEntity } = schedule;
  const held = await holdSchedule(db, { legalEntity, takes, window: window.name, owner, leaseMs });
  // Somebody else has it, or a system is paused: asked again, until the window is over.
  if (held === null) return false;
  try {
    await release(parts, schedule, { window, held });
    return true;
  } catch (error) {
    const failure = isFault(error) ? error.code : 'SCHEDULE_FAILED';
    logger.warn({ legalEntity, takes, failure, reason: reasonOf(error) }, 'a scheduled release could not be begun');
    await failLook(db, held, {
      failure,
      retryMs: Math.min(retryMsMax, firstRetryMs * 2 ** Math.min(held.failures, 10)),
    });
    return false;
  }
}

async function release(
  { db, choose, begin, nowMs, timeZone }: ScheduleParts,
  schedule: ReleaseSchedule,
  { window, held }: { readonly window: ReleaseWindow; readonly held: HeldSchedule },
): Promise<void> {
  const { legalEntity, takes } = held;
  const { name, through } = window;
  const end = (outcome: ScheduleOutcome, projects: number, runId: string | null): Promise<void> => {
    const at = nowMs();
    const look = {
      window: name,
      lookedAt: new Date(at),
      nextDueAt: new Date(nextWindowMs(schedule, at, timeZone, takes)),
    };
    return endLook(db, held, { ...look, outcome, projects, through, runId });
  };
  // What is still at it would only be asked the same again.
  if (held.runId !== null && (await isAtWork(db, held.runId))) return end('STILL_AT_WORK', 0, null);
  const projectIds = await choose({ legalEntity, takes, through });
  if (projectIds.length === 0) return end('NOTHING', 0, null);
  const idempotencyKey = `schedule-${legalEntity}-${takes === 'TIME' ? name : `${takes}-${name}`}`;
  const runId = await begin({ takes, idempotencyKey, projectIds, through });
  await end('BEGUN', projectIds.length, runId);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
