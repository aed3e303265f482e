// Entities, kept one by one: one look-up for all that a request wants, one request for those that nobody has, and nobody
// asks for an entity that is being asked for already.
import { PassingMap } from '../../subgraphs/runtime/passing.ts';
import type { AskSubgraph, Caller, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import { composeReply } from './compose-entities.ts';
import type { AskedEntities, AskedSource, EntitySource, WantedEntity } from './entity-sources.ts';
import type { BatchPolicy, EntityPolicy } from './fetch-policy.ts';
import { launch } from './flights.ts';
import type { Flight } from './flights.ts';
import type { KeptTags } from './invalidations.ts';
import { keptTags } from './kept.ts';
import type { KeptWrite } from './kept.ts';
import { audienceOf, inBackground, isOnlyTheirs, isSilence, judge, keepForMs, keyFor, momentOf } from './memory.ts';
import type { Found, Memory, Moment } from './memory.ts';
import { collectTags } from './tag-places.ts';

/** Where an entity is in somebody's request under way: the batch's key there, and its index. */
interface Seat {
  readonly flight: Flight<AskedEntities>;
  readonly batchKey: string;
  readonly index: number;
}

/** Asks for entities, from memory where that will do. */
export class EntityAsker {
  readonly #ask: AskSubgraph;
  readonly #memory: Memory;
  readonly #seats = new PassingMap<Seat>();

  constructor(ask: AskSubgraph, memory: Memory) {
    this.#ask = ask;
    this.#memory = memory;
  }

  /** The reply to one request for entities. */
  async ask(request: SubgraphRequest, caller: Caller, policy: EntityPolicy): Promise<SubgraphReply> {
    const question: Question = { request, policy, moment: momentOf(this.#memory, caller) };
    const wanted = this.#wanted(request, caller, policy);
    const found = await this.#lookUp(wanted, question.moment);
    const aging = wanted.filter((_, index) => found[index]?.kind === 'aging');
    if (aging.length > 0) this.#board(question, inBackground(caller), aging);
    const missing = wanted.filter((_, index) => !found[index] || found[index].kind === 'old');
    const seats = missing.length > 0 ? this.#board(question, caller, missing) : null;
    const landed = seats ? await land(seats, caller) : null;
    const sources: EntitySource[] = [];
    for (const [index, entity] of wanted.entries()) {
      const kept = found[index] ?? null;
      const asked = kept && kept.kind !== 'old' ? undefined : landed?.get(entity.key);
      if (asked) sources.push(sourceOf(asked, kept));
      else if (kept) sources.push({ kind: 'kept', found: kept });
    }
    const isLeftAlone = sources.some(
      (source) => source.kind === 'asked' && source.isJoined && isOnlyTheirs(source.asked.reply, caller),
    );
    return isLeftAlone ? this.#ask(request, caller) : composeReply(wanted, sources);
  }

  #wanted({ variables }: SubgraphRequest, caller: Caller, { batches }: EntityPolicy): WantedEntity[] {
    const wanted: WantedEntity[] = [];
    for (const batch of batches) {
      const representations = variables[batch.variable];
      if (!Array.isArray(representations)) continue;
      // A variable that is null and one that is absent are two questions: only the absent one has a default.
      const others = batch.variables.map((name) => (name in variables ? [variables[name]] : []));
      const start = others.length > 0 ? `${batch.keyStart}|${JSON.stringify(others)}` : batch.keyStart;
      const audience = audienceOf(this.#memory, batch.life, caller);
      for (const [index, representation] of (representations as unknown[]).entries()) {
        wanted.push({ key: keyFor(start, JSON.stringify(representation), audience), batch, index, representation });
      }
    }
    return wanted;
  }

  /** One look-up here, and one elsewhere for what is not fresh here. */
  async #lookUp(wanted: readonly WantedEntity[], moment: Moment): Promise<(Found | null)[]> {
    const memory = this.#memory;
    const found = wanted.map(({ key, batch }) => judge(memory, memory.kept.peek(key), batch.life, moment));
    if (!memory.kept.isShared) return found;
    const lacking = wanted.flatMap((_, index) => (found[index]?.kind === 'fresh' ? [] : [index]));
    if (lacking.length === 0) return found;
    const elsewhere = await memory.kept.fetch(lacking.map((index) => wanted[index]?.key ?? ''));
    for (const [place, index] of lacking.entries()) {
      const life = wanted[index]?.batch.life;
      if (life) found[index] = judge(memory, elsewhere[place], life, moment) ?? found[index] ?? null;
    }
    return found;
  }

  /** A seat for each entity: in a request under way, or in a new one for all that nobody asks for. */
  #board(
    { request, policy, moment }: Question,
    caller: Caller,
    entities: readonly WantedEntity[],
  ): Map<string, BoardedSeat> {
    const boarded = new Map<string, BoardedSeat>();
    const own = new Map<string, WantedEntity>();
    for (const entity of entities) {
      const seat = this.#seats.get(entity.key);
      if (seat && seat.flight.askedAtMs > moment.notBeforeMs) boarded.set(entity.key, { seat, isJoined: true });
      else own.set(entity.key, entity);
    }
    if (own.size === 0) return boarded;
    const sent = subrequest(request, policy, [...own.values()]);
    const askedAtMs = this.#memory.clock.now().getTime();
    const flight = launch(
      caller,
      askedAtMs,
      (shared) => this.#askAndKeep(sent, shared, askedAtMs),
      () => {
        for (const key of own.keys()) if (this.#seats.get(key)?.flight === flight) this.#seats.delete(key);
      },
    );
    for (const { entity, index } of sent.places) {
      const seat = { flight, batchKey: entity.batch.key, index };
      this.#seats.set(entity.key, seat);
      boarded.set(entity.key, { seat, isJoined: false });
    }
    return boarded;
  }

  async #askAndKeep({ request, places }: Subrequest, caller: Caller, askedAtMs: number): Promise<AskedEntities> {
    const reply = await this.#ask(request, caller);
    const texts = new Map<string, string[]>();
    const tags = new Map<string, KeptTags>();
    if (reply.kind === 'failed') return { reply, askedAtMs, texts, tags };
    const writes: KeptWrite[] = [];
    const failing = new Set(reply.errors.map(({ path }) => path?.slice(0, 2).join(' ') ?? ''));
    for (const { entity, index } of places) {
      const { batch, key } = entity;
      const value = entityOf(reply.data, batch.key, index);
      const text = JSON.stringify(value ?? null);
      const known = texts.get(batch.key);
      if (known) known.push(text);
      else texts.set(batch.key, [text]);
      const own = tagsOf(entity, value);
      tags.set(key, own);
      // An error without a place of its own may be about any of them.
      const isWhole = !['', batch.key, `${batch.key} ${index}`].some((place) => failing.has(place));
      if (isWhole && value !== undefined)
        writes.push({ key, kept: { text, askedAtMs, tags: own }, keepForMs: keepForMs(batch.life) });
    }
    this.#memory.kept.keep(writes);
    return { reply, askedAtMs, texts, tags };
  }
}

/** A request with the moment its caller made it. */
interface Question {
  readonly request: SubgraphRequest;
  readonly policy: EntityPolicy;
  readonly moment: Moment;
}

/** A seat, and whether somebody else's request has it. */
interface BoardedSeat {
  readonly seat: Seat;
  readonly isJoined: boolean;
}

/** Waits for every request in which the caller has a seat. */
async function land(seats: ReadonlyMap<string, BoardedSeat>, caller: Caller): Promise<Map<string, AskedSource>> {
  const flights = [...new Set([...seats.values()].map(({ seat }) => seat.flight))];
  const results = await Promise.all(flights.map((flight) => flight.board(caller.signal)));
  const landed = new Map<string, AskedSource>();
  for (const [key, { seat, isJoined }] of seats) {
    const asked = results[flights.indexOf(seat.flight)];
    if (asked) landed.set(key, { asked, batchKey: seat.batchKey, index: seat.index, isJoined });
  }
  return landed;
}

function sourceOf(source: AskedSource, kept: Found | null): EntitySource {
  const { reply } = source.asked;
  return kept && isSilence(reply) ? { kind: 'stale', found: kept, reply } : { kind: 'asked', ...source };
}

function tagsOf({ batch, representation }: WantedEntity, value: unknown): KeptTags {
  const tags = new Set(batch.tagsOf(representation));
  if (batch.tags) collectTags(value, batch.tags, tags);
  return keptTags(tags);
}

/** A request for some of the entities, and where each of them is in it. */
interface Subrequest {
  readonly request: SubgraphRequest;
  readonly places: readonly { readonly entity: WantedEntity; readonly index: number }[];
}

function subrequest(
  { operation, variables }: SubgraphRequest,
  { batches }: EntityPolicy,
  entities: readonly WantedEntity[],
): Subrequest {
  const own: Record<string, unknown> = { ...variables };
  const lists = new Map<BatchPolicy, unknown[]>();
  for (const batch of batches) {
    const list: unknown[] = [];
    lists.set(batch, list);
    own[batch.variable] = list;
  }
  const places = entities.map((entity) => {
    const length = lists.get(entity.batch)?.push(entity.representation) ?? 1;
    return { entity, index: length - 1 };
  });
  return { request: { operation, variables: own }, places };
}

function entityOf(data: unknown, batchKey: string, index: number): unknown {
  const list = (data as Readonly<Record<string, unknown>> | null)?.[batchKey];
  return Array.isArray(list) ? (list as unknown[])[index] : undefined;
}
