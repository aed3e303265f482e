// `npm run bench -- abuse`: hostile requests against a gateway of its own, on loopback and bounded, while another client goes
// on asking. Each attack must be refused in moments, and the other client must not notice.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { AttackOrder } from './abuse/attacker.ts';
import { attacks } from './abuse/attacks.ts';
import type { Attack, Refused } from './abuse/attacks.ts';

const usage = `npm run bench -- abuse [-- --seconds <n>] [--only <attack>] [--unguarded]

Prints how quickly each attack is refused and what another client noticed; exit 1 when a promise is broken.
--unguarded switches the limits off, to show that the verdict notices (exit 1).`;

/** The other client's promise. */
const clientP99MsMax = 100;
/** A refusal takes this long at most, 99 of 100 times; it waits behind other attackers of this run. */
const refusalP99MsMax = 250;
/** The other client asks this often: a person clicking, ten times over. */
const askEveryMs = 20;
/** Plans are made and code is compiled before anything is measured. */
const warmUpMs = 1_500;
/** A gateway that is not up by then will not be. */
const startMsMax = 15_000;

async function run(seconds: number, only: string | undefined, unguarded: boolean): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'abuse-'));
  const subgraph = await startSubgraph();
  const gateway = await startGateway(directory, subgraph.url, unguarded);
  const port = Number(new URL(gateway.url).port);
  try {
    console.log(`${'attack'.padEnd(34)}  sent  refused  p50 ms  p99 ms  CPU ms | client p50  p99 ms  lost   verdict`);
    await askUntil(port, Date.now() + warmUpMs);
    const pid = gateway.process.pid ?? 0;
    const rows = [await measure({ port, pid }, null, seconds)];
    for (const attack of attacks) {
      if (only === undefined || attack.name.includes(only)) rows.push(await measure({ port, pid }, attack, seconds));
    }
    const broken = rows.filter((row) => !row.isKept).length;
    console.log(
      broken === 0 ? `All ${rows.length} rows kept their promise` : `${broken} of ${rows.length} rows broke theirs`,
    );
    const [load = 0] = loadavg();
    if (load > availableParallelism())
      console.log(
        `This machine is busy (load ${load.toFixed(1)}): latencies say less than CPU, which is the gateway's alone`,
      );
    return broken === 0 && rows.length > 1;
  } finally {
    gateway.process.kill('SIGKILL');
    await subgraph.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Row {
  readonly isKept: boolean;
}

interface Target {
  readonly port: number;
  readonly pid: number;
}

/** CPU of all threads of a process in milliseconds, as Linux tells it (in ticks of 10 ms); 0 elsewhere. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** One attack for some seconds; null is quiet, the client's own base. */
async function measure({ port, pid }: Target, attack: Attack | null, seconds: number): Promise<Row> {
  const cpuBefore = cpuMsOf(pid);
  const endsAt = Date.now() + seconds * 1_000;
  const client = askUntil(port, endsAt);
  const refusals = attack ? await attackUntil(port, attack, endsAt) : [];
  const { latencies, lost } = await client;
  const cpuMs = (cpuMsOf(pid) - cpuBefore) / Math.max(1, refusals.length);
  const wrong = refusals.filter(({ status }) => !attack?.statuses.includes(status));
  const times = refusals.map(({ ms }) => ms);
  const slowest = attack?.refusedWithinMs ?? refusalP99MsMax;
  const isRefused = attack === null || (refusals.length > 0 && wrong.length === 0 && percentile(times, 99) <= slowest);
  const isKept = isRefused && lost === 0 && latencies.length > 0 && percentile(latencies, 99) < clientP99MsMax;
  const says = wrong[0] ? `BROKEN (status ${wrong[0].status || 'none'})` : isKept ? 'kept' : 'BROKEN';
  const column = (value: number | string, width: number): string =>
    (typeof value === 'number' ? value.toFixed(0) : value).padStart(width);
  console.log(
    `${(attack?.name ?? '(quiet)').padEnd(34)} ${column(refusals.length, 5)} ${column(refusals.length - wrong.length, 8)} ` +
      `${column(percentile(times, 50), 7)} ${column(percentile(times, 99), 7)} ` +
      `${column(attack ? cpuMs.toFixed(1) : '', 7)} | ` +
      `${column(percentile(latencies, 50), 10)} ${column(percentile(latencies, 99), 7)} ${column(lost, 5)}   ${says}`,
  );
  return { isKept };
}

/** Attackers have a thread of their own: what it costs to attack is not the other client's affair. */
function attackUntil(port: number, attack: Attack, endsAt: number): Promise<Refused[]> {
  const data: AttackOrder = { port, name: attack.name, endsAt };
  const worker = new Worker(new URL('./abuse/attacker.ts', import.meta.url), { workerData: data });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Asks at fixed moments, however long answers take: a stalled gateway must not slow its own measure down. */
async function askUntil(port: number, endsAt: number): Promise<{ latencies: number[]; lost: number }> {
  const latencies: number[] = [];
  let lost = 0;
  const open: Promise<void>[] = [];
  const body = JSON.stringify({ query: '{ one { id name } }' });
  const headers = { 'content-type': 'application/json' };
  for (let at = Date.now(); at < endsAt; at += askEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
    const startedMs = performance.now();
    const asked = fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body }).then(
      async (response) => {
        const text = await response.text();
        if (response.status === 200 && text.includes('"name":"item 1"')) latencies.push(performance.now() - startedMs);
        else lost += 1;
      },
    );
    open.push(asked.catch(() => void (lost += 1)));
  }
  await Promise.all(open);
  return { latencies, lost };
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

const sdl = `
  type Query { one: Item item(id: Int): Item items(filter: Filter, ids: [[Int]]): [Item] any(value: JSON): Int }
  input Filter { and: [Filter!] ids: [Int] }
  type Item { id: Int name: String next: Item }
  scalar JSON
`;

async function startSubgraph(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"data":{"one":{"id":1,"name":"item 1","__typename":"Item"}}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function startGateway(
  directory: string,
  subgraphUrl: string,
  unguarded: boolean,
): Promise<{ process: ChildProcess; url: string }> {
  const { supergraphSdl, errors } = composeServices([{ name: 'items', url: subgraphUrl, typeDefs: parse(sdl) }]);
  if (!supergraphSdl) throw new Error((errors ?? []).map(String).join('\n'));
  const supergraph = join(directory, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphSdl);
  const gatewayDirectory = fileURLToPath(new URL('../../gateway/', import.meta.url));
  const config = join(directory, 'gateway.yaml');
  const yaml = readFileSync(join(gatewayDirectory, 'gateway.yaml'), 'utf8');
  writeFileSync(config, unguarded ? yaml.replace(/^limits: .*$/m, withoutLimits) : yaml);
  const child = fork(join(gatewayDirectory, 'gateway.mjs'), ['--config', config], {
    env: {
      ...process.env,
      SUPERGRAPH: supergraph,
      PORT: '0',
      ADMIN_PORT: '0',
      GATEWAY_AUTH: 'off',
      LOG_LEVEL: 'silent',
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The gateway did not start within ${startMsMax} ms`));
    }, startMsMax);
    child.once('message', (message: { url: string }) => {
      clearTimeout(timer);
      resolve(message.url);
    });
    child.once('exit', (code) => {
      reject(new Error(`The gateway ended with ${code ?? 'a signal'}`));
    });
  });
  return { process: child, url };
}

const unlimited = '{ max: 1, mode: off }';
const withoutLimits = `limits: { charactersMax: ${unlimited}, tokensMax: ${unlimited}, nestingMax: ${unlimited}, depthMax: ${unlimited}, fieldsMax: ${unlimited}, aliasesMax: ${unlimited}, rootFieldsMax: ${unlimited}, directivesMax: ${unlimited}, fragmentsMax: ${unlimited}, repeatsMax: ${unlimited}, variableDepthMax: ${unlimited}, variableValuesMax: ${unlimited}, variableItemsMax: ${unlimited} }`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    only: { type: 'string' },
    unguarded: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(usage);
else process.exitCode = (await run(Number(values.seconds), values.only, values.unguarded)) ? 0 : 1;
