// Posting periods as they stand this moment. NetSuite refuses a document of a closed period with words only, so the period itself is
// asked: a refusal that a person has to mend by another day must not look like any other.
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import type { NetSuiteContext } from './context.ts';
import { toPeriod } from './map-reference.ts';
import { periodRow, periodsStatement } from './reference-query.ts';
import { checkedRows } from './wire.ts';
import { Objection } from './write-record.ts';

/** All posting periods, oldest first. Raises Fault. */
export async function periodsNow(context: NetSuiteContext, envelope: Envelope): Promise<readonly AccountingPeriod[]> {
  const rows = await context.client.rows(envelope, periodsStatement());
  return context.understood('periods', () =>
    Promise.resolve(checkedRows(periodRow, rows, 'periods').map((row) => toPeriod(row, context.refs))),
  );
}

/** A document that is read back names its period; what that was seconds ago is as good. */
const lateMs = 3_000;
const lately = new WeakMap<
  NetSuiteContext,
  { readonly atMs: number; readonly periods: Promise<readonly AccountingPeriod[]> }
>();

/** The same, shared by everybody who asks within seconds: a month end reads thousands of documents back. Raises Fault. */
export function periodsLately(context: NetSuiteContext, envelope: Envelope): Promise<readonly AccountingPeriod[]> {
  const known = lately.get(context);
  if (known !== undefined && performance.now() - known.atMs < lateMs) return known.periods;
  const periods = periodsNow(context, envelope);
  lately.set(context, { atMs: performance.now(), periods });
  // Whoever asks next asks anew.
  periods.catch(() => lately.delete(context));
  return periods;
}

/** A day of a legal entity's books, by the subsidiary's internal id. */
export interface PostingDay {
  readonly legalEntity: string;
  readonly on: string;
  /** Whose lock shuts it; absent: receivables. */
  readonly book?: 'receivables' | 'ledger';
}

/** Runs what posts or unposts. A refusal because of the period comes out as an Objection to the field `period` that names it. */
export async function inPeriod<T>(
  context: NetSuiteContext,
  envelope: Envelope,
  day: PostingDay,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // Without a code of the vendor's the no was ours, before anything was sent.
    if (!(error instanceof Objection) || error.vendorCode === null) throw error;
    throw (await shutPeriod(context, envelope, day, error)) ?? error;
  }
}

async function shutPeriod(
  context: NetSuiteContext,
  envelope: Envelope,
  { legalEntity, on, book = 'receivables' }: PostingDay,
  refusal: Objection,
): Promise<Objection | null> {
  const { instance } = context.config;
  const objection = (says: string): Objection => new Objection(instance, 'period', { says, code: refusal.vendorCode });
  try {
    const [{ subsidiaries }, periods] = await Promise.all([context.lookups(envelope), periodsNow(context, envelope)]);
    const calendar = subsidiaries.find((row) => row.id === legalEntity)?.calendar;
    const period = periods.find(
      ({ fiscalCalendar, startOn, endOn }) => fiscalCalendar === calendar && startOn <= on && on <= endOn,
    );
    if (period === undefined) return objection(`has no posting period for ${on}; take a day that is in one`);
    if (period[book] === 'OPEN' && refusal.field !== 'postingPeriod') return null;
    return objection(
      `keeps the ${book} of its period ${period.name} ${period[book] === 'LOCKED' ? 'locked' : 'closed'}; ` +
        'date the document in an open period',
    );
  } catch (error) {
    // Why it was refused cannot be asked: that it was stays true.
    if (!isFault(error)) throw error;
    return null;
  }
}
