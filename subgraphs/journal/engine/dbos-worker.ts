// Executing through DBOS: several workers on one Postgres; each beats, and takes over what a silent one had begun.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { sql } from 'kysely';
import type { Logger } from '../../runtime/telemetry.ts';
import type { Database } from '../../store/store.ts';
import { keepHouse } from '../housekeeping.ts';
import { isWaitedFor, takeTurn } from '../order.ts';
import { RunSetAside, setAside, wake } from '../set-aside.ts';
import { applicationName, applicationVersion, queueName, queuePollMs, quiet, workflowName } from './dbos-settings.ts';
import { connectEngine } from './dbos-client.ts';
import type { EngineWorker, Execution, ProcessEngine } from './engine.ts';

/** Runs of one worker at a time: they mostly wait for vendors; so many keep two cores busy and the pool free. */
export const concurrentRunsMax = 26;
/**
 * Of these one lane gets at most so many: a slow vendor's backlog leaves the others room. Two workers' worth keeps fifteen places of an account
 * busy (97.9 %, test/load); the more there are, the longer each call waits for its place within its deadline.
 */
export const runsPerLaneMax = 18;
/** Beat four times within the time after which a worker is called dead, so that one late beat kills nobody. */
const beatMs = 500;
/** Together with a beat and a poll of the queue this stays under the five seconds we promise for a take-over. */
const silentMsMax = 2_500;
/** A run whose enqueueing was lost with its process is queued again after this. */
const orphanMsMin = 2_000;
const sweptMax = 500;
/** A run that still moves although its execution has ended so long ago was lost between the engine and us. */
const lostMsMin = 10_000;
/** Looked for in every so-manieth round: it looks at every run that moves. */
const lostRounds = 20;
/** Statements of our own are tried so often, every beat: a database that was killed is back in less. */
const attemptsMax = 20;
const leaveMs = 2_000;
/** How often a worker asks whether the day's housekeeping is still to be done. */
const houseMs = 600_000;

/** What a worker is made with. */
export interface WorkerOptions {
  readonly url: string;
  readonly db: Database;
  /** Unique among live workers; a restarted one takes a new name. */
  readonly executor: string;
  /** Executes a run until it rests. A rejection with RunSetAside sets it aside; after any other the engine leaves it alone. */
  readonly execute: (runId: string) => Promise<void>;
  /** One role makes the engine's tables; the others only check them. */
  readonly migrates: boolean;
  readonly logger?: Logger | undefined;
  /** Done in every round, such as ending what nobody decided in time; what it names is queued. */
  readonly round?: () => Promise<readonly Execution[]>;
}

/** A worker at work. */
interface Working {
  readonly options: WorkerOptions;
  /** Rung, the next round begins at once. */
  readonly bell: Bell;
}

/** Starts this process' worker; there is one per process. */
export async function startWorker(options: WorkerOptions): Promise<EngineWorker> {
  const { url, executor, migrates, logger } = options;
  const working: Working = { options, bell: new Bell() };
  DBOS.setConfig({
    name: applicationName,
    systemDatabaseUrl: url,
    executorID: executor,
    applicationVersion,
    runMigrations: migrates,
    logger: quiet(logger),
    enableOTLP: false,
  });
  DBOS.registerWorkflow(
    async (runId: string): Promise<void> => {
      await DBOS.runStep(() => carryOut(working, runId), { name: 'execute' });
    },
    { name: workflowName },
  );
  await beat(options);
  await DBOS.launch();
  await DBOS.registerQueue(queueName, {
    workerConcurrency: concurrentRunsMax,
    partitionWorkerConcurrency: runsPerLaneMax,
    minPollingIntervalMs: queuePollMs,
    onConflict: 'always_update',
  });
  const engine = await connectEngine(url, logger);
  const stopping = new AbortController();
  const rounds = beatAndSweep(working, engine, stopping.signal);
  return {
    close: async () => {
      stopping.abort();
      await rounds;
      await engine.close();
      await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: leaveMs });
      await sql`delete from executor_heartbeat where executor = ${executor}`.execute(options.db);
    },
  };
}

/** One execution of a run, when it is its turn; one that has to wait leaves its place. Nothing of it is kept by the engine. */
async function carryOut({ options, bell }: Working, runId: string): Promise<void> {
  const { db, execute } = options;
  const turn = await insist(() => takeTurn(db, runId));
  if (turn.kind === 'BEHIND') return insist(() => setAside(db, runId, turn));
  try {
    await execute(runId);
  } catch (error) {
    if (!(error instanceof RunSetAside)) throw error;
    return insist(() => setAside(db, runId, error.wait));
  }
  // Else the next one would wait for the round. Also of one that had no turn at first: it may have joined an order meanwhile.
  if (await isWaitedFor(db, runId).catch(() => false)) bell.ring();
}

