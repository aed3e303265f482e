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
import { type ChaosVerdict, emptyTally } from './verdict.ts';

/** What is played. */
export interface ChaosPlan {
  /** Kills at step boundaries; 54 are each boundary once. */
  readonly kills: number;
  /** Customers onboarded under lost replies, late commits and overload, twenty-four at a time, after the kills. */
  readonly stormed: number;
  /** Whether workers and system APIs are stopped and woken, too. */
  readonly freezes: boolean;
  readonly seed: number;
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
  const { kills, stormed, seed, only, say } = plan;
  const [first, last] = [kills, kills + stormed];
  let crashes = 0;
  let counts: ChaosVerdict['storm'] = {};
  const inHouse = async (
    name: string,
    isReplicated: boolean,
    play: (house: ChaosHouse) => Promise<void>,
  ): Promise<void> => {
    const env = vendorEnvironment(firm.sandbox);
    const root = plan.root === undefined ? {} : { root: plan.root };
    const house = await openChaosHouse({ dataDir: join(directory, name), env, workers: 2, isReplicated, ...root });
    try {
      await play(house);
      crashes += house.crashes();
    } finally {
      await house.close();
    }
  };
  const bench = async (house: ChaosHouse) => {
    const client = await chaosClient(house.processUrl, {
      identityUrl: firm.sandbox.urls.identity,
      legalEntityIds: firm.legalEntityIds,
    });
    return { firm, client, say, house };
  };
  if (last > 0) {
    await inHouse('house', false, async (house) => {
      const bout = await bench(house);
      await killAtBoundaries(bout, tally, { prospects: firm.prospects.slice(0, first), seed, only });
      counts = await storm(bout, tally, { prospects: firm.prospects.slice(first, last), seed });
    });
  }
  if (plan.freezes) {
    await inHouse('replicated', true, async (house) => {
      await scenes(await bench(house), tally, { prospects: firm.prospects.slice(last), only });
    });
  }
  const duplicated = tally.duplicatedAt.netsuite + tally.duplicatedAt.kantata;
  return { ...tally, duplicated, crashes, storm: counts };
}
