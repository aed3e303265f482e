// Invoices, payments and credit memos of the port.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { Application, CreditMemo, Invoice, InvoiceLine, Payment } from '../../../schema/canon/invoice.ts';
import type { Page, PageRequest } from '../../../schema/canon/paging.ts';
import type { CashQuery, DocumentQuery } from '../../ports/erp.ts';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import {
  after,
  cashStatement,
  type DocumentRow,
  documentRow,
  documentsStatement,
  inStatuses,
  ofCustomers,
} from './document-query.ts';
import { applicationRow, applicationsStatement, lineRow, linesStatement } from './line-query.ts';
import {
  type DocumentDecoding,
  toApplication,
  toCreditMemo,
  toInvoice,
  toInvoiceLine,
  toPayment,
} from './map-document.ts';
import { listKey, readCursor, writeCursor } from './page-cursor.ts';
import { day, ids, inListMax, pageRowsMax, type Statement } from './suiteql.ts';
import { checkedRows } from './wire.ts';

/** What a document is mapped with. */
export async function decoding(context: NetSuiteContext, envelope: Envelope): Promise<DocumentDecoding> {
  const { currency } = await context.lookups(envelope);
  return { refs: context.refs, mapping: context.config.mapping, currency };
}

/** Rows of a documents query, mapped. */
async function documents<T>(
  context: NetSuiteContext,
  envelope: Envelope,
  statement: Statement,
  map: (row: DocumentRow, decode: DocumentDecoding) => T,
): Promise<readonly (readonly [DocumentRow, T])[]> {
  const [rows, decode] = await Promise.all([context.client.rows(envelope, statement), decoding(context, envelope)]);
  return checkedRows(documentRow, rows, statement.name).map((row) => [row, map(row, decode)] as const);
}

/** A list of documents, page by page: filters that nothing can meet are null and cost no call. */
interface DocumentList<T> {
  readonly name: string;
  readonly page: PageRequest;
  readonly filters: unknown;
  readonly where: readonly string[] | null;
  readonly statement: (where: readonly string[]) => Statement;
  readonly map: (row: DocumentRow, decode: DocumentDecoding) => T;
}

async function documentPage<T>(
  context: NetSuiteContext,
  envelope: Envelope,
  list: DocumentList<T>,
): Promise<Answer<Page<T>>> {
  const { name, filters, where } = list;
  const first = Math.min(list.page.first, pageRowsMax);
  const key = listKey(context.config.instance, name, filters);
  const place = list.page.after === null ? null : readCursor(key, list.page.after);
  if (where === null) return context.known({ items: [], cursors: [], hasNextPage: false, totalCount: 0 });
  const statement = list.statement(place === null ? where : [...where, after(place)]);
  const args = { filters, first, after: list.page.after };
  return context.read(envelope, { name, args, keep: 'FIGURES' }, async (shared) => {
    const [page, decode] = await Promise.all([
      context.client.page(shared, statement, first),
      decoding(context, shared),
    ]);
    const rows = checkedRows(documentRow, page.rows, name);
    const total = place?.total ?? page.total;
    return {
      items: rows.map((row) => list.map(row, decode)),
      cursors: rows.map(({ issued, id }) => writeCursor(key, { issued, id, total })),
      hasNextPage: page.hasMore,
      totalCount: total,
    };
  });
}

/** A condition on ids; null when none of the references is ours, so that nothing can meet it. */
function only(
  context: NetSuiteContext,
  kind: RecordKind,
  refs: readonly VendorRef[] | null,
  condition: (values: readonly string[]) => string,
): readonly string[] | null {
  if (refs === null) return [];
  const own = context.refs.idsOf(kind, refs);
  // A filter names a handful; a longer list would have to be split, and then no page could be ordered.
  if (own.length > inListMax) {
    throw new UnsupportedFilterError(`A filter names at most ${inListMax} records of a kind, not ${own.length}`);
  }
  return own.length === 0 ? null : [condition(own)];
}

/** All conditions, or null when one of them cannot be met. */
function together(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  const met = parts.filter((part) => part !== null);
  return met.length === parts.length ? met.flat() : null;
}

export async function readInvoices(
  context: NetSuiteContext,
  envelope: Envelope,
  query: DocumentQuery,
): Promise<Answer<Page<Invoice>>> {
  const { legalEntities, customers, projects, statuses, issuedFrom, issuedTo, overdueOn } = query;
  const ownProjects = projects === null ? null : context.refs.idsOf('PROJECT', projects);
  const state = statuses === null ? [] : inStatuses(statuses);
  const where = together([
    [`t.type = 'CustInvc'`],
    only(context, 'LEGAL_ENTITY', legalEntities, (own) => `ml.subsidiary IN ${ids(own)}`),
    only(context, 'CUSTOMER', customers, ofCustomers),
    // The condition itself stands in the join.
    only(context, 'PROJECT', projects, () => '1 = 1'),
    state === null ? null : [state].flat(),
    issuedFrom === null ? [] : [`t.trandate >= ${day(issuedFrom)}`],
    issuedTo === null ? [] : [`t.trandate <= ${day(issuedTo)}`],
    overdueOn === null ? [] : [`t.duedate < ${day(overdueOn)}`, 't.foreignamountunpaid > 0', `t.voided = 'F'`],
  ]);
  const filters = { legalEntities, customers, projects, statuses, issuedFrom, issuedTo, overdueOn };
  const { mapping } = context.config;
  return await documentPage(context, envelope, {
    name: 'invoices',
    page: query,
    filters,
    where,
    statement: (conditions) =>
      documentsStatement(mapping, {
        name: 'invoices',
        where: conditions,
        projects: ownProjects,
        rows: 'BY_DOCUMENT',
      }),
    map: toInvoice,
  });
}

