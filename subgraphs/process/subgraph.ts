// The process API: what crosses systems, begun, watched and sent on its way again. It carries nothing out; workers do.
import { scalars } from '../../schema/canon/scalars.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { onboardCustomer } from './resolvers/onboard-customer.ts';
import { replayRun, run, runQueries, runStep } from './resolvers/runs.ts';

/** The resolvers of the process subgraph. */
export const processResolvers: Resolvers = {
  ...scalars,
  Query: runQueries,
  Mutation: { onboardCustomer, replayRun },
  Run: run,
  RunStep: runStep,
};
