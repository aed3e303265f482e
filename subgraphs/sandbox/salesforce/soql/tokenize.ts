// The words of a query. Text literals are read here to the end, so that nothing inside them can be taken for syntax.
import { readDay, readInstant } from '../instant.ts';
import { malformedQuery } from './query-error.ts';

/** A word of the query with its offset. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly start: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly start: number }
  | { readonly kind: 'string'; readonly text: string; readonly start: number; readonly pieces: readonly TextPiece[] }
  | { readonly kind: 'number'; readonly text: string; readonly start: number; readonly value: number }
  | { readonly kind: 'currency'; readonly text: string; readonly start: number; readonly value: number }
  | { readonly kind: 'date'; readonly text: string; readonly start: number }
  | { readonly kind: 'datetime'; readonly text: string; readonly start: number; readonly ms: number }
  | { readonly kind: 'end'; readonly text: '<EOF>'; readonly start: number };

/**
 * A piece of a text literal: characters as they are meant, or one of the two wildcards' escapes, which only a LIKE pattern
 * may hold. Pieces keep `%` (any text) apart from `\%` (a per cent sign).
 */
export type TextPiece =
  { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'escapedWildcard'; readonly text: '%' | '_' };

/** The vendor's limit on the length of a query. */
const QUERY_CHARACTERS_MAX = 100_000;

const SPACE = /[ \t\r\n\f]+/uy;
const DATETIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/uy;
const DATE = /\d{4}-\d\d-\d\d/uy;
const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const CURRENCY = /[A-Z]{3}\d+(?:\.\d+)?(?![A-Za-z0-9_.])/uy;
const WORD = /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*/uy;
const SYMBOL = /<=|>=|!=|<>|[=<>(),:]/uy;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** Splits a query into tokens, the last of them `<EOF>`. */
export function tokenize(query: string): Token[] {
  if (query.length > QUERY_CHARACTERS_MAX) {
    throw malformedQuery(`SOQL statements cannot be longer than ${QUERY_CHARACTERS_MAX} characters.`);
  }
  const tokens: Token[] = [];
  let position = skip(query, 0);
  while (position < query.length) {
    const token = readToken(query, position);
    tokens.push(token);
    position = skip(query, position + token.text.length);
  }
  return [...tokens, { kind: 'end', text: '<EOF>', start: query.length }];
}

function skip(query: string, position: number): number {
  return position + (match(SPACE, query, position)?.length ?? 0);
}

function readToken(query: string, start: number): Token {
  if (query.charAt(start) === "'") return readString(query, start);
  const datetime = match(DATETIME, query, start);
  if (datetime !== undefined) {
    const ms = readInstant(datetime);
    if (ms === null) throw malformedQuery(`Invalid datetime: ${datetime}`);
    return { kind: 'datetime', text: datetime, start, ms };
  }
  const date = match(DATE, query, start);
  if (date !== undefined) {
    if (readDay(date) === null) throw malformedQuery(`Invalid date: ${date}`);
    return { kind: 'date', text: date, start };
  }
  const number = match(NUMBER, query, start);
  if (number !== undefined) return { kind: 'number', text: number, start, value: Number(number) };
  const currency = match(CURRENCY, query, start);
  if (currency !== undefined) return { kind: 'currency', text: currency, start, value: Number(currency.slice(3)) };
  const word = match(WORD, query, start);
  if (word !== undefined) return { kind: 'word', text: word, start };
  const symbol = match(SYMBOL, query, start);
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, start };
  throw malformedQuery(`line 1:${start} no viable alternative at character '${query.charAt(start)}'`);
}

function match(pattern: RegExp, query: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(query)?.[0];
}

/** Reads a text literal from its opening quote; a quote inside needs a backslash. */
function readString(query: string, start: number): Token {
  const pieces: TextPiece[] = [];
  let plain = '';
  let position = start + 1;
  const flush = (): void => {
    if (plain !== '') pieces.push({ kind: 'plain', text: plain });
    plain = '';
  };
  while (position < query.length) {
    const character = query.charAt(position);
    if (character === "'") {
      flush();
      return { kind: 'string', text: query.slice(start, position + 1), start, pieces };
    }
    if (character !== '\\') {
      plain += character;
      position += 1;
      continue;
    }
    const escaped = query.charAt(position + 1);
    if (escaped === '%' || escaped === '_') {
      flush();
      pieces.push({ kind: 'escapedWildcard', text: escaped });
      position += 2;
      continue;
    }
    const { text, length } = readEscape(query, position);
    plain += text;
    position += length;
  }
  throw malformedQuery(`line 1:${query.length} mismatched character '<EOF>' expecting '''`);
}

function readEscape(query: string, position: number): { text: string; length: number } {
  const escaped = query.charAt(position + 1);
  const text = ESCAPES[escaped];
  if (text !== undefined) return { text, length: 2 };
  const unicode = /^[uU]([0-9a-fA-F]{4})/u.exec(query.slice(position + 1, position + 6))?.[1];
  if (unicode !== undefined) return { text: String.fromCharCode(parseInt(unicode, 16)), length: 6 };
  throw illegalEscape(escaped);
}

/** The vendor's words for a backslash in front of a character that needs none. */
export function illegalEscape(escaped: string): Error {
  return malformedQuery(`Invalid string literal. Illegal character sequence '\\${escaped}' in string literal`);
}
