// Fields, functions over many records, and values.
import { unexpectedToken } from './query-error.ts';
import { isPeriod, periodTakesCount } from './period.ts';
import type { AggregateFunction, LiteralNode, OperandNode, PathNode } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Words that end what stands before them; none of them is a field of ours. */
export const RESERVED: ReadonlySet<string> = new Set([
  'AND',
  'AS',
  'ASC',
  'BY',
  'DESC',
  'EXCLUDES',
  'FALSE',
  'FIRST',
  'FOR',
  'FROM',
  'GROUP',
  'HAVING',
  'IN',
  'INCLUDES',
  'LAST',
  'LIKE',
  'LIMIT',
  'NOT',
  'NULL',
  'NULLS',
  'OFFSET',
  'OR',
  'ORDER',
  'SELECT',
  'TRUE',
  'UPDATE',
  'USING',
  'WHERE',
  'WITH',
]);

const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** A field or an aggregate function of one; other functions are refused. */
export function parseOperand(reader: TokenReader): OperandNode {
  const { start } = reader.next;
  const path = parsePath(reader);
  if (!reader.sees('(')) return { kind: 'field', path };
  const name = path.text.toUpperCase();
  if (!AGGREGATES.has(name)) throw unexpectedToken('(');
  reader.take();
  const argument = name === 'COUNT' && reader.sees(')') ? null : parsePath(reader);
  reader.expect(')');
  return { kind: 'aggregate', function: name as AggregateFunction, argument, start };
}

/** A field, with the relationships that lead to it. */
export function parsePath(reader: TokenReader): PathNode {
  const { text, start } = reader.expectName(RESERVED);
  return { names: text.split('.'), text, start };
}

/** A value. A word that is no value is the vendor's `unexpected token`. */
export function parseLiteral(reader: TokenReader): LiteralNode {
  const token = reader.take();
  const { text, start } = token;
  switch (token.kind) {
    case 'string':
      return { kind: 'string', text, start, pieces: token.pieces };
    case 'number':
      return { kind: 'number', text, start, value: token.value };
    case 'currency':
      return { kind: 'currency', text, start, code: text.slice(0, 3), value: token.value };
    case 'date':
      return { kind: 'date', text, start };
    case 'datetime':
      return { kind: 'datetime', text, start, ms: token.ms };
    case 'word':
      return parseWordLiteral(reader, text, start);
    case 'symbol':
    case 'end':
      throw unexpectedToken(text);
  }
}

function parseWordLiteral(reader: TokenReader, text: string, start: number): LiteralNode {
  const name = text.toUpperCase();
  if (name === 'NULL') return { kind: 'null', text, start };
  if (name === 'TRUE' || name === 'FALSE') return { kind: 'boolean', text, start, value: name === 'TRUE' };
  if (!isPeriod(name)) throw unexpectedToken(text);
  if (!periodTakesCount(name)) return { kind: 'period', text, start, name, count: null };
  reader.expect(':');
  const { next } = reader;
  if (next.kind !== 'number' || !/^\d+$/u.test(next.text)) throw unexpectedToken(next.text);
  reader.take();
  return { kind: 'period', text: `${text}:${next.text}`, start, name, count: next.value };
}
