// A month end: a firm with many more projects billed by the hour, each with its deal, contract, team and an equal share of approved time of
// the running month that is on no bill. Added to a firm that stays as it was, so that the rest still ties.
import { dateOf, dayOf, instantOn, mondayOf, monthStart, weekdayOf } from './days.ts';
import type { Firm } from './firm.ts';
import { at } from './firm.ts';
import type { Contract, ContractLine, Obligation, Opportunity } from './model.ts';
import type { Project, ProjectResource, Task, TimeEntry, Timesheet } from './model-delivery.ts';
import type { ErpJob } from './model-finance.ts';
import { divideRounded } from './money.ts';

/** How much is added. */
export interface MonthSize {
  readonly projects: number;
  /** Of all of them together, spread evenly. */
  readonly entries: number;
}

/** The month end that the product is measured by. */
export const largeMonth: MonthSize = { projects: 2_000, entries: 100_000 };

/** So many people share a project's work, where its template has as many. */
const TEAM_MAX = 4;
/** Every how many projects one has a cap that its last hours go beyond; the others' caps are beyond their work. */
const CAPPED_EVERY = 50;
const MINUTES = [480, 450, 420, 510, 360, 240] as const;

/** A project that was worked on, of a customer whom every system knows and has billed before: what is added is for the same customer. */
interface Template {
  readonly project: Project;
  readonly job: ErpJob;
  readonly contract: Contract;
  readonly line: ContractLine;
  readonly opportunity: Opportunity;
  readonly team: readonly TimeEntry[];
}

/** The firm with the month's work, in the lists where it belongs. */
export function addMonth(firm: Firm, { projects, entries }: MonthSize): Firm {
  const templates = templatesOf(firm);
  const days = workdays(firm.today);
  if (days.length === 0) throw new Error(`No workday of its month lies before ${firm.today}: take a later day`);
  const lists = copyOf(firm);
  for (let index = 0; index < projects; index += 1) {
    const from = Math.floor((entries * index) / projects);
    const share = Math.floor((entries * (index + 1)) / projects) - from;
    const template = at(templates, (index % templates.length) + 1);
    addProject(lists, template, { index, share, days, now: dayOf(firm.today) });
  }
  return { ...firm, ...lists };
}

/** Days of the month up to yesterday on which people work. */
function workdays(today: string): readonly number[] {
  const now = dayOf(today);
  const first = monthStart(now);
  return Array.from({ length: now - first }, (_, offset) => first + offset).filter((day) => weekdayOf(day) < 5);
}

/** One or more of every legal entity, in turn, so that each has as many projects as the others. */
function templatesOf(firm: Firm): readonly Template[] {
  const own = Map.groupBy(
    firm.projects.flatMap((project) => templateOf(firm, project) ?? []),
    ({ project }) => project.legalEntity,
  );
  const missing = firm.legalEntities.find(({ ordinal }) => !own.has(ordinal));
  if (missing !== undefined) throw new Error(`${missing.code} has no project to copy`);
  const most = Math.max(...[...own.values()].map((list) => list.length));
  return Array.from({ length: most }, (_, turn) =>
    firm.legalEntities.map(({ ordinal }) => {
      const list = own.get(ordinal) ?? [];
      return at(list, (turn % list.length) + 1);
    }),
  ).flat();
}

function templateOf(firm: Firm, project: Project): Template | null {
  const { ordinal, codeField, clientGroup, contractLink, opportunityLink, rateCard } = project;
  const links = [codeField, clientGroup, contractLink, opportunityLink, rateCard];
  if (links.includes(undefined)) return null;
  const job = firm.jobs.find((one) => one.project === ordinal && one.psaProject === ordinal);
  const customer = job === undefined ? undefined : at(firm.erpCustomers, job.erpCustomer);
  if (job === undefined || customer?.crmAccount === undefined || customer.inactive || customer.hold === 'on')
    return null;
  // Their own company bills them, in their own currency, and no second record of theirs leaves a doubt which.
  const [currency] = customer.currencies;
  if (customer.legalEntity !== project.legalEntity || currency !== project.currency) return null;
  if (firm.erpCustomers.some((one) => one !== customer && one.customer === customer.customer)) return null;
  // The CRM's account of the deal is the one that finance knows, so that the two are one customer.
  const contract = at(firm.contracts, project.contract);
  if (contract.status !== 'activated' || contract.crmAccount !== customer.crmAccount) return null;
  if (at(firm.clientGroups, clientGroup ?? 1).crmAccount !== customer.crmAccount) return null;
  // Where no rule says how a buyer is taxed, the newest invoice to them does.
  const wasBilled = firm.invoices.some(
    ({ erpCustomer, legalEntity, lines }) =>
      erpCustomer === customer.ordinal &&
      legalEntity === project.legalEntity &&
      lines.every(({ taxCode }) => taxCode !== undefined),
  );
  const line = firm.contractLines.find((one) => one.contract === contract.ordinal);
  const team = teamOf(firm, ordinal);
  if (!wasBilled || line === undefined || team.length === 0) return null;
  return { project, job, contract, line, opportunity: at(firm.opportunities, project.opportunity), team };
}

