// What is counted of a play, and by whose word: the vendors' own records.
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import type { ChaosFirm } from './firm.ts';
import type { ChaosClient, RunTold } from './client.ts';
import type { Act, Holding, Subject } from './scenario.ts';

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
  readonly duplicatedAt: Readonly<Record<VendorName, number>>;
  /** Records of runs that took everything back, or say so. */
  readonly leftOver: number;
  /** Runs that had not ended as they are to in a minute. */
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
  duplicatedAt: Record<VendorName, number>;
};

/** Nothing yet. */
export function emptyTally(): Tally {
  return {
    ...{ kills: 0, runs: 0, lost: 0, leftOver: 0, stuck: 0, missed: 0 },
    ...{ slowestRecoveryMs: 0, slowestTakeOverMs: 0, duplicatedAt: { salesforce: 0, kantata: 0, netsuite: 0 } },
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

/** Counts what the vendors hold of an act that ended; of one that was taken back also what is there after people have mended it. */
export async function judge(
  bench: Bench,
  tally: Tally,
  judged: { readonly subject: Subject; readonly act: number; readonly end: RunTold | null },
): Promise<void> {
  const { subject, end } = judged;
  const act = subject.acts[judged.act];
  if (act === undefined) throw new Error(`${subject.name} has no act ${judged.act}`);
  const told = act.holdings();
  const isAsMeant = end?.state === act.ends;
  tally.runs += 1;
  if (isAsMeant) tally.lost += sumOf(told, missing);
  else tally.stuck += 1;
  if (!isAsMeant && end?.state === 'COMPENSATED') {
    const left = told.filter(({ stays, count }) => stays !== true && count > 0);
    tally.leftOver += left.length;
    bench.say(`${subject.name}: ${stateOf(end)}, left over ${inWords(left)}`);
    const mended = await subject.mend(bench.client, end);
    if (mended !== null) bench.say(`${subject.name}: mended and sent on, ${stateOf(mended)}`);
  }
  const odd = tooMuch(act, isAsMeant ? told : act.holdings(), tally);
  if (!isAsMeant || odd.length > 0) bench.say(`${subject.name}: ${stateOf(end)}, ${inWords(odd)}`);
}

/** Adds up what is there now beyond what is wanted; what is not as wanted, either way. */
function tooMuch({ leaves }: Act, now: readonly Holding[], tally: Tally): readonly Holding[] {
  for (const holding of now) {
    if (leaves === 'RECORDS' || holding.stays === true) tally.duplicatedAt[holding.vendor] += surplus(holding);
    else tally.leftOver += surplus(holding);
  }
  return now.filter(({ count, wanted }) => count !== wanted);
}

const missing = ({ count, wanted }: Holding): number => Math.max(0, wanted - count);
const surplus = ({ count, wanted }: Holding): number => Math.max(0, count - wanted);

function sumOf(holdings: readonly Holding[], of: (holding: Holding) => number): number {
  return holdings.reduce((sum, holding) => sum + of(holding), 0);
}

function inWords(holdings: readonly Holding[]): string {
  const words = holdings.map(({ vendor, what, count, wanted }) => `${vendor} ${what} ${count} of ${wanted}`);
  return words.length === 0 ? 'the records are as wanted' : words.join(', ');
}
