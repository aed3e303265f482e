// The planner itself: native code that trusts its input. A cyclic fragment ends the process, and @inaccessible fields are
// planned; so it is given nothing but documents validated against the public schema and then specialised.
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** Makes plans out of operation text. Rejects when it gives up. */
export interface TextPlanner {
  plan(text: string): Promise<QueryPlan>;
  close(): void;
}

/** Loads the planner into this process; throws when the supergraph is not one it understands. */
export function loadPlanner(sdl: string): TextPlanner {
  const native = new QueryPlanner(sdl);
  return { plan: (text) => native.planAsync(text, null, new Set(), 0), close: () => undefined };
}
