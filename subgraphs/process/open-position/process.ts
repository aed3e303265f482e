// Opening position: what was billed, used and owed of a project at go-live, imported from ERP and PSA, compared with their own sums, and
// signed off by somebody else. Without one the project bills nothing (DOMAIN rule 31).
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { draftsBy } from '../../journal/drafts.ts';
import type { RunReports } from '../../journal/engagements.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { amendPosition, type KeptPosition, positionsOf, savePosition } from '../../journal/opening-positions.ts';
import type { Json } from '../../journal/run-journal.ts';
import { explained, positionOf, type PositionRecord, totalsOf } from '../billing/kept-position.ts';
import { openingDifferences, signOffRefusal } from '../billing/opening-position.ts';
import type { Process, Saga } from '../saga/saga.ts';
import { type PositionSources, type ReadPosition, readPosition } from './reading.ts';

export type { PositionRecord } from '../billing/kept-position.ts';

/** What it is begun with. */
export type OpenPositionInput = {
  readonly role: string;
  /** Canonical id. */
  readonly projectId: string;
  /** Go-live: what was worked to this day counts as billed unless it is listed. */
  readonly on: string;
  readonly openWork: readonly string[];
  readonly takesOverOpenWork: boolean;
  /** Why the position differs from what the systems say, by measure. */
  readonly explanations: { readonly [measure: string]: string };
  readonly dryRun: boolean;
};

/** A measure that differs. */
export type PositionDifference = {
  readonly measure: string;
  readonly amount: string;
  readonly explanation: string | null;
};

/** What the process says of itself. */
export type PositionReport = {
  readonly opening: {
    readonly projectId: string;
    readonly on: string;
    readonly currency: string;
    readonly billed: string;
    readonly workInProgress: string;
    readonly openReceivable: string;
    /** Absent in runs of before it was read. */
    readonly unappliedCredits?: string;
    readonly openWork: string;
    readonly openInvoices: readonly string[];
    readonly differences: readonly PositionDifference[];
  };
};

/** Whether it is signed off now. */
export type PositionOpened = { readonly projectId: string; readonly signedOff: boolean };

/** What the process works with. */
export interface OpenPositionParts extends PositionSources {
  readonly books: Books;
  readonly reports: RunReports;
  /** Business day of a legal entity, YYYY-MM-DD. */
  readonly todayOf: (legalEntity: string) => string;
}

/** The process for one caller. */
export function openPosition(parts: OpenPositionParts): Process<OpenPositionInput, PositionOpened> {
  return { name: 'openPosition', run: (saga, input) => open(saga, parts, input) };
}

async function open(saga: Saga, parts: OpenPositionParts, input: OpenPositionInput): Promise<PositionOpened> {
  const { books } = parts;
  const { projectId } = input;
  const read = await saga.once('position', () => look(saga, parts, input));
  if (input.dryRun) return { projectId, signedOff: false };
  if (read.addsTo !== undefined) return addWork(saga, parts, read, read.addsTo);
  const { explanations } = input;
  const { position, totals, currency, title, legalEntity, contract } = read;
  const amount = money(position.billed.amount, currencyCode(currency));
  const agreed = await saga.approve('sign-off', {
    ...{ action: 'billing.opening-position', legalEntity, amount },
    subject: { kind: 'PROJECT', id: projectId, label: title },
    explanation: `${title} begins with ${amount.amount} ${currency} billed before ${position.on}; nothing of it is billed again`,
    evidence: { ...summaryOf(read, explanations), sources: position.billedSources.length },
  });
  await saga.once('saved', () =>
    books.change(saga.held, [projectId], async (page) => {
      // It may have taken days to decide: another was signed off meanwhile, and work billed by it.
      refuseInUse(saga, await positionInUse(page.db, projectId));
      await savePosition(page.db, {
        ...{ projectId, on: position.on, currency, explanations, runId: saga.runId },
        position: position,
        totals: totals,
        ...(contract === undefined ? {} : { contractId: contract }),
        // Where the firm's policy wants nobody's yes, that policy is whose it is.
        approvalId: agreed.kind === 'APPROVED' ? agreed.approval : 'policy',
      });
      page.audit('opening-position.signed-off', {
        project: projectId,
        on: position.on,
        billed: amount.amount,
        currency,
      });
      return true;
    }),
  );
  return { projectId, signedOff: true };
}

