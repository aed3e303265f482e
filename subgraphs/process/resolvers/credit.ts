// Crediting invoices, as a caller asks for it and as the graph shows it, with the versions of work that come of it.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, sum } from '../../../schema/canon/money.ts';
import { versionsBySource } from '../../journal/claims.ts';
import { creditOfMemo, creditsOfSources } from '../../journal/credits.ts';
import type { KeptCredit } from '../../journal/credits.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { RunRecord } from '../../journal/run-views.ts';
import type { ProcessContext } from '../context.ts';
import type {
  BillingDraftResolvers,
  CreditInvoicePayloadResolvers,
  InvoiceCreditResolvers,
  LineSourceResolvers,
  MutationResolvers,
  QueryResolvers,
  ResolversTypes,
  RunResolvers,
  WorkBillingResolvers,
} from '../generated/resolvers.ts';
import type { CreditInput, CreditPlan, RecordedMemo } from '../credit-invoice/process.ts';
import type { BookedItem, ReleasePreview } from '../release-work/process.ts';
import { beginRun } from './begin.ts';
import type { UserError } from './begin.ts';
import { placesOf, previewShown } from './billing-views.ts';
import { demand } from './permissions.ts';

const linesMax = 200;
const workMax = 1_000;
const wordsCharactersMax = 500;
const amountForm = /^(0|[1-9]\d{0,14})(\.\d{1,4})?$/;

