// Two workers, and two instances of the system APIs: one is killed, or stopped where it hurts most and woken when the other has done
// its work. What the woken one still means to do must come to nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { holdOpen, writes } from './boundaries.ts';
import type { RunTold } from './client.ts';
import type { Prospect } from './firm.ts';
import type { ChaosHouse, Sleeper } from './house.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import { type Bench, finishMsMax, judge, stateOf, type Tally } from './verdict.ts';

type Bout = { readonly house: ChaosHouse } & Bench;

/** One thing to happen, with customers of its own. */
interface Scene {
  readonly name: string;
  readonly runs: number;
  readonly play: (bout: Bout, tally: Tally, prospects: readonly Prospect[]) => Promise<void>;
}

const reachMsMax = 30_000;
/** For calls that whoever was frozen had still to make to be made. */
const wakingMs = 3_000;
/** Longer than any vendor's settle time and any writer's patience here. */
const strayMs = 15_000;
/** Both workers have some of them. */
const crowd = 8;

const psaCreate = { vendor: 'kantata', match: '^POST .*/workspace_groups' } as const;
const psaLookUp = { vendor: 'kantata', match: '^GET .*/external_references' } as const;
const erpCreate = { vendor: 'netsuite', match: '^POST .*/customer$' } as const;
const erpLookUp = { vendor: 'netsuite', match: '^GET .*/customer/eid:' } as const;

interface Call {
  readonly vendor: VendorName;
  readonly match: string;
}

const all: readonly Scene[] = [
  { name: 'worker killed in the middle of a run', runs: 1, play: workerKilled },
  { name: 'worker frozen between look-up and POST', runs: 1, play: workerFrozen },
  { name: 'worker frozen in the middle of eight runs', runs: crowd, play: crowdFrozen },
  {
    name: 'subgraph frozen between look-up and POST',
    runs: 1,
    play: (bout, tally, own) => subgraphFrozen(bout, tally, { own, at: erpLookUp, writes: erpCreate }),
  },
  {
    name: 'subgraph frozen with a POST on the wire',
    runs: 1,
    play: (bout, tally, own) => subgraphFrozen(bout, tally, { own, at: psaCreate, writes: psaCreate }),
  },
  { name: 'each write landing after everybody stopped waiting', runs: writes.length, play: strays },
];

const chosen = (only: string | null): readonly Scene[] => all.filter(({ name }) => name.includes(only ?? ''));

/** How many customers the scenes need. */
export function scenesRuns(only: string | null): number {
  return chosen(only).reduce((sum, { runs }) => sum + runs, 0);
}

/** Plays the scenes whose name holds the text, in a replicated house. */
export async function scenes(
  bout: Bout,
  tally: Tally,
  { prospects, only }: { readonly prospects: readonly Prospect[]; readonly only: string | null },
): Promise<void> {
  let from = 0;
  for (const { name, runs, play } of chosen(only)) {
    bout.say(`${name}:`);
    await play(bout, tally, prospects.slice(from, (from += runs)));
  }
}

/** The second worker sleeps until the first one is gone, so that nobody has to guess who holds the run. */
async function workerKilled({ house, ...bench }: Bout, tally: Tally, [own]: readonly Prospect[]): Promise<void> {
  const prospect = the(own);
  house.freeze('worker', 1);
  const moment = hold(bench, { ...psaCreate, moment: 'AFTER' });
  const begun = bench.client.onboard(prospect);
  await moment.reached(tally);
  const successor = await house.kill(0);
  const killedAt = Date.now();
  house.thaw('worker', 1);
  tally.kills += 1;
  const { id } = await begun;
  const takeOverMs = await takenOver(bench, id, killedAt);
  const end = await bench.client.rest(id, finishMsMax);
  const tookMs = Date.now() - killedAt;
  moment.end();
  await successor();
  tally.slowestTakeOverMs = Math.max(tally.slowestTakeOverMs, takeOverMs);
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, tookMs);
  await judge(bench, tally, { prospect, end });
  bench.say(`  the other one had the run after ${takeOverMs} ms; ${stateOf(end)} after ${tookMs} ms`);
}

/** From an instant until the run changed hands; the time it took to end where nobody saw it change. */
async function takenOver({ client }: Bench, runId: string, sinceMs: number): Promise<number> {
  while (Date.now() < sinceMs + finishMsMax) {
    const told = await client.look(runId);
    const changedMs = told === null ? 0 : Date.parse(told.changedAt);
    if (changedMs > sinceMs) return changedMs - sinceMs;
    await pause(20);
  }
  return finishMsMax;
}

/** The first POST is lost, so the worker looks; while it waits for the answer it is stopped, and it wakes believing "nothing there". */
async function workerFrozen({ house, ...bench }: Bout, tally: Tally, [own]: readonly Prospect[]): Promise<void> {
  const prospect = the(own);
  house.freeze('worker', 1);
  const lost = hold(bench, { ...psaCreate, moment: 'BEFORE' });
  const begun = bench.client.onboard(prospect);
  await lost.reached(tally);
  const looking = hold(bench, { ...psaLookUp, moment: 'AFTER' });
  await looking.reached(tally);
  house.freeze('worker', 0);
  house.thaw('worker', 1);
  const frozenMs = performance.now();
  const end = await bench.client.rest((await begun).id, finishMsMax);
  await wake(bench, tally, {
    ...{ house, who: 'worker', frozenMs, writes: psaCreate },
    ended: [{ prospect, end }],
  });
  lost.end();
  looking.end();
}