/** The engine takes a rejection for the end of an execution; a database that is away for a moment is none. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      // Past that the workers' round finds the run.
      if (attempt >= attemptsMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, beatMs));
    }
  }
}

async function beat({ db, executor }: WorkerOptions): Promise<void> {
  await sql`insert into executor_heartbeat (executor) values (${executor})
    on conflict (executor) do update set beat_at = clock_timestamp()`.execute(db);
}

async function beatAndSweep({ options, bell }: Working, engine: ProcessEngine, signal: AbortSignal): Promise<void> {
  const { logger } = options;
  const stopKeeping = keepingHouse(options, engine);
  for (let round = 1; !signal.aborted; round += 1) {
    try {
      await beat(options);
      await takeOver(options);
      for (const run of await wake(options.db)) await engine.enqueue(run);
      await queueOrphans(options, engine);
      const lost = round % lostRounds === 1 ? await recoverLost(options) : [];
      for (const run of lost) await engine.enqueue(run);
      for (const run of (await options.round?.()) ?? []) await engine.enqueue(run);
    } catch (error) {
      // A database that is away for a moment: the next round tries again.
      logger?.warn({ reason: error instanceof Error ? error.message : String(error) }, 'worker round failed');
    }
    await bell.wait(beatMs, signal);
  }
  await stopKeeping();
}

/** Does housekeeping beside the rounds, which must not wait for it; the result stops it, and waits for one under way. */
function keepingHouse({ db, logger }: WorkerOptions, engine: ProcessEngine): () => Promise<void> {
  let underWay = Promise.resolve();
  const keep = async (): Promise<void> => {
    try {
      const removed = await keepHouse(db, engine);
      if (removed !== null) logger?.info({ removed }, 'housekeeping');
    } catch (error) {
      logger?.warn({ reason: error instanceof Error ? error.message : String(error) }, 'housekeeping failed');
    }
  };
  const timer = setInterval(() => {
    underWay = keep();
  }, houseMs).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

/** Resumes what silent workers had begun. The database's clock decides who is silent. */
async function takeOver({ db, executor, logger }: WorkerOptions): Promise<void> {
  const { rows } = await sql<{ executor: string }>`select executor from executor_heartbeat
    where executor <> ${executor} and beat_at < clock_timestamp() - make_interval(secs => ${silentMsMax / 1_000})`.execute(
    db,
  );
  for (const { executor: silent } of rows) {
    const begun = await DBOS.listWorkflows({
      status: 'PENDING',
      executorId: silent,
      limit: sweptMax,
      loadInput: false,
    });
    if (begun.length > 0) {
      await DBOS.resumeWorkflows(
        begun.map(({ workflowID }) => workflowID),
        { queueName },
      );
      logger?.warn({ silent, runs: begun.length }, 'took over the runs of a silent worker');
    }
    // All of them: then nobody need look there again, unless it wakes and beats.
    if (begun.length < sweptMax) {
      await sql`delete from executor_heartbeat where executor = ${silent}
        and beat_at < clock_timestamp() - make_interval(secs => ${silentMsMax / 1_000})`.execute(db);
    }
  }
}

/** Runs that were begun, or sent on, but never claimed since: their process died before it had queued them. */
async function queueOrphans({ db }: WorkerOptions, engine: ProcessEngine): Promise<void> {
  const { rows } = await sql<Execution>`
    select id, execution, priority, lane from run
    where state_kind in ('RUNNING', 'COMPENSATING') and changed_at < now() - make_interval(secs => ${orphanMsMin / 1_000})
      and not exists (select from dbos.workflow_status queued where queued.workflow_uuid = run.id || '/' || run.execution)
    order by changed_at limit ${sweptMax}`.execute(db);
  for (const run of rows) await engine.enqueue(run);
}

/** Runs that move and wait for nothing, but whose execution has ended: it failed in a way that nobody foresaw. They are executed anew. */
async function recoverLost({ db, logger }: WorkerOptions): Promise<readonly Execution[]> {
  const { rows } = await sql<Execution>`
    update run set execution = execution + 1, changed_at = now() where id in (
      select id from run join dbos.workflow_status ended on ended.workflow_uuid = run.id || '/' || run.execution
      where state_kind in ('RUNNING', 'COMPENSATING') and changed_at < now() - make_interval(secs => ${lostMsMin / 1_000})
        and ended.status not in ('PENDING', 'ENQUEUED', 'DELAYED')
        and ended.updated_at < extract(epoch from now()) * 1000 - ${lostMsMin}::int
        and not exists (select from run_set_aside aside where aside.run_id = run.id)
      limit ${sweptMax} for update of run skip locked)
    returning id, execution, priority, lane`.execute(db);
  for (const { id, execution } of rows) logger?.error({ runId: id, execution }, 'an execution ended and left its run');
  return rows;
}

/** What the worker's round waits by. */
class Bell {
  #ring = (): void => undefined;

  ring(): void {
    this.#ring();
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#ring = end;
      signal.addEventListener('abort', end);
    });
  }
}
