// ERP: the claimed work is submitted as billables, from which the ERP builds the invoice: when it is asked, or by itself, where it may take days
// and a person there. The run rests meanwhile, holding no worker, and looks again with growing pauses.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { sum } from '../../../../schema/canon/money.ts';
import { RunSetAside } from '../../../journal/set-aside.ts';
import { keyDigest } from '../../billing/business-key.ts';
import type { Saga } from '../../saga/saga.ts';
import type { Step } from '../../saga/step.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { type BillDocument, moneyOf } from '../document.ts';
import { amountOf } from '../keeping.ts';
import { changedWords } from '../last-look.ts';
import { type BillSteps, invoiceOf, refuseIfPosted } from '../steps.ts';
import { type Awaited, awaitedOf } from './awaiting.ts';
import type { BuildDocument } from './billables.ts';

/** Submitted, built when asked. */
export const buildByErp: BuildDocument = async (saga, { steps, document }) => {
  const proposal = await saga.step(submitBillables(steps, document));
  const invoice = await saga.step(buildProposal(steps, document, proposal));
  return { invoice, psaInvoice: null, anew: () => invoicesOf(steps, proposal) };
};

/** Submitted, built by the ERP or a person there whenever they do. */
export const awaitErp: BuildDocument = async (saga, { steps, document, buildsWithinHours, changed }) => {
  const proposal = await saga.step(submitBillables(steps, document));
  const since = await saga.once('submitted-at', () => Date.now());
  const built = await saga.once('built-by-erp', () =>
    lookAtProposal(saga, { steps, document, proposal, since, buildsWithinHours, changed }),
  );
  // What is remembered of the first look may be gone when it is recorded.
  if (built.kind === 'BUILT')
    return { invoice: built.invoice, psaInvoice: null, anew: () => invoicesOf(steps, proposal) };
  if (built.kind === 'CHANGED') return saga.refuse('WORK_CHANGED', built.says);
  return saga.refuse(
    'BUILDER_REFUSED',
    `The ERP builds nothing of ${proposal.id}: ${built.why}; its work is free again`,
  );
};

async function invoicesOf({ systems }: BillSteps, proposal: RecordRef): Promise<readonly RecordRef[]> {
  return (await systems.erp.proposal(proposal))?.invoices ?? [];
}

interface Submitted {
  readonly steps: BillSteps;
  readonly document: BillDocument;
  readonly proposal: RecordRef;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly buildsWithinHours: number;
  readonly changed: (trustMs: number) => Promise<readonly string[]>;
}

/** Its work was edited or rejected while nothing was built of it. */
type Changed = { readonly kind: 'CHANGED'; readonly says: string };

/** What became of it; raises RunSetAside while nothing did, so that no worker waits, and asks a person when that takes too long. */
async function lookAtProposal(
  saga: Saga,
  { steps: { systems, draftId }, document, proposal, since, buildsWithinHours, changed }: Submitted,
): Promise<Extract<Awaited, { kind: 'BUILT' | 'REFUSED' }> | Changed> {
  const now = await systems.erp.proposal(proposal);
  const awaited = awaitedOf(now, { waitedMs: Date.now() - since, buildsWithinHours });
  switch (awaited.kind) {
    case 'BUILT':
    case 'REFUSED':
      return awaited;
    case 'REST': {
      const sources = await changed(0);
      if (sources.length > 0) return { kind: 'CHANGED', says: changedWords(sources) };
      throw new RunSetAside({ kind: 'WISHED', ms: awaited.ms });
    }
    case 'ASK':
      return saga.ask(awaited.code, `The ERP ${awaited.says} (${proposal.id})`, [], {
        ...{ ownerRole: 'finance-controller', isTriedAgain: true },
        atRisk: amountOf(
          sum(
            currencyCode(document.gross.currency),
            document.lines.map(({ net }) => moneyOf(net)),
          ),
        ),
        subject: { kind: 'BILLING_DRAFT', id: draftId, label: document.title },
      });
  }
}

function submitBillables({ systems, books, draftId, key }: BillSteps, document: BillDocument): Step<RecordRef> {
  const { erp } = systems;
  const billables = invoiceOf(document);
  return {
    ...{ name: 'submit-billables', system: 'erp', operation: 'create', key: `order-${keyDigest(key)}` },
    input: { ...billables, lines: billables.lines.map((line) => ({ ...line })) },
    find: (call) => erp.findProposal(call),
    act: (call) => erp.submitBillables(call, billables),
    undo: async (call, ref) => (await refuseIfPosted(books, draftId)) ?? erp.withdrawBillables(call, ref),
  };
}

function buildProposal(
  { systems, books, draftId, key }: BillSteps,
  { issuedOn }: BillDocument,
  proposal: RecordRef,
): Step<RecordRef> {
  const { erp } = systems;
  const build = { proposal, issuedOn };
  return {
    ...{ name: 'build-invoice', system: 'erp', operation: 'post', key: `bill-${keyDigest(key)}`, input: build },
    find: (call) => erp.findBuilt(call),
    act: (call) => erp.buildProposal(call, build),
    undo: async (call, ref) => (await refuseIfPosted(books, draftId)) ?? erp.removeInvoice(call, ref),
  };
}
