// kill -9 at the boundaries of every write, one after the other, and the table of what came of it.
import { type Boundary, holdOpen, momentNames, nameOf } from './boundaries.ts';
import { type ChaosHouse, victims } from './house.ts';
import { begin, isOver, playAct } from './acts.ts';
import type { RunTold } from './client.ts';
import type { Subject, Write } from './scenario.ts';
import { type Bench, finishMsMax, judge, stateOf, type Tally } from './verdict.ts';

/** A call that never comes to a boundary in this time is never coming. */
const reachMsMax = 30_000;

/** Whose runs are hit, and where: each act at most once. */
export interface Target {
  readonly kind: string;
  readonly hits: readonly Boundary[];
}

type Bout = { readonly house: ChaosHouse } & Bench;

/** As few subjects as these boundaries need: what is hit while it is made is hit again while it is taken back. */
export function targetsOf(hits: readonly Boundary[]): readonly Target[] {
  const targets: { kind: string; hits: Boundary[] }[] = [];
  const acts = (hit: Boundary) => hit.write.act;
  for (const hit of hits) {
    const free = targets.find((one) => one.kind === hit.kind && !one.hits.some((other) => acts(other) === acts(hit)));
    if (free === undefined) targets.push({ kind: hit.kind, hits: [hit] });
    else free.hits.push(hit);
  }
  return targets;
}

/** Kills one after the other; `writes` are the rows of the table. */
export async function killAtBoundaries(
  bout: Bout,
  tally: Tally,
  played: { readonly targets: readonly (Target & { readonly subject: Subject })[]; readonly writes: readonly Write[] },
): Promise<void> {
  const told = new Map<string, string>();
  for (const { subject, hits } of played.targets) {
    for (const act of subject.acts.keys()) {
      const boundary = hits.find(({ write }) => write.act === act);
      const end =
        boundary === undefined
          ? await playAct(bout, tally, { subject, act })
          : await killAt(bout, tally, { boundary, subject, told });
      if (!isOver(subject, act, end)) break;
    }
  }
  for (const line of tableOf(told, played.writes)) bout.say(line);
}

/** Kills at the boundary and waits for the act's end. */
async function killAt(
  bout: Bout,
  tally: Tally,
  hit: { readonly boundary: Boundary; readonly subject: Subject; readonly told: Map<string, string> },
): Promise<RunTold | null> {
  const { boundary, subject, told } = hit;
  const { firm, house, client, say } = bout;
  const { act } = boundary.write;
  const moment = holdOpen(firm.sandbox, boundary);
  const begun = begin(bout, subject, act);
  const isReached = await moment.reached(reachMsMax);
  moment.end();
  if (!isReached) tally.missed += 1;
  const killedMs = performance.now();
  await house.strike(boundary.victim);
  tally.kills += 1;
  const run = await begun;
  const end = await client.rest(run.id, finishMsMax);
  const tookMs = Math.round(performance.now() - killedMs);
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, tookMs);
  await judge(bout, tally, { subject, act, end });
  say(`${nameOf(boundary)}${isReached ? '' : ' (never reached)'}: ${stateOf(end)} after ${tookMs} ms`);
  told.set(nameOf(boundary), `${end?.state ?? 'nobody'} ${(tookMs / 1_000).toFixed(1)} s`);
  return end;
}

/** Steps down, victims across: how the run ended, and how long after the kill. Nothing stands where nothing was killed. */
function tableOf(told: ReadonlyMap<string, string>, writes: readonly Write[]): readonly string[] {
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(32), ...cells.map((cell) => cell.padEnd(18))].join('  ').trimEnd();
  const rows = writes.flatMap((write) =>
    momentNames.map((moment) => {
      const cells = victims.map((victim) => told.get(nameOf({ write, moment, victim })) ?? '');
      return { name: `${write.step} ${moment.toLowerCase()}`, cells };
    }),
  );
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return [line('killed', [...victims]), ...filled.map(({ name, cells }) => line(name, cells))];
}
