// What a customer's life writes, over HTTP as a worker calls it and by the stand-ins' own records: set, looked up, set back; a lost
// answer is a doubt that the look-up settles; a no names its field.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CrmCustomerChange, ErpCustomerChange } from '../../../subgraphs/process/systems/customer-changes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import type { Systems } from '../../../subgraphs/process/systems/systems.ts';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { startKantata } from '../kantata-rig.ts';
import { startNetSuite } from '../netsuite-rig.ts';
import { startSalesforce } from '../salesforce-rig.ts';
import { Calls, emptyLedger, serveSystemApi, workerAt } from './system-api.ts';

const settings = { timeoutMs: 1_000, settleMs: 50 };
const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
});
beforeEach(() => emptyLedger(store));
afterAll(async () => {
  await store.close();
  removeHomes();
});

type Act = (call: WriteCall) => Promise<SystemOutcome>;

/** One write as a saga makes it, with what the vendor holds before, after, and when it is taken back. */
interface Life {
  readonly act: Act;
  readonly find: (call: WriteCall) => Promise<readonly RecordRef[]>;
  readonly undo: Act;
  /** What the vendor's own table says. */
  readonly held: () => unknown;
  readonly dropNextReply: () => void;
}

async function live({ act, find, undo, held, dropNextReply }: Life, customer: RecordRef): Promise<void> {
  const before = held();
  const calls = new Calls('life-conformance-c1', { isRepeatable: true });
  expect(await find(calls.next())).toEqual([]);
  dropNextReply();
  expect((await act(calls.next())).kind).toBe('IN_DOUBT');
  expect(await find(calls.next())).toEqual([customer]);
  // Again, as a worker that took the run over may: the same once more.
  expect((await act(calls.next())).kind).toBe('APPLIED');
  const after = held();
  expect(after).not.toEqual(before);
  expect((await undo(calls.next('the-value-before'))).kind).toBe('APPLIED');
  expect(held()).toEqual(before);
  expect(await find(calls.next())).toEqual([]);
}

const refused = { kind: 'NOT_APPLIED', reason: 'REFUSED' };

async function behind<Rig extends { port: Parameters<typeof serveSystemApi>[0]; close(): Promise<unknown> }>(
  rig: Rig,
  work: (systems: Systems, rig: Rig) => Promise<void>,
): Promise<void> {
  const api = await serveSystemApi(rig.port, store);
  const { client, systems } = workerAt(api.url);
  try {
    await work(systems, rig);
  } finally {
    await client.close();
    await api.close();
    await rig.close();
  }
}

describe('a customer of the ERP', { timeout: 60_000 }, () => {
  const erpRef = (id: string): RecordRef => ({ system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id });
  const crm: RecordRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '001000000000001AAA' };

  test('gets a name, a tax id, a hold, a parent and a link, and what was there before; posted documents stay, and what it owes is told', async () => {
    await behind(await startNetSuite({ settings, retry }), async ({ erp }, rig) => {
      const customers = rig.table('customer');
      const childless = customers.filter(
        ({ id, parent }) => parent === undefined && !customers.some((row) => row.parent === id),
      );
      const row = childless.find((one) => one.custentity_crm_account !== undefined && one.vatregnumber !== undefined);
      const [customer, other] = [erpRef(row?.id ?? ''), erpRef(childless.at(-1)?.id ?? '')];
      const link = (id: string): ErpCustomerChange => ({ field: 'LINK', record: { ...crm, id } });
      const changes: readonly (readonly [column: string, to: ErpCustomerChange, from: ErpCustomerChange])[] = [
        [
          'companyname',
          { field: 'LEGAL_NAME', value: 'Conformance & Söhne' },
          { field: 'LEGAL_NAME', value: row?.companyname ?? '' },
        ],
        [
          'vatregnumber',
          { field: 'TAX_ID', value: 'GB999999999' },
          { field: 'TAX_ID', value: row?.vatregnumber ?? '' },
        ],
        ['parent', { field: 'PARENT', record: other }, { field: 'PARENT', record: null }],
        ['custentity_crm_account', link('001000000000999AAA'), link(row?.custentity_crm_account ?? '')],
      ];
      const documents = (): unknown => rig.now('transaction').filter(({ entity }) => entity === customer.id);
      const posted = documents();
      for (const [column, to, from] of changes) {
        await emptyLedger(store);
        const changing = { customer, change: to };
        await live(
          {
            act: (call) => erp.changeCustomer(call, changing),
            find: (call) => erp.findCustomerChange(call, changing),
            undo: (call) => erp.restoreCustomer(call, { customer, change: from }),
            held: () => rig.now('customer').find(({ id }) => id === customer.id)?.[column],
            dropNextReply: () =>
              rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^PATCH .*/customer/', count: 1 }),
          },
          customer,
        );
      }
      const calls = new Calls('life-conformance-c2', { isRepeatable: true });
      await erp.changeCustomer(calls.next(), { customer, change: { field: 'CREDIT', credit: 'ON_HOLD' } });
      expect((await erp.customerStanding(customer))?.credit).toBe('ON_HOLD');
      expect(documents()).toEqual(posted);

      const ring = new Calls('life-conformance-c3', { isRepeatable: true });
      await erp.changeCustomer(ring.next(), { customer: other, change: { field: 'PARENT', record: customer } });
      const under: ErpCustomerChange = { field: 'PARENT', record: other };
      const back = await erp.changeCustomer(new Calls('life-conformance-c4', { isRepeatable: true }).next(), {
        customer,
        change: under,
      });
      expect(back).toMatchObject({ ...refused, failure: { fields: ['parent'] } });
      const nobody = new Calls('life-conformance-c5', { isRepeatable: true }).next();
      expect(await erp.changeCustomer(nobody, { customer: erpRef('987654321'), change: under })).toMatchObject(refused);
      const foreign: ErpCustomerChange = { field: 'LINK', record: { ...crm, instance: 'unheard-of' } };
      const linked = await erp.changeCustomer(new Calls('life-conformance-c6', { isRepeatable: true }).next(), {
        customer,
        change: foreign,
      });
      expect(linked).toMatchObject({ ...refused, failure: { fields: ['link'] } });

      const open = rig
        .table('transaction')
        .find((row) => row.type === 'CustInvc' && Number(row.foreignamountunpaid) > 0);
      const balances = await erp.balances(erpRef(open?.entity ?? ''));
      expect(balances.length).toBeGreaterThan(0);
      expect(balances[0]).toMatchObject({ legalEntity: expect.stringMatching(/^[A-Z]{2}\d{2}$/) as string });
      expect(balances.some((one) => /[1-9]/.test(one.open))).toBe(true);
    });
  });
});

