// The acts of a subject, undisturbed by the one who plays them.
import type { RunTold } from './client.ts';
import type { Subject } from './scenario.ts';
import { type Bench, finishMsMax, judge, type Tally } from './verdict.ts';

/** Whether an act ended as it is to. */
export function isOver(subject: Subject, act: number, end: RunTold | null): boolean {
  return end !== null && end.state === subject.acts[act]?.ends;
}

/** Asks for one act. */
export function begin({ client }: Bench, subject: Subject, act: number): Promise<RunTold> {
  const request = subject.acts[act]?.request;
  if (request === undefined) throw new Error(`${subject.name} has no act ${act}`);
  return client.begin(request);
}

/** Begins one act, waits for its end and judges it; null when nobody could be asked. */
export async function playAct(
  bench: Bench,
  tally: Tally,
  played: { readonly subject: Subject; readonly act: number; readonly waitMsMax?: number },
): Promise<RunTold | null> {
  const { subject, act, waitMsMax = finishMsMax } = played;
  const run = await begin(bench, subject, act);
  const end = await bench.client.rest(run.id, waitMsMax);
  await judge(bench, tally, { subject, act, end });
  return end;
}

/** Plays the acts from this one on, as long as each ends as it is to. */
export async function playFrom(
  bench: Bench,
  tally: Tally,
  { subject, act }: { readonly subject: Subject; readonly act: number },
): Promise<void> {
  for (let next = act; next < subject.acts.length; next += 1) {
    if (!isOver(subject, next, await playAct(bench, tally, { subject, act: next }))) return;
  }
}
