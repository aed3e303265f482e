// Journal entries as somebody who posted them watches them. A query for up to a thousand of them, a page of lines a call, which trails the
// records by seconds: a change that is missed is told again by the feed's overlap.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { WatchedJournalEntry } from '../../ports/journal-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Mapping } from './config.ts';
import type { NetSuiteContext } from './context.ts';
import { accountNumbers } from './journal-facts.ts';
import { size } from './map-document.ts';
import { chunks, ids, isoDay, type Statement } from './suiteql.ts';
import { checkedRows, decimal, id, isoDate, maybe } from './wire.ts';

const lineRow = z.object({
  entry: id,
  line: id,
  number: maybe(z.string()),
  posted: isoDate,
  currency: id,
  subsidiary: id,
  account: id,
  amount: maybe(decimal),
  entity: maybe(id),
  name: maybe(z.string()),
});
type LineRow = z.output<typeof lineRow>;

function linesStatement({ fields }: Mapping, entries: readonly string[]): Statement {
  return {
    name: 'watched-journals',
    sql: `SELECT t.id AS entry, tl.id AS line, t.tranid AS number, ${isoDay('t.trandate')} AS posted, t.currency, tl.subsidiary,
      tl.expenseaccount AS account, tl.foreignamount AS amount, tl.entity, tl.${fields.lineName} AS name
      FROM transactionline tl JOIN transaction t ON t.id = tl.transaction
      WHERE t.type = 'Journal' AND tl.transaction IN ${ids(entries)} ORDER BY tl.transaction, tl.id`,
  };
}

/** In the order of the references; null for one that is gone or of another account. Raises Fault. */
export async function watchedJournalEntries(
  context: NetSuiteContext,
  envelope: Envelope,
  entries: readonly VendorRef[],
): Promise<readonly (WatchedJournalEntry | null)[]> {
  const { refs, client, config } = context;
  const parts = chunks(refs.idsOf('JOURNAL_ENTRY', entries));
  if (parts.length === 0) return entries.map(() => null);
  const [accounts, { currency }, ...pages] = await Promise.all([
    accountNumbers(context, envelope),
    context.lookups(envelope),
    ...parts.map((part) => client.rows(envelope, linesStatement(config.mapping, part))),
  ]);
  const numbers = new Map([...accounts].map(([number, own]) => [own, number]));
  return context.understood('watched-journals', () => {
    const rows = checkedRows(lineRow, pages.flat(), 'lines of journal entries');
    const found = new Map(
      [...Map.groupBy(rows, ({ entry }) => entry)].flatMap(([entry, own]) => {
        const [first] = own;
        if (first === undefined) return [];
        const code = currency(first.currency);
        const told: WatchedJournalEntry = {
          ...{ ref: refs.of('JOURNAL_ENTRY', entry), number: first.number, currency: code, postedOn: first.posted },
          legalEntity: refs.of('LEGAL_ENTITY', first.subsidiary),
          lines: own.map((row) => ({
            ...{ name: row.name === '' ? null : row.name, account: numbers.get(row.account) ?? null },
            ...{ side: sideOf(row), amount: size(row.amount, code), project: refs.maybe('PROJECT', row.entity) },
          })),
        };
        return [[entry, told] as const];
      }),
    );
    return Promise.resolve(entries.map((ref) => found.get(refs.idOf('JOURNAL_ENTRY', ref) ?? '') ?? null));
  });
}

/** Lines are signed, debits plus. */
function sideOf({ amount }: LineRow): 'DEBIT' | 'CREDIT' {
  return amount?.startsWith('-') === true ? 'CREDIT' : 'DEBIT';
}
