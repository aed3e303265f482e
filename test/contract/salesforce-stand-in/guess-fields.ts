// Fields of which no describe is recorded, guessed from their names and values.
import type { FieldDocument } from '../../../subgraphs/sandbox/salesforce/catalogue/field.ts';

/** The relationship that leads from a child to a parent of this type. */
export function parentName(type: string): string {
  return type.endsWith('__c') ? type.replace(/__c$/u, '__r') : type;
}

/** The reference field behind a relationship. */
export function guessReference(relationshipName: string, target: string): FieldDocument {
  const name = relationshipName.endsWith('__r') ? relationshipName.replace(/__r$/u, '__c') : `${relationshipName}Id`;
  return { name, type: 'reference', relationshipName, referenceTo: [target] };
}

/** A field that holds this value. */
export function guessField(name: string, value: unknown): FieldDocument {
  if (name === 'Id') return { name, type: 'id', createable: false, nillable: false };
  if (typeof value === 'boolean') return { name, type: 'boolean' };
  if (typeof value === 'number') return { name, type: Number.isInteger(value) ? 'int' : 'double' };
  const text = typeof value === 'string' ? value : '';
  if (/^\d{4}-\d\d-\d\dT/u.test(text)) return { name, type: 'datetime' };
  if (/^\d{4}-\d\d-\d\d$/u.test(text)) return { name, type: 'date' };
  // A null, and an id that may be a reference, tell less than a later value or relationship may.
  const isGuess = value === null || /^[0-9A-Za-z]{18}$/u.test(text) ? { isGuess: true } : {};
  return { name, type: 'string', length: 4_000, ...isGuess, externalId: /external|_id__c|key__c/iu.test(name) };
}
