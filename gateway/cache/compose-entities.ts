// Puts a reply together from entities that were come by in different ways: kept, asked for, asked for by somebody else.
import { parseWithDigits } from '../federation/execute/exact-number.ts';
import type { LocatedError, Provenance, Repeatable, SubgraphError, SubgraphReply } from '../federation/subgraph.ts';
import type { AskedEntities, AskedSource, EntitySource, WantedEntity } from './entity-sources.ts';
import { relabel } from './freshness-labels.ts';
import type { KeptTags } from './invalidations.ts';
import { joinTags } from './kept.ts';

/** The reply to a request; `sources` are in the order of `wanted`. */
export function composeReply(wanted: readonly WantedEntity[], sources: readonly EntitySource[]): SubgraphReply {
  const whole = wholeReply(sources);
  if (whole) return { ...whole.reply, ...(whole.mayRepeat ? { repeatable: repeatableOf(wanted, sources) } : {}) };
  const reply = new Composer();
  for (const [place, entity] of wanted.entries()) {
    const source = sources[place];
    if (source) reply.add(entity, source);
  }
  const { data, errors } = reply;
  const provenance = provenanceOf(sources);
  const mayRepeat = errors.length === 0 && provenance.kind !== 'stale';
  return {
    kind: 'answered',
    data,
    errors,
    provenance,
    ...(mayRepeat ? { repeatable: repeatableOf(wanted, sources) } : {}),
  };
}

/** The reply itself when one request of one's own answered for all, or when nothing came of any. */
function wholeReply(sources: readonly EntitySource[]): { reply: SubgraphReply; mayRepeat: boolean } | null {
  const [first] = sources;
  if (first?.kind !== 'asked') return null;
  const { asked } = first;
  const isOne = sources.every((source) => source.kind === 'asked' && source.asked === asked && !source.isJoined);
  if (isOne && isAllOf(asked, sources.length)) {
    return { reply: asked.reply, mayRepeat: asked.reply.kind === 'answered' && asked.reply.errors.length === 0 };
  }
  const isNone = sources.every((source) => source.kind === 'asked' && source.asked.reply.kind === 'failed');
  return isNone ? { reply: asked.reply, mayRepeat: false } : null;
}

/** Equal entities are asked for once, and then the answer's places are not the request's. */
function isAllOf({ reply, texts }: AskedEntities, count: number): boolean {
  if (reply.kind === 'failed') return true;
  let asked = 0;
  for (const list of texts.values()) asked += list.length;
  return asked === count;
}

class Composer {
  readonly data: Record<string, unknown[]> = {};
  readonly errors: LocatedError[] = [];
  /** Objects of a reply belong to one place: a second one reads its own copy. */
  readonly #taken = new Set<unknown>();
  readonly #told = new Set<LocatedError>();

  add(entity: WantedEntity, source: EntitySource): void {
    const { batch, index } = entity;
    const list = (this.data[batch.key] ??= []);
    if (source.kind === 'asked') {
      list[index] = this.#asked(entity, source);
      return;
    }
    const value: unknown = parseWithDigits(source.found.kept.text);
    if (batch.labels) relabel(value, batch.labels, provenanceOf([source]));
    list[index] = value;
  }

  #asked(entity: WantedEntity, source: AskedSource): unknown {
    const { reply, texts } = source.asked;
    if (reply.kind === 'failed') {
      this.errors.push({ ...reply.error, path: [entity.batch.key, entity.index] });
      return null;
    }
    for (const error of reply.errors) this.#tell(entity, source, error);
    const list = (reply.data as Readonly<Record<string, unknown>> | null)?.[source.batchKey];
    const value = Array.isArray(list) ? (list as unknown[])[source.index] : null;
    const isOwn = !source.isJoined && !this.#taken.has(value);
    this.#taken.add(value);
    if (isOwn || typeof value !== 'object' || value === null) return value ?? null;
    return parseWithDigits(texts.get(source.batchKey)?.[source.index] ?? 'null');
  }

  #tell({ batch, index }: WantedEntity, source: AskedSource, error: LocatedError): void {
    const [key, at, ...below] = error.path ?? [];
    if (key === undefined || (key === source.batchKey && at === undefined)) {
      // It has no entity of its own: told once, whoever it meant.
      if (!this.#told.has(error)) this.errors.push({ ...error, path: key === undefined ? null : [batch.key] });
      this.#told.add(error);
    } else if (key === source.batchKey && at === source.index) {
      this.errors.push({ ...error, path: [batch.key, index, ...below] });
    }
  }
}

/** The least fresh of all: what the report tells of the request. */
function provenanceOf(sources: readonly EntitySource[]): Provenance {
  let ageMs = 0;
  let isAsked = false;
  let staleMs = 0;
  let reason: SubgraphError | null = null;
  for (const source of sources) {
    if (source.kind === 'asked') isAsked = true;
    else if (source.kind === 'kept') ageMs = Math.max(ageMs, source.found.ageMs);
    else {
      staleMs = Math.max(staleMs, source.found.ageMs);
      reason = source.reply.error;
    }
  }
  if (reason) return { kind: 'stale', ageMs: staleMs, reason };
  return isAsked ? { kind: 'live' } : { kind: 'cached', ageMs };
}

/** Until when all of it may be repeated, and to whom. */
function repeatableOf(wanted: readonly WantedEntity[], sources: readonly EntitySource[]): Repeatable {
  let askedAtMs = Infinity;
  let freshUntilMs = Infinity;
  let isPublic = true;
  const tags: KeptTags[] = [];
  for (const [place, { batch, key }] of wanted.entries()) {
    const source = sources[place];
    if (!source) continue;
    const at = source.kind === 'asked' ? source.asked.askedAtMs : source.found.kept.askedAtMs;
    askedAtMs = Math.min(askedAtMs, at);
    freshUntilMs = Math.min(freshUntilMs, at + batch.life.freshMs);
    isPublic &&= batch.life.isPublic;
    tags.push(source.kind === 'asked' ? (source.asked.tags.get(key) ?? []) : source.found.kept.tags);
  }
  return { askedAtMs, freshUntilMs, isPublic, tags: joinTags(tags) };
}
