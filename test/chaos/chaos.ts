// The chaos command. `--simulate` plays seeds of the saga core in virtual time and prints those that fail; `--process` kills the
// real processes at the boundaries of every step and lets the vendors' own records judge.
import { parseArgs } from 'node:util';
import { bugNamed, bugs } from '../../subgraphs/process/saga/simulation/planted.ts';
import { simulate } from '../../subgraphs/process/saga/simulation/simulate.ts';
import { plantedLaws, type PlantedLaw } from './billing/planted-laws.ts';
import { playBilling } from './billing/play-billing.ts';
import { boundaries } from './boundaries.ts';
import { conversion } from './conversion.ts';
import { customerLife } from './customer-life.ts';
import { onboarding } from './onboarding.ts';
import { plantedRoot } from './planted.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { type ChaosVerdict, stormTotals } from './verdict.ts';

const scenarios: readonly Scenario[] = [onboarding, conversion, customerLife];
const names = scenarios.map((scenario) => scenario.process).join(' | ');
const plantedNames = [...new Set(scenarios.flatMap(({ planted }) => Object.keys(planted)))].join(', ');

const usage = `npm run chaos -- --simulate [--seeds 10000] [--first 1] [--bug "<name>"|all] [--json]
  --bug   plays a build with a planted bug and prints the first seed that catches it
npm run chaos -- --process ${names}
    [--kills <each boundary once>] [--freezes] [--storm 0] [--seed 1] [--only <words>] [--planted <name>] [--json]
  --kills    kill -9 of worker, subgraph or Postgres before, while and after each write: 54 boundaries of onboardCustomer,
             ${conversion.writes.length * 9} of convertOpportunityToProject, which is also unwound after each, ${customerLife.writes.length * 9} of changeCustomer
  --freezes  a worker is killed and another one has its runs; workers and subgraphs are stopped where it hurts most and woken
  --only     of the boundaries and scenes those whose name holds the words, such as "postgres during"
  --storm    so many customers or deals more, under lost replies, late commits and overload answers; 180 customers make
             1,000 vendor writes
  --planted  plays a build with a fault, which must come out as duplicates in the PSA: ${plantedNames}
npm run chaos -- --process releaseWorkToInvoice [--minutes 20] [--calm] [--seed 1] [--planted <law>] [--json]
  people bill and post what work costs while processes are killed (not with --calm), answers lost and a period closed; an auditor looks
  at the vendors' books every second and once all is at rest
  --planted  plays a build that breaks a law until the auditor has found it, which it must: ${Object.keys(plantedLaws).join(', ')}
Bugs: ${bugs.map(({ name }) => name).join(', ')}`;

/** More seeds than this are another night's work. */
const seedsMax = 10_000_000;
/** A planted bug that so many seeds do not show is not caught. */
const bugSeedsMax = 10_000;
const printedMax = 20;
/** Customers or deals, kills: the stand-ins keep all their records in memory. */
const subjectsMax = 5_000;

/** Runs the command; the exit code is 1 when anything was violated, or a planted bug was not caught. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      simulate: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '10000' },
      first: { type: 'string', default: '1' },
      bug: { type: 'string' },
      process: { type: 'string' },
      kills: { type: 'string' },
      freezes: { type: 'boolean', default: false },
      storm: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      planted: { type: 'string' },
      only: { type: 'string' },
      minutes: { type: 'string', default: '20' },
      calm: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.process === 'releaseWorkToInvoice') return playBills(values);
  if (values.process !== undefined) return playProcess(values.process, values);
  if (!values.simulate) {
    console.log(usage);
    return 1;
  }
  if (values.bug !== undefined) return hunt(values.bug === 'all' ? bugs.map(({ name }) => name) : [values.bug]);
  const [seeds, first] = [Number(values.seeds), Number(values.first)];
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > seedsMax || !Number.isInteger(first)) {
    console.error(`--seeds ${values.seeds} --first ${values.first}: whole numbers, 1 to ${seedsMax} seeds`);
    return 1;
  }
  return simulateSeeds(first, seeds, values.json);
}

interface ProcessValues {
  readonly kills?: string | undefined;
  readonly freezes: boolean;
  readonly storm: string;
  readonly seed: string;
  readonly planted?: string | undefined;
  readonly only?: string | undefined;
  readonly json: boolean;
}

interface BillingValues {
  readonly minutes: string;
  readonly seed: string;
  readonly calm: boolean;
  readonly planted?: string | undefined;
  readonly json: boolean;
}

async function playProcess(name: string, values: ProcessValues): Promise<number> {
  const scenario = scenarios.find((one) => one.process === name);
  if (scenario === undefined) return refuse(`--process ${name}: it is one of ${names} | releaseWorkToInvoice`);
  const [stormed, seed] = [Number(values.storm), Number(values.seed)];
  const kills = values.kills === undefined ? boundaries(scenario, seed).length : Number(values.kills);
  const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0 && count <= subjectsMax;
  if (![kills, stormed].every(isCount) || !Number.isInteger(seed))
    return refuse(
      `--kills ${values.kills} --storm ${values.storm} --seed ${values.seed}: numbers, 0 to ${subjectsMax}`,
    );
  const say = (line: string): void => {
    if (!values.json) console.error(line);
  };
  const root = values.planted === undefined ? null : await plantedRoot(scenario.planted, values.planted);
  const plan = { kills, stormed, freezes: values.freezes, seed, only: values.only ?? null, say };
  try {
    const verdict = await play(scenario, root === null ? plan : { ...plan, root: root.path });
    console.log(values.json ? JSON.stringify(verdict) : verdict);
    const { lost, duplicated, leftOver, stuck, missed, crashes, duplicatedAt } = verdict;
    if (root !== null) return duplicatedAt.kantata > 0 ? 0 : 1;
    return lost + duplicated + leftOver + stuck + missed + crashes === 0 && isStormy(verdict) ? 0 : 1;
  } finally {
    root?.remove();
  }
}

/** More than a day of it is no play any more. */
const minutesMax = 1_440;

