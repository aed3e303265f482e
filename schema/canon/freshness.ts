// Every answer from a business system says how old it is and where it came from (ARCHITECTURE, rule 3).

/** The kinds of system behind the graph; PROCESS is our own. */
export type System = 'CRM' | 'PSA' | 'ERP' | 'HCM' | 'PROCESS' | 'UNKNOWN';

/** LIVE: asked just now. CACHE: asked a moment ago and still fresh. STALE_CACHE: the system is silent, this is its last word. */
export type ServedFrom = 'LIVE' | 'CACHE' | 'STALE_CACHE' | 'SNAPSHOT';

/** What can go wrong with a system. Codes are never renamed and a retired one is never used again; clients branch on them. */
export const faultCodes = [
  'SYSTEM_UNAVAILABLE',
  'SYSTEM_TIMEOUT',
  'SYSTEM_OVERLOADED',
  'SYSTEM_QUOTA_EXHAUSTED',
  'SYSTEM_UNAUTHORIZED',
  'SYSTEM_FORBIDDEN',
  'SYSTEM_REFUSED',
  'SYSTEM_ANSWER_INVALID',
  'CIRCUIT_OPEN',
  'BUDGET_EXHAUSTED',
  'DEADLINE_EXCEEDED',
  'CANCELLED',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Where an answer came from; `asOf` is an RFC 3339 UTC instant, `staleReason` a code such as CIRCUIT_OPEN when stale. */
export interface Freshness {
  readonly system: System;
  readonly instance: string;
  readonly asOf: string;
  readonly servedFrom: ServedFrom;
  readonly staleReason: FaultCode | null;
}

/** A value together with the truth about its freshness. */
export interface Answer<T> {
  readonly value: T;
  readonly freshness: Freshness;
}

const rank: Readonly<Record<ServedFrom, number>> = { LIVE: 0, CACHE: 1, SNAPSHOT: 2, STALE_CACHE: 3 };

/** The honest label for a figure made of several answers: the oldest instant and the least fresh source. */
export function leastFresh(first: Freshness, ...rest: readonly Freshness[]): Freshness {
  return rest.reduce((worst, next) => {
    const source = rank[next.servedFrom] > rank[worst.servedFrom] ? next : worst;
    return { ...source, asOf: next.asOf < worst.asOf ? next.asOf : worst.asOf };
  }, first);
}
