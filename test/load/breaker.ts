// `npm run bench -- breaker`: one subgraph says 503, then hangs, while others are asked. How soon its breaker opens, what an
// answer costs while it is open, what reaches the ill subgraph, how soon it is back, and whether the others notice.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { breakerResetMs } from '../../subgraphs/runtime/breaker.ts';
import { closedLoop, conclude, createClient, judge, quantile, startRig } from './resilience/rig.ts';
import type { Client, Outcome, Rig, Verdict } from './resilience/rig.ts';

const usage = `npm run bench -- breaker [-- --seconds <n>] [--json]

--seconds (2) is the length of each of the interleaved runs that ask the other subgraphs.`;

/** Needs the accounts and nothing else, so that its time is the gateway's own while the breaker is open. */
const ill = '{ me { name username } }';
/** What an answer costs at least: no subgraph is asked for it. */
const fixed = '{ __typename }';
/** Never needs them. */
const other = '{ topProducts(first: 9) { name price inStock shippingEstimate } }';
const askers = 30;
const subgraphMs = 1_500;
const giveUpMs = 20_000;
/** Pairs of runs; the median of their ratios is judged. */
const pairs = 5;
const openQuestions = 1_000;
const otherAskers = 4;

function says(outcome: Outcome, code: string): boolean {
  return outcome.kind === 'ANSWERED' && outcome.status === 200 && outcome.text.includes(code);
}

function isWhole(outcome: Outcome): boolean {
  return outcome.kind === 'ANSWERED' && outcome.status === 200 && !outcome.text.includes('"errors"');
}

/** Asks from so many sides until one is told that the breaker is open. */
async function untilOpen(client: Client, atOnce: number): Promise<{ readonly ms: number; readonly questions: number }> {
  const startedMs = performance.now();
  let [isOpen, questions] = [false, 0];
  const asker = async (): Promise<void> => {
    while (!isOpen && performance.now() - startedMs < giveUpMs) {
      questions += 1;
      isOpen = says(await client.ask(ill), 'CIRCUIT_OPEN') || isOpen;
    }
  };
  await Promise.race(Array.from({ length: atOnce }, asker));
  return { ms: performance.now() - startedMs, questions };
}

async function untilWhole(client: Client): Promise<number> {
  const startedMs = performance.now();
  while (!isWhole(await client.ask(ill)) && performance.now() - startedMs < giveUpMs) await pause(20);
  return performance.now() - startedMs;
}

/** One run on the other subgraphs, while the ill one is asked twenty times a second. */
async function runOthers(rig: Rig, client: Client, ms: number): Promise<{ cpuMs: number; p50Ms: number }> {
  let isOver = false;
  const trickle = (async () => {
    while (!isOver) {
      await client.ask(ill);
      await pause(50);
    }
  })();
  const cpuBefore = rig.gateway.cpuMs();
  const outcomes = await closedLoop(client, { askers: otherAskers, ms, query: other });
  const cpuMs = (rig.gateway.cpuMs() - cpuBefore) / outcomes.length;
  isOver = true;
  await trickle;
  if (!outcomes.every(isWhole)) throw new Error('The other subgraphs were not answered whole');
  return {
    cpuMs,
    p50Ms: quantile(
      outcomes.map((one) => one.ms),
      0.5,
    ),
  };
}

async function compareOthers(rig: Rig, client: Client, seconds: number): Promise<Verdict[]> {
  const ratios: { cpu: number; p50: number }[] = [];
  await runOthers(rig, client, 1_000);
  for (let pair = 0; pair < pairs; pair += 1) {
    await rig.behave({ kind: 'WELL' });
    await untilWhole(client);
    const well = await runOthers(rig, client, seconds * 1_000);
    await rig.behave({ kind: 'SAY_503' });
    await untilOpen(client, askers);
    const broken = await runOthers(rig, client, seconds * 1_000);
    ratios.push({ cpu: broken.cpuMs / well.cpuMs, p50: broken.p50Ms / well.p50Ms });
  }
  const more = (of: 'cpu' | 'p50'): number =>
    100 *
    (quantile(
      ratios.map((one) => one[of]),
      0.5,
    ) -
      1);
  return [
    judge('other subgraphs: CPU per request with it open', more('cpu'), '% more', { atMost: 10 }),
    judge('other subgraphs: median with it open', more('p50'), '% more', { atMost: 10 }),
  ];
}

