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
import { trials } from './trials.ts';
import type { Trial } from './trials.ts';
import type { WorldCounts, WorldReady } from './world/main.ts';

const usage = `npm run bench -- gateway [-- --only <gateway>] [--mode A|B|C] [--query <query>] [--seconds <n>] [--rounds <n>] [--json]

Gateways: ${contenderNames.join(', ')}, floor. Queries: heavy, small (the shop), portal, ar-card (our graph).
Each row is measured for about <n> seconds (3) in each of <n> rounds (3), gateways taking turns; a row is the round of median CPU,
a ratio the median of those of single rounds.
--json prints one object per row. The peers are installed by test/load/peers/package.json at first use.
Exit 1 when ours does not run, fails a request or asks a subgraph without the caller's token.`;

/** The verified-token cache of the gateway holds 10,000 tokens; unseen ones are ten times as many. */
const unseenTokens = 100_000;
/** Tokens that are all in the cache: so many that none comes again while the answer to it may be repeated (2 s). */
const cachedTokens = 8_000;
/** Before the first row of a query: plans made, code compiled. The compiler counts calls, not seconds. */
const warmAnswers = 8_000;
const warmSecondsMax = 10;
/** Before the first round of each row, whatever came before: what answers from a cache runs other code. */
const rowWarmSeconds = 4;
/** Before each round, to see how many requests fill the time. */
const paceAnswers = 150;
const paceSecondsMax = 20;
/** A round has at least as many answers, however slow the gateway: CPU is counted in ticks of 10 ms. */
const answersMin = 200;
/** A round may take this many times as long as told when the machine is busier than it was while pacing. */
const patience = 4;

interface Run {
  readonly world: Measured<WorldReady>;
  readonly tokens: TokenSource;
  readonly seconds: number;
  /** The queries and rows each contender is warm for. */
  readonly warm: WeakMap<Contender, Set<Trial['query'] | Trial>>;
  next: number;
}

function countsOf({ child }: Measured<WorldReady>): Promise<WorldCounts> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as WorldCounts));
    child.send({ kind: 'counts' });
  });
}

/** The Authorization of each next request of a trial. */
function authorizationOf(run: Run, { callers }: Trial): () => string {
  const distinct = { unseen: unseenTokens, cached: cachedTokens, one: 1 }[callers];
  return () => `Bearer ${run.tokens.token(run.next++ % distinct)}`;
}

/** One of the columns of the table. */
interface Column extends Pick<Row, 'gateway' | 'floor'> {
  readonly contender: Contender;
}

/** Gets a column ready for a trial and says how many requests fill the time. */
async function pace(run: Run, { contender }: Column, trial: Trial): Promise<number> {
  const [{ url }, authorization] = [contender.ready, authorizationOf(run, trial)];
  const warmed = run.warm.get(contender) ?? new Set<Trial['query'] | Trial>();
  if (trial.callers === 'cached' && !warmed.has(trial)) {
    // All of them are seen once, by a request that costs nothing else.
    const body = JSON.stringify({ query: '{ __typename }' });
    await load({ url, body, authorization, seconds: paceSecondsMax, answers: cachedTokens });
  }
  const parts = { url, body: trial.body, authorization };
  if (!warmed.has(trial.query)) await load({ ...parts, seconds: warmSecondsMax, answers: warmAnswers });
  if (!warmed.has(trial)) await load({ ...parts, seconds: rowWarmSeconds });
  run.warm.set(contender, warmed.add(trial.query).add(trial));
  const { rps } = await load({ ...parts, seconds: paceSecondsMax, answers: paceAnswers });
  return Math.max(answersMin, Math.ceil(rps * run.seconds));
}

