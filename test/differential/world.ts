// What the parts of the oracle share: the firm, its identities, and the objects of every entity by canonical id.
import type { Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import type { Identities } from './identities.ts';

/** A plain object of the public graph: values, or functions of the field's arguments (graphql-js calls them). */
export type Plain = Readonly<Record<string, unknown>>;

/** Entities are made once and only when somebody asks: the graph has circles. */
export interface World {
  readonly firm: Firm;
  readonly ids: Identities;
  /** By canonical id; also for ids that only one system knows: the fields of the others are null then. */
  readonly customer: (id: string) => Plain;
  readonly project: (id: string) => Plain;
  /** By ordinal of the firm's list. */
  readonly opportunity: (ordinal: number) => Plain;
  readonly contract: (ordinal: number) => Plain;
  readonly legalEntity: (ordinal: number) => Plain;
  readonly invoice: (ordinal: number) => Plain;
  readonly resource: (person: number) => Plain;
  readonly rateCard: (ordinal: number) => Plain;
}

/** The labels of an answer; `asOf` and `servedFrom` are compared by their shape (compare.ts), for they tell of the moment. */
export function sourceInfo(system: 'CRM' | 'PSA' | 'ERP'): Plain {
  const instance = { CRM: 'salesforce', PSA: 'kantata', ERP: 'netsuite' }[system];
  return { system, instance, asOf: 'some instant', servedFrom: 'LIVE', staleReason: null };
}

/** A function that makes each thing once. */
export function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** A value of a field that is worked out when it is first asked for. */
export function lazily<V>(make: () => V): () => V {
  const kept: { value?: V; done: boolean } = { done: false };
  return () => {
    if (!kept.done) Object.assign(kept, { value: make(), done: true });
    return kept.value as V;
  };
}

/** Every given field as null: what a system says of a record it does not know. */
export function unknownFields(names: string): Plain {
  return Object.fromEntries(names.split(' ').map((name) => [name, null]));
}

/** Compares by a key, then by another: for `Array.sort`. */
export function by<T>(...keys: readonly ((item: T) => string | number | bigint)[]): (one: T, other: T) => number {
  return (one, other) => {
    for (const key of keys) {
      const [left, right] = [key(one), key(other)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
