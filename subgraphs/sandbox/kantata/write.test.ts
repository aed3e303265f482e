import { afterEach, describe, expect, test } from 'vitest';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

const ENTRY = { workspace_id: 1, date_performed: '2026-11-19', time_in_minutes: 60 };

async function open(): Promise<OpenAccount> {
  account = await openAccount({
    users: [{ id: '7', full_name: 'Ada', role_id: '3' }],
    roles: [{ id: '3', name: 'Engineer' }],
    workspaces: [{ id: '1', title: 'Engine', currency: 'EUR', rate_card_id: '5', require_time_approvals: true }],
    stories: [
      {
        id: '21',
        workspace_id: '1',
        title: 'Free',
        story_type: 'task',
        billable: false,
        state: 'not started',
        percentage_complete: 0,
      },
    ],
    rate_cards: [{ id: '5', currency: 'EUR' }],
    rate_card_set_versions: [
      { id: '61', effective_date: '2025-01-01', active: true },
      { id: '62', effective_date: '2026-06-01', active: true },
    ],
    rate_card_versions: [
      { id: '51', rate_card_id: '5', rate_card_set_version_id: '61' },
      { id: '52', rate_card_id: '5', rate_card_set_version_id: '62' },
    ],
    rate_card_roles: [
      { id: '511', rate_card_version_id: '51', role_id: '3', rate: 10_000 },
      { id: '521', rate_card_version_id: '52', role_id: '3', rate: 12_000 },
    ],
    custom_fields: [{ id: '91', name: 'Project Code', value_type: 'string', subject_type: 'Workspace' }],
  });
  return account;
}

