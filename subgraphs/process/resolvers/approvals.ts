// Approvals as the graph shows and takes them. Refusals are data; who may decide is decided by the journal's one rule.
import { GraphQLError } from 'graphql';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { maySee } from '../../../schema/canon/roles.ts';
import type { Asker, Delegated } from '../../journal/approvals/delegations.ts';
import { delegatedDaysMax } from '../../journal/approvals/delegations.ts';
import { decidedMax } from '../../journal/approvals/decide.ts';
import type { Decided, Verdict, Withdrawn } from '../../journal/approvals/decide.ts';
import type { ApprovalFilter, ApprovalState } from '../../journal/approvals/views.ts';
import type { ProcessContext } from '../context.ts';
import type {
  ApprovalDecisionResolvers,
  ApprovalDelegationResolvers,
  ApprovalResolvers,
  MutationResolvers,
  QueryResolvers,
  ResolversTypes,
  RunResolvers,
} from '../generated/resolvers.ts';
import { actErrors, requestOf } from './act-request.ts';
import { keyReused, queue } from './begin.ts';
import type { UserError } from './begin.ts';
import { demand } from './permissions.ts';

type Payload = Awaited<ResolversTypes['ApprovalPayload']>;
type DelegationPayload = Awaited<ResolversTypes['DelegationPayload']>;

const dayMs = 86_400_000;
/** Longer than any id or action. */
const idsMax = 500;

/** What every one of these acts says. */
interface Said {
  readonly reason: string;
  readonly idempotencyKey: string;
}

function askerOf(context: ProcessContext, name: string, input: Said): Asker {
  const { subject, role, legalEntities = null } = context.envelope.principal;
  const request = requestOf(context, name, input, input.idempotencyKey);
  if (request === null) throw new Error(`${name} takes an idempotency key`);
  return { subject, role, legalEntities, reason: input.reason, request, nowMs: context.nowMs() };
}

export const approvalQueries: Required<Pick<QueryResolvers, 'approval' | 'approvals' | 'approvalDelegations'>> = {
  approval: (_root, { id }, { envelope, approvalOf }) => {
    demand('seeApprovals', envelope);
    return approvalOf.load(id);
  },
  approvals: async (_root, { first, after, filter }, context) => {
    demand('seeApprovals', context.envelope);
    const page = pageRequest(first ?? 50, after);
    const { view, ids, states, actions, legalEntity, runId } = filter ?? {};
    const wanted: ApprovalFilter = {
      view: view == null || view === 'UNKNOWN' ? 'TO_DECIDE' : view,
      states: states?.filter((state): state is ApprovalState => state !== 'UNKNOWN') ?? null,
      ...{ ids: ids ?? null, actions: actions ?? null, legalEntity: legalEntity ?? null, runId: runId ?? null },
    };
    try {
      const found = await context.approvalViews.page(page, wanted, await context.viewer());
      return connection(found, found.items, page.after);
    } catch (error) {
      if (error instanceof RangeError)
        throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
      throw error;
    }
  },
  approvalDelegations: async (_root, _arguments, context) => {
    demand('seeApprovals', context.envelope);
    return context.approvalViews.delegations(await context.viewer());
  },
};

async function decide(
  context: ProcessContext,
  name: 'approve' | 'reject',
  input: Said & { readonly approvalId: string },
): Promise<Payload> {
  demand('decide', context.envelope);
  const verdict: Verdict = name === 'approve' ? 'APPROVED' : 'REJECTED';
  return settle(context, input, () =>
    context.approvals.decide(input.approvalId, verdict, askerOf(context, name, input)),
  );
}

/** Ends a request one way or the other, and tells how it and its run stand then. */
async function settle(
  context: ProcessContext,
  input: Said & { readonly approvalId: string },
  act: () => Promise<Decided | Withdrawn>,
): Promise<Payload> {
  const wrong = actErrors(input);
  if (wrong.length > 0) return { approval: null, run: null, isRepeated: false, userErrors: wrong };
  const { approvalId } = input;
  const decided = await act();
  if (decided.kind !== 'DONE' && decided.kind !== 'REPEATED') {
    return { approval: null, run: null, isRepeated: false, userErrors: [errorOf(decided, approvalId)] };
  }
  const runs = decided.kind === 'DONE' ? decided.runs : [];
  for (const { id } of runs) await queue(context, id);
  const [run] = runs;
  return {
    approval: await context.approvalOf.clear(approvalId).load(approvalId),
    run: run === undefined || isLimited(context) ? null : await context.runOf.clear(run.id).load(run.id),
    isRepeated: decided.kind === 'REPEATED',
    userErrors: [],
  };
}

