// POST, PATCH, PUT and DELETE: who may write what, and what every write has in common.
import { NetSuiteProblem } from '../problem.ts';
import { rowName } from '../suiteql/display.ts';
import type { Row } from '../table.ts';
import type { VendorRequest, VendorResponse } from '../../stand-in.ts';
import { transactionTypeOf } from './documents.ts';
import type { RecordEnvironment } from './environment.ts';
import { externalIdOf, findRow, requireRow } from './read.ts';
import type { RecordSpec } from './spec.ts';
import { changeDocument, createDocument, deleteDocument } from './write-document.ts';
import { changeEntity, createEntity, refuseWhenUsed } from './write-entity.ts';

/** Answers a write of one record. `segment` is the id or `eid:` of the address; null for POST. */
export function answerWrite(
  spec: RecordSpec,
  segment: string | null,
  request: VendorRequest,
  environment: RecordEnvironment,
): VendorResponse {
  if (spec.access === 'readOnly') throw insufficientPermission(spec);
  refuseByLock(environment);
  switch (request.method) {
    case 'POST':
      if (segment === null) return created(spec, create(spec, request, environment, null), environment);
      break;
    case 'PATCH':
      if (segment === null) break;
      change(spec, requireRow(spec, segment, environment), request, environment);
      return created(spec, idOf(spec, requireRow(spec, segment, environment), environment), environment);
    case 'PUT':
      if (segment?.startsWith('eid:') === true) return upsert(spec, segment, request, environment);
      break;
    case 'DELETE':
      if (segment === null) break;
      remove(spec, requireRow(spec, segment, environment), environment);
      return { status: 204, rows: 1 };
    default:
  }
  throw new NetSuiteProblem(
    405,
    'METHOD_NOT_ALLOWED',
    `The ${request.method} method is not allowed for this resource.`,
  );
}

/** Fault: somebody else changed the record in the meantime. */
export function refuseByLock({ rowLock }: RecordEnvironment): void {
  if (!rowLock) return;
  throw new NetSuiteProblem(400, 'RCRD_HAS_BEEN_CHANGED', 'Error while accessing a resource. Record has been changed.');
}

function insufficientPermission({ title }: RecordSpec): NetSuiteProblem {
  return new NetSuiteProblem(
    403,
    'INSUFFICIENT_PERMISSION',
    `Permission Violation: You need a higher level of the 'Lists -> ${title}' permission to access this page. Please contact your account administrator.`,
  );
}

/** The id is in the Location header and nowhere else. */
export function created(spec: RecordSpec, id: number, { origin }: RecordEnvironment): VendorResponse {
  return { status: 204, headers: { location: `${origin}/services/rest/record/v1/${spec.type}/${id}` }, rows: 1 };
}

function upsert(
  spec: RecordSpec,
  segment: string,
  request: VendorRequest,
  environment: RecordEnvironment,
): VendorResponse {
  const row = findRow(spec, segment, environment);
  if (row === undefined) return created(spec, create(spec, request, environment, externalIdOf(segment)), environment);
  change(spec, row, request, environment);
  return created(spec, idOf(spec, row, environment), environment);
}

function idOf(spec: RecordSpec, row: Row, { database }: RecordEnvironment): number {
  return database.known(spec.table).number(row, 'id') ?? 0;
}

function create(
  spec: RecordSpec,
  request: VendorRequest,
  environment: RecordEnvironment,
  externalId: string | null,
): number {
  const type = transactionTypeOf(spec);
  if (type === null) return createEntity(spec, request, environment, externalId);
  return createDocument({ spec, type }, request, environment, externalId);
}

function change(spec: RecordSpec, row: Row, request: VendorRequest, environment: RecordEnvironment): void {
  const type = transactionTypeOf(spec);
  if (type === null) changeEntity(spec, row, request, environment);
  else changeDocument({ spec, type }, row, request, environment);
}

/** Deletes a record and leaves a trace in `deletedrecord`, which is how a poller learns of it. */
function remove(spec: RecordSpec, row: Row, environment: RecordEnvironment): void {
  const { database, clock } = environment;
  const table = database.known(spec.table);
  const id = idOf(spec, row, environment);
  const trace = {
    recordid: String(id),
    recordtypeid: spec.type.toLowerCase(),
    type: spec.title,
    name: rowName(table, row),
    context: 'REST Web Services',
    deletedby: 'Integration',
    deleteddate: clock.now().getTime(),
    externalid: table.text(row, 'externalid'),
    iscustomrecord: spec.type.startsWith('customrecord') ? 'T' : 'F',
  };
  if (transactionTypeOf(spec) === null) {
    refuseWhenUsed(spec, id, environment);
    database.remove(spec.table, [row]);
    if (spec.type === 'customer') {
      // Which subsidiaries may bill a customer is part of the customer, and goes with it.
      const relations = 'customersubsidiaryrelationship';
      database.remove(relations, database.known(relations).find('entity', id));
    }
  } else deleteDocument(row, environment);
  database.insert('deletedrecord', trace);
}
