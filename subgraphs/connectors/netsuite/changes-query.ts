// What changed since a moment, per kind of record; and what was deleted, which only a table of its own knows.
import { z } from 'zod';
import type { ErpChangeKind } from '../../ports/erp.ts';
import type { Mapping } from './config.ts';
import { all, any, ids, isoMoment, texts, text, wallTime, type Statement } from './suiteql.ts';
import { id, maybe, whole, zonedTime } from './wire.ts';

/** A changed record: its stamp, its name, what it is matched by, and its link fields under their own names. */
export const changeRow = z.looseObject({
  id,
  stamp: zonedTime,
  name: maybe(z.string()),
  taxid: maybe(z.string()),
  website: maybe(z.string()),
  code: maybe(z.string()),
});
export type ChangeRow = z.output<typeof changeRow>;

/** Where a feed stands: everything from a wall clock time on, behind a row already told. */
export interface FeedPlace {
  readonly from: string | null;
  readonly after: { readonly at: string; readonly id: string } | null;
}

interface Source {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly where: readonly string[];
}

const documentTypes = { INVOICE: 'CustInvc', CREDIT_MEMO: 'CustCred', PAYMENT: 'CustPymt' } as const;

function sourceOf(kind: ErpChangeKind, { customerLinks, projectLinks, fields }: Mapping): Source {
  switch (kind) {
    case 'CUSTOMER':
      return {
        table: 'customer',
        columns: {
          name: 'COALESCE(r.companyname, r.altname, r.entityid)',
          taxid: 'r.vatregnumber',
          website: 'r.url',
          ...linkColumns(customerLinks),
        },
        where: [],
      };
    case 'PROJECT':
      return {
        table: 'job',
        columns: { name: 'COALESCE(r.companyname, r.entityid)', ...linkColumns(projectLinks) },
        where: [],
      };
    case 'INVOICE':
    case 'CREDIT_MEMO':
    case 'PAYMENT':
      return { table: 'transaction', columns: { name: 'r.tranid' }, where: [`r.type = ${text(documentTypes[kind])}`] };
    case 'JOURNAL_ENTRY':
      return {
        table: 'transaction',
        columns: { name: 'r.tranid' },
        where: [`r.type = 'Journal'`, 'r.externalid IS NOT NULL'],
      };
    case 'LEGAL_ENTITY':
      return {
        table: 'subsidiary',
        columns: {
          name: 'r.name',
          taxid: 'COALESCE(r.vatregnumber, r.federalidnumber)',
          code: `r.${fields.entityCode}`,
        },
        where: [`COALESCE(r.iselimination, 'F') = 'F'`],
      };
  }
}

function linkColumns(links: Mapping['customerLinks']): Readonly<Record<string, string>> {
  return Object.fromEntries(links.map(({ field }) => [field, `r.${field}`]));
}

/** Changed records from a place on, in the order of their stamps (whole seconds, the account's wall clock), then id. */
export function changesStatement(kind: ErpChangeKind, mapping: Mapping, place: FeedPlace): Statement {
  const { table, columns, where } = sourceOf(kind, mapping);
  const selected = Object.entries(columns).map(([alias, expression]) => `${expression} AS ${alias}`);
  const stamp = 'r.lastmodifieddate';
  return {
    name: `changes-${table}`,
    sql: `SELECT r.id, ${isoMoment(stamp)} AS stamp, ${selected.join(', ')} FROM ${table} r
      ${whereClause([...where, ...fromPlace(stamp, 'r.id', place)])} ORDER BY ${seconds(stamp)}, r.id`,
  };
}

/** One row of a count. */
export const countRow = z.object({ total: whole });

/** How many records `changesStatement` would tell of from the beginning. */
export function countStatement(kind: ErpChangeKind, mapping: Mapping): Statement {
  const { table, where } = sourceOf(kind, mapping);
  return { name: `count-${table}`, sql: `SELECT COUNT(*) AS total FROM ${table} r ${whereClause(where)}` };
}

// A stamp may carry fractions that TO_CHAR drops, so order and place go by the text; the plain comparison is there for
// the index.
function seconds(column: string): string {
  return `TO_CHAR(${column}, 'YYYY-MM-DD HH24:MI:SS')`;
}

function fromPlace(stamp: string, key: string, { from, after }: FeedPlace): readonly string[] {
  if (after === null) return from === null ? [] : [`${stamp} >= ${wallTime(from)}`];
  const later = `${seconds(stamp)} > ${text(after.at)}`;
  const sameSecond = all([`${seconds(stamp)} = ${text(after.at)}`, `${key} > ${ids([after.id])}`]);
  return [`${stamp} >= ${wallTime(after.at)}`, any([later, sameSecond])];
}

function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${all(conditions)}`;
}

export const deletionRow = z.object({ id, stamp: zonedTime, name: maybe(z.string()) });

// The type is written as people see it, or as scripts name it, depending on what deleted the record.
const deletedTypes: Readonly<Record<ErpChangeKind, readonly string[]>> = {
  CUSTOMER: ['Customer', 'customer'],
  PROJECT: ['Project', 'project', 'Job', 'job'],
  INVOICE: ['Invoice', 'invoice', 'CustInvc'],
  CREDIT_MEMO: ['Credit Memo', 'creditmemo', 'CustCred'],
  JOURNAL_ENTRY: ['Journal', 'Journal Entry', 'journalentry', 'journalEntry'],
  PAYMENT: ['Customer Payment', 'Payment', 'customerpayment', 'CustPymt'],
  LEGAL_ENTITY: ['Subsidiary', 'subsidiary'],
};

/** Records deleted from a place on. */
export function deletionsStatement(kind: ErpChangeKind, place: FeedPlace): Statement {
  const stamp = 'd.deleteddate';
  const conditions = [`d.type IN ${texts(deletedTypes[kind])}`, ...fromPlace(stamp, 'd.recordid', place)];
  return {
    name: 'deletions',
    sql: `SELECT d.recordid AS id, ${isoMoment(stamp)} AS stamp, d.name FROM deletedrecord d
      WHERE ${all(conditions)} ORDER BY ${seconds(stamp)}, d.recordid`,
  };
}
