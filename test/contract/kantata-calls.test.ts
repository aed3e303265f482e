// How many calls the Kantata connector makes: a page of 200 rows each, and never one per project. Counted at the vendor's
// side of the wire, with the firm of 400 projects.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../../schema/canon/project.ts';
import type { StandIn, VendorResponse } from '../../subgraphs/sandbox/stand-in.ts';
import {
  pagesOf,
  perPage,
  person,
  ref,
  refs,
  type Rig,
  type ServedCall,
  startKantata,
  type StateRow,
} from './kantata-rig.ts';
import { unbilled, baseUnits } from './kantata-books.ts';

let rig: Rig;
let projects: readonly Project[];
const open: Rig[] = [];
beforeAll(async () => {
  // Nothing stays fresh, so that every question is asked.
  rig = await startKantata({ size: 'medium', settings: { figuresFreshMs: 0, referenceFreshMs: 0 } });
  open.push(rig);
  const found = await rig.port.projectsByRef(person(), refs('PROJECT', rig.table('workspaces')));
  projects = found.value.flatMap((project) => project ?? []);
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
});

async function start(options: Parameters<typeof startKantata>[0]): Promise<Rig> {
  const another = await startKantata(options);
  open.push(another);
  return another;
}

/** Calls by collection. */
function byCollection(calls: readonly ServedCall[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { resource = 'none' } of calls) counts[resource] = (counts[resource] ?? 0) + 1;
  return counts;
}

