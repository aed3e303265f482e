// Workers in processes of their own, as tests of the engine need them: killed, frozen, and of two versions of one process.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The audit key of every worker and test. */
export const auditKey = 'a key for tests that is long enough';

/** A worker to be started. */
export interface WorkerPlan {
  readonly url: string;
  /** Unique among live workers; the first one is to be called `first` and makes the engine's tables. */
  readonly name: string;
  /** How long each call of a vendor takes. */
  readonly stepMs: number;
  /** Version 2 of the process checks credit between steps two and three. */
  readonly version?: 1 | 2;
  /** How far its business clock is ahead of the machine's. */
  readonly aheadMs?: number;
}

/** A run of the rig that is begun with `{ gate: true }` waits before its fourth step: one other person, within five days. */
export const gateRule = { roles: ['billing-approver'], approvers: 1, expiresInMs: 5 * 86_400_000 };

/** Starts a worker of runs of five steps, each a row in vendor_call, looked up there by key; resolves once it works. */
export async function startTestWorker({
  url,
  name,
  stepMs,
  version = 1,
  aheadMs = 0,
}: WorkerPlan): Promise<ChildProcess> {
  const from = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `import { sql } from 'kysely';
    const { openStore } = await import(${from('../../store/store.ts')});
    const { startWorker } = await import(${from('./dbos-worker.ts')});
    const { PgRunJournal } = await import(${from('../pg-run-journal.ts')});
    const { Pauses, PausingJournal } = await import(${from('../set-aside.ts')});
    const { approvalDesk } = await import(${from('../approvals/desk.ts')});
    const { execute } = await import(${from('../../process/saga/saga.ts')});
    const { carefulPolicy } = await import(${from('../../process/saga/policy.ts')});
    const store = await openStore({ databaseUrl: ${JSON.stringify(url)} });
    const journal = new PausingJournal(new PgRunJournal(store.db, Buffer.from(${JSON.stringify(auditKey)})), new Pauses(store.db));
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const world = { journal, nowMs: () => Date.now(), sleep, random: Math.random, policyOf: () => ({ ...carefulPolicy, settleMs: 200 }),
      approvals: { ruleOf: () => (${JSON.stringify(gateRule)}), nowMs: () => Date.now() + ${aheadMs} } };
    const { approvals } = approvalDesk(store.db, Buffer.from(${JSON.stringify(auditKey)}), world.approvals);
    const find = async ({ key }) => (await sql\`select key from vendor_call where key = \${key}\`.execute(store.db)).rows.map((row) => row.key);
    const act = async ({ key }) => {
      await sleep(${stepMs});
      await sql\`insert into vendor_call (key, worker) values (\${key}, ${"'" + name + "'"})\`.execute(store.db);
      return { kind: 'APPLIED', ref: key, isNew: true };
    };
    const five = { name: 'five', run: async (saga, input) => {
      const step = (name, system) => saga.step({ name: 'step-' + name, system, operation: 'create',
        key: saga.runId + '-' + name, input: name, find, act, undo: null });
      for (let number = 1; number <= 5; number += 1) {
        if (${version} === 2 && number === 3 && (await saga.patched('credit-check'))) await step('credit', 'table');
        if (number === 4 && input?.gate === true) await saga.approve('gate', { action: 'rig.gate', legalEntity: null,
          amount: null, explanation: 'it goes on', evidence: { number } });
        await step(number, input?.systems?.[number - 1] ?? 'table');
      }
      return 'done';
    } };
    const run = async (runId) => { await execute(five, await journal.claim(runId, ${JSON.stringify(name)}), world); };
    const worker = await startWorker({ url: ${JSON.stringify(url)}, db: store.db, executor: ${JSON.stringify(name)}, execute: run,
      round: () => approvals.expire(world.approvals.nowMs()), migrates: ${String(name === 'first')} });
    process.once('SIGTERM', () => void worker.close().then(() => store.close()).then(() => process.exit(0)));
    process.send('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

/** Ends a worker and waits until it has. */
export async function endWorker(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
