// Opening position: what was billed, used and owed of a project at go-live, imported from ERP and PSA, compared with their own sums, and
// signed off by somebody else. Without one the project bills nothing (DOMAIN rule 31).
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { draftsBy } from '../../journal/drafts.ts';
import type { RunReports } from '../../journal/engagements.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { positionsOf, savePosition } from '../../journal/opening-positions.ts';
import type { Json } from '../../journal/run-journal.ts';
import { explained, positionOf, totalsOf } from '../billing/kept-position.ts';
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
  const { projectId, explanations } = input;
  const read = await saga.once('position', () => look(saga, parts, input));
  if (input.dryRun) return { projectId, signedOff: false };
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
      await refuseInUse(saga, page.db, projectId);
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

async function look(saga: Saga, parts: OpenPositionParts, input: OpenPositionInput): Promise<ReadPosition & Json> {
  const { books, reports } = parts;
  const { projectId, explanations } = input;
  if (!input.dryRun) await refuseInUse(saga, books.db, projectId);
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
  const unsigned = positionOf(read.position, 'importer');
  const signed = { ...unsigned, signedOff: { by: 'approver', at: '', explanations: explained(explanations) } };
  const refusal = signOffRefusal(signed, totalsOf(read.totals));
  if (refusal !== null && !input.dryRun)
    saga.refuse('DIFFERENCE_UNEXPLAINED', `${refusal}; say why, or correct it there`, ['explanations']);
  // Types of plain data, as a journal keeps it.
  return read as unknown as ReadPosition & Json;
}

const standingStates = ['DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED', 'SUBMITTED', 'IN_DOUBT', 'POSTED', 'ISSUED'] as const;

/** A position by which work is billed, or about to be, is not replaced (DOMAIN rule 31). */
async function refuseInUse(saga: Saga, db: Books['db'], projectId: string): Promise<void> {
  const [standing = null] = await positionsOf(db, [projectId]);
  if (standing?.approvalId == null) return;
  const filter = { projectId, legalEntity: null, releasedBy: null, states: standingStates };
  if ((await draftsBy(db, filter, { first: 1, after: null })).length === 0) return;
  const message =
    'Work was billed by its opening position already, which therefore stays; correct what is wrong by a credit';
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
