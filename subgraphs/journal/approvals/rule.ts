// What a policy says of something that is asked: who has to agree, or nobody.
import type { Money } from '../../../schema/canon/money.ts';

/** What a policy goes by. */
export interface AskedOfPolicy {
  readonly action: string;
  /** A code; null when it is the firm's. */
  readonly legalEntity: string | null;
  /** Null when no money is at stake. */
  readonly amount: Money | null;
}

/** Who has to agree to something. */
export interface ApprovalRule {
  /** Any of these. */
  readonly roles: readonly string[];
  /** As many different people. */
  readonly approvers: number;
  readonly expiresInMs: number;
}

/** The firm's policy, and the clock that approvals expire by. */
export interface ApprovalPolicy {
  /** Null: nobody has to agree. */
  ruleOf(asked: AskedOfPolicy): ApprovalRule | null;
  /** Milliseconds since the epoch: business time. */
  nowMs(): number;
}

const dayMs = 86_400_000;

/** Where no policy says anything: a finance controller other than the requester, within a week that may hold holidays. */
export const strictestRule: ApprovalRule = { roles: ['finance-controller'], approvers: 1, expiresInMs: 7 * dayMs };
