// Ten thousand changes, or as many as asked for, with everything that goes wrong with feeds; and what came of them.
import type { FeedFigures } from '../../subgraphs/journal/feeds/keeping-feeds.ts';
import { type Begun, type FeedRig, until } from './feed-rig.ts';

/** How much of it. */
export interface ScenarioSize {
  readonly changes: number;
  /** The worker is killed each time so many changes were planted; 0: never. */
  readonly crashEvery: number;
  /** Accounts at the beginning, most of them in one second: more than a page of 1,000 shows the tie-break. */
  readonly accounts: number;
  /** Whether nobody reads for 16 days in the middle. */
  readonly isAway: boolean;
}

/** What came of it. */
export interface Outcome {
  readonly planted: number;
  readonly late: number;
  readonly sameSecond: number;
  readonly deleted: number;
  readonly purged: number;
  readonly crashes: number;
  /** Changes for which no run was begun, nor for a later one of the same account. */
  readonly missed: number;
  /** Facts for which more than one run was begun. */
  readonly twice: number;
  readonly runs: number;
  readonly feed: FeedFigures;
  readonly seconds: number;
}

/** Numbers that a seed fixes. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const batch = 125;

/** Plants it all in front of a rig without a worker, and waits until everything was told that ever will be. */
export async function play(
  rig: FeedRig,
  { changes, crashEvery, accounts, isAway }: ScenarioSize,
  seed = 7,
): Promise<Outcome> {
  const { org } = rig;
  const beganMs = performance.now();
  const random = seeded(seed);
  const counts = { late: 0, sameSecond: 0, deleted: 0, purged: 0, crashes: 0 };
  const live = Array.from({ length: accounts }, (_, index) => {
    if (index % 10 === 9) org.advance(random() < 0.01 ? 1 : 0);
    return org.create();
  });
  await rig.startWorker();
  let crashAt = crashEvery;
  while (org.planted.length < changes) {
    plantBatch(rig, { live, counts, random });
    if (crashEvery > 0 && org.planted.length >= crashAt) {
      await crash(rig, random);
      counts.crashes += 1;
      crashAt += crashEvery;
    } else {
      await rig.caughtUp();
    }
    // Changes of a second that was read already, under the stamp they have.
    for (let index = 0; index < 5; index += 1) {
      org.change(pick(live, random));
      counts.sameSecond += 1;
    }
    // What was late shows now, behind stamps that were read long ago.
    org.advance(70);
    if (isAway && org.planted.length >= changes / 2 && counts.purged === 0)
      await beAwayForLong(rig, { live, counts, random });
  }
  const feed = await settled(rig);
  const begun = await rig.runs();
  return {
    ...counts,
    planted: org.planted.length,
    ...judged(rig, begun),
    runs: begun.reduce((sum, { times }) => sum + times, 0),
    feed,
    seconds: (performance.now() - beganMs) / 1_000,
  };
}

interface Planting {
  readonly live: string[];
  readonly counts: Record<'late' | 'sameSecond' | 'deleted' | 'purged' | 'crashes', number>;
  readonly random: () => number;
}

function pick(live: readonly string[], random: () => number): string {
  return live[Math.floor(random() * live.length)] ?? '';
}

function plantBatch({ org }: FeedRig, { live, counts, random }: Planting): void {
  for (let index = 0; index < batch; index += 1) {
    const dice = random();
    if (dice < 0.1) live.push(org.create());
    else if (dice < 0.14) {
      org.remove(taken(live, random));
      counts.deleted += 1;
    } else if (dice < 0.3) {
      org.change(pick(live, random), 60);
      counts.late += 1;
    } else org.change(pick(live, random));
    // Some seconds are full, some are empty.
    if (random() < 0.05) org.advance(Math.ceil(random() * 3));
  }
}

function taken(live: string[], random: () => number): string {
  return live.splice(Math.floor(random() * live.length), 1)[0] ?? '';
}

/** Kills the worker somewhere in the middle of what it is doing, and starts another one. */
async function crash(rig: FeedRig, random: () => number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, random() * 150));
  await rig.kill();
  await rig.startWorker();
}

/** Nobody reads for 16 days; meanwhile records change, are deleted, and leave the recycle bin; some were never in it. */
async function beAwayForLong(rig: FeedRig, planting: Planting): Promise<void> {
  const { org } = rig;
  const { live, counts, random } = planting;
  await rig.caughtUp();
  await rig.kill();
  for (let index = 0; index < batch; index += 1) org.change(pick(live, random));
  for (let index = 0; index < 40; index += 1) {
    org.remove(taken(live, random));
    org.purge(taken(live, random));
    counts.deleted += 1;
    counts.purged += 1;
  }
  org.advance(16 * 86_400);
  org.emptyBin(15);
  await rig.startWorker();
  await rig.caughtUp();
  // And some that only a count can find.
  for (let index = 0; index < 10; index += 1) {
    org.purge(taken(live, random));
    counts.purged += 1;
  }
}

/** Waits until the counts agree and nothing is waiting. */
async function settled(rig: FeedRig): Promise<FeedFigures> {
  const { org } = rig;
  org.advance(300);
  org.change([...org.live().keys()][0] ?? '');
  const last = await rig.caughtUp();
  if (!rig.isCounted) return last;
  const since = new Date();
  return until(async () => {
    const feed = await rig.feed();
    const isCounted = feed !== null && feed.countedAt !== null && feed.countedAt > since;
    return isCounted && feed.countedHere === feed.countedThere && feed.phase === 'FOLLOWING' && feed.complete
      ? feed
      : null;
  });
}

/** Holds what was planted against what was begun. */
export function judged({ org }: FeedRig, begun: readonly Begun[]): Pick<Outcome, 'missed' | 'twice'> {
  const newest = new Map<string, number>();
  const ended = new Set<string>();
  for (const { id, version } of begun) {
    if (version === 'end') ended.add(id);
    else newest.set(id, Math.max(newest.get(id) ?? 0, version));
  }
  const live = org.live();
  const isTold = ({ id, version }: (typeof org.planted)[number]): boolean => {
    if (live.has(id)) return version !== 'end' && (newest.get(id) ?? 0) >= version;
    // What came and went before anybody could be told of it concerns nobody.
    return ended.has(id) || !newest.has(id);
  };
  return {
    missed: org.planted.filter((change) => !isTold(change)).length,
    twice: begun.filter(({ times }) => times > 1).length,
  };
}
