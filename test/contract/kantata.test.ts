// What the Kantata connector answers, against what the stand-in's own tables say, added up here in whole numbers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Project } from '../../schema/canon/project.ts';
import { MappingError } from '../../subgraphs/ports/mapping.ts';
import { UnsupportedFilterError } from '../../subgraphs/ports/failures.ts';
import type { WorkQuery } from '../../subgraphs/ports/psa.ts';
import { person, ref, refs, type Rig, startKantata, type StateRow } from './kantata-rig.ts';
import { approvalOf, approvalOfExpense, baseUnits, customField, reference, unbilled } from './kantata-books.ts';

let rig: Rig;
let projects: readonly Project[];
beforeAll(async () => {
  rig = await startKantata();
  const found = await rig.port.projectsByRef(person(), refs('PROJECT', rig.table('workspaces')));
  projects = found.value.flatMap((project) => project ?? []);
});
afterAll(() => rig.close());

/** All pages of a list. */
async function everyPage<T>(first: number, read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ;) {
    const page: Page<T> = await read({ first, after });
    items.push(...page.items);
    if (!page.hasNextPage) return items;
    after = page.cursors.at(-1) ?? null;
  }
}

const ids = (items: readonly { readonly ref: { readonly id: string } }[]): readonly string[] =>
  items.map((item) => item.ref.id);
const idsOf = (rows: readonly StateRow[]): readonly string[] => rows.map((row) => row.id);
const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

