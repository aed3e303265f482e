// `npm run bench -- redis`: two gateways share a real Redis, which is killed, frozen, slowed and made to flap under load.
// Clients must not notice more than a miss. Figures come from the clients, from Redis's own counts and from /proc.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeServices } from '@theguild/federation-composition';
import { Agent, request } from 'undici';
import { startSubgraphs, TroubledRedis } from './redis/redis-world.ts';
import type { Trouble } from './redis/redis-world.ts';

const usage = `npm run bench -- redis [-- --seconds <n>] [--only killed|frozen|slow|flapping] [--rate <n>] [--json]

Each trouble lasts --seconds (60) under --rate (200) requests per second, between two quiet spells. Exit 1 when a promise
is broken: no client error, p99 at most 60 ms above the quiet one, memory flat, Redis in use again within 2 s.`;

const troubles: readonly Trouble[] = ['killed', 'frozen', 'slow', 'flapping'];
const p99AboveMsMax = 60;
const backMsMax = 2_000;
/** Young memory comes and goes by this much; what a queue of unsent commands costs is ten times as much. */
const growthMbMax = 40;
const quietSeconds = 8;
const ids = 3_000;
const principals = 8;

interface Spell {
  readonly latencies: number[];
  readonly rssMb: number[];
  errors: number;
}

interface Row {
  readonly trouble: Trouble;
  readonly sent: number;
  readonly errors: number;
  readonly quietP99Ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly growthMb: number;
  readonly backMs: number | null;
  readonly isKept: boolean;
}

interface RunningGateway {
  readonly url: string;
  readonly process: ChildProcess;
}

async function startGateway(supergraph: string, redisUrl: string): Promise<RunningGateway> {
  const env = {
    ...process.env,
    ...{ NODE_ENV: 'production', PORT: '0', ADMIN_PORT: '0', SUPERGRAPH: supergraph, REDIS_URL: redisUrl },
    ...{ GATEWAY_AUTH: 'off', RATE_LIMIT: 'measure', LOG_LEVEL: 'error' },
  };
  const child = fork(fileURLToPath(new URL('../../gateway/main.ts', import.meta.url)), { env });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`The gateway ended with ${code} before it listened`)));
  });
  return { url, process: child };
}

/** Sends at a fixed rate, whatever the answers do, until told to stop. */
class Load {
  readonly #gateways: readonly RunningGateway[];
  readonly #agent = new Agent({ connections: 256 });
  readonly #timers: NodeJS.Timeout[];
  #spell: Spell = newSpell();
  #turn = 0;

  constructor(gateways: readonly RunningGateway[], rate: number) {
    this.#gateways = gateways;
    this.#timers = [
      setInterval(() => void this.#send(), 1_000 / rate),
      setInterval(() => this.#spell.rssMb.push(...gateways.map(rssMbOf)), 500),
    ];
  }

  /** What happens for so long. */
  async during(seconds: number): Promise<Spell> {
    const spell = newSpell();
    this.#spell = spell;
    await wait(seconds * 1_000);
    return spell;
  }

  async stop(): Promise<void> {
    this.#timers.forEach((timer) => clearInterval(timer));
    await this.#agent.close();
  }

  async #send(): Promise<void> {
    const spell = this.#spell;
    const turn = (this.#turn += 1);
    const gateway = this.#gateways[turn % this.#gateways.length];
    if (!gateway) return;
    const startedAt = performance.now();
    try {
      const { statusCode, body } = await request(gateway.url, {
        method: 'POST',
        dispatcher: this.#agent,
        headers: { 'content-type': 'application/json', authorization: `Bearer user${turn % principals}` },
        body: JSON.stringify({
          query: 'query($id: ID!) { item(id: $id) { id name price } }',
          variables: { id: String((turn * 7) % ids) },
        }),
      });
      const answer = (await body.json()) as { data?: { item?: { price?: unknown } }; errors?: unknown };
      if (statusCode !== 200 || answer.errors !== undefined || !answer.data?.item?.price) spell.errors += 1;
    } catch {
      spell.errors += 1;
    }
    spell.latencies.push(performance.now() - startedAt);
  }
}

function newSpell(): Spell {
  return { latencies: [], rssMb: [], errors: 0 };
}

function rssMbOf({ process: child }: RunningGateway): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0; // no /proc on this system: memory is not judged
  }
}

