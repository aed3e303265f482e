// The CRM's system API: customers, deals and contracts, whichever vendor keeps them.
import { scalars } from '../../schema/canon/scalars.ts';
import { writeUnions } from '../ledger/desk.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { contract, contractAmendment, contractLine, performanceObligation } from './resolvers/contract.ts';
import { customer } from './resolvers/customer.ts';
import { mutation } from './resolvers/customer-writes.ts';
import { opportunity, statementOfWork } from './resolvers/opportunity.ts';
import { opportunityMutation } from './resolvers/opportunity-writes.ts';
import { billingFacts } from './resolvers/billing-facts.ts';
import { query } from './resolvers/query.ts';

/** The resolvers of the crm subgraph; their context is `crmContext`. */
export const crmResolvers: Resolvers = {
  ...scalars,
  ...writeUnions,
  Query: { ...query, ...billingFacts },
  Mutation: { ...mutation, ...opportunityMutation },
  Customer: customer,
  Opportunity: opportunity,
  StatementOfWork: statementOfWork,
  Contract: contract,
  ContractLine: contractLine,
  PerformanceObligation: performanceObligation,
  ContractAmendment: contractAmendment,
};
