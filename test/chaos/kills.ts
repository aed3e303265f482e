// kill -9 at the boundaries of every write, one after the other, and the table of what came of it.
import { type Boundary, holdOpen, momentNames, nameOf } from './boundaries.ts';
import { type ChaosHouse, victims } from './house.ts';
import { playAct, playFrom } from './acts.ts';
import type { Subject, Write } from './scenario.ts';
import { type Bench, finishMsMax, judge, stateOf, type Tally } from './verdict.ts';

/** A call that never comes to a boundary in this time is never coming. */
const reachMsMax = 30_000;

/** What is killed where, and whose run it hits. */
export interface Kill {
  readonly boundary: Boundary;
  readonly subject: Subject;
}

type Bout = { readonly house: ChaosHouse } & Bench;

/** Kills one after the other; `writes` are the rows of the table. */
export async function killAtBoundaries(
  bout: Bout,
  tally: Tally,
  { kills, writes }: { readonly kills: readonly Kill[]; readonly writes: readonly Write[] },
): Promise<void> {
  const told = new Map<string, string>();
  for (const kill of kills) told.set(nameOf(kill.boundary), await killAt(bout, tally, kill));
  for (const line of tableOf(told, writes)) bout.say(line);
}

/** The acts before the one that is hit, and those after it, go undisturbed. */
async function killAt(bout: Bout, tally: Tally, { boundary, subject }: Kill): Promise<string> {
  const { firm, house, client, say } = bout;
  for (let before = 0; before < boundary.write.act; before += 1) {
    const end = await playAct(bout, tally, { subject, act: before });
    if (end?.state !== 'DONE') return 'never begun';
  }
  const { write, victim } = boundary;
  const act = subject.acts[write.act];
  if (act === undefined) throw new Error(`${subject.name} has no act ${write.act}`);
  const moment = holdOpen(firm.sandbox, boundary);
  const begun = client.begin(act.request);
  const isReached = await moment.reached(reachMsMax);
  moment.end();
  if (!isReached) tally.missed += 1;
  const killedMs = performance.now();
  await house.strike(victim);
  tally.kills += 1;
  const run = await begun;
  const end = await client.rest(run.id, finishMsMax);
  const tookMs = Math.round(performance.now() - killedMs);
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, tookMs);
  await judge(bout, tally, { subject, act: write.act, end });
  say(`${nameOf(boundary)}${isReached ? '' : ' (never reached)'}: ${stateOf(end)} after ${tookMs} ms`);
  if (end?.state === 'DONE') await playFrom(bout, tally, { subject, act: write.act + 1 });
  return `${end?.state ?? 'nobody'} ${(tookMs / 1_000).toFixed(1)} s`;
}

/** Steps down, victims across: how the run ended, and how long after the kill. Nothing stands where nothing was killed. */
function tableOf(told: ReadonlyMap<string, string>, writes: readonly Write[]): readonly string[] {
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(28), ...cells.map((cell) => cell.padEnd(12))].join('  ').trimEnd();
  const rows = writes.flatMap((write) =>
    momentNames.map((moment) => {
      const cells = victims.map((victim) => told.get(nameOf({ write, moment, victim })) ?? '');
      return { name: `${write.step} ${moment.toLowerCase()}`, cells };
    }),
  );
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return [line('killed', [...victims]), ...filled.map(({ name, cells }) => line(name, cells))];
}
