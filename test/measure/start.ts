// `npm run measure -- start`: from `npm start` to ready, the three printed questions, and what the whole house weighs.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sampleQueries } from '../../subgraphs/launch/greeting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readyMsMax = 60_000;
/** Ports of its own, so that a house that is already running is not in the way. */
const ports = {
  PORT: '4500',
  ADMIN_PORT: '4501',
  CRM_PORT: '4510',
  PSA_PORT: '4520',
  ERP_PORT: '4530',
  PROCESS_PORT: '4540',
  INSIGHT_PORT: '4550',
  SANDBOX_CONTROL_PORT: '4600',
  SANDBOX_SALESFORCE_PORT: '4601',
  SANDBOX_KANTATA_PORT: '4602',
  SANDBOX_NETSUITE_PORT: '4603',
  SANDBOX_IDENTITY_PORT: '4610',
};
const vendors = ['salesforce', 'kantata', 'netsuite'] as const;

const startedMs = performance.now();
const child = spawn('npm', ['start'], {
  cwd: root,
  env: { ...process.env, ...ports },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
try {
  await ready();
  console.log(`npm start to ready: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  await askSamples();
  reportMemory();
} finally {
  if (child.pid !== undefined && child.exitCode === null) {
    process.kill(-child.pid, 'SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function ready(): Promise<void> {
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('Ready after')) {
    if (performance.now() - startedMs > readyMsMax || child.exitCode !== null)
      throw new Error(`npm start did not become ready:\n${output}`);
    await pause(20);
  }
}

async function askSamples(): Promise<void> {
  const issued = (await (
    await post(`http://127.0.0.1:${ports.SANDBOX_IDENTITY_PORT}/token`, { role: 'finance-controller' })
  ).json()) as { token: string };
  for (const { title, query } of sampleQueries) {
    const before = await requestCounts();
    const askedMs = performance.now();
    const reply = await post(`http://127.0.0.1:${ports.PORT}/graphql`, { query }, issued.token);
    const { errors } = (await reply.json()) as { errors?: unknown[] };
    const took = (performance.now() - askedMs).toFixed(0);
    const after = await requestCounts();
    const grew = vendors.map((vendor) => `${vendor} +${(after[vendor] ?? 0) - (before[vendor] ?? 0)}`).join(', ');
    console.log(
      `${title}: ${errors === undefined ? 'no errors' : `${errors.length} errors`}, ${took} ms, vendor calls ${grew}`,
    );
    if (errors !== undefined) process.exitCode = 1;
  }
}

async function requestCounts(): Promise<Record<string, number>> {
  const counts = await Promise.all(
    vendors.map(async (vendor) => {
      const log = (await (
        await fetch(`http://127.0.0.1:${ports.SANDBOX_CONTROL_PORT}/${vendor}/requests/totals`)
      ).json()) as {
        requests: number;
      };
      return [vendor, log.requests] as const;
    }),
  );
  return Object.fromEntries(counts);
}

function post(url: string, body: unknown, token?: string): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Proportional set size of the house: what carries its environment, and what those processes started. */
function reportMemory(): void {
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : [],
  );
  const ours = new Set(processes.filter((each) => each.marked).map((each) => each.pid));
  // The database server clears its workers' environment; they are known by their parent.
  for (const each of processes) if (ours.has(each.parent)) ours.add(each.pid);
  let total = 0;
  for (const { megabytes, command } of processes.filter((each) => ours.has(each.pid))) {
    total += megabytes;
    if (megabytes > 1) console.log(`  ${megabytes.toFixed(0).padStart(4)} MB  ${command}`);
  }
  console.log(`proportional memory of all processes: ${total.toFixed(0)} MB`);
}

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly marked: boolean;
  readonly megabytes: number;
  readonly command: string;
}

/** What the operating system says of a process; null when it ended while we looked. */
function readProcess(pid: number): ProcessFacts | null {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((part) => part !== '');
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      pid,
      parent: Number(parent),
      marked: readFileSync(`/proc/${pid}/environ`, 'utf8').includes(
        `SANDBOX_CONTROL_PORT=${ports.SANDBOX_CONTROL_PORT}\0`,
      ),
      megabytes: Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024,
      command: words.slice(-3).join(' ').replaceAll(root, '').slice(0, 80),
    };
  } catch {
    return null;
  }
}
