// The internal mutations of billing as a worker calls them over HTTP: a document posted, a credit memo applied, work told as billed.
import { describe, test } from 'vitest';
import type { ErpPort } from '../../../subgraphs/ports/erp.ts';
import type { PsaPort } from '../../../subgraphs/ports/psa.ts';
import type { PsaBilledWork } from '../../../subgraphs/process/systems/psa-billing.ts';
import type { Store } from '../../../subgraphs/store/store.ts';
import { startKantata, type Rig as KantataRig } from '../kantata-rig.ts';
import { connectAgain, person, type Rig } from '../netsuite-rig.ts';
import { type Billed, billedBy, invoiceOf, lineOf, systemCredit, systemInvoice } from './billing-facts.ts';
import { shareApi, type SharedApi } from './shared-api.ts';
import { newKey } from './system-project-rigs.ts';
import type { WriteRig } from './write-under-test.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
/** A silent vendor is given up on before a late one answers, and not before a busy machine has come round to it. */
const settings = { timeoutMs: 1_500, settleMs: 50 };

type Shared<Port extends ErpPort | PsaPort> = Parameters<SharedApi<Port>['start']>;

/** The API of the ERP before a stand-in; its first connector says how fast doubts settle. */
export function shareErp(standIn: Rig, store: Store): Promise<SharedApi<ErpPort>> {
  return shareApi<ErpPort>(connectAgain(standIn, { settings, retry }), store);
}

/** The API of the PSA. */
export async function sharePsa(store: Store): Promise<SharedApi<PsaPort>> {
  return shareApi<PsaPort>(await startKantata({ settings, retry }), store);
}

/** Documents in the ERP. */
export function erpBillingRigs(standIn: () => Rig, api: () => SharedApi<ErpPort>): readonly WriteRig[] {
  return [
    { name: 'erpPostInvoice', start: () => Promise.resolve(api().start(...invoice(standIn()))) },
    { name: 'erpPostCreditMemo', start: async () => api().start(...(await creditMemo(standIn()))) },
    // Billables are made as an invoice is, by the same once and only once; twenty at once and `proposal-cases.ts` are what is theirs.
    { name: 'erpBuildProposal', start: async () => api().start(...(await proposal(standIn()))) },
  ];
}

/** Work in the PSA. */
export function psaBillingRigs(api: () => SharedApi<PsaPort>): readonly WriteRig[] {
  return [
    { name: 'psaMarkBilled', start: async () => api().start(...(await billedWork())) },
    { name: 'psaBuildInvoice', start: async () => api().start(...(await workToBill())) },
  ];
}

function invoice(standIn: Rig): Shared<ErpPort> {
  const rig = connectAgain(standIn, { settings, retry });
  const key = newKey('invoice');
  const billed = billedBy(standIn, 'DE01', 'EUR');
  const asked = systemInvoice(invoiceOf(billed, key, [lineOf(billed, { net: '100.00' })]));
  return [
    rig,
    {
      ...{ key, match: '^POST .*/record/v1/invoice$', isRepeatable: true },
      held: () => standIn.now('transaction').filter((row) => row.externalid === key).length,
      send: ({ erp }, call) => erp.postInvoice(call, asked),
      refused: ({ erp }, call) => erp.postInvoice(call, { ...asked, customer: { ...asked.customer, id: '987654321' } }),
      find: ({ erp }, call) => erp.findInvoice(call),
      undo: ({ erp }, call, ref) => erp.removeInvoice(call, ref),
    },
  ];
}

async function creditMemo(standIn: Rig): Promise<Shared<ErpPort>> {
  const rig = connectAgain(standIn, { settings, retry });
  const key = newKey('credit');
  const billed: Billed = billedBy(standIn, 'DE01', 'EUR');
  const write = invoiceOf(billed, newKey('original'), [lineOf(billed, { net: '100.00' })]);
  const outcome = await rig.port.invoiceWrites.postInvoice(person(), write);
  if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
  const original = await rig.port.invoiceWrites.documentNow(person(), outcome.ref);
  const asked = systemCredit(outcome.ref, 'EUR', original?.lines[0]?.id ?? '');
  return [
    rig,
    {
      ...{ key, match: '^POST .*/!transform/creditMemo', isRepeatable: true },
      held: () => standIn.now('transaction').filter((row) => row.externalid === key).length,
      send: ({ erp }, call) => erp.postCreditMemo(call, asked),
      refused: ({ erp }, call) =>
        erp.postCreditMemo(call, { ...asked, lines: asked.lines.map((line) => ({ ...line, net: '100.01' })) }),
      find: ({ erp }, call) => erp.findCreditMemo(call),
      undo: ({ erp }, call, ref) => erp.removeCreditMemo(call, ref),
    },
  ];
}

function billables(standIn: Rig): Shared<ErpPort> {
  const rig = connectAgain(standIn, { settings, retry });
  const key = newKey('order');
  const billed = billedBy(standIn, 'DE01', 'EUR');
  const asked = systemInvoice(invoiceOf(billed, key, [lineOf(billed, { net: '100.00' })]));
  return [
    rig,
    {
      ...{ key, match: '^POST .*/record/v1/salesOrder$', isRepeatable: true },
      held: () => standIn.now('transaction').filter((row) => row.externalid === key).length,
      send: ({ erp }, call) => erp.submitBillables(call, asked),
      refused: ({ erp }, call) =>
        erp.submitBillables(call, { ...asked, customer: { ...asked.customer, id: '987654321' } }),
      find: ({ erp }, call) => erp.findProposal(call),
      undo: ({ erp }, call, ref) => erp.withdrawBillables(call, ref),
    },
  ];
}

