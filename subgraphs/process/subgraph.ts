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
import { refusingLimited } from './resolvers/limited.ts';
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
import { onboardCustomer } from './resolvers/onboard-customer.ts';
import { subscriptions } from './resolvers/runs-changed.ts';
import { replayRun, run, runQueries, runStep } from './resolvers/runs.ts';

const resolvers = {
  ...scalars,
  Query: { ...runQueries, ...engagementQueries, ...exceptionQueries, ...alertQueries, ...approvalQueries },
  Mutation: {
    onboardCustomer,
    changeCustomer,
    convertOpportunityToProject,
    unwindConversion,
    replayRun,
    ...operatorActs,
    acknowledgeAlert,
    ...approvalActs,
  },
  Subscription: subscriptions,
  Run: { ...run, ...conversionRun, ...customerRun, ...approvalRun },
  ConvertOpportunityPayload: convertOpportunityPayload,
  Engagement: engagement,
  Opportunity: opportunity,
  RunStep: runStep,
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
