// One turn at a feed: its pages until nothing is waiting, what went missing, what is to be told again, and now and then a count.
import { setTimeout as pause } from 'node:timers/promises';
import { FeedLost, type HeldFeed, holdOn, letGo } from '../../journal/feeds/holding.ts';
import {
  countHere,
  dueRecords,
  followOn,
  keepCount,
  missingRecords,
  putOff,
  settleDueRecords,
} from '../../journal/feeds/keeping-feeds.ts';
import {
  type FeedProgress,
  keepTold,
  knownRecords,
  type RecordMark,
  type ToldPart,
} from '../../journal/feeds/telling.ts';
import { type Fault, isFault } from '../../runtime/fault.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import type { ChangeReader, ToldPage } from '../systems/changes.ts';
import type { Systems } from '../systems/systems.ts';
import { askAll, feedCaller } from './ask.ts';
import { judge, lastWords } from './judge.ts';
import type { FeedCause, FeedChange, FeedSubscriber } from './subscriber.ts';
import type { FeedPace, FeedWorld } from './world.ts';

/** Pages of one turn: a backlog is left now and then, so that a count and a hint get their turn. */
const pagesMax = 20;
/** Changes told and kept in one transaction. */
const partMax = 50;
/** A page that could not be told this often is told without the changes that keep it: they become exceptions. */
const attemptsMax = 5;
/** A feed that fails is tried again after its pace, then after twice that, four times … up to a minute. */
const retryMsMax = 60_000;

/** However long counts have differed, they are compared once a day. */
const countMsMax = 86_400_000;

/** A system was away while a page was told: the page is told again, the part of it that was kept is not. */
class TellingDelayed extends Error {
  override readonly name = 'TellingDelayed';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** A turn under way. */
interface Turn {
  readonly world: FeedWorld;
  readonly reader: ChangeReader;
  readonly systems: Systems;
  readonly subscribers: readonly FeedSubscriber[];
}

/** Takes a turn at a feed that is held, and lets it go. Never raises, whatever the systems and the database do. */
export async function takeTurn(world: FeedWorld, held: HeldFeed): Promise<void> {
  const { db, pace, logger } = world;
  const holding = holdingOn(world, held);
  try {
    const { pollMs } = pace;
    const { isDone } = await readOn(turnOf(world, held), held);
    await letGo(db, held, { dueInMs: isDone ? pollMs : 0, failure: null });
  } catch (error) {
    if (error instanceof FeedLost) return;
    const fault = error instanceof TellingDelayed ? error.fault : error;
    const code = isFault(fault) ? fault.code : 'FEED_FAILED';
    const dueInMs = Math.min(retryMsMax, pace.pollMs * 2 ** Math.min(held.failures, 10));
    logger.warn(
      { feed: held.name, code, stack: isFault(fault) || !(fault instanceof Error) ? null : fault.stack },
      'a feed could not be read on',
    );
    // A database that is away: the lease ends by itself.
    await letGo(db, held, { dueInMs, failure: { code, isTelling: error instanceof TellingDelayed } }).catch(
      () => undefined,
    );
  } finally {
    await holding.end();
  }
}

function turnOf(world: FeedWorld, { system, kind }: HeldFeed): Turn {
  const caller = feedCaller();
  const subscribers = world.subscribers.filter((each) => each.system === system && each.kind === kind);
  // Only systems that subscribers name become feeds.
  const reader = world.readerOf(system as ServiceSystem, caller);
  return { world, reader, systems: world.systemsOf(caller), subscribers };
}

/** Keeps the lease while a turn takes longer than it. */
function holdingOn({ db, pace }: FeedWorld, held: HeldFeed): { end(): Promise<void> } {
  const ended = new AbortController();
  const renew = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await pause(pace.leaseMs / 3, undefined, { signal: ended.signal }).catch(() => undefined);
      // Whoever has lost it finds out when it keeps something.
      if (!ended.signal.aborted) await holdOn(db, held, pace.leaseMs).catch(() => undefined);
    }
  };
  const renewing = renew();
  return {
    end: () => {
      ended.abort();
      return renewing;
    },
  };
}

async function readOn(turn: Turn, from: HeldFeed): Promise<{ readonly isDone: boolean }> {
  const { db } = turn.world;
  let held = from;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await turn.reader.page(held.kind, held.cursor);
    held = await tellPage(turn, held, page);
    if (!page.complete) continue;
    if (held.phase !== 'FOLLOWING') {
      await tellMissing(turn, held);
      await followOn(db, held);
      held = { ...held, phase: 'FOLLOWING' };
    }
    await tellDue(turn, held);
    return { isDone: !(await count(turn, held)) };
  }
  return { isDone: false };
}

