// The internal mutations of every connector's system API, each on a stand-in of its own, as a worker calls them over HTTP.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Systems } from '../../../subgraphs/process/systems/systems.ts';
import type { RecordRef, SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { Store } from '../../../subgraphs/store/store.ts';
import { startKantata } from '../kantata-rig.ts';
import { person, startNetSuite } from '../netsuite-rig.ts';
import { startSalesforce } from '../salesforce-rig.ts';
import { Calls, emptyLedger, serveSystemApi, workerAt } from './system-api.ts';
import type { WriteRig, WriteUnderTest } from './write-under-test.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
const settings = { timeoutMs: 1_000, settleMs: 50 };
const key = 'customer-0001-conformance';
const crmAccount: RecordRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '001000000000001AAA' };

/** One write as the worker's client names it. */
interface ClientWrite {
  readonly send: (call: WriteCall) => Promise<SystemOutcome>;
  readonly refused: (call: WriteCall) => Promise<SystemOutcome>;
  readonly find: (call: WriteCall) => Promise<readonly RecordRef[]>;
  readonly undo: ((call: WriteCall, ref: RecordRef) => Promise<SystemOutcome>) | null;
  readonly isRepeatable?: boolean;
}

type Vendor = Awaited<ReturnType<typeof startNetSuite | typeof startKantata | typeof startSalesforce>>;

/** Puts a system API before a vendor, and a worker before it. */
async function behindApi(
  store: Store,
  rig: Vendor,
  named: Pick<WriteUnderTest, 'match' | 'held'> & { readonly write: (systems: Systems) => ClientWrite },
): Promise<WriteUnderTest> {
  await emptyLedger(store);
  const api = await serveSystemApi(rig.port, store);
  const { client, systems } = workerAt(api.url);
  const write = named.write(systems);
  const calls = new Calls(key, { isRepeatable: write.isRepeatable ?? true });
  const find = (): Promise<readonly RecordRef[]> => write.find(calls.next());
  const undo = write.undo;
  return {
    ...{ faults: rig.served.faults, match: named.match, held: named.held, find },
    act: async () => portOutcome(await calls.act(write.send, find)),
    actRefused: async () => portOutcome(await write.refused(calls.next('a-refused-input'))),
    undo: undo === null ? null : async (ref: VendorRef) => portOutcome(await undo(calls.next(), { ...ref })),
    // The ledger knows the first one: whatever the vendor makes of a second, it is never sent.
    repeated: 'SAME',
    close: async () => {
      await client.close();
      await api.close();
      await rig.close();
    },
  };
}

/** An outcome as the promises read it; nothing here is ever fenced. */
function portOutcome(outcome: SystemOutcome): WriteOutcome {
  if (outcome.kind === 'NOT_APPLIED' && outcome.reason === 'FENCED') throw new Error('A newer call was there');
  return outcome as WriteOutcome;
}

/** Every internal mutation that a process may use; a new one belongs here before it belongs in a process. */
export function systemRigs(store: () => Store): readonly WriteRig[] {
  return [
    { name: 'erpUpsertCustomer', start: () => erpCustomer(store()) },
    { name: 'erpAddBillingAccount', start: () => erpBillingAccount(store()) },
    { name: 'erpSetCustomerActive', start: () => erpActivation(store()) },
    { name: 'psaCreateCustomer', start: () => psaCustomer(store()) },
    { name: 'psaLinkCustomer', start: () => psaLink(store()) },
    { name: 'crmLinkCustomer', start: () => crmLink(store()) },
  ];
}

async function erpCustomer(store: Store): Promise<WriteUnderTest> {
  const rig = await startNetSuite({ settings, retry });
  const entity = rig.table('subsidiary').find((row) => row.currency !== undefined)?.id ?? '';
  const customer = {
    legalName: 'Conformance Ltd “Ünïcode” & Söhne',
    legalEntity: erpRef('LEGAL_ENTITY', entity),
    currency: 'USD',
    paymentTerms: null,
    taxId: 'GB123456789',
    website: 'https://conformance.example',
    parent: null,
    links: [crmAccount],
  };
  return behindApi(store, rig, {
    match: '^POST .*/customer$',
    held: () => rig.now('customer').filter((row) => row.externalid === key).length,
    write: ({ erp }) => ({
      send: (call) => erp.upsertCustomer(call, customer),
      refused: (call) => erp.upsertCustomer(call, { ...customer, paymentTerms: 'Whenever' }),
      find: (call) => erp.findCustomer(call),
      undo: (call, ref) => erp.removeCustomer(call, ref),
    }),
  });
}

