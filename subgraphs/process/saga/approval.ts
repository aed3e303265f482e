// What a process asks somebody else to agree to, and how the firm's policy turns that into a request.
import type { Money } from '../../../schema/canon/money.ts';
import { strictestRule } from '../../journal/approvals/rule.ts';
import type { ApprovalPolicy } from '../../journal/approvals/rule.ts';
import { approvalExpired, approvalRejected, approvalWithdrawn } from '../../journal/run-journal.ts';
import type { ApprovalAnswer, ApprovalRequest, Json } from '../../journal/run-journal.ts';
import { failure } from './outcome.ts';
import type { StopReason } from './stop.ts';

/** What a process asks for at one place. */
export interface AskedApproval {
  /** What the policy goes by, such as `conversion.at-risk`; lower case, with dots. */
  readonly action: string;
  /** Code of the legal entity; null when it is the firm's. */
  readonly legalEntity: string | null;
  /** What is at stake; null when no money is. */
  readonly amount: Money | null;
  /** What it is about, as people know it. */
  readonly subject?: { readonly kind: string; readonly id: string; readonly label: string | null } | null;
  /** For whoever decides: what happens when they agree, in a sentence of ours without names of persons. */
  readonly explanation: string;
  /** Pseudonyms of those who manage what it is about, where the policy lets project managers decide; absent: nobody. */
  readonly managers?: readonly string[];
  /** The facts they agree to; should they change before it is applied, it is asked for anew. */
  readonly evidence: Json;
  /** The words of whoever asked, where there are any; kept where they can be erased. */
  readonly reason?: string | null;
  /** A no takes back what was done, which is the default, or stops for a person with nothing taken back. */
  readonly onRejection?: 'TAKE_BACK' | 'STOP';
}

/** NOT_REQUIRED: the policy lets it pass. Everything else that can happen ends the execution. */
export type Approved = { readonly kind: 'NOT_REQUIRED' } | { readonly kind: 'APPROVED'; readonly approval: string };

/** The request for the journal; null when nobody has to agree. */
export function askedApproval(
  name: string,
  asked: AskedApproval,
  world: { readonly approvals?: ApprovalPolicy; nowMs(): number },
): ApprovalRequest | null {
  const { approvals } = world;
  const rule = approvals === undefined ? strictestRule : approvals.ruleOf(asked);
  if (rule === null) return null;
  const { action, legalEntity, amount, explanation, evidence } = asked;
  const nowMs = approvals?.nowMs() ?? world.nowMs();
  return {
    ...{ name, action, legalEntity, amount, explanation, evidence },
    ...{ subject: asked.subject ?? null, reason: asked.reason ?? null },
    ...(asked.managers === undefined ? {} : { managers: asked.managers }),
    ...{ roles: rule.roles, approvers: rule.approvers, nowMs, expiresAtMs: nowMs + rule.expiresInMs },
  };
}

/** What stops a run that was not agreed to, or not yet. */
export function stopOf(
  name: string,
  { action, onRejection }: AskedApproval,
  { kind, approval }: ApprovalAnswer & { readonly kind: Exclude<ApprovalAnswer['kind'], 'APPROVED'> },
): StopReason {
  switch (kind) {
    case 'WAITING':
      return { kind, step: name, approval };
    case 'WITHDRAWN': {
      const message = `Whoever asked for ${action} took it back (${approval}); nothing is made`;
      return { kind: 'REFUSED', step: name, failure: failure(approvalWithdrawn, message) };
    }
    case 'EXPIRED': {
      const message = `Nobody decided in time on ${action}; ask the approvers, then replay to have it asked anew`;
      return { kind: 'STUCK', step: name, failure: failure(approvalExpired, message) };
    }
    case 'REJECTED': {
      const message = `Approval of ${action} was refused (${approval}); read why there`;
      const stopped = onRejection === 'STOP' ? 'STUCK' : 'REFUSED';
      return { kind: stopped, step: name, failure: failure(approvalRejected, message) };
    }
  }
}
