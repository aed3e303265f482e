// One object: its fields and flags, read from a describe document, whole as the vendor sends it or short as we write it.
import { readField, type FieldDefinition, type FieldDocument } from './field.ts';

/** A list of children as a describe document names it on the parent. */
export interface ChildRelationshipDocument {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete?: boolean;
  readonly restrictedDelete?: boolean;
}

/** A describe document without its fields. */
interface ObjectHead {
  readonly name: string;
  readonly keyPrefix?: string | null;
  readonly childRelationships?: readonly ChildRelationshipDocument[];
  /** System fields that this object does not have, as users have no IsDeleted. */
  readonly omit?: readonly string[];
  readonly [key: string]: unknown;
}

/** A describe document. `name` and `fields` are enough: keys, system fields and flags are filled in. */
export interface ObjectDocument extends ObjectHead {
  readonly fields: readonly FieldDocument[];
}

/** An object of the organisation. Names are looked up without case. */
export class ObjectDefinition {
  readonly name: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly childRelationships: readonly ChildRelationshipDocument[];
  /** The document without its fields. */
  readonly document: Readonly<Record<string, unknown>>;
  /** True when the document is a whole describe answer, which is then served as it was given. */
  readonly isWhole: boolean;
  readonly #byName = new Map<string, FieldDefinition>();
  readonly #byRelationship = new Map<string, FieldDefinition>();

  constructor(source: ObjectHead & { readonly keyPrefix: string }, fields: readonly FieldDefinition[]) {
    this.name = source.name;
    this.keyPrefix = source.keyPrefix;
    this.custom = typeof source.custom === 'boolean' ? source.custom : source.name.endsWith('__c');
    this.fields = fields;
    this.childRelationships = source.childRelationships ?? [];
    this.document = Object.fromEntries(Object.entries(source).filter(([key]) => key !== 'fields'));
    this.isWhole = isWholeDocument(source);
    for (const field of fields) {
      this.#byName.set(field.name.toLowerCase(), field);
      if (field.relationshipName !== null) this.#byRelationship.set(field.relationshipName.toLowerCase(), field);
    }
  }

  /** The field of this name. */
  field(name: string): FieldDefinition | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** The reference field behind a parent relationship: `Owner` is OwnerId's, `Contract__r` is Contract__c's. */
  parent(relationshipName: string): FieldDefinition | undefined {
    return this.#byRelationship.get(relationshipName.toLowerCase());
  }

  /** The field that names the record: Name for most, ContractNumber for contracts. */
  get nameField(): FieldDefinition | undefined {
    return this.fields.find((field) => field.nameField) ?? this.field('Name');
  }

  /** A flag of the document; every object can be created, updated, deleted and queried unless the document says no. */
  allows(flag: 'createable' | 'updateable' | 'deletable' | 'queryable' | 'retrieveable' | 'replicateable'): boolean {
    return this.document[flag] !== false;
  }

  /** Whether `merge()` takes it: no for objects that do not say so. */
  get isMergeable(): boolean {
    return this.document.mergeable === true;
  }

  /** The same object with other fields. */
  withFields(fields: readonly FieldDefinition[]): ObjectDefinition {
    return new ObjectDefinition({ ...this.document, name: this.name, keyPrefix: this.keyPrefix }, fields);
  }
}

/** Reads a document; `keyPrefix` is used when the document has none. */
export function readObject(source: ObjectDocument, keyPrefix: string): ObjectDefinition {
  const missing = isWholeDocument(source) ? [] : missingSystemFields(source);
  const fields = orderSystemFields([...missing, ...source.fields]).map(readField);
  return new ObjectDefinition({ ...source, keyPrefix: source.keyPrefix ?? keyPrefix }, fields);
}

function isWholeDocument(source: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(source.childRelationships) && typeof source.urls === 'object' && source.urls !== null;
}

const SYSTEM: readonly FieldDocument[] = [
  { name: 'Id', type: 'id', label: 'Record ID', nillable: false, createable: false, defaultedOnCreate: true },
  systemField('IsDeleted', 'boolean', 'Deleted'),
  systemField('CreatedDate', 'datetime'),
  { ...systemField('CreatedById', 'reference'), referenceTo: ['User'], relationshipName: 'CreatedBy' },
  systemField('LastModifiedDate', 'datetime'),
  { ...systemField('LastModifiedById', 'reference'), referenceTo: ['User'], relationshipName: 'LastModifiedBy' },
  systemField('SystemModstamp', 'datetime', 'System Modstamp'),
];

const OWNER: FieldDocument = {
  name: 'OwnerId',
  type: 'reference',
  label: 'Owner ID',
  nillable: false,
  defaultedOnCreate: true,
  referenceTo: ['Group', 'User'],
  relationshipName: 'Owner',
  namePointing: true,
};

function systemField(name: string, type: string, label?: string): FieldDocument {
  return { name, type, nillable: false, createable: false, defaultedOnCreate: true, ...(label ? { label } : {}) };
}

/** Every object has the system fields; a custom one also has a name, and an owner unless it belongs to a master record. */
function missingSystemFields(source: ObjectDocument): FieldDocument[] {
  const names = new Set(
    [...source.fields.map((field) => field.name), ...(source.omit ?? [])].map((name) => name.toLowerCase()),
  );
  const custom = source.name.endsWith('__c');
  const isDetail = source.fields.some((field) => field.cascadeDelete === true);
  const name: FieldDocument = { name: 'Name', type: 'string', length: 80, nameField: true, defaultedOnCreate: true };
  const wanted = [...SYSTEM, ...(custom ? [name] : []), ...(custom && !isDetail ? [OWNER] : [])];
  return wanted.filter((field) => !names.has(field.name.toLowerCase()));
}

/** Id comes first in every describe; the rest keep their order. */
function orderSystemFields(fields: readonly FieldDocument[]): FieldDocument[] {
  const isId = (field: FieldDocument): boolean => field.name.toLowerCase() === 'id';
  return [...fields.filter(isId), ...fields.filter((field) => !isId(field))];
}
