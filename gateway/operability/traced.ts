// A span around each request to a subgraph, the gateway's cache and breaker included: how it ended says which of them answered.
import { beginSpan } from '../../subgraphs/runtime/tracing.ts';
import type { AskSubgraph, Caller, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import { outcomeOf } from './metrics.ts';

/** Puts spans around the port; nothing but one comparison while nobody traces. */
export function traced(ask: AskSubgraph): AskSubgraph {
  return (request, caller) => (caller.trace ? askTraced(ask, request, caller) : ask(request, caller));
}

async function askTraced(ask: AskSubgraph, request: SubgraphRequest, caller: Caller): Promise<SubgraphReply> {
  const { subgraph, kind } = request.operation;
  const attributes = { 'graphql.operation.type': kind, 'subgraph.name': subgraph };
  const span = beginSpan({ name: `ask ${subgraph}`, role: 'CLIENT', parent: caller.trace ?? null, attributes });
  const reply = await ask(request, { ...caller, trace: span.place });
  span.end({ outcome: outcomeOf(reply) }, reply.kind === 'failed' ? reply.error.code : null);
  return reply;
}
