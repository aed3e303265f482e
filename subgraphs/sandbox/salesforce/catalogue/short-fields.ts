// Fields in short form, for writing objects down by hand.
import type { FieldDocument } from './field.ts';

/** What a field may say beyond its kind. */
export type FieldOptions = Readonly<Record<string, unknown>>;

/** A text of at most so many characters. */
export function text(name: string, length: number, options: FieldOptions = {}): FieldDocument {
  return { name, type: 'string', length, ...options };
}

/** A text of more than one line; above 255 characters it can be read but not filtered. */
export function longText(name: string, length: number, options: FieldOptions = {}): FieldDocument {
  return { name, type: 'textarea', length, ...options };
}

/** One of these values; only a restricted picklist refuses others. */
export function picklist(name: string, values: readonly string[], options: FieldOptions = {}): FieldDocument {
  return { name, type: 'picklist', picklistValues: values, ...options };
}

/** A picklist that takes no other values. */
export function restricted(name: string, values: readonly string[], options: FieldOptions = {}): FieldDocument {
  return picklist(name, values, { restrictedPicklist: true, ...options });
}

/** A field of a type that needs no more words. */
export function plain(
  type: 'boolean' | 'currency' | 'date' | 'datetime' | 'double' | 'email' | 'int' | 'percent' | 'phone' | 'url',
  name: string,
  options: FieldOptions = {},
): FieldDocument {
  return { name, type, ...options };
}

/** A reference to records of one object. A custom one ends in `__c`, its relationship in `__r`. */
export function lookup(name: string, object: string, options: FieldOptions = {}): FieldDocument {
  const relationshipName = name.endsWith('__c') ? name.replace(/__c$/u, '__r') : name.replace(/Id$/u, '');
  return { name, type: 'reference', referenceTo: [object], relationshipName, ...options };
}

/** A reference to the record this one belongs to: it must be given, never changes, and takes this record with it. */
export function master(name: string, object: string, options: FieldOptions = {}): FieldDocument {
  const fixed = { nillable: false, updateable: false, cascadeDelete: true, writeRequiresMasterRead: true };
  return lookup(name, object, { ...fixed, ...options });
}

/** Street, city, state, postal code and country under one prefix, and the address they make together. */
export function address(prefix: string): FieldDocument[] {
  const compound = { compoundFieldName: `${prefix}Address` };
  return [
    longText(`${prefix}Street`, 255, compound),
    text(`${prefix}City`, 40, compound),
    text(`${prefix}State`, 80, compound),
    text(`${prefix}PostalCode`, 20, compound),
    text(`${prefix}Country`, 80, compound),
    { name: `${prefix}Latitude`, type: 'double', ...compound },
    { name: `${prefix}Longitude`, type: 'double', ...compound },
    { name: `${prefix}Address`, type: 'address', createable: false },
  ];
}

/** A field that a client has to give. */
export const REQUIRED: FieldOptions = { nillable: false };
/** A field that the vendor fills in and nobody writes. */
export const READ_ONLY: FieldOptions = { createable: false, updateable: false };

/** Currencies the organisation deals in; the first is the corporate one. */
export const CURRENCY_CODES = ['USD', 'GBP', 'EUR', 'JPY', 'CHF', 'KWD'] as const;

/** The currency of a record's amounts. */
export const CURRENCY: FieldDocument = restricted('CurrencyIsoCode', CURRENCY_CODES, {
  label: 'Currency ISO Code',
  length: 3,
  nillable: false,
  defaultedOnCreate: true,
});

/** The person a standard record belongs to. */
export const OWNER: FieldDocument = lookup('OwnerId', 'User', {
  label: 'Owner ID',
  nillable: false,
  defaultedOnCreate: true,
});