export const creditAndRebill: NonNullable<MutationResolvers['creditAndRebill']> = async (_root, { input }, context) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, invoiceId, rebill, reason, words, dryRun } = input;
  const lines = (input.lines ?? []).map(({ name, amount }) => ({ name, amount: amount ?? null }));
  const workIds = [...new Set(input.workIds ?? [])].sort();
  const isEmpty = input.lines?.length === 0 || input.workIds?.length === 0;
  const wrong = [...errorsOf({ lines, workIds, words, reason }), ...(isEmpty ? [emptyChoice] : [])];
  if (reason === 'UNKNOWN' || wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const asked: CreditInput['asked'] =
    lines.length > 0 ? { kind: 'LINES', lines } : workIds.length > 0 ? { kind: 'WORK', workIds } : { kind: 'FULL' };
  const facts: CreditInput = {
    ...{ role: envelope.principal.role, invoiceId, asked, rebill, reason, words, dryRun: dryRun === true },
  };
  const begun = await beginRun(context, { process: 'creditAndRebill', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

/** A list out of which a caller has filtered everything is not the wish to credit everything. */
const emptyChoice: UserError = {
  code: 'CHOICE_INVALID',
  message: 'An empty list names nothing; name lines or work, or leave both out to credit all that is left',
  path: ['input'],
};

interface Asked {
  readonly lines: readonly { readonly name: string; readonly amount: string | null }[];
  readonly workIds: readonly string[];
  readonly words: string;
  readonly reason: string;
}

function errorsOf({ lines, workIds, words, reason }: Asked): readonly UserError[] {
  const error = (code: string, message: string, field: string): UserError => ({
    code,
    message,
    path: ['input', field],
  });
  const odd = lines.find(({ amount }) => amount !== null && !amountForm.test(amount));
  const names = new Set(lines.map(({ name }) => name));
  return [
    ...(reason === 'UNKNOWN' ? [error('REASON_INVALID', 'Say why by one of the codes', 'reason')] : []),
    ...(words.trim() === '' || words.length > wordsCharactersMax
      ? [error('REASON_INVALID', `Say it in 1 to ${wordsCharactersMax} characters`, 'words')]
      : []),
    ...(lines.length > 0 && workIds.length > 0
      ? [error('CHOICE_INVALID', 'Choose by lines or by work, not by both', 'workIds')]
      : []),
    ...(lines.length > linesMax || workIds.length > workMax
      ? [error('TOO_MANY', `At most ${linesMax} lines or ${workMax} entries`, lines.length > 0 ? 'lines' : 'workIds')]
      : []),
    ...(names.size < lines.length ? [error('LINE_TWICE', 'Name each line once', 'lines')] : []),
    ...(odd === undefined
      ? []
      : [error('AMOUNT_INVALID', `"${odd.amount ?? ''}" of ${odd.name} is no amount such as 250.00`, 'lines')]),
  ];
}

async function previewOfRun(
  { id }: RunRecord,
  { creditReportOf }: ProcessContext,
): Promise<Awaited<ResolversTypes['CreditPreview']> | null> {
  const told = await creditReportOf.load(id);
  if (told === null) return null;
  const { credit, rebill } = told;
  const { works, lines, net, ...preview } = credit;
  return {
    ...{ ...preview, net, items: works },
    lines: lines.map(({ line, description, net: own, tax, taxRatePercent, sources }) => ({
      ...{ line, description, net: own, tax, taxRatePercent },
      sources: sources.map(({ source, version, amount }) => ({
        ...{ workId: source, version, amount: { amount, currency: net.currency }, nextVersion: null },
      })),
    })),
    // Written by the release's own rules.
    rebill: previewShown(rebill as unknown as ReleasePreview | null),
  };
}

export const creditInvoicePayload: CreditInvoicePayloadResolvers = {
  preview: ({ run }, _arguments, context) => (run === null ? null : previewOfRun(run, context)),
};

export const creditRun: Pick<RunResolvers, 'creditPreview'> = {
  creditPreview: (run, _arguments, context) => {
    if (run.process !== 'creditAndRebill') return null;
    demand('seeBilling', context.envelope);
    return previewOfRun(run, context);
  },
};

export const creditQueries: Pick<QueryResolvers, 'invoiceCredit'> = {
  invoiceCredit: (_root, { creditMemoId }, { envelope, books }) => {
    demand('seeBilling', envelope);
    return creditOfMemo(books.db, creditMemoId);
  },
};

function memoOf({ memo }: KeptCredit): RecordedMemo | null {
  return memo as unknown as RecordedMemo | null;
}

export const invoiceCredit: InvoiceCreditResolvers = {
  accountingOn: ({ document }) => (document as unknown as CreditPlan).accountingOn,
  number: (credit) => memoOf(credit)?.number ?? null,
  creditMemoId: (credit) => memoOf(credit)?.id ?? null,
  applied: (credit) => memoOf(credit)?.applied ?? null,
  invoice: async ({ draftId }, _arguments, { draftOf }) => {
    // A type of the ERP's answer, kept when it was posted.
    const invoice = (await draftOf.load(draftId))?.invoice as { readonly id: string } | null | undefined;
    return invoice == null ? null : { id: invoice.id };
  },
  draft: ({ draftId }, _arguments, { draftOf }) => draftOf.load(draftId),
  works: ({ parts, net }) =>
    parts.map(({ source, version, amount, nextVersion }) => ({
      ...{ workId: source, version, amount: { amount, currency: net.currency }, nextVersion },
    })),
  run: ({ runId }, _arguments, { runOf }) => runOf.load(runId),
  openedAt: ({ openedAt }) => openedAt.toISOString(),
};

export const draftCredits: Pick<BillingDraftResolvers, 'credits'> = {
  credits: ({ id }, _arguments, { creditsOfDraft }) => creditsOfDraft.load(id),
};

export const sourceCredited: Pick<LineSourceResolvers, 'credited'> = {
  credited: async ({ claim }, _arguments, { creditsOfDraft }) => {
    const credits = await creditsOfDraft.load(claim.draftId);
    const parts = credits.flatMap((credit) => credit.parts);
    const currency = currencyCode(claim.amount.currency);
    return sum(
      currency,
      parts
        .filter(({ source, version }) => source === claim.source && version === claim.version)
        .map(({ amount }) => money(amount, currency)),
    );
  },
};

export const workVersions: Pick<WorkBillingResolvers, 'versions' | 'credits'> = {
  versions: async ({ booked: { source } }, _arguments, { books }) => {
    const kept = await versionsBySource<Json, Json>(books.db, [source]);
    return (kept.get(source) ?? []).map(({ version, state }) => {
      // Written and read as the work law has it.
      const item = state as unknown as BookedItem['item'];
      return { version, standardValue: item.standard, places: placesOf(item) };
    });
  },
  credits: ({ booked: { source } }, _arguments, { books }) => creditsOfSources(books.db, [source]),
};
