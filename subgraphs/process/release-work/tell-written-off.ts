// Tells the PSA of work that nobody will ever be billed for, once nothing of it is open: else it stays approved and unbilled there, in every figure
// and in every look for what was forgotten. By the PSA's own means, a bill that says so: a run of its own, for a PSA that says no must not take back
// what somebody agreed to.
import { isZero } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { claimsOfSources } from '../../journal/claims.ts';
import { draftsById } from '../../journal/drafts.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { keyDigest } from '../billing/business-key.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { PsaBilledWork } from '../systems/psa-billing.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { isAsClaimed } from './changed-work.ts';
import { type BookedItem, bookedItems } from './keeping.ts';
import { readProject, type WorkSources } from './reading.ts';
import type { RecordedInvoice } from './steps.ts';

/** What it is begun with. */
export type TellWrittenOffInput = {
  readonly role: string;
  readonly projectId: string;
  readonly workId: string;
  /** Of which of its versions nothing is open. */
  readonly version: number;
  /** Business day of whoever sells, YYYY-MM-DD. */
  readonly on: string;
};

/** The PSA's bill; null where it has the work free no more, or as something else. */
export type ToldWrittenOff = { readonly bill: RecordRef | null };

/** What the PSA calls such a bill, where nothing of the work is on an invoice. */
const title = 'Written off';

/** Whether nobody will be billed for anything of it any more. */
export function isGivenUp({ item: { places, claim } }: Pick<BookedItem, 'item'>): boolean {
  return claim === null && isZero(places.unbilled) && isZero(places.held);
}

/** The process for one caller. */
export function tellPsaOfWriteOff(
  parts: WorkSources & { readonly books: Books },
): Process<TellWrittenOffInput, ToldWrittenOff> {
  return { name: 'tellPsaOfWriteOff', run: (saga, input) => tell(saga, parts, input) };
}

async function tell(
  saga: Saga,
  parts: WorkSources & { readonly books: Books },
  input: TellWrittenOffInput,
): Promise<ToldWrittenOff> {
  const { psa } = parts.systems;
  const { workId, version } = input;
  const billed = await saga.once('free', () => freeIn(saga, parts, input));
  await saga.once(subjectNote, () => ({ kind: billed?.items[0]?.kind ?? 'TIME_ENTRY', id: workId, label: null }));
  if (billed === null) return { bill: null };
  const bill = await saga.step<RecordRef>({
    ...{ name: 'mark-written-off', system: 'psa', operation: 'create', input: { ...billed, items: [...billed.items] } },
    key: `written-off-${keyDigest(`${workId}:${version}`)}`,
    find: (call) => psa.findBilled(call),
    act: (call) => psa.markBilled(call, billed),
    undo: (call, ref) => psa.unmarkBilled(call, ref),
  });
  return { bill };
}

/** The bill to be; null where the PSA does not have the work as it was given up, and free. Raises Fault. */
async function freeIn(
  saga: Saga,
  parts: WorkSources & { readonly books: Books },
  { projectId, workId, version, on }: TellWrittenOffInput,
): Promise<PsaBilledWork | null> {
  const { books, systems } = parts;
  const booked = (await bookedItems(books.db, [workId])).get(workId);
  // What was credited since goes on as a later version.
  if (booked === undefined || booked.item.version !== version || !isGivenUp(booked)) return null;
  const { ref } = booked.facts.entry;
  const [now = null] = ref === null ? [] : await systems.psa.workNow([ref]);
  if (ref === null || !isAsClaimed(now, booked.content)) return null;
  const project = await readProject(parts, projectId, on);
  if (project === null) return saga.refuse('PROJECT_UNKNOWN', `The PSA has no project ${projectId} any more`);
  return {
    project: project.psa,
    items: [ref],
    ...(await invoiceOf(books, workId, ref)),
    issuedOn: on,
    purchaseOrder: null,
  };
}

/** The invoice that a part of it is on, else the work itself. */
async function invoiceOf(
  { db }: Books,
  workId: string,
  ref: RecordRef,
): Promise<Pick<PsaBilledWork, 'document' | 'number'>> {
  const claims = (await claimsOfSources(db, [workId])).filter(({ state }) => state === 'BILLED');
  const [draft = null] = await draftsById(
    db,
    claims.slice(-1).map(({ draftId }) => draftId),
  );
  if (draft?.invoice == null) return { document: ref, number: title };
  // Written by the bill from what the ERP says.
  const { ref: document, number } = draft.invoice as unknown as RecordedInvoice;
  return { document, number };
}
