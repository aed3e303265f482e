// Plans that must not be carried out: when two @requires fields beside each other need one field with different arguments,
// the planner asks for both values, one of them under a key of its own making, and then sends the same one to both.
import type { FetchRewrite, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';

/** A key of the planner's making for a field with arguments. */
const ownKey = /\b(_internal_qp_alias_\d+):\s*\w+\(/g;

/** Hands a plan on; throws when it mixes the inputs of two fields. */
export function refuseMixedInputs(plan: QueryPlan): QueryPlan {
  if (plan.node && mixesInputs(plan.node)) throw new Error('The plan mixes the inputs of two @requires fields');
  return plan;
}

/** Whether some value is fetched under a key that nothing reads. */
function mixesInputs(node: PlanNode): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(mixesInputs);
    case 'Flatten':
      return mixesInputs(node.node);
    case 'Fetch':
      return hasUnreadKey(node.operation, node.outputRewrites ?? []);
    case 'BatchFetch':
      return hasUnreadKey(
        node.operation,
        node.entityBatch.aliases.flatMap(({ outputRewrites }) => outputRewrites ?? []),
      );
    default:
      return false;
  }
}

function hasUnreadKey(operation: string, rewrites: readonly FetchRewrite[]): boolean {
  const renamed = JSON.stringify(rewrites);
  return [...operation.matchAll(ownKey)].some(([, key = '']) => !renamed.includes(`"${key}"`));
}