async function erpBillingAccount(store: Store): Promise<WriteUnderTest> {
  const rig = await startNetSuite({ settings, retry });
  const relations = rig.table('customersubsidiaryrelationship');
  const entities = new Set(relations.map((row) => row.subsidiary ?? ''));
  const [customer, other] = [...Map.groupBy(relations, (row) => row.entity ?? '')].flatMap(([id, rows]) => {
    const missing = [...entities].find((entity) => !rows.some((row) => row.subsidiary === entity));
    return missing === undefined ? [] : [[id, missing] as const];
  })[0] ?? ['', ''];
  const account = { customer: erpRef('CUSTOMER', customer), legalEntity: erpRef('LEGAL_ENTITY', other) };
  return behindApi(store, rig, {
    match: '^POST .*/customerSubsidiaryRelationship',
    held: () =>
      rig.now('customersubsidiaryrelationship').filter((row) => row.entity === customer && row.subsidiary === other)
        .length,
    write: ({ erp }) => ({
      send: (call) => erp.addBillingAccount(call, account),
      refused: (call) => erp.addBillingAccount(call, { ...account, customer: erpRef('CUSTOMER', '987654321') }),
      find: (call) => erp.findBillingAccount(call, account),
      undo: null,
    }),
  });
}

async function erpActivation(store: Store): Promise<WriteUnderTest> {
  const rig = await startNetSuite({ settings, retry });
  const customer = erpRef('CUSTOMER', rig.table('customer').find((row) => row.isinactive === 'F')?.id ?? '');
  await rig.port.customerWrites.setCustomerActive(person(), customer, false);
  return behindApi(store, rig, {
    match: '^PATCH .*/customer/',
    held: () => rig.now('customer').filter((row) => row.id === customer.id && row.isinactive === 'F').length,
    write: ({ erp }) => ({
      send: (call) => erp.setCustomerActive(call, { customer, active: true }),
      refused: (call) => erp.setCustomerActive(call, { customer: erpRef('CUSTOMER', '987654321'), active: true }),
      find: (call) => erp.findCustomerActive(call, { customer, active: true }),
      undo: (call, ref) => erp.setCustomerActive(call, { customer: ref, active: false }),
    }),
  });
}

function erpRef(kind: 'CUSTOMER' | 'LEGAL_ENTITY', id: string): RecordRef {
  return { system: 'ERP', instance: 'netsuite', kind, id };
}

async function psaCustomer(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry, isWritten: true });
  const customer = { name: 'Conformance Ltd', website: 'https://conformance.example' };
  return behindApi(store, rig, {
    match: '^POST .*/workspace_groups',
    held: () => rig.now('workspace_groups').filter((row) => row.name === customer.name).length,
    write: ({ psa }) => ({
      send: (call) => psa.createCustomer(call, customer),
      refused: (call) => psa.createCustomer(call, { ...customer, name: '' }),
      find: (call) => psa.findCustomer(call),
      undo: (call, ref) => psa.removeCustomer(call, ref),
      isRepeatable: false,
    }),
  });
}

async function psaLink(store: Store): Promise<WriteUnderTest> {
  const rig = await startKantata({ settings, retry, isWritten: true });
  const group = rig.table('workspace_groups')[0]?.id ?? '';
  const customer: RecordRef = { system: 'PSA', instance: 'kantata', kind: 'CUSTOMER', id: group };
  return behindApi(store, rig, {
    match: '^POST .*/external_references',
    held: () =>
      rig
        .now('external_references')
        .filter((row) => row.subject_id === group && row.service_model_ref === crmAccount.id).length,
    write: ({ psa }) => ({
      send: (call) => psa.linkCustomer(call, { customer, link: crmAccount }),
      refused: (call) => psa.linkCustomer(call, { customer, link: { ...crmAccount, instance: 'unheard-of' } }),
      find: (call) => psa.findCustomerLink(call, { customer, link: crmAccount }),
      undo: null,
    }),
  });
}

async function crmLink(store: Store): Promise<WriteUnderTest> {
  const rig = await startSalesforce(settings, retry);
  const account = String(rig.table('Account')[0]?.Id);
  const customer: RecordRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: account };
  const link = { customer, links: { erp: '90210', psa: '4711' } };
  return behindApi(store, rig, {
    match: '^PATCH .*/sobjects/Account/',
    held: () => rig.table('Account').filter((row) => row.ERP_Customer_Id__c === '90210').length,
    write: ({ crm }) => ({
      send: (call) => crm.linkCustomer(call, link),
      refused: (call) => crm.linkCustomer(call, { customer, links: { erp: 'x'.repeat(60), psa: null } }),
      find: (call) => crm.findCustomerLink(call, link),
      undo: (call) => crm.unlinkCustomer(call, link),
    }),
  });
}