describe('creating', () => {
  test('JSON and Rails forms make the same record, on the current user, at the rate in force that day', async () => {
    const { call } = await open();
    const json = await call('POST', 'time_entries', { json: { time_entry: ENTRY } });
    const form = 'time_entry[workspace_id]=1&time_entry[date_performed]=2026/11/19&time_entry[time_in_minutes]=60';
    const posted = await call('POST', 'time_entries.json', { form });
    expect([json.status, posted.status]).toEqual([200, 200]);
    const { id, ...one } = json.record('time_entries');
    const { id: otherId, ...other } = posted.record('time_entries');
    expect(other).toEqual(one);
    expect(otherId).not.toBe(id);
    expect(one).toMatchObject({ user_id: '7', role_id: '3', billable: true, rate_in_cents: 12_000, currency: 'EUR' });
    expect(one).toMatchObject({ created_at: '2026-11-20T01:00:00-08:00', approved: false, notes: null });
    const early = await call('POST', 'time_entries', {
      json: { time_entry: { ...ENTRY, date_performed: '2026-05-31' } },
    });
    expect(early.record('time_entries').rate_in_cents).toBe(10_000);
  });

  test('nothing is deduplicated, not even with the same external reference', async () => {
    const { call, get } = await open();
    const external_reference = { service_name: 'gateway', service_model: 'TimeEntry', service_model_ref: 'key-1' };
    const body = { json: { time_entry: { ...ENTRY, external_reference } } };
    const [first, second] = [await call('POST', 'time_entries', body), await call('POST', 'time_entries', body)];
    const found = await get(
      'time_entries?external_reference_service_name=gateway&external_reference_service_model_ref=key-1',
    );
    expect(found.ids).toEqual([first.ids[0], second.ids[0]]);
    expect(new Set(found.ids).size).toBe(2);
  });

  test('billable follows the task when the body does not say', async () => {
    const { call } = await open();
    const reply = await call('POST', 'time_entries', { json: { time_entry: { ...ENTRY, story_id: 21 } } });
    expect(reply.record('time_entries')).toMatchObject({ billable: false, rate_in_cents: 0, story_id: '21' });
  });

  test('errors name type, message and field, all of them at once', async () => {
    const { call } = await open();
    const empty = await call('POST', 'time_entries', { json: { time_entry: { notes: 'x' } } });
    expect(empty.status).toBe(422);
    expect(empty.errors).toContainEqual({
      type: 'validation',
      field: 'date_performed',
      message: "Date performed can't be blank",
    });
    expect(empty.errors.map((error) => error.field)).toEqual(['workspace_id', 'date_performed', 'time_in_minutes']);
    const untitled = await call('POST', 'workspaces', { json: { workspace: { title: '', creator_role: 'boss' } } });
    expect(untitled.errors[0]).toEqual({
      type: 'validation',
      field: 'title',
      message: 'Please give your project a title',
    });
    const wrong = await call('POST', 'time_entries', {
      form: 'time_entry[workspace_id]=1&time_entry[time_in_minutes]=an hour',
    });
    expect(wrong.errors).toContainEqual({
      type: 'validation',
      field: 'time_in_minutes',
      message: 'Time in minutes is not a number',
    });
    const rootless = await call('POST', 'time_entries', { json: { entry: {} } });
    expect([rootless.status, rootless.errors[0]?.type]).toEqual([400, 'system']);
    const half = { ...ENTRY, external_reference: { service_name: 'gateway' } };
    expect((await call('POST', 'time_entries', { json: { time_entry: half } })).status).toBe(422);
  });

  test('a bulk create is all or nothing, and errors count their object', async () => {
    const { call, get } = await open();
    const bad = await call('POST', 'time_entries', {
      json: { time_entries: [ENTRY, { ...ENTRY, date_performed: '' }] },
    });
    expect(bad.errors).toEqual([
      { type: 'validation', field: 'date_performed', message: "Date performed can't be blank", index: 1 },
    ]);
    expect((await get('time_entries')).body.count).toBe(0);
    const good = await call('POST', 'time_entries', { json: { time_entries: [ENTRY, ENTRY] } });
    expect(good.ids).toHaveLength(2);
    const many = Array.from({ length: 101 }, () => ENTRY);
    expect((await call('POST', 'time_entries', { json: { time_entries: many } })).status).toBe(400);
  });

  test('a price comes in units of the currency and is kept in its base units', async () => {
    const { call } = await open();
    const price = async (currency: string, given: unknown) =>
      (await call('POST', 'workspaces', { json: { workspace: { title: 'P', currency, price: given } } })).record(
        'workspaces',
      ).price_in_cents;
    expect(await price('USD', '1,234.56')).toBe(123_456);
    expect(await price('JPY', 5000)).toBe(5000);
    expect(await price('KWD', '1.5')).toBe(1500);
  });

  test('a custom field value that is there is replaced', async () => {
    const { call, get } = await open();
    const value = { subject_type: 'Workspace', subject_id: 1, custom_field_id: 91 };
    const first = await call('POST', 'custom_field_values', {
      json: { custom_field_value: { ...value, value: 'A-1' } },
    });
    const again = await call('POST', 'custom_field_values', {
      json: { custom_field_value: { ...value, value: 'A-2' } },
    });
    expect(again.ids).toEqual(first.ids);
    const shown = await get('workspaces/1?include=custom_field_values');
    expect(shown.record('custom_field_values', first.ids[0])).toMatchObject({
      custom_field_name: 'Project Code',
      display_value: 'A-2',
      subject_id: 1,
    });
  });

  test('time handed in belongs to its submission, and cannot be handed in twice', async () => {
    const { call } = await open();
    const { ids } = await call('POST', 'time_entries', { json: { time_entries: [ENTRY, ENTRY] } });
    const timesheet_submission = { title: 'Week 47', workspace_id: 1, line_item_ids: ids };
    const sheet = await call('POST', 'timesheet_submissions?include=time_entries', { json: { timesheet_submission } });
    expect(sheet.record('timesheet_submissions')).toMatchObject({
      status: 'new',
      user_id: '7',
      start_date: '2026-11-15',
      end_date: '2026-11-21',
      time_entry_ids: ids,
      line_item_total_in_cents: 24_000,
    });
    expect((await call('POST', 'timesheet_submissions', { json: { timesheet_submission } })).status).toBe(422);
  });

  test('an upload the old way answers a bare id, the new way a record', async () => {
    const { call } = await open();
    const upload = (root: string, type: string): FormData => {
      const form = new FormData();
      form.append(`${root}[type]`, type);
      form.append(`${root}[data]`, new Blob(['image']), 'Beleg.png');
      return form;
    };
    const old = await call('POST', 'assets.json', { multipart: upload('asset', 'expense') });
    expect(old.body).toEqual({ id: 1 });
    const now = await call('POST', 'attachments', { multipart: upload('attachment', 'receipt') });
    expect(now.record('attachments')).toMatchObject({ id: '2', filename: 'Beleg.png', filesize: 5 });
    expect((await call('POST', 'attachments', { multipart: upload('attachment', 'selfie') })).status).toBe(422);
  });
});

