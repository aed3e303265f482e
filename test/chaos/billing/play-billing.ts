// releaseWorkToInvoice and postWorkCost under chaos: people enter time, release, agree, refuse, hold, let go and post what work costs all at
// once while vendors lose answers, ask to be left alone and close a period, and workers, subgraphs and Postgres are killed. An auditor who
// knows nothing but the vendors' own books looks every second; when the wind is down everything is cleared up, and all work has to be
// billed, and its cost to stand in the ledger, once, to the cent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { vendorEnvironment } from '../../house/vendor-environment.ts';
import { randomFrom } from '../boundaries.ts';
import { type ChaosFirm, openFirm } from '../firm.ts';
import { type ChaosHouse, openChaosHouse, victims } from '../house.ts';
import { asking } from './asking.ts';
import { type Billers, billers, type PlayedProject } from './billers.ts';
import { costBooks } from './cost-books.ts';
import { costBrokenAtRest, costBrokenNow, noCostMemory } from './cost-laws.ts';
import { type CostSetting, costSetting, withCost } from './cost-setting.ts';
import type { Law, Violation } from './law.ts';
import { brokenAtRest, brokenNow, type Known, noMemory } from './laws.ts';
import { setUp } from './setting-up.ts';
import { pick, type TimesheetClerk, timesheetClerk } from './timesheets.ts';
import { vendorBooks } from './vendor-books.ts';

/** What is played. */
export interface BillingPlan {
  readonly minutes: number;
  readonly seed: number;
  /** Whether processes are killed. */
  readonly kills: boolean;
  readonly root?: string;
  /** The play is over as soon as this law is seen to be broken. */
  readonly until?: Law;
  readonly say: (line: string) => void;
}

/** What came of it. `violations`, `stuck`, `alarms` and `crashes` are to be 0. */
export interface BillingVerdict {
  readonly minutes: number;
  readonly kills: number;
  /** How often the auditor looked. */
  readonly looks: number;
  readonly projects: number;
  /** Pieces of work that were approved at some time, and documents in the ERP. */
  readonly work: number;
  readonly documents: number;
  /** Journal entries of the cost of work in the ERP, and those of them that take one back. */
  readonly entries: number;
  readonly reversals: number;
  /** The stand-ins' own counts. */
  readonly writes: number;
  readonly committedUnheard: number;
  /** Acts of people that were heard to succeed, by name. */
  readonly acts: Readonly<Record<string, number>>;
  readonly violations: number;
  /** By law. */
  readonly broken: Readonly<Record<string, number>>;
  /** Runs that were still not over when everything had been cleared up. */
  readonly stuck: number;
  /** Exceptions that say that people changed in the ERP what we posted there, which nobody did. */
  readonly alarms: number;
  readonly crashes: number;
  /** From the end of the storm until all was billed. */
  readonly clearedUpMs: number;
}

const projectsCount = 10;
const playersCount = 4;
const lookEveryMs = 1_000;
const killEveryMs = 12_000;
const closeEveryMs = 45_000;
const closedSeconds = 6;
const clearUpMsMax = 300_000;
const weather = { dropped: 0.12, late: 0.04, lateMs: 700, busy: 0.04 };
const violationsToldMax = 20;
/** The auditor's looks hold up the stand-ins, which share its process: a slow answer is not to look like an outage. */
const patience = { VENDOR_TIMEOUT_MS: '5000', WRITE_MS_MAX: '8000' };

