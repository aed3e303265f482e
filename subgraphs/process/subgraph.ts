// The process API: what crosses systems, begun, watched and sent on its way again. It carries nothing out; workers do.
import { scalars } from '../../schema/canon/scalars.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { auditEntry, exceptionGroup, exceptionQueries, processException, tracedRun } from './resolvers/exceptions.ts';
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
import { onboardCustomer } from './resolvers/onboard-customer.ts';
import { subscriptions } from './resolvers/runs-changed.ts';
import { replayRun, run, runQueries, runStep } from './resolvers/runs.ts';

/** The resolvers of the process subgraph. */
export const processResolvers: Resolvers = {
  ...scalars,
  Query: { ...runQueries, ...engagementQueries, ...exceptionQueries },
  Mutation: { onboardCustomer, convertOpportunityToProject, unwindConversion, replayRun, ...operatorActs },
  Subscription: subscriptions,
  Run: { ...run, ...conversionRun },
  ConvertOpportunityPayload: convertOpportunityPayload,
  Engagement: engagement,
  Opportunity: opportunity,
  RunStep: runStep,
  ProcessException: processException,
  ExceptionGroup: exceptionGroup,
  TracedRun: tracedRun,
  AuditEntry: auditEntry,
};
