// Answers to root fields, kept as a whole per subgraph request.
import { PassingMap } from '../../subgraphs/runtime/passing.ts';
import { parseWithDigits } from '../federation/execute/exact-number.ts';
import type { AskSubgraph, Caller, Provenance, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import type { RootPolicy } from './fetch-policy.ts';
import { launch } from './flights.ts';
import type { Flight } from './flights.ts';
import { relabel } from './freshness-labels.ts';
import { keptTags } from './kept.ts';
import type { KeptTags } from './invalidations.ts';
import { audienceOf, inBackground, isOnlyTheirs, isSilence, judge, keepForMs, keyFor, momentOf } from './memory.ts';
import type { Found, Memory } from './memory.ts';
import { collectTags } from './tag-places.ts';

/** A reply with the text of its data, from which those who joined read their own copy. */
interface Asked {
  readonly reply: SubgraphReply;
  readonly text: string;
}

/** One question and how to treat it. */
interface Question {
  readonly request: SubgraphRequest;
  readonly policy: RootPolicy;
  readonly key: string;
}

/** Asks root fields, from memory where that will do. */
export class RootAsker {
  readonly #ask: AskSubgraph;
  readonly #memory: Memory;
  readonly #flights = new PassingMap<Flight<Asked>>();

  constructor(ask: AskSubgraph, memory: Memory) {
    this.#ask = ask;
    this.#memory = memory;
  }

  /** The reply to one request. */
  async ask(request: SubgraphRequest, caller: Caller, policy: RootPolicy): Promise<SubgraphReply> {
    const memory = this.#memory;
    const { life } = policy;
    const key = keyFor(policy.keyStart, JSON.stringify(request.variables), audienceOf(memory, life, caller));
    const question = { request, policy, key };
    const moment = momentOf(memory, caller);
    let found = judge(memory, memory.kept.peek(key), life, moment);
    if (found?.kind !== 'fresh' && memory.kept.isShared) {
      const [elsewhere] = await memory.kept.fetch([key]);
      found = judge(memory, elsewhere, life, moment) ?? found;
    }
    if (found && found.kind !== 'old') {
      if (found.kind === 'aging') void this.#flight(question, inBackground(caller), moment.notBeforeMs);
      return repeat(found, policy, { kind: 'cached', ageMs: found.ageMs });
    }
    const { flight, isJoined } = this.#flight(question, caller, moment.notBeforeMs);
    const { reply, text } = await flight.board(caller.signal);
    if (isJoined && isOnlyTheirs(reply, caller)) return this.#ask(request, caller);
    if (reply.kind === 'answered') return isJoined ? { ...reply, data: parseWithDigits(text) } : reply;
    if (!found || !isSilence(reply)) return reply;
    return repeat(found, policy, { kind: 'stale', ageMs: found.ageMs, reason: reply.error });
  }

  /** The question under way, unless it was asked before the caller changed something; or a new one. */
  #flight(question: Question, caller: Caller, notBeforeMs: number): { flight: Flight<Asked>; isJoined: boolean } {
    const { key } = question;
    const known = this.#flights.get(key);
    if (known && known.askedAtMs > notBeforeMs) return { flight: known, isJoined: true };
    const askedAtMs = this.#memory.clock.now().getTime();
    const flight = launch(
      caller,
      askedAtMs,
      (shared) => this.#askAndKeep(question, shared, askedAtMs),
      () => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      },
    );
    this.#flights.set(key, flight);
    return { flight, isJoined: false };
  }

  async #askAndKeep({ request, policy, key }: Question, caller: Caller, askedAtMs: number): Promise<Asked> {
    const reply = await this.#ask(request, caller);
    if (reply.kind === 'failed') return { reply, text: '' };
    const text = JSON.stringify(reply.data);
    if (reply.errors.length > 0) return { reply, text };
    const tags = tagsOf(request, policy, reply.data);
    const { life } = policy;
    this.#memory.kept.keep([{ key, kept: { text, askedAtMs, tags }, keepForMs: keepForMs(life) }]);
    return { reply: { ...reply, repeatable: repeatable(policy, askedAtMs, tags) }, text };
  }
}

function tagsOf(request: SubgraphRequest, policy: RootPolicy, data: unknown): KeptTags {
  const tags = new Set(policy.tagsOf(request.variables));
  if (policy.tags) collectTags(data, policy.tags, tags);
  return keptTags(tags);
}

function repeatable({ life }: RootPolicy, askedAtMs: number, tags: KeptTags) {
  return { askedAtMs, freshUntilMs: askedAtMs + life.freshMs, isPublic: life.isPublic, tags };
}

function repeat({ kept }: Found, policy: RootPolicy, provenance: Provenance): SubgraphReply {
  const data: unknown = parseWithDigits(kept.text);
  if (policy.labels) relabel(data, policy.labels, provenance);
  const { askedAtMs, tags } = kept;
  return { kind: 'answered', data, errors: [], provenance, repeatable: repeatable(policy, askedAtMs, tags) };
}
