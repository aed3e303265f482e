// A deal that is converted, and reopened by sales while its project runs: told, and ended by winning it again or by unwinding it. Then it is
// won anew after the unwinding, and nobody begins it: told, and ended by converting it. With the detectors off both are missed.
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import { firmDay, openHouse, type TestHouse } from '../../house/house.ts';
import { changeInCrm, dealOf, type FirmDeal, rows, win } from '../../journeys/deals.ts';
import type { Line } from './at-risk.ts';
import { moneyOf } from './expected.ts';
import { ask, type FoundCase, foundCases, readings, until } from './found.ts';

const reopenedCode = 'CONVERTED_DEAL_REOPENED';
const idleCode = 'WON_DEAL_WITHOUT_RUN';

/** Plays it with the detectors on, and as far as the cases stand with them off; some two minutes. */
export async function playReopened(): Promise<readonly Line[]> {
  return [...(await inHouse(true, playAll)), ...(await inHouse(false, playMissed))];
}

type Play = (house: TestHouse, deal: FirmDeal) => Promise<readonly Line[]>;

async function inHouse(on: boolean, play: Play): Promise<readonly Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reopened-'));
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory: directory });
  const now = { graceMinutes: 0, on };
  const detectors = { everySeconds: 1, convertedDealReopened: now, wonDealWithoutRun: now };
  // Without the feed nobody begins by himself what is won anew.
  const env = { CONVERSION_FOLLOWS: 'false', DETECTORS: 'true' };
  const house = await openHouse({ worker: true, sandbox, env, detectors });
  try {
    return await play(house, dealOf(sandbox, 'Ledger migration'));
  } finally {
    await house.close();
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function playAll(house: TestHouse, deal: FirmDeal): Promise<readonly Line[]> {
  const { sandbox } = house;
  const lines: Line[] = [];
  const expectTold = async (what: string, code: string, money: string | null): Promise<void> => {
    await until(`${code} is told`, async () => (await open(house, deal, code)).length > 0).catch(() => undefined);
    const cases = await open(house, deal, code);
    const [first] = cases;
    const said =
      first === undefined ? 'nothing told' : `${code} ${first.money ?? ''}, ${first.owner}, ${first.dueHours} h`;
    lines.push({ line: `${what}: ${said}`, isRight: cases.length === 1 && first?.money === money });
  };
  const expectEnded = async (what: string, code: string): Promise<void> => {
    await until(`${code} ends`, async () => (await open(house, deal, code)).length === 0).catch(() => undefined);
    const ends = (await told(house, deal, code)).map(({ resolution }) => resolution ?? 'open');
    lines.push({
      line: `${what}: ${ends.join(', ')}`,
      isRight: ends.every((end) => end === 'ENDED') && ends.length > 0,
    });
  };
  const money = worthOf(sandbox, deal);
  await win(sandbox, deal);
  await convert(house, deal);
  await expectQuiet(house, deal, lines);
  await reopen(sandbox, deal);
  await expectTold('reopened while its project runs', reopenedCode, money);
  await win(sandbox, deal);
  await expectEnded('won again', reopenedCode);
  await reopen(sandbox, deal);
  await expectTold('reopened once more', reopenedCode, money);
  await unwind(house, deal);
  await expectEnded('unwound', reopenedCode);
  await win(sandbox, deal);
  await expectTold('won anew after the unwinding', idleCode, money);
  await convert(house, deal);
  await expectEnded('converted anew', idleCode);
  return lines;
}

async function playMissed(house: TestHouse, deal: FirmDeal): Promise<readonly Line[]> {
  const { sandbox } = house;
  await win(sandbox, deal);
  await convert(house, deal);
  await reopen(sandbox, deal);
  await readings(house, 2);
  const first = await told(house, deal, reopenedCode);
  await unwind(house, deal);
  await win(sandbox, deal);
  await readings(house, 2);
  const missed = [...first, ...(await told(house, deal, idleCode))].length === 0;
  return [{ line: `with both detectors off: 2 cases stood, ${missed ? 2 : 'fewer'} missed`, isRight: missed }];
}

async function expectQuiet(house: TestHouse, deal: FirmDeal, lines: Line[]): Promise<void> {
  await readings(house, 2);
  const own = (await foundCases(house)).filter(({ record, status }) => record === deal.crm && status !== 'CLOSED');
  lines.push({ line: `converted and sold: ${own.length} told`, isRight: own.length === 0 });
}

async function told(house: TestHouse, { crm }: FirmDeal, code: string): Promise<readonly FoundCase[]> {
  return (await foundCases(house)).filter((each) => each.code === code && each.record === crm);
}

async function open(house: TestHouse, deal: FirmDeal, code: string): Promise<readonly FoundCase[]> {
  return (await told(house, deal, code)).filter(({ status }) => status !== 'CLOSED');
}

function rowOf(sandbox: Sandbox, { crm }: FirmDeal): Readonly<Record<string, unknown>> {
  return rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm) ?? {};
}

function worthOf(sandbox: Sandbox, deal: FirmDeal): string | null {
  const { Amount, CurrencyIsoCode } = rowOf(sandbox, deal);
  return moneyOf(Amount, CurrencyIsoCode);
}

function linked(sandbox: Sandbox, deal: FirmDeal): boolean {
  return typeof rowOf(sandbox, deal).PSA_Project_Id__c === 'string' && rowOf(sandbox, deal).PSA_Project_Id__c !== '';
}

function reopen(sandbox: Sandbox, { crm }: FirmDeal): Promise<void> {
  return changeInCrm(sandbox, 'Opportunity', crm, { StageName: 'Contracted' });
}

let asked = 0;

async function convert(house: TestHouse, deal: FirmDeal): Promise<void> {
  const input = { idempotencyKey: `detect-reopened-${(asked += 1)}`, opportunityId: deal.id };
  const document = `mutation ($input: ConvertOpportunityInput!) {
    convertOpportunityToProject(input: $input) { userErrors { code } } }`;
  await ask(house, document, { input });
  await until('the conversion stands', async () => (await stateOf(house, deal)) === 'ACTIVE');
}

async function unwind(house: TestHouse, deal: FirmDeal): Promise<void> {
  const engagementId = (await engagementOf(house, deal))?.id;
  const input = { idempotencyKey: `detect-unwind-${(asked += 1)}`, engagementId, reason: 'reopened' };
  const document =
    'mutation ($input: UnwindConversionInput!) { unwindConversion(input: $input) { userErrors { code } } }';
  await ask(house, document, { input });
  await until('it is unwound', async () => (await stateOf(house, deal)) === 'UNWOUND' && !linked(house.sandbox, deal));
}

interface Engaged {
  readonly id: string;
  readonly state: string;
}

async function engagementOf(house: TestHouse, { id }: FirmDeal): Promise<Engaged | null> {
  const query = 'query ($id: ID!) { opportunity(id: $id) { engagement { id state } } }';
  return (await ask<{ opportunity: { engagement: Engaged | null } }>(house, query, { id })).opportunity.engagement;
}

async function stateOf(house: TestHouse, deal: FirmDeal): Promise<string | null> {
  return (await engagementOf(house, deal))?.state ?? null;
}
