// onboardCustomer under chaos, judged by the vendors' own records.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundaries, holdOpen, nameOf, randomFrom } from './boundaries.ts';
import type { Boundary } from './boundaries.ts';
import { chaosClient } from './client.ts';
import type { ChaosClient, RunTold } from './client.ts';
import { doubled, missing, openFirm, vendorEnvironment } from './firm.ts';
import type { ChaosFirm, Prospect } from './firm.ts';
import { openChaosHouse } from './house.ts';
import type { ChaosHouse } from './house.ts';

/** What is played. */
export interface ChaosPlan {
  /** Kills at step boundaries; 54 are each boundary once. */
  readonly kills: number;
  /** Customers onboarded under lost replies, late commits and overload, twenty-four at a time, after the kills. */
  readonly stormed: number;
  /** How often a worker is frozen with SIGSTOP in the middle of eight runs, and woken when the other one has done them. */
  readonly freezes: number;
  readonly seed: number;
  /** Only boundaries whose name holds this text; null for all. */
  readonly only: string | null;
  readonly root?: string;
  readonly say: (line: string) => void;
}

/** What came of it. Everything but kills, runs and times should be 0. */
export interface ChaosVerdict {
  readonly kills: number;
  readonly runs: number;
  /** Effects of runs that were told of and are in no vendor's records. */
  readonly lost: number;
  /** Records in the vendors' own state beyond the one that each run is to leave. */
  readonly duplicated: number;
  /** Records of runs that say that they took everything back. */
  readonly leftOver: number;
  /** Runs that were not done in a minute. */
  readonly stuck: number;
  /** Boundaries that no call ever came to: a kill that tested nothing. */
  readonly missed: number;
  /** Processes that nobody killed and that ended all the same. */
  readonly crashes: number;
  /** From a kill to the end of the run it hit. */
  readonly slowestRecoveryMs: number;
  /** The stand-ins' own counts of the storm: writes, and committed ones whose reply nobody heard, by vendor. */
  readonly storm: Readonly<Record<string, { readonly writes: number; readonly committedUnheard: number }>>;
}

/** A run is called stuck after this. */
const finishMsMax = 60_000;
/** A call that never comes to a boundary in this time is never coming. */
const reachMsMax = 30_000;
/** As many as two workers carry out at once: under storm a run mostly waits for doubts to settle. */
const stormConcurrency = 24;
/** Both workers have some of them. */
const frozenRuns = 8;
/** For calls that a frozen worker had still to make to be made. */
const wakingMs = 3_000;

interface Play {
  readonly plan: ChaosPlan;
  readonly firm: ChaosFirm;
  readonly house: ChaosHouse;
  readonly client: ChaosClient;
}

interface Tally {
  kills: number;
  runs: number;
  lost: number;
  duplicated: number;
  leftOver: number;
  stuck: number;
  missed: number;
  slowestRecoveryMs: number;
}

