// A document made from another one: its lines and its customer, with what the body says put over them.
import { NetSuiteProblem, userError } from '../problem.ts';
import type { Row } from '../table.ts';
import type { VendorRequest, VendorResponse } from '../../stand-in.ts';
import { isBody, readBody, sublistItems, type Body } from './body.ts';
import { transactionTypeOf } from './documents.ts';
import { viewOf, type RecordEnvironment } from './environment.ts';
import { requireRow } from './read.ts';
import { recordType } from './registry.ts';
import { showRecord } from './show.ts';
import type { RecordSpec } from './spec.ts';
import { createDocument } from './write-document.ts';
import { created, refuseByLock } from './write.ts';

/** What a source gives its target, by `source target`. Everything else the vendor can transform is 400 here. */
const TRANSFORMS: Readonly<Record<string, (source: Body, id: string) => Body>> = {
  'salesOrder invoice': (source, id) => ({
    ...picked(source, ['entity', 'subsidiary', 'currency', 'terms', 'otherRefNum', 'memo', 'custbody_contract_ref']),
    item: { items: linesOf(source) },
    createdFrom: { id },
  }),
  'invoice creditMemo': (source, id) => ({
    ...picked(source, ['entity', 'subsidiary', 'currency', 'exchangeRate']),
    item: { items: linesOf(source) },
    createdFrom: { id },
    ...(Number(source.amountRemaining) > 0 ? { apply: { items: [{ doc: { id }, apply: true }] } } : {}),
  }),
  'invoice customerPayment': (source, id) => ({
    customer: source.entity,
    ...picked(source, ['subsidiary', 'currency']),
    payment: source.amountRemaining,
    apply: { items: [{ doc: { id }, apply: true }] },
  }),
};

/** Answers `POST /{type}/{id}/!transform/{target}`: 204 with the new record's address. */
export function answerTransform(
  source: RecordSpec,
  { segment, target }: { readonly segment: string; readonly target: string },
  request: VendorRequest,
  environment: RecordEnvironment,
): VendorResponse {
  if (request.method !== 'POST')
    throw new NetSuiteProblem(405, 'METHOD_NOT_ALLOWED', 'Records are transformed by POST.');
  refuseByLock(environment);
  const spec = recordType(target);
  const make = TRANSFORMS[`${source.type} ${spec.type}`];
  const type = transactionTypeOf(spec);
  if (make === undefined || type === null)
    throw new NetSuiteProblem(400, 'INVALID_REQUEST', `A ${source.type} cannot be transformed into a ${spec.type}.`);
  const row = requireRow(source, segment, environment);
  refuseBilled(source, row, environment);
  const shown = showRecord(source, row, viewOf(environment), { expand: true, only: null });
  const sent = request.body.length === 0 ? {} : readBody(request);
  const body = { ...make(shown, String(shown.id)), ...sent };
  const id = createDocument({ spec, type }, asRequest(request, body), environment, null);
  if (source.type === 'salesOrder') {
    const stamp = { status: 'G', lastmodifieddate: environment.clock.now().getTime() };
    environment.database.update('transaction', row, stamp);
  }
  return created(spec, id, environment);
}

/** An order is billed once; an invoice can be credited only while something of it is open or was paid. */
function refuseBilled(source: RecordSpec, row: Row, { database }: RecordEnvironment): void {
  if (source.type !== 'salesOrder' || database.known('transaction').text(row, 'status') !== 'G') return;
  throw userError('The sales order has been billed in full: there is nothing left to invoice.');
}

function picked(source: Body, names: readonly string[]): Body {
  return Object.fromEntries(names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]));
}

/** What makes a line a line of its document. */
const LINE_KEYS: ReadonlySet<string> = new Set(['line', 'lineUniqueKey', 'links']);

/** Item lines without what makes them lines of the source. */
function linesOf(source: Body): readonly Body[] {
  return (sublistItems(source, 'item') ?? [])
    .filter(isBody)
    .map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !LINE_KEYS.has(name))));
}

function asRequest(request: VendorRequest, body: Body): VendorRequest {
  const headers = { ...request.headers, 'content-type': 'application/json' };
  return { ...request, headers, body: Buffer.from(JSON.stringify(body)) };
}