async function playBills(values: BillingValues): Promise<number> {
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes > 0 && minutes <= minutesMax) || !Number.isInteger(seed))
    return refuse(`--minutes ${values.minutes} --seed ${values.seed}: numbers, up to ${minutesMax} minutes`);
  const say = (line: string): void => {
    if (!values.json) console.error(line);
  };
  const root = values.planted === undefined ? null : await plantedRoot(plantedLaws, values.planted);
  const plan = { minutes, seed, kills: !values.calm, say };
  try {
    const until = (plantedLaws as Readonly<Record<string, PlantedLaw>>)[values.planted ?? '']?.law;
    const isPlanted = root !== null && until !== undefined;
    const verdict = await playBilling(isPlanted ? { ...plan, root: root.path, until } : plan);
    console.log(values.json ? JSON.stringify(verdict) : verdict);
    if (isPlanted) return (verdict.broken[until] ?? 0) > 0 ? 0 : 1;
    const { violations, stuck, alarms, crashes, documents, entries, reversals } = verdict;
    // A play in which nothing was billed, costed or taken back proves nothing.
    const isPlay = documents > 0 && entries > reversals && reversals > 0;
    return violations + stuck + alarms + crashes === 0 && isPlay ? 0 : 1;
  } finally {
    root?.remove();
  }
}

function refuse(message: string): number {
  console.error(message);
  return 1;
}

/**
 * Of the writes that took effect 18 in a hundred have to have their answers dropped after the commit, and at every vendor 5 in a hundred
 * of all, of more than a thousand 50: a process that writes to one vendor once among forty calls could not lose more there.
 */
const stormFloor = { dropped: 0.18, droppedByVendor: 0.05, committedMax: 1_000 };

/** Whether the storm was one: a calm one proves nothing. */
function isStormy({ storm }: ChaosVerdict): boolean {
  const { committed, droppedAfterCommit } = stormTotals(storm);
  const floorByVendor = Math.min(committed, stormFloor.committedMax) * stormFloor.droppedByVendor;
  return (
    droppedAfterCommit >= committed * stormFloor.dropped &&
    Object.values(storm).every((count) => count.droppedAfterCommit >= floorByVendor)
  );
}

async function simulateSeeds(first: number, seeds: number, isJson: boolean): Promise<number> {
  const begunMs = performance.now();
  const totals = { crashes: 0, replays: 0, violated: 0 };
  const endings: Record<string, number> = {};
  for (let seed = first; seed < first + seeds; seed += 1) {
    const verdict = await simulate(seed);
    totals.crashes += verdict.crashes;
    totals.replays += verdict.replays;
    for (const [kind, count] of Object.entries(verdict.endings)) endings[kind] = (endings[kind] ?? 0) + count;
    if (verdict.violations.length === 0) continue;
    totals.violated += 1;
    if (totals.violated <= printedMax) console.error(`seed ${seed}:`, verdict.violations);
  }
  const seconds = Math.round((performance.now() - begunMs) / 100) / 10;
  const summary = { seeds, ...totals, endings, seconds };
  console.log(isJson ? JSON.stringify(summary) : summary);
  return totals.violated === 0 ? 0 : 1;
}

async function hunt(names: readonly string[]): Promise<number> {
  let missed = 0;
  for (const name of names) {
    const caught = await firstSeed(name);
    if (caught === null) missed += 1;
    console.log(caught === null ? `${name}: NOT CAUGHT in ${bugSeedsMax} seeds` : `${name}: seed ${caught}`);
  }
  return missed === 0 ? 0 : 1;
}

async function firstSeed(name: string): Promise<string | null> {
  const bug = bugNamed(name);
  for (let seed = 1; seed <= bugSeedsMax; seed += 1) {
    const [first] = (await simulate(seed, bug)).violations;
    if (first !== undefined) return `${seed} (${first.kind}: ${first.what})`;
  }
  return null;
}
