// `npm run bench -- month-end`: a month of approved time of a large firm becomes invoices of the stand-in ERP, under its account's limit of
// calls at a time and with faults on, while people ask at the portal. What was lost or billed twice is counted from the stand-ins' own
// rows (month-end/judge.ts); how much of the limit was in use, by the stand-in's own count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { asker, openPositions, peopleAtPortal, percentile } from './month-end/asking.ts';
import { openMonthHouse, type MonthHouse } from './month-end/house.ts';
import { billedNow, judge, type MonthWork, monthWork } from './month-end/judge.ts';

const usage = `npm run bench -- month-end [-- --entries <n>] [--projects <n>] [--concurrency <n>] [--latency-ms <n>] [--workers <n>]
  [--faults] [--pause-seconds <n>] [--json]

Bills <entries> (100000) approved time entries over <projects> (2000) projects of four legal entities through the stand-in ERP, whose
account grants <concurrency> (5) calls at a time of <latency-ms> (500) each: the vendor's own take 300 to 1,000; with --faults 2 % of its calls are refused as too many and 1 %
of its replies are lost. SIGUSR2 pauses the ERP through the graph, and once more lets it go on; --pause-seconds does it once at half time.
Ends with one line of figures with --json. Exits 1 when anything was lost, billed twice, or is not told to the PSA.`;

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    projects: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '5' },
    'latency-ms': { type: 'string', default: '500' },
    workers: { type: 'string', default: '2' },
    faults: { type: 'boolean', default: false },
    'pause-seconds': { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const through = '2026-11-20';
const quietMs = 40_000;
/** How often the vendor's writes are counted, and how often that is said and memory is looked at. */
const lookMs = 1_000;
const sayMs = 5_000;
/** People who look at pages without a pause have the account to themselves as often as they ask: long enough to measure, not longer. */
const visitMsMax = 180_000;
/** Nothing is posted any more for so long: something is stuck. */
const stuckMs = 120_000;
/** All is posted, and whoever still looks a lost reply up has done so by now. */
const restMs = 30_000;
const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

/** Whether somebody has paused it by a signal. */
let isPaused = false;
let switches = 0;

const directory = mkdtempSync(join(tmpdir(), 'month-end-'));
const house = await openMonthHouse({
  directory,
  month: { projects: Number(values.projects), entries: Number(values.entries) },
  concurrency: Number(values.concurrency),
  workers: Number(values.workers),
});
const ask = asker(house.sandbox.urls.identity, house.processUrl);
process.on('SIGUSR2', () => {
  isPaused = !isPaused;
  say(isPaused ? 'paused; SIGUSR2 lets it go on' : 'goes on');
  void switchErp(isPaused ? 'pauseSystem' : 'resumeSystem');
});
try {
  await run(house);
} finally {
  await house.close();
  rmSync(directory, { recursive: true, force: true });
}

async function switchErp(act: 'pauseSystem' | 'resumeSystem'): Promise<void> {
  switches += 1;
  const input = { system: 'ERP', reason: 'a look at the books', idempotencyKey: `${act}-${switches}` };
  const document = `mutation ($input: PauseSystemInput!) { ${act}(input: $input) { userErrors { code message } } }`;
  await ask('operator', document, { input });
}

async function run({ sandbox, graphUrl, parts }: MonthHouse): Promise<void> {
  const works = monthWork(sandbox);
  const entries = works.reduce((sum, work) => sum + work.entries.length, 0);
  say(`${entries} approved entries of ${works.length} projects`);
  await openPositions(
    ask,
    works.map(({ id }) => id),
    say,
  );
  const erp = sandbox.standIns.netsuite;
  erp.standIn.pace?.(Number(values['latency-ms']));
  // Before the quiet time, too: what is compared is the portal with and without billing, at the same vendor.
  if (values.faults) {
    erp.faults.plant({ kind: 'tooManyRequests', rate: 0.02, retryAfterSeconds: 1 });
    erp.faults.plant({ kind: 'dropReplyAfterCommit', rate: 0.01 });
  }
  const visitors = peopleAtPortal(sandbox.urls.identity, graphUrl, Number(values.concurrency));
  await pause(quietMs);
  const quiet = await visitors.stop();
  say(`quiet: ${quiet.length} pages, p99 ${Math.round(percentile(quiet, 0.99))} ms`);
  erp.requests.clear();
  const cpuBefore = cpuOf(parts);
  const begun = performance.now();
  await releaseAll();
  const watched = await watch({ works, begun, graphUrl, sandbox });
  const seconds = (watched.movedAt - begun) / 1_000;
  const cpu = cpuOf(parts);
  const billed = billedNow(sandbox, works);
  const verdict = judge(sandbox, works, billed);
  const [first] = billed;
  const planted =
    first === undefined ? [] : [judge(sandbox, works, [...billed, first]), judge(sandbox, works, billed.slice(1))];
  const isSeen = planted[0]?.duplicated !== 0 && planted[1]?.lost !== 0 && planted.length === 2;
  for (const fault of verdict.faults.slice(0, 20)) console.error(fault);
  if (verdict.faults.length + verdict.untold > 0)
    await tellFailures(works.filter(({ psa }) => verdict.faults.some((fault) => fault.startsWith(psa))).slice(0, 5));
  if (!isSeen) console.error('a planted second bill or a missing one was not seen: the judge is blind');
  const calls = erp.requests.totals();
  for (const [name, { calls: count }] of Object.entries(calls.resources))
    say(`${name}: ${(count / verdict.invoices).toFixed(2)} calls an invoice`);
  for (const [name, ms] of Object.entries(cpu))
    say(`${name}: ${((ms - (cpuBefore[name] ?? 0)) / verdict.invoices).toFixed(1)} ms of CPU an invoice`);
  const p99 = percentile(watched.portal, 0.99);
  const figures = {
    ...{ entries, invoices: verdict.invoices, seconds: round(seconds), concurrencyUsed: round(watched.used) },
    ...{ lost: verdict.lost, duplicated: verdict.duplicated, untold: verdict.untold },
    portalP99Ratio: round(p99 / percentile(quiet, 0.99)),
    rssMb: Math.round(Math.max(...Object.values(watched.rss))),
    ...{ portalP99QuietMs: Math.round(percentile(quiet, 0.99)), portalP99Ms: Math.round(p99), rss: watched.rss },
    callsPerInvoice: round(calls.requests / verdict.invoices),
    cpuMsPerInvoice: round(sumOf(cpu, cpuBefore) / verdict.invoices),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, figure] of Object.entries(figures)) console.log(name.padEnd(20), figure);
  process.exitCode = verdict.lost + verdict.duplicated + verdict.untold === 0 && isSeen ? 0 : 1;
}

