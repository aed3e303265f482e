// What a handover needs of the account: projects begun from templates, their own fields, allocations, requests, and what keeps a project.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_TEMPLATES } from '../firm/project-templates.ts';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const now = (table: string): readonly Record<string, unknown>[] => account.standIn.dump()[table] ?? [];

async function made(fields: Record<string, unknown>): Promise<string> {
  const reply = await account.call('POST', 'workspaces', { json: { workspace: { title: 'Made', ...fields } } });
  expect(reply.status).toBe(200);
  return reply.ids[0] ?? '';
}
const refused = async (path: string, json: unknown, method = 'POST'): Promise<unknown> => {
  const { status, errors } = await account.call(method, path, { json });
  return [status, errors[0]?.field];
};

describe('project templates', () => {
  test('there are two or more for each service line, and one without a key', async () => {
    const { body, record, ids } = await account.get('project_templates?per_page=200');
    expect(body.count).toBe(PROJECT_TEMPLATES.length + 1);
    const lines = ids.map(
      (id) => /^Service Line: (.+)$/m.exec(String(record('project_templates', id).description))?.[1],
    );
    const counts = new Map<string | undefined, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    expect(account.firm.serviceLines.map(({ name }) => counts.get(name))).toEqual([2, 2, 2, 2]);
    expect(counts.get(undefined)).toBe(1);
    expect(Object.keys(record('project_templates', ids[0]))).not.toContain('raw_json');
  });

  test('whom they need comes in a list of its own, hours only when asked for', async () => {
    const plain = await account.get('project_template_assignments');
    expect(Object.keys(plain.record('project_template_assignments', plain.ids[0]))).not.toContain('role_name');
    const full = await account.get(
      'project_template_assignments?optional_fields=role_name,total_estimated_minutes&per_page=200',
    );
    expect(full.ids).toHaveLength(PROJECT_TEMPLATES.flatMap(({ roles }) => roles).length);
    for (const id of full.ids) {
      const shown = full.record('project_template_assignments', id);
      expect(shown).toMatchObject({ role_name: shown.name, total_estimated_minutes: expect.any(Number) as number });
    }
  });

  test.each(PROJECT_TEMPLATES.map((template) => [template.key, template] as const))(
    '%s gives a new project its tasks, dated from the first day, with no references',
    async (_key, template) => {
      const project_tracker_template_id = Number(now('project_templates')[template.ordinal - 1]?.id);
      const id = await made({ project_tracker_template_id, project_template_start_date: '2026-12-01' });
      const tasks = now('stories').filter((row) => row.workspace_id === id);
      expect(tasks.map((row) => row.title)).toEqual(template.tasks.map(({ title }) => title));
      expect(tasks.map((row) => row.start_date).sort()[0]).toBe('2026-12-01');
      const above = tasks.map((row) => tasks.findIndex((one) => one.id === row.parent_id) + 1);
      expect(above).toEqual(template.tasks.map(({ parent }) => parent ?? 0));
      expect(now('external_references').filter((row) => tasks.some((task) => task.id === row.subject_id))).toEqual([]);
      const shown = await account.get(`workspaces/${id}`);
      expect(Object.keys(shown.record('workspaces'))).not.toContain('project_tracker_template_id');
    },
  );
});

describe('a new project', () => {
  test('has the values of its own fields, which a later one replaces', async () => {
    const field = now('custom_fields').find((row) => row.name === 'Legal Entity')?.id;
    const id = await made({ custom_fields: [{ custom_field_id: field, value: 'DE01' }] });
    const custom_fields = [{ custom_field_id: field, value: 'UK01' }];
    await account.call('PUT', `workspaces/${id}`, { json: { workspace: { custom_fields } } });
    const values = now('custom_field_values').filter((row) => row.subject_id === id);
    expect(values.map((row) => row.display_value)).toEqual(['UK01']);
  });

  test.each([
    ['project_tracker_template_id', { project_tracker_template_id: 1 }],
    ['primary_workspace_group_id', { primary_workspace_group_id: 1 }],
    ['rate_card_id', { rate_card_id: 1 }],
    ['custom_fields', { custom_fields: [{ custom_field_id: 1, value: 'x' }] }],
    ['due_date', { start_date: '2026-12-02', due_date: '2026-12-01' }],
  ])('naming a %s that cannot be is refused', async (field, fields) => {
    expect(await refused('workspaces', { workspace: { title: 'Wrong', ...fields } })).toEqual([422, field]);
  });

  test('keeps its currency: a rate card of another one is refused', async () => {
    const cards = now('rate_cards');
    const id = await made({ currency: 'EUR' });
    const [euro, yen] = ['EUR', 'JPY'].map((currency) => cards.find((card) => card.currency === currency)?.id);
    expect(await refused(`workspaces/${id}`, { workspace: { rate_card_id: yen } }, 'PUT')).toEqual([
      422,
      'rate_card_id',
    ]);
    expect(
      (await account.call('PUT', `workspaces/${id}`, { json: { workspace: { rate_card_id: euro } } })).status,
    ).toBe(200);
  });
});

