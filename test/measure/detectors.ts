// `npm run measure -- detectors`: every case that stands in the stand-ins, found once with its money, owner and clock, and nothing else;
// then each kind mended where it arose, and told to have ended by itself; then the detectors switched off, and every case missed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FirmChoice, type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { playAtRisk } from './detectors/at-risk.ts';
import { expectedCases, type ExpectedCase, keyOf, type Patience } from './detectors/expected.ts';
import { type FoundCase, foundCases, readings, until } from './detectors/found.ts';
import { mendOneOfEach } from './detectors/mend.ts';
import { plantedCases } from './detectors/planted.ts';
import { playReopened } from './detectors/reopened.ts';

const patience: Patience = { day: firmDay, leadDays: 3, afterDays: 40 };
const now = { graceMinutes: 0 };
const switches = (on: boolean) => ({
  everySeconds: 1,
  wonDealWithoutRun: { ...now, on },
  contractWithoutSchedule: { ...now, on },
  requestWithoutAssignment: { ...now, on, leadDays: patience.leadDays },
  projectWithoutFinanceCode: { ...now, on },
  approvedTimeNotReleased: { ...now, on, afterDays: patience.afterDays },
  convertedDealReopened: { ...now, on },
});
const codes = [
  'WON_DEAL_WITHOUT_RUN',
  'CONTRACT_WITHOUT_SCHEDULE',
  'PROJECT_WITHOUT_FINANCE_CODE',
  'REQUEST_WITHOUT_ASSIGNMENT',
  'APPROVED_TIME_NOT_RELEASED',
];
let wrong = 0;

/** Prints a line; one that must not be is counted. */
function say(line: string, isRight = true): void {
  if (!isRight) wrong += 1;
  console.log(isRight ? line : `${line}   <- WRONG`);
}

/** Holds what was told against what stands: one line per detector. */
function compare(expected: readonly ExpectedCase[], found: readonly FoundCase[]): void {
  console.log(
    '  detector                      stands  found  missed  false  told twice  other money  owner, due, money at risk',
  );
  for (const code of codes) {
    const stands = new Map(expected.filter((each) => each.code === code).map((each) => [keyOf(each), each]));
    const told = found.filter((each) => each.code === code);
    const times = Map.groupBy(told, keyOf);
    const missed = [...stands.keys()].filter((key) => !times.has(key)).length;
    const open = told.filter(({ status }) => status !== 'CLOSED');
    const false_ = open.filter((each) => !stands.has(keyOf(each))).length;
    const twice = [...times.values()].filter((all) => all.length > 1).length;
    const others = open.filter((each) => (stands.get(keyOf(each))?.money ?? null) !== each.money).length;
    const [first] = told;
    const clock = first === undefined ? '-' : `${first.owner}, ${first.dueHours} h, ${sums(open)}`;
    const counts = [stands.size, open.length, missed, false_, twice, others];
    const cells = counts.map((count, index) => String(count).padStart([6, 6, 7, 6, 11, 12][index] ?? 6));
    say(`  ${code.padEnd(29)} ${cells.join(' ')}  ${clock}`, missed + false_ + twice + others === 0);
  }
}

/** One sum per currency, in minor units. */
function sums(cases: readonly FoundCase[]): string {
  const totals = new Map<string, bigint>();
  for (const { money } of cases) {
    const [minor, currency] = (money ?? '').split(' ');
    if (minor !== undefined && currency !== undefined)
      totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minor));
  }
  return [...totals].map(([currency, total]) => `${currency} ${total}`).join(', ');
}

async function withFirm(size: FirmChoice, play: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'detectors-'));
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size, today: firmDay, ports, dataDirectory: directory });
  try {
    await play(sandbox);
  } finally {
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function withHouse(sandbox: Sandbox, on: boolean, play: (house: TestHouse) => Promise<void>): Promise<void> {
  const env = { CONVERSION_FOLLOWS: 'false', DETECTORS: 'true' };
  const house = await openHouse({ worker: true, sandbox, env, detectors: switches(on) });
  try {
    await play(house);
  } finally {
    await house.close();
  }
}

await withFirm('demo', (sandbox) =>
  withHouse(sandbox, true, async (house) => {
    console.log(
      'The firm as it is: what stands by arithmetic over the vendors’ tables, and what was told after two readings',
    );
    await readings(house, 2);
    compare(expectedCases(sandbox, patience), await foundCases(house));
  }),
);

await withFirm('dirty', async (sandbox) => {
  const planted = await plantedCases(sandbox);
  await withHouse(sandbox, true, async (house) => {
    console.log('\nThe firm with problems planted');
    await readings(house, 2);
    const before = await foundCases(house);
    compare(expectedCases(sandbox, patience), before);
    for (const [kind, cases] of Map.groupBy(planted, (each) => each.kind)) {
      const found = cases.filter((each) => before.filter((told) => keyOf(told) === keyOf(each)).length === 1);
      say(`  planted ${kind}: ${cases.length}, found once: ${found.length}`, found.length === cases.length);
    }
    console.log('\nOne of each kind mended where it arose');
    const mended = await mendOneOfEach(sandbox, planted, patience);
    const keys = new Set(mended.map(({ key }) => key));
    // The directory of identities looks for new records twice a minute.
    await until('what was mended has ended', async () =>
      (await foundCases(house)).every((each) => !keys.has(keyOf(each)) || each.status === 'CLOSED'),
    ).catch(() => undefined);
    await readings(house, 2);
    const after = await foundCases(house);
    for (const { key, how } of mended) {
      const told = after.filter((each) => keyOf(each) === key);
      const ends = told.map(({ status, resolution }) => `${status} ${resolution ?? ''}`.trim()).join(', ');
      say(`  ${key}: ${how}: ${ends}`, told.length === 1 && told[0]?.resolution === 'ENDED');
    }
    compare(expectedCases(sandbox, patience), after);
  });
  await withHouse(sandbox, false, async (house) => {
    console.log('\nThe same firm with every detector switched off');
    await readings(house, 2);
    const stands = expectedCases(sandbox, patience).length;
    const missed = stands - (await foundCases(house)).length;
    say(`  ${stands} cases stand, ${missed} missed`, missed === stands && stands > planted.length);
  });
});

console.log('\nA start at risk, past its limit and past its last day');
for (const { line, isRight } of await playAtRisk()) say(`  ${line}`, isRight);

console.log('\nA deal reopened while its project runs, and one won anew after its conversion was unwound');
for (const { line, isRight } of await playReopened()) say(`  ${line}`, isRight);

console.log(
  wrong === 0
    ? '\nEvery planted case found, none told twice, nothing told that was not there.'
    : `\n${wrong} lines are WRONG`,
);
process.exitCode = wrong === 0 ? 0 : 1;
