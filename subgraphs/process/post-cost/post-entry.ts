// Posting: one posting goes to the ERP. Whoever has to agree is asked; the work is looked at once more right before it is sent; then its
// entries are posted under their keys, one per company, read back, and the claims stand.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { digest } from '../../journal/canonical.ts';
import type { KeptPosting } from '../../journal/costs.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { BeginFurther, PostCostInput, PostCostParts } from './asked.ts';
import { costedOf, documentOf } from './document.ts';
import { dropPosting, heldBy, postingOf } from './keeping.ts';

import { changeOf } from './reading.ts';
import { type CostSteps, holdCost, postEntry, recordEntries } from './steps.ts';

/** What a posting's run is begun with. */
export type PostEntryInput = { readonly role: string; readonly postingId: string; readonly through: string };

/** What it leaves; `again` is the run that looks at the project anew, where something was given back or taken back. */
export type PostedEntryResult = {
  readonly postingId: string;
  readonly numbers: readonly (string | null)[];
  readonly again: string | null;
};

/** What the process works with. */
export interface PostEntryParts extends Pick<PostCostParts, 'systems' | 'books' | 'todayOf'> {
  readonly begin: BeginFurther;
}

/** The process for one caller. */
export function postCostEntry(parts: PostEntryParts): Process<PostEntryInput, PostedEntryResult> {
  return { name: 'postCostEntry', run: (saga, input) => post(saga, parts, input) };
}

/** What of a posting never changes. */
type Fixed = Pick<KeptPosting, 'key' | 'kind' | 'projectId' | 'legalEntity' | 'document' | 'amount'> & {
  readonly state: KeptPosting['state'];
};

async function post(saga: Saga, parts: PostEntryParts, input: PostEntryInput): Promise<PostedEntryResult> {
  const { systems, books, todayOf } = parts;
  const { postingId } = input;
  const fixed = await saga.once('posting', async (): Promise<Fixed> => {
    const { key, kind, projectId, legalEntity, document, amount, state } = await postingOf(books.db, postingId);
    return { key, kind, projectId, legalEntity, document, amount, state };
  });
  const { projectId, legalEntity, kind } = fixed;
  const { title, entries } = documentOf(fixed.document);
  const amount = money(fixed.amount.amount, currencyCode(fixed.amount.currency));
  await saga.once(subjectNote, () => ({ kind: 'COST_POSTING', id: postingId, label: title }));
  await saga.once(riskNote, () => riskOf(amount));
  const again = async (why: string): Promise<PostedEntryResult> => {
    const run = await saga.once('again', () => beginAgain(saga, parts, { ...input, projectId, why }));
    return { postingId, numbers: [], again: run };
  };
  // Sent on after it had been taken back: its work is planned anew, by a run of its own.
  if (fixed.state === 'DROPPED') return again('dropped');
  const today = (): string => todayOf(legalEntity);
  const steps: CostSteps = { systems, books, runId: saga.runId, postingId, today, ...fixed };
  await saga.step(holdCost(steps));
  await saga.approve('post', {
    ...{ action: 'cost.post', legalEntity, amount, evidence: await evidenceOf(saga, parts, postingId, fixed) },
    subject: { kind: 'COST_POSTING', id: postingId, label: title },
    explanation: kind === 'COST' ? `The cost of work on ${title} is posted` : `Posted cost is taken back: ${title}`,
  });
  const changed = await saga.once('changed', () => changedSince(parts, postingId, kind));
  if (changed > 0) {
    await saga.once('given-back', () => dropPosting(books, saga.runId, postingId, 'WORK_CHANGED'));
    return again('changed');
  }
  const refs: RecordRef[] = [];
  for (const [index] of entries.entries()) refs.push(await saga.step(postEntry(steps, index)));
  const posted = await saga.step(recordEntries(steps, refs));
  const numbers = posted.map(({ number }) => number);
  // What was taken back may be posted as it is now.
  if (kind === 'REVERSAL') return { ...(await again('reversed')), numbers };
  return { postingId, numbers, again: null };
}

async function evidenceOf(saga: Saga, { books }: PostEntryParts, postingId: string, fixed: Fixed): Promise<Json> {
  return saga.once('evidence', async () => {
    const claims = await heldBy(books.db, { id: postingId, kind: fixed.kind });
    const items = claims.map(({ source, version, amount }) => ({ source, version, ...amount }));
    const { entries } = documentOf(fixed.document);
    return { posting: postingId, items: items.length, claims: digest(items), entries: digest(entries) };
  });
}

/** Days of review may have passed. What is taken back is taken back whatever becomes of the work. */
async function changedSince(
  { systems, books }: PostEntryParts,
  postingId: string,
  kind: KeptPosting['kind'],
): Promise<number> {
  if (kind === 'REVERSAL') return 0;
  const claims = await heldBy(books.db, { id: postingId, kind });
  const now = await systems.psa.costWorkNow(claims.map(({ facts }) => costedOf(facts).ref));
  // Work that was moved has another version: a project is a part of it.
  return claims.filter((claim, index) => {
    const item = now[index] ?? null;
    return changeOf(claim, item, item?.project ?? null) !== null;
  }).length;
}

function beginAgain(
  { runId, generation }: Saga,
  { begin }: PostEntryParts,
  { role, postingId, through, projectId, why }: PostEntryInput & { readonly projectId: string; readonly why: string },
): Promise<string> {
  const choice = { projectIds: [projectId], contractIds: [], legalEntity: null };
  const input: PostCostInput = { role, choice, through, dryRun: false };
  return begin(runId, { process: 'postWorkCost', input, idempotencyKey: `cost-${why}-${postingId}-${generation}` });
}
