// The internal change queries of the three system APIs over HTTP, as a feed asks them, against what the stand-ins hold.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordKind } from '../../schema/canon/identity.ts';
import type { ChangeReader, ToldChange } from '../../subgraphs/process/systems/changes.ts';
import { connectSystems } from '../../subgraphs/process/systems/connect.ts';
import { isFault } from '../../subgraphs/runtime/fault.ts';
import type { RunningSubgraph } from '../../subgraphs/runtime/serve.ts';
import { createServiceTokens, type ServiceSystem } from '../../subgraphs/runtime/service-token.ts';
import { makeHome, removeHomes } from '../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../subgraphs/store/store.ts';
import { startKantata, write } from './kantata-rig.ts';
import { callRecord, startNetSuite } from './netsuite-rig.ts';
import { startSalesforce } from './salesforce-rig.ts';
import { caller, keys, serveSystemApi, tokens } from './writes/system-api.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
let store: Store;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await store.close();
  removeHomes();
});

/** A rig of a vendor behind its system API, and a feed's reader of it. */
async function behind<R extends { readonly port: Parameters<typeof serveSystemApi>[0]; close(): Promise<void> }>(
  system: ServiceSystem,
  started: Promise<R>,
): Promise<{ readonly rig: R; readonly api: RunningSubgraph; readonly reader: ChangeReader }> {
  const rig = await started;
  const api = await serveSystemApi(rig.port, store);
  const client = connectSystems({ urls: { crm: api.url, psa: api.url, erp: api.url }, tokens });
  opened.push(client, api, rig);
  return { rig, api, reader: client.changes(system, caller) };
}

/** Reads from a cursor until nothing is waiting. */
async function round(reader: ChangeReader, kind: RecordKind, from: string | null) {
  const changes: ToldChange[] = [];
  let cursor = from;
  let missed = false;
  for (let pages = 1; pages < 100; pages += 1) {
    const page = await reader.page(kind, cursor);
    changes.push(...page.changes);
    missed ||= page.horizonMissed;
    cursor = page.cursor;
    if (page.complete) return { changes, cursor, missed };
  }
  throw new Error('the feed does not end');
}

const idsOf = (changes: readonly ToldChange[]): readonly string[] => [...new Set(changes.map(({ ref }) => ref.id))];

