// Converting a deal and taking it back, as a caller asks for them; and what they leave, as the graph shows it.
import { mintId } from '../../../schema/canon/identity.ts';
import type { EngagementPart } from '../../journal/engagements.ts';
import type { ConversionAnswer, ProcessContext } from '../context.ts';
import { blockersOf, conversionGates } from '../convert-opportunity/process.ts';
import type { ConversionGate, ConvertOpportunityInput } from '../convert-opportunity/process.ts';
import type {
  ConvertOpportunityPayloadResolvers,
  EngagementResolvers,
  MutationResolvers,
  OpportunityResolvers,
  QueryResolvers,
  RunResolvers,
} from '../generated/resolvers.ts';
import { obstacleOf } from '../unwind-conversion/process.ts';
import type { UnwindConversionInput } from '../unwind-conversion/process.ts';
import { beginRun, refused } from './begin.ts';
import type { UserError } from './begin.ts';
import { knownRecords, notKnownYet } from './known-records.ts';
import { demand } from './permissions.ts';

/** A sentence; more is a story that belongs elsewhere. */
const reasonCharactersMax = 500;
const limitForm = /^(0|[1-9]\d{0,14})(\.\d{1,4})?$/;

export const convertOpportunityToProject: NonNullable<MutationResolvers['convertOpportunityToProject']> = async (
  _root,
  { input },
  context,
) => {
  const { envelope } = context;
  demand('convertOpportunity', envelope);
  const { idempotencyKey, opportunityId, dryRun, atRisk } = input;
  const [deal] = await knownRecords(context, [{ id: opportunityId, system: 'CRM', kind: 'OPPORTUNITY' }]);
  if (deal?.kind === 'NOT_YET') return unfit({ ...notKnownYet('OPPORTUNITY'), path: ['input', 'opportunityId'] });
  if (deal?.kind !== 'FOUND') {
    const message = `${opportunityId} is no deal of the CRM; look its id up in the graph`;
    return unfit({ code: 'OPPORTUNITY_NOT_FOUND', message, path: ['input', 'opportunityId'] });
  }
  const gates = atRisk?.gates.filter((gate): gate is ConversionGate => gate !== 'UNKNOWN') ?? [];
  const wrong = atRisk == null ? [] : riskErrors(atRisk.limit, atRisk.reason, gates);
  if (wrong.length > 0) return unfit(...wrong);
  const facts: ConvertOpportunityInput = {
    role: envelope.principal.role,
    opportunityId,
    opportunity: deal.ref,
    dryRun: dryRun === true,
    atRisk: atRisk == null ? null : { gates, limit: atRisk.limit, until: atRisk.until, reason: atRisk.reason },
  };
  const beginning = { process: 'convertOpportunityToProject', input: facts, idempotencyKey };
  // Whoever only looks is told with the plan.
  const begun = await beginRun(context, beginning, facts.dryRun ? null : () => inItsWay(context, facts));
  return { ...begun, run: (await begun.run) ?? null, opportunityId };
};

/** What makes another conversion of a deal pointless: nothing is begun then, and nobody has anything to mend. */
async function inItsWay(
  { engagements, engagementOfDeal }: ProcessContext,
  { opportunityId, atRisk }: ConvertOpportunityInput,
): Promise<UserError | null> {
  const path = ['input', 'opportunityId'];
  const standing = await engagementOfDeal.load(opportunityId);
  const [blocker] = blockersOf(standing, await engagements.underWay(opportunityId, null));
  if (blocker !== undefined) return { code: blocker.code, message: blocker.message, path };
  // A second run would be a second exception over the same money; a start at risk is another request.
  const waiting = atRisk === null ? await engagements.waitingAtGates(opportunityId) : null;
  if (waiting === null) return null;
  const message = `Run ${waiting} waits for the gates of this deal and goes on by itself once they are open; send it on with replayRun, or ask for a start at risk`;
  return { code: 'CONVERSION_WAITS', message, path };
}

function unfit(...userErrors: readonly UserError[]) {
  return { run: null, isRepeated: false, userErrors };
}

function riskErrors(limit: string, reason: string, gates: readonly ConversionGate[]): readonly UserError[] {
  const path = ['input', 'atRisk'];
  return [
    ...(limitForm.test(limit)
      ? []
      : [{ code: 'LIMIT_INVALID', message: `"${limit}" is no amount such as 25000.00`, path: [...path, 'limit'] }]),
    ...reasonErrors(reason, [...path, 'reason']),
    ...(gates.length > 0
      ? []
      : [
          {
            code: 'GATES_MISSING',
            message: `Name which of ${conversionGates.join(', ')} may stay shut`,
            path: [...path, 'gates'],
          },
        ]),
  ];
}

function reasonErrors(reason: string, path: readonly string[]): readonly UserError[] {
  if (reason.trim() !== '' && reason.length <= reasonCharactersMax) return [];
  return [{ code: 'REASON_INVALID', message: `Say why in 1 to ${reasonCharactersMax} characters`, path }];
}

