// Two workers, and two instances of the system APIs: one is killed, or stopped where it hurts most and woken when the other has done
// its work. What the woken one still means to do must come to nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { holdOpen } from './boundaries.ts';
import { begin, isOver, playFrom } from './acts.ts';
import type { RunTold } from './client.ts';
import type { ChaosHouse, Sleeper } from './house.ts';
import type { Call, Scenario, Subject, Write } from './scenario.ts';
import { type Bench, finishMsMax, judge, stateOf, type Tally } from './verdict.ts';

type Bout = { readonly house: ChaosHouse } & Bench;

/** One thing to happen, with subjects of its own; one where nothing is said. */
interface Scene {
  readonly name: string;
  readonly runs?: number | 'ONE_PER_STRAY';
  readonly play: (bout: Bout, tally: Tally, cast: Cast) => Promise<void>;
}

const reachMsMax = 30_000;
/** For calls that whoever was frozen had still to make to be made. */
const wakingMs = 3_000;
/** Longer than any vendor's settle time and any writer's patience here. */
const strayMs = 15_000;
/** Both workers have some of them. */
const crowd = 8;

/** What a scene is played with. */
interface Cast {
  readonly frozen: Scenario['frozen'];
  readonly strayed: readonly Write[];
  readonly subjects: readonly Subject[];
}

const all: readonly Scene[] = [
  { name: 'worker killed in the middle of a run', play: workerKilled },
  { name: 'worker frozen between look-up and POST', play: workerFrozen },
  { name: 'worker frozen in the middle of eight runs', runs: crowd, play: crowdFrozen },
  {
    name: 'subgraph frozen between look-up and POST',
    play: (bout, tally, cast) => {
      const { look, write } = cast.frozen.looking;
      return subgraphFrozen(bout, tally, { cast, at: look, writes: write });
    },
  },
  {
    name: 'subgraph frozen with a POST on the wire',
    play: (bout, tally, cast) => {
      const { create } = cast.frozen;
      return subgraphFrozen(bout, tally, { cast, at: create, writes: create });
    },
  },
  { name: 'each write landing after everybody stopped waiting', runs: 'ONE_PER_STRAY', play: strays },
];

const chosen = (only: string | null): readonly Scene[] => all.filter(({ name }) => name.includes(only ?? ''));

/** Writes that may land late and be none the worse for it. */
const strayed = ({ writes }: Scenario): readonly Write[] =>
  writes.filter(({ isTwiceTwo, after }) => !isTwiceTwo && after === undefined);

/** The kinds of a scene's subjects. */
function kindsOf({ runs = 1 }: Scene, scenario: Scenario): readonly string[] {
  const { kinds } = scenario;
  if (runs === 'ONE_PER_STRAY')
    return strayed(scenario).map((write, index) => write.kinds[index % write.kinds.length] ?? '');
  return Array.from({ length: runs }, (_, index) => kinds[index % kinds.length] ?? '');
}

/** The subjects that the scenes whose name holds the text need. */
export function sceneKinds(scenario: Scenario, only: string | null): readonly string[] {
  return chosen(only).flatMap((scene) => kindsOf(scene, scenario));
}

/** Plays them in a replicated house. */
export async function scenes(
  bout: Bout,
  tally: Tally,
  played: { readonly scenario: Scenario; readonly subjects: readonly Subject[]; readonly only: string | null },
): Promise<void> {
  const { scenario, subjects, only } = played;
  let from = 0;
  for (const scene of chosen(only)) {
    bout.say(`${scene.name}:`);
    const own = subjects.slice(from, (from += kindsOf(scene, scenario).length));
    await scene.play(bout, tally, { frozen: scenario.frozen, strayed: strayed(scenario), subjects: own });
  }
}

