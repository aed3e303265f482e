// What is counted of a play, and by whose word: the vendors' own records.
import { type ChaosFirm, doubled, missing, type Prospect, updateAccount } from './firm.ts';
import type { ChaosClient, RunTold } from './client.ts';

/** The stand-ins' own counts of a storm at one vendor. */
export interface StormCount {
  /** With those it refused or never saw. */
  readonly writes: number;
  readonly committed: number;
  /** Committed writes whose answer was dropped, and nothing else done to them. */
  readonly droppedAfterCommit: number;
  /** Committed, the answer never heard: dropped ones, and those that were committed late. */
  readonly committedUnheard: number;
}

/** What came of it. Everything but kills, runs and times should be 0. */
export interface ChaosVerdict {
  readonly kills: number;
  readonly runs: number;
  /** Effects of runs that were told of and are in no vendor's records. */
  readonly lost: number;
  /** Records in the vendors' own state beyond the one that each run is to leave. */
  readonly duplicated: number;
  readonly duplicatedAt: { readonly netsuite: number; readonly kantata: number };
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
  /** From a worker's death to the moment when another one had its run. */
  readonly slowestTakeOverMs: number;
  readonly storm: Readonly<Record<string, StormCount>>;
}

/** Counted while it is played. */
export type Tally = {
  -readonly [Key in Exclude<keyof ChaosVerdict, 'crashes' | 'storm' | 'duplicatedAt' | 'duplicated'>]: number;
} & {
  duplicatedAt: { netsuite: number; kantata: number };
};

/** Nothing yet. */
export function emptyTally(): Tally {
  return {
    ...{ kills: 0, runs: 0, lost: 0, leftOver: 0, stuck: 0, missed: 0 },
    ...{ slowestRecoveryMs: 0, slowestTakeOverMs: 0, duplicatedAt: { netsuite: 0, kantata: 0 } },
  };
}

/** Everything of the storm together. */
export function stormTotals(storm: ChaosVerdict['storm']): StormCount {
  const sum = (field: keyof StormCount): number =>
    Object.values(storm).reduce((total, count) => total + count[field], 0);
  return {
    writes: sum('writes'),
    committed: sum('committed'),
    droppedAfterCommit: sum('droppedAfterCommit'),
    committedUnheard: sum('committedUnheard'),
  };
}

/** A run is called stuck after this. */
export const finishMsMax = 60_000;

/** Whom to ask, and whom to tell. */
export interface Bench {
  readonly firm: ChaosFirm;
  readonly client: ChaosClient;
  readonly say: (line: string) => void;
}

/** A run as it ended, in words. */
export function stateOf(run: RunTold | null): string {
  if (run === null) return 'nobody could be asked';
  const { state, failure } = run;
  return failure === null ? state : `${state} at ${failure.step}: ${failure.code} ${failure.message}`;
}

/**
 * Counts what the vendors hold of a run that ended, and of one that was taken back because the PSA has a client of that name already
 * also what is there after people have done what they do about it.
 */
export async function judge(
  bench: Bench,
  tally: Tally,
  { prospect, end }: { readonly prospect: Prospect; readonly end: RunTold | null },
): Promise<void> {
  const { firm, say } = bench;
  const told = firm.holdings(prospect);
  tally.runs += 1;
  if (end?.state === 'DONE') tally.lost += missing(told);
  else tally.stuck += 1;
  if (end?.state === 'COMPENSATED') {
    tally.leftOver += Object.values(told).filter((count) => count > 0).length;
    say(`${prospect.name}: ${stateOf(end)}, ${JSON.stringify(told)}`);
    await respell(bench, prospect, end);
  }
  const holdings = firm.holdings(prospect);
  const { netsuite, kantata } = doubled(holdings);
  tally.duplicatedAt.netsuite += netsuite;
  tally.duplicatedAt.kantata += kantata;
  if (end?.state !== 'DONE' || netsuite + kantata > 0 || missing(holdings) > 0)
    say(`${prospect.name}: ${stateOf(end)}, ${JSON.stringify(holdings)}`);
}

/** What people do when they are told that a name is taken: spell it otherwise in the CRM, and send the run on. */
async function respell({ firm, client, say }: Bench, prospect: Prospect, { id, failure }: RunTold): Promise<void> {
  if (failure?.step !== 'psa-customer') return;
  await updateAccount(firm.sandbox, prospect.account, { Name: `${prospect.name} Inc` });
  await client.replay(id, 'the name was taken in the PSA; spelled otherwise in the CRM');
  say(`${prospect.name}: spelled otherwise and replayed, ${stateOf(await client.rest(id, finishMsMax))}`);
}
