// Making, changing and deleting documents. A change that touches the ledger posts the document anew under its old id.
import { decimal, ZERO, type Decimal } from '../decimal.ts';
import { userError } from '../problem.ts';
import { postedRows, TRANSACTION_RECORDS, type Posting, type PostingLine, type TransactionType } from '../posting.ts';
import type { Row, Value, Values } from '../table.ts';
import type { VendorRequest } from '../../stand-in.ts';
import { appliedOf, plannedApplications, sizeOf, writeApplications, type ApplicationSource } from './applications.ts';
import { columnValues, isBody, property, readBody, resolveReference, sublistItems, type Body } from './body.ts';
import {
  bookOf,
  customerHeader,
  customerTerms,
  dueOn,
  journalHeader,
  refuseClosed,
  type DocumentHeader,
} from './document-header.ts';
import { linesOf } from './document-lines.ts';
import { journalLines, paymentLines, saleLines } from './document-lines-in.ts';
import { viewOf, type RecordEnvironment } from './environment.ts';
import { showRecord } from './show.ts';
import type { RecordSpec } from './spec.ts';

/** Properties whose change posts the document anew, in lower case. */
const LEDGER_PROPERTIES = new Set(
  'trandate postingperiod currency exchangerate item line payment account subsidiary entity customer'.split(' '),
);

/** A document that is being made or changed. */
interface DocumentWork {
  readonly spec: RecordSpec;
  readonly type: TransactionType;
  readonly body: Body;
  readonly environment: RecordEnvironment;
}

/** Makes a document and gives back its id. */
export function createDocument(
  work: Pick<DocumentWork, 'spec' | 'type'>,
  request: VendorRequest,
  environment: RecordEnvironment,
  externalId: string | null,
): number {
  const { database, clock } = environment;
  const sent = readBody(request);
  const body = externalId === null ? sent : { ...sent, externalId };
  const full: DocumentWork = { ...work, body, environment };
  refuseDuplicate(full, null);
  const id = nextTransactionId(environment);
  const now = clock.now().getTime();
  const posting = compose(full, { id, createdMs: now, modifiedMs: now, applied: ZERO, kept: {} });
  const source = applicationSource(posting);
  const items = source === null ? null : sublistItems(body, 'apply');
  const planned = source === null || items === null ? null : plannedApplications(items, source, environment);
  const rows = postedRows(posting);
  database.insert('transaction', { ...rows.transaction, ...numbering(full, posting) });
  for (const row of rows.transactionline) database.insert('transactionline', row);
  for (const row of rows.transactionaccountingline) database.insert('transactionaccountingline', row);
  if (source !== null && planned !== null) writeApplications(source, planned, environment);
  return id;
}

/** Changes a document. */
export function changeDocument(
  work: Pick<DocumentWork, 'spec' | 'type'>,
  row: Row,
  request: VendorRequest,
  environment: RecordEnvironment,
): void {
  const { database, clock } = environment;
  const table = database.known('transaction');
  const id = table.number(row, 'id') ?? 0;
  const body = readBody(request);
  const full: DocumentWork = { ...work, body, environment };
  refuseDuplicate(full, row);
  const touchesLedger = Object.keys(body).some((name) => LEDGER_PROPERTIES.has(name.toLowerCase()));
  if (touchesLedger || environment.closedPeriod)
    refuseClosed(table.number(row, 'postingperiod') ?? 0, environment, bookOf(work.type));
  const items = work.type === 'CustPymt' || work.type === 'CustCred' ? sublistItems(body, 'apply') : null;
  if (touchesLedger) repost(full, row, request.query.get('replace'));
  else {
    const sent = columnValues(work.spec.fields, body, { table, owner: work.spec.type, path: '' }, environment);
    database.update('transaction', row, { ...sent, lastmodifieddate: clock.now().getTime() });
  }
  const source = items === null ? null : sourceOf(id, work.type, environment);
  if (source !== null && items !== null)
    writeApplications(source, plannedApplications(items, source, environment), environment);
}

/** Deletes a document that nothing is applied to or from. */
export function deleteDocument(row: Row, environment: RecordEnvironment): void {
  const { database } = environment;
  const table = database.known('transaction');
  const id = table.number(row, 'id') ?? 0;
  refuseClosed(table.number(row, 'postingperiod') ?? 0, environment, bookOf(table.text(row, 'type')));
  const isBilled = table.text(row, 'type') === 'SalesOrd' && table.text(row, 'status') === 'G';
  if (isBilled || appliedOf(id, environment).units !== 0n)
    throw userError('This transaction cannot be deleted because it is linked to by one or more transactions.');
  const order = orderOf(id, environment);
  removeRows(id, environment);
  if (order !== undefined) database.update('transaction', order, { status: 'F' });
}

