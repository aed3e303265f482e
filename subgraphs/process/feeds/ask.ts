// Asks the subscribers of a feed what a change means: some at a time, each change by itself, so that one that fails harms no other.
import { randomUUID } from 'node:crypto';
import type { FailedTelling, ToldRun } from '../../journal/feeds/telling.ts';
import type { RunRequest } from '../../journal/runs.ts';
import { type Fault, isFault } from '../../runtime/fault.ts';
import type { Caller, Systems } from '../systems/systems.ts';
import type { FeedChange, FeedRun, FeedSubscriber } from './subscriber.ts';

/** In whose name feeds read and begin: nobody's; what they begin names its trigger in its key's scope. */
export const feedsSubject = 'system:feeds';
/** Changes asked about at once: each may cost a call of the vendor, and people come first. */
const askedAtOnceMax = 8;
/** Longer than any key of ours; a longer one is a mistake of the subscriber's. */
const keyLengthMax = 200;

/** Who asks, with a correlation id of its own. */
export function feedCaller(): Caller {
  return { correlationId: randomUUID(), initiator: { subject: feedsSubject, role: 'operator' }, priority: 'reference' };
}

/** What came of asking. `later` are changes that an away system kept from being decided. */
export interface Asked {
  readonly runs: readonly ToldRun[];
  readonly failed: readonly FailedTelling[];
  readonly later: readonly { readonly id: string; readonly fault: Fault }[];
}

/** Asks about every change. Never raises for what a subscriber does. */
export async function askAll(
  changes: readonly FeedChange[],
  subscribers: readonly FeedSubscriber[],
  systems: Systems,
): Promise<Asked> {
  const runs: ToldRun[] = [];
  const failed: FailedTelling[] = [];
  const later: { id: string; fault: Fault }[] = [];
  const waiting = [...changes];
  const needless = await needlessOf(changes, subscribers, systems);
  const work = async (): Promise<void> => {
    for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
      const { id } = change.ref;
      try {
        const asked = subscribers.filter((subscriber) => needless.get(subscriber)?.has(id) !== true);
        for (const run of await runsOf(change, asked, systems)) runs.push({ ...run, id });
      } catch (error) {
        if (isFault(error) && error.retryable) later.push({ id, fault: error });
        else failed.push({ id, message: messageOf(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: askedAtOnceMax }, work));
  return { runs, failed, later };
}

/** Which changes a subscriber need not be asked about one by one. */
async function needlessOf(
  changes: readonly FeedChange[],
  subscribers: readonly FeedSubscriber[],
  systems: Systems,
): Promise<ReadonlyMap<FeedSubscriber, ReadonlySet<string>>> {
  const found = new Map<FeedSubscriber, ReadonlySet<string>>();
  // A single one is looked at as it is.
  if (changes.length < 2) return found;
  for (const subscriber of subscribers) {
    try {
      const ids = await subscriber.needless?.(changes, systems);
      if (ids !== undefined) found.set(subscriber, ids);
    } catch (error) {
      // Each is asked about then, and fails by itself if it has to.
      if (!isFault(error)) throw error;
    }
  }
  return found;
}

async function runsOf(
  change: FeedChange,
  subscribers: readonly FeedSubscriber[],
  systems: Systems,
): Promise<readonly Pick<ToldRun, 'begins'>[]> {
  const runs: Pick<ToldRun, 'begins'>[] = [];
  for (const subscriber of subscribers) {
    const run = await subscriber.runFor(change, systems);
    if (run === null) continue;
    const begins = 'goesOn' in run ? { goesOn: run.goesOn, actor: feedsSubject } : requestOf(run, subscriber);
    runs.push({ begins });
  }
  return runs;
}

function requestOf(
  { process, input, idempotencyKey, lane, priority, orderOf }: FeedRun,
  { name }: FeedSubscriber,
): RunRequest {
  if (idempotencyKey.length === 0 || idempotencyKey.length > keyLengthMax)
    throw new RangeError(`${name}: a key has 1 to ${keyLengthMax} characters, this one ${idempotencyKey.length}`);
  return {
    ...{ process, input, idempotencyKey, scope: `feed ${name}`, initiator: feedsSubject },
    correlationId: randomUUID(),
    priority: priority ?? 'billing',
    ...(lane === undefined ? {} : { lane }),
    ...(orderOf === undefined ? {} : { orderOf }),
  };
}

/** Kept with the exception: a name and, of a fault, its own sentence; other messages may quote the record. */
function messageOf(error: unknown): string {
  if (isFault(error)) return `${error.code}: ${error.message}`;
  return `A subscriber failed with ${error instanceof Error ? error.name : typeof error}; see the worker's log`;
}
