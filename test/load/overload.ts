// `npm run bench -- overload`: five times as many requests as the gateway can answer. The surplus must be turned away at
// once, and the rest answered as before.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { closedLoop, conclude, createClient, judge, quantile, startRig } from './resilience/rig.ts';
import type { Client, Outcome, Rig } from './resilience/rig.ts';
import { shopQueries } from './world/shop.ts';

const usage = `npm run bench -- overload [-- --seconds <n>] [--json] [--unguarded]

Peak goodput with 50 askers, then five times that rate for --seconds (60). --unguarded switches shedding off, to show what it
is for (exit 1).`;

/** How many times its peak the gateway is asked. */
const timesPeak = 5;
/** An answer that takes longer is not counted: whoever waited has gone. */
const usefulMs = 1_000;
/** More connections than the gateway lets requests in; a sender with all of them busy does not send. */
const connections = 800;
/** Opened so many at a time: a listening socket keeps 511 that knock at once, others knock again after a second. */
const knocksMax = 100;
const peakAskers = 50;
const warmUpMs = 2_000;
const peakMs = 5_000;
/** Readiness must be back this long after the overload. */
const readyAgainMsMax = 10_000;

/** What an open loop saw. */
interface Overload {
  readonly seconds: number;
  readonly offered: number;
  /** No connection was free: the client was as full as the gateway. */
  readonly unsent: number;
  readonly outcomes: readonly Outcome[];
  readonly wasUnready: boolean;
}

function good(outcomes: readonly Outcome[], wholeBytes: number): readonly Outcome[] {
  return outcomes.filter(
    (one) => one.kind === 'ANSWERED' && one.status === 200 && one.bytes === wholeBytes && one.ms <= usefulMs,
  );
}

/** What was missing in answers that were not whole, for whoever wonders about a broken promise. */
function codesOf(outcomes: readonly Outcome[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const one of outcomes) {
    const text = one.kind === 'LOST' ? one.why : one.text;
    const codes =
      one.kind === 'LOST' ? [text] : [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code ?? '');
    const what = [...new Set(codes)].join(' ') || `HTTP ${one.kind === 'LOST' ? '' : one.status}`;
    times.set(what, (times.get(what) ?? 0) + 1);
  }
  return times;
}

/** Sends at a rate, whatever comes back. */
async function openLoop(rig: Rig, client: Client, rate: number, seconds: number): Promise<Overload> {
  const outcomes: Outcome[] = [];
  const underWay = new Set<Promise<void>>();
  const startedMs = performance.now();
  let [offered, unsent, wasUnready, lookMs] = [0, 0, false, startedMs];
  while (performance.now() - startedMs < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedMs) / 1_000) * rate);
    for (; offered < due; offered += 1) {
      if (underWay.size >= connections) {
        unsent += 1;
        continue;
      }
      const one = client.ask(shopQueries.heavy, 'LENGTH').then((outcome) => {
        outcomes.push(outcome);
        underWay.delete(one);
      });
      underWay.add(one);
    }
    if (performance.now() - lookMs > 1_000) {
      lookMs = performance.now();
      void rig.ready().then((ready) => (wasUnready ||= !ready));
    }
    await pause(2);
  }
  await Promise.all(underWay);
  return { seconds, offered, unsent, outcomes, wasUnready };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
      unguarded: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rig = await startRig({ BENCH_SHEDDING: values.unguarded ? 'off' : 'enforce' }, ['--direct']);
  const client = createClient(rig.gateway.ready.url, connections, 10_000);
  try {
    const whole = await client.ask(shopQueries.heavy);
    const wholeBytes = whole.kind === 'ANSWERED' && !whole.text.includes('"errors"') ? whole.bytes : 0;
    if (wholeBytes === 0)
      throw new Error(`The heavy query is not answered whole: ${JSON.stringify(whole).slice(0, 300)}`);
    const load = { askers: peakAskers, query: shopQueries.heavy, keep: 'LENGTH' } as const;
    for (let open = knocksMax; open <= connections; open += knocksMax) {
      await Promise.all(Array.from({ length: open }, () => client.ask('{ __typename }', 'LENGTH')));
    }
    await closedLoop(client, { ...load, ms: warmUpMs });
    const peak = async (): Promise<number> =>
      good(await closedLoop(client, { ...load, ms: peakMs }), wholeBytes).length / (peakMs / 1_000);
    const peakBefore = await peak();
    const idleCpuMs = rig.gateway.cpuMs();
    const { outcomes, offered, unsent, wasUnready, seconds } = await openLoop(
      rig,
      client,
      timesPeak * peakBefore,
      Number(values.seconds),
    );
    const cpuShare = (rig.gateway.cpuMs() - idleCpuMs) / seconds / 1_000;
    const endedMs = performance.now();
    while (!(await rig.ready()) && performance.now() - endedMs < readyAgainMsMax * 2) await pause(100);
    const readyAgainMs = performance.now() - endedMs;
    // Machines are shared: what the peak is while others work is asked before and after.
    const peakRate = (peakBefore + (await peak())) / 2;
    const answered = good(outcomes, wholeBytes);
    const refused = outcomes.filter((one) => one.kind === 'ANSWERED' && one.status === 503);
    const sound = outcomes.filter((one) => one.kind === 'ANSWERED' && (one.status === 503 || one.bytes === wholeBytes));
    for (const [code, times] of codesOf(outcomes.filter((one) => !sound.includes(one)))) {
      console.error(`${times} x ${code}`);
    }
    const coded = refused.filter((one) => one.kind === 'ANSWERED' && one.text.includes('GATEWAY_OVERLOADED'));
    const times = (of: readonly Outcome[], share: number): number =>
      quantile(
        of.map(({ ms }) => ms),
        share,
      );
    const goodput = answered.length / seconds;
    if (!values.json) {
      console.log(
        `peak ${peakRate.toFixed(0)}/s; offered ${(offered / seconds).toFixed(0)}/s, unsent ${(unsent / seconds).toFixed(0)}/s; ` +
          `answered ${goodput.toFixed(0)}/s (p50 ${times(answered, 0.5).toFixed(0)} ms, p99 ${times(answered, 0.99).toFixed(0)} ms); ` +
          `refused ${(refused.length / seconds).toFixed(0)}/s (p50 ${times(refused, 0.5).toFixed(0)} ms); ` +
          `the gateway had ${(100 * cpuShare).toFixed(0)} % of a processor`,
      );
    }
    conclude(
      [
        judge('goodput of peak', (100 * goodput) / peakRate, '%', { atLeast: 80 }),
        judge('sent, in multiples of peak', (offered - unsent) / seconds / peakBefore, 'x', {
          atLeast: timesPeak * 0.8,
        }),
        judge('refusals: p99', times(refused, 0.99), 'ms', { atMost: 1_000 }),
        judge('refusals without the code of the register', refused.length - coded.length, '', { atMost: 0 }),
        judge('lost, or answered with anything else', outcomes.length - sound.length, '', { atMost: 0 }),
        judge('readiness went off (runs of 10 s and more)', wasUnready || seconds < 10 ? 1 : 0, '', { atLeast: 1 }),
        judge('ready again after', readyAgainMs, 'ms', { atMost: readyAgainMsMax }),
      ],
      values.json,
    );
  } finally {
    await client.close();
    await rig.close();
  }
}

await main();
