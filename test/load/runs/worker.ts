// A worker of the benchmark of processes: runs of five steps over vendors that answer at once, or after STEP_MS.
import { randomUUID } from 'node:crypto';
import { auditKeyFrom } from '../../../subgraphs/journal/audit-key.ts';
import { startWorker } from '../../../subgraphs/journal/engine/dbos-worker.ts';
import { PgRunJournal } from '../../../subgraphs/journal/pg-run-journal.ts';
import type { SagaWorld } from '../../../subgraphs/process/saga/execution.ts';
import { carefulPolicy } from '../../../subgraphs/process/saga/policy.ts';
import { execute } from '../../../subgraphs/process/saga/saga.ts';
import type { Process } from '../../../subgraphs/process/saga/saga.ts';
import { openStore } from '../../../subgraphs/store/store.ts';

const stepMs = Number(process.env.STEP_MS ?? 0);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `vendor` is where all five steps go. */
const fiveSteps: Process<{ readonly vendor: string }, string> = {
  name: 'five-steps',
  run: async (saga, { vendor }) => {
    for (let step = 1; step <= 5; step += 1) {
      const key = `${saga.runId}-${step}`;
      await saga.step({
        name: `step-${step}`,
        system: vendor,
        operation: 'create',
        key,
        input: step,
        find: () => Promise.resolve([]),
        act: async () => {
          if (stepMs > 0) await sleep(stepMs);
          return { kind: 'APPLIED', ref: key, isNew: true };
        },
        undo: null,
      });
    }
    return 'done';
  },
};

const store = await openStore({ databaseUrl: process.env.DATABASE_URL });
const journal = new PgRunJournal(store.db, auditKeyFrom(process.env));
const world: SagaWorld = {
  journal,
  nowMs: () => Date.now(),
  sleep,
  random: Math.random,
  policyOf: () => carefulPolicy,
};
const executor = randomUUID();
const worker = await startWorker({
  url: store.url,
  db: store.db,
  executor,
  migrates: process.env.MIGRATES === 'yes',
  execute: async (runId) => {
    await execute(fiveSteps, await journal.claim(runId, executor), world);
  },
});
process.once(
  'SIGTERM',
  () =>
    void worker
      .close()
      .then(() => store.close())
      .then(() => process.exit(0)),
);
process.send?.({ kind: 'ready' });