/** Opens firm and house, plays so many minutes, clears up, and judges. */
export async function playBilling(plan: BillingPlan): Promise<BillingVerdict> {
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  const { root } = plan;
  const firm = await openFirm(join(directory, 'sandbox'), root);
  try {
    const env = { ...vendorEnvironment(firm.sandbox), ...patience, CONVERSION_FOLLOWS: 'false' };
    const setting = costSetting(firm);
    const configure = (yaml: string): string => withCost(builtElsewhere(yaml), setting);
    const options = {
      ...{ dataDir: join(directory, 'house'), env, workers: 2, configure },
      ...(root === undefined ? {} : { root }),
    };
    const house = await openChaosHouse(options);
    try {
      return await inHouse(plan, { firm, house, setting });
    } finally {
      await house.close();
    }
  } finally {
    await firm.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** UK01's invoices are built by the PSA and DE01's by the ERP; the gateway posts those of the others. */
function builtElsewhere(yaml: string): string {
  const rules = '\n  rules:\n';
  return yaml.replace(
    rules,
    `${rules}    - { legalEntity: UK01, builder: PSA }\n    - { legalEntity: DE01, builder: ERP }\n`,
  );
}

/** Where it is played. */
interface Place {
  readonly firm: ChaosFirm;
  readonly house: ChaosHouse;
  readonly setting: CostSetting;
}

/** Everybody on the stage. */
interface Stage extends Place {
  readonly random: () => number;
  readonly projects: readonly PlayedProject[];
  readonly people: Billers;
  readonly clerk: TimesheetClerk;
  /** Work somebody holds back, as far as is known: it is let go before the end. */
  readonly held: Map<string, PlayedProject>;
  readonly acts: Record<string, number>;
}

async function inHouse(plan: BillingPlan, place: Place): Promise<BillingVerdict> {
  const { firm, house, setting } = place;
  const random = randomFrom(plan.seed);
  const ask = asking(house.processUrl, firm.sandbox.urls.identity);
  const { projects, known } = await setUp(firm, ask, projectsCount);
  plan.say(`${projects.length} projects, ${known.caps.size} of them capped`);
  for (const { requests } of Object.values(firm.sandbox.standIns)) requests.clear();
  const clerk = timesheetClerk(firm, { random, hasCard: (person) => setting.cards.has(person) });
  const stage: Stage = {
    ...{ ...place, random, projects, clerk, people: billers(ask, projects, random) },
    ...{ held: new Map(), acts: {} },
  };
  const auditor = audit(stage, known, plan.say);
  const isOver = (): boolean => plan.until !== undefined && auditor.hasSeen(plan.until);
  const kills = await storm(stage, plan, isOver);
  const begunMs = performance.now();
  const { rest, stuck } = isOver() ? { rest: [], stuck: 0 } : await clearUp(stage, known, plan.say);
  const clearedUpMs = Math.round(performance.now() - begunMs);
  const { looks, seen, work } = auditor.end();
  const alarms = (await stage.people.alarms()) ?? ['nobody could be asked'];
  for (const one of alarms) plan.say(`false alarm: ${one}`);
  for (const { law, what } of rest.slice(0, violationsToldMax)) plan.say(`at rest: ${law}: ${what}`);
  const all = [...seen, ...rest];
  const writes = Object.values(firm.sandbox.standIns).map(({ requests }) => requests.totals().writes);
  const { entries } = costBooks(firm.sandbox, known.projects, setting);
  return {
    ...{ minutes: plan.minutes, kills, looks, projects: projects.length, work },
    documents: vendorBooks(firm.sandbox, known.projects).documents.length,
    ...{ entries: entries.length, reversals: entries.filter(({ reverses }) => reverses !== null).length },
    writes: writes.reduce((total, count) => total + count.all, 0),
    committedUnheard: writes.reduce((total, count) => total + count.committedUnheard, 0),
    ...{ acts: stage.acts, violations: all.length },
    broken: Object.fromEntries([...Map.groupBy(all, ({ law }) => law)].map(([law, own]) => [law, own.length])),
    ...{ stuck, alarms: alarms.length, crashes: house.crashes(), clearedUpMs },
  };
}

interface Auditor {
  hasSeen(law: Law): boolean;
  end(): { readonly looks: number; readonly seen: readonly Violation[]; readonly work: number };
}

/** Looks every second, whatever is under way; tells each violation once. */
function audit({ firm: { sandbox }, setting, clerk }: Stage, known: Known, say: (line: string) => void): Auditor {
  const memory = noMemory();
  const costMemory = noCostMemory();
  const seen = new Map<string, Violation>();
  let looks = 0;
  const look = (): void => {
    looks += 1;
    const violations = [
      ...brokenNow(vendorBooks(sandbox, known.projects), known, memory),
      ...costBrokenNow(costBooks(sandbox, known.projects, setting), clerk.changed, costMemory),
    ];
    for (const violation of violations) {
      const name = `${violation.law}: ${violation.what}`;
      if (!seen.has(name) && seen.size < violationsToldMax) say(name);
      seen.set(name, violation);
    }
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    hasSeen: (law) => [...seen.values()].some((violation) => violation.law === law),
    end: () => {
      clearInterval(timer);
      look();
      return { looks, seen: [...seen.values()], work: memory.worth.size };
    },
  };
}

/** The laws of rest, of bills and of cost. */
function brokenInTheEnd({ firm: { sandbox }, setting }: Stage, known: Known): readonly Violation[] {
  return [
    ...brokenAtRest(vendorBooks(sandbox, known.projects), known),
    ...costBrokenAtRest(costBooks(sandbox, known.projects, setting)),
  ];
}

/** Everybody at work under faults and kills until the time is over; how many kills there were. */
async function storm(stage: Stage, { minutes, kills, say }: BillingPlan, isOver: () => boolean): Promise<number> {
  const { firm, house, random } = stage;
  const { kantata, netsuite } = firm.sandbox.standIns;
  const match = '^(POST|PUT|PATCH|DELETE) (?!.*(oauth2|suiteql|/query))';
  for (const { faults } of [kantata, netsuite]) {
    faults.plant({ kind: 'dropReplyAfterCommit', match, rate: weather.dropped });
    faults.plant({ kind: 'lateCommit', ms: weather.lateMs, match, rate: weather.late });
    faults.plant({ kind: 'tooManyRequests', rate: weather.busy });
  }
  const untilMs = Date.now() + minutes * 60_000;
  let killed = 0;
  const killer = async (): Promise<void> => {
    if (!kills) return;
    while (Date.now() + killEveryMs < untilMs && !isOver()) {
      await pause(killEveryMs * (0.5 + random()));
      await house.strike(pick(victims, random) ?? 'worker');
      killed += 1;
      if (killed % 10 === 0) say(`${killed} kills; ${JSON.stringify(stage.acts)}`);
    }
  };
  const closer = async (): Promise<void> => {
    for (;;) {
      await pause(Math.min(closeEveryMs, Math.max(0, untilMs - Date.now())));
      if (Date.now() >= untilMs || isOver()) return;
      netsuite.faults.plant({ kind: 'closedPeriod', forSeconds: closedSeconds });
    }
  };
  const player = async (): Promise<void> => {
    while (Date.now() < untilMs && !isOver()) {
      await act(stage);
      await pause(400 + random() * 1_200);
    }
  };
  let isPlayed = false;
  const played = Promise.all([killer(), closer(), ...Array.from({ length: playersCount }, player)]).finally(() => {
    isPlayed = true;
  });
  // Once the law is told nobody waits for what people are still at: on a busy machine that may be minutes.
  const told = async (): Promise<void> => {
    while (!isPlayed && !isOver()) await pause(lookEveryMs);
  };
  await Promise.race([played, told()]);
  if (isOver()) played.catch(() => undefined);
  else await played;
  for (const { faults } of [kantata, netsuite]) {
    faults.clear();
    await faults.settled();
  }
  return killed;
}

/** What people do, and how often in a hundred. */
const habits = [
  ['enter', 19],
  ['release', 18],
  ['cost', 12],
  ['credit', 3],
  ['agree', 21],
  ['refuse', 3],
  ['abandon', 3],
  ['hold', 3],
  ['letGo', 3],
  ['takeBack', 4],
  ['correct', 6],
  ['approveAgain', 5],
] as const;

async function act(stage: Stage): Promise<void> {
  let draw = stage.random() * 100;
  for (const [name, share] of habits) {
    draw -= share;
    if (draw >= 0) continue;
    if (await doIt(stage, name)) stage.acts[name] = (stage.acts[name] ?? 0) + 1;
    return;
  }
}

async function doIt(stage: Stage, name: (typeof habits)[number][0]): Promise<boolean> {
  const { people, clerk, projects, random, held } = stage;
  const project = pick(projects, random);
  if (project === undefined) return false;
  switch (name) {
    case 'enter':
      return clerk.enter(project.psa);
    case 'takeBack':
      return clerk.takeBack(project.psa);
    case 'correct':
      return clerk.correct(project.psa);
    case 'cost':
      return people.postCost();
    case 'approveAgain':
      await clerk.approveRest(new Set([project.psa]));
      return true;
    case 'hold': {
      const { work } = vendorBooks(stage.firm.sandbox, new Set([project.psa]));
      const free = pick(
        work.filter(({ isApproved, bill }) => isApproved && bill === null),
        random,
      );
      if (free === undefined) return false;
      held.set(free.id, project);
      return people.hold(free.id, project);
    }
    case 'credit': {
      const { documents } = vendorBooks(stage.firm.sandbox, new Set());
      const credited = new Set(documents.map(({ original }) => original));
      const invoice = pick(
        documents.filter(({ id, kind }) => kind === 'INVOICE' && !credited.has(id)),
        random,
      );
      return invoice !== undefined && people.credit(invoice.id);
    }
    case 'letGo': {
      const one = pick([...held], random);
      return one !== undefined && people.letGo(...one);
    }
    case 'release':
    case 'agree':
    case 'refuse':
    case 'abandon':
      return people[name]();
  }
}

/** People clear up: what was held is let go, what got stuck is sent on, all is released, costed and agreed to, until nothing is left. */
async function clearUp(
  stage: Stage,
  known: Known,
  say: (line: string) => void,
): Promise<{ readonly rest: readonly Violation[]; readonly stuck: number }> {
  const { people, clerk, held } = stage;
  let rest: readonly Violation[] = [];
  let moving: readonly string[] = [];
  let before = '';
  for (const untilMs = Date.now() + clearUpMsMax; Date.now() < untilMs;) {
    await clerk.approveRest(known.projects);
    for (const [work, project] of held) if (await people.letGo(work, project)) held.delete(work);
    await people.sendOn();
    await people.releaseAll();
    await people.postAllCost();
    await quiet(people);
    moving = (await people.unrest()) ?? ['nobody could be asked'];
    rest = brokenInTheEnd(stage, known);
    const standing = JSON.stringify(rest.map(({ what }) => what));
    // Twice the same with nothing on its way: it will not mend itself.
    if (moving.length === 0 && (rest.length === 0 || standing === before)) break;
    before = standing;
  }
  for (const one of moving.slice(0, violationsToldMax)) say(`not over: ${one}`);
  return { rest, stuck: moving.length };
}

/** Agrees to everything until nothing moves any more. */
async function quiet(people: Billers): Promise<void> {
  for (const untilMs = Date.now() + 60_000; Date.now() < untilMs;) {
    const agreed = await people.agree();
    const runs = (await people.unrest()) ?? ['?'];
    if (!agreed && !runs.some((run) => /RUNNING|COMPENSATING|WAITING|\?/.test(run))) return;
    await pause(300);
  }
}
