// Bills by plan, as a caller asks for them and as the graph shows them.
import { draftsBy, type KeptDraft } from '../../journal/drafts.ts';
import type { RunRecord } from '../../journal/run-views.ts';
import type { ProcessContext } from '../context.ts';
import type {
  ContractBillingPayloadResolvers,
  DrawRetainerPayloadResolvers,
  MutationResolvers,
  ResolversTypes,
  RunResolvers,
} from '../generated/resolvers.ts';
import type {
  CompleteMilestoneInput,
  ContractPreview,
  DrawPreview,
  DrawRetainerInput,
  RecurringInput,
} from '../release-work/process.ts';
import { beginRun } from './begin.ts';
import { choiceErrors, choiceOf } from './billing.ts';
import type { UserError } from './begin.ts';
import { shownDrafts } from './billing-views.ts';
import { namedTax, taxErrors } from './named-tax.ts';
import { demand, may } from './permissions.ts';

/** A sentence; more is a story that belongs elsewhere. */
const evidenceCharactersMax = 500;
const percentForm = /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/;
/** A run over one project makes so many drafts at most. */
const draftsMax = 200;

export const completeMilestone: NonNullable<MutationResolvers['completeMilestone']> = async (
  _root,
  { input },
  context,
) => {
  const { envelope } = context;
  demand('completeMilestone', envelope);
  const { idempotencyKey, projectId, milestoneId, completedOn, evidence, dryRun } = input;
  const acceptedPercent = input.acceptedPercent ?? '100';
  const wrong = [...percentErrors(acceptedPercent), ...evidenceErrors(evidence), ...taxErrors(input)];
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: CompleteMilestoneInput = {
    ...{ role: envelope.principal.role, projectId, milestoneId, completedOn, acceptedPercent, evidence },
    ...{ ...namedTax(input), dryRun: dryRun === true },
  };
  const begun = await beginRun(context, { process: 'completeMilestone', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

export const runRecurringBilling: NonNullable<MutationResolvers['runRecurringBilling']> = async (
  _root,
  { input },
  context,
) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, projectIds, contractIds, legalEntityCode, through, dryRun } = input;
  const choice = choiceOf({ projectIds, contractIds, legalEntityCode });
  const wrong = [...choiceErrors(choice), ...taxErrors(input)];
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: RecurringInput = {
    ...{ role: envelope.principal.role, choice, through, ...namedTax(input), dryRun: dryRun === true },
  };
  const begun = await beginRun(context, { process: 'runRecurringBilling', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

export const drawDownRetainer: NonNullable<MutationResolvers['drawDownRetainer']> = async (
  _root,
  { input },
  context,
) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, projectId, through, lapseBefore, dryRun } = input;
  const wrong = taxErrors(input);
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: DrawRetainerInput = {
    ...{ role: envelope.principal.role, projectId, through, lapseBefore: lapseBefore ?? null },
    ...{ ...namedTax(input), dryRun: dryRun === true },
  };
  const begun = await beginRun(context, { process: 'drawDownRetainer', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

function percentErrors(percent: string): readonly UserError[] {
  if (percentForm.test(percent) && !/^0+(\.0+)?$/.test(percent)) return [];
  const message = `"${percent}" is no part of a milestone; give more than 0 and at most 100 percent, such as 40`;
  return [{ code: 'PERCENT_INVALID', message, path: ['input', 'acceptedPercent'] }];
}

function evidenceErrors(evidence: string): readonly UserError[] {
  if (evidence.trim() !== '' && evidence.length <= evidenceCharactersMax) return [];
  const message = `Say how one knows in 1 to ${evidenceCharactersMax} characters`;
  return [{ code: 'EVIDENCE_INVALID', message, path: ['input', 'evidence'] }];
}

async function previewOfRun({ id }: RunRecord, { billingReportOf }: ProcessContext) {
  const preview = (await billingReportOf.load(id))?.contractPreview;
  return preview === undefined ? null : shown(preview);
}

function shown(preview: ContractPreview): Awaited<ResolversTypes['ContractBillingPreview']> {
  const { projectId, blocker, line, documents, held, settled } = preview;
  return {
    project: { id: projectId },
    blocker: blocker === null ? null : { ...blocker, ownerRole: blocker.owner },
    line: line === null ? null : { ...line, lineId: line.id },
    documents: documents.map((document) => ({ ...document, lines: [...document.lines] })),
    held: held.map(({ source, owner, ...hold }) => ({ ...hold, workId: source, ownerRole: owner })),
    settled: settled.map(({ source, title, code }) => ({ sourceId: source, title, because: code })),
  };
}

async function drawOfRun({ id }: RunRecord, { billingReportOf }: ProcessContext) {
  const preview = (await billingReportOf.load(id))?.retainerPreview;
  return preview === undefined ? null : drawShown(preview);
}

function drawShown(preview: DrawPreview): Awaited<ResolversTypes['RetainerPreview']> {
  const { projectId, blocker, lots, documents, held, coveredItems, covered, lapsed } = preview;
  return {
    project: { id: projectId },
    blocker: blocker === null ? null : { ...blocker, ownerRole: blocker.owner },
    periods: lots.map(({ source, ...lot }) => ({ ...lot, periodId: source })),
    documents: documents.map((document) => ({ ...document, lines: [...document.lines] })),
    held: held.map(({ source, owner, ...hold }) => ({ ...hold, workId: source, ownerRole: owner })),
    ...{ coveredItems, covered, lapsed },
  };
}

async function draftsOf(runId: string, { books }: ProcessContext): Promise<readonly KeptDraft[]> {
  const filter = { states: null, projectId: null, legalEntity: null, releasedBy: runId };
  return [...(await draftsBy(books.db, filter, { first: draftsMax, after: null }))].reverse();
}

export const contractBillingRun: Pick<RunResolvers, 'contractBillingPreview' | 'retainerPreview'> = {
  retainerPreview: (run, _arguments, context) => {
    demand('seeBilling', context.envelope);
    return drawOfRun(run, context);
  },
  contractBillingPreview: (run, _arguments, context) => {
    demand('seeBilling', context.envelope);
    return previewOfRun(run, context);
  },
};

/** Project managers say that a milestone was accepted; what it is billed at is not theirs to see by that (permissions). */
export const contractBillingPayload: ContractBillingPayloadResolvers = {
  preview: ({ run }, _arguments, context) =>
    run === null || !may('seeBilling', context.envelope) ? null : previewOfRun(run, context),
  drafts: async ({ run }, _arguments, context) =>
    run === null ? null : shownDrafts(context, await draftsOf(run.id, context)),
};

export const drawRetainerPayload: DrawRetainerPayloadResolvers = {
  preview: ({ run }, _arguments, context) => (run === null ? null : drawOfRun(run, context)),
  drafts: ({ run }, _arguments, context) => (run === null ? null : draftsOf(run.id, context)),
};
