import { afterEach, expect, test } from 'vitest';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

async function open(...options: Parameters<typeof openAccount>): Promise<OpenAccount> {
  account = await openAccount(...options);
  return account;
}

/** Ids of all pages of a list. */
async function allIds({ get }: OpenAccount, path: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const reply = await get(`${path}&per_page=200&page=${page}`);
    ids.push(...reply.ids);
    if (reply.ids.length < 200) return ids;
  }
}

test('a page says how many there are in all, and pages together are the whole', async () => {
  const opened = await open();
  const first = await opened.get('time_entries.json?from_archived_workspaces=true&per_page=200');
  expect(first.body.count).toBe(opened.firm.timeEntries.length);
  expect(first.body.meta).toEqual({
    count: opened.firm.timeEntries.length,
    page_count: Math.ceil(opened.firm.timeEntries.length / 200),
    page_number: 1,
    page_size: 200,
  });
  const ids = await allIds(opened, 'users?show_disabled=true');
  expect(new Set(ids).size).toBe(opened.firm.people.length);
});

test('a list without a result has no pages', async () => {
  const { get } = await open();
  const { body } = await get('expenses?workspace_id=111');
  expect(body).toEqual({
    count: 0,
    results: [],
    expenses: {},
    meta: { count: 0, page_count: 0, page_number: 0, page_size: 20 },
  });
});

test('defaults hide archived projects, their time, and people who left, on lists and on single records', async () => {
  const opened = await open();
  const { firm, get } = opened;
  const archived = firm.projects.filter((project) => project.archived);
  expect((await get('workspaces?per_page=1')).body.count).toBe(firm.projects.length - archived.length);
  expect((await get('workspaces?include_archived=true&per_page=1')).body.count).toBe(firm.projects.length);
  expect((await get('workspaces?archived=only&per_page=1')).body.count).toBe(archived.length);
  expect((await get('workspaces?apply_default_filters=false&per_page=1')).body.count).toBe(firm.projects.length);
  const id = String(41_300_000 + (archived[0]?.ordinal ?? 0));
  expect((await get(`workspaces/${id}`)).status).toBe(404);
  expect((await get(`workspaces/${id}?include_archived=true`)).ids).toEqual([id]);
  const shown = firm.timeEntries.filter((entry) => !archived.some((project) => project.ordinal === entry.project));
  expect((await get('time_entries?per_page=1')).body.count).toBe(shown.length);
  expect((await get('users?per_page=1')).body.count).toBe(firm.people.filter((person) => person.active).length);
});

test('only leaves out what is not there, ignores the page, and never is a 404; a show is one', async () => {
  const { get } = await open();
  const reply = await get('users?only=13250003,99,13250001,x&per_page=1');
  expect(reply.status).toBe(200);
  expect([...reply.ids].sort()).toEqual(['13250001', '13250003']);
  expect((await get('users?only=99')).body.count).toBe(0);
  const missing = await get('users/99');
  expect(missing.status).toBe(404);
  expect(missing.body).toEqual({ errors: [{ type: 'system', message: 'Not found' }] });
});

test('filters of time: approved and invoiced mean true whatever they say, billable and dates mean what they say', async () => {
  const { firm, get } = await open();
  const base = 'time_entries?from_archived_workspaces=true&per_page=1';
  const count = async (filter: string): Promise<unknown> => (await get(`${base}&${filter}`)).body.count;
  const approved = firm.timeEntries.filter((entry) => entry.state === 'approved');
  expect(await count('approved=true')).toBe(approved.length);
  expect(await count('approved=false')).toBe(approved.length);
  const invoiced = firm.timeEntries.filter((entry) => entry.invoice !== undefined).length;
  expect(await count('invoiced=0')).toBe(invoiced);
  expect(await count('uninvoiced=true')).toBe(firm.timeEntries.length - invoiced);
  expect(await count('billable=false')).toBe(firm.timeEntries.filter((entry) => !entry.billable).length);
  expect(await count('billable=')).toBe(firm.timeEntries.length);
  const inMay = firm.timeEntries.filter((entry) => entry.workedOn >= '2026-05-01' && entry.workedOn <= '2026-05-31');
  expect(await count('date_performed_between=2026-05-01:2026-05-31')).toBe(inMay.length);
  const since = firm.timeEntries.filter((entry) => entry.workedOn >= '2026-11-01').length;
  expect(await count('date_performed_between=2026-11-01:')).toBe(since);
  const some = firm.timeEntries.filter((entry) => [1, 2].includes(entry.project)).length;
  expect(await count('workspace_id=41300001,41300002')).toBe(some);
  expect(await count('workspace_ids=41300001,41300002')).toBe(some);
});

