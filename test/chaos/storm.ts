// Many customers at once while every vendor loses answers, commits late and asks to be left alone.
import { randomFrom } from './boundaries.ts';
import type { RunTold } from './client.ts';
import type { Prospect } from './firm.ts';
import { type Bench, type ChaosVerdict, finishMsMax, judge, stateOf, type StormCount, type Tally } from './verdict.ts';
import type { RequestLog } from '../../subgraphs/sandbox/request-log.ts';

/** As many as two workers carry out at once: under storm a run mostly waits for doubts to settle. */
const stormConcurrency = 24;

/**
 * Lost answers for each vendor; the CRM is written to once per customer, so more of its answers are lost. It is asked to say "busy"
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

/** Onboards the customers under storm and judges each. */
export async function storm(
  bench: Bench,
  tally: Tally,
  { prospects, seed }: { readonly prospects: readonly Prospect[]; readonly seed: number },
): Promise<ChaosVerdict['storm']> {
  if (prospects.length === 0) return {};
  const { firm, client, say } = bench;
  const { standIns } = firm.sandbox;
  for (const { vendor, dropped, busy } of weather) {
    const { faults, requests } = standIns[vendor];
    requests.clear();
    const match = '^(POST|PUT|PATCH) (?!.*(oauth2|suiteql|/query))';
    faults.plant({ kind: 'dropReplyAfterCommit', match, rate: dropped });
    faults.plant({ kind: 'lateCommit', ms: lateMs, match, rate: lateShare });
    faults.plant({ kind: 'tooManyRequests', rate: busyShare, ...busy });
  }
  const begunMs = performance.now();
  const waiting = [...prospects];
  const random = randomFrom(seed);
  const ended: { prospect: Prospect; end: RunTold | null }[] = [];
  const caller = async (): Promise<void> => {
    for (let prospect = waiting.shift(); prospect !== undefined; prospect = waiting.shift()) {
      const fromMs = performance.now();
      const run = await client.onboard(prospect);
      if (random() < twiceShare) await client.onboard(prospect);
      const end = await client.rest(run.id, finishMsMax);
      ended.push({ prospect, end });
      const tookMs = Math.round(performance.now() - fromMs);
      if (end?.state !== 'DONE' || ended.length % 20 === 0)
        say(`${ended.length} of the storm: ${stateOf(end)} after ${tookMs} ms`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(stormConcurrency, prospects.length) }, caller));
  const seconds = Math.round((performance.now() - begunMs) / 1_000);
  for (const { vendor } of weather) standIns[vendor].faults.clear();
  for (const one of ended) await judge(bench, tally, one);
  say(`${prospects.length} customers through the storm in ${seconds} s`);
  return Object.fromEntries(weather.map(({ vendor }) => [vendor, countOf(standIns[vendor].requests)]));
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
