// Releases that begin by themselves: wires the schedules of process/release-schedule into a worker.
import { randomUUID } from 'node:crypto';
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import type { ProcessEngine } from './journal/engine/engine.ts';
import type { Json } from './journal/run-journal.ts';
import type { Runs } from './journal/runs.ts';
import { processOf, projectsToTake } from './process/release-schedule/choosing.ts';
import { type ScheduledRelease, startSchedules } from './process/release-schedule/sweeper.ts';
import { hasBillDue } from './process/release-work/contract/due.ts';
import { billingPolicyOf } from './process/release-work/policy.ts';
import type { DrawRetainerInput, RecurringInput, ReleaseWorkInput } from './process/release-work/process.ts';
import type { SystemsClient } from './process/systems/connect.ts';
import { type Clock, today } from './runtime/clock.ts';
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
  const schedules = config.billing.schedules.map((each) => ({
    ...each,
    timeZone: each.timeZone ?? zoneOf(config, each.legalEntity),
  }));
  const recordsOf = (ids: readonly string[]) => crossref.allRefsOf(ids);
  return startSchedules({
    ...{ db: store.db, schedules, timeZone: config.timeZone, logger },
    nowMs: () => clock.now().getTime(),
    choose: (asked) => {
      const caller = {
        correlationId: randomUUID(),
        initiator: { subject: initiator, role },
        priority: 'reference',
      } as const;
      const systems = client.for(caller);
      const sources = {
        ...{ systems, db: store.db },
        today: () => today(clock, zoneOf(config, asked.legalEntity) ?? config.timeZone),
        recordsOf: async (id: string) => (await recordsOf([id]))[0] ?? [],
      };
      const isDue = (id: string, through: string) => hasBillDue(sources, id, through);
      return projectsToTake({ db: store.db, systems, recordsOf, isDue }, asked);
    },
    begin: (release) => begin(work, release),
  });
}

/** Where a legal entity's business day ends, as its bills are dated; null: where the firm's does. */
function zoneOf({ billing }: SubgraphsConfig, legalEntity: string): string | null {
  return billingPolicyOf(billing, legalEntity).timeZone;
}

async function begin({ runs, engine }: ScheduleWork, release: ScheduledRelease): Promise<string> {
  const { idempotencyKey, takes } = release;
  const begun = await runs.begin({
    ...{ process: processOf[takes], input: inputOf(release), idempotencyKey, scope: 'release-schedule', initiator },
    ...{ correlationId: randomUUID(), priority: 'billing' },
  });
  // A worker that died had begun it, over the projects of a moment before: that is the window's release.
  const view = await runs.read(begun.runId);
  // One that is not queued now is found by the workers' round.
  if (view !== null && begun.kind === 'NEW') await (await engine()).enqueue(view).catch(() => undefined);
  return begun.runId;
}

/** What its process is begun with. */
function inputOf({ takes, projectIds, through }: ScheduledRelease): Json {
  const asked = { role, through, dryRun: false, taxCode: null };
  const choice = { projectIds, contractIds: [], legalEntity: null };
  switch (takes) {
    case 'TIME':
    case 'COVERED':
      return { ...asked, choice } satisfies ReleaseWorkInput;
    case 'DUE':
      return { ...asked, choice } satisfies RecurringInput;
    case 'PREPAID': {
      const [projectId = ''] = projectIds;
      return { ...asked, projectId, projectIds, lapseBefore: null } satisfies DrawRetainerInput;
    }
  }
}
