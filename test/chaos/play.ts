// A process under chaos, judged by the vendors' own records.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundaries } from './boundaries.ts';
import { chaosClient } from './client.ts';
import { vendorEnvironment } from '../house/vendor-environment.ts';
import { type ChaosFirm, openFirm } from './firm.ts';
import { sceneKinds, scenes } from './freezes.ts';
import { type ChaosHouse, openChaosHouse } from './house.ts';
import { killAtBoundaries, targetsOf } from './kills.ts';
import type { Scenario, Subject } from './scenario.ts';
import { storm } from './storm.ts';
import { type Bench, type ChaosVerdict, emptyTally } from './verdict.ts';

/** What is played. */
export interface ChaosPlan {
  /** Kills at step boundaries, each boundary once before one comes again. */
  readonly kills: number;
  /** Subjects under lost replies, late commits and overload, twenty-four at a time, after the kills. */
  readonly stormed: number;
  /** Whether workers and system APIs are stopped and woken, too. */
  readonly freezes: boolean;
  readonly seed: number;
  /** Two where nothing is said. */
  readonly workers?: number;
  /** Only boundaries and scenes whose name holds this text; null for all. */
  readonly only: string | null;
  readonly root?: string;
  readonly say: (line: string) => void;
}

/** Opens firm and house, plays, and judges. Throws when no boundary has a name that holds `only`. */
export async function play(scenario: Scenario, plan: ChaosPlan): Promise<ChaosVerdict> {
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  const firm = await openFirm(join(directory, 'sandbox'));
  try {
    return await played({ scenario, plan, firm, directory });
  } finally {
    await firm.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Playing {
  readonly scenario: Scenario;
  readonly plan: ChaosPlan;
  readonly firm: ChaosFirm;
  readonly directory: string;
}

async function played({ scenario, plan, firm, directory }: Playing): Promise<ChaosVerdict> {
  const tally = emptyTally();
  const { seed, only } = plan;
  const order = boundaries(scenario, seed, only);
  if (plan.kills > 0 && order.length === 0) throw new Error(`No boundary is called "${only ?? ''}"`);
  const targets = targetsOf(Array.from({ length: plan.kills }, (_, index) => order[index % order.length] ?? []).flat());
  const { kinds } = scenario;
  const stormed = Array.from({ length: plan.stormed }, (_, index) => kinds[index % kinds.length] ?? '');
  const wanted = [...targets.map(({ kind }) => kind), ...stormed, ...(plan.freezes ? sceneKinds(scenario, only) : [])];
  // All at once and before a house opens, for its directory reads the vendors when it does.
  const subjects = await scenario.plant(firm, wanted);
  const stormFrom = targets.length;
  const scenesFrom = stormFrom + stormed.length;
  let crashes = 0;
  let counts: ChaosVerdict['storm'] = {};
  if (scenesFrom > 0) {
    crashes += await inHouse({ plan, firm, dataDir: join(directory, 'house') }, async (bout) => {
      const hit = targets.map((target, index) => ({ ...target, subject: the(subjects[index]) }));
      await killAtBoundaries(bout, tally, { targets: hit, writes: scenario.writes });
      counts = await storm(bout, tally, { scenario, subjects: subjects.slice(stormFrom, scenesFrom), seed });
    });
  }
  if (plan.freezes) {
    crashes += await inHouse({ plan, firm, dataDir: join(directory, 'pairs'), isReplicated: true }, (bout) =>
      scenes(bout, tally, { scenario, subjects: subjects.slice(scenesFrom), only }),
    );
  }
  const duplicated = Object.values(tally.duplicatedAt).reduce((sum, count) => sum + count, 0);
  return { ...tally, duplicated, crashes, storm: counts };
}

function the(subject: Subject | undefined): Subject {
  if (subject === undefined) throw new Error('A kill needs somebody to hit');
  return subject;
}

interface Stage {
  readonly plan: ChaosPlan;
  readonly firm: ChaosFirm;
  readonly dataDir: string;
  readonly isReplicated?: boolean;
}

/** Plays in a house of its own; the number of processes that ended without being killed. */
async function inHouse(
  { plan: { root, say, workers = 2 }, firm, dataDir, isReplicated = false }: Stage,
  inside: (bout: Bench & { readonly house: ChaosHouse }) => Promise<void>,
): Promise<number> {
  const env = vendorEnvironment(firm.sandbox);
  const options = { dataDir, env, workers, isReplicated, ...(root === undefined ? {} : { root }) };
  const house = await openChaosHouse(options);
  try {
    const client = await chaosClient(house.processUrl, firm.sandbox.urls.identity);
    await inside({ firm, client, say, house });
    return house.crashes();
  } finally {
    await house.close();
  }
}
