// Processes that are measured: started with an IPC channel, ready when they say so, read from the operating system's own books.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that said that it is ready. */
export interface Measured<Ready> {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ready: Ready;
  /** CPU time of all its threads and of the processes it started, in ms. */
  cpuMs(): number;
  /** Resident memory of the same, in MB. */
  rssMb(): number;
  /** The same with memory that several of them share counted once. */
  pssMb(): number;
  /** Open file descriptors of the process itself. */
  openFiles(): number;
  stop(): Promise<void>;
}

/** How to start one. */
export interface ProcessOptions {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node. */
  readonly flags?: readonly string[];
}

/**
 * Of Node, the same for all that are compared, and what `npm start` gives our gateway. A young generation of this size is worth 10-40 % to each;
 * collecting it in one thread 0.93 of the CPU of our heavy answer and 0.88 of the small one, for threads that help with so little mostly
 * wait; and not choosing places that make old objects at once 0.81 of the heavy one's: what is chosen while a gateway warms up are parts of
 * requests, and each that is old at birth keeps all it refers to from being collected young.
 */
export const flags = ['--max-semi-space-size=64', '--no-parallel-scavenge', '--no-allocation-site-pretenuring'];
/** Larger than any start that is going well. */
const readyMsMax = 60_000;
/** Clock ticks of /proc/<pid>/stat: 100 a second on every Linux we know of. */
const tickMs = 10;

/** Starts a process and waits for its `{ kind: 'ready' }`. */
export async function startMeasured<Ready>(options: ProcessOptions): Promise<Measured<Ready>> {
  const child = fork(options.file, options.args ?? [], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...options.env },
    execArgv: ['--disable-warning=ExperimentalWarning', ...(options.flags ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${options.file} was not ready within ${readyMsMax} ms`));
    }, readyMsMax);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${options.file} ended before it was ready (exit code ${code})`));
    });
    child.on('message', (message: { kind?: string }) => {
      if (message.kind !== 'ready') return;
      clearTimeout(late);
      resolve(message as Ready);
    });
  });
  const pid = child.pid ?? 0;
  return {
    child,
    pid,
    ready,
    cpuMs: () => family(pid).reduce((total, one) => total + cpuTicks(one) * tickMs, 0),
    rssMb: () => family(pid).reduce((total, one) => total + rssKb(one), 0) / 1024,
    pssMb: () => family(pid).reduce((total, one) => total + pssKb(one), 0) / 1024,
    openFiles: () => readdirSync(`/proc/${pid}/fd`).length,
    stop: () => stopChild(child),
  };
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A process and everything it started. */
function family(pid: number): number[] {
  const children = readOrNothing(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

function cpuTicks(pid: number): number {
  // The name of a process may hold anything, brackets included; what follows the last one are numbers.
  const fields = readOrNothing(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function rssKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? 0);
}

function pssKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrNothing(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** A process that ended meanwhile has nothing to tell. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
