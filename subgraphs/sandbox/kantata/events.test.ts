import { afterEach, expect, test } from 'vitest';
import type { OpenAccount, Reply } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

const DAY_SECONDS = 86_400;

async function open(): Promise<OpenAccount> {
  account = await openAccount({ users: [{ id: '7', full_name: 'Ada' }], workspaces: [{ id: '1', title: 'Engine' }] });
  return account;
}

function types(reply: Reply): readonly unknown[] {
  return reply.ids.map((id) => reply.record('subscribed_events', id).event_type);
}

test('every write tells its event a little later, with payloads only when they are asked for', async () => {
  const { call, get, advance } = await open();
  const made = await call('POST', 'time_entries', {
    json: { time_entry: { workspace_id: 1, date_performed: '2026-11-19', time_in_minutes: 60, billable: false } },
  });
  expect((await get('subscribed_events')).ids).toEqual([]);
  await call('PUT', `time_entries/${made.ids[0] ?? ''}`, { json: { time_entry: { time_in_minutes: 90 } } });
  await call('DELETE', `time_entries/${made.ids[0] ?? ''}`);
  advance(10);
  const plain = await get('subscribed_events?order=created_at:asc');
  expect([...types(plain)].sort()).toEqual(['time_entry:created', 'time_entry:deleted', 'time_entry:updated']);
  const [first = ''] = plain.ids;
  expect(plain.record('subscribed_events', first)).toMatchObject({
    subject_type: 'TimeEntry',
    subject_id: 1,
    user_id: '7',
  });
  expect(Object.keys(plain.record('subscribed_events', first))).not.toContain('current_payload');
  const full = await get(
    'subscribed_events?event_types=time_entry:updated&optional_fields=previous_payload,current_payload,payload_changes&include=subject',
  );
  expect(full.record('subscribed_events')).toMatchObject({
    previous_payload: { time_in_minutes: 60 },
    current_payload: { time_in_minutes: 90 },
    payload_changes: { time_in_minutes: { from: 60, to: 90 } },
    // The subject is gone by now.
    subject_ref: null,
  });
});

test('events come in the order in which they were made, which is not the order in which things happened', async () => {
  const { call, get, advance } = await open();
  for (let index = 0; index < 30; index += 1) {
    await call('PUT', 'workspaces/1', { json: { workspace: { title: `Engine ${index}` } } });
    advance(1);
  }
  advance(10);
  const { ids, record } = await get('subscribed_events?per_page=200&order=created_at:asc');
  const changed = ids.map((id) => String(record('subscribed_events', id).subject_changed_at));
  expect(changed).toHaveLength(30);
  expect(changed).not.toEqual([...changed].sort());
});

test('one event in forty comes twice, under another id', async () => {
  const { call, get, advance } = await open();
  for (let index = 0; index < 40; index += 1) {
    await call('PUT', 'workspaces/1', { json: { workspace: { title: `Engine ${index}` } } });
    advance(60);
  }
  const { ids, record } = await get('subscribed_events?per_page=200');
  const changed = ids.map((id) => record('subscribed_events', id).subject_changed_at);
  expect(ids).toHaveLength(41);
  expect(new Set(changed).size).toBe(40);
});

test('events are gone after nine days; most_recent tells one per subject', async () => {
  const { call, get, advance } = await open();
  await call('PUT', 'workspaces/1', { json: { workspace: { title: 'A' } } });
  advance(8 * DAY_SECONDS);
  await call('PUT', 'workspaces/1', { json: { workspace: { title: 'B' } } });
  advance(60);
  expect((await get('subscribed_events')).ids).toHaveLength(2);
  expect(types(await get('subscribed_events?most_recent=true'))).toEqual(['workspace:updated']);
  advance(DAY_SECONDS + 60);
  expect((await get('subscribed_events')).ids).toHaveLength(1);
  expect((await get('subscribed_events?subject_id=1')).status).toBe(400);
  expect((await get('subscribed_events?subject_id=1&subject_type=Workspace')).ids).toHaveLength(1);
});

test('a partial page of the feed has gaps, is out of order, and repeats an event', async () => {
  account = await openAccount();
  const { get, served } = account;
  const whole = await get('subscribed_events?per_page=30');
  served.faults.plant({ kind: 'partialSuccess', match: 'subscribed_events' });
  const { ids, body } = await get('subscribed_events?per_page=30');
  expect(body.count).toBe(whole.body.count);
  expect(new Set(ids).size).toBe(20);
  expect(ids).toHaveLength(21);
  expect(ids).not.toEqual(whole.ids.filter((id) => ids.includes(id)));
});

test('the demo firm begins with the events of its last nine days', async () => {
  account = await openAccount();
  const { get, firm } = account;
  const since = '2026-11-11T09:00:00Z';
  const expected = firm.timeEntries.filter((entry) => entry.createdAt > since).length;
  const told = (await get('subscribed_events?event_types=time_entry:created&per_page=1')).body.count;
  // A few come twice.
  expect(Number(told)).toBeGreaterThanOrEqual(expected);
  expect(Number(told)).toBeLessThan(expected * 1.1);
  const schema = (await get('subscribed_events/event_types')).body.subscribed_event_types;
  expect(schema).toContain('timesheet_submission:updated');
});
