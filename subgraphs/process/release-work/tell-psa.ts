// Tells the PSA what was billed, by its own means, once the ERP has posted it, and the ERP's schedule which planned bill that was: a run of its own, for a PSA that says no must not take an
// invoice back. Work a cap has split is told when the last of it is billed.
import { isZero } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { claimsOfDrafts } from '../../journal/claims.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import { keyDigest } from '../billing/business-key.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { PsaBilledWork } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { builderOfDocument, documentOf, moneyOf } from './document.ts';
import { type BookedItem, bookedItems } from './keeping.ts';
import { changedSince, type LookParts, tellChanged } from './last-look.ts';
import { draftOf } from './moving.ts';
import { type RecordedInvoice } from './steps.ts';

/** What it is begun with. */
export type TellPsaInput = { readonly role: string; readonly draftId: string };

/** Bills of the PSA that were made; empty when nothing was billed whole. */
export type Told = { readonly bills: readonly RecordRef[] };

/** The PSA takes so many at once. */
const itemsMax = 1_000;

/** Between the look at the work and its lock lie moments, unless the PSA is away. */
const lookTrustMs = 30_000;

/** The process for one caller. */
export function tellPsaOfBill(parts: {
  readonly systems: Systems;
  readonly books: Books;
}): Process<TellPsaInput, Told> {
  return { name: 'tellPsaOfBill', run: (saga, input) => tell(saga, parts, input) };
}

async function tell(
  saga: Saga,
  { systems, books }: { readonly systems: Systems; readonly books: Books },
  { draftId }: TellPsaInput,
): Promise<Told> {
  const { psa } = systems;
  // Before the PSA's bill locks the work: what was edited or rejected since it was claimed is to be mended there.
  let lookedMs = 0;
  const look = (): Promise<readonly string[]> => {
    lookedMs = Date.now();
    return changedOfBill({ systems, books }, draftId);
  };
  const changed = await saga.once('changed', look);
  const whole = await saga.once('whole', () => wholeBill(books, draftId, new Set(changed)));
  await saga.once(subjectNote, () => ({ kind: 'BILLING_DRAFT', id: draftId, label: whole.number }));
  await saga.once(riskNote, async () => riskOf(moneyOf((await draftOf(books, draftId)).net)));
  await saga.once('told-changed', () => tellChanged({ systems, books }, changed));
  await tellSchedule(saga, systems, await saga.once('scheduled', () => scheduledLines(books, draftId)));
  const bills: RecordRef[] = [];
  for (let from = 0; from < whole.items.length; from += itemsMax) {
    const billed: PsaBilledWork = { ...whole, items: whole.items.slice(from, from + itemsMax) };
    const part = from / itemsMax + 1;
    bills.push(
      await saga.step<RecordRef>({
        ...{
          name: `mark-billed-${part}`,
          system: 'psa',
          operation: 'create',
          input: { ...billed, items: [...billed.items] },
        },
        key: `told-${part}-${keyDigest(draftId)}`,
        find: (call) => psa.findBilled(call),
        act: (call) => psa.markBilled(call, billed),
        undo: (call, ref) => psa.unmarkBilled(call, ref),
      }),
    );
  }
  // A PSA that was away for long has locked what was edited meanwhile as it is now.
  await saga.once('changed-since', async () =>
    Date.now() - lookedMs < lookTrustMs ? 0 : tellChanged({ systems, books }, await look()),
  );
  return { bills };
}

/** Planned bills of the ERP that are billed to the last cent, and by which invoice. */
type Scheduled = {
  readonly project: RecordRef;
  readonly invoice: RecordRef;
  readonly lines: readonly string[];
};

async function scheduledLines(books: Books, draftId: string): Promise<Scheduled> {
  const { document, invoice } = await draftOf(books, draftId);
  // Written by `recordInvoice`, before this run was begun.
  const { ref } = invoice as unknown as RecordedInvoice;
  const lines = (await wholeItems(books, draftId)).flatMap(({ facts: { entry } }) =>
    entry.kind === 'TIME' || entry.kind === 'EXPENSE' ? [] : (entry.scheduleLine ?? []),
  );
  return { project: documentOf(document).erpProject, invoice: ref, lines };
}

/** The ERP's own schedule says which invoice billed what, or somebody would bill it again there. */
async function tellSchedule(saga: Saga, { erp }: Systems, { project, invoice, lines }: Scheduled): Promise<void> {
  for (const line of lines) {
    const billed = { project, line, invoice };
    await saga.step<RecordRef>({
      ...{ name: `mark-scheduled-${line}`, system: 'erp', operation: 'update', input: billed },
      key: `scheduled-${line}-${keyDigest(invoice.id)}`,
      find: (call) => erp.findBilledLine(call, billed),
      act: (call) => erp.billScheduleLine(call, billed),
      undo: (call) => erp.billScheduleLine(call, { ...billed, invoice: null }),
    });
  }
}

/** What of a posted draft is billed to the last cent and not on the PSA's own invoice: what that built it knows. */
async function wholeBill(books: Books, draftId: string, changed: ReadonlySet<string>): Promise<PsaBilledWork> {
  const { document, invoice } = await draftOf(books, draftId);
  // Written by `recordInvoice`, before this run was begun.
  const { ref, number, issuedOn } = invoice as unknown as RecordedInvoice;
  const { psaProject, purchaseOrder, ...billed } = documentOf(document);
  const whole = builderOfDocument(billed).kind === 'PSA' ? [] : await wholeItems(books, draftId);
  return {
    project: psaProject,
    items: whole.flatMap(({ source, facts }) => (changed.has(source) ? [] : (facts.entry.ref ?? []))),
    document: ref,
    number,
    issuedOn,
    purchaseOrder,
  };
}

/** Billed work of a draft that is not any more what was billed. Raises Fault. */
async function changedOfBill({ systems, books }: LookParts, draftId: string): Promise<readonly string[]> {
  return (await changedSince(systems, await billedItems(books, draftId))).map(({ source }) => source);
}

async function wholeItems(books: Books, draftId: string): Promise<readonly BookedItem[]> {
  return (await billedItems(books, draftId)).filter(
    ({ item: { places, claim } }) => claim === null && isZero(places.unbilled) && isZero(places.held),
  );
}

/** What the draft billed and nothing has credited since. */
async function billedItems(books: Books, draftId: string): Promise<readonly BookedItem[]> {
  const claims = (await claimsOfDrafts(books.db, [draftId])).filter(({ state }) => state === 'BILLED');
  const items = await bookedItems(
    books.db,
    claims.map(({ source }) => source),
  );
  const isNewest = ({ source, version }: BookedItem): boolean =>
    // What was credited since is in a later version, and not this document's any more.
    claims.some((claim) => claim.source === source && claim.version === version);
  return [...items.values()].filter(isNewest);
}
