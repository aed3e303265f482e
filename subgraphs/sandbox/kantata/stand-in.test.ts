import { afterEach, describe, expect, test } from 'vitest';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

const PROJECT = { workspaces: [{ id: '1', title: 'Engine', currency: 'USD' }], users: [{ id: '7', full_name: 'Ada' }] };
const ENTRY = { workspace_id: 1, date_performed: '2026-11-19', time_in_minutes: 60 };

async function open(): Promise<OpenAccount> {
  account = await openAccount(PROJECT);
  return account;
}

describe('requests', () => {
  test('without the right bearer token every path answers 401 in the vendor words', async () => {
    const { call } = await open();
    for (const token of [null, 'wrong', '']) {
      const reply = await call('GET', 'nowhere', { token });
      expect([reply.status, reply.errors]).toEqual([401, [{ type: 'oauth', message: 'Invalid OAuth 2 Request' }]]);
    }
  });

  test('paths work with and without .json; unknown ones are not found', async () => {
    const { get, call } = await open();
    expect((await get('workspaces.json')).ids).toEqual(['1']);
    expect((await get('workspaces/1.json')).ids).toEqual((await get('workspaces/1')).ids);
    expect((await get('foreign_exchange/exchange_tables')).body.exchange_tables).toEqual({});
    expect((await get('users/me')).ids).toEqual(['7']);
    for (const path of ['nowhere', 'workspaces/1/2/3', 'workspaces/x', '']) expect((await get(path)).status).toBe(404);
    expect((await call('PUT', 'workspaces', { json: {} })).status).toBe(404);
  });

  test('every reply has a request id of its own, good ones an etag that saves the body next time', async () => {
    const { get, call } = await open();
    const first = await get('workspaces');
    const refused = await get('nowhere');
    const ids = [first, refused].map((reply) => reply.headers.get('x-request-id') ?? '');
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(2);
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const etag = first.headers.get('etag') ?? '';
    const same = await call('GET', 'workspaces', { headers: { 'if-none-match': etag } });
    expect([same.status, same.body]).toEqual([304, {}]);
  });

  test('the request log names the collection and counts its rows', async () => {
    const { get, served } = await open();
    await get('workspaces?include=creator');
    await get('users/99');
    const [log, missing] = served.requests.list();
    expect(log).toMatchObject({ resource: 'workspaces', rows: 1, status: 200 });
    expect(missing).toMatchObject({ resource: 'users', rows: 0, status: 404 });
  });

  test('a reset forgets every write', async () => {
    account = await openAccount();
    const { standIn, call, get, firm } = account;
    const before = JSON.stringify(standIn.dump().time_entries?.slice(0, 3));
    await call('POST', 'workspaces', { json: { workspace: { title: 'New' } } });
    await call('DELETE', 'expenses/17700002');
    standIn.reset();
    expect((await get('workspaces?include_archived=true&per_page=1')).body.count).toBe(firm.projects.length);
    expect(JSON.stringify(standIn.dump().time_entries?.slice(0, 3))).toBe(before);
  });
});

describe('faults', () => {
  test('expired token, overload and unavailability refuse before anything happens, without a hint how long', async () => {
    const { call, get, served } = await open();
    for (const [kind, status] of [
      ['expiredToken', 401],
      ['tooManyRequests', 429],
      ['unavailable', 503],
    ] as const) {
      served.faults.plant({
        kind,
        match: '^POST',
        count: 1,
        ...(kind === 'tooManyRequests' ? { retryAfterSeconds: 9 } : {}),
      });
      const reply = await call('POST', 'time_entries', { json: { time_entry: ENTRY } });
      expect([kind, reply.status]).toEqual([kind, status]);
      expect(reply.headers.get('retry-after')).toBeNull();
      expect([...reply.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
      expect(reply.headers.get('x-request-id')).not.toBeNull();
    }
    expect((await get('time_entries')).body.count).toBe(0);
  });

  test('a limit can be that of one endpoint alone', async () => {
    const { get, served } = await open();
    served.faults.plant({ kind: 'tooManyRequests', match: '^GET /api/v1/workspaces' });
    expect((await get('workspaces')).status).toBe(429);
    expect((await get('users')).status).toBe(200);
  });

  test('a row lock refuses writes and no reads; a closed period only writes of time and expenses', async () => {
    const { call, get, served } = await open();
    served.faults.plant({ kind: 'rowLock' });
    expect((await call('PUT', 'workspaces/1', { json: { workspace: { title: 'X' } } })).status).toBe(503);
    expect((await get('workspaces/1')).record('workspaces').title).toBe('Engine');
    served.faults.clear();
    served.faults.plant({ kind: 'closedPeriod' });
    const time = await call('POST', 'time_entries', { json: { time_entry: ENTRY } });
    expect([time.status, time.errors[0]?.field]).toEqual([422, 'date_performed']);
    expect((await call('PUT', 'workspaces/1', { json: { workspace: { title: 'X' } } })).status).toBe(200);
  });

  test('schema drift takes a field away or gives it another name, in records and side-loads', async () => {
    const { get, served } = await open();
    served.faults.plant({ kind: 'schemaDrift', remove: 'title' });
    served.faults.plant({ kind: 'schemaDrift', rename: 'full_name', to: 'name' });
    const { body, record } = await get('workspaces?include=creator');
    expect(Object.keys(record('workspaces', '1'))).not.toContain('title');
    expect(body).toMatchObject({ count: 1, meta: { page_number: 1 } });
    expect((await get('users')).record('users', '7')).toMatchObject({ name: 'Ada' });
  });

  test('a stale index hides new records from lists and reference look-ups, not from their own path', async () => {
    const { call, get, served, advance } = await open();
    const external_reference = { service_name: 'gateway', service_model: 'TimeEntry', service_model_ref: 'k' };
    const made = await call('POST', 'time_entries', { json: { time_entry: { ...ENTRY, external_reference } } });
    served.faults.plant({ kind: 'staleIndex', seconds: 30 });
    const lookUp = 'time_entries?external_reference_service_name=gateway&external_reference_service_model_ref=k';
    expect((await get(lookUp)).ids).toEqual([]);
    expect((await get(`time_entries/${made.ids[0] ?? ''}`)).status).toBe(200);
    advance(31);
    expect((await get(lookUp)).ids).toEqual(made.ids);
  });

  test('partial success keeps every second record of a bulk create and still answers an error', async () => {
    const { call, get, served } = await open();
    served.faults.plant({ kind: 'partialSuccess', count: 1 });
    const reply = await call('POST', 'time_entries', { json: { time_entries: [ENTRY, ENTRY, ENTRY] } });
    expect([reply.status, reply.errors.map((error) => error.index)]).toEqual([422, [1]]);
    expect((await get('time_entries')).body.count).toBe(2);
  });

  test('a reply dropped after the commit leaves the record behind', async () => {
    const { call, get, served } = await open();
    served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST', count: 1 });
    await expect(call('POST', 'time_entries', { json: { time_entry: ENTRY } })).rejects.toThrow();
    expect((await get('time_entries')).body.count).toBe(1);
  });
});
