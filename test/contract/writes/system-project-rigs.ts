// The internal mutations of a handover as a worker calls them over HTTP. Starting a stand-in is most of what a promise costs, so they
// share the larger of the two: every start has a connector, a business key and a record of its own.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Systems } from '../../../subgraphs/process/systems/systems.ts';
import type { RecordRef, SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { Store } from '../../../subgraphs/store/store.ts';
import type { startKantata } from '../kantata-rig.ts';
import { connectAgain, type Rig } from '../netsuite-rig.ts';
import { startSalesforce } from '../salesforce-rig.ts';
import {
  anyJob,
  otherEntityThan,
  projectOf,
  scheduleOf,
  systemProject,
  systemSchedule,
  wholeSchedules,
} from './project-facts.ts';
import { Calls, serveSystemApi, workerAt } from './system-api.ts';
import type { WriteRig, WriteUnderTest } from './write-under-test.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
const settings = { timeoutMs: 1_000, settleMs: 50 };
let starts = 0;

/** The stand-in of one file of tests, and the store of its ledger. */
export interface Places {
  readonly store: Store;
  readonly netSuite: Rig;
}

/** One write as the worker's client names it. */
interface ClientWrite {
  readonly send: (call: WriteCall) => Promise<SystemOutcome>;
  readonly refused: (call: WriteCall) => Promise<SystemOutcome>;
  readonly find: (call: WriteCall) => Promise<readonly RecordRef[]>;
  readonly undo: (call: WriteCall, ref: RecordRef) => Promise<SystemOutcome>;
}

type Vendor = Rig | Awaited<ReturnType<typeof startSalesforce | typeof startKantata>>;
type Named = Pick<WriteUnderTest, 'match' | 'held'> & {
  readonly write: (systems: Systems) => ClientWrite;
  /** False for what makes records anew each time: it is looked up before it is sent again. */
  readonly isRepeatable?: boolean;
};

/** Puts a system API before a vendor, and a worker before it. */
export async function behindApi(store: Store, vendor: Vendor, key: string, named: Named): Promise<WriteUnderTest> {
  const api = await serveSystemApi(vendor.port, store);
  const { client, systems } = workerAt(api.url);
  const write = named.write(systems);
  const calls = new Calls(key, { isRepeatable: named.isRepeatable ?? true });
  const find = (): Promise<readonly RecordRef[]> => write.find(calls.next());
  return {
    ...{ faults: vendor.served.faults, match: named.match, held: named.held, find },
    act: async () => portOutcome(await calls.act(write.send, find)),
    actRefused: async () => portOutcome(await write.refused(calls.next('a-refused-input'))),
    undo: async (ref: VendorRef) => portOutcome(await write.undo(calls.next(), { ...ref })),
    // The ledger knows the first one: whatever the vendor makes of a second, it is never sent.
    repeated: 'SAME',
    close: async () => {
      await client.close();
      await api.close();
      // The stand-in may be the next one's, too: what was planted is not.
      vendor.served.faults.clear();
      await vendor.served.faults.settled();
      await vendor.close();
    },
  };
}

/** An outcome as the promises read it; nothing here is ever fenced. */
export function portOutcome(outcome: SystemOutcome): WriteOutcome {
  if (outcome.kind === 'NOT_APPLIED' && outcome.reason === 'FENCED') throw new Error('A newer call was there');
  return outcome as WriteOutcome;
}

/** A business key nobody has used yet. */
export function newKey(what: string): string {
  starts += 1;
  return `${what}-${String(starts).padStart(4, '0')}-conformance`;
}

/** Every internal mutation of a handover to the ERP and the CRM. */
export function systemProjectRigs(places: () => Places): readonly WriteRig[] {
  return [
    { name: 'erpCreateProject', start: () => erpProject(places()) },
    { name: 'erpCreateBillingSchedule', start: () => erpSchedule(places()) },
    { name: 'erpSetBillingHold', start: () => erpHold(places()) },
    { name: 'erpBillScheduleLine', start: () => erpBilledLine(places()) },
    { name: 'crmLinkOpportunity', start: () => crmOpportunityLink(places()) },
  ];
}

function erpProject({ store, netSuite }: Places): Promise<WriteUnderTest> {
  const rig = connectAgain(netSuite, { settings, retry });
  const key = newKey('project');
  const project = projectOf(rig, key);
  const asked = systemProject(project);
  return behindApi(store, rig, key, {
    match: '^POST .*/record/v1/job',
    held: () => rig.now('job').filter((row) => row.externalid === key).length,
    write: ({ erp }) => ({
      send: (call) => erp.createProject(call, asked),
      refused: (call) => erp.createProject(call, { ...asked, legalEntity: { ...otherEntityThan(rig, project) } }),
      find: (call) => erp.findProject(call),
      undo: (call, ref) => erp.removeProject(call, ref),
    }),
  });
}

function erpSchedule({ store, netSuite }: Places): Promise<WriteUnderTest> {
  const rig = connectAgain(netSuite, { settings, retry });
  const key = newKey('schedule');
  const job = anyJob(rig);
  const write = scheduleOf({ key, ...job }, 1);
  const schedule = systemSchedule(write);
  return behindApi(store, rig, key, {
    match: '^POST .*/customrecord_billing_schedule_line',
    held: () => wholeSchedules(rig, write),
    write: ({ erp }) => ({
      send: (call) => erp.createBillingSchedule(call, schedule),
      refused: (call) => erp.createBillingSchedule(call, { ...schedule, total: '133.01' }),
      find: (call) => erp.findBillingSchedule(call, schedule),
      undo: (call, ref) => erp.removeBillingSchedule(call, ref),
    }),
  });
}

/** A planned bill that nobody has billed, and any invoice: which one it is is the process's business. */
function erpBilledLine({ store, netSuite }: Places): Promise<WriteUnderTest> {
  const rig = connectAgain(netSuite, { settings, retry });
  const key = newKey('billed-line');
  const table = 'customrecord_billing_schedule_line';
  const open = rig.table(table).filter((row) => row.custrecord_status === 'PENDING');
  const line = open[starts % open.length];
  const erp = (kind: 'PROJECT' | 'INVOICE', id: string | undefined): RecordRef => ({
    ...{ system: 'ERP', instance: 'netsuite', kind, id: id ?? '' },
  });
  const invoice = erp('INVOICE', rig.table('transaction').find(({ type }) => type === 'CustInvc')?.id);
  const billed = { project: erp('PROJECT', line?.custrecord_job), line: line?.id ?? '', invoice };
  const isHeld = (row: Readonly<Record<string, string>>): boolean =>
    row.id === billed.line && row.custrecord_invoice === invoice.id && row.custrecord_status === 'INVOICED';
  return behindApi(store, rig, key, {
    match: `^PATCH .*/record/v1/${table}/`,
    held: () => rig.now(table).filter(isHeld).length,
    write: ({ erp: books }) => ({
      send: (call) => books.billScheduleLine(call, billed),
      refused: (call) => books.billScheduleLine(call, { ...billed, line: '987654321' }),
      find: (call) => books.findBilledLine(call, billed),
      undo: (call) => books.billScheduleLine(call, { ...billed, invoice: null }),
    }),
  });
}

function erpHold({ store, netSuite }: Places): Promise<WriteUnderTest> {
  const rig = connectAgain(netSuite, { settings, retry });
  const key = newKey('hold');
  const project: RecordRef = {
    system: 'ERP',
    instance: 'netsuite',
    kind: 'PROJECT',
    id: rig.table('job')[starts]?.id ?? '',
  };
  return behindApi(store, rig, key, {
    match: '^PATCH .*/record/v1/job/',
    held: () => rig.now('job').filter((row) => row.id === project.id && row.custentity_billing_hold === 'T').length,
    write: ({ erp }) => ({
      send: (call) => erp.setBillingHold(call, { project, held: true }),
      refused: (call) => erp.setBillingHold(call, { project: { ...project, id: '987654321' }, held: true }),
      find: (call) => erp.findBillingHold(call, { project, held: true }),
      undo: (call) => erp.setBillingHold(call, { project, held: false }),
    }),
  });
}

async function crmOpportunityLink({ store }: Places): Promise<WriteUnderTest> {
  const rig = await startSalesforce(settings, retry);
  const key = newKey('link');
  const undelivered = rig.table('Opportunity').filter((row) => row.PSA_Project_Id__c === null);
  const id = String(undelivered[0]?.Id);
  const opportunity: RecordRef = { system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id };
  const links = { erpCustomer: '90210', psaProjects: ['4711', '4712'], erpProjects: ['DE01-1', 'UK01-1'] };
  const isLinked = (row: Readonly<Record<string, unknown>>): boolean =>
    row.PSA_Project_Id__c === '4711;4712' && row.ERP_Project_Id__c === 'DE01-1;UK01-1' && row.Id === id;
  return behindApi(store, rig, key, {
    match: '^PATCH .*/sobjects/Opportunity/',
    held: () => rig.table('Opportunity').filter(isLinked).length,
    write: ({ crm }) => ({
      send: (call) => crm.linkOpportunity(call, { opportunity, links }),
      refused: (call) =>
        crm.linkOpportunity(call, { opportunity, links: { ...links, erpProjects: ['x'.repeat(300)] } }),
      find: (call) => crm.findOpportunityLink(call, { opportunity, links }),
      undo: (call) => crm.unlinkOpportunity(call, { opportunity, links }),
    }),
  });
}
