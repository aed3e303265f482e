// Schema drift: an administrator removed or renamed a field last night. The catalogue changes, the records do not.
import type { VendorFault } from '../../stand-in.ts';
import { Catalogue } from './catalogue.ts';
import type { FieldDefinition } from './field.ts';
import type { ObjectDefinition } from './object.ts';

interface Change {
  /** Lower case; null for every object that has the field. */
  readonly object: string | null;
  readonly from: string;
  /** Null when the field is gone. */
  readonly to: string | null;
}

/** The catalogue as it looks under these faults. A name may carry its object: `Account.Segment__c`. */
export function driftedCatalogue(catalogue: Catalogue, faults: readonly VendorFault[]): Catalogue {
  const changes = faults.flatMap(readChange);
  if (changes.length === 0) return catalogue;
  return new Catalogue(catalogue.objects.map((object) => drift(object, changes)));
}

function readChange(fault: VendorFault): Change[] {
  if (fault.kind !== 'schemaDrift') return [];
  if (fault.remove !== undefined) return [change(fault.remove, null)];
  if (fault.rename !== undefined && fault.to !== undefined) return [change(fault.rename, fault.to)];
  return [];
}

function change(name: string, to: string | null): Change {
  const dot = name.indexOf('.');
  const object = dot < 0 ? null : name.slice(0, dot).toLowerCase();
  return { object, from: name.slice(dot + 1).toLowerCase(), to: to === null ? null : to.slice(to.indexOf('.') + 1) };
}

function drift(object: ObjectDefinition, changes: readonly Change[]): ObjectDefinition {
  const mine = changes.filter(({ object: owner }) => owner === null || owner === object.name.toLowerCase());
  const touched = mine.filter(({ from }) => object.field(from) !== undefined);
  if (touched.length === 0) return object;
  return object.withFields(object.fields.flatMap((field) => driftField(field, touched)));
}

function driftField(field: FieldDefinition, changes: readonly Change[]): FieldDefinition[] {
  const found = changes.find(({ from }) => from === field.name.toLowerCase());
  if (found === undefined) return [field];
  if (found.to === null) return [];
  return [{ ...field, name: found.to, document: { ...field.document, name: found.to } }];
}
