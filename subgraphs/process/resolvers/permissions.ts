// Which role may do what with processes (DOMAIN, role stories).
import { GraphQLError } from 'graphql';
import type { Role } from '../../../schema/canon/roles.ts';
import type { Envelope } from '../../runtime/envelope.ts';

/** What can be done. `watch`: see runs, what they wrote and their exceptions. `operate`: act on exceptions, see how the house does. */
export type ProcessRight =
  | 'onboardCustomer'
  | 'changeCustomer'
  | 'changeCustomerFinance'
  | 'convertOpportunity'
  | 'unwindConversion'
  | 'releaseWork'
  | 'completeMilestone'
  | 'openPosition'
  | 'postCost'
  | 'seeCost'
  | 'seeBilling'
  | 'seeDrafts'
  | 'watch'
  | 'health'
  | 'replay'
  | 'operate'
  | 'pause'
  | 'audit'
  | 'seeApprovals'
  | 'decide';

const readers: readonly Role[] = [
  'project-manager',
  'account-manager',
  'finance-controller',
  'operator',
  'billing-preparer',
  'billing-approver',
  'auditor',
];

const holders: Readonly<Record<ProcessRight, readonly Role[]>> = {
  onboardCustomer: ['account-manager', 'finance-controller', 'operator'],
  changeCustomer: ['account-manager', 'finance-controller', 'operator'],
  changeCustomerFinance: ['finance-controller', 'operator'],
  convertOpportunity: ['account-manager', 'project-manager', 'finance-controller', 'operator'],
  unwindConversion: ['finance-controller', 'operator'],
  // Whoever prepares a bill does not agree to it (approvals/policy.ts).
  releaseWork: ['billing-preparer', 'finance-controller'],
  // Whoever manages the project hears of the acceptance first; the invoice is somebody else's to release.
  completeMilestone: ['project-manager', 'billing-preparer', 'finance-controller'],
  openPosition: ['billing-preparer', 'finance-controller'],
  // Whoever posts what people cost sees it; the postings' totals by project are for those who manage it, too.
  postCost: ['finance-controller'],
  seeCost: ['finance-controller', 'project-manager', 'auditor'],
  seeBilling: ['billing-preparer', 'billing-approver', 'finance-controller', 'account-manager', 'operator', 'auditor'],
  // Project managers those of their own projects that they are asked to look at (billing-views.ts), the others all of them.
  seeDrafts: [
    ...([
      'billing-preparer',
      'billing-approver',
      'finance-controller',
      'account-manager',
      'operator',
      'auditor',
    ] as const),
    'project-manager',
  ],
  watch: readers,
  health: ['finance-controller', 'operator', 'auditor'],
  replay: ['finance-controller', 'operator'],
  operate: ['finance-controller', 'operator'],
  pause: ['operator'],
  audit: ['finance-controller', 'operator', 'auditor'],
  seeApprovals: readers,
  // Those a policy may name (approvals/policy.ts): they neither prepare nor audit.
  decide: ['account-manager', 'finance-controller', 'operator', 'billing-approver', 'project-manager'],
};

/** Whether whoever asks has a right: for what a payload shows besides what it did. */
export function may(right: ProcessRight, { principal }: Envelope): boolean {
  return holders[right].includes(principal.role);
}

/** Raises FORBIDDEN, naming the roles that may, unless the caller's role is one of them. */
export function demand(right: ProcessRight, { principal }: Envelope): void {
  const allowed = holders[right];
  if (allowed.includes(principal.role)) return;
  const message = `The role ${principal.role} may not ${right}; ask somebody who is ${allowed.join(' or ')}`;
  throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}
