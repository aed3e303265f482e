// Whole answers, kept as the text that clients get: a question that was just answered costs one look-up. Kept for as long
// as the shortest-lived part of it, only when nothing was missing, and with labels that say that it is repeated.
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PassingMap } from '../../subgraphs/runtime/passing.ts';
import { parseWithDigits } from '../federation/execute/exact-number.ts';
import type { Caller, Repeatable, SubgraphReply } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { launch } from './flights.ts';
import type { Flight } from './flights.ts';
import { labelPlaces, relabel } from './freshness-labels.ts';
import type { LabelPlaces } from './freshness-labels.ts';
import type { KeptTags } from './invalidations.ts';
import { joinTags, keptCharactersMax } from './kept.ts';
import { isOnlyTheirs, principalOf } from './memory.ts';
import type { Memory } from './memory.ts';
import { readOperation } from './selected-fields.ts';

/** A client's question, as far as it decides the answer. */
export interface AnswerQuestion {
  readonly document: DocumentNode;
  readonly documentHash: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the caller may not see: equal keys hide the same. */
  readonly maskKey: string;
  readonly caller: Caller;
}

/** An answer as the pipeline makes it. */
export interface MadeAnswer<T> {
  readonly answer: T;
  /** Every subgraph's reply that went into it. */
  readonly fetches: readonly { readonly reply: SubgraphReply }[];
  /** Whether it holds no error and tells of no trouble. */
  readonly isClean: boolean;
}

/** What is known of the freshness of an answer that may be repeated. */
export interface AnswerFreshness {
  readonly ageMs: number;
  /** How long it may still be repeated. */
  readonly freshForMs: number;
  readonly isPublic: boolean;
}

/** An answer as a client gets it: just made, or the text of one made before. */
export type Served<T> =
  | { readonly kind: 'made'; readonly answer: T; readonly freshness: AnswerFreshness | null }
  | { readonly kind: 'text'; readonly text: string; readonly freshness: AnswerFreshness };

/** How answers were come by, counted since the start. */
export interface AnswerCounts {
  kept: number;
  joined: number;
  made: number;
  /** Made for somebody whose answers are not looked up. */
  unremembered: number;
}

/** What answers are kept with. */
export interface AnswersParts<T> extends Memory {
  readonly supergraph: Supergraph;
  readonly bytesMax: number;
  /** Counted up here, read by the metrics. */
  readonly counts: AnswerCounts;
  /** The text a client gets. */
  textOf(answer: T): string;
  /** The same answer for somebody who asked at the same time: errors name the request they are told to. */
  forAnother(answer: T): T;
}

interface KeptAnswer extends Repeatable {
  text: string;
  /** Where labels are still to be rewritten, at the first repetition; null when there is nothing to rewrite. */
  labels: LabelPlaces | null;
}

/** What costs memory besides the text. */
const bytesPerAnswer = 500;
const answersMax = 20_000;
const labelledOperationsMax = 2_000;

/** Answers questions, from memory where that will do. */
export class Answers<T> {
  readonly #parts: AnswersParts<T>;
  readonly #kept: LRUCache<string, KeptAnswer>;
  readonly #flights = new PassingMap<Flight<MadeAnswer<T>>>();
  readonly #labels = new LRUCache<string, { readonly places: LabelPlaces | null }>({ max: labelledOperationsMax });

