// `npm run measure -- disaster`: a house is killed with its store while it works, and put back from a backup that is older; the systems
// are ahead. What came back by itself, what after being asked for again, what is there twice, and how long it took. About two minutes.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mintId } from '../../schema/canon/identity.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { firmDay } from '../chaos/firm.ts';
import { holdingsOf, makeProspects, type Prospect } from '../chaos/prospects.ts';
import { vendorEnvironment } from '../house/vendor-environment.ts';
import { dealOf, holdingsOfDeal, win } from '../journeys/deals.ts';
import { type Part, startPart } from './secrets/house.ts';

/** Onboarded before the backup, and begun after it: of these some are done when the house is lost, and some half done. */
const [earlyMax, lateMax] = [20, 40];
/** Closed after the backup; the house converts them by itself. With the projects that each of them becomes. */
const deals = [
  { title: 'Target operating model', projects: 1 },
  { title: 'Ledger migration', projects: 1 },
  { title: 'Rollout in three countries', projects: 3 },
] as const;
/** Work that is lost lasts this long at most. */
const settleMsMax = 180_000;
const roles = ['crm', 'psa', 'erp', 'process', 'worker'] as const;
const run = promisify(execFile);

const home = mkdtempSync(join(tmpdir(), 'disaster-'));
const closing: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}

/** A house in a process of its own, as one person asks it. */
interface House {
  readonly part: Part;
  readonly dataDir: string;
  readonly readyMs: number;
  ask<T>(query: string, variables?: object): Promise<T | null>;
}

async function main(): Promise<void> {
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory: join(home, 'sandbox') });
  closing.push(() => sandbox.close());
  const prospects = await makeProspects(sandbox, earlyMax + lateMax);
  const [early, late] = [prospects.slice(0, earlyMax), prospects.slice(earlyMax)];
  const auditKey = randomBytes(32).toString('hex');
  const file = join(home, 'backup.gz');

  const before = await openHouse(sandbox, join(home, 'before'), auditKey);
  await until('the CRM feed has read what was there', async () =>
    (await phases(before)).every((phase) => phase === 'FOLLOWING'),
  );
  for (const prospect of early) await onboard(before, prospect);
  await until('the first customers are onboarded', () => areAll(sandbox, early));
  const backup = await command('backup', file, before.dataDir, auditKey);
  const backupAt = Date.now();

  // Nobody waits for the answers: the house is lost before it has given most of them.
  const begun = late.map((prospect) => onboard(before, prospect).catch(() => undefined));
  for (const { title } of deals) await win(sandbox, dealOf(sandbox, title));
  await until('a quarter of the later customers is onboarded', () => wholeOf(sandbox, late) >= lateMax / 4);
  const ageMs = Date.now() - backupAt;
  lose(before);
  await Promise.all(begun);
  // Counting takes the stand-ins seconds, in which nobody would begin to restore.
  const atLoss = {
    whole: wholeOf(sandbox, late),
    begun: late.filter((prospect) => !isUntouched(sandbox, prospect)).length,
  };
  const lostAt = Date.now();

  const restore = await command('restore', file, join(home, 'after'), auditKey);
  const after = await openHouse(sandbox, join(home, 'after'), auditKey);
  const readyMs = Date.now() - lostAt;
  await until('what the systems hold of lost runs is adopted', () =>
    late.every((one) => isUntouched(sandbox, one) || isWhole(sandbox, one)),
  );
  await until('lost deals are converted', () =>
    deals.every(({ title, projects }) => holdingsOfDeal(sandbox, dealOf(sandbox, title)).crmLinks === projects),
  );
  const adoptedMs = Date.now() - lostAt;
  const adopted = wholeOf(sandbox, late);
  // Whoever never got an answer asks again, all of them.
  for (const prospect of prospects) await onboard(after, prospect);
  await until('every customer is onboarded', () => areAll(sandbox, prospects));
  await until('no run moves', async () => (await moving(after)) === 0);

  const doubled = countDoubled(sandbox, prospects);
  const stuck = await exceptionsOf(after);
  console.log(
    `backup: ${backup.told}, ${(statSync(file).size / 1024).toFixed(0)} kB, ${seconds(backup.ms)}; restore: ${seconds(restore.ms)}`,
  );
  console.log(
    `RPO: the backup's age, here ${seconds(ageMs)}: ${lateMax} onboardings and ${deals.length} conversions begun since are not in it`,
  );
  console.log(
    `  at the loss ${atLoss.whole} onboardings were done and ${atLoss.begun - atLoss.whole} half done in the systems; without being asked for again ${adopted} were whole, and all ${deals.length} conversions`,
  );
  console.log(
    `  nobody asked and nothing written yet: ${lateMax - adopted}; asked again all ${prospects.length} are whole`,
  );
  console.log(
    `RTO: ${seconds(readyMs)} from the loss to answering again (restore ${seconds(restore.ms)}, start ${seconds(after.readyMs)}), ${seconds(adoptedMs)} until all that was lost is adopted`,
  );
  console.log(`there twice: ${doubled}; exceptions: ${stuck.length === 0 ? 'none' : stuck.join(', ')}`);
  if (doubled > 0 || stuck.length > 0 || atLoss.begun === atLoss.whole) process.exitCode = 1;
}

