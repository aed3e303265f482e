// /composite/sobjects: up to 200 records created, changed, upserted or deleted in one call. The call answers 200 whatever
// happens to its records: each has a result of its own, in the order of the request.
import type { VendorResponse } from '../../stand-in.ts';
import { ApiError, refusal, refusedWrite, unableToLockRow } from '../api-error.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { readId } from '../record-id.ts';
import type { Row } from '../store/record.ts';
import { deleteRecord } from '../store/remove.ts';
import { findByValue, type WriteContext } from '../store/write-context.ts';
import { insertRecord, updateRecord, type WrittenFields } from '../store/write.ts';
import { readWrittenValue } from '../store/written-value.ts';
import { answered, bodyObject, writeContext, type Call } from './call.ts';

/** Records of one call. */
const RECORDS_MAX = 200;

interface SaveResult {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly unknown[];
  readonly created?: boolean;
}

/** One record's part of the call; answers what the vendor says when it went well. */
type Write = (context: WriteContext) => { readonly id: string; readonly created?: boolean };

/** POST creates, PATCH changes. */
export function answerCollectionWrite(call: Call): VendorResponse {
  const { records, allOrNone } = readRecords(call);
  const writes = records.map((record): Write => {
    const object = objectOf(call, record);
    if (call.method === 'POST') return (context) => ({ id: insertRecord(context, object, record) });
    return (context) => {
      const row = findRow(context, object, idOf(record));
      updateRecord(context, object, row, withoutId(record));
      return { id: String(row.Id) };
    };
  });
  return answerWrites(call, writes, allOrNone);
}

/** PATCH with an object and a key field: each record is changed when its key is there, else created. */
export function answerCollectionUpsert(call: Call, object: ObjectDefinition, fieldName: string): VendorResponse {
  const field = object.field(fieldName);
  if (field === undefined || !(field.externalId || field.idLookup)) {
    throw refusal(400, 'INVALID_FIELD', `${fieldName} is not an external id of ${object.name}`);
  }
  const { records, allOrNone } = readRecords(call);
  const writes = records.map((record): Write => (context) => {
    const given = Object.entries(record).find(([name]) => name.toLowerCase() === field.name.toLowerCase())?.[1];
    const value = readWrittenValue(field, given);
    // Upserting by Id, a record without one is a new one; any other key has to be there.
    if (value === null && field.type !== 'id') {
      throw refusedWrite('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
    }
    const [row, twin] = value === null ? [] : findByValue(context, object, field, value);
    if (twin !== undefined) throw refusedWrite('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found`);
    if (row === undefined) return { id: insertRecord(context, object, withoutId(record)), created: true };
    updateRecord(context, object, row, withoutId(record));
    return { id: String(row.Id), created: false };
  });
  return answerWrites(call, writes, allOrNone);
}

/** DELETE with `?ids=`. */
export function answerCollectionDelete(call: Call): VendorResponse {
  const { query } = call.request;
  const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
  checkCount(ids.length);
  const writes = ids.map((text): Write => (context) => {
    const object = call.catalogue.objectOfId(text);
    if (object === undefined) throw refusedWrite('MALFORMED_ID', `malformed id ${text}`);
    const row = findRow(context, object, text);
    deleteRecord(context, object, row);
    return { id: String(row.Id) };
  });
  return answerWrites(call, writes, query.get('allOrNone') === 'true');
}

function answerWrites(call: Call, writes: readonly Write[], allOrNone: boolean): VendorResponse {
  const { store } = call.organization;
  const whole = store.savepoint();
  const context = writeContext(call);
  const results = writes.map((write, index) => saveOne(call, context, write, index));
  const hasFailed = results.some((result) => !result.success);
  if (!allOrNone || !hasFailed) {
    return answered(200, results, 'composite:sobjects', results.filter((result) => result.success).length);
  }
  store.rollback(whole);
  return answered(200, results.map(rolledBack), 'composite:sobjects', 0);
}

/** One record. Under the partial-success fault every second one fails, as when somebody holds a lock on it. */
function saveOne(call: Call, context: WriteContext, write: Write, index: number): SaveResult {
  const { store } = call.organization;
  const savepoint = store.savepoint();
  const isHit = (kind: string): boolean => call.faults.some((fault) => fault.kind === kind);
  try {
    if (isHit('rowLock') || (isHit('partialSuccess') && index % 2 === 1)) throw unableToLockRow('');
    const { id, created } = write(context);
    return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    store.rollback(savepoint);
    const errors = error.problems.map(({ errorCode, message, fields }) => ({
      statusCode: errorCode,
      message,
      fields: fields ?? [],
    }));
    return { success: false, errors };
  }
}

function rolledBack(result: SaveResult): SaveResult {
  if (!result.success) return result;
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  const error = { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] };
  return { success: false, errors: [error] };
}

function readRecords(call: Call): { records: WrittenFields[]; allOrNone: boolean } {
  const { records, allOrNone } = bodyObject(call);
  if (!Array.isArray(records)) throw refusal(400, 'JSON_PARSER_ERROR', 'The records array is required');
  checkCount(records.length);
  return { records: records as WrittenFields[], allOrNone: allOrNone === true };
}

function checkCount(count: number): void {
  if (count > 0 && count <= RECORDS_MAX) return;
  throw refusal(400, 'LIMIT_EXCEEDED', `${count} records in one call: give 1 to ${RECORDS_MAX}`);
}

function objectOf(call: Call, record: WrittenFields): ObjectDefinition {
  const { type } = (record.attributes ?? {}) as { type?: unknown };
  const object = typeof type === 'string' ? call.catalogue.object(type) : undefined;
  if (object === undefined) throw refusal(400, 'INVALID_TYPE', `Unable to find the type ${String(type)} of a record`);
  return object;
}

function idOf(record: WrittenFields): string {
  const entry = Object.entries(record).find(([name]) => name.toLowerCase() === 'id');
  if (typeof entry?.[1] === 'string') return entry[1];
  throw refusedWrite('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
}

function withoutId(record: WrittenFields): WrittenFields {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name.toLowerCase() !== 'id'));
}

function findRow({ store }: WriteContext, object: ObjectDefinition, text: string): Row {
  const id = readId(text);
  if (id?.startsWith(object.keyPrefix) !== true) {
    throw refusedWrite('MALFORMED_ID', `${object.name} ID: id value of incorrect type: ${text}`, ['Id']);
  }
  const row = store.find(id);
  if (row === undefined) throw refusedWrite('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return row;
}
