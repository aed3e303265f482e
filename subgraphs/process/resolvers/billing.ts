// Releasing work, adjusting it, ending drafts and issuing invoices, as a caller asks for them.
import type { ProcessContext } from '../context.ts';
import type { MutationResolvers, PostExpensesInput, ReleaseWorkInput as AskedWork } from '../generated/resolvers.ts';
import type {
  AbandonDraftInput,
  AdjustWorkInput,
  IssueInvoiceInput,
  ReleaseWorkInput,
} from '../release-work/process.ts';
import { beginRun, refused } from './begin.ts';
import type { UserError } from './begin.ts';
import { namedTax, taxErrors } from './named-tax.ts';
import { demand } from './permissions.ts';

/** More are a legal entity's. */
const chosenMax = 200;
/** A sentence; more is a story that belongs elsewhere. */
const reasonCharactersMax = 500;
const amountForm = /^(0|[1-9]\d{0,14})(\.\d{1,4})?$/;

export const releaseWorkToInvoice: NonNullable<MutationResolvers['releaseWorkToInvoice']> = (
  _root,
  { input },
  context,
) => releaseAs('releaseWorkToInvoice', input, context);

export const postExpenses: NonNullable<MutationResolvers['postExpenses']> = (_root, { input }, context) =>
  releaseAs('postExpenses', input, context);

async function releaseAs(
  process: 'releaseWorkToInvoice' | 'postExpenses',
  input: AskedRelease,
  context: ProcessContext,
) {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, projectIds, contractIds, legalEntityCode, through, dryRun } = input;
  const choice = choiceOf({ projectIds, contractIds, legalEntityCode });
  const wrong = [...choiceErrors(choice), ...taxErrors(input)];
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: ReleaseWorkInput = {
    ...{ role: envelope.principal.role, choice, through },
    ...{ dryRun: dryRun === true, ...namedTax(input) },
  };
  const begun = await beginRun(context, { process, input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
}

type AskedRelease = AskedWork | PostExpensesInput;

/** Which projects, as a caller names them. */
interface AskedChoice {
  readonly projectIds?: readonly string[] | null | undefined;
  readonly contractIds?: readonly string[] | null | undefined;
  readonly legalEntityCode?: string | null | undefined;
}

/** The same choice is the same input, in whatever order it is named. */
export function choiceOf({ projectIds, contractIds, legalEntityCode }: AskedChoice): ReleaseWorkInput['choice'] {
  return {
    projectIds: [...new Set(projectIds ?? [])].sort(),
    contractIds: [...new Set(contractIds ?? [])].sort(),
    legalEntity: legalEntityCode ?? null,
  };
}

/** What is wrong with a choice. */
export function choiceErrors({
  projectIds,
  contractIds,
  legalEntity,
}: ReleaseWorkInput['choice']): readonly UserError[] {
  const ways = [projectIds.length > 0, contractIds.length > 0, legalEntity !== null].filter(Boolean).length;
  if (ways !== 1) {
    const message = 'Choose by projects, by contracts or by one legal entity, and by one of them only';
    return [{ code: 'CHOICE_INVALID', message, path: ['input'] }];
  }
  const count = projectIds.length + contractIds.length;
  if (count <= chosenMax) return [];
  const message = `${count} were named; at most ${chosenMax}, or a legal entity`;
  return [{ code: 'TOO_MANY', message, path: ['input', projectIds.length > 0 ? 'projectIds' : 'contractIds'] }];
}

export const adjustWork: NonNullable<MutationResolvers['adjustWork']> = (_root, { input }, context) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, workId, projectId, adjustment, amount, reason, dryRun } = input;
  const wrong = [...textErrors(reason, 'reason'), ...amountErrors(amount ?? null)];
  if (amount != null && (adjustment === 'HOLD' || adjustment === 'LET_GO')) {
    const message = `${adjustment} is of all that is open of the work; leave the amount ${amount} out, or write it down by that much`;
    return refused({ code: 'AMOUNT_NOT_TAKEN', message, path: ['input', 'amount'] }, ...wrong);
  }
  if (adjustment === 'UNKNOWN') {
    const message = 'Say what is to be done: HOLD, LET_GO, WRITE_UP, WRITE_DOWN or WRITE_OFF';
    return refused({ code: 'ADJUSTMENT_INVALID', message, path: ['input', 'adjustment'] }, ...wrong);
  }
  if (wrong.length > 0) return refused(...wrong);
  const facts: AdjustWorkInput = {
    ...{ role: envelope.principal.role, workId, projectId, adjustment, reason },
    ...{ amount: amount ?? null, dryRun: dryRun === true },
  };
  return beginRun(context, { process: 'adjustWork', input: facts, idempotencyKey });
};

export const abandonBillingDraft: NonNullable<MutationResolvers['abandonBillingDraft']> = (
  _root,
  { input },
  context,
) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, draftId, reason, dryRun } = input;
  const wrong = textErrors(reason, 'reason');
  if (wrong.length > 0) return refused(...wrong);
  const facts: AbandonDraftInput = { role: envelope.principal.role, draftId, reason, dryRun: dryRun === true };
  return beginRun(context, { process: 'abandonBillingDraft', input: facts, idempotencyKey });
};

export const issueInvoice: NonNullable<MutationResolvers['issueInvoice']> = (_root, { input }, context) => {
  const { envelope } = context;
  demand('releaseWork', envelope);
  const { idempotencyKey, draftId, evidence, dryRun } = input;
  const wrong = textErrors(evidence, 'evidence');
  if (wrong.length > 0) return refused(...wrong);
  const facts: IssueInvoiceInput = { role: envelope.principal.role, draftId, evidence, dryRun: dryRun === true };
  return beginRun(context, { process: 'issueInvoice', input: facts, idempotencyKey });
};

function textErrors(text: string, field: string): readonly UserError[] {
  if (text.trim() !== '' && text.length <= reasonCharactersMax) return [];
  const code = field === 'reason' ? 'REASON_INVALID' : 'EVIDENCE_INVALID';
  return [{ code, message: `Say it in 1 to ${reasonCharactersMax} characters`, path: ['input', field] }];
}

function amountErrors(amount: string | null): readonly UserError[] {
  if (amount === null || amountForm.test(amount)) return [];
  const message = `"${amount}" is no amount such as 250.00`;
  return [{ code: 'AMOUNT_INVALID', message, path: ['input', 'amount'] }];
}