/** Opens firm and house, plays, and judges. */
export async function playOnboarding(plan: ChaosPlan): Promise<ChaosVerdict> {
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  const firm = await openFirm(join(directory, 'sandbox'), plan.kills + plan.freezes * frozenRuns + plan.stormed);
  const root = plan.root === undefined ? {} : { root: plan.root };
  const env = vendorEnvironment(firm.sandbox);
  const house = await openChaosHouse({ dataDir: directory, env, workers: 2, ...root }).catch(async (error: unknown) => {
    await firm.close();
    throw error;
  });
  try {
    const { legalEntityIds } = firm;
    const client = await chaosClient(house.processUrl, { identityUrl: firm.sandbox.urls.identity, legalEntityIds });
    const play = { plan, firm, house, client };
    const tally: Tally = {
      kills: 0,
      runs: 0,
      lost: 0,
      duplicated: 0,
      leftOver: 0,
      stuck: 0,
      missed: 0,
      slowestRecoveryMs: 0,
    };
    await killAtBoundaries(play, tally);
    for (let turn = 0; turn < plan.freezes; turn += 1) await freeze(play, tally, turn);
    const storm = await stormed(play, tally);
    return { ...tally, crashes: house.crashes(), storm };
  } finally {
    await house.close();
    await firm.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Seed, order of boundaries and prospects say which kill hits which customer, so that one can be played again. */
async function killAtBoundaries(play: Play, tally: Tally): Promise<void> {
  const { plan, firm } = play;
  const order = boundaries(plan.seed).filter((boundary) => nameOf(boundary).includes(plan.only ?? ''));
  for (let index = 0; index < plan.kills; index += 1) {
    const boundary = order[index % order.length];
    const prospect = firm.prospects[index];
    if (boundary === undefined || prospect === undefined) throw new Error(`No boundary or prospect ${index}`);
    await killAt(play, tally, { boundary, prospect });
  }
}

async function killAt(
  { plan, firm, house, client }: Play,
  tally: Tally,
  { boundary, prospect }: { readonly boundary: Boundary; readonly prospect: Prospect },
): Promise<void> {
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
  judge({ plan, firm }, tally, { prospect, end });
  plan.say(`${nameOf(boundary)}${isReached ? '' : ' (never reached)'}: ${stateOf(end)} after ${tookMs} ms`);
}

/** A worker that is taken for dead and is not: what it does when it wakes must come to nothing. */
async function freeze({ plan, firm, house, client }: Play, tally: Tally, turn: number): Promise<void> {
  const first = plan.kills + turn * frozenRuns;
  const prospects = firm.prospects.slice(first, first + frozenRuns);
  const [write] = boundaries(plan.seed + turn);
  if (write === undefined) throw new Error('There are no boundaries');
  const moment = holdOpen(firm.sandbox, { ...write, moment: 'AFTER' });
  const worker = turn % 2;
  const begun = prospects.map((prospect) => client.onboard(prospect));
  if (!(await moment.reached(reachMsMax))) tally.missed += 1;
  house.freeze(worker);
  const frozenMs = performance.now();
  const ends = await Promise.all(
    begun.map(async (run, index) => ({ index, end: await client.rest((await run).id, finishMsMax) })),
  );
  const tookMs = Math.round(performance.now() - frozenMs);
  house.thaw(worker);
  moment.end();
  await new Promise((resolve) => setTimeout(resolve, wakingMs));
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, tookMs);
  for (const { index, end } of ends) {
    const prospect = prospects[index];
    if (prospect !== undefined) judge({ plan, firm }, tally, { prospect, end });
  }
  plan.say(`worker ${worker} frozen at ${write.write.step}: ${frozenRuns} runs done by the other after ${tookMs} ms`);
}

function stateOf(run: RunTold | null): string {
  if (run === null) return 'nobody could be asked';
  const { state, failure } = run;
  return failure === null ? state : `${state} at ${failure.step}: ${failure.code} ${failure.message}`;
}

function judge(
  { plan, firm }: Pick<Play, 'plan' | 'firm'>,
  tally: Tally,
  { prospect, end }: { readonly prospect: Prospect; readonly end: RunTold | null },
): void {
  const holdings = firm.holdings(prospect);
  tally.runs += 1;
  tally.duplicated += doubled(holdings);
  if (end?.state === 'DONE') tally.lost += missing(holdings);
  else tally.stuck += 1;
  if (end?.state === 'COMPENSATED') tally.leftOver += Object.values(holdings).filter((count) => count > 0).length;
  if (end?.state !== 'DONE' || doubled(holdings) > 0 || missing(holdings) > 0)
    plan.say(`${prospect.name}: ${stateOf(end)}, ${JSON.stringify(holdings)}`);
}

/** Lost replies, late commits and overload for each vendor; the CRM is written to once per customer, so more of its replies are lost. */
const weather = [
  { vendor: 'netsuite', dropped: 0.2 },
  { vendor: 'kantata', dropped: 0.25 },
  { vendor: 'salesforce', dropped: 0.4 },
] as const;

async function stormed({ plan, firm, client }: Play, tally: Tally): Promise<ChaosVerdict['storm']> {
  const { standIns } = firm.sandbox;
  for (const { vendor, dropped } of weather) {
    const { faults, requests } = standIns[vendor];
    requests.clear();
    const match = '^(POST|PUT|PATCH) (?!.*(oauth2|suiteql|/query))';
    faults.plant({ kind: 'dropReplyAfterCommit', match, rate: dropped });
    faults.plant({ kind: 'lateCommit', ms: 700, match, rate: 0.04 });
    faults.plant({ kind: 'tooManyRequests', rate: 0.03 });
  }
  const waiting = firm.prospects.slice(plan.kills + plan.freezes * frozenRuns);
  const random = randomFrom(plan.seed);
  const ended: { prospect: Prospect; end: RunTold | null }[] = [];
  const caller = async (): Promise<void> => {
    for (let prospect = waiting.shift(); prospect !== undefined; prospect = waiting.shift()) {
      const run = await client.onboard(prospect);
      // Some callers ask twice: the same key is the same run, whatever the weather.
      if (random() < 0.2) await client.onboard(prospect);
      const end = await client.rest(run.id, finishMsMax);
      ended.push({ prospect, end });
      plan.say(`${ended.length} of the storm: ${stateOf(end)}`);
    }
  };
  await Promise.all(Array.from({ length: stormConcurrency }, caller));
  for (const { vendor } of weather) standIns[vendor].faults.clear();
  for (const one of ended) judge({ plan, firm }, tally, one);
  return Object.fromEntries(
    weather.map(({ vendor }) => {
      const { all, committedUnheard } = standIns[vendor].requests.totals().writes;
      return [vendor, { writes: all, committedUnheard }];
    }),
  );
}