/** A position by which something was billed stays, but for work that it takes to be billed, or knows nothing of, and that still is to be. */
async function addWork(
  saga: Saga,
  { books }: OpenPositionParts,
  { position, currency, title, legalEntity, openWork }: ReadPosition,
  addsTo: string,
): Promise<PositionOpened> {
  const { project: projectId, on, unbilledSources: added } = position;
  const agreed = await saga.approve('sign-off', {
    ...{ action: 'billing.opening-position', legalEntity, amount: money(openWork.amount, currencyCode(currency)) },
    subject: { kind: 'PROJECT', id: projectId, label: title },
    explanation: `${openWork.amount} ${currency} of ${title}, worked before ${on}, was never billed and is billed now`,
    evidence: { project: projectId, on, work: added, ...openWork },
  });
  await saga.once('added', () =>
    books.change(saga.held, [projectId], async (page) => {
      const [standing = null] = await positionsOf(page.db, [projectId]);
      if (standing === null || standing.runId !== addsTo)
        return saga.refuse('CHANGED_MEANWHILE', 'Another opening position was signed off by now; ask anew', ['on']);
      // Written by this process and nothing else.
      const before = standing.position as PositionRecord;
      const unbilledSources = [...new Set([...before.unbilledSources, ...added])];
      await amendPosition(page.db, {
        ...{ projectId, position: { ...before, unbilledSources }, runId: saga.runId },
        approvalId: agreed.kind === 'APPROVED' ? agreed.approval : 'policy',
      });
      page.audit('opening-position.work-added', { project: projectId, work: [...added], ...openWork });
      return true;
    }),
  );
  return { projectId, signedOff: true };
}

/** What was read, and by which run the position was taken that it adds work to; absent: it is one of its own. */
type Looked = ReadPosition & { readonly addsTo?: string };

async function look(saga: Saga, parts: OpenPositionParts, input: OpenPositionInput): Promise<Looked & Json> {
  const { books, reports } = parts;
  const { projectId, explanations } = input;
  const used = await positionInUse(books.db, projectId);
  const isAddition = used?.on === input.on && input.openWork.length > 0 && !input.takesOverOpenWork;
  if (!input.dryRun && !isAddition) refuseInUse(saga, used);
  const read = await readPosition(parts, input);
  if (read === null) {
    const message = `PSA or ERP has no project ${projectId}; make it there or link the two`;
    return saga.refuse('PROJECT_UNKNOWN', message, ['projectId']);
  }
  // By the day of whoever bills it: elsewhere it may be tomorrow already.
  if (input.on > parts.todayOf(read.legalEntity ?? '')) {
    const message = `${input.on} is still to come, and work up to then would count as billed; open it as of a day that has passed`;
    saga.refuse('OPENS_LATER', message, ['on']);
  }
  await saga.once(subjectNote, () => ({ kind: 'PROJECT', id: projectId, label: read.title }));
  const summary = summaryOf(read, explanations);
  const report: PositionReport = { opening: summary };
  await reports.save(saga.runId, report);
  if (isAddition) {
    const missing = input.openWork.filter((id) => !read.position.unbilledSources.includes(id));
    const message = `The PSA has no approved work ${missing.join(', ')} of before ${input.on} that is on no bill`;
    if (missing.length > 0) return saga.refuse('WORK_UNKNOWN', message, ['openWorkIds']);
    return { ...read, addsTo: used.runId };
  }
  const unsigned = positionOf(read.position, 'importer');
  const signed = { ...unsigned, signedOff: { by: 'approver', at: '', explanations: explained(explanations) } };
  const refusal = signOffRefusal(signed, totalsOf(read.totals));
  if (refusal !== null && !input.dryRun)
    saga.refuse('DIFFERENCE_UNEXPLAINED', `${refusal}; say why, or correct it there`, ['explanations']);
  // Types of plain data, as a journal keeps it.
  return read as unknown as Looked & Json;
}

const standingStates = ['DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED', 'SUBMITTED', 'IN_DOUBT', 'POSTED', 'ISSUED'] as const;

/** The position by which work is billed, or about to be; null where it may be taken over again. */
async function positionInUse(db: Books['db'], projectId: string): Promise<KeptPosition | null> {
  const [standing = null] = await positionsOf(db, [projectId]);
  if (standing?.approvalId == null) return null;
  const filter = { projectId, legalEntity: null, releasedBy: null, states: standingStates };
  return (await draftsBy(db, filter, { first: 1, after: null })).length === 0 ? null : standing;
}

/** A position by which work was billed is not replaced (DOMAIN rule 31). */
function refuseInUse(saga: Saga, used: KeptPosition | null): void {
  if (used === null) return;
  const message = `Work was billed by its opening position of ${used.on} already, which therefore stays; correct what is wrong by a credit, and name with that day what of before was never billed`;
  saga.refuse('POSITION_IN_USE', message, ['projectId']);
}

function summaryOf(
  { position, totals, currency, openInvoices, openWork }: ReadPosition,
  explanations: { readonly [measure: string]: string },
): PositionReport['opening'] {
  const differences = openingDifferences(positionOf(position, 'importer'), totalsOf(totals));
  return {
    ...{ projectId: position.project, on: position.on, currency, billed: position.billed.amount },
    ...{ workInProgress: position.workInProgress.amount, openReceivable: position.openReceivable.amount },
    ...{ openWork: openWork.amount, openInvoices, unappliedCredits: position.unappliedCredits.amount },
    differences: [...differences].map(([measure, { amount }]) => ({
      ...{ measure, amount, explanation: explanations[measure] ?? null },
    })),
  };
}