/** Somebody's newest billable time on the project, for each of its people. */
function teamOf({ timeEntries }: Firm, project: number): readonly TimeEntry[] {
  const own = timeEntries.filter((entry) => entry.project === project && entry.billable && entry.rate !== undefined);
  return [...new Map(own.map((entry) => [entry.person, entry])).values()].slice(0, TEAM_MAX);
}

type Lists = ReturnType<typeof copyOf>;

function copyOf(firm: Firm) {
  return {
    opportunities: [...firm.opportunities],
    contracts: [...firm.contracts],
    contractLines: [...firm.contractLines],
    obligations: [...firm.obligations],
    projects: [...firm.projects],
    tasks: [...firm.tasks],
    projectResources: [...firm.projectResources],
    timesheets: [...firm.timesheets],
    timeEntries: [...firm.timeEntries],
    jobs: [...firm.jobs],
  };
}

interface Adding {
  readonly index: number;
  readonly share: number;
  readonly days: readonly number[];
  readonly now: number;
}

function addProject(lists: Lists, template: Template, adding: Adding): void {
  const { index, days, now } = adding;
  const { project } = template;
  const start = days[0] ?? now;
  const created = instantOn(start - 20, '09:10:00');
  const stamps = { createdAt: created, modifiedAt: created };
  const span = { start: dateOf(start - 15), due: dateOf(now + 60) };
  const number = String(index + 1).padStart(5, '0');
  const code = `${project.code.split('-')[0] ?? ''}-M${number}`;
  const title = `Month ${number}`;
  const contract = lists.contracts.length + 1;
  const opportunity = lists.opportunities.length + 1;
  const ordinal = lists.projects.length + 1;
  const work = workOf(template.team, adding);
  const worth = work.reduce(
    (sum, { minutes, who }) => sum + divideRounded(BigInt(minutes) * (who.rate ?? 0n), 60n),
    0n,
  );
  const cap = index % CAPPED_EVERY === CAPPED_EVERY - 1 ? (worth * 9n) / 10n : worth * 3n;
  addTerms(lists, template, { title, number, cap, stamps });
  lists.projects.push({
    ...{ ...project, ...span, ...stamps, ordinal, code, title, codeField: code, price: cap, percentComplete: 50 },
    ...{ contract, opportunity, contractLink: contract, opportunityLink: opportunity },
    ...{ billingModel: 'timeAndMaterials', status: 'inProgress', archived: false, notToExceed: undefined },
  });
  const task = addTask(lists, ordinal, span);
  lists.jobs.push({
    ...{ ...template.job, ...stamps, ordinal: lists.jobs.length + 1, project: ordinal, psaProject: ordinal },
    ...{ code, name: title, start: span.start, end: span.due },
  });
  addWork(lists, { project: ordinal, task, approver: project.approver, span, work });
}

interface Terms {
  readonly title: string;
  readonly number: string;
  readonly cap: bigint;
  readonly stamps: Pick<Project, 'createdAt' | 'modifiedAt'>;
}

