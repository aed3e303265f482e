// Processes that a test or a proof starts by itself: ports for them, and their end.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** What does not end when it is asked to is killed after this. */
const endMsMax = 15_000;

/** Below what systems give to outgoing connections: else one of those may have it before the process that it is meant for. */
const portMin = 20_000;
const portMax = 32_000;

/** Ports that are free now; kept through restarts, so that whoever calls finds the process again. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = portMin + Math.floor(Math.random() * (portMax - portMin));
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  await new Promise((resolve) => server.close(resolve));
  return isListening;
}

/** Ends a process of ours, and waits until it is gone. */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), endMsMax);
  await gone;
  clearTimeout(late);
}