async function crowdFrozen({ house, ...bench }: Bout, tally: Tally, prospects: readonly Prospect[]): Promise<void> {
  const moment = hold(bench, { ...psaCreate, moment: 'AFTER' });
  const begun = prospects.map((prospect) => bench.client.onboard(prospect));
  await moment.reached(tally);
  house.freeze('worker', 0);
  const frozenMs = performance.now();
  const ended = await Promise.all(
    prospects.map(async (prospect, index) => {
      const run = await begun[index];
      return { prospect, end: run === undefined ? null : await bench.client.rest(run.id, finishMsMax) };
    }),
  );
  moment.end();
  await wake(bench, tally, { house, who: 'worker', frozenMs, writes: psaCreate, ended });
}

/** An instance of the system APIs stops before, or with, its write on the wire; callers are turned to the other instance. */
async function subgraphFrozen(
  { house, ...bench }: Bout,
  tally: Tally,
  { own, at, writes: written }: { readonly own: readonly Prospect[]; readonly at: Call; readonly writes: Call },
): Promise<void> {
  const prospect = the(own[0]);
  house.turnTo(0);
  const moment = hold(bench, { ...at, moment: 'AFTER' });
  const begun = bench.client.onboard(prospect);
  await moment.reached(tally);
  house.freeze('subgraph', 0);
  const frozenMs = performance.now();
  house.turnTo(1);
  const end = await bench.client.rest((await begun).id, finishMsMax);
  moment.end();
  await wake(bench, tally, { house, who: 'subgraph', frozenMs, writes: written, ended: [{ prospect, end }] });
}

/** Wakes the first of them and judges when it has had its say. */
async function wake(
  bench: Bench,
  tally: Tally,
  scene: {
    readonly house: ChaosHouse;
    readonly who: Sleeper;
    readonly frozenMs: number;
    readonly writes: Call;
    readonly ended: readonly { readonly prospect: Prospect; readonly end: RunTold | null }[];
  },
): Promise<void> {
  const { house, who, frozenMs, ended } = scene;
  const { vendor, match } = scene.writes;
  const tookMs = Math.round(performance.now() - frozenMs);
  const { requests } = bench.firm.sandbox.standIns[vendor];
  const before = requests.totals().requests;
  house.thaw(who, 0);
  await pause(wakingMs);
  const late = requests
    .list({ after: before })
    .filter(({ method, path }) => new RegExp(match).test(`${method} ${path}`));
  const took = late.filter(({ write }) => write?.committed === true).length;
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, tookMs);
  for (const one of ended) await judge(bench, tally, one);
  const states = [...Map.groupBy(ended, ({ end }) => stateOf(end))].map(([state, of]) => `${of.length} ${state}`);
  bench.say(
    `  ${states.join(', ')} by the other after ${tookMs} ms; woken, the ${who} sent that write ${late.length} times more, ${took} took effect`,
  );
}

/** Each write of the process once lands long after its doubt was settled and the write sent again. */
async function strays(bench: Bench, tally: Tally, prospects: readonly Prospect[]): Promise<void> {
  const { standIns } = bench.firm.sandbox;
  const rules = writes.map(({ vendor, match }) => {
    const { faults, requests } = standIns[vendor];
    const rule = faults.plant({ kind: 'lateCommit', ms: strayMs, match, count: 1 });
    const after = requests.totals().requests;
    const isIt = new RegExp(match);
    const strayed = (): boolean =>
      requests
        .list({ after })
        .some(
          (one) =>
            one.faults.includes('lateCommit') &&
            one.write?.committed === true &&
            isIt.test(`${one.method} ${one.path}`),
        );
    return { rule, strayed };
  });
  const ended = await Promise.all(
    prospects.map(async (prospect) => {
      const run = await bench.client.onboard(prospect);
      return { prospect, end: await bench.client.rest(run.id, finishMsMax) };
    }),
  );
  await pause(strayMs);
  tally.missed += rules.filter(({ rule }) => rule.struck === 0).length;
  for (const one of ended) await judge(bench, tally, one);
  const taken = rules.filter(({ strayed }) => strayed()).length;
  const done = ended.filter(({ end }) => end?.state === 'DONE').length;
  bench.say(
    `  ${done} of ${ended.length} DONE; of ${rules.length} late calls the vendors took ${taken}, and refused the others`,
  );
}

interface Held {
  reached(tally: Tally): Promise<void>;
  end(): void;
}

function hold({ firm }: Bench, { vendor, match, moment }: Call & { readonly moment: 'BEFORE' | 'AFTER' }): Held {
  const held = holdOpen(firm.sandbox, { write: { vendor, match }, moment });
  return {
    reached: async (tally) => {
      if (!(await held.reached(reachMsMax))) tally.missed += 1;
    },
    end: () => held.end(),
  };
}

function the(prospect: Prospect | undefined): Prospect {
  if (prospect === undefined) throw new Error('A scene needs a customer');
  return prospect;
}
