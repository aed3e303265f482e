// A deal begun at risk in the last minutes of a business day: more is worked than was agreed, then the day ends, then its gate is mended.
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../../schema/canon/roles.ts';
import { type Sandbox, startSandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import { crmScreen, rows } from '../../chaos/vendor-screens.ts';
import { firmDay, openHouse, type TestHouse } from '../../house/house.ts';
import { dealOf, type FirmDeal } from '../../journeys/deals.ts';
import { type FoundCase, foundCases, until } from './found.ts';
import { addToPsa } from './mend.ts';

/** A line of the report. */
export interface Line {
  readonly line: string;
  readonly isRight: boolean;
}

const now = { graceMinutes: 0 };
/** Long enough to begin, approve and overspend on a busy machine. */
const lastMinutes = `${firmDay}T23:57:30Z`;
const limit = '1000.00';

/** Plays it in a house of its own, some three minutes. */
export async function playAtRisk(): Promise<readonly Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'at-risk-'));
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory: directory });
  const env = { CONVERSION_FOLLOWS: 'false', DETECTORS: 'true', BUSINESS_CLOCK: lastMinutes };
  const detectors = { everySeconds: 1, atRiskPastExpiry: now, atRiskOverLimit: now };
  const house = await openHouse({ worker: true, sandbox, env, detectors });
  try {
    return await play(house, sandbox);
  } finally {
    await house.close();
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function play(house: TestHouse, sandbox: Sandbox): Promise<readonly Line[]> {
  const deal = dealOf(sandbox, 'Pricing study');
  const gates = ['SOW_APPROVED'];
  await convert(house, deal, { atRisk: { gates, limit, until: firmDay, reason: 'the client cannot wait' } });
  await until('the project begins at risk', async () => {
    await approveWhatWaits(house);
    return projectOf(sandbox, deal) !== null;
  });
  const quiet = (await told(house)).length;
  const lines: Line[] = [{ line: `within limit and time: ${quiet} told`, isRight: quiet === 0 }];
  await work(sandbox, projectOf(sandbox, deal) ?? '');
  const over = await once(house, 'AT_RISK_OVER_LIMIT');
  lines.push({ line: `3 days worked, limit ${limit}: ${describe(over)}`, isRight: over.length === 1 });
  const past = await once(house, 'AT_RISK_PAST_EXPIRY');
  lines.push({ line: `the last day over: ${describe(past)}`, isRight: past.length === 1 });
  await approveStatementOfWork(sandbox, deal);
  await convert(house, deal, {});
  await until('both end', async () => (await told(house)).every(({ status }) => status === 'CLOSED'));
  const ended = await told(house);
  const isRight = ended.length === 2 && ended.every(({ resolution }) => resolution === 'ENDED');
  lines.push({ line: `the statement of work approved, converted again: ${ended.map(states).join(', ')}`, isRight });
  return lines;
}

function states({ code, status, resolution }: FoundCase): string {
  return `${code} ${status} ${resolution ?? ''}`.trim();
}

function describe(cases: readonly FoundCase[]): string {
  return cases.map(({ code, money, owner, dueHours }) => `${code} ${money ?? ''}, ${owner}, ${dueHours} h`).join('; ');
}

async function told(house: TestHouse): Promise<readonly FoundCase[]> {
  return (await foundCases(house)).filter(({ code }) => code.startsWith('AT_RISK'));
}

async function once(house: TestHouse, code: string): Promise<readonly FoundCase[]> {
  const own = async (): Promise<readonly FoundCase[]> => (await told(house)).filter((each) => each.code === code);
  await until(`${code} is told`, async () => (await own()).length > 0);
  return own();
}

let asked = 0;

async function ask<T>(house: TestHouse, role: Role, query: string, variables: object): Promise<T> {
  const reply = await house.ask(role, query, { ...variables });
  if (reply.errors.length > 0) throw new Error(reply.text);
  return reply.data as T;
}

async function convert(house: TestHouse, deal: FirmDeal, more: object): Promise<void> {
  const input = { idempotencyKey: `detect-at-risk-${(asked += 1)}`, opportunityId: deal.id, ...more };
  const mutation = `mutation ($input: ConvertOpportunityInput!) {
    convertOpportunityToProject(input: $input) { userErrors { code message } } }`;
  const { convertOpportunityToProject: payload } = await ask<{
    convertOpportunityToProject: { readonly userErrors: readonly object[] };
  }>(house, 'account-manager', mutation, { input });
  if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
}

async function approveWhatWaits(house: TestHouse): Promise<void> {
  const { approvals } = await ask<{ approvals: { edges: readonly { node: { id: string; state: string } }[] } }>(
    house,
    'finance-controller',
    'query { approvals(first: 5) { edges { node { id state } } } }',
    {},
  );
  for (const { node } of approvals.edges) {
    if (node.state !== 'PENDING') continue;
    const input = { idempotencyKey: `detect-approve-${(asked += 1)}`, approvalId: node.id, reason: 'agreed' };
    const mutation = 'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }';
    await ask(house, 'finance-controller', mutation, { input });
  }
}

/** The PSA's project of a deal. */
function projectOf(sandbox: Sandbox, { crm }: FirmDeal): string | null {
  const row = rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm);
  return typeof row?.PSA_Project_Id__c === 'string' ? row.PSA_Project_Id__c : null;
}

/** Three days of eight hours. */
async function work(sandbox: Sandbox, project: string): Promise<void> {
  for (let day = 0; day < 3; day += 1) {
    const entry = { workspace_id: project, date_performed: firmDay, time_in_minutes: 480, billable: true };
    await addToPsa(sandbox, 'time_entries', { time_entry: { ...entry, rate_in_cents: 20_000, notes: 'begun early' } });
  }
}

async function approveStatementOfWork(sandbox: Sandbox, deal: FirmDeal): Promise<void> {
  const fields = { Opportunity__c: deal.crm, Version__c: 1, Approval_State__c: 'Approved', Amount__c: 120_000 };
  await (await crmScreen(sandbox)).add('Statement_Of_Work__c', { ...fields, Name: 'SOW-LATE' });
}
