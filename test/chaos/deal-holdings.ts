// What the vendors hold of a converted deal, by their own tables: every record under what makes it that record there, a title, a name, a
// role, and never under a key of ours.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import type { Holding } from './scenario.ts';
import type { SoldDeal, SoldPart } from './sold-deals.ts';
import type { Row } from './vendor-screens.ts';

/** The PSA's key of projects that people may work on. */
const activeStatus = 310;

type Books = Readonly<Record<VendorName, Readonly<Record<string, readonly Row[]>>>>;

/**
 * Of a deal. `seen` remembers the PSA's ids of its projects from one look to the next: what hung on a project that is gone is known by
 * them. `times` is 1 for a deal that is converted, 0 for one that was taken back.
 */
export function holdingsOfDeal(
  sandbox: Sandbox,
  deal: SoldDeal,
  { seen, times }: { readonly seen: Set<unknown>; readonly times: 0 | 1 },
): readonly Holding[] {
  const { salesforce, kantata, netsuite } = sandbox.standIns;
  const books = {
    salesforce: salesforce.standIn.dump(),
    kantata: kantata.standIn.dump(),
    netsuite: netsuite.standIn.dump(),
  };
  return [
    ...deal.parts.flatMap((part) => [
      ...inPsa(books, { deal, part, seen, times }),
      ...inErp(books, { deal, part, times }),
    ]),
    ...inCrm(books, deal, times),
  ];
}

interface Look {
  readonly deal: SoldDeal;
  readonly part: SoldPart;
  readonly times: 0 | 1;
}

function table(books: Books, vendor: VendorName, name: string): readonly Row[] {
  return books[vendor][name] ?? [];
}

const projectsOf = (books: Books, { title }: SoldPart): readonly Row[] =>
  table(books, 'kantata', 'workspaces').filter((row) => row.title === title);
const jobsOf = (books: Books, { title }: SoldPart): readonly Row[] =>
  table(books, 'netsuite', 'job').filter((row) => row.companyname === title);

function inPsa(books: Books, { deal, part, seen, times }: Look & { readonly seen: Set<unknown> }): readonly Holding[] {
  const told = (what: string, count: number, wanted = 1): Holding => ({
    ...{ what: `${what} of ${part.title}`, vendor: 'kantata', count, wanted: wanted * times },
  });
  const projects = projectsOf(books, part);
  for (const { id } of projects) seen.add(id);
  const own = (name: string): readonly Row[] =>
    table(books, 'kantata', name).filter((row) => isOf(books, part, { row, seen }));
  const [stories, billed] = [own('stories').filter(isThere), own('billing_milestones')];
  const [template, roles] = templateOf(books, deal.templateKey);
  const brought = stories.filter(({ title }) => !part.milestones.includes(String(title)));
  const places = own('workspace_resources');
  const live = new Set(projects.map(({ id }) => id));
  const names = table(books, 'kantata', 'external_references').filter(
    (row) => row.subject_type === 'Workspace' && live.has(row.subject_id),
  );
  const jobs = new Set(jobsOf(books, part).map(({ id }) => id));
  const isReady = projects.some((row) => row.status_key === activeStatus && row.rate_card_id !== null);
  return [
    told('projects', projects.length),
    told('active and priced', isReady ? 1 : 0),
    // A project that is there twice brings its tasks twice.
    told("template's tasks", brought.length, template * Math.max(1, projects.length)),
    ...part.milestones.flatMap((name) => [
      told(`milestone "${name}"`, stories.filter(({ title }) => title === name).length),
      told(`billed milestone "${name}"`, billed.filter(({ title }) => title === name).length),
    ]),
    ...roles.flatMap((role) => {
      const ids = new Set(places.filter(({ role_id }) => role_id === role).map(({ id }) => id));
      const at = (name: string): number =>
        table(books, 'kantata', name).filter(({ resource_id, status }) => ids.has(resource_id) && status !== 'canceled')
          .length;
      return [
        told(`places for ${role}`, ids.size),
        told(`hours of ${role}`, at('workspace_allocations')),
        told(`requests for ${role}`, at('resource_requests')),
      ];
    }),
    told('names of the deal', names.filter((row) => row.service_model_ref === deal.crm).length),
    told('names of the job', names.filter((row) => jobs.has(row.service_model_ref)).length),
  ];
}

