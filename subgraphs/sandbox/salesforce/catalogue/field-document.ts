// The full describe shape of a field, for fields that were defined in short form.
import type { FieldDefinition, FieldType } from './field.ts';

/** Bytes a character of text may need. */
const BYTES_PER_CHARACTER = 3;

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
  anyType: 'xsd:anyType',
};

/** Every key that version 62 describes a field with, in the vendor's (alphabetical) order. */
export function describeField(field: FieldDefinition): Record<string, unknown> {
  const { document, type } = field;
  const given = (key: string, fallback: unknown): unknown => document[key] ?? fallback;
  return {
    aggregatable: field.aggregatable,
    aiPredictionField: false,
    autoNumber: field.autoNumber,
    byteLength: given('byteLength', byteLength(field)),
    calculated: given('calculated', false),
    calculatedFormula: given('calculatedFormula', null),
    cascadeDelete: field.cascadeDelete,
    caseSensitive: field.caseSensitive,
    compoundFieldName: given('compoundFieldName', null),
    controllerName: null,
    createable: field.createable,
    custom: given('custom', field.name.endsWith('__c')),
    defaultValue: field.defaultValue,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: given('digits', type === 'int' ? 8 : 0),
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: given('extraTypeInfo', null),
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: field.groupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: field.idLookup,
    inlineHelpText: given('inlineHelpText', null),
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: field.namePointing,
    nillable: field.nillable,
    permissionable: given('permissionable', field.nillable && field.createable),
    picklistValues: field.picklistValues.map((value) => ({ ...value, validFor: null })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: given('precision', precision(type)),
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: given('relationshipOrder', field.cascadeDelete ? 0 : null),
    restrictedDelete: field.restrictedDelete,
    restrictedPicklist: field.restrictedPicklist,
    scale: given('scale', scale(type)),
    searchPrefilterable: type === 'reference',
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    sortable: field.sortable,
    type,
    unique: field.unique,
    updateable: field.updateable,
    writeRequiresMasterRead: given('writeRequiresMasterRead', false),
  };
}

function byteLength({ type, length }: FieldDefinition): number {
  return type === 'id' || type === 'reference' ? length : length * BYTES_PER_CHARACTER;
}

function precision(type: FieldType): number {
  return type === 'currency' || type === 'double' || type === 'percent' ? 18 : 0;
}

function scale(type: FieldType): number {
  return type === 'currency' || type === 'percent' ? 2 : 0;
}