/** Projects in the chunks their ids are asked for in, smallest first. */
function chunked(of: readonly Project[], size: number): readonly (readonly string[])[] {
  const ids = of.map((project) => project.ref.id).sort((a, b) => Number(a) - Number(b));
  return Array.from({ length: Math.ceil(ids.length / size) }, (_unused, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

/** Pages of the rows of each chunk. */
function pagesPerChunk(of: readonly Project[], rows: readonly StateRow[], size = perPage): number {
  const counts = new Map<unknown, number>();
  for (const row of rows) counts.set(row.workspace_id, (counts.get(row.workspace_id) ?? 0) + 1);
  return chunked(of, size)
    .map((ids) => pagesOf(ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0)))
    .reduce((sum, pages) => sum + pages, 0);
}

const asked = () => projects.map((project) => project.ref);

describe('calls of reads about projects', () => {
  test('projects by reference: one call per 200', async () => {
    const calls = await rig.calls(() => rig.port.projectsByRef(person(), asked()));
    expect(byCollection(calls)).toEqual({ workspaces: Math.ceil(projects.length / perPage) });
    expect(projects.length).toBeGreaterThan(perPage);
  });

  test('unbilled work of 400 projects: pages of their unbilled time and expenses, and once the proof of the filter', async () => {
    const timed = projects.filter((project) => project.billingModel === 'TIME_AND_MATERIALS');
    const isTimed = new Set(timed.map((project) => project.ref.id));
    const time = rig
      .table('time_entries')
      .filter((row) => isTimed.has(String(row.workspace_id)) && row.billable === true && row.invoice_id === null);
    const expenses = rig.table('expenses').filter((row) => row.invoice_id === null);
    // One place of the list of expenses is taken by the id that proves the filter.
    const pages = {
      time_entries: pagesPerChunk(timed, time),
      expenses: pagesPerChunk(projects, expenses, perPage - 1),
    };
    const first = byCollection(await rig.calls(() => rig.port.unbilledWorkOf(person(), projects)));
    expect(first).toEqual({ ...pages, expenses: pages.expenses + 2 });
    const again = byCollection(await rig.calls(() => rig.port.unbilledWorkOf(person(), projects)));
    expect(again).toEqual(pages);
    expect(time.length).toBeGreaterThan(1_000);
  });

  test('one project: one page of each', async () => {
    const [project] = projects.filter((candidate) => candidate.billingModel === 'TIME_AND_MATERIALS');
    if (project === undefined) throw new Error('the firm has no such project');
    const calls = await rig.calls(() => rig.port.unbilledWorkOf(person(), [project]));
    expect(byCollection(calls)).toEqual({ time_entries: 1, expenses: 1 });
  });

  test('a fee absorbs its time: only expenses are read', async () => {
    const fees = projects.filter((project) => project.billingModel === 'FIXED_FEE').slice(0, 20);
    expect(fees.length).toBe(20);
    const calls = await rig.calls(() => rig.port.unbilledWorkOf(person(), fees));
    expect(byCollection(calls)).toEqual({ expenses: 1 });
  });

  test('tasks, milestones, teams, requests', async () => {
    const live = rig.table('stories').filter((row) => row.deleted_at === null && row.archived !== true);
    const tasks = await rig.calls(() => rig.port.tasksOf(person(), asked()));
    expect(byCollection(tasks)).toEqual({ stories: pagesPerChunk(projects, live) });

    const milestones = await rig.calls(() => rig.port.milestonesOf(person(), asked()));
    expect(byCollection(milestones)).toEqual({
      billing_milestones: pagesPerChunk(projects, rig.table('billing_milestones')),
    });

    const teams = await rig.calls(() => rig.port.assignmentsOf(person(), asked()));
    expect(byCollection(teams)).toEqual({ workspaces: Math.ceil(projects.length / perPage) });

    const requests = await rig.calls(() => rig.port.resourceRequestsOf(person(), asked()));
    const pending = rig.table('resource_requests').filter((row) => /pending|soft/.test(String(row.status)));
    expect(byCollection(requests)).toEqual({ resource_requests: pagesOf(pending.length) });
  });

  test('a question about nothing of ours costs nothing', async () => {
    const foreign = [{ ...ref('PROJECT', '1'), instance: 'elsewhere' }];
    const calls = await rig.calls(async () => {
      await rig.port.projectsByRef(person(), foreign);
      await rig.port.tasksOf(person(), []);
      await rig.port.resourceRequestsOf(person(), foreign);
      await rig.port.resourcesByRef(person(), foreign);
      await rig.port.unbilledWorkOf(person(), []);
    });
    expect(calls).toEqual([]);
  });
});

describe('calls of pages', () => {
  test('a page the vendor can filter is one call of exactly its rows', async () => {
    const query = { first: 25, after: null, statuses: null, customers: null, search: null };
    const calls = await rig.calls(() => rig.port.projects(person(), query));
    expect(calls.map(({ query: sent }) => [sent.get('limit'), sent.get('offset')])).toEqual([['25', '0']]);
  });

  test('a page it cannot filter looks through pages of 200, no more than hold it', async () => {
    const query = { first: 5, after: null, statuses: ['CANCELLED'] as const, customers: null, search: null };
    const calls = await rig.calls(() => rig.port.projects(person(), query));
    expect(byCollection(calls).workspaces).toBeLessThanOrEqual(Math.ceil(projects.length / perPage));
  });

  test('people and a rate card', async () => {
    const people = refs('RESOURCE', rig.table('users'));
    const calls = await rig.calls(() => rig.port.resourcesByRef(person(), people));
    expect(byCollection(calls)).toEqual({ users: Math.ceil(people.length / perPage) });
    const [card] = rig.table('rate_cards');
    const cards = await rig.calls(() => rig.port.rateCardsByRef(person(), [ref('RATE_CARD', card?.id ?? '')]));
    expect(byCollection(cards)).toEqual({ rate_cards: 1, rate_card_versions: 1, rate_card_roles: 1 });
  });

  test('pages after the first are asked at once, within the budget', async () => {
    let running = 0;
    let most = 0;
    const slow = (standIn: StandIn): StandIn => ({
      ...standIn,
      handle: async (request, faults) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 15));
        running -= 1;
        return standIn.handle(request, faults);
      },
    });
    const another = await start({ bend: slow, settings: { concurrency: 4 } });
    await another.port.tasksOf(person(), refs('PROJECT', another.table('workspaces')));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('equal questions at one time are one question, and stay answered while fresh', async () => {
    const another = await start({});
    const projectsThere = refs('PROJECT', another.table('workspaces'));
    const calls = await another.calls(async () => {
      await Promise.all([1, 2, 3].map(() => another.port.projectsByRef(person(), projectsThere)));
      await another.port.projectsByRef(person(), [...projectsThere].reverse());
    });
    expect(calls.length).toBe(1);
  });
});

/** A stand-in whose filter of expenses by project takes one project only. */
function withSingleFilter(answerToLists: (value: string) => string | VendorResponse) {
  return (standIn: StandIn): StandIn => ({
    ...standIn,
    handle: (request, faults) => {
      const asked = request.query.get('workspace_id');
      if (!request.path.includes('/expenses') || asked === null) return standIn.handle(request, faults);
      const answered = answerToLists(asked);
      if (typeof answered !== 'string') return answered;
      const query = new URLSearchParams(request.query);
      query.set('workspace_id', answered);
      return standIn.handle({ ...request, query }, faults);
    },
  });
}

describe('a filter of which nobody says that it takes several projects', () => {
  async function expensesAreRight(bent: Rig): Promise<void> {
    const found = await bent.port.projectsByRef(person(), refs('PROJECT', bent.table('workspaces')));
    const all = found.value.flatMap((project) => project ?? []);
    const { value } = await bent.port.unbilledWorkOf(person(), all);
    for (const [index, project] of all.entries()) {
      expect(baseUnits(value[index]?.workInProgress)).toBe(unbilled(bent, project).workInProgress);
    }
  }

  test('that quietly reads the first number only is found out, and no expense is missing', async () => {
    const bent = await start({ bend: withSingleFilter((value) => String(Number.parseInt(value, 10))) });
    await expensesAreRight(bent);
  });

  test('that refuses a list is asked for one project at a time', async () => {
    const refusal = { status: 400, body: JSON.stringify({ errors: [{ type: 'system', message: 'no list' }] }) };
    const bent = await start({ bend: withSingleFilter((value) => (value.includes(',') ? refusal : value)) });
    await expensesAreRight(bent);
    const several = refs('PROJECT', bent.table('workspaces').slice(0, 4));
    const query = { projects: several, from: null, to: null, approval: null, billable: null, invoiced: null };
    const { value } = await bent.port.expenses(person(), { ...query, first: 200, after: null });
    const wanted = bent.table('expenses').filter((row) => several.some((project) => project.id === row.workspace_id));
    expect(value.items.length).toBe(wanted.length);
  });
});

test('a list that moves between its pages is read once more', async () => {
  let moved = false;
  const bend = (standIn: StandIn): StandIn => ({
    ...standIn,
    handle: async (request, faults) => {
      const response = await standIn.handle(request, faults);
      if (moved || !request.path.includes('/stories') || request.query.get('page') !== '2') return response;
      moved = true;
      const body = JSON.parse(String(response.body)) as { count: number };
      return { ...response, body: JSON.stringify({ ...body, count: body.count - 1 }) };
    },
  });
  const bent = await start({ bend });
  const live = bent.table('stories').filter((row) => row.deleted_at === null && row.archived !== true);
  const calls = await bent.calls(async () => {
    const { value } = await bent.port.tasksOf(person(), refs('PROJECT', bent.table('workspaces')));
    expect(value.flat().length).toBe(live.length);
  });
  expect(calls.length).toBe(2 * pagesOf(live.length));
});
