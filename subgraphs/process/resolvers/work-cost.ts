// The cost of work, as a caller asks for it to be posted and as the graph shows it.
import { holdRemedies } from '../../../schema/canon/hold.ts';
import type { Hold, HoldCode } from '../../../schema/canon/hold.ts';
import { hoursText } from '../../../schema/canon/hours.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import type { Page } from '../../../schema/canon/paging.ts';
import { costClaimsOf, costHoldsBy, postingsBy } from '../../journal/costs.ts';
import type { KeptCostHold, KeptPosting } from '../../journal/costs.ts';
import type { RunRecord } from '../../journal/run-views.ts';
import type { ProcessContext } from '../context.ts';
import type {
  CostLineResolvers,
  CostPostingResolvers,
  CostSourceResolvers,
  MutationResolvers,
  PostWorkCostPayloadResolvers,
  QueryResolvers,
  ResolversTypes,
  RunResolvers,
} from '../generated/resolvers.ts';
import { costDocumentOf, costedOf, costEntriesOf } from '../post-cost/process.ts';
import type { CostPreview, PostCostInput } from '../post-cost/process.ts';
import { holdWords } from '../release-work/process.ts';
import { askedAtOnce } from './asked-at-once.ts';
import { beginRun } from './begin.ts';
import { choiceErrors, choiceOf } from './billing.ts';
import { holdCursor, holdPlace } from './hold-cursor.ts';
import { demand } from './permissions.ts';

/** More is asked in several questions; a run over one project takes fewer postings. */
const rowsMax = 200;
/** Office hours of a day: cost is to be in the books when the month ends. */
const holdDueHours = 24;