describe('a customer of the PSA', { timeout: 60_000 }, () => {
  test('gets a name and has it taken back; another client’s name is refused', async () => {
    await behind(await startKantata({ settings, retry, isWritten: true }), async ({ psa }, rig) => {
      const [group, other] = rig.table('workspace_groups');
      const customer: RecordRef = { system: 'PSA', instance: 'kantata', kind: 'CUSTOMER', id: group?.id ?? '' };
      const naming = { customer, name: 'Conformance & Söhne' };
      await live(
        {
          act: (call) => psa.renameCustomer(call, naming),
          find: (call) => psa.findCustomerName(call, naming),
          undo: (call) => psa.restoreCustomerName(call, { customer, name: String(group?.name) }),
          held: () => rig.now('workspace_groups').find(({ id }) => id === customer.id)?.name,
          dropNextReply: () =>
            rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^PUT .*/workspace_groups/', count: 1 }),
        },
        customer,
      );
      const taken = new Calls('life-conformance-c2', { isRepeatable: true }).next();
      const outcome = await psa.renameCustomer(taken, { customer, name: String(other?.name) });
      expect(outcome).toMatchObject({ ...refused, failure: { fields: ['name'] } });
      expect((await psa.customerNow(customer))?.name).toBe(group?.name);
      const groupsOf = (row: object): readonly string[] =>
        'workspace_group_ids' in row ? (row.workspace_group_ids as readonly string[]) : [];
      const busy = rig.table('workspaces').find((row) => Number(row.status_key) === 310 && groupsOf(row).length > 0);
      const client = { ...customer, id: groupsOf(busy ?? {})[0] ?? '' };
      expect((await psa.busyProjects(client)).length).toBeGreaterThan(0);
    });
  });
});

describe('a customer of the CRM', { timeout: 60_000 }, () => {
  test('gets a name and a parent and has both taken back; a ring is refused; one that was merged says into which', async () => {
    await behind(await startSalesforce(settings, retry), async ({ crm }, rig) => {
      const accounts = rig.table('Account');
      const childless = accounts.filter(
        (row) => row.ParentId == null && !accounts.some(({ ParentId }) => ParentId === row.Id),
      );
      const of = (row: (typeof accounts)[number] | undefined): RecordRef => ({
        ...{ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: String(row?.Id) },
      });
      const [first, second] = childless;
      const [customer, other] = [of(first), of(second)];
      const changes: readonly (readonly [field: string, to: CrmCustomerChange, from: CrmCustomerChange])[] = [
        ['Name', { field: 'NAME', value: 'Conformance & Söhne' }, { field: 'NAME', value: String(first?.Name) }],
        ['ParentId', { field: 'PARENT', record: other }, { field: 'PARENT', record: null }],
      ];
      for (const [field, to, from] of changes) {
        await emptyLedger(store);
        const changing = { customer, change: to };
        await live(
          {
            act: (call) => crm.changeCustomer(call, changing),
            find: (call) => crm.findCustomerChange(call, changing),
            undo: (call) => crm.restoreCustomer(call, { customer, change: from }),
            held: () => rig.table('Account').find(({ Id }) => Id === customer.id)?.[field] ?? null,
            dropNextReply: () =>
              rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^PATCH .*/Account/', count: 1 }),
          },
          customer,
        );
      }
      const ring: CrmCustomerChange = { field: 'PARENT', record: customer };
      const outcome = await crm.changeCustomer(new Calls('life-conformance-c3', { isRepeatable: true }).next(), {
        customer,
        change: ring,
      });
      expect(outcome).toMatchObject({ ...refused, failure: { fields: ['ParentId'] } });

      expect(await crm.customerNow(customer)).toMatchObject({ kind: 'LIVE', name: first?.Name, parent: null });
      const contacts = rig.table('Contact').filter(({ AccountId }) => AccountId === other.id).length;
      await rig.merge(customer.id, other.id);
      expect(await crm.customerNow(other)).toMatchObject({ kind: 'MERGED', into: customer });
      expect(await crm.customerNow(customer)).toMatchObject({ kind: 'LIVE' });
      expect(rig.table('Contact').filter(({ AccountId }) => AccountId === other.id)).toEqual([]);
      expect(contacts).toBeGreaterThan(0);
    });
  });
});