interface Failed {
  readonly process: string;
  readonly failure: { readonly code: string; readonly step: string; readonly message: string } | null;
}

/** What the runs say that did not come through. */
async function tellFailures(works: readonly MonthWork[]): Promise<void> {
  const states = '{ runs(first: 200) { edges { node { process state } } } }';
  const all = await ask<{ runs: { edges: readonly { node: { process: string; state: string } }[] } }>(
    'operator',
    states,
    {},
  );
  const counted = Map.groupBy(all.runs.edges, ({ node: { process: name, state } }) => `${name} ${state}`);
  for (const [text, list] of counted) console.error(`${list.length} x ${text}`);
  for (const { id, psa } of works) {
    const held = '{ edges { node { code explanation } } }';
    const query = `query ($filter: HeldWorkFilter) { heldWork(first: 200, filter: $filter) ${held} }`;
    const told = await ask<{ heldWork: { edges: readonly { node: { explanation: string } }[] } }>(
      'billing-preparer',
      query,
      {
        filter: { projectId: id },
      },
    );
    const why = Map.groupBy(told.heldWork.edges, ({ node }) => node.explanation);
    for (const [text, list] of why) console.error(`${psa}: ${list.length} entries wait: ${text}`);
  }

  const document =
    '{ runs(first: 200, filter: { states: [STUCK, COMPENSATED] }) { edges { node { process failure { code step message } } } } }';
  const { runs } = await ask<{ runs: { edges: readonly { node: Failed }[] } }>('operator', document, {});
  const told = Map.groupBy(
    runs.edges,
    ({ node: { process: name, failure } }) => `${name} ${failure?.code}: ${failure?.message}`,
  );
  for (const [text, list] of told) if (!text.includes('NO_OPENING_POSITION')) console.error(`${list.length} x ${text}`);
}

async function releaseAll(): Promise<void> {
  const document =
    'mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } userErrors { message } } }';
  for (const legalEntityCode of ['US01', 'UK01', 'DE01', 'JP01']) {
    const input = { idempotencyKey: `month-${legalEntityCode}`, legalEntityCode, through };
    await ask('billing-preparer', document, { input });
  }
}

