// /sobjects/{type} and /sobjects/{type}/{id}: one record, read, created, changed or deleted.
import type { VendorResponse } from '../../stand-in.ts';
import { entityIsDeleted, noSuchKey, notFound, refusal, refusedWrite, ApiError } from '../api-error.ts';
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { readId } from '../record-id.ts';
import { attributesOf, renderField, type AnsweredRecord } from '../soql/render.ts';
import type { Row } from '../store/record.ts';
import { deleteRecord } from '../store/remove.ts';
import { insertRecord, updateRecord } from '../store/write.ts';
import { allow, answered, bodyObject, noContent, objectNamed, tellsCreated, transact, type Call } from './call.ts';
import { answerObject } from './describe-resource.ts';

/** `/sobjects/{type}`: POST creates. */
export function answerType(call: Call, name: string | undefined): VendorResponse {
  allow(call, 'GET', 'POST');
  const object = objectNamed(call, name);
  if (call.method === 'GET') return answerObject(call, object);
  const fields = bodyObject(call);
  const id = transact(call, '', (context) => insertRecord(context, object, fields));
  return created(call, object, id, 'create');
}

/** The answer to a record that was made. */
export function created(call: Call, object: ObjectDefinition, id: string, by: 'create' | 'upsert'): VendorResponse {
  const tells = by === 'upsert' && tellsCreated(call) ? { created: true } : {};
  const body = { id, success: true, errors: [], ...tells };
  return {
    ...answered(201, body, `sobjects:${object.name}`, 1),
    headers: { location: `${call.base}/sobjects/${object.name}/${id}` },
  };
}

/** `/sobjects/{type}/{id}`. */
export function answerRecord(call: Call, object: ObjectDefinition, idText: string): VendorResponse {
  allow(call, 'GET', 'PATCH', 'DELETE');
  const row = findRow(call, object, idText);
  return answerRow(call, object, row);
}

/** Reads, changes or deletes a record that was found. */
export function answerRow(call: Call, object: ObjectDefinition, row: Row): VendorResponse {
  const resource = `sobjects:${object.name}`;
  if (call.method === 'GET') return answered(200, renderRow(call, object, row), resource, 1);
  const id = String(row.Id);
  if (call.method === 'DELETE') transact(call, id, (context) => deleteRecord(context, object, row));
  else {
    const fields = bodyObject(call);
    transact(call, id, (context) => updateRecord(context, object, row, fields));
  }
  return noContent(resource, 1);
}

/** The record of an id in the path; refused in the vendor's words when there is none, or it is deleted. */
function findRow(call: Call, object: ObjectDefinition, idText: string): Row {
  const id = readId(idText);
  if (id === null) throw noSuchKey(idText);
  const row = id.startsWith(object.keyPrefix) ? call.organization.store.find(id) : undefined;
  if (row?.IsDeleted === true) throw entityIsDeleted();
  if (row !== undefined) return row;
  if (call.method === 'GET') throw notFound();
  const { problems } = refusedWrite('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  throw new ApiError(404, problems);
}

/** A record with all its fields, or those of `?fields=`. */
function renderRow(call: Call, object: ObjectDefinition, row: Row): AnsweredRecord {
  const wanted = call.request.query.get('fields');
  return renderFields(call, object, row, wanted === null ? object.fields : fieldsNamed(object, wanted.split(',')));
}

/** A record with these fields. */
export function renderFields(
  call: Call,
  object: ObjectDefinition,
  row: Row,
  fields: readonly FieldDefinition[],
): AnsweredRecord {
  const answer: AnsweredRecord = { attributes: attributesOf(call.base, object, row) };
  for (const field of fields) answer[field.name] = renderField(field, row);
  // The vendor always adds the id, also when nobody asked for it.
  if (answer.Id === undefined) answer.Id = row.Id;
  return answer;
}

/** The fields of a list of names; an unknown one is refused. */
export function fieldsNamed(object: ObjectDefinition, names: readonly string[]): FieldDefinition[] {
  return names.map((name) => {
    const field = object.field(name.trim());
    if (field !== undefined) return field;
    throw refusal(400, 'INVALID_FIELD', `No such column '${name.trim()}' on sobject of type ${object.name}`);
  });
}
