// Dates and datetimes in the vendor's forms. Records keep datetimes as wire text in UTC, so they compare as text.

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/u;
const DATETIME = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/u;
/** A day in milliseconds; the organisation's time zone is GMT, so every day has 24 hours. */
export const DAY_MS = 86_400_000;

/** The vendor's datetime form, to the second: `2026-05-01T07:25:37.000+0000`. */
export function formatInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}.000+0000`;
}

/** Milliseconds of a datetime with a zone (`Z`, `+02:00` or `+0200`), or null when the text is none. */
export function readInstant(text: string): number | null {
  const match = DATETIME.exec(text);
  if (match === null) return null;
  const [, day = '', hour = '', minute = '', second = '', fraction = '', zone = 'Z'] = match;
  if (readDay(day) === null || hour > '23' || minute > '59' || second > '59') return null;
  const millisecond = Number(`0.${fraction === '' ? '0' : fraction}`) * 1000;
  const utc = Date.parse(`${day}T${hour}:${minute}:${second}Z`) + Math.floor(millisecond);
  if (zone === 'Z') return utc;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return utc - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The day text itself when it is a day of the calendar, else null. */
export function readDay(text: string): string | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse moves 2026-02-30 into March; the vendor refuses it.
  return !Number.isNaN(ms) && dayOf(ms) === text ? text : null;
}

/** The day of an instant, in GMT. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Milliseconds of the start of a day. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