/** Whether a row hangs on a project of this title, or on one that had it when it was last seen. */
function isOf(
  books: Books,
  part: SoldPart,
  { row, seen }: { readonly row: Row; readonly seen: Set<unknown> },
): boolean {
  if (!seen.has(row.workspace_id)) return false;
  const project = table(books, 'kantata', 'workspaces').find(({ id }) => id === row.workspace_id);
  return project === undefined || project.title === part.title;
}

const isThere = ({ deleted_at }: Row): boolean => deleted_at === null || deleted_at === undefined;

/** How many tasks the template brings, and the ids of the roles that it asks for. */
function templateOf(books: Books, key: string): readonly [number, readonly string[]] {
  const row = table(books, 'kantata', 'project_templates').find(({ description }) =>
    String(description).startsWith(`Key: ${key}\n`),
  );
  const tasks = JSON.parse(typeof row?.raw_json === 'string' ? row.raw_json : '[]') as readonly unknown[];
  const roles = table(books, 'kantata', 'project_template_assignments').filter(
    ({ project_template_id }) => project_template_id === row?.id,
  );
  return [tasks.length, roles.map(({ role_id }) => String(role_id))];
}

function inErp(books: Books, { deal, part, times }: Look): readonly Holding[] {
  const told = (what: string, count: number, wanted = 1): Holding => ({
    ...{ what: `${what} of ${part.title}`, vendor: 'netsuite', count, wanted: wanted * times },
  });
  const jobs = jobsOf(books, part);
  const ids = new Set(jobs.map(({ id }) => id));
  const schedules = table(books, 'netsuite', 'billingschedule').filter(({ name }) => name === part.title);
  const scheduled = new Set(schedules.map(({ id }) => id));
  const lines = table(books, 'netsuite', 'customrecord_billing_schedule_line').filter(
    (row) => ids.has(row.custrecord_job) || scheduled.has(row.custrecord_schedule),
  );
  const planned = new Set(
    lines.map(({ name, custrecord_due_date }) => `${String(name)} ${String(custrecord_due_date)}`),
  );
  const accounts = table(books, 'netsuite', 'customersubsidiaryrelationship').filter(
    ({ entity, subsidiary }) => entity === deal.customer && subsidiary === part.subsidiary,
  );
  return [
    told('jobs', jobs.length),
    told('schedules', schedules.length, part.bills > 0 ? 1 : 0),
    told('planned bills', planned.size, part.bills),
    told('bills planned twice', lines.length - planned.size, 0),
    // Others may bill by it: it stays.
    { ...told('billing accounts', accounts.length), wanted: 1, stays: true },
  ];
}

/** The deal names exactly the projects that are there, each once. */
function inCrm(books: Books, { crm, parts }: SoldDeal, times: 0 | 1): readonly Holding[] {
  const deal = table(books, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm);
  const list = (field: unknown): readonly string[] =>
    typeof field === 'string' && field !== '' ? field.split(';') : [];
  const projects = list(deal?.PSA_Project_Id__c);
  const jobs = list(deal?.ERP_Project_Id__c);
  const told = (what: string, count: number, wanted: number): Holding => ({
    ...{ what, vendor: 'salesforce', count, wanted: wanted * times },
  });
  const known = parts.map((part) => ({
    title: part.title,
    projects: new Set(projectsOf(books, part).map(({ id }) => String(id))),
    jobs: new Set(jobsOf(books, part).map(({ entityid }) => String(entityid))),
  }));
  return [
    ...known.flatMap((part) => [
      told(`names of the project of ${part.title}`, projects.filter((id) => part.projects.has(id)).length, 1),
      told(`names of the job of ${part.title}`, jobs.filter((code) => part.jobs.has(code)).length, 1),
    ]),
    told(
      'names of projects that are not there',
      projects.filter((id) => !known.some((one) => one.projects.has(id))).length,
      0,
    ),
    told('names of jobs that are not there', jobs.filter((code) => !known.some((one) => one.jobs.has(code))).length, 0),
  ];
}