test('created and updated filters take offsets and leave out the moment itself', async () => {
  const stamped = (id: string, at: string) => ({ id, message: id, workspace_id: '1', created_at: at, updated_at: at });
  const { get } = await open({
    workspaces: [{ id: '1', title: 'P' }],
    posts: [stamped('1', '2026-11-20T08:00:00Z'), stamped('2', '2026-11-20T01:00:00-08:00')],
  });
  expect((await get('posts?updated_after=2026-11-20T00:00:00-08:00')).ids).toEqual(['2']);
  expect((await get('posts?created_before=2026-11-20T09:00:00Z')).ids).toEqual(['1']);
  const wrong = await get('posts?updated_after=yesterday');
  expect([wrong.status, wrong.errors[0]?.message]).toEqual([400, 'Invalid datetime: yesterday']);
});

test('order takes the asked field, falls back to the default for an unknown one, and breaks ties by id', async () => {
  const entry = (id: string, day: string) => ({ id, workspace_id: '1', date_performed: day, time_in_minutes: 60 });
  const { get } = await open({
    workspaces: [{ id: '1', title: 'P' }],
    time_entries: [entry('12', '2026-11-02'), entry('11', '2026-11-02'), entry('13', '2026-11-01')],
  });
  expect((await get('time_entries')).ids).toEqual(['11', '12', '13']);
  expect((await get('time_entries?order=date_performed:asc')).ids).toEqual(['13', '11', '12']);
  expect((await get('time_entries?order=date:asc')).ids).toEqual(['11', '12', '13']);
});

test('external references are found by service, model and id of one and the same reference', async () => {
  const { firm, get } = await open();
  const project = firm.projects.find((candidate) => candidate.contractLink !== undefined && !candidate.archived);
  const { record, ids } = await get(`workspaces/${41_300_000 + (project?.ordinal ?? 0)}?include=external_references`);
  const references = (record('workspaces').external_reference_ids as readonly string[]).map((id) =>
    record('external_references', id),
  );
  const contract = references.find((reference) => reference.service_model === 'Contract');
  const ref = String(contract?.service_model_ref);
  const by = (model: string) =>
    `workspaces?include_archived=true&external_reference_service_name=salesforce&external_reference_service_model=${model}&external_reference_service_model_ref=${ref}`;
  expect((await get(by('Contract'))).ids).toContain(ids[0]);
  expect((await get(by('Opportunity'))).ids).toEqual([]);
  expect((await get(`workspaces?external_reference_service_model_refs=${ref},none`)).ids).toContain(ids[0]);
  const linked = (await get('workspaces?include_archived=true&has_external_references=true&per_page=1')).body.count;
  const unlinked = await get('workspaces?include_archived=true&without_external_reference_service_name=salesforce');
  expect(Number(linked) + Number(unlinked.body.count)).toBe(firm.projects.length);
  const many = Array.from({ length: 201 }, (_unused, index) => `r${index}`).join(',');
  expect((await get(`workspaces?external_reference_service_model_refs=${many}`)).status).toBe(400);
  expect((await get('external_references')).errors[0]?.message).toBe('subject_type is required');
});

test('a search finds words of titles, clients and custom values, some seconds late', async () => {
  const { get, call, advance } = await open();
  expect((await get("workspaces?search=group:'nobody'")).ids).toEqual([]);
  const code = (await get('workspaces?search=US01-1001&include=custom_field_values')).ids;
  expect(code).toEqual(['41300001']);
  const made = await call('POST', 'workspaces', { json: { workspace: { title: 'Wüstenfuchs Zeppelin' } } });
  expect((await get('workspaces?search=zepp')).ids).toEqual([]);
  expect((await get(`workspaces/${made.ids[0] ?? ''}`)).status).toBe(200);
  advance(6);
  expect((await get('workspaces?search=wüsten zepp')).ids).toEqual(made.ids);
  expect((await get('workspaces?search=wüsten airship')).ids).toEqual([]);
});

test('unnamed places in a team come only when they are asked for', async () => {
  const { firm, get } = await open();
  const unnamed = firm.projectResources.filter((resource) => resource.person === undefined).length;
  expect(unnamed).toBeGreaterThan(0);
  const named = Number((await get('workspace_resources?per_page=1')).body.count);
  expect(named + unnamed).toBe(firm.projectResources.length);
  expect((await get('workspace_resources?include_unnamed=true&per_page=1')).body.count).toBe(
    firm.projectResources.length,
  );
  expect((await get('workspace_resources?only_unnamed=true&per_page=1')).body.count).toBe(unnamed);
});