describe('projects', () => {
  const pages = (
    query: { statuses?: readonly Project['status'][]; groups?: readonly string[]; search?: string },
    first = 50,
  ) =>
    everyPage(first, async (page) => {
      const asked = {
        ...page,
        statuses: query.statuses ?? null,
        customers: query.groups?.map((group) => ref('CUSTOMER', group)) ?? null,
        search: query.search ?? null,
      };
      return (await rig.port.projects(person(), asked)).value;
    });

  test('every project is on exactly one page, by title, archived ones too', async () => {
    const found = await pages({}, 37);
    expect(sorted(ids(found))).toEqual(sorted(idsOf(rig.table('workspaces'))));
    expect(rig.table('workspaces').some((row) => row.archived === true)).toBe(true);
    const titles = found.map((project) => project.name.toLowerCase());
    expect(titles).toEqual([...titles].sort());
  });

  test('each says what the account has on record', () => {
    expect(projects.length).toBe(rig.table('workspaces').length);
    for (const [index, row] of rig.table('workspaces').entries()) {
      const project = projects[index];
      expect(project).toMatchObject({
        name: row.title,
        code: customField(rig, row.id, 'Project Code'),
        legalEntityCode: customField(rig, row.id, 'Legal Entity'),
        practice: customField(rig, row.id, 'Practice'),
        region: customField(rig, row.id, 'Region'),
        serviceLine: customField(rig, row.id, 'Service Line'),
        currency: row.currency,
        startOn: row.start_date,
        endOn: row.due_date,
        percentComplete: String(row.percentage_complete),
      });
      expect(project?.customer?.id ?? null).toBe(row.primary_workspace_group_id);
      expect(project?.manager?.id ?? null).toBe(row.primary_maven_id);
      expect(project?.rateCard?.id ?? null).toBe(row.rate_card_id);
      expect(project?.contract?.id ?? null).toBe(reference(rig, row.id, 'Contract'));
      expect(project?.opportunity?.id ?? null).toBe(reference(rig, row.id, 'Opportunity'));
      expect(baseUnits(project?.plan.budget)).toBe(BigInt(Number(row.price_in_cents)));
    }
    expect(new Set(projects.map((project) => project.billingModel)).has('UNKNOWN')).toBe(false);
    expect(projects.map((project) => project.currency)).toEqual(expect.arrayContaining(['USD', 'EUR', 'JPY', 'KWD']));
  });

  test('what is used of a budget is billable time at its rates and billable expenses', () => {
    const [project] = projects.filter((candidate) => candidate.currency === 'JPY');
    const own = (table: string) => rig.table(table).filter((row) => row.workspace_id === project?.ref.id);
    const worth = own('time_entries')
      .filter((row) => row.billable === true)
      .reduce((sum, row) => sum + BigInt(Number(row.time_in_minutes)) * BigInt(Number(row.rate_in_cents ?? 0)), 0n);
    const spent = own('expenses')
      .filter((row) => row.is_billable === true)
      .reduce((sum, row) => sum + BigInt(Number(row.amount_in_cents)), 0n);
    expect(baseUnits(project?.plan.budgetUsed)).toBe((worth + 30n) / 60n + spent);
  });

  test('statuses, customers and titles filter, and pages of filtered projects join without a gap', async () => {
    const active = rig.table('workspaces').filter((row) => row.status_key === 310);
    expect(sorted(ids(await pages({ statuses: ['ACTIVE'] }, 7)))).toEqual(sorted(idsOf(active)));
    expect(active.length).toBeGreaterThan(10);

    const group = rig
      .table('workspaces')
      .find((row) => row.primary_workspace_group_id !== null)?.primary_workspace_group_id;
    const ofGroup = rig.table('workspaces').filter((row) => row.primary_workspace_group_id === group);
    expect(sorted(ids(await pages({ groups: [String(group)] })))).toEqual(sorted(idsOf(ofGroup)));

    const word = String(rig.table('workspaces')[0]?.title).split(' ')[0]?.toLowerCase() ?? '';
    const titled = await pages({ search: word });
    expect(titled.length).toBeGreaterThan(0);
    expect(titled.every((project) => project.name.toLowerCase().includes(word))).toBe(true);
    expect(await pages({ statuses: [] })).toEqual([]);
    expect(await pages({ groups: [] })).toEqual([]);
  });

  test('the page that a cursor of another list asks for does not exist', async () => {
    const query = { first: 5, after: null, statuses: null, customers: null, search: null };
    const { value } = await rig.port.projects(person(), query);
    const cursor = value.cursors[0] ?? '';
    const asked = [
      rig.port.projects(person(), { ...query, after: cursor, search: 'data' }),
      rig.port.resources(person(), { first: 5, after: cursor, search: null }),
      rig.port.projects(person(), { ...query, after: 'bm9uc2Vuc2U' }),
    ];
    for (const refused of asked) await expect(refused).rejects.toThrow('is not a cursor of this list');
  });

  test('references are answered in their order, foreign and unknown ones with nothing', async () => {
    const [first, second] = projects;
    const asked = [
      second?.ref ?? ref('PROJECT', '1'),
      ref('PROJECT', '999999999'),
      { ...ref('PROJECT', first?.ref.id ?? ''), instance: 'elsewhere' },
      ref('CUSTOMER', first?.ref.id ?? ''),
      ref('PROJECT', 'x'),
      first?.ref ?? ref('PROJECT', '1'),
    ];
    const { value } = await rig.port.projectsByRef(person(), asked);
    expect(value.map((project) => project?.ref.id ?? null)).toEqual([
      second?.ref.id,
      null,
      null,
      null,
      null,
      first?.ref.id,
    ]);
  });

  test('projects of customers', async () => {
    const groups = rig.table('workspace_groups');
    const { value } = await rig.port.projectsOf(person(), refs('CUSTOMER', groups), null);
    for (const [index, group] of groups.entries()) {
      const own = rig.table('workspaces').filter((row) => row.primary_workspace_group_id === group.id);
      expect(sorted(ids(value[index] ?? []))).toEqual(sorted(idsOf(own)));
    }
    const completed = await rig.port.projectsOf(person(), refs('CUSTOMER', groups), ['COMPLETED']);
    const count = rig
      .table('workspaces')
      .filter((row) => row.status_key === 610 && row.primary_workspace_group_id !== null);
    expect(completed.value.flat().length).toBe(count.length);
  });
});

