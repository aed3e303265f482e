// The house under chaos: every role in a process of its own, killed with SIGKILL and started again where it was.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Balancer, openBalancer } from './balancer.ts';
import { firmDay } from './firm.ts';
import { end, freePorts } from '../house/own-processes.ts';

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
  /** Stops a process without killing it, until `thaw`. */
  freeze(who: Sleeper, index: number): void;
  thaw(who: Sleeper, index: number): void;
  /** Kills a worker; resolves when it is gone, with what starts its successor. */
  kill(worker: number): Promise<() => Promise<void>>;
  /** In a replicated house: which instance of the system APIs callers reach from now on; their calls to the other are cut. */
  turnTo(instance: number): void;
  close(): Promise<void>;
}

/** Who can be stopped: a worker, or an instance of the system APIs with the process API. */
export type Sleeper = 'worker' | 'subgraph';

/** How to open one. */
export interface ChaosHouseOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workers: number;
  /** Two instances of the system APIs with the process API, behind a balancer. */
  readonly isReplicated?: boolean;
  /** Root of the sources: another one than ours has a fault planted in it. */
  readonly root?: string;
  /** Changes the text of the configuration; by default it is the shipped one. */
  readonly configure?: (yaml: string) => string;
}

const ownRoot = fileURLToPath(new URL('../../', import.meta.url));
const apiRoles = ['crm', 'psa', 'erp', 'process'] as const;
/** A first start makes the database. */
const readyMsMax = 60_000;
/** Shorter than production's, in its proportions, so that a dead writer is soon taken for dead. */
const haste = { WRITE_MS_MAX: '4000', VENDOR_TIMEOUT_MS: '1500' };

const serve = 'subgraphs/serve.mjs';

/** Starts store, system APIs with the process API, and workers; about five seconds. */
export async function openChaosHouse({
  dataDir,
  env,
  workers,
  isReplicated = false,
  root = ownRoot,
  configure,
}: ChaosHouseOptions): Promise<ChaosHouse> {
  const doors = await freePorts(apiRoles.length);
  // Alone an instance stands at the doors itself.
  const instances = isReplicated ? [await freePorts(apiRoles.length), await freePorts(apiRoles.length)] : [doors];
  const whole = {
    ...process.env,
    ...haste,
    ...env,
    ...{
      DATA_DIR: dataDir,
      INSIGHT_PORT: '0',
      BUSINESS_CLOCK: `${firmDay}T09:00:00Z`,
      LOG_LEVEL: env.LOG_LEVEL ?? 'silent',
    },
  };
  const configuration = configure === undefined ? [] : ['--config', configured(root, dataDir, configure)];
  let crashes = 0;
  const opened: Place[] = [];
  const start = async (ports: readonly number[], ...args: string[]): Promise<Place> => {
    const env = { ...whole, ...portsIn(ports) };
    try {
      const place = await openPlace(
        () => startRole(root, env, [...args, ...(args[0] === serve ? configuration : [])]),
        () => (crashes += 1),
      );
      opened.push(place);
      return place;
    } catch (error) {
      // A house that does not stand leaves nobody behind.
      for (const place of opened.reverse()) await place.close();
      throw error;
    }
  };
  const store = await start(doors, 'subgraphs/store/store.mjs');
  // Workers make the engine's tables; the first one alone, so that the others find them.
  const crew = [await start(doors, serve, 'worker')];
  const apis: Place[] = [];
  for (const ports of instances) apis.push(await start(ports, serve, ...apiRoles));
  while (crew.length < workers) crew.push(await start(doors, serve, 'worker'));
  const balancer: Balancer | null = isReplicated ? await openBalancer(doors, instances) : null;
  const sleepers = { worker: crew, subgraph: apis };
  const strike = async (victim: Victim): Promise<void> => {
    switch (victim) {
      case 'worker':
        // All at once: only one of them holds the run, and nobody outside knows which.
        await Promise.all(crew.map((place) => place.strike()));
        return;
      case 'subgraph':
        await Promise.all(apis.map((place) => place.strike()));
        return;
      case 'postgres':
        process.kill(postmaster(dataDir), 'SIGKILL');
    }
  };
  return {
    processUrl: `http://127.0.0.1:${doors[apiRoles.indexOf('process')]}/graphql`,
    strike,
    crashes: () => crashes,
    freeze: (who, index) => sleepers[who][index]?.signal('SIGSTOP'),
    thaw: (who, index) => sleepers[who][index]?.signal('SIGCONT'),
    kill: async (worker) => {
      const place = crew[worker];
      if (place === undefined) throw new Error(`There is no worker ${worker}`);
      return place.kill();
    },
    turnTo: (instance) => balancer?.turnTo(instance),
    close: async () => {
      for (const place of [...crew, ...apis]) place.signal('SIGCONT');
      await Promise.all([...crew, ...apis].map((place) => place.close()));
      await balancer?.close();
      await store.close();
    },
  };
}

/** Writes the configuration of this house; answers with its file. */
function configured(root: string, dataDir: string, configure: (yaml: string) => string): string {
  const shipped = readFileSync(join(root, 'subgraphs/subgraphs.yaml'), 'utf8');
  const own = configure(shipped);
  if (own === shipped)
    throw new Error('The configuration of this house is the shipped one: nothing was found to change');
  const file = join(dataDir, 'subgraphs.yaml');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, own);
  return file;
}

/** Where one process runs: whatever ends there is started again, as a supervisor would. */
interface Place {
  /** Kills what runs here; resolves when its successor is ready. */
  strike(): Promise<void>;
  /** The same, with the successor's start left to the caller. */
  kill(): Promise<() => Promise<void>>;
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
  const kill = async (): Promise<() => Promise<void>> => {
    await returning;
    isOurs = true;
    await end(child, 'SIGKILL');
    isOurs = false;
    return begin;
  };
  return {
    kill,
    strike: async () => {
      const successor = await kill();
      await successor();
    },
    signal: (signal) => void child.kill(signal),
    close: async () => {
      isOurs = true;
      await returning;
      await end(child, 'SIGTERM');
    },
  };
}

function portsIn(ports: readonly number[]): Readonly<Record<string, string>> {
  return Object.fromEntries(apiRoles.map((role, index) => [`${role.toUpperCase()}_PORT`, String(ports[index])]));
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
