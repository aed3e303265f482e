// The planner's own process (planner-process.ts): loads a supergraph, then plans one operation after the other, so that
// whoever started it knows which one it was busy with when it ends.
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { PlannerReply, PlannerRequest } from './planner-process.ts';

let planner: QueryPlanner | undefined;

process.on('message', (message) => {
  const request = message as PlannerRequest;
  if (request.kind === 'load') {
    planner = new QueryPlanner(request.sdl);
    return;
  }
  const { id, text, labels, percentage } = request;
  let reply: PlannerReply;
  try {
    if (!planner) throw new Error('No supergraph was loaded');
    reply = { kind: 'planned', id, plan: planner.plan(text, null, new Set(labels), percentage) };
  } catch (error) {
    reply = { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(reply);
});
// Ends with its parent, also when that was killed.
process.once('disconnect', () => process.exit());