export const postWorkCost: NonNullable<MutationResolvers['postWorkCost']> = async (_root, { input }, context) => {
  const { envelope } = context;
  demand('postCost', envelope);
  const { idempotencyKey, projectIds, contractIds, legalEntityCode, through, dryRun } = input;
  const choice = choiceOf({ projectIds, contractIds, legalEntityCode });
  const wrong = choiceErrors(choice);
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: PostCostInput = { role: envelope.principal.role, choice, through, dryRun: dryRun === true };
  const begun = await beginRun(context, { process: 'postWorkCost', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

export const costQueries: Pick<QueryResolvers, 'costPostings' | 'costHolds' | 'workCost'> = {
  costPostings: async (_root, { first: asked, after, projectId }, { envelope, books }) => {
    demand('seeCost', envelope);
    const { first, after: from } = pageRequest(asked ?? 50, after);
    const by = { projectId: projectId ?? null, takenBy: null };
    const page = pageOf(await postingsBy(books.db, by, { first: first + 1, after: from }), first, ({ id }) => id);
    return connection(page, page.items, from);
  },
  costHolds: async (_root, { first: asked, after, projectId }, { envelope, books }) => {
    demand('seeCost', envelope);
    const { first, after: from } = pageRequest(asked ?? 50, after);
    const rows = await costHoldsBy(books.db, projectId ?? null, { first: first + 1, after: holdPlace(from) });
    const page = pageOf(rows, first, holdCursor);
    return connection(page, page.items.map(holdShown), from);
  },
  workCost: async (_root, { workIds }, { envelope, books }) => {
    demand('seeCost', envelope);
    const asked = askedAtOnce(workIds, rowsMax);
    const claims = await costClaimsOf(books.db, asked);
    return asked.map((workId) => ({ workId, claims: claims.filter(({ source }) => source === workId) }));
  },
};

/** A page out of one row more than was asked for. */
function pageOf<T>(rows: readonly T[], first: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, first);
  return { items, cursors: items.map(cursorOf), hasNextPage: rows.length > first, totalCount: null };
}

function holdShown({ source, workedOn, minutes, code, owner, hold, heldAt }: KeptCostHold) {
  const { remedy } = holdRemedies[code as HoldCode];
  const dueAt = new Date(heldAt.getTime() + holdDueHours * 3_600_000).toISOString();
  return {
    ...{ workId: source, workedOn, code, remedy, ownerRole: owner, hours: hoursText(minutes), dueAt },
    // Written by a run from the hold's own facts.
    explanation: holdWords(hold as unknown as Hold),
    heldAt: heldAt.toISOString(),
  };
}

async function previewOfRun({ id }: RunRecord, { costReportOf }: ProcessContext) {
  const preview = (await costReportOf.load(id))?.costPreview;
  return preview === undefined ? null : shown(preview);
}

function shown(preview: CostPreview): Awaited<ResolversTypes['CostPreview']> {
  const { projectId, blocker, postings, reversals, held, settled } = preview;
  return {
    project: { id: projectId },
    blocker,
    postings: postings.map(({ legalEntity, employer, entries, lines, ...posting }) => ({
      ...{ ...posting, legalEntityCode: legalEntity, employerCode: employer, lines: [...lines] },
      entries: entries.map(({ legalEntity: books, postedOn, debit, credit }) => ({
        ...{ legalEntityCode: books, postedOn, debitAccounts: debit, creditAccounts: credit },
      })),
    })),
    reversals: reversals.map(({ works, ...reversal }) => ({
      ...reversal,
      works: works.map(({ source, why }) => ({ workId: source, because: why })),
    })),
    held: held.map(({ source, workedOn, minutes, code, owner, remedy, hold }) => ({
      ...{ workId: source, workedOn, hours: hoursText(minutes), code, remedy, ownerRole: owner },
      ...{ explanation: holdWords(hold as unknown as Hold), heldAt: null, dueAt: null },
    })),
    settledItems: settled,
  };
}

async function postingsOf(takenBy: string, { books }: ProcessContext): Promise<readonly KeptPosting[]> {
  const taken = await postingsBy(books.db, { projectId: null, takenBy }, { first: rowsMax, after: null });
  return [...taken].reverse();
}

export const costRun: Pick<RunResolvers, 'costPreview'> = {
  costPreview: (run, _arguments, context) => {
    demand('seeCost', context.envelope);
    return previewOfRun(run, context);
  },
};

export const postWorkCostPayload: PostWorkCostPayloadResolvers = {
  preview: ({ run }, _arguments, context) => (run === null ? null : previewOfRun(run, context)),
  postings: ({ run }, _arguments, context) => (run === null ? null : postingsOf(run.id, context)),
};

export const costPosting: CostPostingResolvers = {
  reverses: ({ reverses }, _arguments, { costPostingOf }) => (reverses === null ? null : costPostingOf.load(reverses)),
  project: ({ projectId }) => ({ id: projectId }),
  legalEntityCode: ({ legalEntity }) => legalEntity,
  employerCode: ({ employer }) => employer,
  period: ({ document }) => costDocumentOf(document).period,
  lines: ({ id, document }) => costDocumentOf(document).lines.map((line) => ({ ...line, postingId: id })),
  entries: ({ document, entries }) =>
    costEntriesOf(entries).map(({ part, ref, number, postedOn }) => ({
      ...{ journalEntryId: ref.id, number, postedOn },
      legalEntityCode: costDocumentOf(document).entries.find((each) => each.part === part)?.legalEntity ?? '',
    })),
  droppedBecause: ({ whyDropped }) => whyDropped,
  postedBy: ({ postRun }, _arguments, { runOf }) => (postRun === null ? null : runOf.load(postRun)),
  openedAt: ({ openedAt }) => openedAt.toISOString(),
};

export const costLine: CostLineResolvers = {
  hours: ({ minutes }) => hoursText(minutes),
  sources: async ({ postingId, name }, _arguments, context) =>
    postingId === undefined ? [] : (await context.costClaimsOf.load(postingId)).filter(({ line }) => line === name),
};

export const costSource: CostSourceResolvers = {
  workId: ({ source }) => source,
  hours: ({ facts }) => hoursText(costedOf(facts).minutes),
  resource: ({ facts }) => personOf(costedOf(facts).person),
  approver: ({ facts }) => personOf(costedOf(facts).approver),
  approvedAt: ({ facts }) => costedOf(facts).approvedAt,
  hourlyRate: ({ facts }) => costedOf(facts).hourlyRate,
  rateWhy: ({ facts }) => costedOf(facts).rateWhy,
  posting: ({ postingId }, _arguments, { costPostingOf }) => costPostingOf.load(postingId),
  reversal: ({ reversalId }, _arguments, { costPostingOf }) =>
    reversalId === null ? null : costPostingOf.load(reversalId),
};

function personOf(ref: Parameters<typeof mintId>[0] | null): { readonly id: string } | null {
  return ref === null ? null : { id: mintId(ref) };
}
