// Between canonical ids and one system's references, for the length of one request: what every system API stands on.
import DataLoader from 'dataloader';
import type { Answer, Freshness, System } from '../../schema/canon/freshness.ts';
import { identityText, isCanonicalId, type RecordKind, type VendorRef } from '../../schema/canon/identity.ts';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Crossref, Sighting } from './crossref.ts';

/** A record with the truth about how fresh it is. */
export interface Sourced<T> {
  readonly record: T;
  readonly freshness: Freshness;
}

/** Most keys of one batch: a page of the graph (200) over a few lists, and small enough for one SQL parameter array. */
export const batchMax = 1_000;

/** The translation of one request, at one instance of one system. */
export interface Translator {
  /** Canonical id of a reference some record names. */
  idOf(ref: VendorRef): Promise<string>;
  /** Canonical ids of records just read, linking them by their reference fields; same order. */
  identify(sightings: readonly Sighting[]): Promise<readonly string[]>;
  /** This instance's reference of a canonical id; null when the instance has no such record. */
  refOf(id: string, kind: RecordKind): Promise<VendorRef | null>;
  /** A page of the records this instance has told of, by identity alone: for when it is silent. */
  identities(kind: RecordKind, page: PageRequest): Promise<Page<EntitySource<never>> | null>;
}

/** What a translator needs; `refresh` looks for records made since the directory was last read, once per unknown batch. */
export interface TranslatorOptions {
  readonly crossref: Crossref;
  readonly system: System;
  readonly instance: string;
  readonly refresh: (kind: RecordKind) => Promise<void>;
}

/** A translator for one request; it must not outlive it, for what it has seen is not looked up again. */
export function createTranslator({ crossref, system, instance, refresh }: TranslatorOptions): Translator {
  const ids = new DataLoader<VendorRef, string, string>((refs) => crossref.idsOf(refs), {
    cacheKeyFn: identityText,
    maxBatchSize: batchMax,
  });
  const refs = new Map<RecordKind, DataLoader<string, VendorRef | null>>();

  const look = async (wanted: readonly string[], kind: RecordKind): Promise<(VendorRef | null)[]> => {
    const found = await crossref.refsOf(wanted, { system, instance, kind });
    return wanted.map((_, index) => found[index]?.[0] ?? null);
  };
  const find = async (wanted: readonly string[], kind: RecordKind): Promise<(VendorRef | Error | null)[]> => {
    const first = await look(wanted, kind);
    const missing = wanted.filter((_, index) => first[index] === null);
    if (missing.length === 0) return first;
    // A refresh that fails is told of the ids it was for; those that are known are not its business.
    const failure = await refresh(kind).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    const second = await look(missing, kind);
    const found = new Map(missing.map((id, index) => [id, second[index] ?? failure]));
    return wanted.map((id, index) => first[index] ?? found.get(id) ?? null);
  };
  const refLoader = (kind: RecordKind): DataLoader<string, VendorRef | null> => {
    const known = refs.get(kind);
    if (known !== undefined) return known;
    const loader = new DataLoader<string, VendorRef | null>((wanted) => find(wanted, kind), { maxBatchSize: batchMax });
    refs.set(kind, loader);
    return loader;
  };

  return {
    idOf: (ref) => ids.load(ref),
    identify: (sightings) => crossref.identify(sightings),
    refOf: (id, kind) => refLoader(kind).load(id),
    identities: async (kind, { first, after }) => {
      const id = after === null ? null : identityOfCursor(after);
      if (after !== null && id === null) return null;
      const ids = await crossref.known({ system, instance, kind }, { first: first + 1, after: id });
      const shown = ids.slice(0, first);
      return {
        items: shown.map((each) => ({ id: each, known: null })),
        cursors: shown.map(identityCursor),
        hasNextPage: ids.length > first,
        totalCount: null,
      };
    },
  };
}

/**
 * Loads what one system says about a canonical id: ids become references in one look-up, references become answers in
 * one port call. An id this instance does not know is null and costs the vendor nothing.
 */
export function answerLoader<T>(
  translator: Translator,
  kind: RecordKind,
  ask: (refs: readonly VendorRef[]) => Promise<Answer<readonly (T | null)[]>>,
): DataLoader<string, Sourced<T> | null> {
  return new DataLoader<string, Sourced<T> | null>(
    async (ids) => {
      const refs = await Promise.all(ids.map((id) => translator.refOf(id, kind)));
      const known = refs.filter((ref) => ref !== null);
      if (known.length === 0) return refs.map(() => null);
      const { value, freshness } = await ask(known);
      const byRef = new Map(known.map((ref, index) => [identityText(ref), value[index] ?? null]));
      return refs.map((ref) => {
        const record = ref === null ? null : (byRef.get(identityText(ref)) ?? null);
        return record === null ? null : { record, freshness };
      });
    },
    { maxBatchSize: batchMax },
  );
}

/** An entity as resolvers pass it on: its canonical id, and what the system says about it (null when it says nothing). */
export interface EntitySource<T> {
  readonly id: string;
  readonly known: Sourced<T> | null;
}

/** Resolver of a field that is one property of the record; null when the system knows no such record. */
export function told<T, V>(pick: (record: T) => V): (source: EntitySource<T>) => V | null {
  return ({ known }) => (known === null ? null : pick(known.record));
}

/** Resolver of `crmSource`, `psaSource`, `erpSource`: how fresh the record is. */
export function freshnessOf({ known }: EntitySource<unknown>): Freshness | null {
  return known === null ? null : known.freshness;
}

/** Entities made of records just read, identified and linked in one look-up; same order. */
export async function entitiesOf<T extends { readonly ref: VendorRef }>(
  translator: Translator,
  records: readonly T[],
  freshness: Freshness,
  linksOf: (record: T) => readonly VendorRef[] = () => [],
): Promise<EntitySource<T>[]> {
  const ids = await translator.identify(records.map((record) => ({ ref: record.ref, links: linksOf(record) })));
  return records.map((record, index) => ({ id: ids[index] ?? '', known: { record, freshness } }));
}

// A page by identity has cursors of its own kind: they cannot go on in a page the system sorts, nor the other way round.
const identityCursorPrefix = 'identity:';

function identityCursor(id: string): string {
  return Buffer.from(`${identityCursorPrefix}${id}`).toString('base64url');
}

function identityOfCursor(cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const id = text.startsWith(identityCursorPrefix) ? text.slice(identityCursorPrefix.length) : '';
  return isCanonicalId(id) ? id : null;
}
