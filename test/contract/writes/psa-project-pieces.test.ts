// Steps of several records: wherever one breaks off, what is there is found and only what is missing is made. Each of the writes a step
// consists of is refused before the vendor did it, and answered with an error after it did.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { ItemFound, PsaProjectWrites, TeamDemandWrite } from '../../../subgraphs/ports/project-writes.ts';
import type { WorkBreakdownWrite } from '../../../subgraphs/ports/project-writes.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { RecordRef } from '../../../subgraphs/process/systems/write-call.ts';
import type { StandIn } from '../../../subgraphs/sandbox/stand-in.ts';
import { person, type Rig, startKantata, write } from '../kantata-rig.ts';
import { breakdownFor, carrying, madeProject, teamFor } from './psa-project-facts.ts';

/** How a write of a step breaks off: the vendor did not do it, or did it and did not say so. */
const breaks = [
  { name: '429 before', status: 429, isDone: false },
  { name: '503 before', status: 503, isDone: false },
  { name: '503 after', status: 503, isDone: true },
] as const;
interface Break {
  readonly name: string;
  readonly status: number;
  readonly isDone: boolean;
}

/** The n-th write from now on breaks off. */
let planned: { after: number; readonly how: Break } | null = null;
let rig: Rig;
let count = 0;

function bend(standIn: StandIn): StandIn {
  return {
    ...standIn,
    handle: (request, faults) => {
      if (request.method === 'GET' || planned === null) return standIn.handle(request, faults);
      planned.after -= 1;
      if (planned.after > 0) return standIn.handle(request, faults);
      const { how } = planned;
      planned = null;
      if (how.isDone) void standIn.handle(request, faults);
      const errors = [{ type: 'system', message: 'broken off' }];
      return { status: how.status, body: { errors } };
    },
  };
}

beforeAll(async () => {
  const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
  rig = await startKantata({ isWritten: true, bend, retry, settings: { timeoutMs: 5_000, settleMs: 0 } });
});
afterEach(() => {
  planned = null;
  rig.served.faults.clear();
});
afterAll(() => rig.close());

const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `NOT_APPLIED ${outcome.reason}` : outcome.kind;
const writes = (): PsaProjectWrites => rig.port.projectWrites;
const inProject = (collection: string, project: RecordRef): number =>
  rig.now(collection).filter((row) => row.workspace_id === project.id && (row.deleted_at ?? null) === null).length;
const once = (items: readonly ItemFound[]): boolean => items.every(({ records }) => records.length === 1);

async function newPlan(): Promise<WorkBreakdownWrite> {
  count += 1;
  const key = `plan-${String(count).padStart(4, '0')}-pieces`;
  const project = await madeProject(rig, key);
  const { currency, items } = breakdownFor(project);
  return {
    ...{ key, project, currency: currencyCode(currency) },
    items: items.map(({ estimatedMinutes, ...item }) => ({ ...item, estimated: estimatedMinutes })),
  };
}

async function newTeam(): Promise<TeamDemandWrite> {
  count += 1;
  const key = `team-${String(count).padStart(4, '0')}-pieces`;
  return { key, ...teamFor(await madeProject(rig, key)) };
}

/** The template's own plan; two of its pieces are taken for items. */
const templatePieces = 13;
/** Two pieces adopted one by one, two levels of tasks, what is billed. */
const planWrites = 5;
/** Places, their hours, a request for each of two. */
const teamWrites = 4;

