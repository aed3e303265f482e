// /sobjects/{type}/updated and /deleted: what changed between two instants, for clients that keep a copy.
import type { VendorResponse } from '../../stand-in.ts';
import { refusal } from '../api-error.ts';
import { DAY_MS, formatInstant, readInstant } from '../instant.ts';
import type { Row } from '../store/record.ts';
import { allow, answered, objectNamed, type Call } from './call.ts';

/** The vendor keeps track of deletions for 30 days, and answers nothing about the time before. */
const WINDOW_MS = 30 * DAY_MS;
/** Start and end must be further apart than this. */
const SPAN_MS_MIN = 60_000;

/** Ids of records that were created or changed. */
export function answerUpdated(call: Call, name: string | undefined): VendorResponse {
  const object = objectNamed(call, name);
  const { from, to } = readSpan(call);
  const ids = changedRows(call, name, from, to)
    .filter((row) => row.IsDeleted !== true)
    .map((row) => row.Id);
  return answered(200, { ids, latestDateCovered: to }, `sobjects:${object.name}`, ids.length);
}

/** Ids of records that were deleted, with when. */
export function answerDeleted(call: Call, name: string | undefined): VendorResponse {
  const object = objectNamed(call, name);
  const { from, to } = readSpan(call);
  const deletedRecords = changedRows(call, name, from, to)
    .filter((row) => row.IsDeleted === true)
    .map((row) => ({ id: row.Id, deletedDate: row.SystemModstamp }));
  const earliest = formatInstant(new Date(call.organization.clock.now().getTime() - WINDOW_MS));
  const body = { deletedRecords, earliestDateAvailable: earliest, latestDateCovered: to };
  return answered(200, body, `sobjects:${object.name}`, deletedRecords.length);
}

function changedRows(call: Call, name: string | undefined, from: string, to: string): Row[] {
  const object = objectNamed(call, name);
  return [...call.organization.store.rows(object)].filter((row) => {
    const stamp = String(row.SystemModstamp);
    return stamp >= from && stamp < to;
  });
}

function readSpan(call: Call): { from: string; to: string } {
  allow(call, 'GET');
  const start = readParameter(call, 'start');
  const end = readParameter(call, 'end');
  const now = call.organization.clock.now().getTime();
  if (start < now - WINDOW_MS) {
    const earliest = formatInstant(new Date(now - WINDOW_MS));
    throw refusal(400, 'INVALID_REPLICATION_DATE', `startDate cannot be more than 30 days ago, before ${earliest}`);
  }
  if (end - start <= SPAN_MS_MIN) {
    throw refusal(400, 'INVALID_REPLICATION_DATE', 'startDate must be at least one minute before endDate');
  }
  return { from: formatInstant(new Date(start)), to: formatInstant(new Date(Math.min(end, now))) };
}

function readParameter({ request }: Call, name: string): number {
  // A plus sign that was not encoded arrives as a space.
  const text = (request.query.get(name) ?? '').replace(' ', '+');
  const ms = readInstant(text);
  if (ms === null)
    throw refusal(400, 'INVALID_PARAMETER_VALUE', `${name}: "${text}" is not a date and time with a zone`);
  return ms;
}
