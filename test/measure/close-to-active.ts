// `npm run measure -- close-to-active`: deals closed in the CRM's own screen, one after the other, and how long until each one's project is
// at work in the PSA, by the vendors' own logs. Nobody asks for anything: the CRM's feed begins the conversions. DEALS=<n> for fewer.
import { mintId } from '../../schema/canon/identity.ts';
import { usualPace } from '../../subgraphs/process/feeds/world.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { crmScreen, type CrmScreen, type Row, rows } from '../chaos/vendor-screens.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { dealOf } from '../journeys/deals.ts';
import { ask, until } from './detectors/found.ts';

const deals = Number(process.env.DEALS ?? 60);
/** From one closing to the next: a busy afternoon of a large firm. Models are of three customers, whose runs wait for each other. */
const everyMs = 1_500;
const models = ['Target operating model', 'Ledger migration', 'Platform care'];
/** What the CRM keeps itself, and what came of the model. */
const notCopied =
  /^(Id|CreatedDate|CreatedById|LastModified\w+|SystemModstamp|IsDeleted|IsWon|IsClosed|ExpectedRevenue|ContractNumber|Performance_Obligation__c|\w+_(Id)__c)$/;
const copiedToo: readonly string[] = ['Rate_Card_Id__c'];

interface Closed {
  readonly crm: string;
  readonly id: string;
}

/** A deal like a model, with contract, lines, instalments and statement of work of its own; a signature away from being won. */
async function copyDeal(sandbox: Sandbox, screen: CrmScreen, { title, number }: { title: string; number: number }) {
  const of = (table: string, fits: (row: Row) => boolean) => rows(sandbox, 'salesforce', table).filter(fits);
  const model = dealOf(sandbox, title).crm;
  const [deal] = of('Opportunity', ({ Id }) => Id === model);
  const [contract] = of('Contract', ({ Id }) => Id === deal?.ContractId);
  if (deal === undefined || contract === undefined) throw new Error(`The firm has no deal "${title}" with a contract`);
  const signed = await screen.add('Contract', { ...copied(contract), Opportunity__c: null });
  for (const line of of('Contract_Line__c', (row) => row.Contract__c === contract.Id)) {
    const made = await screen.add('Contract_Line__c', { ...copied(line), Contract__c: signed });
    for (const part of of('Contract_Milestone__c', (row) => row.Contract_Line__c === line.Id))
      await screen.add('Contract_Milestone__c', { ...copied(part), Contract_Line__c: made });
  }
  const name = `${title} ${number}`;
  const crm = await screen.add('Opportunity', { ...copied(deal), Name: name, ContractId: signed });
  for (const statement of of('Statement_Of_Work__c', (row) => row.Opportunity__c === model))
    await screen.add('Statement_Of_Work__c', { ...copied(statement), Opportunity__c: crm });
  return { crm, id: mintId({ system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: crm }) };
}

function copied(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name, value]) => value !== null && (!notCopied.test(name) || copiedToo.includes(name)),
    ),
  );
}

interface Followed {
  readonly state: string;
  readonly begunAt: string;
}

async function runsOf(house: TestHouse, { id }: Closed): Promise<readonly Followed[]> {
  const query = 'query ($name: String!) { trace(name: $name) { run { state begunAt } } }';
  const { trace } = await ask<{ trace: readonly { run: Followed }[] }>(house, query, { name: id });
  return trace.map(({ run }) => run);
}

/** When the vendors' logs say that it happened, in ms of the sandbox's clock. */
function closedAt({ standIns }: Sandbox, { crm }: Closed): number {
  const writes = standIns.salesforce.requests
    .list()
    .filter(({ method, path }) => method === 'PATCH' && path.endsWith(crm));
  return Date.parse(writes[0]?.at ?? '');
}

function activeAt(sandbox: Sandbox, { crm }: Closed): number {
  const deal = rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm);
  const projects = typeof deal?.PSA_Project_Id__c === 'string' ? deal.PSA_Project_Id__c.split(';') : [];
  const status = rows(sandbox, 'kantata', 'workspaces').filter(({ id }) => projects.includes(String(id)));
  // The last thing that is done to a project is that it is made active.
  const writes = sandbox.standIns.kantata.requests
    .list()
    .filter(
      ({ method, path, write }) =>
        method === 'PUT' && write?.committed === true && projects.some((id) => path.includes(`/workspaces/${id}`)),
    );
  const isActive = status.length > 0 && status.every(({ status_key }) => String(status_key).startsWith('3'));
  return isActive ? Date.parse(writes.at(-1)?.at ?? '') : Number.NaN;
}

/** The smallest value that so many per cent are at or below. */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

function tell(what: string, values: readonly number[]): void {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (percent: number): string => (percentile(sorted, percent) / 1_000).toFixed(1);
  console.log(`${what}: p50 ${at(50)} s, p90 ${at(90)} s, p99 ${at(99)} s, slowest ${at(100)} s`);
}

const house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'true' } });
try {
  const { sandbox } = house;
  const screen = await crmScreen(sandbox);
  const closed: Closed[] = [];
  for (let number = 0; number < deals; number += 1)
    closed.push(await copyDeal(sandbox, screen, { title: models[number % models.length] ?? '', number }));
  await until('the feed of deals is followed', async () => {
    const { processHealth } = await ask<{ processHealth: { feeds: readonly { phase: string; complete: boolean }[] } }>(
      house,
      '{ processHealth { feeds { phase complete } } }',
    );
    return processHealth.feeds.some(({ phase, complete }) => phase === 'FOLLOWING' && complete);
  });
  const startedAt = performance.now();
  for (const [index, { crm }] of closed.entries()) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, startedAt + index * everyMs - performance.now())));
    await screen.change('Opportunity', crm, { StageName: 'Closed Won' });
  }
  await until('every deal has come to its end', async () => {
    for (const deal of closed) {
      const [run] = await runsOf(house, deal);
      if (run === undefined || /RUNNING|COMPENSATING/.test(run.state)) return false;
    }
    return true;
  }).catch((error: unknown) => console.log(String(error)));
  const aheadMs = sandbox.clock.now().getTime() - Date.now();
  const runs = await Promise.all(closed.map((deal) => runsOf(house, deal)));
  const done = closed.filter((_, index) => runs[index]?.length === 1 && runs[index]?.[0]?.state === 'DONE');
  const waits = closed.map(
    (deal, index) => Date.parse(runs[index]?.[0]?.begunAt ?? '') + aheadMs - closedAt(sandbox, deal),
  );
  const takes = closed
    .map((deal) => activeAt(sandbox, deal) - closedAt(sandbox, deal))
    .filter((ms) => !Number.isNaN(ms));
  console.log(
    `${deals} deals closed, one every ${everyMs / 1_000} s; the feed is read every ${usualPace.pollMs / 1_000} s; ` +
      `${done.length} converted once, ${takes.length} projects at work`,
  );
  tell('closed until its run is begun', waits);
  tell('closed until its project is active', takes);
  if (done.length < deals || takes.length < deals) process.exitCode = 1;
} finally {
  await house.close();
}
