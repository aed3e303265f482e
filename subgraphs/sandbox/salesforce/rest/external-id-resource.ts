// /sobjects/{type}/{field}/{value}: a record by a key of the client's own. PATCH creates it when it is not there.
import type { VendorResponse } from '../../stand-in.ts';
import { noSuchKey, notFound, refusal } from '../api-error.ts';
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row } from '../store/record.ts';
import { findByValue } from '../store/write-context.ts';
import { insertRecord, updateRecord } from '../store/write.ts';
import { readWrittenValue } from '../store/written-value.ts';
import { allow, answered, bodyObject, noContent, tellsCreated, transact, type Call } from './call.ts';
import { answerRecord, answerRow, created } from './record-resource.ts';

/** The vendor lists at most so many records when a key is not unique. */
const CHOICES_MAX = 200;

/** Answers GET, PATCH and DELETE by key; POST to `Id` creates, which is how the vendor lets a client upsert by id. */
export function answerExternalId(
  call: Call,
  object: ObjectDefinition,
  fieldName: string,
  value: string | undefined,
): VendorResponse {
  const field = keyField(object, fieldName);
  if (value === undefined || value === '') {
    if (field.type !== 'id' || call.method !== 'POST') throw notFound();
    const fields = bodyObject(call);
    return created(
      call,
      object,
      transact(call, '', (context) => insertRecord(context, object, fields)),
      'upsert',
    );
  }
  allow(call, 'GET', 'PATCH', 'DELETE');
  if (field.type === 'id') return answerRecord(call, object, value);
  const found = findByValue(call.organization, object, field, readWrittenValue(field, value));
  if (found.length > 1) return choices(call, object, found);
  const [row] = found;
  if (call.method === 'PATCH') return upsert(call, object, { field, value }, row);
  if (row === undefined) throw notFound();
  return answerRow(call, object, row);
}

/** The field, when it is one that may serve as a key. */
function keyField(object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.field(name);
  const isKey = field !== undefined && (field.externalId || field.idLookup);
  if (!isKey) throw noSuchKey(name);
  return field;
}

interface Key {
  readonly field: FieldDefinition;
  readonly value: string;
}

function upsert(call: Call, object: ObjectDefinition, { field, value }: Key, row: Row | undefined): VendorResponse {
  const fields = bodyObject(call);
  if (Object.keys(fields).some((name) => name.toLowerCase() === field.name.toLowerCase())) {
    const message = `The ${field.name} field should not be specified in the sobject data.`;
    throw refusal(400, 'INVALID_FIELD', message);
  }
  if (row === undefined) {
    if (call.request.query.get('updateOnly') === 'true') throw notFound();
    const keyed = { ...fields, [field.name]: value };
    return created(
      call,
      object,
      transact(call, '', (context) => insertRecord(context, object, keyed)),
      'upsert',
    );
  }
  const id = String(row.Id);
  transact(call, id, (context) => updateRecord(context, object, row, fields));
  if (!tellsCreated(call)) return noContent(`sobjects:${object.name}`, 1);
  return answered(200, { id, success: true, errors: [], created: false }, `sobjects:${object.name}`, 1);
}

function choices(call: Call, object: ObjectDefinition, rows: readonly Row[]): VendorResponse {
  const urls = rows.slice(0, CHOICES_MAX).map((row) => `${call.base}/sobjects/${object.name}/${String(row.Id)}`);
  return answered(300, urls, `sobjects:${object.name}`, urls.length);
}
