// The process API: what crosses systems, begun, watched and sent on its way again. It carries nothing out; workers do.
import { scalars } from '../../schema/canon/scalars.ts';
import type { Resolvers } from './generated/resolvers.ts';
import {
  approval,
  approvalActs,
  approvalDecision,
  approvalDelegation,
  approvalQueries,
  approvalRun,
} from './resolvers/approvals.ts';
import { acknowledgeAlert, alert, alertQueries } from './resolvers/alerts.ts';
import { auditEntry, exceptionGroup, exceptionQueries, processException, tracedRun } from './resolvers/exceptions.ts';
import { refusingUnkeptText } from './resolvers/kept-text.ts';
import {
  abandonBillingDraft,
  adjustWork,
  issueInvoice,
  postExpenses,
  releaseWorkToInvoice,
} from './resolvers/billing.ts';
import {
  billingDraft,
  billingQueries,
  billingRun,
  draftLine,
  heldWork,
  invoice,
  drawnWork,
  lineSource,
  periodDraw,
  releaseWorkPayload,
  workBilling,
  workClaim,
  workDrew,
} from './resolvers/billing-views.ts';
import {
  completeMilestone,
  contractBillingPayload,
  contractBillingRun,
  drawDownRetainer,
  drawRetainerPayload,
  runRecurringBilling,
} from './resolvers/contract-billing.ts';
import { openingPosition, openingQueries, openPosition, openPositionPayload } from './resolvers/open-position.ts';
import {
  creditAndRebill,
  creditInvoicePayload,
  creditQueries,
  creditRun,
  draftCredits,
  invoiceCredit,
  sourceCredited,
  workVersions,
} from './resolvers/credit.ts';
import {
  costLine,
  costPosting,
  costQueries,
  costRun,
  costSource,
  postWorkCost,
  postWorkCostPayload,
} from './resolvers/work-cost.ts';
import { refusingLimited } from './resolvers/limited.ts';
import { releaseSchedule, scheduleQueries } from './resolvers/release-schedule.ts';
import { operatorActs } from './resolvers/operate.ts';
import {
  conversionRun,
  convertOpportunityPayload,
  convertOpportunityToProject,
  engagement,
  engagementQueries,
  opportunity,
  unwindConversion,
} from './resolvers/convert-opportunity.ts';
import { changeCustomer, customerRun } from './resolvers/change-customer.ts';
import { conversionBlocker, conversionPlan, plannedPart } from './resolvers/conversion-plan.ts';
import { onboardCustomer } from './resolvers/onboard-customer.ts';
import { draftStanding } from './resolvers/watched.ts';
import { subscriptions } from './resolvers/runs-changed.ts';
import { replayRun, run, runQueries, runStep, runWait } from './resolvers/runs.ts';

const resolvers = {
  ...scalars,
  Query: {
    ...runQueries,
    ...engagementQueries,
    ...exceptionQueries,
    ...alertQueries,
    ...approvalQueries,
    ...billingQueries,
    ...openingQueries,
    ...creditQueries,
    ...scheduleQueries,
    ...costQueries,
  },
  Mutation: {
    onboardCustomer,
    changeCustomer,
    convertOpportunityToProject,
    unwindConversion,
    openPosition,
    releaseWorkToInvoice,
    postExpenses,
    completeMilestone,
    runRecurringBilling,
    drawDownRetainer,
    adjustWork,
    abandonBillingDraft,
    issueInvoice,
    creditAndRebill,
    postWorkCost,
    replayRun,
    ...operatorActs,
    acknowledgeAlert,
    ...approvalActs,
  },
  Subscription: subscriptions,
  Run: {
    ...run,
    ...conversionRun,
    ...customerRun,
    ...approvalRun,
    ...billingRun,
    ...contractBillingRun,
    ...creditRun,
    ...costRun,
  },
  ConvertOpportunityPayload: convertOpportunityPayload,
  ConversionPlan: conversionPlan,
  ConversionBlocker: conversionBlocker,
  PlannedPart: plannedPart,
  Engagement: engagement,
  Opportunity: opportunity,
  ReleaseWorkPayload: releaseWorkPayload,
  ContractBillingPayload: contractBillingPayload,
  DrawRetainerPayload: drawRetainerPayload,
  OpenPositionPayload: openPositionPayload,
  OpeningPosition: openingPosition,
  BillingDraft: { ...billingDraft, ...draftCredits, ...draftStanding },
  CreditInvoicePayload: creditInvoicePayload,
  PostWorkCostPayload: postWorkCostPayload,
  CostPosting: costPosting,
  CostLine: costLine,
  CostSource: costSource,
  InvoiceCredit: invoiceCredit,
  DraftLine: draftLine,
  LineSource: { ...lineSource, ...sourceCredited },
  DrawnWork: drawnWork,
  HeldWork: heldWork,
  ReleaseSchedule: releaseSchedule,
  PeriodDraw: periodDraw,
  WorkBilling: { ...workBilling, ...workVersions, ...workDrew },
  WorkClaim: workClaim,
  Invoice: invoice,
  RunStep: runStep,
  RunWait: runWait,
  ProcessException: processException,
  ExceptionGroup: exceptionGroup,
  Alert: alert,
  TracedRun: tracedRun,
  AuditEntry: auditEntry,
  Approval: approval,
  ApprovalDecision: approvalDecision,
  ApprovalDelegation: approvalDelegation,
} satisfies Resolvers;

/** The resolvers of the process subgraph. */
export const processResolvers: Resolvers = refusingLimited(refusingUnkeptText(resolvers));
