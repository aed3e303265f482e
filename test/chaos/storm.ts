// Many runs at once while every vendor loses answers, commits late and asks to be left alone.
import { randomFrom } from './boundaries.ts';
import { begin, isOver } from './acts.ts';
import type { RunTold } from './client.ts';
import type { Scenario, Subject } from './scenario.ts';
import { type Bench, type ChaosVerdict, judge, stateOf, type StormCount, type Tally } from './verdict.ts';
import type { RequestLog } from '../../subgraphs/sandbox/request-log.ts';

/** As many as two workers carry out at once: under storm a run mostly waits for doubts to settle. */
const stormConcurrency = 24;

/**
 * Lost answers for each vendor; the CRM is written to once per run, so more of its answers are lost. It is asked to say "busy"
 * (503): its other refusal means that the day's calls are used up, and pauses it for a minute.
 */
const weather = [
  { vendor: 'netsuite', dropped: 0.2, busy: {} },
  { vendor: 'kantata', dropped: 0.25, busy: {} },
  { vendor: 'salesforce', dropped: 0.4, busy: { retryAfterSeconds: 1 } },
] as const;
const lateShare = 0.04;
const busyShare = 0.03;
const lateMs = 700;
/** Some callers ask twice: the same key is the same run, whatever the weather. */
const twiceShare = 0.2;

/** Plays the subjects under storm, all their first acts, then the second ones, and judges each when the wind is down. */
export async function storm(
  bench: Bench,
  tally: Tally,
  played: { readonly scenario: Scenario; readonly subjects: readonly Subject[]; readonly seed: number },
): Promise<ChaosVerdict['storm']> {
  const { scenario, subjects, seed } = played;
  if (subjects.length === 0) return {};
  const { standIns } = bench.firm.sandbox;
  for (const { vendor } of weather) standIns[vendor].requests.clear();
  const random = randomFrom(seed);
  let playing = subjects;
  for (let act = 0; playing.length > 0; act += 1) {
    const ended = await underStorm(bench, { playing, act, random, waitMsMax: scenario.stormMsMax });
    // Looking at all of the vendors' tables keeps them from answering; calm, nobody minds.
    for (const one of ended) await judge(bench, tally, { ...one, act });
    playing = ended.flatMap(({ subject, end }) =>
      isOver(subject, act, end) && act + 1 < subject.acts.length ? subject : [],
    );
  }
  return Object.fromEntries(weather.map(({ vendor }) => [vendor, countOf(standIns[vendor].requests)]));
}

interface Blow {
  readonly playing: readonly Subject[];
  readonly act: number;
  readonly random: () => number;
  readonly waitMsMax: number;
}

/** One act of each, so many at a time. */
async function underStorm(
  bench: Bench,
  { playing, act, random, waitMsMax }: Blow,
): Promise<readonly { readonly subject: Subject; readonly end: RunTold | null }[]> {
  const { standIns } = bench.firm.sandbox;
  for (const { vendor, dropped, busy } of weather) {
    const { faults } = standIns[vendor];
    const match = '^(POST|PUT|PATCH|DELETE) (?!.*(oauth2|suiteql|/query))';
    faults.plant({ kind: 'dropReplyAfterCommit', match, rate: dropped });
    faults.plant({ kind: 'lateCommit', ms: lateMs, match, rate: lateShare });
    faults.plant({ kind: 'tooManyRequests', rate: busyShare, ...busy });
  }
  const begunMs = performance.now();
  const waiting = [...playing];
  const ended: { subject: Subject; end: RunTold | null }[] = [];
  const caller = async (): Promise<void> => {
    for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
      const fromMs = performance.now();
      const run = await begin(bench, subject, act);
      if (random() < twiceShare) await begin(bench, subject, act);
      const end = await bench.client.rest(run.id, waitMsMax);
      ended.push({ subject, end });
      const tookMs = Math.round(performance.now() - fromMs);
      if (!isOver(subject, act, end) || ended.length % 20 === 0)
        bench.say(`${ended.length} of the storm: ${stateOf(end)} after ${tookMs} ms`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(stormConcurrency, playing.length) }, caller));
  const seconds = Math.round((performance.now() - begunMs) / 1_000);
  for (const { vendor } of weather) {
    standIns[vendor].faults.clear();
    await standIns[vendor].faults.settled();
  }
  bench.say(`${ended.length} runs through the storm in ${seconds} s`);
  return ended;
}

function countOf(requests: RequestLog): StormCount {
  const { all, committed, committedUnheard } = requests.totals().writes;
  const isDropped = (faults: readonly string[]): boolean =>
    faults.includes('dropReplyAfterCommit') && !faults.includes('lateCommit');
  const droppedAfterCommit = requests
    .list()
    .filter(({ write, faults }) => write?.committed === true && write.reply === 'dropped' && isDropped(faults)).length;
  return { writes: all, committed, droppedAfterCommit, committedUnheard };
}
