// `npm run rules`: each rule with its functions, its tests and whether they pass; `-- --mutants` also breaks each rule in a copy of
// the sources and asks whether its own tests notice. Fails when a rule has no passing test, or a mutant lives.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { citedBy, type Mutant, type Rule, rules } from './register.ts';
import { unusedNames, waiting } from './used.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['schema/canon', 'subgraphs/process/billing'] as const;
/** Everything the tests of the rules reach, besides packages. */
const copied = [
  ...sources,
  'subgraphs/erp/receivables.ts',
  'test/vitest.config.ts',
  'test/second-try.ts',
  'package.json',
] as const;
/** Ends a run that a mutant makes hang; sound ones take a few seconds on a loaded machine. */
const runMsMax = 120_000;

interface Outcome {
  readonly name: string;
  readonly file: string;
  readonly passed: boolean;
}

/** Runs the rules' tests in a folder and tells each by name; of one rule where its number is given. */
function runTests(folder: string, files: readonly string[], number: number | null): readonly Outcome[] {
  const report = join(mkdtempSync(join(tmpdir(), 'rules-report-')), 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const only = number === null ? [] : ['-t', `rules? [^:]*\\b${number}\\b`];
  const args = [
    vitest,
    'run',
    '--config',
    join(folder, 'test/vitest.config.ts'),
    // Rules wait for nothing: what fails once is broken.
    '--retry=0',
    '--reporter',
    'json',
    '--outputFile',
    report,
  ];
  spawnSync(process.execPath, [...args, ...only, ...files], { cwd: folder, stdio: 'ignore', timeout: runMsMax });
  const outcomes = outcomesOf(report, folder);
  rmSync(dirname(report), { recursive: true });
  return outcomes;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

function outcomesOf(report: string, folder: string): readonly Outcome[] {
  let text: string;
  try {
    text = readFileSync(report, 'utf8');
  } catch {
    // The run was ended, or its files could not even be loaded.
    return [];
  }
  const { testResults } = JSON.parse(text) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ title, status }) => ({ name: title, file: name.replace(folder, ''), passed: status === 'passed' })),
  );
}

/** A rule's line of the table. */
function line(rule: Rule, outcomes: readonly Outcome[], missing: readonly string[]): { text: string; sound: boolean } {
  const own = outcomes.filter(({ name }) => citedBy(name).includes(rule.number));
  const failed = own.filter(({ passed }) => !passed).length;
  const sound = own.length > 0 && failed === 0 && missing.length === 0;
  const why =
    missing.length > 0 ? `no export ${missing.join(', ')}` : own.length === 0 ? 'NO TEST' : `${failed} FAILED`;
  const columns = [
    String(rule.number).padStart(3),
    rule.says.padEnd(38),
    `${rule.names.join(', ')} (${rule.file.split('/').at(-1) ?? ''})`.padEnd(72),
    `${own.length} tests`.padEnd(9),
    sound ? 'passed' : why,
  ];
  return { text: columns.join('  '), sound };
}

async function missingNames({ file, names }: Rule): Promise<readonly string[]> {
  const module = (await import(join(root, file))) as Readonly<Record<string, unknown>>;
  return names.filter((name) => typeof module[name] !== 'function');
}

/** A copy of what the rules are made of, to break. */
function copyOfSources(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rules-mutants-'));
  for (const path of copied) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return `${folder}/`;
}

/**
 * Whether the rule's own tests notice a mutant; they are the tests that pass without it. One that cannot even be loaded is no
 * mutant: it would be noticed by tests that check nothing.
 */
function fateOf(
  folder: string,
  rule: Rule,
  mutant: Mutant,
  outcomes: readonly Outcome[],
): 'NOTICED' | 'LIVES' | 'DOES_NOT_LOAD' {
  const path = join(folder, mutant.file ?? rule.file);
  const sound = readFileSync(path, 'utf8');
  const own = outcomes.filter(({ name }) => citedBy(name).includes(rule.number));
  writeFileSync(
    path,
    sound.replace(mutant.find, () => mutant.replace),
  );
  const after = runTests(folder, [...new Set(own.map(({ file }) => file))], rule.number);
  writeFileSync(path, sound);
  if (after.some(({ passed }) => !passed)) return 'NOTICED';
  return after.length < own.length ? 'DOES_NOT_LOAD' : 'LIVES';
}

const usage = `npm run rules [-- --mutants]
  each rule of billing by its number, with its functions, its tests and whether they pass; fails where one has no passing test
  --mutants  also breaks each rule in a copy of the sources and asks whether its own tests notice: minutes`;

if (process.argv.includes('--help')) {
  console.log(usage);
  process.exit(0);
}

const outcomes = runTests(root, sources, null);
let faults = 0;
for (const rule of rules) {
  const { text, sound } = line(rule, outcomes, await missingNames(rule));
  console.log(text);
  if (!sound) faults += 1;
}
const unused = unusedNames(root, rules);
for (const [number, names] of unused)
  for (const name of names)
    console.log(
      `rule ${number}: ${name} is imported by no product code${name in waiting ? `, it waits ${waiting[name] ?? ''}` : ''}`,
    );
console.log(`${rules.length} rules, ${outcomes.length} tests, ${faults} rules without a passing test`);

if (process.argv.includes('--mutants')) faults += livingMutants(outcomes);
process.exitCode = faults === 0 ? 0 : 1;

/** Tries every mutant, prints those that live and tells how many. */
function livingMutants(sound: readonly Outcome[]): number {
  const folder = copyOfSources();
  // Else every mutant would seem not to load, for want of a file that the tests have come to reach.
  const whole = runTests(folder, sources, null).filter(({ passed }) => passed).length;
  if (whole < sound.length) {
    console.log(`unbroken, only ${whole} of ${sound.length} tests pass in the copy; copy what they reach (rules.ts)`);
    rmSync(folder, { recursive: true });
    return 1;
  }
  const tries = rules.flatMap((rule) => rule.mutants.map((mutant) => ({ rule, mutant })));
  const fates = tries.map(({ rule, mutant }) => ({ rule, mutant, fate: fateOf(folder, rule, mutant, sound) }));
  const living = fates.filter(({ fate }) => fate !== 'NOTICED');
  rmSync(folder, { recursive: true });
  console.log(`${tries.length} mutants, ${living.length} not noticed`);
  for (const { rule, mutant, fate } of living)
    console.log(`rule ${rule.number} ${fate}: "${mutant.find}" -> "${mutant.replace}"`);
  return living.length;
}
