// Compares an answer with the recorded one: status, keys, JSON types, which records and in which order.
import type { Shown } from './recordings.ts';
import { recordsOf, resultsOf } from './recordings.ts';

/** What an answer is, whoever gave it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The outcome of one comparison. */
export interface Comparison {
  /** Empty when the answers agree. */
  readonly differences: readonly string[];
  /** Attributes that today's vendor has and the recording does not. */
  readonly newer: readonly string[];
  /** How many values of records were compared, and how many were equal; a bonus, not asked for. */
  readonly values: { readonly compared: number; readonly equal: number };
}

/** Top-level keys that came after the recordings. */
const NEWER_KEYS = new Set(['meta']);

/** How strict to be. */
export interface Strictness {
  /** Ids of records that a write just made are not compared. */
  readonly isCreate: boolean;
  /** The field a list was asked to be ordered by; equals may stand in any order, see below. */
  readonly orderedBy: string | null;
}

/** Compares. */
export function compare(recorded: Answer, given: Answer, { isCreate, orderedBy }: Strictness): Comparison {
  const differences: string[] = [];
  if (recorded.status !== given.status) {
    return { differences: [`status ${given.status}, recorded ${recorded.status}`], newer: [], values: NOTHING };
  }
  const isEnvelope = resultsOf(recorded.body).length > 0 || recordsOf(recorded.body).size > 0;
  if (!isEnvelope) {
    differences.push(...compareShape('body', recorded.body, given.body));
    return { differences, newer: [], values: NOTHING };
  }
  differences.push(...compareTopLevel(recorded.body, given.body));
  if (!isCreate) differences.push(...compareOrder(recorded.body, given.body, orderedBy));
  const records = compareRecords(recorded.body, given.body, isCreate);
  return { ...records, differences: [...differences, ...records.differences] };
}

/**
 * The order of results. In 2013 the vendor left records that are equal in the asked field in any order; its framework has
 * put the id behind every order since. So equals are compared as a group.
 */
function compareOrder(recorded: unknown, given: unknown, orderedBy: string | null): string[] {
  const [theirs, ours] = [resultsOf(recorded), resultsOf(given)];
  if (theirs.join() === ours.join()) return [];
  const shown = new Map([...recordsOf(recorded).values()].flat().map((record) => [String(record.id), record]));
  const keys = (ids: readonly string[]): string => ids.map((id) => String(shown.get(id)?.[orderedBy ?? 'id'])).join();
  const isSameSet = [...theirs].sort().join() === [...ours].sort().join();
  if (orderedBy !== null && isSameSet && keys(theirs) === keys(ours)) return [];
  return [`results ${ours.join()}, recorded ${theirs.join()}`];
}

const NOTHING = { compared: 0, equal: 0 };

function compareTopLevel(recorded: unknown, given: unknown): string[] {
  const [theirs, ours] = [recorded, given].map((body) => new Map(Object.entries(body as object)));
  if (theirs === undefined || ours === undefined) return [];
  return [
    ...[...theirs].flatMap(([key, value]) =>
      typeOf(value) === typeOf(ours.get(key)) ? [] : [`${key} is ${typeOf(ours.get(key))}`],
    ),
    ...[...ours.keys()]
      .filter((key) => !theirs.has(key) && !NEWER_KEYS.has(key))
      .map((key) => `${key} is not recorded`),
  ];
}

function compareRecords(recorded: unknown, given: unknown, isCreate: boolean): Comparison {
  const differences: string[] = [];
  const newer = new Set<string>();
  const values = { compared: 0, equal: 0 };
  const ours = recordsOf(given);
  for (const [collection, records] of recordsOf(recorded)) {
    const mine = ours.get(collection) ?? [];
    const [theirIds, ids] = [records, mine].map((list) => list.map((shown) => String(shown.id)).sort());
    if (!isCreate && theirIds?.join() !== ids?.join()) differences.push(`${collection} has ${ids?.join() ?? ''}`);
    records.forEach((shown, index) => {
      const other = isCreate ? mine[index] : mine.find((candidate) => candidate.id === shown.id);
      if (other === undefined) return;
      for (const name of Object.keys(other)) if (!(name in shown)) newer.add(name);
      differences.push(...compareAttributes(collection, shown, other));
      for (const name of Object.keys(shown).filter((key) => key in other)) {
        values.compared += 1;
        if (JSON.stringify(shown[name]) === JSON.stringify(other[name])) values.equal += 1;
      }
    });
  }
  return { differences: [...new Set(differences)], newer: [...newer], values };
}

function compareAttributes(collection: string, recorded: Shown, given: Shown): string[] {
  return Object.keys(recorded).flatMap((name) => {
    if (!(name in given)) return [`${collection}.${name} is missing`];
    return compareShape(`${collection}.${name}`, recorded[name], given[name]);
  });
}

/** Types agree; lists agree in the types of their items. */
function compareShape(path: string, recorded: unknown, given: unknown): string[] {
  const [theirs, ours] = [typeOf(recorded), typeOf(given)];
  if (theirs !== ours) return [`${path} is ${ours}, recorded ${theirs}`];
  if (theirs === 'object') {
    const [one, other] = [recorded as Shown, given as Shown];
    return Object.keys(one).flatMap((name) => compareShape(`${path}.${name}`, one[name], other[name]));
  }
  if (!Array.isArray(recorded) || !Array.isArray(given)) return [];
  if (recorded.length > 0 && given.length === 0) return [`${path} is empty, recorded ${recorded.length} items`];
  return recorded.slice(0, 1).flatMap((item) => compareShape(`${path}[]`, item, given[0]));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