interface Watching {
  readonly works: readonly MonthWork[];
  readonly begun: number;
  readonly graphUrl: string;
  readonly sandbox: MonthHouse['sandbox'];
}

interface Watched {
  /** Share of the account's limit in use while nobody was at the portal and there was enough left to do. */
  readonly used: number;
  readonly portal: readonly number[];
  readonly rss: Readonly<Record<string, number>>;
  /** When the last thing was written, by performance.now(). */
  readonly movedAt: number;
}

/** Watches until everything is posted and told. People are at the portal from a third to two thirds of the way. */
async function watch({ works, begun, graphUrl, sandbox }: Watching): Promise<Watched> {
  const { standIn } = sandbox.standIns.netsuite;
  const use = (): number => standIn.use?.().busyMs ?? 0;
  const limit = standIn.use?.().limit ?? 1;
  const rss: Record<string, number> = {};
  let visitors: ReturnType<typeof peopleAtPortal> | null = null;
  let portal: readonly number[] = [];
  const alone = { busyMs: 0, ms: 0 };
  let last = { at: performance.now(), busyMs: use(), posted: 0, told: 0, isAlone: false };
  let cameAt = 0;
  let said = last;
  let movedAt = performance.now();
  let hasPaused = false;
  for (;;) {
    await pause(lookMs);
    const posted = postedNow(sandbox);
    const told = toldNow(sandbox);
    const at = performance.now();
    const now = {
      at,
      busyMs: use(),
      posted,
      told,
      isAlone: visitors === null && posted > 0 && posted < works.length * 0.9,
    };
    if (now.isAlone && last.isAlone) {
      alone.busyMs += now.busyMs - last.busyMs;
      alone.ms += at - last.at;
    }
    // The ERP is also asked what changed in it, again and again: that is no progress.
    if (posted !== last.posted || told !== last.told) movedAt = at;
    if (at - said.at > sayMs) {
      for (const [name, part] of Object.entries(house.parts))
        rss[name] = Math.max(rss[name] ?? 0, Math.round(part.pssMb()));
      const share = (now.busyMs - said.busyMs) / (at - said.at) / limit;
      say(
        `${posted} of ${works.length} posted, ${told} told, ${(share * 100).toFixed(0)} % of ${limit} calls in use, ${((at - begun) / 1_000).toFixed(0)} s`,
      );
      said = now;
    }
    last = now;
    if (visitors === null && portal.length === 0 && posted > works.length / 3) {
      visitors = peopleAtPortal(sandbox.urls.identity, graphUrl, Number(values.concurrency));
      cameAt = at;
    }
    if (visitors !== null && (posted > (works.length * 2) / 3 || at - cameAt > visitMsMax)) {
      portal = await visitors.stop();
      visitors = null;
      last = { ...last, isAlone: false };
    }
    if (!hasPaused && Number(values['pause-seconds']) > 0 && posted > works.length / 2) {
      hasPaused = true;
      await pauseFor(sandbox, Number(values['pause-seconds']) * 1_000);
      movedAt = performance.now();
      last = { ...last, isAlone: false };
    }
    if (posted >= works.length && told >= works.length * 0.95 && at - movedAt > restMs) break;
    if (isPaused) movedAt = at;
    if (at - movedAt > stuckMs) break;
  }
  if (visitors !== null) portal = await visitors.stop();
  return { used: alone.ms === 0 ? 0 : alone.busyMs / alone.ms / limit, portal, rss, movedAt };
}

/** Pauses the ERP through the graph; what is on its way may still be posted, then nothing. */
async function pauseFor(sandbox: MonthHouse['sandbox'], ms: number): Promise<void> {
  await switchErp('pauseSystem');
  await pause(3_000);
  const before = postedNow(sandbox);
  await pause(ms);
  const after = postedNow(sandbox);
  say(`paused for ${ms / 1_000} s: ${after - before} posted meanwhile`);
  if (after !== before) process.exitCode = 1;
  await switchErp('resumeSystem');
}

function postedNow(sandbox: MonthHouse['sandbox']): number {
  // Nothing else is written there, and reading all rows every second would hold up the stand-in itself.
  return sandbox.standIns.netsuite.requests.totals().writes.committed;
}

function toldNow(sandbox: MonthHouse['sandbox']): number {
  return sandbox.standIns.kantata.requests.totals().writes.committed;
}

function cpuOf(parts: MonthHouse['parts']): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.cpuMs()]));
}

function sumOf(after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): number {
  return Object.entries(after).reduce((sum, [name, ms]) => sum + ms - (before[name] ?? 0), 0);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
