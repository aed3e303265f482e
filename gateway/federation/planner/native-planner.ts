// The planner itself: native code that trusts its input. A cyclic fragment ends the process, and @inaccessible fields are
// planned; so it is given nothing but documents validated against the public schema and then specialised.
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import type { OverrideLabels, Overrides } from '../overrides.ts';

/** Makes plans out of operation text. Rejects when it gives up. */
export interface TextPlanner {
  /** The supergraph's @override labels, on which plans depend. */
  readonly overrides: OverrideLabels;
  plan(text: string, overrides: Overrides): Promise<QueryPlan>;
  close(): void;
}

/** Loads the planner into this process; throws when the supergraph is not one it understands. */
export function loadPlanner(sdl: string): TextPlanner {
  const native = new QueryPlanner(sdl);
  return {
    overrides: { labels: native.overrideLabels, percentages: native.overridePercentages },
    plan: (text, { labels, percentage }) => native.planAsync(text, null, new Set(labels), percentage),
    close: () => undefined,
  };
}