export const unwindConversion: NonNullable<MutationResolvers['unwindConversion']> = async (
  _root,
  { input },
  context,
) => {
  const { envelope, engagementOf, engagements } = context;
  demand('unwindConversion', envelope);
  const { idempotencyKey, engagementId, reason } = input;
  const wrong = reasonErrors(reason, ['input', 'reason']);
  if (wrong.length > 0) return refused(...wrong);
  const engaged = await engagementOf.load(engagementId);
  if (engaged === null) {
    const message = `There is no engagement ${engagementId}; look its id up in the graph`;
    return refused({ code: 'ENGAGEMENT_NOT_FOUND', message, path: ['input', 'engagementId'] });
  }
  const facts: UnwindConversionInput = { role: envelope.principal.role, engagementId, reason };
  const beginning = { process: 'unwindConversion', input: facts, idempotencyKey, orderOf: engaged.customerId };
  return beginRun(context, beginning, async () => {
    const obstacle = await obstacleOf(engagements, engaged, null);
    return obstacle === null ? null : { ...obstacle, path: ['input', 'engagementId'] };
  });
};

export const engagementQueries: Pick<QueryResolvers, 'engagement'> = {
  engagement: (_root, { id }, { envelope, engagementOf }) => {
    demand('watch', envelope);
    return engagementOf.load(id);
  },
};

/** What a run that converts says of itself; nothing of other processes. */
export const conversionRun: Pick<RunResolvers, 'gates' | 'conversionPlan'> = {
  gates: async ({ id }, _arguments, { reportOf }) => (await reportOf.load(id))?.gates ?? null,
  conversionPlan: async ({ id }, _arguments, { reportOf }) => (await reportOf.load(id))?.plan ?? null,
};

/** Refusals of a run that are about what was asked for: where in it. */
const pathOf: Readonly<Record<string, readonly string[]>> = {
  ...{ UNTIL_PAST: ['input', 'atRisk', 'until'], UNTIL_TOO_FAR: ['input', 'atRisk', 'until'] },
  ...{ LIMIT_INVALID: ['input', 'atRisk', 'limit'], LIMIT_TOO_HIGH: ['input', 'atRisk', 'limit'] },
};

/** What could be said only once the deal was read. */
function refusalOf(run: ConversionAnswer['run']): readonly UserError[] {
  if (run?.state.kind !== 'COMPENSATED') return [];
  const { code, message } = run.state.failure;
  const path = Object.hasOwn(pathOf, code) ? pathOf[code] : undefined;
  return path === undefined ? [] : [{ code, message, path }];
}

export const convertOpportunityPayload: ConvertOpportunityPayloadResolvers = {
  userErrors: ({ run, userErrors }) => [...userErrors, ...refusalOf(run)],
  gates: async ({ run }, _arguments, { reportOf }) =>
    run === null ? null : ((await reportOf.load(run.id))?.gates ?? null),
  plan: async ({ run }, _arguments, { reportOf }) =>
    run === null ? null : ((await reportOf.load(run.id))?.plan ?? null),
  engagement: async ({ run, opportunityId }, _arguments, { engagementOf, engagementOfDeal }) => {
    const id = run?.state.kind === 'DONE' ? resultOf(run.state.result) : null;
    if (id !== null) return engagementOf.load(id);
    return opportunityId === undefined ? null : engagementOfDeal.load(opportunityId);
  },
};

function resultOf(result: unknown): string | null {
  if (typeof result !== 'object' || result === null || !('engagementId' in result)) return null;
  return typeof result.engagementId === 'string' ? result.engagementId : null;
}

export const engagement: EngagementResolvers = {
  opportunity: ({ opportunityId }) => ({ id: opportunityId }),
  customer: ({ customerId }) => ({ id: customerId }),
  parts: ({ parts }) => parts.map(partOf),
  waivedGates: ({ waived }) => conversionGates.filter((gate) => waived.includes(gate)),
  run: ({ runId }, _arguments, { runOf }) => runOf.load(runId),
  begunAt: ({ begunAt }) => begunAt.toISOString(),
  changedAt: ({ changedAt }) => changedAt.toISOString(),
  __resolveReference: ({ id }, { envelope, engagementOf }) => {
    demand('watch', envelope);
    return engagementOf.load(id);
  },
};

/** A deal as far as this subgraph knows it. */
export const opportunity: OpportunityResolvers = {
  engagement: ({ id }, _arguments, { envelope, engagementOfDeal }) => {
    demand('watch', envelope);
    return engagementOfDeal.load(id);
  },
  __resolveReference: ({ id }) => ({ id }),
};

function partOf({ code, value, psaProject, erpProject, billingSchedule, financeCode }: EngagementPart) {
  return {
    legalEntityCode: code,
    legalEntity: { code },
    value,
    project: psaProject === null ? null : { id: mintId(psaProject) },
    financeProject: erpProject,
    financeCode,
    billingSchedule,
  };
}