/** The deal, its contract with one line by the hour, and what revenue is recognised on. */
function addTerms(
  lists: Lists,
  { contract, line, opportunity }: Template,
  { title, number, cap, stamps }: Terms,
): void {
  const deal = lists.opportunities.length + 1;
  const ordinal = lists.contracts.length + 1;
  lists.opportunities.push({ ...opportunity, ...stamps, ordinal: deal, name: title, amount: cap, contract: ordinal });
  lists.contracts.push({
    ...{ ...contract, ...stamps, ordinal, number: `3${number.padStart(7, '0')}`, opportunity: deal, version: 1 },
    ...{ totalValue: cap, notToExceed: cap, purchaseOrder: `PO-M${number}` },
  });
  const obligation = lists.obligations.length + 1;
  const own = { contract: ordinal, name: title, revenueMethod: 'rightToInvoice' } as const;
  const promised: Obligation = { ...own, ordinal: obligation, description: 'Services by the hour', allocated: cap };
  lists.obligations.push(promised);
  lists.contractLines.push({
    ...{ ...line, ...own, ordinal: lists.contractLines.length + 1, description: 'Services by the hour' },
    ...{ billingModel: 'timeAndMaterials', amount: cap, notToExceed: undefined, obligation, rollover: false },
    ...{ unitPrice: undefined, quantity: undefined, start: contract.start, end: contract.end },
  });
}

function addTask(lists: Lists, project: number, { start, due }: Pick<Project, 'start' | 'due'>): number {
  const ordinal = lists.tasks.length + 1;
  const task: Task = {
    ...{ ordinal, project, kind: 'task', title: 'Services', billable: true, estimateMinutes: 9_600, start, due },
    ...{ state: 'started', percentComplete: 50, fixedFee: false, position: 1 },
  };
  lists.tasks.push(task);
  return ordinal;
}

interface Piece {
  readonly day: number;
  readonly minutes: number;
  /** Time of theirs: person, role, rates. */
  readonly who: TimeEntry;
}

/** Everybody's days, one after the other, and again from the first where there is more work than days. */
function workOf(team: readonly TimeEntry[], { index, share, days }: Adding): readonly Piece[] {
  return Array.from({ length: share }, (_, turn) => ({
    day: days[Math.floor(turn / team.length) % days.length] ?? 0,
    minutes: MINUTES[(index + turn) % MINUTES.length] ?? 480,
    who: at(team, (turn % team.length) + 1),
  }));
}

interface Working {
  readonly project: number;
  readonly task: number;
  readonly approver: number;
  readonly span: Pick<Project, 'start' | 'due'>;
  readonly work: readonly Piece[];
}

/** Places in the team, a sheet per person and week, approved, and its entries. */
function addWork(lists: Lists, { project, task, approver, span, work }: Working): void {
  const weeks = Map.groupBy(work, ({ day, who }) => `${who.person}:${mondayOf(day)}`);
  const people = new Set<number>();
  for (const pieces of weeks.values()) {
    const [{ day, who }] = pieces as [Piece];
    const monday = mondayOf(day);
    const minutes = pieces.reduce((sum, piece) => sum + piece.minutes, 0);
    if (!people.has(who.person)) lists.projectResources.push(placeOf(lists, { project, who, span }));
    people.add(who.person);
    const timesheet = lists.timesheets.length + 1;
    const last = Math.max(...pieces.map((piece) => piece.day));
    const [handedIn, decidedAt] = [instantOn(last, '17:50:00'), instantOn(last, '18:30:00')];
    const sheet: Timesheet = {
      ...{ ordinal: timesheet, person: who.person, project, from: dateOf(monday), to: dateOf(monday + 6), minutes },
      ...{ state: 'approved', submittedAt: handedIn, decidedAt, decidedBy: approver },
    };
    lists.timesheets.push(sheet);
    for (const piece of pieces) {
      const ordinal = lists.timeEntries.length + 1;
      lists.timeEntries.push({
        ...{ ...piece.who, ordinal, project, task, timesheet, minutes: piece.minutes, workedOn: dateOf(piece.day) },
        ...{ state: 'approved', notes: 'Services', invoice: undefined, invoiceLine: undefined },
        ...{ createdAt: instantOn(piece.day, '17:30:00'), modifiedAt: decidedAt },
      });
    }
  }
}

function placeOf(
  lists: Lists,
  { project, who, span }: { readonly project: number; readonly who: TimeEntry; readonly span: Working['span'] },
): ProjectResource {
  return {
    ...{ ordinal: lists.projectResources.length + 1, project, person: who.person, role: who.role },
    ...{ allocatedMinutes: 9_600, from: span.start, to: span.due },
  };
}