function errorOf(decided: Exclude<Decided | Withdrawn, { kind: 'DONE' | 'REPEATED' }>, id: string): UserError {
  const path = ['input', 'approvalId'];
  const saying = (code: string, message: string): UserError => ({ code, message, path });
  switch (decided.kind) {
    case 'OTHER_INPUT':
      return keyReused;
    case 'NOT_FOUND':
      return saying('APPROVAL_NOT_FOUND', `There is no approval ${id}`);
    case 'NOT_PENDING':
      return saying('APPROVAL_NOT_PENDING', `Approval ${id} is ${decided.state}; nothing is left to decide`);
    case 'NOT_REQUESTER':
      return saying('NOT_REQUESTER', 'Only whoever asked for it takes it back; whoever decides on it rejects it');
    case 'OWN_REQUEST':
      return saying('OWN_REQUEST', 'You had a hand in what is asked; somebody else has to decide');
    case 'DELEGATOR_OWN_REQUEST':
      return saying(
        'DELEGATOR_OWN_REQUEST',
        'Whoever you stand in for had a hand in what is asked; somebody else decides',
      );
    case 'ALREADY_DECIDED':
      return saying('ALREADY_DECIDED', 'You, or whoever you stand in for, have decided already; another person has to');
    case 'NOT_APPROVER':
      return saying('NOT_APPROVER', 'Your role is none of those that decide on this, and nobody delegated it to you');
    case 'OUTSIDE_LEGAL_ENTITY':
      return saying('OUTSIDE_LEGAL_ENTITY', 'It is not for one of the legal entities that you decide for');
  }
}

/** A token limited to legal entities sees approvals of these, and nothing else that processes know. */
function isLimited({ envelope }: ProcessContext): boolean {
  return envelope.principal.legalEntities !== undefined;
}

type Acts = Required<
  Pick<
    MutationResolvers,
    'approve' | 'reject' | 'withdrawApproval' | 'approveMany' | 'delegateApprovals' | 'revokeDelegation'
  >
>;

export const approvalActs: Acts = {
  approve: (_root, { input }, context) => decide(context, 'approve', input),
  reject: (_root, { input }, context) => decide(context, 'reject', input),
  withdrawApproval: (_root, { input }, context) => {
    demand('seeApprovals', context.envelope);
    return settle(context, input, () =>
      context.approvals.withdraw(input.approvalId, askerOf(context, 'withdrawApproval', input)),
    );
  },

  approveMany: async (_root, { input }, context) => {
    demand('decide', context.envelope);
    const nothing = { count: 0, actualCount: null, isRepeated: false };
    const saying = (code: string, message: string, path: readonly string[]) => ({
      ...nothing,
      userErrors: [{ code, message, path: ['input', ...path] }],
    });
    const wrong = actErrors(input);
    if (wrong.length > 0) return { ...nothing, userErrors: wrong };
    const { ids = null, actions = null, legalEntity = null } = input.filter;
    if ((ids?.length ?? 0) > idsMax) return saying('TOO_MANY', `Name at most ${decidedMax}`, ['filter', 'ids']);
    const { expectedCount } = input;
    const by = askerOf(context, 'approveMany', input);
    const decided = await context.approvals.approveMany({ ids, actions, legalEntity }, expectedCount, by);
    switch (decided.kind) {
      case 'OTHER_INPUT':
        return { ...nothing, userErrors: [keyReused] };
      case 'TOO_MANY':
        return saying('TOO_MANY', `The filter meets more than ${decidedMax}; narrow it`, ['filter']);
      case 'OWN_REQUEST':
        return saying('OWN_REQUEST', `You had a hand in ${decided.ids.join(', ')}; leave them to others`, [
          'filter',
          'ids',
        ]);
      case 'COUNT_DIFFERS': {
        const message = `You may decide on ${decided.count} of these, not ${expectedCount}; look again before you approve`;
        return { ...saying('COUNT_DIFFERS', message, ['expectedCount']), actualCount: decided.count };
      }
      case 'REPEATED':
        return { count: expectedCount, actualCount: null, isRepeated: true, userErrors: [] };
      case 'DONE':
        for (const { id } of decided.runs) await queue(context, id);
        return { count: decided.count, actualCount: null, isRepeated: false, userErrors: [] };
    }
  },

  delegateApprovals: async (_root, { input }, context) => {
    demand('decide', context.envelope);
    const by = askerOf(context, 'delegateApprovals', input);
    const startsAtMs = input.startsAt == null ? by.nowMs : new Date(input.startsAt).getTime();
    const endsAtMs = new Date(input.endsAt).getTime();
    const wrong = [...actErrors(input), ...timesErrors({ startsAtMs, endsAtMs, nowMs: by.nowMs })];
    if (input.delegate.trim() === '')
      wrong.push({ code: 'DELEGATE_MISSING', message: 'Say to whom', path: ['input', 'delegate'] });
    if (wrong.length > 0) return { delegation: null, isRepeated: false, userErrors: wrong };
    const { delegate, actions = null } = input;
    return delegated(context, await context.delegations.give({ delegate, actions, startsAtMs, endsAtMs }, by));
  },

  revokeDelegation: async (_root, { input }, context) => {
    demand('decide', context.envelope);
    const wrong = actErrors(input);
    if (wrong.length > 0) return { delegation: null, isRepeated: false, userErrors: wrong };
    const by = askerOf(context, 'revokeDelegation', input);
    return delegated(context, await context.delegations.revoke(input.delegationId, by));
  },
};

