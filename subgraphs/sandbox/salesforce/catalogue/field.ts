// One field of an object, read from its part of a describe document. What a short document leaves out is filled in by type.

/** The vendor's field types. */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'encryptedstring'
  | 'base64'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'address'
  | 'location'
  | 'anyType';

/** A field as a describe document gives it; only the name is needed, everything else has a default. */
export interface FieldDocument {
  readonly name: string;
  readonly type?: string;
  readonly [key: string]: unknown;
}

/** A value a picklist offers. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
}

/** What the stand-in needs to know of a field, whichever document it came from. */
export interface FieldDefinition {
  readonly name: string;
  /** The key under which records hold the value; differs from the name after a field was renamed. */
  readonly storedAs: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters a text may have; 0 for other types. */
  readonly length: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  /** True for fields that may serve as a key of a record in a URL or an upsert. */
  readonly idLookup: boolean;
  readonly nameField: boolean;
  readonly autoNumber: boolean;
  readonly namePointing: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  /** Name of the list of children on the referenced object, when the document gives it here. */
  readonly childRelationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly defaultValue: unknown;
  /** The field's part of a describe answer. */
  readonly document: Readonly<Record<string, unknown>>;
}

const TYPES: ReadonlySet<string> = new Set<FieldType>([
  'id',
  'reference',
  'string',
  'picklist',
  'multipicklist',
  'combobox',
  'textarea',
  'email',
  'phone',
  'url',
  'encryptedstring',
  'base64',
  'boolean',
  'int',
  'long',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'time',
  'address',
  'location',
  'anyType',
]);

const TEXT_LENGTH: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  picklist: 255,
  multipicklist: 4099,
  combobox: 255,
  textarea: 255,
  email: 80,
  phone: 40,
  url: 255,
  encryptedstring: 175,
};

/** A text area longer than this can be neither filtered, sorted nor grouped. */
const FILTERABLE_LENGTH_MAX = 255;

/** Reads one field of a describe document. */
export function readField(source: FieldDocument): FieldDefinition {
  const type = readType(source);
  const text = (key: string): string | null => (typeof source[key] === 'string' ? source[key] : null);
  const flag = (key: string, fallback: boolean): boolean => (typeof source[key] === 'boolean' ? source[key] : fallback);
  const length = typeof source.length === 'number' ? source.length : (TEXT_LENGTH[type] ?? 0);
  const plain = isPlain(type, length);
  const createable = flag('createable', type !== 'id' && !flag('calculated', false) && !flag('autoNumber', false));
  const definition: Omit<FieldDefinition, 'document'> = {
    name: source.name,
    storedAs: source.name,
    label: text('label') ?? labelOf(source.name),
    type,
    length,
    nillable: flag('nillable', type !== 'boolean' && type !== 'id'),
    createable,
    updateable: flag('updateable', createable),
    defaultedOnCreate: flag('defaultedOnCreate', type === 'boolean'),
    unique: flag('unique', false),
    caseSensitive: flag('caseSensitive', false),
    externalId: flag('externalId', false),
    idLookup: flag('idLookup', type === 'id' || type === 'email' || flag('externalId', false)),
    nameField: flag('nameField', false),
    autoNumber: flag('autoNumber', false),
    namePointing: flag('namePointing', false),
    filterable: flag('filterable', plain),
    sortable: flag('sortable', plain && type !== 'multipicklist'),
    groupable: flag(
      'groupable',
      plain && !['currency', 'double', 'percent', 'datetime', 'multipicklist'].includes(type),
    ),
    aggregatable: flag('aggregatable', plain && type !== 'boolean' && type !== 'multipicklist'),
    referenceTo: Array.isArray(source.referenceTo) ? source.referenceTo.map(String) : [],
    relationshipName: text('relationshipName'),
    childRelationshipName: text('childRelationshipName'),
    cascadeDelete: flag('cascadeDelete', false),
    restrictedDelete: flag('restrictedDelete', false),
    restrictedPicklist: flag('restrictedPicklist', false),
    picklistValues: readPicklist(source.picklistValues),
    defaultValue: source.defaultValue ?? null,
  };
  return { ...definition, document: source };
}

/** True for fields whose values are text to compare without case. */
export function isText(type: FieldType): boolean {
  return TEXT_LENGTH[type] !== undefined && type !== 'id' && type !== 'reference';
}

/** True for fields whose values are numbers with decimals on the wire. */
export function isDouble(type: FieldType): boolean {
  return type === 'double' || type === 'currency' || type === 'percent';
}

function readType(source: FieldDocument): FieldType {
  const type = source.type ?? 'string';
  if (!TYPES.has(type)) {
    throw new Error(`Field ${source.name} has type "${type}": use one of ${[...TYPES].join(', ')}`);
  }
  return type as FieldType;
}

/** Long texts, addresses and files can be selected and nothing else. */
function isPlain(type: FieldType, length: number): boolean {
  if (type === 'address' || type === 'location' || type === 'base64' || type === 'anyType') return false;
  return !(type === 'textarea' && length > FILTERABLE_LENGTH_MAX) && type !== 'encryptedstring';
}

/** Picklist values may be given as texts or as the objects of a describe document. */
function readPicklist(source: unknown): PicklistValue[] {
  if (!Array.isArray(source)) return [];
  return source.map((entry: unknown) => {
    if (typeof entry === 'string') return { value: entry, label: entry, active: true, defaultValue: false };
    const { value, label, active, defaultValue } = entry as Partial<PicklistValue>;
    const text = value ?? '';
    return { value: text, label: label ?? text, active: active ?? true, defaultValue: defaultValue ?? false };
  });
}

/** `Not_To_Exceed__c` is labelled `Not To Exceed`, `AccountId` `Account ID`. */
function labelOf(name: string): string {
  const words = name
    .replace(/__c$/u, '')
    .replace(/__/gu, ' ')
    .replace(/_/gu, ' ')
    .replace(/([a-z])([A-Z])/gu, '$1 $2');
  return words.replace(/\bId$/u, 'ID');
}
