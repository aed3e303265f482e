// Stage 6, report: what the client is told beside its data: which systems were not there, since when, and what was served
// instead; which fields its role may not see.
import type { GraphQLError } from 'graphql';
import { faultCodes } from '../../subgraphs/runtime/fault.ts';
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import type { OperationResult } from '../federation/engine.ts';
import type { SubgraphError, SubgraphReply } from '../federation/subgraph.ts';

/** One system that did not answer, as `extensions.degraded` lists it. */
export interface Degradation {
  readonly subgraph: string;
  readonly system?: unknown;
  readonly instance?: unknown;
  readonly code: string;
  /** RFC 3339: when it was first seen failing without having answered since. */
  readonly since: string;
  /** NOTHING: the fields are null. STALE_CACHE: an earlier answer, `ageMs` old. */
  readonly served: 'NOTHING' | 'STALE_CACHE';
  readonly ageMs?: number;
  readonly retryAfterMs?: unknown;
}

/** The client's answer, as @apollo/server takes it. */
export interface ClientAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Record<string, unknown>;
}

/** Codes that say that a system is not there; any other error is about the question. */
const outages: ReadonlySet<string> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
  ...faultCodes.filter((code) => !['CANCELLED', 'SYSTEM_REFUSED', 'SYSTEM_FORBIDDEN'].includes(code)),
]);

/** Systems are few; more than this many different troubles at once are not told apart. */
const troublesMax = 1_000;

/** Puts the answer together and remembers since when which system has been failing. */
export class Reporter {
  readonly #clock: Clock;
  readonly #failingSince = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer to one operation. */
  report(result: OperationResult): ClientAnswer {
    const degraded = this.#degradations(result);
    const { data, errors, masked, hidden } = result;
    const isPlain = degraded.length + errors.length + masked.length + hidden.length === 0;
    if (isPlain && data !== undefined) return { data };
    const extensions = {
      ...(degraded.length > 0 ? { degraded } : {}),
      ...(result.masked.length > 0 ? { masked: result.masked } : {}),
      ...(result.hidden.length > 0 ? { valueCompletion: result.hidden } : {}),
    };
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors.length > 0 ? { errors: result.errors } : {}),
      ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    };
  }

  #degradations({ fetches }: OperationResult): Degradation[] {
    if (this.#failingSince.size === 0 && fetches.every(({ reply }) => isWell(reply))) return [];
    const found = new Map<string, Degradation>();
    for (const { subgraph, reply } of fetches) {
      const troubles = troublesOf(reply);
      if (reply.kind === 'answered' && reply.provenance.kind === 'live') {
        this.#forget(
          subgraph,
          troubles.map(({ error }) => placeOf(error)),
        );
      }
      for (const { error, served } of troubles) {
        const place = placeOf(error);
        if (!found.has(place)) found.set(place, { ...this.#describe(error, place), ...served });
      }
    }
    return [...found.values()];
  }

  #describe(error: SubgraphError, place: string): Omit<Degradation, 'served'> {
    const since = this.#failingSince.get(place) ?? this.#clock.now().toISOString();
    if (this.#failingSince.size < troublesMax) this.#failingSince.set(place, since);
    const { system, instance, retryAfterMs } = error.details;
    return {
      subgraph: error.subgraph,
      ...(system === undefined ? {} : { system }),
      ...(instance === undefined ? {} : { instance }),
      code: error.code,
      since,
      ...(retryAfterMs === undefined || retryAfterMs === null ? {} : { retryAfterMs }),
    };
  }

  /** A subgraph that answered is back, and so is every system of which this answer has nothing bad to say. */
  #forget(subgraph: string, failing: readonly string[]): void {
    for (const place of this.#failingSince.keys()) {
      if (place.startsWith(`${subgraph} `) && !failing.includes(place)) this.#failingSince.delete(place);
    }
  }
}

interface Trouble {
  readonly error: SubgraphError;
  readonly served: Pick<Degradation, 'served' | 'ageMs'>;
}

function isWell(reply: SubgraphReply): boolean {
  return reply.kind === 'answered' && reply.provenance.kind !== 'stale' && reply.errors.length === 0;
}

function troublesOf(reply: SubgraphReply): Trouble[] {
  if (reply.kind === 'failed') return outages.has(reply.error.code) ? [{ error: reply.error, served: nothing }] : [];
  const { provenance, errors } = reply;
  if (provenance.kind === 'stale') {
    return [{ error: provenance.reason, served: { served: 'STALE_CACHE', ageMs: provenance.ageMs } }];
  }
  return errors.filter(({ code }) => outages.has(code)).map((error) => ({ error, served: nothing }));
}

const nothing = { served: 'NOTHING' } as const;

/** What is down, as far as errors can tell it apart. */
function placeOf(error: SubgraphError): string {
  const { system, instance } = error.details;
  return `${error.subgraph} ${JSON.stringify([system, instance])}`;
}