async function openHouse(sandbox: Sandbox, dataDir: string, auditKey: string): Promise<House> {
  const startedAt = Date.now();
  const free = Object.fromEntries(roles.map((role) => [`${role.toUpperCase()}_PORT`, '0']));
  const env = {
    ...vendorEnvironment(sandbox),
    ...free,
    ...{ DATA_DIR: dataDir, AUDIT_KEY: auditKey, CONVERSION_FOLLOWS: 'true', LOG_LEVEL: 'error' },
    ...{ BUSINESS_CLOCK: `${firmDay}T09:00:00Z`, INSIGHT_PORT: '0' },
  };
  const part = await startPart(['subgraphs/serve.mjs', ...roles], env);
  closing.push(() => part.stop());
  const { process: processUrl = '' } = part.ready.urls as Readonly<Record<string, string>>;
  const issued = await fetch(`${sandbox.urls.identity}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'finance-controller' }),
  });
  const { token } = (await issued.json()) as { token: string };
  return {
    part,
    dataDir,
    readyMs: Date.now() - startedAt,
    ask: async <T>(query: string, variables: object = {}) => {
      const reply = await fetch(`${processUrl}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(20_000),
      });
      return ((await reply.json()) as { data?: T | null }).data ?? null;
    },
  };
}

/** All of it at once: the processes, the database under them, and what was on the disk. */
function lose({ part, dataDir }: House): void {
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  part.child.kill('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
}

async function command(what: 'backup' | 'restore', file: string, dataDir: string, auditKey: string) {
  const startedAt = Date.now();
  const env = { ...process.env, DATA_DIR: dataDir, AUDIT_KEY: auditKey };
  const { stdout } = await run(process.execPath, ['subgraphs/store/backup.mjs', what, file], { env });
  return { ms: Date.now() - startedAt, told: /\d+ rows of \d+ tables/.exec(stdout)?.[0] ?? stdout.trim() };
}

async function onboard(house: House, { account, id }: Prospect): Promise<void> {
  const entity = mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: '2' });
  const input = { idempotencyKey: `disaster-${account}`, customerId: id, legalEntityIds: [entity], currency: 'USD' };
  const document = `mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { id } userErrors { code } } }`;
  // A directory that is just being read does not know everybody yet.
  await until(`${account} is begun`, async () => {
    if (house.part.child.exitCode !== null || house.part.child.signalCode !== null)
      throw new Error('The house is lost');
    type Payload = { readonly onboardCustomer: { readonly run: { readonly id: string } | null } | null };
    return (await house.ask<Payload>(document, { input }))?.onboardCustomer?.run != null;
  });
}

async function phases(house: House): Promise<readonly string[]> {
  type Health = { readonly processHealth: { readonly feeds: readonly { readonly phase: string }[] } };
  const feeds = (await house.ask<Health>('{ processHealth { feeds { phase } } }'))?.processHealth.feeds ?? [];
  return feeds.length === 0 ? ['NONE'] : feeds.map(({ phase }) => phase);
}

type Runs = { readonly runs: { readonly edges: readonly { readonly node: { readonly state: string } }[] } };

async function moving(house: House): Promise<number> {
  const told = await house.ask<Runs>('{ runs(first: 200) { edges { node { state } } } }');
  return told?.runs.edges.filter(({ node }) => /RUNNING|COMPENSATING/.test(node.state)).length ?? 1;
}

async function exceptionsOf(house: House): Promise<readonly string[]> {
  type Told = {
    readonly processExceptions: { readonly edges: readonly { readonly node: { readonly code: string } }[] };
  };
  const told = await house.ask<Told>('{ processExceptions(first: 50) { edges { node { code } } } }');
  return told?.processExceptions.edges.map(({ node }) => node.code) ?? ['NOT_ASKED'];
}

function countsOf(sandbox: Sandbox, prospect: Prospect): readonly number[] {
  const { erpCustomers, erpActive, psaCustomers, psaReferences, crmLinks } = holdingsOf(sandbox, prospect);
  return [erpCustomers, erpActive, psaCustomers, psaReferences, crmLinks];
}

function isWhole(sandbox: Sandbox, prospect: Prospect): boolean {
  return countsOf(sandbox, prospect).every((count) => count === 1);
}

function isUntouched(sandbox: Sandbox, prospect: Prospect): boolean {
  return countsOf(sandbox, prospect).every((count) => count === 0);
}

function wholeOf(sandbox: Sandbox, prospects: readonly Prospect[]): number {
  return prospects.filter((prospect) => isWhole(sandbox, prospect)).length;
}

function areAll(sandbox: Sandbox, prospects: readonly Prospect[]): boolean {
  return wholeOf(sandbox, prospects) === prospects.length;
}

function countDoubled(sandbox: Sandbox, prospects: readonly Prospect[]): number {
  const customers = prospects.flatMap((prospect) => countsOf(sandbox, prospect)).filter((count) => count > 1);
  const projects = deals.filter(({ title, projects }) => {
    const { psaProjects, erpProjects } = holdingsOfDeal(sandbox, dealOf(sandbox, title));
    return psaProjects > projects || erpProjects > projects;
  });
  return customers.length + projects.length;
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + settleMsMax;
  while (Date.now() < endMs) {
    if (await isSo()) return;
    await pause(500);
  }
  throw new Error(`Not within ${settleMsMax} ms: ${what}`);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
