// Releases that begin by themselves: wires the schedules of process/release-schedule into a worker.
import { randomUUID } from 'node:crypto';
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import type { ProcessEngine } from './journal/engine/engine.ts';
import type { Runs } from './journal/runs.ts';
import { projectsToRelease } from './process/release-schedule/choosing.ts';
import { type ScheduledRelease, startSchedules } from './process/release-schedule/sweeper.ts';
import type { ReleaseWorkInput } from './process/release-work/process.ts';
import type { SystemsClient } from './process/systems/connect.ts';
import type { Clock } from './runtime/clock.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

/** What it needs of its worker. */
export interface ScheduleWork {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly crossref: Crossref;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly runs: Runs;
  /** Connected when it is first needed. */
  readonly engine: () => Promise<ProcessEngine>;
}

/** Nobody in particular began it, so everybody may agree to what it asks. */
const initiator = 'system:release-schedule';
const role = 'billing-preparer';

/** Starts the schedules that are configured; there may be none. */
export function releaseBySchedule(work: ScheduleWork, client: SystemsClient): { close(): Promise<void> } {
  const { config, store, crossref, clock, logger } = work;
  const { schedules } = config.billing;
  const recordsOf = (ids: readonly string[]) => crossref.allRefsOf(ids);
  return startSchedules({
    ...{ db: store.db, schedules, timeZone: config.timeZone, logger },
    nowMs: () => clock.now().getTime(),
    choose: (legalEntity, through) => {
      const caller = {
        correlationId: randomUUID(),
        initiator: { subject: initiator, role },
        priority: 'reference',
      } as const;
      return projectsToRelease({ db: store.db, systems: client.for(caller), recordsOf }, legalEntity, through);
    },
    begin: (release) => begin(work, release),
  });
}

async function begin({ runs, engine }: ScheduleWork, release: ScheduledRelease): Promise<string> {
  const { idempotencyKey, projectIds, through } = release;
  const input: ReleaseWorkInput = {
    ...{ role, through, dryRun: false, taxCode: null },
    choice: { projectIds, contractIds: [], legalEntity: null },
  };
  const begun = await runs.begin({
    ...{ process: 'releaseWorkToInvoice', input, idempotencyKey, scope: 'release-schedule', initiator },
    ...{ correlationId: randomUUID(), priority: 'billing' },
  });
  // A worker that died had begun it, over the projects of a moment before: that is the window's release.
  const view = await runs.read(begun.runId);
  // One that is not queued now is found by the workers' round.
  if (view !== null && begun.kind === 'NEW') await (await engine()).enqueue(view).catch(() => undefined);
  return begun.runId;
}
