// PSA: the PSA builds its own invoice of the claimed work, at its own prices; once it is known to come to what was claimed, it is posted to the
// ERP exactly so, under our key. The number and the tax stay the ERP's.
import { keyDigest } from '../../billing/business-key.ts';
import type { Step } from '../../saga/step.ts';
import type { PsaWorkToBill } from '../../systems/psa-billing.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import type { BillDocument } from '../document.ts';
import { type BillSteps, postInvoice, refuseIfPosted } from '../steps.ts';
import type { Billable, BuildDocument } from './billables.ts';
import { builtDifference } from './difference.ts';

/** The PSA takes so many at once; a bill of more has to be split before it is released. */
const itemsMax = 1_000;

/** The PSA's invoice, compared, then the ERP's. */
export const buildByPsa: BuildDocument = async (saga, { steps, document, billables }) => {
  const claimed = await saga.once('billables', async () => [...(await billables())]);
  const items = claimed.flatMap(({ ref }) => ref ?? []);
  if (items.length !== claimed.length || items.length === 0 || items.length > itemsMax) {
    const says = `The PSA builds invoices of 1 to ${itemsMax} pieces of its own work, not of ${claimed.length} with ${claimed.length - items.length} it does not have`;
    return saga.refuse('NOT_IN_PSA', `${says}; group finer, or let the GATEWAY build them`);
  }
  const ref = await saga.step(buildInPsa(steps, document, items));
  const { number, difference } = await saga.once('psa-built', () => lookAtBuilt(steps, ref, claimed));
  if (difference !== null) {
    const mended = 'mend the rates or amounts there, then release the work anew';
    saga.refuse('BUILT_DIFFERS', `${difference}; nothing is posted and the work is free: ${mended}`);
  }
  const invoice = await saga.step(postInvoice(steps, document));
  return { invoice, psaInvoice: { ref, number } };
};

/** Its number, and what is wrong with it. */
async function lookAtBuilt(
  { systems }: BillSteps,
  psaInvoice: RecordRef,
  claimed: readonly Billable[],
): Promise<{ readonly number: string | null; readonly difference: string | null }> {
  const built = await systems.psa.builtInvoice(psaInvoice);
  const number = built?.number ?? null;
  if (built === null || built.status === 'CANCELLED')
    return { number, difference: `The PSA's invoice ${number ?? psaInvoice.id} was taken back there` };
  return { number, difference: builtDifference(claimed, built) };
}

function buildInPsa(
  { systems, books, draftId, key }: BillSteps,
  { psaProject, issuedOn, purchaseOrder }: BillDocument,
  items: readonly RecordRef[],
): Step<RecordRef> {
  const { psa } = systems;
  const work: PsaWorkToBill = { project: psaProject, items, issuedOn, purchaseOrder };
  return {
    ...{ name: 'build-in-psa', system: 'psa', operation: 'create', key: `built-${keyDigest(key)}` },
    input: { ...work, items: [...items] },
    find: (call) => psa.findBuilt(call),
    act: (call) => psa.buildInvoice(call, work),
    undo: async (call, ref) => (await refuseIfPosted(books, draftId)) ?? psa.unmarkBilled(call, ref),
  };
}
