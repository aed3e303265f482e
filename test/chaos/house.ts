// The house under chaos: every role in a process of its own, killed with SIGKILL and started again where it was.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firmDay } from './firm.ts';

/** Whom chaos kills. */
export const victims = ['worker', 'subgraph', 'postgres'] as const;
export type Victim = (typeof victims)[number];

/** A house that can lose its parts. */
export interface ChaosHouse {
  /** The process API, GraphQL. */
  readonly processUrl: string;
  /** Kills the victim at once, and starts it again; resolves when it is ready. Postgres is started again by whoever held it. */
  strike(victim: Victim): Promise<void>;
  /** Processes that ended by themselves: nothing that happens to another one is a reason to. */
  crashes(): number;
  /** Stops a worker's process without killing it, until `thaw`. */
  freeze(worker: number): void;
  thaw(worker: number): void;
  close(): Promise<void>;
}

/** How to open one. */
export interface ChaosHouseOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workers: number;
  /** Root of the sources: another one than ours has a fault planted in it. */
  readonly root?: string;
}

const ownRoot = fileURLToPath(new URL('../../', import.meta.url));
const apiRoles = ['crm', 'psa', 'erp', 'process'] as const;
/** A first start makes the database. */
const readyMsMax = 60_000;
/** Shorter than production's, in its proportions, so that a dead writer is soon taken for dead. */
const haste = { WRITE_MS_MAX: '4000', VENDOR_TIMEOUT_MS: '1500' };

/** Starts store, system APIs with the process API, and workers; about five seconds. */
export async function openChaosHouse({
  dataDir,
  env,
  workers,
  root = ownRoot,
}: ChaosHouseOptions): Promise<ChaosHouse> {
  const ports = await freePorts(apiRoles.length);
  const portEnv = Object.fromEntries(
    apiRoles.map((role, index) => [`${role.toUpperCase()}_PORT`, String(ports[index])]),
  );
  const whole = {
    ...process.env,
    ...haste,
    ...env,
    ...portEnv,
    ...{
      DATA_DIR: dataDir,
      INSIGHT_PORT: '0',
      BUSINESS_CLOCK: `${firmDay}T09:00:00Z`,
      LOG_LEVEL: env.LOG_LEVEL ?? 'silent',
    },
  };
  let crashes = 0;
  const start = (...args: string[]): Promise<Place> =>
    openPlace(
      () => startRole(root, whole, args),
      () => (crashes += 1),
    );
  const store = await start('subgraphs/store/store.mjs');
  // Workers make the engine's tables; the first one alone, so that the others find them.
  const crew = [await start('subgraphs/serve.mjs', 'worker')];
  const apis = await start('subgraphs/serve.mjs', ...apiRoles);
  while (crew.length < workers) crew.push(await start('subgraphs/serve.mjs', 'worker'));
  const strike = async (victim: Victim): Promise<void> => {
    switch (victim) {
      case 'worker':
        // All at once: only one of them holds the run, and nobody outside knows which.
        await Promise.all(crew.map((place) => place.strike()));
        return;
      case 'subgraph':
        await apis.strike();
        return;
      case 'postgres':
        process.kill(postmaster(dataDir), 'SIGKILL');
    }
  };
  return {
    processUrl: `http://127.0.0.1:${ports[apiRoles.indexOf('process')]}/graphql`,
    strike,
    crashes: () => crashes,
    freeze: (worker) => crew[worker]?.signal('SIGSTOP'),
    thaw: (worker) => crew[worker]?.signal('SIGCONT'),
    close: async () => {
      await Promise.all([...crew, apis].map((place) => place.close()));
      await store.close();
    },
  };
}

/** Where one process runs: whatever ends there is started again, as a supervisor would. */
interface Place {
  /** Kills what runs here; resolves when its successor is ready. */
  strike(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  close(): Promise<void>;
}

async function openPlace(start: () => Promise<ChildProcess>, onCrash: () => void): Promise<Place> {
  let child = await start();
  let isOurs = false;
  let returning: Promise<void> = Promise.resolve();
  const watch = (): void => {
    const watched = child;
    watched.once('exit', () => {
      if (isOurs || watched !== child) return;
      onCrash();
      returning = begin();
    });
  };
  const begin = async (): Promise<void> => {
    child = await start();
    watch();
  };
  watch();
  return {
    strike: async () => {
      await returning;
      isOurs = true;
      await end(child, 'SIGKILL');
      isOurs = false;
      await begin();
    },
    signal: (signal) => void child.kill(signal),
    close: async () => {
      isOurs = true;
      await returning;
      await end(child, 'SIGTERM');
    },
  };
}

/** The number of the server's process, by its own file. */
function postmaster(dataDir: string): number {
  const [line = ''] = readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  const pid = Number(line);
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`postmaster.pid says "${line}"`);
  return pid;
}

async function startRole(root: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    ...{ cwd: root, env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const late = setTimeout(() => child.kill('SIGKILL'), readyMsMax);
  const outcome = await Promise.race([
    once(child, 'message').then(() => 'ready'),
    once(child, 'exit').then(() => 'ended'),
  ]);
  clearTimeout(late);
  if (outcome === 'ended') throw new Error(`${args.join(' ')} ended before it was ready`);
  return child;
}

/** Ends a process of ours, and waits until it is gone. */
async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), readyMsMax / 4);
  await gone;
  clearTimeout(late);
}

/** Ports that are free now; kept through restarts, so that whoever calls finds the role again. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