describe('the plan of projects', () => {
  const asked = () => projects.map((project) => project.ref);

  test('tasks, each after the one above it', async () => {
    const { value } = await rig.port.tasksOf(person(), asked());
    const live = rig.table('stories').filter((row) => row.deleted_at === null && row.archived !== true);
    expect(value.flat().length).toBe(live.length);
    for (const [index, tasks] of value.entries()) {
      expect(sorted(ids(tasks))).toEqual(
        sorted(idsOf(live.filter((row) => row.workspace_id === projects[index]?.ref.id))),
      );
      for (const [place, task] of tasks.entries()) {
        const above = tasks.findIndex((candidate) => candidate.ref.id === task.parent?.id);
        expect(above).toBeLessThan(place);
      }
    }
    const minutes = (rows: readonly StateRow[]) =>
      rows.reduce((sum, row) => sum + Number(row.time_estimate_in_minutes ?? 0), 0);
    expect(value.flat().reduce((sum, task) => sum + (task.estimated ?? 0), 0)).toBe(minutes(live));
  });

  test('milestones by date, with every unit of their amounts', async () => {
    const { value } = await rig.port.milestonesOf(person(), asked());
    const rows = new Map(rig.table('billing_milestones').map((row) => [row.id, row]));
    expect(value.flat().length).toBe(rows.size);
    for (const milestone of value.flat()) {
      const row = rows.get(milestone.ref.id);
      expect(baseUnits(milestone.amount)).toBe(BigInt(Number(row?.amount_in_cents)));
      expect(milestone).toMatchObject({
        billed: row?.invoice_id !== null,
        dueOn: row?.date_to_invoice,
        name: row?.title,
      });
    }
    for (const of of value) {
      const dates = of.map((milestone) => milestone.dueOn ?? '9');
      expect(dates).toEqual([...dates].sort());
    }
  });

  test('the team, with a place for each role that nobody fills', async () => {
    const { value } = await rig.port.assignmentsOf(person(), asked());
    const places = rig.table('workspace_resources');
    expect(value.flat().length).toBe(places.length);
    const minutes = places.reduce((sum, row) => sum + Number(row.total_allocated_minutes), 0);
    expect(value.flat().reduce((sum, place) => sum + (place.allocated ?? 0), 0)).toBe(minutes);

    const unfilled = value.flat().filter((place) => place.resource.id.startsWith('workspace_resource:'));
    expect(unfilled.length).toBe(places.filter((row) => row.user_id === null).length);
    const found = await rig.port.resourcesByRef(
      person(),
      value.flat().map((place) => place.resource),
    );
    expect(found.value.every((resource) => resource !== null)).toBe(true);
    const generic = found.value.filter((resource) => resource?.kind === 'GENERIC_ROLE');
    expect(generic.map((resource) => resource?.role)).toEqual(unfilled.map((place) => place.role));
  });

  test('open requests only', async () => {
    const { value } = await rig.port.resourceRequestsOf(person(), asked());
    const open = rig
      .table('resource_requests')
      .filter((row) => ['pending', 'soft_booked'].includes(String(row.status)));
    expect(sorted(ids(value.flat()))).toEqual(sorted(idsOf(open)));
    const places = new Map(rig.table('workspace_resources').map((row) => [row.id, row]));
    const wanted = open.reduce(
      (sum, row) => sum + Number(places.get(String(row.resource_id))?.total_allocated_minutes),
      0,
    );
    expect(value.flat().reduce((sum, request) => sum + (request.requested ?? 0), 0)).toBe(wanted);
    for (const [index, requests] of value.entries()) {
      expect(requests.every((request) => request.project.id === projects[index]?.ref.id)).toBe(true);
    }
  });
});

describe('people and prices', () => {
  test('everybody is on one page, those who left too', async () => {
    const found = await everyPage(
      60,
      async (page) => (await rig.port.resources(person(), { ...page, search: null })).value,
    );
    expect(sorted(ids(found))).toEqual(sorted(idsOf(rig.table('users'))));
    const gone = rig.table('users').filter((row) => row.disabled === true);
    expect(found.filter((resource) => !resource.active).length).toBe(gone.length);
    const roles = new Map(rig.table('roles').map((row) => [row.id, row.name]));
    const [row] = rig.table('users');
    expect(found.find((resource) => resource.ref.id === row?.id)).toMatchObject({
      kind: 'PERSON',
      displayName: row?.full_name,
      email: row?.email_address,
      role: roles.get(String(row?.role_id)),
      headline: row?.headline,
    });
  });

  test('people are found by the beginning of a name', async () => {
    const [row] = rig.table('users');
    const search = String(row?.full_name).split(' ')[1] ?? '';
    const { value } = await rig.port.resources(person(), { first: 200, after: null, search });
    expect(ids(value.items)).toContain(row?.id);
  });

  test('a rate card has the price of every role, newest version first', async () => {
    const cards = rig.table('rate_cards');
    const { value } = await rig.port.rateCardsByRef(person(), refs('RATE_CARD', cards));
    const published = rig.table('rate_card_set_versions').filter((row) => row.active === true);
    const versions = rig
      .table('rate_card_versions')
      .filter((row) => idsOf(published).includes(String(row.rate_card_set_version_id)));
    const prices = rig
      .table('rate_card_roles')
      .filter((row) => idsOf(versions).includes(String(row.rate_card_version_id)));
    expect(value.flatMap((card) => card?.lines ?? []).length).toBe(prices.length);
    const total = value
      .flatMap(
        (card) => card?.lines.map((line) => baseUnits({ amount: line.hourlyRate, currency: card.currency })) ?? [],
      )
      .reduce((sum, rate) => sum + rate, 0n);
    expect(total).toBe(prices.reduce((sum, row) => sum + BigInt(Number(row.rate)), 0n));
    for (const card of value) {
      const dates = card?.lines.map((line) => line.effectiveFrom ?? '') ?? [];
      expect(dates).toEqual([...dates].sort().reverse());
      expect(card?.name).not.toBeNull();
    }
  });
});