/** The sales order a document was made from, which can be billed again without it. */
function orderOf(id: number, { database }: RecordEnvironment): Row | undefined {
  const lines = database.known('transactionline');
  const table = database.known('transaction');
  const from = lines.find('transaction', id).flatMap((line) => lines.number(line, 'createdfrom') ?? [])[0];
  const source = from === undefined ? undefined : table.first('id', from);
  return source !== undefined && table.text(source, 'type') === 'SalesOrd' ? source : undefined;
}

function removeRows(id: number, { database }: RecordEnvironment): void {
  for (const [name, column] of [
    ['transaction', 'id'],
    ['transactionline', 'transaction'],
    ['transactionaccountingline', 'transaction'],
  ] as const)
    database.remove(name, database.known(name).find(column, id));
}

/**
 * All documents share one number space; the firm's types start far apart in it, so new ones go after the last of all. An id is never
 * given again, whatever became of its document.
 */
function nextTransactionId({ database }: RecordEnvironment): number {
  const gone = database.known('deletedrecord');
  const documents = new Set(Object.values(TRANSACTION_RECORDS).map(({ record }) => record));
  const deleted = gone.rows
    .filter((row) => documents.has((gone.text(row, 'recordtypeid') ?? '').toLowerCase()))
    .map((row) => Number(gone.value(row, 'recordid')));
  return Math.max(database.nextId('transaction'), ...deleted.map((id) => id + 1));
}

interface Identity {
  readonly id: number;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly applied: Decimal;
  /** Columns an existing document keeps. */
  readonly kept: Values;
}

/** The document the body describes. */
function compose({ spec, type, body, environment }: DocumentWork, identity: Identity): Posting {
  const { database } = environment;
  const table = database.known('transaction');
  const header = readHeader(type, body, environment);
  const sent = columnValues(spec.fields, body, { table, owner: spec.type, path: '' }, environment);
  const columns: Record<string, Value> = { ...identity.kept, ...sent, entity: header.entity };
  if (type === 'CustInvc') {
    columns.terms ??= customerTerms(header.entity, environment).terms ?? null;
    columns.duedate ??= dueOn(typeof columns.terms === 'number' ? columns.terms : null, header.tranDate, environment);
  }
  for (const computed of ['currency', 'exchangerate', 'trandate', 'postingperiod'])
    Reflect.deleteProperty(columns, computed);
  if (type === 'SalesOrd') columns.postingperiod = null;
  return {
    id: identity.id,
    type,
    subsidiary: header.subsidiary,
    currency: header.currency,
    exchangeRate: header.exchangeRate,
    bookDigits: header.bookDigits,
    tranDate: header.tranDate,
    period: header.period,
    createdMs: identity.createdMs,
    modifiedMs: identity.modifiedMs,
    applied: identity.applied,
    columns,
    lines: readLines(type, body, header, environment),
  };
}

function readHeader(type: TransactionType, body: Body, environment: RecordEnvironment): DocumentHeader {
  switch (type) {
    case 'CustInvc':
    case 'CustCred':
    case 'SalesOrd':
      return customerHeader(body, 'entity', environment);
    case 'CustPymt':
      return customerHeader(body, 'customer', environment);
    case 'Journal':
      return journalHeader(body, environment);
  }
}

function readLines(
  type: TransactionType,
  body: Body,
  header: DocumentHeader,
  environment: RecordEnvironment,
): readonly PostingLine[] {
  switch (type) {
    case 'SalesOrd':
      return saleLines(body, header, 'sale', environment);
    case 'CustInvc':
    case 'CustCred': {
      const from = property(body, 'createdFrom');
      const lines = saleLines(body, header, type === 'CustInvc' ? 'sale' : 'credit', environment);
      if (from === undefined || from === null) return lines;
      const target = type === 'CustInvc' ? 'salesOrder' : 'invoice';
      const createdfrom = resolveReference(from, { target, name: 'createdFrom', path: 'createdFrom' }, environment);
      return lines.map((line) => ({ ...line, columns: { ...line.columns, createdfrom } }));
    }
    case 'CustPymt':
      return paymentLines(body, header, environment);
    case 'Journal':
      return journalLines(body, header, environment);
  }
}

