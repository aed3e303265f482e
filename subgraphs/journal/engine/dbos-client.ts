// Enqueueing through DBOS' client: no executor, no migration, a handful of connections.
import { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { Logger } from '../../runtime/telemetry.ts';
import {
  applicationName,
  applicationVersion,
  queueName,
  queuePriority,
  quiet,
  workflowIdOf,
  workflowName,
} from './dbos-settings.ts';
import type { ProcessEngine } from './engine.ts';

/** Connections to enqueue with. */
const connectionsMax = 4;

/** The asking side. The engine's tables must be there (a worker with `migrates`, or `migrateEngine`). */
export async function connectEngine(url: string, logger?: Logger): Promise<ProcessEngine> {
  const client = await DBOSClient.create({
    systemDatabaseUrl: url,
    systemDatabasePoolSize: connectionsMax,
    applicationName,
    logger: quiet(logger),
  });
  return {
    enqueue: async (execution) => {
      const { id, priority, lane } = execution;
      const target = { queueName, workflowName, workflowID: workflowIdOf(execution), appVersion: applicationVersion };
      await client.enqueue({ ...target, priority: queuePriority[priority], queuePartitionKey: lane }, id);
    },
    forget: async (before, max) => {
      const old = await client.listWorkflows({
        status: ['SUCCESS', 'ERROR', 'CANCELLED'],
        completedBefore: before.toISOString(),
        limit: max,
        loadInput: false,
        loadOutput: false,
      });
      if (old.length > 0) await client.deleteWorkflows(old.map(({ workflowID }) => workflowID));
      return old.length;
    },
    close: () => client.destroy(),
  };
}
