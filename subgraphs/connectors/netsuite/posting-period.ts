// Posting periods as they stand this moment. NetSuite refuses a document of a closed period with words only, so the period itself is
// asked: a refusal that a person has to mend by another day must not look like any other.
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import { type Flight, startFlight } from '../../runtime/flight.ts';
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
const freshMs = 3_000;
/** Whoever asks before that takes what is known while it is asked anew; later they wait. */
const lateMs = 10_000;

/** What is known of an account's periods, and the reading that is under way. `atMs` is when they were asked for. */
interface Lately {
  atMs: number;
  known: readonly AccountingPeriod[] | null;
  reading: Flight<readonly AccountingPeriod[]> | null;
}
const lately = new WeakMap<NetSuiteContext, Lately>();

/**
 * The same, shared by everybody who asks within seconds: a month end reads thousands of documents back. Nobody waits for a reading that
 * only renews what is known: all who read documents back stood in one row behind it, went on at the same moment, and left the account's
 * places empty while they all came to their next call. Raises Fault.
 */
export async function periodsLately(
  context: NetSuiteContext,
  envelope: Envelope,
): Promise<readonly AccountingPeriod[]> {
  const told = lately.get(context) ?? { atMs: -Infinity, known: null, reading: null };
  lately.set(context, told);
  const ageMs = performance.now() - told.atMs;
  if (told.known !== null && ageMs < freshMs) return told.known;
  const reading = told.reading ?? renew(context, envelope, told);
  if (told.known !== null && ageMs < lateMs) return told.known;
  reading.join(envelope);
  return reading.result;
}

/** It goes on for whoever asks next, although nobody waits for it; one that fails is followed by another. */
function renew(context: NetSuiteContext, envelope: Envelope, told: Lately): Flight<readonly AccountingPeriod[]> {
  const atMs = performance.now();
  const read = async (shared: Envelope): Promise<readonly AccountingPeriod[]> => {
    const known = await periodsNow(context, shared);
    Object.assign(told, { atMs, known });
    return known;
  };
  const reading = startFlight(envelope, read, () => (told.reading = null));
  told.reading = reading;
  return reading;
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