/**
 * What answers cost while it is open. On a machine that others use, too, a fixed answer has slow moments of its own: they are
 * asked in turn, and what the open breaker adds is judged.
 */
async function whileOpen(client: Client, how: string): Promise<Verdict[]> {
  const [openMs, fixedMs]: [number[], number[]] = [[], []];
  const untilMs = performance.now() + 0.8 * breakerResetMs;
  for (let n = 0; n < openQuestions && performance.now() < untilMs; n += 1) {
    const answer = await client.ask(ill);
    if (!says(answer, 'CIRCUIT_OPEN')) throw new Error(`The breaker is not open: ${JSON.stringify(answer)}`);
    openMs.push(answer.ms);
    fixedMs.push((await client.ask(fixed)).ms);
  }
  const [p99Ms, fixedP99Ms] = [quantile(openMs, 0.99), quantile(fixedMs, 0.99)];
  return [
    judge(`${how}, open: median of ${openMs.length} answers`, quantile(openMs, 0.5), 'ms', { atMost: 5 }),
    judge(`${how}, open: p99 (a fixed answer's: ${fixedP99Ms.toFixed(1)} ms)`, p99Ms, 'ms', {
      atMost: Math.max(5, Math.round(fixedP99Ms + 2)),
    }),
  ];
}

async function saying503(rig: Rig, client: Client): Promise<Verdict[]> {
  await closedLoop(client, { askers, ms: 1_500, query: ill });
  const before = await rig.behave({ kind: 'SAY_503' });
  const opened = await untilOpen(client, askers);
  const calls = (await rig.behave()) - before;

  const openVerdicts = await whileOpen(client, '503');
  const [fromMs, fromCalls] = [performance.now(), await rig.behave()];
  await closedLoop(client, { askers: 4, ms: 2.2 * breakerResetMs, query: ill });
  const probes = (await rig.behave()) - fromCalls;
  const resets = Math.ceil((performance.now() - fromMs) / breakerResetMs);

  await rig.behave({ kind: 'WELL' });
  const backMs = await untilWhole(client);
  return [
    judge(`503 to ${askers} askers: open after`, opened.ms, 'ms', { atMost: 1_000 }),
    judge('503: requests it took', calls, '', { atLeast: 20 }),
    ...openVerdicts,
    judge(`503, open: probes in ${resets} resets`, probes, '', { atMost: resets }),
    judge('503, well again: first whole answer after', backMs, 'ms', { atMost: breakerResetMs + 1_000 }),
  ];
}

async function hanging(rig: Rig, client: Client): Promise<Verdict[]> {
  await closedLoop(client, { askers: 1, ms: 500, query: ill });
  await rig.behave({ kind: 'HANG' });
  const alone = await untilOpen(client, 1);
  await rig.behave({ kind: 'WELL' });
  await untilWhole(client);
  await rig.behave({ kind: 'HANG' });
  const many = await untilOpen(client, askers);
  const openVerdicts = await whileOpen(client, 'hang');
  await rig.behave({ kind: 'WELL' });
  const backMs = await untilWhole(client);
  return [
    judge('hang, one asker: questions that waited', alone.questions - 1, '', { atMost: 3 }),
    judge('hang, one asker: open after', alone.ms, 'ms', { atMost: 3 * subgraphMs + 500 }),
    judge(`hang, ${askers} askers: open after`, many.ms, 'ms', { atMost: subgraphMs + 1_000 }),
    ...openVerdicts,
    judge('hang, well again: first whole answer after', backMs, 'ms', { atMost: breakerResetMs + 1_000 }),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rig = await startRig({ BENCH_SUBGRAPH_MS: String(subgraphMs) });
  const client = createClient(rig.gateway.ready.url, askers + otherAskers + 2);
  try {
    const verdicts = [...(await saying503(rig, client)), ...(await hanging(rig, client))];
    verdicts.push(...(await compareOthers(rig, client, Number(values.seconds))));
    conclude(verdicts, values.json);
  } finally {
    await client.close();
    await rig.close();
  }
}

await main();
