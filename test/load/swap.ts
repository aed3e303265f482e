// `npm run bench -- swap`: the supergraph's file changes 60 times under load, every fifth time into something that cannot be
// served. No request may fail, and each is answered by one supergraph or the other.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { conclude, createClient, judge, startRig } from './resilience/rig.ts';
import type { Client, Rig } from './resilience/rig.ts';

const usage = `npm run bench -- swap [-- --swaps <n>] [--seconds <n>] [--json]

--swaps (60); no swap is begun after --seconds (300).`;

const askers = 20;
/** Of every so many swaps one is not a supergraph. */
const invalidEvery = 5;
/** A change must be served this soon. */
const servedMsMax = 10_000;
/** What old supergraphs hold must be gone this soon. */
const goneMsMax = 10_000;

const which = '{ __type(name: "Query") { description } }';
const versionOf = (text: string): number => Number(/version (\d+)/.exec(text)?.[1] ?? Number.NaN);

/** The same graph under another version, which anybody can ask for. */
function version(sdl: string, number: number): string {
  return sdl.replace(/^type Query/m, `"""version ${number}"""\ntype Query`);
}

/** Each is refused somewhere else: by the parser, by the schema, by us, by the planner's own reading, by its addresses. */
const spoilt: readonly ((sdl: string) => string)[] = [
  (sdl) => sdl.slice(0, sdl.length / 2),
  (sdl) => sdl.replace(/: \[Product\]/, ': [Nothing]'),
  () => '',
  (sdl) => sdl.replaceAll('join__Graph', 'join__Graphs'),
  (sdl) => sdl.replace(/url: "http:[^"]*"/, 'url: "nowhere"'),
];

/** What clients met. */
interface Met {
  requests: number;
  failed: number;
  readonly examples: string[];
}

/** Asks until told to stop; every tenth question has never been asked before, so that it is validated and planned. */
async function askOn(client: Client, met: Met, isOver: () => boolean): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    const query = `query Q${n % 10 === 0 ? met.requests : 0} { me { name reviews { body product { name inStock } } } }`;
    const outcome = await client.ask(query);
    met.requests += 1;
    if (outcome.kind === 'ANSWERED' && outcome.status === 200 && !outcome.text.includes('"errors"')) continue;
    met.failed += 1;
    if (met.examples.length < 3) met.examples.push(JSON.stringify(outcome).slice(0, 300));
  }
}

async function served(client: Client): Promise<number> {
  const outcome = await client.ask(which);
  return outcome.kind === 'ANSWERED' ? versionOf(outcome.text) : Number.NaN;
}

async function refusals(rig: Rig): Promise<number> {
  const text = await (await fetch(`${rig.gateway.ready.adminUrl ?? ''}/metrics`)).text();
  return Number(/gateway_supergraph_reloads_total\{outcome="REFUSED"\} (\d+)/.exec(text)?.[1] ?? 0);
}

async function until(isSo: () => Promise<boolean>, msMax: number): Promise<number> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < msMax) {
    if (await isSo()) return performance.now() - startedMs;
    await pause(25);
  }
  return Infinity;
}

/** Deployments rename; editors write in place. */
function put(file: string, text: string, isRenamed: boolean): void {
  if (!isRenamed) {
    writeFileSync(file, text);
    return;
  }
  writeFileSync(`${file}.next`, text);
  renameSync(`${file}.next`, file);
}

/** What the swaps themselves came to. */
interface Swapped {
  readonly valid: number[];
  readonly refused: number[];
  wrong: number;
}

async function swapOften(
  rig: Rig,
  client: Client,
  { swaps, endMs }: { swaps: number; endMs: number },
): Promise<Swapped> {
  const swapped: Swapped = { valid: [], refused: [], wrong: 0 };
  let current = 0;
  for (let n = 1; n <= swaps && performance.now() < endMs; n += 1) {
    const isValid = n % invalidEvery !== 0;
    const before = await refusals(rig);
    const next = version(rig.supergraph, n);
    const text = isValid ? next : (spoilt[(n / invalidEvery) % spoilt.length]?.(next) ?? '');
    put(rig.supergraphFile, text, n % 2 === 0);
    if (isValid) {
      swapped.valid.push(await until(async () => (await served(client)) === n, servedMsMax));
      current = n;
    } else {
      swapped.refused.push(await until(async () => (await refusals(rig)) > before, servedMsMax));
    }
    if ((await served(client)) !== current) swapped.wrong += 1;
  }
  return swapped;
}

/** Processes that a gateway has started and that live. */
function childrenOf(pid: number): number {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).length;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      swaps: { type: 'string', default: '60' },
      seconds: { type: 'string', default: '300' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rig = await startRig();
  const [client, looker] = [createClient(rig.gateway.ready.url, askers), createClient(rig.gateway.ready.url, 1)];
  const met: Met = { requests: 0, failed: 0, examples: [] };
  let isOver = false;
  try {
    await looker.ask('{ me { name reviews { body } } }');
    const childrenBefore = childrenOf(rig.gateway.pid);
    const asking = Promise.all(Array.from({ length: askers }, () => askOn(client, met, () => isOver)));
    const swaps = Number(values.swaps);
    const endMs = performance.now() + Number(values.seconds) * 1_000;
    const { valid, refused, wrong } = await swapOften(rig, looker, { swaps, endMs });
    const isReady = await rig.ready();
    isOver = true;
    await asking;
    const goneMs = await until(() => Promise.resolve(childrenOf(rig.gateway.pid) <= childrenBefore), goneMsMax);
    for (const example of met.examples) console.error(example);
    conclude(
      [
        judge('requests meanwhile', met.requests, '', { atLeast: swaps * 20 }),
        judge('requests failed', met.failed, '', { atMost: 0 }),
        judge('swaps', valid.length + refused.length, '', { atLeast: swaps }),
        judge('a change is served after', Math.max(...valid), 'ms', { atMost: servedMsMax }),
        judge('what cannot be served is refused after', Math.max(...refused), 'ms', { atMost: servedMsMax }),
        judge('times something else was served afterwards', wrong, '', { atMost: 0 }),
        judge('ready in the end', isReady ? 1 : 0, '', { atLeast: 1 }),
        judge('planners of old supergraphs gone after', goneMs, 'ms', { atMost: goneMsMax }),
      ],
      values.json,
    );
  } finally {
    await Promise.all([client.close(), looker.close()]);
    await rig.close();
  }
}

await main();