  constructor(parts: AnswersParts<T>) {
    this.#parts = parts;
    this.#kept = new LRUCache({
      max: answersMax,
      maxSize: parts.bytesMax,
      maxEntrySize: Math.max(1, Math.floor(parts.bytesMax / 10)),
      sizeCalculation: ({ text }, key) => text.length + key.length + bytesPerAnswer,
    });
  }

  /** The answer: kept, under way, or made now. */
  async serve(question: AnswerQuestion, make: (caller: Caller) => Promise<MadeAnswer<T>>): Promise<Served<T>> {
    const { caller } = question;
    const { counts } = this.#parts;
    if (!caller.mayRepeat || caller.isStranger) {
      counts.unremembered += 1;
      return { kind: 'made', answer: (await make(caller)).answer, freshness: null };
    }
    const key = this.#keyOf(question);
    const notBeforeMs = this.#parts.invalidations.notBefore(principalOf(caller));
    const known = this.#kept.get(key);
    const nowMs = this.#now();
    if (known && this.#isGood(known, nowMs, notBeforeMs)) {
      counts.kept += 1;
      return { kind: 'text', text: repeatedText(known), freshness: freshnessOf(known, nowMs) };
    }
    const underWay = this.#flights.get(key);
    if (underWay && underWay.askedAtMs > notBeforeMs) {
      counts.joined += 1;
      const made = await underWay.board(caller.signal);
      const isTheirs = made.fetches.some(({ reply }) => isOnlyTheirs(reply, caller));
      const answer = isTheirs ? (await make(caller)).answer : this.#parts.forAnother(made.answer);
      return { kind: 'made', answer, freshness: null };
    }
    counts.made += 1;
    return this.#make(key, question, make);
  }

  async #make(
    key: string,
    question: AnswerQuestion,
    make: (caller: Caller) => Promise<MadeAnswer<T>>,
  ): Promise<Served<T>> {
    const flight = launch(
      question.caller,
      this.#now(),
      async (shared) => {
        const made = await make(shared);
        this.#keep(key, question, made);
        return made;
      },
      () => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      },
    );
    this.#flights.set(key, flight);
    const { answer, isClean, fetches } = await flight.board(question.caller.signal);
    const parts = isClean ? repeatableOf(fetches) : null;
    return { kind: 'made', answer, freshness: parts && freshnessOf(parts, this.#now()) };
  }

  #keep(key: string, question: AnswerQuestion, { answer, isClean, fetches }: MadeAnswer<T>): void {
    const parts = isClean ? repeatableOf(fetches) : null;
    if (!parts || parts.freshUntilMs <= this.#now()) return;
    const text = this.#parts.textOf(answer);
    if (text.length > keptCharactersMax) return;
    this.#kept.set(key, { ...parts, text, labels: this.#labelsOf(question) });
  }

  #isGood(kept: KeptAnswer, nowMs: number, notBeforeMs: number): boolean {
    if (nowMs >= kept.freshUntilMs || kept.askedAtMs <= notBeforeMs) return false;
    return !this.#parts.invalidations.isInvalid(kept.tags, kept.askedAtMs);
  }

  #labelsOf({ document, documentHash, operationName }: AnswerQuestion): LabelPlaces | null {
    const key = `${documentHash}|${operationName ?? ''}`;
    const known = this.#labels.get(key);
    if (known) return known.places;
    const operation = readOperation(this.#parts.supergraph.apiSchema, document, operationName);
    const places = operation && labelPlaces(operation);
    this.#labels.set(key, { places });
    return places;
  }

  #keyOf({ documentHash, operationName, variables, maskKey, caller }: AnswerQuestion): string {
    const who = this.#parts.whoOf(caller);
    return `${documentHash}|${operationName ?? ''}|${maskKey}|${who}|${JSON.stringify(variables)}`;
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}

/** What all parts allow; null when one of them may not be repeated, or when there were none. */
function repeatableOf(fetches: MadeAnswer<unknown>['fetches']): Repeatable | null {
  if (fetches.length === 0) return null;
  let [askedAtMs, freshUntilMs] = [Infinity, Infinity];
  let isPublic = true;
  const tags: KeptTags[] = [];
  for (const { reply } of fetches) {
    const own = reply.kind === 'answered' ? reply.repeatable : undefined;
    if (!own) return null;
    askedAtMs = Math.min(askedAtMs, own.askedAtMs);
    freshUntilMs = Math.min(freshUntilMs, own.freshUntilMs);
    isPublic &&= own.isPublic;
    tags.push(own.tags);
  }
  return { askedAtMs, freshUntilMs, isPublic, tags: joinTags(tags) };
}

function freshnessOf({ askedAtMs, freshUntilMs, isPublic }: Repeatable, nowMs: number): AnswerFreshness {
  return { ageMs: Math.max(0, nowMs - askedAtMs), freshForMs: Math.max(0, freshUntilMs - nowMs), isPublic };
}

/** The text with its labels rewritten: once, since however often it is repeated its labels say CACHE. */
function repeatedText(kept: KeptAnswer): string {
  if (kept.labels === null) return kept.text;
  const answer = parseWithDigits(kept.text) as { readonly data?: unknown };
  relabel(answer.data, kept.labels, { kind: 'cached', ageMs: 0 });
  kept.text = JSON.stringify(answer);
  kept.labels = null;
  return kept.text;
}
