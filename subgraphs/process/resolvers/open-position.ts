// Opening positions, as a caller asks for them and as the graph shows them.
import { positionsOf } from '../../journal/opening-positions.ts';
import type { ProcessContext } from '../context.ts';
import type {
  MutationResolvers,
  OpeningPositionResolvers,
  OpenPositionPayloadResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';
import type { OpenPositionInput, PositionRecord } from '../open-position/process.ts';
import { beginRun } from './begin.ts';
import type { UserError } from './begin.ts';
import { demand } from './permissions.ts';

const openWorkMax = 1_000;
const textCharactersMax = 500;

export const openPosition: NonNullable<MutationResolvers['openPosition']> = async (_root, { input }, context) => {
  const { envelope } = context;
  demand('openPosition', envelope);
  const { idempotencyKey, projectId, on, openWorkIds, takesOverOpenWork, explanations, dryRun } = input;
  const openWork = [...new Set(openWorkIds ?? [])].sort();
  const wrong: UserError[] = (explanations ?? []).flatMap(({ measure, text }, index) =>
    measure !== 'UNKNOWN' && text.trim() !== '' && text.length <= textCharactersMax
      ? []
      : [
          {
            code: 'EXPLANATION_INVALID',
            message: `Name a measure and say why in 1 to ${textCharactersMax} characters`,
            path: ['input', 'explanations', `${index}`],
          },
        ],
  );
  if (openWork.length > openWorkMax) {
    const message = `${openWork.length} entries were named; at most ${openWorkMax}, or take over all that is open`;
    wrong.push({ code: 'TOO_MANY', message, path: ['input', 'openWorkIds'] });
  }
  if (wrong.length > 0) return { run: null, isRepeated: false, userErrors: wrong };
  const facts: OpenPositionInput = {
    ...{ role: envelope.principal.role, projectId, on, openWork, takesOverOpenWork: takesOverOpenWork === true },
    explanations: Object.fromEntries((explanations ?? []).map(({ measure, text }) => [measure, text])),
    dryRun: dryRun === true,
  };
  const begun = await beginRun(context, { process: 'openPosition', input: facts, idempotencyKey });
  return { ...begun, run: (await begun.run) ?? null };
};

export const openPositionPayload: OpenPositionPayloadResolvers = {
  position: async ({ run }, _arguments, { billingReportOf }: ProcessContext) => {
    const opening = run === null ? null : (await billingReportOf.load(run.id))?.opening;
    if (opening == null) return null;
    const { currency, on, openInvoices } = opening;
    const of = (amount: string) => ({ amount, currency });
    return {
      ...{ on, openInvoices: [...openInvoices], billed: of(opening.billed), openWork: of(opening.openWork) },
      ...{ workInProgress: of(opening.workInProgress), openReceivable: of(opening.openReceivable) },
      unappliedCredits: of(opening.unappliedCredits ?? '0.00'),
      differences: opening.differences.map(({ measure, amount, explanation }) => ({
        ...{ measure: measureOf(measure), amount: of(amount), explanation },
      })),
    };
  },
};

function measureOf(measure: string) {
  return measure === 'OPEN_RECEIVABLE' || measure === 'WORK_IN_PROGRESS' || measure === 'BILLED' ? measure : 'UNKNOWN';
}

export const openingQueries: Pick<QueryResolvers, 'openingPosition'> = {
  openingPosition: async (_root, { projectId }, { envelope, books }) => {
    demand('seeBilling', envelope);
    return (await positionsOf(books.db, [projectId]))[0] ?? null;
  },
};

/** Written by the process of the same name. */
function recordOf(position: unknown): PositionRecord {
  return position as PositionRecord;
}

export const openingPosition: OpeningPositionResolvers = {
  project: ({ projectId }) => ({ id: projectId }),
  billed: ({ position }) => recordOf(position).billed,
  openReceivable: ({ position }) => recordOf(position).openReceivable,
  unappliedCredits: ({ position }) => recordOf(position).unappliedCredits,
  openItems: ({ position }) => recordOf(position).unbilledSources.length,
  signedOffAt: ({ signedOffAt }) => signedOffAt?.toISOString() ?? null,
  run: ({ runId }, _arguments, { runOf }) => runOf.load(runId),
};
