// The replay as a table: per kind of interaction how many are claimed, passed and differing.
import { kindOf } from './recordings.ts';
import type { Outcome } from './replay.ts';

/** Counts of one kind. */
interface Counts {
  all: number;
  claimed: number;
  passed: number;
  differing: number;
  contrasts: number;
}

/** Lines for the console. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const kinds = new Map<string, Counts>();
  for (const outcome of outcomes) {
    const kind = `${kindOf(outcome.interaction)} -> ${outcome.interaction.response.status}`;
    const counts = kinds.get(kind) ?? { all: 0, claimed: 0, passed: 0, differing: 0, contrasts: 0 };
    kinds.set(kind, counts);
    counts.all += 1;
    counts.claimed += outcome.kind === 'unclaimed' ? 0 : 1;
    counts.passed += outcome.kind === 'passed' ? 1 : 0;
    counts.differing += outcome.kind === 'differs' ? 1 : 0;
    counts.contrasts += outcome.kind === 'passed' ? outcome.contrasts : 0;
  }
  const width = Math.max(...[...kinds.keys()].map((kind) => kind.length));
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(9)).join('')}`;
  return [
    line('recorded kind', ['recorded', 'claimed', 'passed', 'differing', 'left out']),
    ...[...kinds]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([kind, counts]) => line(kind, Object.values(counts) as number[])),
    line('all', sums(kinds)),
  ].join('\n');
}

function sums(kinds: ReadonlyMap<string, Counts>): readonly number[] {
  const names = ['all', 'claimed', 'passed', 'differing', 'contrasts'] as const;
  return names.map((name) => [...kinds.values()].reduce((sum, counts) => sum + counts[name], 0));
}

/** What is not claimed, and why; what differs, and how. */
export function notesOf(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap((outcome) => {
      const name = `${outcome.interaction.cassette}#${outcome.interaction.n} ${kindOf(outcome.interaction)}`;
      switch (outcome.kind) {
        case 'passed':
          return [];
        case 'differs':
          return [`differs:   ${name}: ${outcome.differences.slice(0, 6).join('; ')}`];
        case 'unclaimed':
          return [`unclaimed: ${name}: ${outcome.reason}`];
      }
    })
    .join('\n');
}
