// Plans for operations of one supergraph. What makes them is in planner/, the only place that knows the planner by name.
import { GraphQLError, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { endingWith } from '../errors.ts';
import { loadPlanner } from './planner/native-planner.ts';
import { startPlannerProcess } from './planner/planner-process.ts';
import { readPlan } from './planner/read-plan.ts';
import type { Step } from './steps.ts';
import type { Supergraph } from './supergraph.ts';

/** Plans validated, specialised documents. */
export interface Planner {
  /** Rejects with NotPlannableError when the planner gives up. */
  plan(document: DocumentNode): Promise<Step>;
  close(): void;
}

/** The planner gave up on a valid document: a limit of the planner (README, limits), not of the gateway or the query. */
export class NotPlannableError extends GraphQLError {
  constructor(cause: unknown) {
    super('No plan was found for this query. Ask for its parts in separate queries.', {
      extensions: endingWith('QUERY_NOT_PLANNABLE'),
      originalError: cause instanceof Error ? cause : null,
    });
  }
}

/** Loads a planner; throws when the supergraph is not one it understands. */
export function createPlanner(supergraph: Supergraph): Planner {
  // Valid queries on an @interfaceObject may end the planner's process (met by the fuzz): it gets one of its own.
  const endsProcesses = supergraph.sdl.includes('isInterfaceObject: true');
  const planner = endsProcesses ? startPlannerProcess(supergraph.sdl) : loadPlanner(supergraph.sdl);
  return {
    async plan(document) {
      const plan = await planner.plan(print(document)).catch((error: unknown) => {
        throw new NotPlannableError(error);
      });
      return readPlan(supergraph.fullSchema, plan);
    },
    close: () => planner.close(),
  };
}
