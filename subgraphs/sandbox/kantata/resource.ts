// What a resource of the API is: its fields, associations, filters and rules for writing. The catalogue fills it in.
import type { ApiError } from './failure.ts';
import type { Changes, Database, Row, Value } from './database.ts';

/** What one request may look at. */
export interface Scope {
  readonly database: Database;
  readonly catalogue: Catalogue;
  /** The sandbox's time, UTC with whole seconds. */
  readonly now: string;
  /** The user whose token it is, an account administrator. */
  readonly currentUser: string;
  readonly arguments: URLSearchParams;
}

/** Every resource by collection name. */
export type Catalogue = ReadonlyMap<string, Resource>;

/** How a column is read from a body and shown. */
export type FieldType = 'text' | 'integer' | 'boolean' | 'date' | 'instant' | 'id' | 'ids' | 'json';

/** One attribute of the shown record: the column of the same name, or something computed from the row. */
export interface Field {
  readonly type: FieldType;
  readonly value?: (row: Row, scope: Scope) => unknown;
  /** The value is the column of the same name with a default, so a recorded one is kept. */
  readonly isStored?: true;
  /** Shown only when named in `optional_fields`. */
  readonly optional?: true;
}

/** A record this one points at. `always`: the id is a column of its own, so the vendor shows it even without include. */
export interface OneAssociation {
  readonly kind: 'one';
  readonly key: string;
  readonly collection: string;
  readonly always: boolean;
  /** The column that holds the id, when there is one. */
  readonly column?: string;
  readonly find: (row: Row, scope: Scope) => string | null;
}

/** Records this one has. */
export interface ManyAssociation {
  readonly kind: 'many';
  readonly key: string;
  readonly collection: string;
  /** The column that holds the ids, when there is one. */
  readonly column?: string;
  readonly find: (row: Row, scope: Scope) => readonly string[];
  /** Ignored unless the request names its records by `only`. */
  readonly onlyWithOnly?: true;
  /** Takes over ids of a recorded record whose links live in other tables. */
  readonly adopt?: (row: Row, ids: readonly string[], scope: Scope) => void;
}

/** A record of any collection: shown as `{key, id}`. */
export interface ReferenceAssociation {
  readonly kind: 'reference';
  readonly key: string;
  readonly find: (row: Row, scope: Scope) => { readonly key: string; readonly id: string } | null;
}

/** What can be named in `include`. */
export type Association = OneAssociation | ManyAssociation | ReferenceAssociation;

/** A filter made ready for one request: which rows to look at (all when absent) and which to keep. */
export interface Prepared {
  readonly candidates?: () => readonly Row[];
  readonly keep: (row: Row) => boolean;
}

/** One filter of a list. A blank argument counts as none; `byDefault` then takes its place, on lists and on single records. */
export interface Filter {
  readonly byDefault?: string;
  /** Null when the argument asks for nothing. */
  readonly prepare: (argument: string, scope: Scope, collection: string) => Prepared | null;
}

/** The value a list is ordered by; nulls come first ascending, as in the vendor's database. */
export type OrderKey = (row: Row, scope: Scope) => string | number | boolean | null;

/** What a body gave, by column, already converted. */
export type Given = Readonly<Record<string, Value>>;

/** Rules for changing records through the API; what is absent is not offered. */
export interface WriteRules {
  /** Names of the body's fields. */
  readonly create?: readonly string[];
  readonly update?: readonly string[];
  /** Fields that must be there and not blank, with the vendor's message. */
  readonly required?: Readonly<Record<string, string>>;
  /** Body names that differ from their column. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Types of body fields that are no shown fields. */
  readonly types?: Readonly<Record<string, FieldType>>;
  /** Columns of a new record that the body did not give. */
  readonly defaults?: (given: Given, scope: Scope) => Changes;
  /** Columns that follow from the changed ones. */
  readonly follow?: (before: Row, given: Given, scope: Scope) => Changes;
  /** What is wrong with the record as it would be. */
  readonly check?: (draft: Row, scope: Scope) => readonly Omit<ApiError, 'type'>[];
  /** Work in other tables once the row is stored; `body` is the record as it was sent. */
  readonly settle?: (row: Row, body: Readonly<Record<string, unknown>>, scope: Scope) => void;
  /** `hard` forgets the row, `soft` stamps its deleted_at. */
  readonly remove?: 'hard' | 'soft';
  /** Work in other tables before the row is gone. */
  readonly onRemove?: (row: Row, scope: Scope) => void;
  /** What keeps a record from being deleted; the vendor answers 422 with it. */
  readonly refuseRemoval?: (row: Row, scope: Scope) => readonly Omit<ApiError, 'type'>[];
  /** Records nobody may change any more; the vendor answers as if they were not there. */
  readonly isLocked?: (row: Row, scope: Scope) => boolean;
  /** Several records in one body, under the plural name. */
  readonly bulkMax?: number;
  /** An existing record that the body means, for the resources whose create also updates. */
  readonly existing?: (given: Given, scope: Scope) => Row | undefined;
}

/** One resource. */
export interface Resource {
  readonly collection: string;
  /** The body's root key. */
  readonly singular: string;
  /** The vendor's model name: subject_type of references, custom field values and events. */
  readonly model: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly associations: Readonly<Record<string, Association>>;
  readonly filters: Readonly<Record<string, Filter>>;
  readonly orders: Readonly<Record<string, OrderKey>>;
  /** Like `updated_at:desc`. */
  readonly defaultOrder: string;
  /** The texts a search looks through; absent when the resource has no search. */
  readonly searched?: (row: Row, scope: Scope) => readonly (string | null)[];
  /** Arguments without which the list is refused. */
  readonly requiredArguments?: readonly string[];
  readonly write?: WriteRules;
  /** Whether changes appear in the feed of events. */
  readonly feeds?: true;
  /** Rows that nobody gets to see are not there, whatever the arguments. Such a list changes as time goes by. */
  readonly isThere?: (row: Row, now: string) => boolean;
}

/** The resource of that name; a missing one is a defect of the catalogue. */
export function resourceOf(catalogue: Catalogue, collection: string): Resource {
  const resource = catalogue.get(collection);
  if (resource === undefined) throw new Error(`No resource "${collection}" in the catalogue: add it there`);
  return resource;
}

/** The collection whose model has that name, like `workspaces` for `Workspace`. */
export function collectionOf(catalogue: Catalogue, model: string | null): string | null {
  for (const resource of catalogue.values()) if (resource.model === model) return resource.collection;
  return null;
}
