// onboardCustomer under chaos, judged by the vendors' own records.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosClient } from './client.ts';
import { openFirm, vendorEnvironment } from './firm.ts';
import type { ChaosFirm } from './firm.ts';
import { scenes, scenesRuns } from './freezes.ts';
import { openChaosHouse } from './house.ts';
import type { ChaosHouse } from './house.ts';
import { killAtBoundaries } from './kills.ts';
import { storm } from './storm.ts';
import { type Bench, type ChaosVerdict, emptyTally } from './verdict.ts';

/** What is played. */
export interface ChaosPlan {
  /** Kills at step boundaries; 54 are each boundary once. */
  readonly kills: number;
  /** Customers onboarded under lost replies, late commits and overload, twenty-four at a time, after the kills. */
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

/** Opens firm and house, plays, and judges. */
export async function playOnboarding(plan: ChaosPlan): Promise<ChaosVerdict> {
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  const firm = await openFirm(
    join(directory, 'sandbox'),
    plan.kills + plan.stormed + (plan.freezes ? scenesRuns(plan.only) : 0),
  );
  try {
    return await played(plan, firm, directory);
  } finally {
    await firm.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function played(plan: ChaosPlan, firm: ChaosFirm, directory: string): Promise<ChaosVerdict> {
  const tally = emptyTally();
  const { kills, stormed, seed, only } = plan;
  const stormFrom = kills;
  const scenesFrom = kills + stormed;
  let crashes = 0;
  let counts: ChaosVerdict['storm'] = {};
  if (scenesFrom > 0) {
    crashes += await inHouse({ plan, firm, dataDir: join(directory, 'house') }, async (bout) => {
      await killAtBoundaries(bout, tally, { prospects: firm.prospects.slice(0, stormFrom), seed, only });
      counts = await storm(bout, tally, { prospects: firm.prospects.slice(stormFrom, scenesFrom), seed });
    });
  }
  if (plan.freezes) {
    crashes += await inHouse({ plan, firm, dataDir: join(directory, 'pairs'), isReplicated: true }, (bout) =>
      scenes(bout, tally, { prospects: firm.prospects.slice(scenesFrom), only }),
    );
  }
  const duplicated = tally.duplicatedAt.netsuite + tally.duplicatedAt.kantata;
  return { ...tally, duplicated, crashes, storm: counts };
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
  play: (bout: Bench & { readonly house: ChaosHouse }) => Promise<void>,
): Promise<number> {
  const env = vendorEnvironment(firm.sandbox);
  const options = { dataDir, env, workers, isReplicated, ...(root === undefined ? {} : { root }) };
  const house = await openChaosHouse(options);
  try {
    const { legalEntityIds } = firm;
    const client = await chaosClient(house.processUrl, { identityUrl: firm.sandbox.urls.identity, legalEntityIds });
    await play({ firm, client, say, house });
    return house.crashes();
  } finally {
    await house.close();
  }
}