async function proposal(standIn: Rig): Promise<Shared<ErpPort>> {
  const rig = connectAgain(standIn, { settings, retry });
  const key = newKey('built');
  const billed = billedBy(standIn, 'DE01', 'EUR');
  const write = invoiceOf(billed, newKey('order'), [lineOf(billed, { net: '100.00' })]);
  const outcome = await rig.port.invoiceWrites.submitBillables(person(), write);
  if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
  const asked = { proposal: outcome.ref, issuedOn: '2026-11-20' };
  return [
    rig,
    {
      ...{ key, match: '^POST .*/!transform/invoice', isRepeatable: true },
      held: () => standIn.now('transaction').filter((row) => row.externalid === key).length,
      send: ({ erp }, call) => erp.buildProposal(call, asked),
      refused: ({ erp }, call) =>
        erp.buildProposal(call, { ...asked, proposal: { ...asked.proposal, id: '987654321' } }),
      find: ({ erp }, call) => erp.findBuilt(call),
      undo: ({ erp }, call, ref) => erp.removeInvoice(call, ref),
    },
  ];
}

/** Free work of the demo firm: two entries of a project that were billed by no test before. */
export function freeWork(rig: KantataRig): PsaBilledWork {
  const free = rig
    .table('time_entries')
    .filter((row) => row.approved === true && row.billable === true && row.invoice_id === null);
  const enough = [...Map.groupBy(free, (row) => String(row.workspace_id))].find(([, rows]) => rows.length >= 60);
  if (enough === undefined) throw new Error('The demo firm has no project with sixty free entries');
  const [project, rows] = enough;
  const items = rows.slice(0, 2);
  const psa = { system: 'PSA', instance: 'kantata' } as const;
  return {
    project: { ...psa, kind: 'PROJECT', id: project },
    items: items.map(({ id }) => ({ ...psa, kind: 'TIME_ENTRY', id })),
    document: { system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id: '4711' },
    ...{ number: 'DE-INV-2026-4711', issuedOn: '2026-11-20', purchaseOrder: 'PO-4711' },
  };
}

/** How many of the account's invoices in force carry a key. */
function billsUnder(rig: KantataRig, key: string): () => number {
  return () => {
    const own = rig
      .now('external_references')
      .flatMap((row) => (row.service_model_ref === key ? [row.subject_id] : []));
    return rig.now('invoices').filter((row) => own.includes(row.id) && row.status !== 'cancelled').length;
  };
}

async function workToBill(): Promise<Shared<PsaPort>> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('built');
  const { project, items, issuedOn, purchaseOrder } = freeWork(rig);
  const asked = { project, items, issuedOn, purchaseOrder };
  const gone = items.map((item, index) => ({ ...item, id: `98765432${index}` }));
  return [
    rig,
    {
      ...{ key, match: '^POST .*/invoices\\.json', isRepeatable: false, held: billsUnder(rig, key) },
      send: ({ psa }, call) => psa.buildInvoice(call, asked),
      refused: ({ psa }, call) => psa.buildInvoice(call, { ...asked, items: gone }),
      find: ({ psa }, call) => psa.findBuilt(call),
      undo: ({ psa }, call, ref) => psa.unmarkBilled(call, ref),
    },
  ];
}

async function billedWork(): Promise<Shared<PsaPort>> {
  const rig = await startKantata({ settings, retry });
  const key = newKey('billed');
  const asked = freeWork(rig);
  return [
    rig,
    {
      ...{ key, match: '^POST .*/invoices\\.json', isRepeatable: false, held: billsUnder(rig, key) },
      send: ({ psa }, call) => psa.markBilled(call, asked),
      refused: ({ psa }, call) =>
        psa.markBilled(call, {
          ...asked,
          items: asked.items.map((item, index) => ({ ...item, id: `98765432${index}` })),
        }),
      find: ({ psa }, call) => psa.findBilled(call),
      undo: ({ psa }, call, ref) => psa.unmarkBilled(call, ref),
    },
  ];
}

/** Twenty at once make one. */
export function describeTwenty<Port extends ErpPort | PsaPort>(
  api: () => SharedApi<Port>,
  writes: Readonly<Record<string, () => Shared<Port> | Promise<Shared<Port>>>>,
): void {
  describe('twenty calls of one ticket at once', () => {
    test.for(Object.entries(writes))(
      '%s leaves one record, and all of them tell of it',
      async ([, start], { expect }) => {
        expect(await api().twenty(...(await start()))).toEqual({ held: 1, told: 1 });
      },
    );
  });
}

/** The ERP's writes for it. */
export function erpAtOnce(standIn: () => Rig) {
  return {
    ...{ erpPostInvoice: () => invoice(standIn()), erpPostCreditMemo: () => creditMemo(standIn()) },
    ...{ erpSubmitBillables: () => billables(standIn()), erpBuildProposal: () => proposal(standIn()) },
  };
}

/** The PSA's. */
export const psaAtOnce = { psaMarkBilled: () => billedWork(), psaBuildInvoice: () => workToBill() };