describe('a work breakdown', () => {
  test.each(breaks)('that breaks off at any of its writes ($name) ends whole and once', async (how) => {
    const ended: string[] = [];
    for (let at = 1; at <= planWrites; at += 1) {
      const plan = await newPlan();
      planned = { after: at, how };
      const first = await writes().addWorkBreakdown(person(), plan);
      expect(planned).toBeNull();
      ended.push(words(first));
      const again = await writes().addWorkBreakdown(person(), plan);
      expect(words(again)).toBe('APPLIED');
      expect(once(await writes().workBreakdownNow(person(), plan))).toBe(true);
      expect(inProject('stories', plan.project)).toBe(templatePieces + 3);
      expect(inProject('billing_milestones', plan.project)).toBe(2);
    }
    // Nothing was made before the first write, so an outage there is just that; later it is a doubt, which the look-up settles.
    const first = how.status === 429 ? 'NOT_APPLIED OUTAGE' : 'IN_DOUBT';
    expect(ended).toEqual([first, ...Array<string>(planWrites - 1).fill('IN_DOUBT')]);
  });

  test('is one write more than the matrix has breaks: the count of writes above is the real one', async () => {
    const plan = await newPlan();
    planned = { after: planWrites + 1, how: breaks[0] };
    expect(words(await writes().addWorkBreakdown(person(), plan))).toBe('APPLIED');
    expect(planned).toEqual({ after: 1, how: breaks[0] });
  });

  test('made twice without asking what is there would double: the planted proof', async () => {
    const plan = await newPlan();
    await writes().addWorkBreakdown(person(), plan);
    const service = { service_name: 'engagement-to-cash', service_model: 'Task', status: 'successful' };
    const external_reference = { ...service, service_model_ref: `${plan.key}.payroll` };
    const story = { workspace_id: plan.project.id, title: 'Payroll', external_reference };
    await write(rig, 'POST', 'stories.json', { story });
    const found = await writes().workBreakdownNow(person(), plan);
    expect(found.filter(({ records }) => records.length > 1).map(({ name }) => name)).toEqual(['payroll']);
    expect(words(await writes().addWorkBreakdown(person(), plan))).toBe('NOT_APPLIED AMBIGUOUS');
  });

  test('of which the vendor kept half and refused the request is taken back whole', async () => {
    const plan = await newPlan();
    const flat = { ...plan, items: plan.items.map((item) => ({ ...item, parent: null, title: `New ${item.title}` })) };
    rig.served.faults.plant({ kind: 'partialSuccess', match: '^POST .*/stories', count: 1 });
    const refused = await writes().addWorkBreakdown(person(), flat);
    expect(refused).toMatchObject({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: { fields: ['base'] } });
    expect(inProject('stories', plan.project)).toBe(templatePieces);
    expect(words(await writes().addWorkBreakdown(person(), flat))).toBe('APPLIED');
    expect(inProject('stories', plan.project)).toBe(templatePieces + 5);
  });

  test('takes pieces of the template, dates them by the contract, and leaves them when it is taken back', async () => {
    const plan = await newPlan();
    await writes().addWorkBreakdown(person(), plan);
    const [m1] = carrying(rig, 'stories', `${plan.key}.m1`);
    expect(m1).toMatchObject({ title: 'Build accepted', due_date: '2027-02-26', story_type: 'milestone' });
    const billed = rig.now('billing_milestones').filter((row) => row.workspace_id === plan.project.id);
    expect(billed.map((row) => [row.amount_in_cents, row.date_to_invoice, row.currency])).toEqual([
      [6_000_055, '2027-02-26', 'EUR'],
      [6_000_000, '2027-05-14', 'EUR'],
    ]);
    expect(words(await writes().removeWorkBreakdown(person(), plan.project, plan.key))).toBe('APPLIED');
    expect(inProject('stories', plan.project)).toBe(templatePieces);
    expect(inProject('billing_milestones', plan.project)).toBe(0);
    expect(carrying(rig, 'stories', `${plan.key}.m1`)).toEqual([]);
  });

  test.each([
    ['amount', { amount: '1.005' }],
    ['parent', { parent: 'm2' }],
    ['items', { name: 'not a name' }],
  ])('that cannot be meant is refused by its %s before anything is sent', async (field, change) => {
    const plan = await newPlan();
    const items = plan.items.map((item) => (item.name === 'm1' ? { ...item, ...change } : item));
    const calls = await rig.calls(async () => {
      const outcome = await writes().addWorkBreakdown(person(), { ...plan, items });
      expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: { fields: [field] } });
    });
    expect(calls).toEqual([]);
  });

  test('in another currency than its project is refused', async () => {
    const plan = await newPlan();
    const outcome = await writes().addWorkBreakdown(person(), { ...plan, currency: currencyCode('USD') });
    expect(outcome).toMatchObject({ reason: 'REFUSED', failure: { fields: ['currency'] } });
  });
});

