// What a journal entry of one legal entity has to fit, and whose employee somebody is.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { JournalFacts } from '../../ports/journal-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { documentLists, valuesOf } from './document-lists.ts';
import { periodsNow } from './posting-period.ts';
import { chunks, type Statement, texts } from './suiteql.ts';
import { checkedRows, id } from './wire.ts';

const accountRow = z.object({ id, number: z.string() });
const employeeRow = z.object({ email: z.string(), subsidiary: id });

const accountsStatement: Statement = {
  name: 'accounts',
  sql: `SELECT a.id, a.acctnumber AS number FROM account a
    WHERE a.isinactive = 'F' AND a.issummary = 'F' AND a.acctnumber IS NOT NULL ORDER BY a.id`,
};

/** Accounts in use: number -> internal id; at most an hour old. Raises Fault. */
export async function accountNumbers(
  context: NetSuiteContext,
  envelope: Envelope,
): Promise<ReadonlyMap<string, string>> {
  const question = { name: 'accounts', args: null, keep: 'REFERENCE' } as const;
  const { value } = await context.read(envelope, question, async (shared) =>
    checkedRows(accountRow, await context.client.rows(shared, accountsStatement), 'accounts'),
  );
  return new Map(value.map((row) => [row.number, row.id]));
}

/** Null when there is no such legal entity. Periods are of this moment; the lists may be an hour old. */
export async function journalFacts(
  context: NetSuiteContext,
  envelope: Envelope,
  legalEntity: VendorRef,
  on: string,
): Promise<JournalFacts | null> {
  const own = context.refs.idOf('LEGAL_ENTITY', legalEntity);
  const { subsidiaries, currency } = await context.lookups(envelope);
  const subsidiary = subsidiaries.find((row) => row.id === own);
  if (subsidiary === undefined) return null;
  const [lists, periods, accounts] = await Promise.all([
    documentLists(context, envelope),
    periodsNow(context, envelope),
    accountNumbers(context, envelope),
  ]);
  return {
    functionalCurrency: currency(subsidiary.currency),
    accounts: [...accounts.keys()],
    practices: valuesOf(context, lists, 'practice'),
    serviceLines: valuesOf(context, lists, 'serviceLine'),
    geographies: valuesOf(context, lists, 'geography'),
    costCentres: valuesOf(context, lists, 'costCentre'),
    periods: periods
      .filter(({ fiscalCalendar, endOn }) => fiscalCalendar === subsidiary.calendar && endOn >= on)
      .map(({ ref, name, startOn, endOn, ledger }) => ({ ref, name, startOn, endOn, ledger })),
  };
}

/** By e-mail as people write it: its case is nobody's. Those who left are still whose employees they were. */
export async function employersOf(
  context: NetSuiteContext,
  envelope: Envelope,
  emails: readonly string[],
): Promise<readonly (string | null)[]> {
  const asked = [...new Set(emails)].sort();
  if (asked.length === 0) return [];
  const [{ subsidiaries }, ...parts] = await Promise.all([
    context.lookups(envelope),
    ...chunks(asked).map((part) => context.client.rows(envelope, employeesStatement(part))),
  ]);
  return context.understood('employees', () => {
    const rows = checkedRows(employeeRow, parts.flat(), 'employees');
    const codes = new Map(subsidiaries.map((row) => [row.id, row.code]));
    const found = Map.groupBy(rows, ({ email }) => email.toLowerCase());
    return Promise.resolve(
      emails.map((email) => {
        const employers = new Set((found.get(email.toLowerCase()) ?? []).map((row) => codes.get(row.subsidiary)));
        const [only = null] = employers;
        return employers.size === 1 ? only : null;
      }),
    );
  });
}

function employeesStatement(emails: readonly string[]): Statement {
  return {
    name: 'employees-by-email',
    sql: `SELECT e.id, e.email, e.subsidiary FROM employee e WHERE e.email IN ${texts(emails)} ORDER BY e.id`,
  };
}