/** The number NetSuite gives, and the number people see when nobody sent one. Neither needs to be unique over types. */
function numbering({ type, environment }: DocumentWork, { columns }: Posting): Values {
  const count = environment.database.known('transaction').find('type', type).length + 1;
  const { prefix } = TRANSACTION_RECORDS[type];
  return { transactionnumber: `${prefix}${count}`, tranid: columns.tranid ?? String(count) };
}

function refuseDuplicate({ body, environment }: DocumentWork, self: Row | null): void {
  const externalId = property(body, 'externalId');
  if (typeof externalId !== 'string') return;
  const taken = environment.database.known('transaction').find('externalid', externalId);
  if (taken.some((row) => row !== self)) throw userError('This record already exists.', 'externalId');
}

function applicationSource({ id, type, columns, currency, lines }: Posting): ApplicationSource | null {
  if (type !== 'CustPymt' && type !== 'CustCred') return null;
  const total = lines.find((line) => line.kind === 'main')?.foreign ?? decimal('0');
  return { id, type, entity: typeof columns.entity === 'number' ? columns.entity : 0, currency, total: sizeOf(total) };
}

function sourceOf(id: number, type: TransactionType, { database }: RecordEnvironment): ApplicationSource | null {
  const table = database.known('transaction');
  const row = table.first('id', id);
  if (row === undefined || (type !== 'CustPymt' && type !== 'CustCred')) return null;
  return {
    id,
    type,
    entity: table.number(row, 'entity') ?? 0,
    currency: table.number(row, 'currency') ?? 0,
    total: sizeOf(table.decimal(row, 'foreigntotal') ?? ZERO),
  };
}

/** Posts a changed document anew: what it was, as a body, with the sent properties over it. */
function repost(work: DocumentWork, row: Row, replace: string | null): void {
  const { spec, body, environment } = work;
  const { database, clock } = environment;
  const table = database.known('transaction');
  const id = table.number(row, 'id') ?? 0;
  const applied = appliedOf(id, environment);
  if (applied.units !== 0n)
    throw userError('The amounts of this transaction cannot be changed: payments or credits are applied.');
  const present = showRecord(spec, row, viewOf(environment), { expand: true, only: null });
  const merged: Record<string, unknown> = { ...present, ...body };
  const replaced = new Set((replace ?? '').split(',').map((name) => name.trim().toLowerCase()));
  for (const name of ['item', 'line']) {
    const sent = sublistItems(body, name);
    const before = sublistItems(present, name);
    if (sent !== null && before !== null && !replaced.has(name)) merged[name] = { items: mergeLines(before, sent) };
  }
  const kept = keptColumns(table.read(row));
  const createdMs = table.number(row, 'createddate') ?? 0;
  const posting = compose(
    { ...work, body: merged },
    { id, createdMs, modifiedMs: clock.now().getTime(), applied, kept },
  );
  const rows = postedRows(posting);
  database.update('transaction', row, rows.transaction);
  for (const name of ['transactionline', 'transactionaccountingline'] as const) {
    database.remove(
      name,
      name === 'transactionline' ? linesOf(id, environment) : database.known(name).find('transaction', id),
    );
    for (const values of rows[name]) database.insert(name, values);
  }
}

/** Lines that name an existing line change it, the others are added. Amounts follow a changed quantity or rate. */
function mergeLines(before: readonly Body[], sent: readonly Body[]): readonly Body[] {
  const merged = before.map((line) => {
    const change = sent.find((candidate) => candidate.line !== undefined && candidate.line === line.line);
    if (change === undefined) return line;
    const { amount, tax1Amt, ...rest } = line;
    const repriced = ['quantity', 'rate', 'amount', 'taxCode', 'taxRate1'].some((name) => name in change);
    return repriced ? { ...rest, ...change } : { ...rest, amount, tax1Amt, ...change };
  });
  return [...merged, ...sent.filter((line) => !before.some((existing) => isBody(line) && existing.line === line.line))];
}

/** Columns that do not come from a body: numbers, custom fields, texts. */
function keptColumns(values: Readonly<Record<string, Value>>): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) =>
      /^(tranid|transactionnumber|externalid|memo|otherrefnum|terms|duedate|custbody_)/.test(name),
    ),
  );
}
