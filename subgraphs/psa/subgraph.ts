// The PSA's system API: projects, people and work, whichever vendor keeps them.
import { scalars } from '../../schema/canon/scalars.ts';
import { writeUnions } from '../ledger/desk.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { billingMutation, billingQuery } from './resolvers/billing-writes.ts';
import { costQuery } from './resolvers/work-cost.ts';
import { mutation } from './resolvers/customer-writes.ts';
import { assignment, customer, milestone, project, resourceRequest, task, unbilledWork } from './resolvers/project.ts';
import { projectFacts } from './resolvers/project-facts.ts';
import { projectMutation } from './resolvers/project-writes.ts';
import { billingFacts } from './resolvers/billing-facts.ts';
import { query } from './resolvers/query.ts';
import { standingQueries } from './resolvers/standing.ts';
import { expense, rateCard, resource, timeEntry } from './resolvers/work.ts';

/** The resolvers of the psa subgraph; their context is `psaContext`. */
export const psaResolvers: Resolvers = {
  ...scalars,
  ...writeUnions,
  Query: { ...query, ...billingFacts, ...projectFacts, ...billingQuery, ...costQuery, ...standingQueries },
  Mutation: { ...mutation, ...projectMutation, ...billingMutation },
  Project: project,
  Customer: customer,
  UnbilledWork: unbilledWork,
  Task: task,
  Milestone: milestone,
  Assignment: assignment,
  ResourceRequest: resourceRequest,
  TimeEntry: timeEntry,
  Expense: expense,
  Resource: resource,
  RateCard: rateCard,
};
