// Shows records: fields, ids of associations, side-loaded records, and the envelope around them.
import type { Found } from './list.ts';
import type { Row } from './database.ts';
import type { Association, Field, Resource, Scope } from './resource.ts';
import { resourceOf } from './resource.ts';
import { showInstant } from './stamps.ts';

/** A record as it leaves. */
export type Shown = Record<string, unknown>;

/** Renames or drops a field on its way out; null drops it. */
export type Drift = (name: string) => string | null;

/** The body of every answer that carries records. */
export interface Envelope {
  readonly count: number;
  readonly results: readonly { readonly key: string; readonly id: string }[];
  readonly meta: Readonly<Record<'count' | 'page_count' | 'page_number' | 'page_size', number>>;
  readonly [collection: string]: unknown;
}

/** Wraps records in the envelope and adds the ones that `include` asks for. */
export function renderEnvelope(resource: Resource, found: Found, scope: Scope): Envelope {
  const included = includedAssociations(resource, scope);
  const optionalFields = new Set((scope.arguments.get('optional_fields') ?? '').split(',').map((name) => name.trim()));
  const collections: Record<string, Record<string, Shown>> = { [resource.collection]: {} };
  // A side-loaded collection is there even when it is empty; unknown names in include are ignored.
  for (const [, association] of included)
    if (association.kind !== 'reference') collections[association.collection] ??= {};
  const sideLoads = new Map<string, { readonly key: string; readonly id: string }>();
  for (const row of found.rows) {
    const shown = renderRow(resource, row, scope, optionalFields);
    for (const [, association] of included) addIncluded(shown, association, row, { scope, sideLoads });
    setShown(collections, resource.collection, shown);
  }
  for (const { key, id } of sideLoads.values()) sideLoad(collections, key, id, scope);
  const { count, page } = found;
  return {
    count,
    results: found.rows.map((row) => ({ key: resource.collection, id: row.id })),
    ...collections,
    meta: {
      count,
      page_count: Math.ceil(count / page.size),
      page_number: count === 0 ? 0 : page.number,
      page_size: page.size,
    },
  };
}

/** A record with its fields and with the ids that show without include. */
export function renderRow(resource: Resource, row: Row, scope: Scope, optionalFields?: ReadonlySet<string>): Shown {
  const shown: Shown = {};
  for (const [name, field] of Object.entries(resource.fields)) {
    if (field.optional === true && optionalFields?.has(name) !== true) continue;
    shown[name] = showField(field, name, row, scope);
  }
  shown.id = row.id;
  for (const association of Object.values(resource.associations)) {
    if (association.kind === 'one' && association.always) shown[association.key] = association.find(row, scope);
  }
  return shown;
}

function showField(field: Field, name: string, row: Row, scope: Scope): unknown {
  const value = field.value === undefined ? (row[name] ?? null) : field.value(row, scope);
  return field.type === 'instant' && typeof value === 'string' ? showInstant(value) : value;
}

function includedAssociations(resource: Resource, scope: Scope): readonly (readonly [string, Association])[] {
  const isOnly = (scope.arguments.get('only') ?? '') !== '';
  return (scope.arguments.get('include') ?? '').split(',').flatMap((name) => {
    const association = Object.hasOwn(resource.associations, name) ? resource.associations[name] : undefined;
    if (association === undefined) return [];
    if (association.kind === 'many' && association.onlyWithOnly === true && !isOnly) return [];
    return [[name, association] as const];
  });
}

interface Including {
  readonly scope: Scope;
  readonly sideLoads: Map<string, { readonly key: string; readonly id: string }>;
}

function addIncluded(shown: Shown, association: Association, row: Row, { scope, sideLoads }: Including): void {
  const load = (key: string, id: string): void => {
    sideLoads.set(`${key} ${id}`, { key, id });
  };
  switch (association.kind) {
    case 'one': {
      const id = association.find(row, scope);
      shown[association.key] = id;
      if (id !== null) load(association.collection, id);
      break;
    }
    case 'many': {
      const ids = association.find(row, scope);
      shown[association.key] = ids;
      for (const id of ids) load(association.collection, id);
      break;
    }
    case 'reference': {
      const reference = association.find(row, scope);
      shown[association.key] = reference;
      if (reference !== null) load(reference.key, reference.id);
      break;
    }
  }
}

/** Side-loaded records show no includes of their own; one that is also a result stays as the result is. */
function sideLoad(collections: Record<string, Record<string, Shown>>, key: string, id: string, scope: Scope): void {
  const row = scope.database.table(key).find(id);
  if (row === undefined || collections[key]?.[id] !== undefined) return;
  setShown(collections, key, renderRow(resourceOf(scope.catalogue, key), row, scope));
}

function setShown(collections: Record<string, Record<string, Shown>>, collection: string, shown: Shown): void {
  const records = (collections[collection] ??= {});
  records[String(shown.id)] = shown;
}

/** Applies schema drift to every record of an envelope. */
export function driftEnvelope(envelope: Envelope, drift: Drift): Envelope {
  const drifted = Object.entries(envelope).map(([name, value]) => {
    if (name === 'count' || name === 'results' || name === 'meta') return [name, value] as const;
    const records = Object.entries(value as Record<string, Shown>);
    return [name, Object.fromEntries(records.map(([id, shown]) => [id, driftRecord(shown, drift)]))] as const;
  });
  return Object.fromEntries(drifted) as unknown as Envelope;
}

function driftRecord(shown: Shown, drift: Drift): Shown {
  return Object.fromEntries(
    Object.entries(shown).flatMap(([name, value]) => {
      const to = drift(name);
      return to === null ? [] : [[to, value]];
    }),
  );
}