describe('a team demand', () => {
  test.each(breaks)('that breaks off at any of its writes ($name) ends whole and once', async (how) => {
    const ended: string[] = [];
    for (let at = 1; at <= teamWrites; at += 1) {
      const team = await newTeam();
      planned = { after: at, how };
      ended.push(words(await writes().addTeamDemand(person(), team)));
      expect(planned).toBeNull();
      expect(words(await writes().addTeamDemand(person(), team))).toBe('APPLIED');
      expect(once(await writes().teamDemandNow(person(), team))).toBe(true);
      const places = rig.now('workspace_resources').filter((row) => row.workspace_id === team.project.id);
      expect(places.map((row) => row.total_allocated_minutes)).toEqual([19_200, 86_400]);
      const ids = new Set(places.map((row) => row.id));
      const requests = rig.now('resource_requests').filter((row) => ids.has(String(row.resource_id)));
      expect(requests.map((row) => row.status)).toEqual(['pending', 'pending']);
    }
    const first = how.status === 429 ? 'NOT_APPLIED OUTAGE' : 'IN_DOUBT';
    expect(ended).toEqual([first, ...Array<string>(teamWrites - 1).fill('IN_DOUBT')]);
  });

  test('is read back by the port as demand nobody meets yet', async () => {
    const team = await newTeam();
    await writes().addTeamDemand(person(), team);
    const { value } = await rig.port.resourceRequestsOf(person(), [team.project]);
    expect(value[0]?.map(({ role, requested, startOn, endOn }) => [role, requested, startOn, endOn])).toEqual([
      ['Engagement Manager', 19_200, '2026-12-01', '2027-05-17'],
      ['Software Engineer', 86_400, '2026-12-01', '2027-05-17'],
    ]);
  });

  test('of which somebody fills a place is still there, and is not taken back', async () => {
    const team = await newTeam();
    await writes().addTeamDemand(person(), team);
    const [place] = carrying(rig, 'workspace_resources', `${team.key}.dev`);
    const user_id = rig.now('users')[0]?.id;
    await write(rig, 'PUT', `workspace_resources/${String(place?.id)}.json`, { workspace_resource: { user_id } });
    expect(once(await writes().teamDemandNow(person(), team))).toBe(true);
    const outcome = await writes().removeTeamDemand(person(), team.project, team.key);
    expect(outcome).toMatchObject({ reason: 'REFUSED', failure: { fields: ['user_id'] } });
  });
});

test('what carries one key twice is named; what is gone, and what nobody asked about, is not', async () => {
  count += 1;
  const key = `twin-${String(count).padStart(4, '0')}-pieces`;
  const project = await madeProject(rig, key);
  const doubled = (): Promise<
    readonly { readonly key: string; readonly records: readonly { readonly id: string }[] }[]
  > => rig.port.standing.doubled(person(), [`${key}-made`]);
  expect(await doubled()).toEqual([]);
  // As the vendor does it when the same call arrives once more.
  const model = rig.now('external_references').find((row) => row.service_model_ref === `${key}-made`);
  const external_reference = {
    ...{ service_name: model?.service_name, service_model: model?.service_model },
    ...{ service_model_ref: `${key}-made`, status: 'successful' },
  };
  await write(rig, 'POST', 'workspaces.json', { workspace: { title: key, creator_role: 'maven', external_reference } });
  const id = carrying(rig, 'workspaces', `${key}-made`).find((row) => row.id !== project.id)?.id ?? '';
  const [found, ...others] = await doubled();
  expect(others).toEqual([]);
  expect(found?.key).toBe(`${key}-made`);
  expect(found?.records.map((record) => record.id).toSorted()).toEqual([project.id, id].toSorted());
  expect(await rig.port.standing.doubled(person(), [`${key}-other`])).toEqual([]);
  await write(rig, 'DELETE', `workspaces/${id}.json`, {});
  expect(await doubled()).toEqual([]);
});

test('a project that a deletion does not find is only gone when no list holds it either', async () => {
  count += 1;
  const project = await madeProject(rig, `hidden-${String(count).padStart(4, '0')}-pieces`);
  planned = { after: 1, how: { name: '404 before', status: 404, isDone: false } };
  const outcome = await writes().removeProject(person(), project);
  expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: { fields: ['id'] } });
  expect(words(await writes().removeProject(person(), project))).toBe('APPLIED');
  expect(words(await writes().removeProject(person(), project))).toBe('APPLIED');
});