describe('work', () => {
  const all = { projects: null, from: '2026-10-01', to: '2026-10-31', approval: null, billable: null, invoiced: null };
  const time = (query: Partial<WorkQuery> = {}, first = 200) =>
    everyPage(first, async (page) => (await rig.port.timeEntries(person(), { ...all, ...query, ...page })).value);
  const expenses = (query: Partial<WorkQuery> = {}, first = 200) =>
    everyPage(first, async (page) => (await rig.port.expenses(person(), { ...all, ...query, ...page })).value);
  const inOctober = (on: unknown): boolean => String(on) >= '2026-10-01' && String(on) <= '2026-10-31';
  const october = () => rig.table('time_entries').filter((row) => inOctober(row.date_performed));
  const spentInOctober = () => rig.table('expenses').filter((row) => inOctober(row.date));

  test('a month of time: every minute, every unit of money, in order of day and id', async () => {
    const found = await time();
    const rows = october();
    expect(found.length).toBe(rows.length);
    expect(found.length).toBeGreaterThan(1_000);
    const keys = found.map((entry) => `${entry.workedOn} ${entry.ref.id.padStart(12, '0')}`);
    expect(keys).toEqual([...keys].sort());
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const entry of found) {
      const row = byId.get(entry.ref.id);
      const [minutes, rate] = [Number(row?.time_in_minutes), row?.rate_in_cents];
      expect(entry.duration).toBe(minutes);
      expect(entry.approval).toBe(approvalOf(rig, row));
      const isPriced = row?.billable === true && rate !== null;
      const worth = isPriced ? (BigInt(minutes) * BigInt(Number(rate)) * 2n + 60n) / 120n : null;
      expect(entry.billableAmount === null ? null : baseUnits(entry.billableAmount)).toBe(worth);
      expect(entry).toMatchObject({ billable: row?.billable, invoiced: row?.invoice_id !== null });
    }
  });

  test.each(['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const)('time that is %s', async (approval) => {
    const rows = october().filter((row) => approvalOf(rig, row) === approval);
    expect(sorted(ids(await time({ approval }, 90)))).toEqual(sorted(idsOf(rows)));
  });

  test('time by project, by billable and by invoiced', async () => {
    const three = projects.slice(0, 3).map((project) => project.ref);
    const inThree = (row: StateRow): boolean => three.some((project) => project.id === row.workspace_id);
    const wide = { projects: three, from: null, to: null } as const;
    const rows = rig.table('time_entries').filter(inThree);
    expect((await time(wide)).length).toBe(rows.length);
    expect((await time({ ...wide, billable: false })).length).toBe(rows.filter((row) => row.billable !== true).length);
    expect((await time({ ...wide, invoiced: true })).length).toBe(rows.filter((row) => row.invoice_id !== null).length);
    expect((await time({ ...wide, invoiced: false })).length).toBe(
      rows.filter((row) => row.invoice_id === null).length,
    );
    expect(await time({ ...wide, projects: [{ ...ref('PROJECT', '1'), instance: 'elsewhere' }] })).toEqual([]);
  });

  test('more projects than one filter takes are refused with the number', async () => {
    const many = Array.from({ length: 201 }, (_unused, index) => ref('PROJECT', String(index + 1)));
    const asked = rig.port.timeEntries(person(), { ...all, projects: many, first: 1, after: null });
    await expect(asked).rejects.toThrow(UnsupportedFilterError);
    await expect(asked).rejects.toThrow('201');
  });

  test('a state that next to nothing has is not looked for without end', async () => {
    const wide = { ...all, from: null, to: null, approval: 'UNKNOWN' as const, first: 5, after: null };
    const calls = await rig.calls(async () => {
      const asked = rig.port.timeEntries(person(), wide);
      await expect(asked).rejects.toThrow(UnsupportedFilterError);
      await expect(asked).rejects.toThrow('narrow it by a project or by dates');
    });
    expect(rig.table('time_entries').length).toBeGreaterThan(200 * calls.length);
  });

  test('expenses: amounts, states, and filters the vendor does not have', async () => {
    const wide = { from: null, to: null } as const;
    const found = await expenses(wide);
    const byId = new Map(rig.table('expenses').map((row) => [row.id, row]));
    expect(found.length).toBe(byId.size);
    for (const expense of found) {
      const row = byId.get(expense.ref.id);
      expect(baseUnits(expense.amount)).toBe(BigInt(Number(row?.amount_in_cents)));
      expect(expense.approval).toBe(approvalOfExpense(rig, row));
    }
    const keys = found.map((expense) => `${expense.spentOn} ${expense.ref.id.padStart(12, '0')}`);
    expect(keys).toEqual([...keys].sort());
    const rows = [...byId.values()];
    expect((await expenses({ ...wide, billable: true }, 20)).length).toBe(
      rows.filter((row) => row.is_billable === true).length,
    );
    for (const approval of ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const) {
      const wanted = rows.filter((row) => approvalOfExpense(rig, row) === approval);
      expect(sorted(ids(await expenses({ ...wide, approval }, 30)))).toEqual(sorted(idsOf(wanted)));
    }
    const some = projects.filter((_unused, index) => index % 3 === 0).map((project) => project.ref);
    const ofSome = rows.filter((row) => some.some((project) => project.id === row.workspace_id));
    expect(sorted(ids(await expenses({ ...wide, projects: some })))).toEqual(sorted(idsOf(ofSome)));
    expect((await expenses()).length).toBe(spentInOctober().length);
  });

  test('unbilled work of every project, to the unit', async () => {
    const { value } = await rig.port.unbilledWorkOf(person(), projects);
    expect(value.length).toBe(projects.length);
    for (const [index, project] of projects.entries()) {
      const work = value[index];
      expect({
        workInProgress: baseUnits(work?.workInProgress),
        approved: baseUnits(work?.approved),
        approvedTime: work?.approvedTime,
        oldestApprovedOn: work?.oldestApprovedOn,
        unpricedEntries: work?.unpricedEntries,
      }).toEqual(unbilled(rig, project));
      expect(work?.workInProgress.currency).toBe(project.currency);
    }
    const facts = (pick: (work: (typeof value)[number]) => boolean): number => value.filter(pick).length;
    expect(facts((work) => work.unpricedEntries > 0)).toBeGreaterThan(0);
    expect(facts((work) => work.workInProgress.amount !== work.approved.amount)).toBeGreaterThan(10);
  });

  test('a project of another system has no work here', async () => {
    const [project] = projects;
    if (project === undefined) throw new Error('the firm has no projects');
    const foreign = { ...project, ref: { ...project.ref, instance: 'elsewhere' } };
    const { value } = await rig.port.unbilledWorkOf(person(), [foreign]);
    expect(value[0]).toMatchObject({ approvedTime: 0, workInProgress: { currency: project.currency } });
    expect(baseUnits(value[0]?.workInProgress)).toBe(0n);
  });
});

describe('the field mapping', () => {
  test('the firm is mapped as the defaults say', async () => {
    await expect(rig.port.verifyMapping(person())).resolves.toBeUndefined();
  });

  test('every field that is not there is named at once', async () => {
    const fields = { code: 'Project No.', region: null, practice: 'Praxis' };
    const other = await startKantata({ settings: { mapping: { fields } } });
    const error: unknown = await other.port.verifyMapping(person()).catch((caught: unknown) => caught);
    await other.close();
    expect(error).toBeInstanceOf(MappingError);
    expect((error as MappingError).differences).toEqual([
      'projects have no custom field "Project No." (mapping.fields.code); name theirs, or null for none',
      'projects have no custom field "Praxis" (mapping.fields.practice); name theirs, or null for none',
    ]);
  });
});