describe('the CRM', () => {
  test(
    'tells every deal, counts as many, and asks for a service token of its own scope',
    { timeout: 30_000 },
    async () => {
      const { rig, api, reader } = await behind('crm', startSalesforce());
      const { changes, missed } = await round(reader, 'OPPORTUNITY', null);
      expect(idsOf(changes).length).toBeGreaterThan(10);
      expect(idsOf(changes)).toHaveLength(rig.table('Opportunity').length);
      expect(await reader.count('OPPORTUNITY')).toBe(rig.table('Opportunity').length);
      expect(missed).toBe(false);

      const other = createServiceTokens('worker', keys.privateKey);
      const psaToken = await other.issue('psa', caller.initiator);
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${psaToken}` };
      const body = JSON.stringify({ query: '{ crmChanges(kind: "OPPORTUNITY") { cursor } }' });
      const reply = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body });
      expect(await reply.text()).toContain('FORBIDDEN');
    },
  );

  test('who was away for longer than the recycle bin keeps begins with everything, and is told so', async () => {
    const { rig, reader } = await behind('crm', startSalesforce());
    const { cursor } = await round(reader, 'CONTRACT', null);
    rig.clock.advance(14 * 86_400);
    const inTime = await round(reader, 'CONTRACT', cursor);
    expect(inTime.missed).toBe(false);
    rig.clock.advance(16 * 86_400);
    const late = await round(reader, 'CONTRACT', inTime.cursor);
    expect(late.missed).toBe(true);
    expect(idsOf(late.changes)).toHaveLength(rig.table('Contract').length);
  });

  test('a cursor of somebody else begins anew; a kind it does not know is refused', async () => {
    const { reader } = await behind('crm', startSalesforce());
    expect(await reader.page('CONTRACT', 'nonsense')).toMatchObject({ horizonMissed: true });
    expect(await reader.page('CONTRACT', '1.2.nonsense')).toMatchObject({ horizonMissed: true });
    const asked = await reader.page('PROJECT', null).catch((error: unknown) => error);
    expect(isFault(asked)).toBe(true);
  });
});

describe('the ERP', () => {
  test('tells customers, counts as many, and tells a deletion', { timeout: 30_000 }, async () => {
    const { rig, reader } = await behind('erp', startNetSuite());
    const first = await round(reader, 'CUSTOMER', null);
    expect(idsOf(first.changes)).toHaveLength(await reader.count('CUSTOMER'));
    const made = await callRecord(rig, 'PUT', 'customer/eid:feed-1', {
      companyName: 'Tarn Ltd',
      subsidiary: { id: rig.table('subsidiary')[0]?.id },
    });
    expect(made.status, made.text).toBe(204);
    const told = await round(reader, 'CUSTOMER', first.cursor);
    const id = rig.now('customer').find((row) => row.externalid === 'feed-1')?.id;
    expect(idsOf(told.changes)).toContain(id);
    rig.clock.advance(10);
    expect((await callRecord(rig, 'DELETE', `customer/${id ?? ''}`)).status).toBe(204);
    const gone = await round(reader, 'CUSTOMER', told.cursor);
    expect(gone.changes.filter(({ deleted }) => deleted).map(({ ref }) => ref.id)).toEqual([id]);
    expect(idsOf(first.changes)).toHaveLength(await reader.count('CUSTOMER'));
  });
});

describe('the PSA by its feed of events', () => {
  const settings = { changeSource: 'EVENTS' };

  test('tells everything, then changes and deletions, each at least once', { timeout: 30_000 }, async () => {
    const { rig, reader } = await behind('psa', startKantata({ settings, isWritten: true, retry }));
    const first = await round(reader, 'CUSTOMER', null);
    expect(idsOf(first.changes)).toHaveLength(await reader.count('CUSTOMER'));
    rig.clock.advance(600);
    const quiet = await round(reader, 'CUSTOMER', first.cursor);
    await write(rig, 'POST', 'workspace_groups', { workspace_group: { name: 'Tarn & Fell', company: true } });
    await write(rig, 'POST', 'workspace_groups', { workspace_group: { name: 'Key accounts', company: false } });
    rig.clock.advance(10);
    const told = await round(reader, 'CUSTOMER', quiet.cursor);
    const made = rig.now('workspace_groups').find((row) => row.name === 'Tarn & Fell')?.id ?? '';
    const nobody = rig.now('workspace_groups').find((row) => row.name === 'Key accounts')?.id ?? '';
    expect(idsOf(told.changes)).toContain(made);
    expect(idsOf(told.changes)).not.toContain(nobody);
    await write(rig, 'DELETE', `workspace_groups/${made}`);
    rig.clock.advance(10);
    const gone = await round(reader, 'CUSTOMER', told.cursor);
    expect(gone.changes.filter(({ deleted }) => deleted).map(({ ref }) => ref.id)).toContain(made);
  });

  test('a page with holes is no page', { timeout: 30_000 }, async () => {
    const { rig, reader } = await behind('psa', startKantata({ settings, isWritten: true, retry }));
    const { cursor } = await round(reader, 'PROJECT', null);
    const projects = rig.table('workspaces').filter((row) => row.archived !== true);
    expect(projects.length).toBeGreaterThan(5);
    for (const { id } of projects)
      await write(rig, 'PUT', `workspaces/${id}`, { workspace: { title: `Renamed ${id}` } });
    rig.clock.advance(30);
    rig.served.faults.plant({ kind: 'partialSuccess', match: 'subscribed_events', count: 1 });
    await expect(reader.page('PROJECT', cursor)).rejects.toMatchObject({ code: 'SYSTEM_ANSWER_INVALID' });
    const { changes } = await round(reader, 'PROJECT', cursor);
    expect(idsOf(changes)).toEqual(expect.arrayContaining(projects.map(({ id }) => id)));
  });

  test('after more than nine days everything is told again', { timeout: 30_000 }, async () => {
    const { rig, reader } = await behind('psa', startKantata({ settings, isWritten: true, retry }));
    const { cursor } = await round(reader, 'PROJECT', null);
    const [project] = rig.table('workspaces').filter((row) => row.archived !== true);
    rig.clock.advance(3_600);
    await write(rig, 'PUT', `workspaces/${project?.id ?? ''}`, { workspace: { title: 'Renamed while we were away' } });
    rig.clock.advance(10 * 86_400);
    const late = await round(reader, 'PROJECT', cursor);
    expect(late.missed).toBe(true);
    expect(idsOf(late.changes)).toHaveLength(await reader.count('PROJECT'));
    expect(await round(reader, 'PROJECT', late.cursor)).toMatchObject({ missed: false, changes: [] });
  });
});
