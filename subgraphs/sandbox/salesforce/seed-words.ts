// The firm's words and the picklist values of the CRM that mean the same.
import type { Amendment, BillingModel, Contract, Opportunity, RevenueMethod, StatementOfWork } from '../firm/model.ts';
import type {
  AMENDMENT_KINDS,
  APPROVAL_STATES,
  BILLING_MODELS,
  CONTRACT_STATUSES,
  REVENUE_METHODS,
} from './catalogue/deal-objects.ts';
import type { OPPORTUNITY_STAGES } from './catalogue/opportunity-stages.ts';

/** How a deal is charged. */
export const BILLING: Readonly<Record<BillingModel, (typeof BILLING_MODELS)[number]>> = {
  timeAndMaterials: 'Time and Materials',
  fixedFee: 'Fixed Fee',
  milestone: 'Milestone',
  retainer: 'Retainer',
  recurring: 'Recurring',
};
/** How revenue is recognised. */
export const REVENUE: Readonly<Record<RevenueMethod, (typeof REVENUE_METHODS)[number]>> = {
  rightToInvoice: 'Right to Invoice',
  costToCost: 'Cost to Cost',
  milestone: 'Milestone',
  straightLine: 'Straight Line',
};
/** Where a deal stands. */
export const STAGE: Readonly<Record<Opportunity['stage'], (typeof OPPORTUNITY_STAGES)[number]['value']>> = {
  prospecting: 'Prospecting',
  qualification: 'Qualification',
  proposal: 'Proposal/Price Quote',
  negotiation: 'Negotiation/Review',
  contracted: 'Contracted',
  won: 'Closed Won',
  lost: 'Closed Lost',
};
/** Where a contract stands. */
export const STATUS: Readonly<Record<Contract['status'], (typeof CONTRACT_STATUSES)[number]>> = {
  draft: 'Draft',
  inApproval: 'In Approval Process',
  activated: 'Activated',
  suspended: 'Suspended',
  completed: 'Completed',
  terminated: 'Terminated',
};
/** How far the approval of a statement of work has come. */
export const APPROVAL: Readonly<Record<StatementOfWork['state'], (typeof APPROVAL_STATES)[number]>> = {
  draft: 'Draft',
  inApproval: 'In Approval',
  approved: 'Approved',
  rejected: 'Rejected',
  signed: 'Signed',
};
/** What kind of modification an amendment is. */
export const AMENDMENT: Readonly<Record<Amendment['kind'], (typeof AMENDMENT_KINDS)[number]>> = {
  separate: 'Separate',
  prospective: 'Prospective',
  catchUp: 'Catch-Up',
};