function timesErrors({
  startsAtMs,
  endsAtMs,
  nowMs,
}: {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly nowMs: number;
}): UserError[] {
  const isWithin = endsAtMs > Math.max(startsAtMs, nowMs) && endsAtMs - startsAtMs <= delegatedDaysMax * dayMs;
  // Not into the past: what was decided then was decided by whoever could.
  if (isWithin && startsAtMs >= nowMs - dayMs) return [];
  const message = `A delegation starts now or later, ends after that, and lasts ${delegatedDaysMax} days at most`;
  return [{ code: 'TIME_INVALID', message, path: ['input', 'endsAt'] }];
}

async function delegated({ approvalViews }: ProcessContext, done: Delegated): Promise<DelegationPayload> {
  const refused = (code: string, message: string, path: readonly string[]): DelegationPayload => ({
    delegation: null,
    isRepeated: false,
    userErrors: [{ code, message, path }],
  });
  switch (done.kind) {
    case 'DONE':
      return { delegation: await approvalViews.delegation(done.id), isRepeated: done.isRepeated, userErrors: [] };
    case 'SELF':
      return refused('DELEGATE_IS_SELF', 'Delegate to somebody else', ['input', 'delegate']);
    case 'NOT_FOUND':
      return refused('DELEGATION_NOT_FOUND', 'You neither gave nor got such a delegation', ['input', 'delegationId']);
    case 'ENDED':
      return refused('DELEGATION_ENDED', 'It has ended already', ['input', 'delegationId']);
    case 'OTHER_INPUT':
      return { delegation: null, isRepeated: false, userErrors: [keyReused] };
  }
}

export const approval: ApprovalResolvers = {
  // What people cost is not every approver's to see, and a posting may be the work of one.
  amount: ({ action, amount }, _arguments, { envelope }) =>
    action.startsWith('cost.') && !maySee(envelope.principal.role, 'COST_RATE') ? null : amount,
  evidence: ({ evidence }) => JSON.stringify(evidence),
  isMine: async ({ makers }, _arguments, { viewer }) => makers.includes((await viewer()).pseudonym ?? ''),
  decisions: ({ id }, _arguments, { decisionsOf }) => decisionsOf.load(id),
  mayDecide: async (record, _arguments, context) => (await standing(context, record)) === null,
  mayNotBecause: (record, _arguments, context) => standing(context, record),
  run: ({ runId }, _arguments, context) => (runId === null || isLimited(context) ? null : context.runOf.load(runId)),
  requestedAt: ({ requestedAt }) => requestedAt.toISOString(),
  expiresAt: ({ expiresAt }) => expiresAt.toISOString(),
  decidedAt: ({ decidedAt }) => decidedAt?.toISOString() ?? null,
  appliedAt: ({ appliedAt }) => appliedAt?.toISOString() ?? null,
  __resolveReference: ({ id }, { envelope, approvalOf }) => {
    demand('seeApprovals', envelope);
    return approvalOf.load(id);
  },
};

/** Why whoever asks may not decide on it now; null when they may. */
async function standing(
  context: ProcessContext,
  record: Parameters<ProcessContext['authorityOf']['load']>[0],
): Promise<string | null> {
  if (record.state !== 'PENDING' || record.expiresAt.getTime() <= context.nowMs()) return 'NOT_PENDING';
  const authority = await context.authorityOf.load(record);
  return authority.kind === 'MAY' ? null : authority.why;
}

export const approvalDecision: ApprovalDecisionResolvers = {
  decidedAt: ({ decidedAt }) => decidedAt.toISOString(),
};

export const approvalDelegation: ApprovalDelegationResolvers = {
  delegator: ({ delegatorSubject }) => delegatorSubject,
  delegate: ({ delegateSubject }) => delegateSubject,
  startsAt: ({ startsAtMs }) => new Date(startsAtMs).toISOString(),
  endsAt: ({ endsAtMs }) => new Date(endsAtMs).toISOString(),
  revokedAt: ({ revokedAtMs }) => (revokedAtMs === null ? null : new Date(revokedAtMs).toISOString()),
};

/** What somebody has to agree to of a run. */
export const approvalRun: Required<Pick<RunResolvers, 'approvals'>> = {
  approvals: ({ id }, _arguments, { approvalsOf }) => approvalsOf.load(id),
};