describe('deleting a project', () => {
  test('takes its parts with it and leaves references of other systems behind', async () => {
    const external_reference = { service_name: 'x', service_model: 'Project', service_model_ref: 'gone-1' };
    const template = now('project_templates')[0]?.id;
    const id = await made({ external_reference, project_tracker_template_id: template });
    expect((await account.call('DELETE', `workspaces/${id}`)).status).toBe(204);
    expect((await account.get(`workspaces/${id}?include_archived=true`)).status).toBe(404);
    expect(now('stories').filter((row) => row.workspace_id === id)).toEqual([]);
    expect(now('external_references').filter((row) => row.service_model_ref === 'gone-1')).toHaveLength(1);
  });

  test.each([
    ['time_entries', 'workspace_id'],
    ['expenses', 'workspace_id'],
  ])('with %s is refused', async (collection, column) => {
    const id = String(now(collection)[0]?.[column]);
    expect(await refused(`workspaces/${id}`, {}, 'DELETE')).toEqual([422, expect.any(String)]);
    expect(now('workspaces').some((row) => row.id === id)).toBe(true);
  });
});

describe('a team', () => {
  test('allocations add up on their place, and less when one goes', async () => {
    const workspace_id = await made({});
    const role_id = now('roles')[0]?.id;
    const place = await account.call('POST', 'workspace_resources', {
      json: { workspace_resource: { workspace_id, role_id } },
    });
    const resource_id = place.ids[0];
    const one = { resource_id, start_date: '2026-12-01', end_date: '2026-12-31', minutes: 600 };
    const two = { resource_id, start_date: '2027-01-01', end_date: '2027-01-31', minutes: 300 };
    const both = await account.call('POST', 'workspace_allocations', { json: { workspace_allocations: [one, two] } });
    const shown = async () =>
      (await account.get(`workspace_resources/${String(resource_id)}?include_unnamed=true`)).record(
        'workspace_resources',
      );
    expect(await shown()).toMatchObject({
      ...{ total_allocated_minutes: 900, earliest_allocation_date: '2026-12-01', latest_allocation_date: '2027-01-31' },
    });
    expect((await account.get(`workspace_allocations?workspace_ids=${workspace_id}`)).ids).toHaveLength(2);
    await account.call('DELETE', `workspace_allocations/${String(both.ids[1])}`);
    expect(await shown()).toMatchObject({ total_allocated_minutes: 600, latest_allocation_date: '2026-12-31' });
  });

  test.each([
    ['end_date', { end_date: '2026-11-30' }],
    ['minutes', { minutes: 0 }],
    ['resource_id', { resource_id: 1 }],
  ])('an allocation with a wrong %s is refused', async (field, change) => {
    const resource_id = now('workspace_resources')[0]?.id;
    const allocation = { resource_id, start_date: '2026-12-01', end_date: '2026-12-31', minutes: 60, ...change };
    expect(await refused('workspace_allocations', { workspace_allocation: allocation })).toEqual([422, field]);
  });

  test('a request needs a place and somebody to ask, and is decided once', async () => {
    const resource_id = now('workspace_resources')[0]?.id;
    const approver_ids = [now('users')[0]?.id];
    expect(await refused('resource_requests', { resource_request: { resource_id } })).toEqual([422, 'approver_ids']);
    expect(await refused('resource_requests', { resource_request: { resource_id: 1, approver_ids } })).toEqual([
      422,
      'resource_id',
    ]);
    const asked = await account.call('POST', 'resource_requests', {
      json: { resource_request: { resource_id, approver_ids } },
    });
    const path = `resource_requests/${String(asked.ids[0])}`;
    const json = { resource_request: { request_resolution_status: 'cancel' } };
    expect((await account.call('PUT', path, { json })).record('resource_requests')).toMatchObject({
      status: 'cancelled',
    });
    expect(await refused(path, json, 'PUT')).toEqual([422, 'request_resolution_status']);
  });
});
