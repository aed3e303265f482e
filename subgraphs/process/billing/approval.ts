// Maker and checker (DOMAIN rule 65): who may approve what, for how much, for which company; never who asked for it.
import { compare, type Money } from '../../../schema/canon/money.ts';

/** What of billing needs a second person. */
export const approvalActions = [
  'RELEASE_INVOICE',
  'CREDIT_AND_REBILL',
  'WRITE_DOWN',
  'CONCESSION',
  'BAD_DEBT',
  'SMALL_BALANCE',
  'CORRECT_TAX',
  'CORRECT_TERMS',
  'CORRECT_CUSTOMER',
  'RESOLVE_DOUBT',
  'REPLAY_AFTER_COMPENSATION',
  'OVERRIDE_HOLD',
  'OVERRIDE_PERIOD',
  'OPENING_POSITION',
] as const;
export type ApprovalAction = (typeof approvalActions)[number];

/** A line of the policy: from this amount on, this role approves. `entity` null is every company without a line of its own. */
export interface ApprovalRule {
  readonly action: ApprovalAction;
  readonly entity: string | null;
  readonly from: Money;
  readonly approver: string;
}

/** What is asked, by whom. */
export interface ApprovalRequest {
  readonly action: ApprovalAction;
  readonly entity: string;
  readonly amount: Money;
  readonly requestedBy: string;
}

/** Who decides: a person with roles of their own and roles lent to them between two days, both included. */
export interface Approver {
  readonly person: string;
  readonly roles: readonly string[];
  readonly delegations: readonly {
    readonly role: string;
    readonly by: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** Whether this person may approve this, by which role, or why not. */
export type ApprovalVerdict =
  | { readonly kind: 'MAY_APPROVE'; readonly role: string; readonly delegatedBy: string | null }
  | { readonly kind: 'MAY_NOT'; readonly message: string };

/**
 * The role that approves: of the company's own lines, else of the general ones, the one with the highest `from` not above the
 * amount's size. Null when no line covers it, which refuses: silence is no approval. Lines in another currency do not count.
 */
export function approverRole(
  policy: readonly ApprovalRule[],
  { action, entity, amount }: ApprovalRequest,
): string | null {
  const size = amount.amount.startsWith('-') ? { ...amount, amount: amount.amount.slice(1) } : amount;
  const covering = policy.filter(
    (rule) => rule.action === action && rule.from.currency === amount.currency && compare(rule.from, size) <= 0,
  );
  const own = covering.filter((rule) => rule.entity === entity);
  const lines = own.length > 0 ? own : covering.filter((rule) => rule.entity === null);
  const [highest] = [...lines].sort((a, b) => compare(b.from, a.from));
  return highest?.approver ?? null;
}

/** Whether a person may approve a request on a day (rule 65): by a role or a delegation in force, and never their own request. */
export function approvalVerdict(
  policy: readonly ApprovalRule[],
  request: ApprovalRequest,
  approver: Approver,
  on: string,
): ApprovalVerdict {
  const role = approverRole(policy, request);
  const what = `${request.action} of ${request.amount.amount} ${request.amount.currency} for ${request.entity}`;
  if (role === null) return { kind: 'MAY_NOT', message: `No line of the approval policy covers ${what}; add one` };
  if (approver.person === request.requestedBy)
    return { kind: 'MAY_NOT', message: `${approver.person} asked for ${what} and cannot approve it` };
  if (approver.roles.includes(role)) return { kind: 'MAY_APPROVE', role, delegatedBy: null };
  const lent = approver.delegations.filter(
    (delegation) => delegation.role === role && delegation.from <= on && on <= delegation.to,
  );
  // Who asked cannot lend their own approval to somebody else either.
  const delegation = lent.find(({ by }) => by !== request.requestedBy);
  if (delegation !== undefined) return { kind: 'MAY_APPROVE', role, delegatedBy: delegation.by };
  return { kind: 'MAY_NOT', message: `${what} is approved by ${role}, which ${approver.person} is not on ${on}` };
}