/** Tells a page in parts; the cursor moves with the last of them. */
async function tellPage(turn: Turn, from: HeldFeed, page: ToldPage): Promise<HeldFeed> {
  const { world } = turn;
  const held: HeldFeed = page.horizonMissed
    ? { ...from, round: from.round + 1, phase: from.phase === 'BASELINE' ? 'BASELINE' : 'CENSUS' }
    : from;
  const { words, repeated } = lastWords(page.changes.map(({ ref, ...told }) => ({ id: ref.id, ...told })));
  const newestAt = words.reduce(
    (newest, { changedAt }) => (changedAt > newest ? changedAt : newest),
    held.newestAt ?? new Date(0),
  );
  const known = await knownRecords(
    world.db,
    held.name,
    words.map(({ id }) => id),
  );
  const verdicts = words.map((told) => ({
    told,
    verdict: judge(known.get(told.id), told, { now: new Date(), newestAt, isBaseline: held.phase === 'BASELINE' }),
  }));
  const news = verdicts.flatMap(({ told, verdict }) =>
    verdict.kind === 'PASS' ? [] : [{ ...verdict, deleted: told.deleted }],
  );
  const seen = verdicts.flatMap(({ told, verdict }) => (verdict.kind === 'PASS' && verdict.isThere ? [told.id] : []));
  const progress: FeedProgress = {
    ...{ cursor: page.cursor, phase: held.phase, round: held.round, complete: page.complete },
    newestAt: words.length === 0 ? held.newestAt : newestAt,
    horizonMissed: page.horizonMissed,
    repeated: repeated + verdicts.length - news.length,
  };
  const parts = inParts(news);
  for (const [index, part] of parts.entries()) {
    const changes = part
      .filter(({ kind }) => kind === 'TELL')
      .map(({ mark, deleted }) => changeOf(held, mark.id, deleted, 'TOLD'));
    const isLast = index === parts.length - 1;
    await tellPart(turn, held, {
      ...{ changes, marks: part.map(({ mark }) => mark) },
      ...(isLast ? { seen: held.phase === 'FOLLOWING' ? [] : seen, progress } : { seen: [], progress: null }),
    });
  }
  return { ...held, cursor: page.cursor, newestAt: progress.newestAt, attempts: 0 };
}

/** At least one part, for the cursor has to be kept even when nothing is new. */
function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < Math.max(1, items.length); at += partMax) parts.push(items.slice(at, at + partMax));
  return parts;
}

function changeOf({ instance, kind, system }: HeldFeed, id: string, deleted: boolean, cause: FeedCause): FeedChange {
  const named = { crm: 'CRM', psa: 'PSA', erp: 'ERP' } as const;
  return { ref: { system: named[system as ServiceSystem], instance, kind, id }, cause, deleted };
}

interface Part extends Pick<ToldPart, 'marks' | 'seen' | 'progress'> {
  readonly changes: readonly FeedChange[];
}

/** Asks about a part and keeps it. What an away system keeps from being decided is left out, and then the page is not over. */
async function tellPart(turn: Turn, held: HeldFeed, { changes, marks, seen, progress }: Part): Promise<void> {
  const { world, systems, subscribers } = turn;
  const listening = held.phase === 'BASELINE' ? subscribers.filter(({ existing }) => existing === 'TOLD') : subscribers;
  const { runs, failed, later } = await askAll(changes, listening, systems);
  const isGivenUp = held.attempts + 1 >= attemptsMax;
  const left = new Set(isGivenUp ? [] : later.map(({ id }) => id));
  const givenUp = isGivenUp ? later.map(({ id, fault }) => ({ id, message: `${fault.code}: ${fault.message}` })) : [];
  const begun = await keepTold(world.db, world.runs, held, {
    marks: marks.filter(({ id }) => !left.has(id)),
    ...{ seen, runs, failed: [...failed, ...givenUp] },
    progress: left.size === 0 ? progress : null,
  });
  for (const run of begun) await world.enqueue(run);
  const [first] = later;
  if (first !== undefined && !isGivenUp) throw new TellingDelayed(first.fault);
}

/** Records that a reading of everything has not seen are gone, and nobody had told of it. */
async function tellMissing(turn: Turn, held: HeldFeed): Promise<void> {
  for (;;) {
    const missing = await missingRecords(turn.world.db, held);
    if (missing.length === 0) return;
    // What cannot be told now becomes an exception and is told later: the changes that follow must not wait for it.
    await tellPart(
      turn,
      { ...held, attempts: attemptsMax },
      {
        changes: missing.map(({ id }) => changeOf(held, id, true, 'MISSING')),
        marks: missing.map(({ id, changedAt }): RecordMark => ({ id, changedAt, gone: 'MISSING', settled: true })),
        ...{ seen: [], progress: null },
      },
    );
  }
}

/** Tells of records that somebody hinted at, or that could not be told of before. */
async function tellDue({ world, systems, subscribers }: Turn, held: HeldFeed): Promise<void> {
  const due = await dueRecords(world.db, held);
  if (due.length === 0) return;
  const changes = due.map(({ id, isGone }) => changeOf(held, id, isGone, 'HINTED'));
  const { runs, failed, later } = await askAll(changes, subscribers, systems);
  const unsettled = [...failed.map(({ id }) => id), ...later.map(({ id }) => id)];
  const begun = await keepTold(world.db, world.runs, held, { marks: [], seen: [], runs, failed, progress: null });
  for (const run of begun) await world.enqueue(run);
  await putOff(world.db, held, unsettled);
  const settled = due.map(({ id }) => id).filter((id) => !unsettled.includes(id));
  if (settled.length > 0) await settleDueRecords(world.db, held, settled);
}

/** Compares how many records there are with how many were told of; true when everything has to be read anew. */
async function count({ world, reader }: Turn, held: HeldFeed): Promise<boolean> {
  if (!held.isCountDue) return false;
  const here = await countHere(world.db, held);
  const there = await reader.count(held.kind);
  const differing = here === there ? 0 : held.differing + 1;
  return keepCount(world.db, held, { here, there, dueInMs: nextCountMs(differing, world.pace) });
}

/**
 * A difference is looked at again soon: what is on its way arrives with one of the next readings, and so does what a reading of everything
 * finds. One that stays (records our account may not see) costs such a reading ever less often.
 */
function nextCountMs(differing: number, { countMs, pollMs }: FeedPace): number {
  if (differing === 1 || (differing > 0 && differing % 2 === 0)) return 2 * pollMs;
  return Math.min(countMsMax, countMs * 2 ** Math.floor(differing / 2));
}
