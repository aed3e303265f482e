// Journal entries the way NetSuite posts them: made by POST under an external id, of which NetSuite takes one, two-sided and balanced, in
// the books of one subsidiary; read back by their addresses. An entry is never changed or deleted: its mirror takes it back.
// Sources: SuiteTalk REST Web Services API Guide ("Creating a Record Instance", "Using External IDs"), REST API Browser, journalEntry.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { compare, sum, toMinor } from '../../../schema/canon/money.ts';
import type {
  ErpJournalWrites,
  JournalEntryWrite,
  JournalLineWrite,
  JournalReversal,
} from '../../ports/journal-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { exactNumber } from '../../runtime/exact-json.ts';
import type { NetSuiteContext } from './context.ts';
import { type DocumentLists, segmentFields, withLists } from './document-lists.ts';
import { accountNumbers, employersOf, journalFacts } from './journal-facts.ts';
import { refuseNames } from './line-names.ts';
import { journalEntryNow, type JournalRecord, journalRecord } from './posted-journal.ts';
import { inPeriod } from './posting-period.ts';
import { watchedJournalEntries } from './watched-journals.ts';
import { byKey, createOnce, currencyId, type Fields, missing, Objection, ownId, settled } from './write-record.ts';

/** Writes of one account. */
export function journalWrites(context: NetSuiteContext): ErpJournalWrites {
  return {
    settleMs: context.config.settleMs,
    // Made by POST under an external id: a second call, early or late, finds the first one's record.
    repeatable: ['postJournalEntry', 'reverseJournalEntry'],
    postJournalEntry: (envelope, write) => settled(context, () => postEntry(context, envelope, write)),
    journalEntriesByKey: (envelope, key) => byKey(context, envelope, 'journalEntry', key),
    reverseJournalEntry: (envelope, reversal) => settled(context, () => reverseEntry(context, envelope, reversal)),
    journalEntryNow: (envelope, entry) => journalEntryNow(context, envelope, entry),
    watchedJournalEntries: (envelope, entries) => watchedJournalEntries(context, envelope, entries),
    journalFacts: (envelope, legalEntity, on) => journalFacts(context, envelope, legalEntity, on),
    employersOf: (envelope, emails) => employersOf(context, envelope, emails),
  };
}

async function postEntry(
  context: NetSuiteContext,
  envelope: Envelope,
  write: JournalEntryWrite,
): Promise<WriteOutcome> {
  refuseLopsided(context, write);
  const legalEntity = ownId(context, 'LEGAL_ENTITY', write.legalEntity);
  const reverses = write.reverses === null ? null : ownId(context, 'JOURNAL_ENTRY', write.reverses);
  const [currency, accounts, { subsidiaries }] = await Promise.all([
    currencyId(context, envelope, write.currency),
    accountNumbers(context, envelope),
    context.lookups(envelope),
  ]);
  if (!subsidiaries.some(({ id }) => id === legalEntity)) throw missing(context, 'legalEntity');
  const accountId = (number: string): string => {
    const found = accounts.get(number);
    if (found !== undefined) return found;
    const says = `has no account ${number} in use; name one of its chart in the configuration`;
    throw new Objection(context.config.instance, 'account', { says });
  };
  const items = await withLists(context, envelope, (lists) =>
    write.lines.map((line) => lineBody(context, lists, line, accountId(line.account))),
  );
  const body = {
    subsidiary: { id: legalEntity },
    currency: { id: currency },
    tranDate: write.postedOn,
    ...(write.memo === null ? {} : { memo: write.memo }),
    ...(reverses === null ? {} : { [context.config.mapping.fields.reverses]: reverses }),
    line: { items },
  };
  const day = { legalEntity, on: write.postedOn, book: 'ledger' } as const;
  return inPeriod(context, envelope, day, () =>
    createOnce(context, envelope, { type: 'journalEntry', key: write.key, body }),
  );
}

function lineBody(context: NetSuiteContext, lists: DocumentLists, line: JournalLineWrite, account: string): Fields {
  const { side, amount, project, memo } = line;
  return {
    account: { id: account },
    [side === 'DEBIT' ? 'debit' : 'credit']: exactNumber(amount.amount),
    ...(project === null ? {} : { entity: { id: ownId(context, 'PROJECT', project) } }),
    ...(memo === null ? {} : { memo }),
    ...segmentFields(context, lists, line.dimensions),
    [context.config.mapping.fields.lineName]: line.name,
  };
}

/** NetSuite refuses what does not balance in words only; here it is said with both sums (DOMAIN rule 69). */
function refuseLopsided({ config }: NetSuiteContext, { lines, currency }: JournalEntryWrite): void {
  const objection = (field: string, says: string): Objection => new Objection(config.instance, field, { says });
  refuseNames(config.instance, lines);
  if (lines.some(({ amount }) => amount.currency !== currency))
    throw objection('amount', `was given lines in another currency than ${currency}`);
  if (lines.some(({ amount }) => toMinor(amount) <= 0n))
    throw objection('amount', 'takes amounts above nothing; put the line on the other side');
  const [debits, credits] = (['DEBIT', 'CREDIT'] as const).map((side) => sideOf(lines, side, currency));
  if (debits === undefined || credits === undefined || compare(debits, credits) === 0) return;
  throw objection('lines', `takes no entry of ${debits.amount} in debit and ${credits.amount} in credit`);
}

function sideOf(lines: readonly JournalLineWrite[], side: JournalLineWrite['side'], currency: CurrencyCode) {
  return sum(
    currency,
    lines.filter((line) => line.side === side).map(({ amount }) => amount),
  );
}

/** The mirror of what the record says now, so that it takes back what is there and not what was meant. */
async function reverseEntry(
  context: NetSuiteContext,
  envelope: Envelope,
  { key, entry, postedOn }: JournalReversal,
): Promise<WriteOutcome> {
  const id = ownId(context, 'JOURNAL_ENTRY', entry);
  const record = await journalRecord(context, envelope, id);
  if (record === null) return { kind: 'APPLIED', ref: entry, isNew: false };
  if (record.externalId === null)
    throw new Objection(context.config.instance, 'key', {
      says: 'has this entry from somebody else; reverse it there',
    });
  const { lineName, reverses } = context.config.mapping.fields;
  const body = {
    subsidiary: record.subsidiary,
    currency: record.currency,
    tranDate: postedOn,
    // At its own rate, so that the books are where they were.
    ...(record.exchangeRate === null ? {} : { exchangeRate: exactNumber(record.exchangeRate) }),
    memo: `Reverses ${record.tranId ?? id}`,
    [reverses]: id,
    line: {
      items: record.line.items.map((item) => mirrorOf(item, lineName)),
    },
  };
  const day = { legalEntity: record.subsidiary.id, on: postedOn, book: 'ledger' } as const;
  // One record type takes one record per external id: the mirror has one of its own.
  return inPeriod(context, envelope, day, () =>
    createOnce(context, envelope, { type: 'journalEntry', key: `${key}-reversed`, body }),
  );
}

/** The line with its sides changed; what else it says stays. */
function mirrorOf(item: JournalRecord['line']['items'][number], lineName: string): Fields {
  const { account, entity, memo, department, class: serviceLine, location, debit, credit } = item;
  const kept = { account, entity, memo, department, class: serviceLine, location, [lineName]: item[lineName] };
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined)),
    ...(debit === null ? {} : { credit: exactNumber(debit) }),
    ...(credit === null ? {} : { debit: exactNumber(credit) }),
  };
}
