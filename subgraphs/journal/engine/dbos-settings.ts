// What both sides of the DBOS engine must agree on.
import type { Logger } from '../../runtime/telemetry.ts';
import type { Execution } from './engine.ts';

/** Pinned: a hash of the code would strand every run in flight at an upgrade. A process that changes keeps the old way for runs in flight (`saga.patched`). */
export const applicationVersion = '1';
export const applicationName = 'engagement-to-cash';
export const workflowName = 'executeRun';
export const queueName = 'runs';
/** The engine's own second is what a person waits for; 50 ms cost one indexed query. */
export const queuePollMs = 50;

/** Smaller is sooner: a person, then money, then the rest. */
export const queuePriority: Readonly<Record<Execution['priority'], number>> = {
  interactive: 1,
  billing: 10,
  reference: 100,
};

/** The engine's name of an execution. */
export function workflowIdOf({ id, execution }: Pick<Execution, 'id' | 'execution'>): string {
  return `${id}/${execution}`;
}

/** The engine's talk goes to debug, its errors to warn: each of our own is reported where it happens. */
export function quiet(logger: Logger | undefined) {
  const say = (entry: unknown): void => logger?.debug({ entry: String(entry) }, 'engine');
  const warn = (entry: unknown): void => logger?.warn({ entry: String(entry) }, 'engine');
  return { debug: say, info: say, warn: say, error: warn };
}