describe('changing and deleting', () => {
  test('blank text is text, a blank id or number is none, and unknown names are ignored', async () => {
    const { call } = await open();
    const form = 'story[description]=&story[due_date]=&story[parent_id]=&story[colour]=blue';
    const reply = await call('PUT', 'stories/21', { form });
    expect(reply.record('stories')).toMatchObject({ description: '', due_date: null, parent_id: null });
    expect(Object.keys(reply.record('stories'))).not.toContain('colour');
  });

  test('a percentage moves the state of a task, and a state its percentage', async () => {
    const { call } = await open();
    const put = async (form: string) => (await call('PUT', 'stories/21', { form })).record('stories');
    expect(await put('story[percentage_complete]=10&story[state]=not started')).toMatchObject({ state: 'started' });
    expect(await put('story[percentage_complete]=100')).toMatchObject({ state: 'completed' });
    expect(await put('story[percentage_complete]=0')).toMatchObject({ state: 'not started' });
    expect(await put('story[state]=completed')).toMatchObject({ percentage_complete: 100 });
  });

  test('invoiced time and expenses are locked: changing and deleting find nothing, reading does', async () => {
    const { firm, call, get } = await (async () => (account = await openAccount()))();
    const invoiced = firm.timeEntries.find((entry) => entry.invoice !== undefined);
    const path = `time_entries/${1_450_000_000 + (invoiced?.ordinal ?? 0)}`;
    const shown = (await get(`${path}?from_archived_workspaces=true&include=invoice`)).record('time_entries');
    expect(shown).toMatchObject({ is_invoiced: true, user_can_edit: false });
    expect(shown.invoice_id).toBe(String(6_210_000 + (invoiced?.invoice ?? 0)));
    const put = await call('PUT', path, { json: { time_entry: { notes: 'late' } } });
    expect([put.status, put.errors]).toEqual([404, [{ type: 'system', message: 'Not found' }]]);
    expect((await call('DELETE', path)).status).toBe(404);
    const expense = firm.expenses.find((candidate) => candidate.invoice !== undefined);
    expect((await call('DELETE', `expenses/${17_700_000 + (expense?.ordinal ?? 0)}`)).status).toBe(404);
    expect((await call('DELETE', `expenses?ids=${17_700_000 + (expense?.ordinal ?? 0)}`)).status).toBe(404);
  });

  test('time is deleted for good, a task only marked; deleting a task again is fine', async () => {
    const { call, get } = await open();
    const { ids } = await call('POST', 'time_entries', { json: { time_entry: ENTRY } });
    expect((await call('DELETE', `time_entries/${ids[0] ?? ''}`)).status).toBe(204);
    expect((await call('DELETE', `time_entries/${ids[0] ?? ''}`)).status).toBe(404);
    expect((await call('DELETE', 'stories/21')).status).toBe(204);
    expect((await call('DELETE', 'stories/21')).status).toBe(204);
    expect((await get('stories/21')).status).toBe(404);
    const shown = (await get('stories/21?show_deleted=true')).record('stories');
    expect(shown.deleted_at).toBe('2026-11-20T01:00:00-08:00');
  });

  test('a reference is written once per service and model, then changed', async () => {
    const { call, get } = await open();
    const external_reference = {
      subject_type: 'Workspace',
      subject_id: 1,
      service_name: 'salesforce',
      service_model: 'Contract',
      service_model_ref: '800A',
    };
    const first = await call('POST', 'external_references/create_or_update', { json: { external_reference } });
    const changed = { ...external_reference, service_model_ref: '800B' };
    const again = await call('POST', 'external_references/create_or_update', { json: { external_reference: changed } });
    expect(again.ids).toEqual(first.ids);
    expect(again.record('external_references')).toMatchObject({ service_model_ref: '800B', subject_id: 1 });
    const list = await get('external_references?subject_type=Workspace&include=subject');
    expect(list.record('external_references').subject_ref).toEqual({ key: 'workspaces', id: '1' });
    expect((await call('DELETE', `external_references/${first.ids[0] ?? ''}`)).status).toBe(204);
  });

  test('what the stand-in does not play yet says so with 501, what the vendor does not offer is not found', async () => {
    const { call } = await open();
    expect((await call('POST', 'workspaces/1/invite', { json: {} })).status).toBe(501);
    expect((await call('DELETE', 'rate_cards/1')).status).toBe(404);
    expect((await call('POST', 'subscribed_events', { json: {} })).status).toBe(404);
  });
});
