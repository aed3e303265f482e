// SuiteQL text to tokens. A quote inside a text literal is written twice; there is no other escape, and a backslash is a backslash.
import { syntaxRefusal } from './refusal.ts';

/** One token; `at` counts characters from the start of the query. */
export interface Token {
  readonly kind: 'word' | 'quotedWord' | 'text' | 'number' | 'symbol' | 'end';
  /** Words in lower case, text without its quotes, symbols and numbers as written. */
  readonly value: string;
  readonly at: number;
}

/** Longest query accepted, in characters: far above any connector's, far below what would hurt. */
const QUERY_CHARACTERS_MAX = 500_000;
const WORD_START = /[A-Za-z_]/;
const WORD = /[A-Za-z0-9_$#]*/y;
const NUMBER = /\d+(?:\.\d+)?|\.\d+/y;
const SYMBOLS = ['<>', '!=', '<=', '>=', '||', '=', '<', '>', '(', ')', ',', '.', '*', '+', '-'] as const;

/** Splits a query into tokens, the last of which is `end`; refuses characters that belong to no token. */
export function tokenize(query: string): readonly Token[] {
  if (query.length > QUERY_CHARACTERS_MAX) throw syntaxRefusal(`the ${QUERY_CHARACTERS_MAX}th character`, 1, 1);
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const [token, next] = readToken(query, at);
    tokens.push(token);
    at = next;
  }
  tokens.push({ kind: 'end', value: 'end of query', at: query.length });
  return tokens;
}

function readToken(query: string, at: number): readonly [Token, number] {
  const character = query.charAt(at);
  if (character === "'") {
    const [value, next] = readQuoted(query, at, "'");
    return [{ kind: 'text', value, at }, next];
  }
  if (character === '"') {
    const [value, next] = readQuoted(query, at, '"');
    return [{ kind: 'quotedWord', value: value.toLowerCase(), at }, next];
  }
  if (WORD_START.test(character)) {
    const value = matchAt(WORD, query, at);
    return [{ kind: 'word', value: value.toLowerCase(), at }, at + value.length];
  }
  const number = matchAt(NUMBER, query, at);
  if (number !== '') return [{ kind: 'number', value: number, at }, at + number.length];
  const symbol = SYMBOLS.find((candidate) => query.startsWith(candidate, at));
  if (symbol === undefined || query.startsWith('--', at)) throw refuseAt(query, at, `'${character}'`);
  return [{ kind: 'symbol', value: symbol, at }, at + symbol.length];
}

function readQuoted(query: string, start: number, quote: string): readonly [string, number] {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = query.indexOf(quote, at);
    if (close < 0) throw refuseAt(query, start, `an unclosed ${quote}`);
    value += query.slice(at, close);
    if (query.charAt(close + 1) !== quote) return [value, close + 1];
    value += quote;
    at = close + 2;
  }
}

function matchAt(pattern: RegExp, query: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(query)?.[0] ?? '';
}

/** The refusal of a query at one of its characters. */
export function refuseAt(query: string, at: number, near: string): Error {
  const before = query.slice(0, at).split('\n');
  return syntaxRefusal(near, before.length, (before.at(-1)?.length ?? 0) + 1);
}