/** The second worker sleeps until the first one is gone, so that nobody has to guess who holds the run. */
async function workerKilled({ house, ...bench }: Bout, tally: Tally, { subjects, frozen }: Cast): Promise<void> {
  const subject = the(subjects[0]);
  house.freeze('worker', 1);
  const moment = hold(bench, { ...frozen.create, moment: 'AFTER' });
  const begun = begin(bench, subject, 0);
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
  await finish(bench, tally, { subject, end });
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
async function workerFrozen({ house, ...bench }: Bout, tally: Tally, { subjects, frozen }: Cast): Promise<void> {
  const subject = the(subjects[0]);
  house.freeze('worker', 1);
  const lost = hold(bench, { ...frozen.create, moment: 'BEFORE' });
  const begun = begin(bench, subject, 0);
  await lost.reached(tally);
  const looking = hold(bench, { ...frozen.lookUp, moment: 'AFTER' });
  await looking.reached(tally);
  house.freeze('worker', 0);
  house.thaw('worker', 1);
  const frozenMs = performance.now();
  const end = await bench.client.rest((await begun).id, finishMsMax);
  await wake(bench, tally, {
    ...{ house, who: 'worker', frozenMs, writes: frozen.create },
    ended: [{ subject, end }],
  });
  lost.end();
  looking.end();
}

async function crowdFrozen({ house, ...bench }: Bout, tally: Tally, { subjects, frozen }: Cast): Promise<void> {
  const moment = hold(bench, { ...frozen.create, moment: 'AFTER' });
  const begun = subjects.map((subject) => begin(bench, subject, 0));
  await moment.reached(tally);
  house.freeze('worker', 0);
  const frozenMs = performance.now();
  const ended = await Promise.all(
    subjects.map(async (subject, index) => {
      const run = await begun[index];
      return { subject, end: run === undefined ? null : await bench.client.rest(run.id, finishMsMax) };
    }),
  );
  moment.end();
  await wake(bench, tally, { house, who: 'worker', frozenMs, writes: frozen.create, ended });
}

/** An instance of the system APIs stops before, or with, its write on the wire; callers are turned to the other instance. */
async function subgraphFrozen(
  { house, ...bench }: Bout,
  tally: Tally,
  { cast, at, writes: written }: { readonly cast: Cast; readonly at: Call; readonly writes: Call },
): Promise<void> {
  const subject = the(cast.subjects[0]);
  house.turnTo(0);
  const moment = hold(bench, { ...at, moment: 'AFTER' });
  const begun = begin(bench, subject, 0);
  await moment.reached(tally);
  house.freeze('subgraph', 0);
  const frozenMs = performance.now();
  house.turnTo(1);
  const end = await bench.client.rest((await begun).id, finishMsMax);
  moment.end();
  await wake(bench, tally, { house, who: 'subgraph', frozenMs, writes: written, ended: [{ subject, end }] });
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
    readonly ended: readonly Ended[];
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
  for (const one of ended) await finish(bench, tally, one);
  const states = [...Map.groupBy(ended, ({ end }) => stateOf(end))].map(([state, of]) => `${of.length} ${state}`);
  bench.say(
    `  ${states.join(', ')} by the other after ${tookMs} ms; woken, the ${who} sent that write ${late.length} times more, ${took} took effect`,
  );
}

/** Each such write once lands long after its doubt was settled and the write sent again. */
async function strays(bench: Bench, tally: Tally, { subjects, strayed: writes }: Cast): Promise<void> {
  const acts = Math.max(...writes.map(({ act }) => act)) + 1;
  for (let act = 0; act < acts; act += 1) {
    const rules = writes.filter((write) => write.act === act).map((write) => stray(bench, write));
    const playing = subjects.filter(({ acts: own }) => act < own.length);
    const ended = await Promise.all(
      playing.map(async (subject) => {
        const run = await begin(bench, subject, act);
        return { subject, end: await bench.client.rest(run.id, finishMsMax) };
      }),
    );
    await pause(strayMs);
    tally.missed += rules.filter(({ rule }) => rule.struck === 0).length;
    for (const one of ended) await judge(bench, tally, { ...one, act });
    const taken = rules.filter(({ strayed: landed }) => landed()).length;
    const done = ended.filter(({ subject, end }) => isOver(subject, act, end)).length;
    bench.say(
      `  ${done} of ${ended.length} ended as they are to; of ${rules.length} late calls the vendors took ${taken}, and refused the others`,
    );
    if (done < ended.length) return;
  }
}

/** Lets one call of a write land late. `strayed` says whether the vendor took it. */
function stray({ firm }: Bench, { vendor, match }: Write) {
  const { faults, requests } = firm.sandbox.standIns[vendor];
  const rule = faults.plant({ kind: 'lateCommit', ms: strayMs, match, count: 1 });
  const after = requests.totals().requests;
  const isIt = new RegExp(match);
  const strayed = (): boolean =>
    requests
      .list({ after })
      .some(
        (one) =>
          one.faults.includes('lateCommit') && one.write?.committed === true && isIt.test(`${one.method} ${one.path}`),
      );
  return { rule, strayed };
}

/** A first act as it ended. */
interface Ended {
  readonly subject: Subject;
  readonly end: RunTold | null;
}

/** Judges a first act and plays those that follow. */
async function finish(bench: Bench, tally: Tally, { subject, end }: Ended): Promise<void> {
  await judge(bench, tally, { subject, act: 0, end });
  if (isOver(subject, 0, end)) await playFrom(bench, tally, { subject, act: 1 });
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

function the(subject: Subject | undefined): Subject {
  if (subject === undefined) throw new Error('A scene needs somebody to be played with');
  return subject;
}