async function measure(run: Run, column: Column, trial: Trial): Promise<Row> {
  const { contender, gateway, floor } = column;
  const answers = await pace(run, column, trial);
  const [before, cpuBefore] = [await countsOf(run.world), contender.cpuMs()];
  const loaded = await load({
    url: contender.ready.url,
    body: trial.body,
    authorization: authorizationOf(run, trial),
    seconds: run.seconds * patience,
    answers,
  });
  const [cpuMs, after] = [contender.cpuMs() - cpuBefore, await countsOf(run.world)];
  const { failed, rps, p50Ms, p99Ms, answered } = loaded;
  return {
    gateway,
    floor,
    mode: trial.mode,
    query: trial.query,
    ...trial.variant,
    rps,
    p50Ms,
    p99Ms,
    cpuMs: cpuMs / answered,
    subgraphCalls: (after.requests - before.requests) / answered,
    rssMb: contender.rssMb(),
    answered,
    failed,
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
  // A caller of its own: who asks again is told by ours that the figures come from its cache, which is another answer.
  const caller = `Bearer ${run.tokens.token(unseenTokens + run.next++)}`;
  let expected: { readonly data: unknown; readonly bytes: number } | null = null;
  for (const [name, contender] of contenders) {
    try {
      const answer = await ask(contender.ready.url, trial.body, caller);
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
  /** Whether a column is wanted; ours also runs, unmeasured, to tell the floors what to do. */
  readonly measured: (gateway: Row['gateway']) => boolean;
  readonly trials: readonly Trial[];
  readonly seconds: number;
  readonly rounds: number;
  readonly json: boolean;
  readonly print: (row: Row) => void;
}

/** One line of the table for every contender and floor, in turns: what was measured in each round, by column. */
async function runTrial(run: Run, all: Contenders, trial: Trial, options: Options): Promise<Row[][]> {
  const contenders = await leaveOutTheWrong(run, all, trial);
  const ours = options.withFloors && trial.floors ? (contenders.get('ours') ?? null) : null;
  const floors = await startFloors(ours, trial.body, run);
  const columns: Column[] = [
    ...[...contenders].map(([gateway, contender]) => ({ gateway, floor: null, contender })),
    ...[...floors].map(([floor, contender]) => ({ gateway: 'floor' as const, floor, contender })),
  ].filter(({ gateway }) => options.measured(gateway));
  const rounds: Row[][] = [];
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const measured: Row[] = [];
      for (const column of columns) measured.push(await measure(run, column, trial));
      rounds.push(measured);
      console.error(`${trial.mode} ${trial.query}: round ${round + 1} of ${options.rounds} done`);
    }
  } finally {
    await Promise.all([...floors.values()].map((floor) => floor.stop()));
  }
  return rounds;
}

/** The rounds of all rows of one graph; contenders live as long as it takes. */
async function runGraph(run: Run, graph: Trial['graph'], options: Options): Promise<Row[][][]> {
  const own = options.trials.filter((trial) => trial.graph === graph);
  if (own.length === 0) return [];
  const contenders = new Map<Row['gateway'], Contender>();
  const all: Row[][][] = [];
  try {
    for (const name of options.names) {
      try {
        contenders.set(name, await startContender(name, run.world.ready[graph], run.tokens.env));
      } catch (error) {
        console.error(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    for (const trial of own) {
      const rounds = await runTrial(run, contenders, trial, options);
      for (const row of medians(rounds.flat())) options.print(row);
      all.push(rounds);
    }
    return all;
  } finally {
    await Promise.all([...contenders.values()].map((contender) => contender.stop()));
  }
}

/** Of several rounds of one row the one with the median CPU, whole: figures of unlike rounds do not belong together. */
function medians(rounds: readonly Row[]): Row[] {
  return [...Map.groupBy(rounds, ({ gateway, floor }) => `${gateway} ${floor ?? ''}`).values()].map((same) => {
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
    measured: (gateway) => only === undefined || gateway === only,
    trials: chosen,
    seconds: Number(values.seconds ?? 3),
    rounds: Number(values.rounds ?? 3),
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
  const run: Run = { world, tokens, seconds: options.seconds, warm: new WeakMap(), next: 0 };
  try {
    if (!options.json) printRowHead();
    const measured = [...(await runGraph(run, 'shop', options)), ...(await runGraph(run, 'firm', options))];
    if (!options.json) printRatios(measured);
    const rows = measured.flat(2);
    const broken = rows.filter((row) => row.failed > 0 || row.withoutToken > 0);
    for (const { gateway, mode, query, failed, withoutToken } of broken) {
      console.error(
        `${gateway} ${mode} ${query}: ${failed} requests failed, ${withoutToken} subgraph calls without a token`,
      );
    }
    const measuredOurs = rows.some(({ gateway }) => gateway === 'ours') || !options.measured('ours');
    process.exitCode = broken.some((row) => row.gateway === 'ours') || !measuredOurs ? 1 : 0;
  } finally {
    tokens.close();
    await world.stop();
  }
}
