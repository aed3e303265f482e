// The cache's working parts, and the one judgement all of it rests on: whether something kept may be repeated to somebody.
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import type { GatewayCode } from '../errors.ts';
import type { Caller, SubgraphReply } from '../federation/subgraph.ts';
import { nothingForwarded } from '../security/header-rules.ts';
import type { Invalidations } from './invalidations.ts';
import type { Kept, KeptAnswers } from './kept.ts';
import type { Life } from './life.ts';

/** The parts that answers, root fetches and entity fetches share. */
export interface Memory {
  readonly kept: KeptAnswers;
  readonly invalidations: Invalidations;
  readonly clock: Clock;
  /** The caller's part of a key: callers with equal ones may share answers. */
  whoOf(caller: Caller): string;
}

/** Something kept that may be used: at once, at once while it is asked for anew, or only when there is nothing better. */
export interface Found {
  readonly kind: 'fresh' | 'aging' | 'old';
  readonly kept: Kept;
  readonly ageMs: number;
}

/** For whom and when something kept is judged. */
export interface Moment {
  readonly nowMs: number;
  /** What was asked until then is too old for this caller: he has changed something since. */
  readonly notBeforeMs: number;
}

/** Who changed something, and reads what he changed: the same one whatever headers he sends along. */
export function principalOf(caller: Caller): string {
  return caller.principal ?? caller.fingerprint;
}

/** The moment of a caller. */
export function momentOf({ invalidations, clock }: Memory, caller: Caller): Moment {
  return { nowMs: clock.now().getTime(), notBeforeMs: invalidations.notBefore(principalOf(caller)) };
}

/** Judges; null when it is worth nothing. */
export function judge(memory: Memory, kept: Kept | undefined, life: Life, moment: Moment): Found | null {
  if (!kept || kept.askedAtMs <= moment.notBeforeMs) return null;
  if (memory.invalidations.isInvalid(kept.tags, kept.askedAtMs)) return null;
  const ageMs = Math.max(0, moment.nowMs - kept.askedAtMs);
  if (ageMs < life.freshMs) return { kind: 'fresh', kept, ageMs };
  if (ageMs < life.freshMs + life.revalidateMs) return { kind: 'aging', kept, ageMs };
  return ageMs < life.staleMs ? { kind: 'old', kept, ageMs } : null;
}

/** How long a store has to remember something that lives like this. */
export function keepForMs(life: Life): number {
  return Math.max(life.freshMs + life.revalidateMs, life.staleMs);
}

/** Who may share an answer: everybody whose headers go on alike when it is public, else the caller's equals. */
export function audienceOf(memory: Memory, life: Life, caller: Caller): string {
  if (!life.isPublic) return memory.whoOf(caller);
  const { forwarded = nothingForwarded } = caller;
  return forwarded === nothingForwarded ? '' : JSON.stringify(forwarded);
}

/** A key: the question, its variables, and whoever may see the answer. */
export function keyFor(start: string, variables: string, audience: string): string {
  return `${start}|${audience}|${variables}`;
}

/** Silence of a subgraph, in its several forms; after these an old answer is better than none. */
const silences: ReadonlySet<string> = new Set<GatewayCode | 'CIRCUIT_OPEN' | 'DEADLINE_EXCEEDED'>([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
  'CIRCUIT_OPEN',
  'DEADLINE_EXCEEDED',
]);

/** Whether a reply says that nobody was there. */
export function isSilence(reply: SubgraphReply): reply is Extract<SubgraphReply, { kind: 'failed' }> {
  return reply.kind === 'failed' && silences.has(reply.error.code);
}

/** Whether a shared question ended because of the one who asked it, so that whoever joined should ask by himself. */
export function isOnlyTheirs(reply: SubgraphReply, caller: Caller): boolean {
  if (caller.signal.aborted || Date.now() >= caller.deadlineAt) return false;
  return endsOf(reply).some((code) => code === 'CANCELLED' || code === 'DEADLINE_EXCEEDED');
}

/** How a question ended for whoever asked it: an old answer in its place hides why it was given, and a subgraph was told their deadline. */
function endsOf(reply: SubgraphReply): readonly string[] {
  if (reply.kind === 'failed') return [reply.error.code];
  const { provenance, errors } = reply;
  const codes = errors.map(({ code }) => code);
  return provenance.kind === 'stale' ? [provenance.reason.code, ...codes] : codes;
}

/** A background question gets this long. */
const backgroundMs = 10_000;

/** Asks on behalf of a caller who does not wait. */
export function inBackground(caller: Caller): Caller {
  return { ...caller, signal: new StopSource(), deadlineAt: Date.now() + backgroundMs };
}