/** Milliseconds until Redis serves look-ups again; null when it does not. */
async function backAfter(redis: TroubledRedis): Promise<number | null> {
  const startedAt = performance.now();
  let before: number | null = null;
  while (performance.now() - startedAt < backMsMax * 2) {
    const now = await redis.lookUps().catch(() => null);
    if (now !== null && before !== null && now > before) return performance.now() - startedAt;
    before = now ?? before;
    await wait(50);
  }
  return null;
}

async function measure(load: Load, redis: TroubledRedis, trouble: Trouble, seconds: number): Promise<Row> {
  const quiet = await load.during(quietSeconds);
  const before = await redis.lookUps();
  if (before === 0) throw new Error('Redis was never asked: there is nothing to trouble');
  const end = redis.begin(trouble);
  const spell = await load.during(seconds);
  await end();
  const after = load.during(backMsMax / 1_000);
  const backMs = await backAfter(redis);
  const { errors: laterErrors } = await after;
  const third = Math.max(1, Math.floor(spell.rssMb.length / 3));
  const growthMb = mean(spell.rssMb.slice(-third)) - mean(spell.rssMb.slice(0, third));
  const errors = quiet.errors + spell.errors + laterErrors;
  const quietP99Ms = percentile(quiet.latencies, 0.99);
  const p99Ms = percentile(spell.latencies, 0.99);
  const isKept =
    errors === 0 &&
    p99Ms <= quietP99Ms + p99AboveMsMax &&
    growthMb <= growthMbMax &&
    backMs !== null &&
    backMs <= backMsMax;
  const p50Ms = percentile(spell.latencies, 0.5);
  return { trouble, sent: spell.latencies.length, errors, quietP99Ms, p50Ms, p99Ms, growthMb, backMs, isKept };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

async function run(seconds: number, rate: number, only: readonly Trouble[]): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'redis-bench-'));
  const redis = await TroubledRedis.start(directory);
  const subgraphs = await startSubgraphs();
  const gateways: RunningGateway[] = [];
  let load: Load | null = null;
  try {
    const { supergraphSdl, errors } = composeServices(subgraphs);
    if (!supergraphSdl) throw new Error((errors ?? []).map(String).join('\n'));
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, supergraphSdl);
    for (let count = 0; count < 2; count += 1) gateways.push(await startGateway(supergraph, redis.url));
    load = new Load(gateways, rate);
    await load.during(quietSeconds); // so that nobody compiles any more
    const rows: Row[] = [];
    for (const trouble of only) rows.push(await measure(load, redis, trouble, seconds));
    return rows;
  } finally {
    await load?.stop();
    for (const gateway of gateways) gateway.process.kill('SIGTERM');
    for (const subgraph of subgraphs) subgraph.close();
    redis.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '200' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const rows = await run(
  Number(values.seconds),
  Number(values.rate),
  troubles.filter((trouble) => values.only === undefined || trouble === values.only),
);
for (const row of rows) {
  const { trouble, sent, errors, quietP99Ms, p50Ms, p99Ms, growthMb, backMs, isKept } = row;
  if (values.json) console.log(JSON.stringify(row));
  else {
    console.log(
      `${trouble.padEnd(9)} sent ${sent}  errors ${errors}  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms ` +
        `(quiet ${quietP99Ms.toFixed(1)})  memory ${growthMb >= 0 ? '+' : ''}${growthMb.toFixed(1)} MB  ` +
        `back after ${backMs === null ? 'never' : `${Math.round(backMs)} ms`}  ${isKept ? 'kept' : 'BROKEN'}`,
    );
  }
}
process.exit(rows.length > 0 && rows.every(({ isKept }) => isKept) ? 0 : 1);
