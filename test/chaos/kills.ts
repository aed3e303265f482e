// kill -9 at the boundaries of every write, one after the other, and the table of what came of it.
import { type Boundary, boundaries, holdOpen, momentNames, nameOf, writes } from './boundaries.ts';
import type { Prospect } from './firm.ts';
import { type ChaosHouse, victims } from './house.ts';
import { type Bench, finishMsMax, judge, stateOf, type Tally } from './verdict.ts';

/** A call that never comes to a boundary in this time is never coming. */
const reachMsMax = 30_000;

/** What is killed where, and whom the run was for; the seed fixes which kill hits which customer, so that one can be played again. */
export interface KillPlan {
  readonly prospects: readonly Prospect[];
  readonly seed: number;
  /** Only boundaries whose name holds this text; null for all. */
  readonly only: string | null;
}

type Bout = { readonly house: ChaosHouse } & Bench;

/** One kill per prospect. */
export async function killAtBoundaries(bout: Bout, tally: Tally, { prospects, seed, only }: KillPlan): Promise<void> {
  const order = boundaries(seed).filter((boundary) => nameOf(boundary).includes(only ?? ''));
  const told = new Map<string, string>();
  for (const [index, prospect] of prospects.entries()) {
    const boundary = order[index % order.length];
    if (boundary === undefined) throw new Error(`No boundary is called "${only ?? ''}"`);
    told.set(nameOf(boundary), await killAt(bout, tally, { boundary, prospect }));
  }
  for (const line of tableOf(told)) bout.say(line);
}

async function killAt(
  bout: Bout,
  tally: Tally,
  { boundary, prospect }: { readonly boundary: Boundary; readonly prospect: Prospect },
): Promise<string> {
  const { firm, house, client, say } = bout;
  const moment = holdOpen(firm.sandbox, boundary);
  const begun = client.onboard(prospect);
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
  await judge(bout, tally, { prospect, end });
  say(`${nameOf(boundary)}${isReached ? '' : ' (never reached)'}: ${stateOf(end)} after ${tookMs} ms`);
  return `${end?.state ?? 'nobody'} ${(tookMs / 1_000).toFixed(1)} s`;
}

/** Steps down, victims across: how the run ended, and how long after the kill. Nothing stands where nothing was killed. */
function tableOf(told: ReadonlyMap<string, string>): readonly string[] {
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
