// All that the process API needs of approvals, over one database.
import type { Database } from '../../store/store.ts';
import { carryingOut } from './carry-out.ts';
import { Approvals } from './decide.ts';
import { Delegations } from './delegations.ts';
import type { ApprovalPolicy } from './rule.ts';
import { ApprovalViews } from './views.ts';

/** Decisions, delegations and views; `key` seals the audit. */
export interface ApprovalDesk {
  readonly approvals: Approvals;
  readonly delegations: Delegations;
  readonly approvalViews: ApprovalViews;
  /** Milliseconds since the epoch: business time, by which approvals expire. */
  readonly nowMs: () => number;
}

/** The desk of a database. */
export function approvalDesk(db: Database, key: Buffer, policy: ApprovalPolicy): ApprovalDesk {
  return {
    approvals: new Approvals(db, key, carryingOut(key)),
    delegations: new Delegations(db, key),
    approvalViews: new ApprovalViews(db),
    nowMs: () => policy.nowMs(),
  };
}
