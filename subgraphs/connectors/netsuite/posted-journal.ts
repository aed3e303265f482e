// A journal entry by its own address: queries trail what was written by seconds, addresses do not.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { money } from '../../../schema/canon/money.ts';
import type { LedgerPeriod, PostedJournalEntry, PostedJournalLine } from '../../ports/journal-writes.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { accountNumbers } from './journal-facts.ts';
import { periodsLately } from './posting-period.ts';
import { dimensionId } from './refs.ts';
import { checked, decimal, id, isoDate, maybe } from './wire.ts';
import { recordPath } from './write-record.ts';

const reference = z.object({ id });

const lineSchema = z.looseObject({
  line: id,
  account: reference,
  debit: maybe(decimal),
  credit: maybe(decimal),
  entity: maybe(reference),
  memo: maybe(z.string()),
  department: maybe(reference),
  class: maybe(reference),
  location: maybe(reference),
});
type LineRecord = z.output<typeof lineSchema>;

const entrySchema = z.looseObject({
  id,
  externalId: maybe(z.string()),
  tranId: maybe(z.string()),
  subsidiary: reference,
  currency: reference,
  exchangeRate: maybe(decimal),
  tranDate: isoDate,
  postingPeriod: maybe(reference),
  memo: maybe(z.string()),
  line: z.object({ items: z.array(lineSchema) }),
});
/** An entry as the record shows it. */
export type JournalRecord = z.output<typeof entrySchema>;

/** The record of an entry with its lines; null when there is none. Raises Fault. */
export async function journalRecord(
  context: NetSuiteContext,
  envelope: Envelope,
  internalId: string,
): Promise<JournalRecord | null> {
  const lookup = { name: 'journal-now', path: `${recordPath}/journalEntry/${internalId}?expandSubResources=true` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return null;
  return context.understood(lookup.name, () => Promise.resolve(checked(entrySchema, body, 'the journal entry')));
}

/** An entry as it is now; null when there is none. */
export async function journalEntryNow(
  context: NetSuiteContext,
  envelope: Envelope,
  entry: VendorRef,
): Promise<PostedJournalEntry | null> {
  const internalId = context.refs.idOf('JOURNAL_ENTRY', entry);
  const record = internalId === null ? null : await journalRecord(context, envelope, internalId);
  if (record === null) return null;
  const [accounts, periods, { currency }] = await Promise.all([
    accountNumbers(context, envelope),
    periodsLately(context, envelope),
    context.lookups(envelope),
  ]);
  const numbers = new Map([...accounts].map(([number, own]) => [own, number]));
  return context.understood('journal-now', () => {
    const { refs, config } = context;
    const code = currency(record.currency.id);
    const period = periods.find(({ ref }) => ref.id === record.postingPeriod?.id);
    const reverses = record[config.mapping.fields.reverses];
    return Promise.resolve({
      ref: refs.of('JOURNAL_ENTRY', record.id),
      key: record.externalId,
      number: record.tranId,
      legalEntity: refs.of('LEGAL_ENTITY', record.subsidiary.id),
      currency: code,
      postedOn: record.tranDate,
      period: period === undefined ? null : ledgerPeriod(period),
      memo: record.memo,
      exchangeRate: record.exchangeRate,
      reverses: typeof reverses === 'string' && reverses !== '' ? refs.of('JOURNAL_ENTRY', reverses) : null,
      lines: record.line.items.map((line) => toLine(context, line, { numbers, code })),
    });
  });
}

interface LineDecoding {
  readonly numbers: ReadonlyMap<string, string>;
  readonly code: PostedJournalEntry['currency'];
}

function toLine(
  { refs, config }: NetSuiteContext,
  line: LineRecord,
  { numbers, code }: LineDecoding,
): PostedJournalLine {
  const name = line[config.mapping.fields.lineName];
  const { debit, credit, department, location } = line;
  return {
    id: line.line,
    name: typeof name === 'string' && name !== '' ? name : null,
    account: numbers.get(line.account.id) ?? null,
    side: debit === null ? 'CREDIT' : 'DEBIT',
    amount: money(debit ?? credit ?? '0', code),
    project: refs.maybe('PROJECT', line.entity?.id ?? null),
    memo: line.memo,
    dimensions: [
      department === null ? [] : refs.of('DIMENSION', dimensionId('DEPARTMENT', department.id)),
      line.class === null ? [] : refs.of('DIMENSION', dimensionId('CLASS', line.class.id)),
      location === null ? [] : refs.of('DIMENSION', dimensionId('LOCATION', location.id)),
    ].flat(),
  };
}

/** A period as far as the ledger goes. */
export function ledgerPeriod({ ref, name, startOn, endOn, ledger }: AccountingPeriod): LedgerPeriod {
  return { ref, name, startOn, endOn, ledger };
}
