// What every read of this connector shares: the client, references, labelled reads, chunks of ids.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { type SecretWorld, secretsHere } from '../../runtime/secret.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import { type Client, createClient } from './client.ts';
import type { KantataConfig } from './config.ts';
import { answerFault } from './failures.ts';
import type { MapContext } from './map-project.ts';
import { createProjectFilters, type ProjectFilters } from './project-filters.ts';
import { createRefs } from './refs.ts';
import { chunks } from './request.ts';
import { UnexpectedAnswer } from './wire.ts';

/** What the connector needs from outside; the clock labels answers that needed no asking. */
export interface KantataDependencies {
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Where references to secrets lead; absent: to this process' environment. */
  readonly secrets?: SecretWorld;
}

/** How long an answer stays fresh: figures for seconds, people and prices for an hour. */
export type Keep = 'FIGURES' | 'REFERENCE';

/** A question with everything its answer depends on. */
export interface Question {
  readonly name: string;
  readonly args: unknown;
  readonly keep: Keep;
}

/** A question about references; `ask` gets at most 200 ids at once and answers by id. */
export interface PerRef<T> {
  readonly name: string;
  readonly kind: RecordKind;
  readonly refs: readonly VendorRef[];
  /** Anything else the answer depends on. */
  readonly args?: unknown;
  readonly keep?: Keep;
  /** What is said of a reference that is not ours, or of which nothing came. */
  readonly none: T;
  readonly ask: (envelope: Envelope, ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
}

/** Everything a read works with. */
export interface KantataContext extends MapContext {
  readonly config: KantataConfig;
  readonly client: Client;
  readonly clock: Clock;
  readonly projectFilters: ProjectFilters;
  /** A labelled, cached read whose mapping errors come out as SYSTEM_ANSWER_INVALID. */
  read<T>(envelope: Envelope, question: Question, ask: (envelope: Envelope) => Promise<T>): Promise<Answer<T>>;
  /** Runs a mapping; what it cannot map comes out as SYSTEM_ANSWER_INVALID. */
  understood<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** An answer that needs no asking, for instance to a question about nothing. */
  known<T>(value: T): Answer<T>;
  /** A read about references, answered in their order; ours are asked about in chunks, all at once. */
  perRef<T>(envelope: Envelope, question: PerRef<T>): Promise<Answer<readonly T[]>>;
}

/** The shared context of one Kantata account. */
export function createContext(config: KantataConfig, dependencies: KantataDependencies): KantataContext {
  const { upstream, clock, secrets = secretsHere } = dependencies;
  const { instance, figuresFreshMs, referenceFreshMs, staleForMs } = config;
  const client = createClient(config, upstream, secrets);
  const refs = createRefs(instance);

  const understood: KantataContext['understood'] = async (name, work) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw answerFault(instance, name, error.message);
      // RangeError is what canon raises for an amount that its currency cannot hold.
      if (error instanceof RangeError) throw answerFault(instance, name, 'an amount finer than its currency');
      throw error;
    }
  };
  const read: KantataContext['read'] = (envelope, { name, args, keep }, ask) => {
    const freshForMs = keep === 'FIGURES' ? figuresFreshMs : referenceFreshMs;
    return upstream.read(envelope, { name, args, freshForMs, staleForMs }, (shared) =>
      understood(name, () => ask(shared)),
    );
  };
  const known: KantataContext['known'] = (value) => {
    const asOf = clock.now().toISOString();
    return { value, freshness: { system: 'PSA', instance, asOf, servedFrom: 'LIVE', staleReason: null } };
  };
  const perRef = async <T>(envelope: Envelope, question: PerRef<T>): Promise<Answer<readonly T[]>> => {
    const { name, kind, none, args = null, keep = 'FIGURES' } = question;
    const ids = refs.idsOf(kind, question.refs);
    if (ids.length === 0) return known(question.refs.map(() => none));
    // Pairs, not a Map: the answer must survive a cache outside the process.
    const { value, freshness } = await read(envelope, { name, args: { ids, args }, keep }, async (shared) => {
      const parts = await Promise.all(chunks(ids).map((part) => question.ask(shared, part)));
      return parts.flatMap((part) => [...part]);
    });
    const byId = new Map(value);
    const inOrder = question.refs.map((ref) => (refs.isOurs(kind, ref) ? (byId.get(ref.id) ?? none) : none));
    return { value: inOrder, freshness };
  };
  const projectFilters = createProjectFilters(client);
  return { config, mapping: config.mapping, client, clock, refs, projectFilters, read, understood, known, perRef };
}
