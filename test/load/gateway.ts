// `npm run bench -- gateway`: our gateway beside its peers, the same queries against each in turn, CPU from the operating
// system's own books. Rows differ in what may be shared between requests:
//   A  a token of its own for every request, forwarded to the subgraphs: nothing can be shared
//   B  the same request again and again
//   C  our own graph with the systems 30 ms away: cold (a token of its own each time) and warm
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { contenderNames, startContender } from './contenders.ts';
import type { Contender, ContenderName } from './contenders.ts';
import { load } from './loader.ts';
import { startFloors } from './floors.ts';
import { startMeasured } from './processes.ts';
import type { Measured } from './processes.ts';
import { printRatios, printRow, printRowHead } from './rows.ts';
import type { Row } from './rows.ts';
import { startTokens } from './tokens.ts';
import type { TokenSource } from './tokens.ts';
import { firmQueries } from './world/firm.ts';
import type { WorldCounts, WorldReady } from './world/main.ts';
import { shopQueries } from './world/shop.ts';

const usage = `npm run bench -- gateway [-- --only <gateway>] [--mode A|B|C] [--query <query>] [--seconds <n>] [--rounds <n>] [--json]

Gateways: ${contenderNames.join(', ')}, floor. Queries: heavy, small (the shop), portal, ar-card (our graph).
Each row is measured for <n> seconds (5) in each of <n> rounds (2), gateways taking turns; figures are medians of rounds.
--json prints one object per row. The peers are installed by test/load/peers/package.json at first use.`;

/** The verified-token cache of the gateway holds 10,000 tokens; unseen ones are ten times as many. */
const unseenTokens = 100_000;
/** Tokens that are all in the cache: unlike ones still, so that nothing else is shared. */
const cachedTokens = 2_000;
/** Before each row: plans made, code compiled, connections open. */
const warmSeconds = 2;

/** One line of the table before it is measured. */
interface Trial {
  readonly mode: Row['mode'];
  readonly query: Row['query'];
  readonly variant: string | null;
  readonly graph: 'shop' | 'firm';
  readonly body: string;
  readonly tokens: 'unseen' | 'cached' | 'one';
}

function trials(): readonly Trial[] {
  const shop = (query: 'heavy' | 'small'): Pick<Trial, 'query' | 'graph' | 'body'> => ({
    query,
    graph: 'shop',
    body: JSON.stringify({ query: shopQueries[query] }),
  });
  const firm = (query: 'portal' | 'ar-card'): Pick<Trial, 'query' | 'graph' | 'body'> => ({
    query,
    graph: 'firm',
    body: JSON.stringify(firmQueries[query]),
  });
  return [
    ...(['heavy', 'small'] as const).flatMap((query): Trial[] => [
      { mode: 'A', variant: 'unseen tokens', tokens: 'unseen', ...shop(query) },
      { mode: 'A', variant: 'cached tokens', tokens: 'cached', ...shop(query) },
      { mode: 'B', variant: null, tokens: 'one', ...shop(query) },
    ]),
    ...(['portal', 'ar-card'] as const).flatMap((query): Trial[] => [
      { mode: 'C', variant: 'cold', tokens: 'cached', ...firm(query) },
      { mode: 'C', variant: 'warm', tokens: 'one', ...firm(query) },
    ]),
  ];
}

interface Run {
  readonly world: Measured<WorldReady>;
  readonly tokens: TokenSource;
  readonly seconds: number;
  next: number;
}

function countsOf({ child }: Measured<WorldReady>): Promise<WorldCounts> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as WorldCounts));
    child.send({ kind: 'counts' });
  });
}

/** The Authorization of each next request of a trial. */
function authorizationOf(run: Run, { tokens }: Trial): () => string {
  const distinct = { unseen: unseenTokens, cached: cachedTokens, one: 1 }[tokens];
  return () => `Bearer ${run.tokens.token(run.next++ % distinct)}`;
}

async function measure(run: Run, name: Row['gateway'], contender: Contender, trial: Trial): Promise<Row> {
  const authorization = authorizationOf(run, trial);
  const parts = { url: contender.ready.url, body: trial.body, authorization };
  await load({ ...parts, seconds: warmSeconds });
  const [before, cpuBefore] = [await countsOf(run.world), contender.cpuMs()];
  const loaded = await load({ ...parts, seconds: run.seconds });
  const [cpuMs, after] = [contender.cpuMs() - cpuBefore, await countsOf(run.world)];
  const { mode, query, variant } = trial;
  return {
    gateway: name,
    mode,
    query,
    variant,
    rps: loaded.rps,
    p50Ms: loaded.p50Ms,
    p99Ms: loaded.p99Ms,
    cpuMs: cpuMs / loaded.answered,
    subgraphCalls: (after.requests - before.requests) / loaded.answered,
    rssMb: contender.rssMb(),
    failed: loaded.failed,
    withoutToken: after.withoutToken - before.withoutToken,
  };
}

