// The outcome of a replay as a table for people.
import { kindOf } from './recording.ts';
import type { Outcome, Replayed } from './replay.ts';

/** Characters for the kind of call. */
const WIDTH = 52;

/** Counts by outcome. */
export type Tally = Readonly<Record<Outcome['kind'], number>>;

/** Counts of a list of calls. */
export function tally(replayed: readonly Replayed[]): Tally {
  const count = (kind: Outcome['kind']): number => replayed.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    passed: count('passed'),
    notClaimed: count('notClaimed'),
    knownDifference: count('knownDifference'),
    different: count('different'),
  };
}

/** One line per kind of call, then the differences by name. */
export function table(title: string, replayed: readonly Replayed[]): string {
  const groups = Map.groupBy(replayed, ({ interaction }) => `${kindOf(interaction)} ${interaction.response.status}`);
  const lines = [...groups].toSorted(([, a], [, b]) => b.length - a.length).map(([kind, list]) => line(kind, list));
  const head = `${'kind of call'.padEnd(WIDTH)}  recorded  claimed  passed  known  differing`;
  return [`\n${title}`, head, ...lines, line('total', replayed), ...reasons(replayed)].join('\n');
}

function line(kind: string, list: readonly Replayed[]): string {
  const { passed, notClaimed, knownDifference, different } = tally(list);
  const cells = [list.length, list.length - notClaimed, passed, knownDifference, different];
  const widths = [8, 7, 6, 5, 9];
  return `${kind.padEnd(WIDTH)}  ${cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('  ')}`;
}

/** Known differences with how often they occur, and every other difference in full. */
function reasons(replayed: readonly Replayed[]): string[] {
  const known = new Map<string, number>();
  const others: string[] = [];
  const count = (reason: string): void => void known.set(reason, (known.get(reason) ?? 0) + 1);
  for (const { interaction, outcome } of replayed) {
    if (outcome.kind === 'knownDifference') count(outcome.reason);
    if (outcome.kind === 'notClaimed') count(`not claimed: ${kindOf(interaction)}`);
    if (outcome.kind === 'different') {
      const place = `${interaction.cassette} #${interaction.n} ${interaction.request.method} ${interaction.request.path}`;
      others.push(`DIFFERENT ${place}: ${outcome.details.slice(0, 4).join('; ')}`);
    }
  }
  return [...[...known].map(([reason, times]) => `${times} x ${reason}`), ...others];
}