async function readCash<T>(
  context: NetSuiteContext,
  envelope: Envelope,
  query: CashQuery,
  list: { readonly name: string; readonly type: 'CustPymt' | 'CustCred'; readonly map: DocumentList<T>['map'] },
): Promise<Answer<Page<T>>> {
  const { legalEntities, customers, unappliedOnly } = query;
  const { name, type, map } = list;
  const where = together([
    [`t.type = '${type}'`, `t.voided = 'F'`],
    only(context, 'LEGAL_ENTITY', legalEntities, (own) => `ml.subsidiary IN ${ids(own)}`),
    only(context, 'CUSTOMER', customers, ofCustomers),
    unappliedOnly ? ['t.foreignpaymentamountunused <> 0'] : [],
  ]);
  return await documentPage(context, envelope, {
    name,
    page: query,
    filters: { legalEntities, customers, unappliedOnly },
    where,
    statement: (conditions) => cashStatement(context.config.mapping, { name, where: conditions }),
    map,
  });
}

export function readPayments(
  context: NetSuiteContext,
  envelope: Envelope,
  query: CashQuery,
): Promise<Answer<Page<Payment>>> {
  return readCash(context, envelope, query, { name: 'payments', type: 'CustPymt', map: toPayment });
}

export function readCreditMemos(
  context: NetSuiteContext,
  envelope: Envelope,
  query: CashQuery,
): Promise<Answer<Page<CreditMemo>>> {
  return readCash(context, envelope, query, { name: 'credit-memos', type: 'CustCred', map: toCreditMemo });
}

export function readInvoicesByRef(
  context: NetSuiteContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (Invoice | null)[]>> {
  return context.perRef<Invoice | null>(envelope, {
    name: 'invoices-by-ref',
    kind: 'INVOICE',
    refs,
    none: () => null,
    ask: async (shared, own) => {
      const statement = documentsStatement(context.config.mapping, {
        name: 'invoices-by-ref',
        where: [`t.type = 'CustInvc'`, `t.id IN ${ids(own)}`],
        projects: null,
        rows: 'BY_DOCUMENT',
      });
      const found = new Map(
        (await documents(context, shared, statement, toInvoice)).map(([row, made]) => [row.id, made]),
      );
      return own.map((id) => found.get(id) ?? null);
    },
  });
}

export function readInvoicesOf(
  context: NetSuiteContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Promise<Answer<readonly (readonly Invoice[])[]>> {
  return context.perRef<readonly Invoice[]>(envelope, {
    name: 'invoices-of',
    kind: 'PROJECT',
    refs: projects,
    none: () => [],
    ask: async (shared, own) => {
      const statement = documentsStatement(context.config.mapping, {
        name: 'invoices-of',
        where: [`t.type = 'CustInvc'`],
        projects: own,
        rows: 'BY_PROJECT',
      });
      const found = Map.groupBy(await documents(context, shared, statement, toInvoice), ([row]) => row.project);
      return own.map((project) => (found.get(project) ?? []).map(([, invoice]) => invoice));
    },
  });
}

export function readInvoiceLinesOf(
  context: NetSuiteContext,
  envelope: Envelope,
  invoices: readonly VendorRef[],
): Promise<Answer<readonly (readonly InvoiceLine[])[]>> {
  return context.perRef<readonly InvoiceLine[]>(envelope, {
    name: 'invoice-lines-of',
    kind: 'INVOICE',
    refs: invoices,
    none: () => [],
    ask: async (shared, own) => {
      const [rows, decode] = await Promise.all([
        context.client.rows(shared, linesStatement(context.config.mapping, own)),
        decoding(context, shared),
      ]);
      const found = Map.groupBy(checkedRows(lineRow, rows, 'invoice lines'), (row) => row.invoice);
      return own.map((id) => (found.get(id) ?? []).map((row) => toInvoiceLine(row, decode)));
    },
  });
}

export function readApplicationsTo(
  context: NetSuiteContext,
  envelope: Envelope,
  invoices: readonly VendorRef[],
): Promise<Answer<readonly (readonly Application[])[]>> {
  return context.perRef<readonly Application[]>(envelope, {
    name: 'applications-to',
    kind: 'INVOICE',
    refs: invoices,
    none: () => [],
    ask: async (shared, own) => {
      const [rows, decode] = await Promise.all([
        context.client.rows(shared, applicationsStatement(own)),
        decoding(context, shared),
      ]);
      const found = Map.groupBy(checkedRows(applicationRow, rows, 'applications'), (row) => row.invoice);
      return own.map((id) => (found.get(id) ?? []).map((row) => toApplication(row, decode)));
    },
  });
}