/** One answer, to be compared with the others'. Raises Error when it holds errors. */
async function ask(url: string, body: string, authorization: string): Promise<{ data: unknown; bytes: number }> {
  const headers = { 'content-type': 'application/json', authorization };
  const reply = await fetch(url, { method: 'POST', headers, body });
  const text = await reply.text();
  const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${url} answers with errors: ${text.slice(0, 500)}`);
  return { data, bytes: text.length };
}

type Contenders = ReadonlyMap<Row['gateway'], Contender>;

/** Every contender must say the same as ours before it is measured: speed at being wrong is none. */
async function leaveOutTheWrong(run: Run, contenders: Contenders, trial: Trial): Promise<Contenders> {
  const right = new Map<Row['gateway'], Contender>();
  let expected: { readonly data: unknown; readonly bytes: number } | null = null;
  for (const [name, contender] of contenders) {
    try {
      const answer = await ask(contender.ready.url, trial.body, `Bearer ${run.tokens.token(0)}`);
      expected ??= answer;
      if (!isDeepStrictEqual(answer.data, expected.data)) throw new Error('it answers something else');
      right.set(name, contender);
    } catch (error) {
      console.error(`${name} is left out of ${trial.query}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const size = ((expected?.bytes ?? 0) / 1_000).toFixed(1);
  console.error(`${trial.query}: ${right.size} of ${contenders.size} gateways give the same answer of ${size} kB`);
  return right;
}

interface Options {
  readonly names: readonly ContenderName[];
  readonly withFloors: boolean;
  readonly trials: readonly Trial[];
  readonly seconds: number;
  readonly rounds: number;
  readonly json: boolean;
  readonly print: (row: Row) => void;
}

/** One line of the table for every contender and floor, in turns. */
async function runTrial(run: Run, all: Contenders, trial: Trial, options: Options): Promise<Row[]> {
  const contenders = await leaveOutTheWrong(run, all, trial);
  const ours = options.withFloors ? (contenders.get('ours') ?? null) : null;
  const floors = await startFloors(ours, trial.body, run);
  const rounds: Row[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [name, contender] of [...contenders, ...floors]) {
      rounds.push(await measure(run, name, contender, trial));
    }
  }
  await Promise.all([...floors.values()].map((floor) => floor.stop()));
  return medians(rounds);
}

/** All rows of one graph; contenders live as long as it takes. */
async function runGraph(run: Run, graph: Trial['graph'], options: Options): Promise<Row[]> {
  const own = options.trials.filter((trial) => trial.graph === graph);
  if (own.length === 0) return [];
  const contenders = new Map<Row['gateway'], Contender>();
  const rows: Row[] = [];
  try {
    for (const name of options.names) {
      try {
        contenders.set(name, await startContender(name, run.world.ready[graph], run.tokens.env));
      } catch (error) {
        console.error(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    for (const trial of own) {
      const measured = await runTrial(run, contenders, trial, options);
      for (const row of measured) options.print(row);
      rows.push(...measured);
    }
    return rows;
  } finally {
    await Promise.all([...contenders.values()].map((contender) => contender.stop()));
  }
}

/** Of several rounds of one row the one with the median CPU, whole: figures of unlike rounds do not belong together. */
function medians(rounds: readonly Row[]): Row[] {
  return [...Map.groupBy(rounds, (row) => row.gateway).values()].map((same) => {
    const sorted = [...same].sort((a, b) => a.cpuMs - b.cpuMs);
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    if (median === undefined) throw new Error('A row was measured in no round');
    return median;
  });
}

function readOptions(): Options | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: { only: text, mode: text, query: text, seconds: text, rounds: text, json: flag, help: flag },
  });
  if (values.help) return null;
  const { only, mode, query } = values;
  if (only !== undefined && only !== 'floor' && !contenderNames.some((name) => name === only)) {
    throw new Error(`"${only}" is no gateway; choose one of ${contenderNames.join(', ')}, floor`);
  }
  const chosen = trials().filter(
    (trial) => (mode ?? trial.mode) === trial.mode && (query ?? trial.query) === trial.query,
  );
  if (chosen.length === 0) throw new Error(`No row has mode ${mode ?? 'any'} and query ${query ?? 'any'}`);
  return {
    // The floor repeats what ours asks of the subgraphs, so ours must run to be watched.
    names:
      only === undefined
        ? contenderNames
        : contenderNames.filter((name) => name === (only === 'floor' ? 'ours' : only)),
    withFloors: only === undefined || only === 'floor',
    trials: chosen,
    seconds: Number(values.seconds ?? 5),
    rounds: Number(values.rounds ?? 2),
    json: values.json ?? false,
    print: values.json ? (row) => console.log(JSON.stringify(row)) : printRow,
  };
}

const options = readOptions();
if (options === null) {
  console.log(usage);
} else {
  const world = await startMeasured<WorldReady>({ file: fileURLToPath(new URL('./world/main.ts', import.meta.url)) });
  const tokens = await startTokens();
  const run: Run = { world, tokens, seconds: options.seconds, next: 0 };
  try {
    if (!options.json) printRowHead();
    const rows = [...(await runGraph(run, 'shop', options)), ...(await runGraph(run, 'firm', options))];
    if (!options.json) printRatios(rows);
    const broken = rows.filter((row) => row.failed > 0);
    for (const row of broken) console.error(`${row.gateway} ${row.mode} ${row.query}: ${row.failed} requests failed`);
    process.exitCode = broken.some((row) => row.gateway === 'ours') ? 1 : 0;
  } finally {
    tokens.close();
    await world.stop();
  }
}
