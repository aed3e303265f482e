// TO_CHAR and TO_DATE: the format elements that integrations use; another element is refused.
import {
  epochOfWallClock,
  isCalendarDay,
  offsetMinutesAt,
  wallClockAt,
  epochOfDay,
  type WallClock,
} from '../account-time.ts';
import { refusal } from './refusal.ts';

type Element =
  'YYYY' | 'YY' | 'MONTH' | 'MON' | 'MM' | 'DD' | 'HH24' | 'HH12' | 'HH' | 'MI' | 'SS' | 'AM' | 'PM' | 'TZH' | 'TZM';
type Piece =
  { readonly kind: 'element'; readonly element: Element } | { readonly kind: 'literal'; readonly text: string };

const ELEMENTS: readonly Element[] = [
  'YYYY',
  'YY',
  'MONTH',
  'MON',
  'MM',
  'DD',
  'HH24',
  'HH12',
  'HH',
  'MI',
  'SS',
  'AM',
  'PM',
  'TZH',
  'TZM',
];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const PUNCTUATION = /^[-/,.;: ]$/;
const known = new Map<string, readonly Piece[]>();
/** Parsed formats kept; a program has a handful. */
const FORMATS_MAX = 200;

function readFormat(format: string): readonly Piece[] {
  const cached = known.get(format);
  if (cached !== undefined) return cached;
  const pieces: Piece[] = [];
  let at = 0;
  while (at < format.length) {
    const piece = readPiece(format, at);
    pieces.push(piece.piece);
    at = piece.next;
  }
  if (known.size >= FORMATS_MAX) known.clear();
  known.set(format, pieces);
  return pieces;
}

function readPiece(format: string, at: number): { readonly piece: Piece; readonly next: number } {
  const character = format.charAt(at);
  if (character === '"') {
    const close = format.indexOf('"', at + 1);
    if (close < 0) throw refusal(`Search error occurred: Date format not recognized: '${format}'.`);
    return { piece: { kind: 'literal', text: format.slice(at + 1, close) }, next: close + 1 };
  }
  const upper = format.slice(at).toUpperCase();
  const element = ELEMENTS.find((candidate) => upper.startsWith(candidate));
  if (element !== undefined) return { piece: { kind: 'element', element }, next: at + element.length };
  if (!PUNCTUATION.test(character)) throw refusal(`Search error occurred: Date format not recognized: '${format}'.`);
  return { piece: { kind: 'literal', text: character }, next: at + 1 };
}

/** TO_CHAR of a moment; the wall clock is the account's. */
export function formatMoment(epochMs: number, format: string): string {
  const wall = wallClockAt(epochMs);
  const offset = offsetMinutesAt(epochMs);
  return readFormat(format)
    .map((piece) => (piece.kind === 'literal' ? piece.text : showElement(piece.element, wall, offset)))
    .join('');
}

/** TO_CHAR of a day, which is midnight of the account's clock. */
export function formatDay(day: string, format: string): string {
  return formatMoment(epochOfDay(day), format);
}

function showElement(element: Element, wall: WallClock, offset: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  switch (element) {
    case 'YYYY':
      return String(wall.year);
    case 'YY':
      return two(wall.year % 100);
    case 'MONTH':
      return (MONTHS[wall.month - 1] ?? '').toUpperCase().padEnd(9);
    case 'MON':
      return (MONTHS[wall.month - 1] ?? '').slice(0, 3).toUpperCase();
    case 'MM':
      return two(wall.month);
    case 'DD':
      return two(wall.day);
    case 'HH24':
      return two(wall.hour);
    case 'HH12':
    case 'HH':
      return two(wall.hour % 12 === 0 ? 12 : wall.hour % 12);
    case 'MI':
      return two(wall.minute);
    case 'SS':
      return two(wall.second);
    case 'AM':
    case 'PM':
      return wall.hour < 12 ? 'AM' : 'PM';
    case 'TZH':
      return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}`;
    case 'TZM':
      return two(Math.abs(offset) % 60);
  }
}

/** What TO_DATE read: a day, or a moment when the format has a time of day in it. */
export type ReadTime =
  { readonly kind: 'date'; readonly value: string } | { readonly kind: 'datetime'; readonly value: number };

/** TO_DATE: reads text by a format, on the account's wall clock. */
export function readTime(text: string, format: string): ReadTime {
  const failure = (): Error => refusal(`Search error occurred: Date '${text}' does not match the format '${format}'.`);
  const found: Partial<Record<Element, number>> = {};
  let rest = text;
  for (const piece of readFormat(format)) {
    if (piece.kind === 'literal') {
      if (!rest.startsWith(piece.text)) throw failure();
      rest = rest.slice(piece.text.length);
      continue;
    }
    const match = elementPattern(piece.element).exec(rest);
    if (match === null) throw failure();
    found[piece.element] = elementValue(piece.element, match[0]);
    rest = rest.slice(match[0].length);
  }
  const [year, month, day] = [found.YYYY ?? (found.YY ?? 0) + 2000, found.MM ?? found.MON ?? 1, found.DD ?? 1];
  const wall = { year, month, day, hour: hourOf(found), minute: found.MI ?? 0, second: found.SS ?? 0 };
  if (rest !== '' || !isCalendarDay(year, month, day)) throw failure();
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 59) throw failure();
  if (found.HH24 === undefined && found.HH12 === undefined && found.HH === undefined)
    return { kind: 'date', value: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
  return { kind: 'datetime', value: epochOfWallClock(wall) };
}

function elementPattern(element: Element): RegExp {
  switch (element) {
    case 'YYYY':
      return /^\d{4}/;
    case 'MON':
    case 'MONTH':
      return /^[A-Za-z]{3}/;
    case 'AM':
    case 'PM':
      return /^[AaPp][Mm]/;
    case 'TZH':
    case 'TZM':
      // Reading a zone needs TO_TIMESTAMP_TZ, which is outside the grammar.
      return /^(?!)/;
    default:
      return /^\d{1,2}/;
  }
}

function elementValue(element: Element, text: string): number {
  if (element === 'AM' || element === 'PM') return text.toUpperCase() === 'PM' ? 12 : 0;
  if (element === 'MON' || element === 'MONTH')
    return MONTHS.findIndex((month) => month.slice(0, 3).toUpperCase() === text.toUpperCase()) + 1;
  return Number(text);
}

function hourOf(found: Partial<Record<Element, number>>): number {
  if (found.HH24 !== undefined) return found.HH24;
  const hour = found.HH12 ?? found.HH ?? 0;
  const half = found.AM ?? found.PM;
  return half === undefined ? hour : (hour % 12) + half;
}
