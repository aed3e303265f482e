// A read cache around the port that asks subgraphs. Private by default: nothing is shared between callers who may not see
// the same. Subgraphs cache their vendors' answers themselves; this one spares the requests between us and them, and has
// an old answer at hand when a subgraph is silent.
import type { AskSubgraph, Caller, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { EntityAsker } from './ask-entities.ts';
import { RootAsker } from './ask-root.ts';
import type { CacheSettings } from './config.ts';
import { createPolicies } from './fetch-policy.ts';
import type { FetchPolicy, MutationPolicy } from './fetch-policy.ts';
import { principalOf } from './memory.ts';
import type { Memory } from './memory.ts';
import { collectTags } from './tag-places.ts';

/** What the cache stands on. */
export interface CacheParts extends Memory {
  readonly supergraph: Supergraph;
  readonly settings: CacheSettings;
  /** Called after a mutation: who made it, and which tags it invalidates. */
  readonly onChange: (principal: string, tags: readonly string[]) => void;
}

/** Puts the cache before the port. */
export function withCache(ask: AskSubgraph, parts: CacheParts): AskSubgraph {
  const { settings } = parts;
  const isOff = settings.freshMs === 0 && settings.staleMs === 0;
  const policyOf = createPolicies(parts.supergraph, settings);
  const roots = new RootAsker(ask, parts);
  const entities = new EntityAsker(ask, parts);

  return (request, caller) => {
    const policy = policyOf(request.operation);
    if (policy.kind === 'mutation') return askMutation(ask, request, caller, { policy, onChange: parts.onChange });
    if (isOff || !caller.mayRepeat || !isWorthKeeping(policy)) return ask(request, caller);
    // What everybody shares is looked up for everybody, a stranger's own answers are not.
    if (caller.isStranger && !isPublic(policy)) return ask(request, caller);
    return policy.kind === 'root' ? roots.ask(request, caller, policy) : entities.ask(request, caller, policy);
  };
}

interface Change {
  readonly policy: MutationPolicy;
  readonly onChange: CacheParts['onChange'];
}

/** Whatever came of it, something may have happened: his next reads are live. */
async function askMutation(
  ask: AskSubgraph,
  request: SubgraphRequest,
  caller: Caller,
  { policy, onChange }: Change,
): Promise<SubgraphReply> {
  const reply = await ask(request, caller);
  const tags = new Set(policy.tagsOf(request.variables));
  if (policy.tags && reply.kind === 'answered') collectTags(reply.data, policy.tags, tags);
  onChange(principalOf(caller), [...tags]);
  return reply;
}

function isWorthKeeping(policy: Exclude<FetchPolicy, MutationPolicy>): boolean {
  return policy.kind === 'root'
    ? policy.life.staleMs + policy.life.freshMs > 0
    : policy.batches.every(({ life }) => life.staleMs + life.freshMs > 0);
}

function isPublic(policy: Exclude<FetchPolicy, MutationPolicy>): boolean {
  return policy.kind === 'root' ? policy.life.isPublic : policy.batches.every(({ life }) => life.isPublic);
}
