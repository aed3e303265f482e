// Reads a query by the vendor's published grammar; what this grammar does not have is refused, never guessed at.
import { refusal } from '../api-error.ts';
import { parseCondition } from './parse-condition.ts';
import { RESERVED, parseOperand, parsePath } from './parse-operand.ts';
import { malformedQuery, unexpectedToken } from './query-error.ts';
import type { ConditionNode, OrderNode, QueryNode, SelectNode } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** The vendor's limit on OFFSET. */
const OFFSET_MAX = 2_000;

/** Parses a query. */
export function parseQuery(text: string): QueryNode {
  if (text.trim() === '') throw malformedQuery('A query string has to be specified');
  const reader = new TokenReader(text);
  const query = parseSelect(reader, 'root');
  if (reader.next.kind !== 'end') throw reader.unexpected();
  return query;
}

type Place = 'root' | 'children' | 'in';

/** Objects whose names are words of the language. */
const RESERVED_BUT_OBJECTS: ReadonlySet<string> = new Set(
  [...RESERVED].filter((word) => !['GROUP', 'ORDER'].includes(word)),
);

/** A query at the root, for a list of children, or inside of IN (…), where only SELECT, FROM and WHERE may stand. */
function parseSelect(reader: TokenReader, place: Place): QueryNode {
  reader.expect('SELECT');
  const isCount = place === 'root' && reader.takes('COUNT', '(', ')');
  const select = isCount ? [] : parseSelectList(reader, place);
  reader.expect('FROM');
  const from = parseFrom(reader);
  const where = reader.takes('WHERE') ? parseConditions(reader) : null;
  const nothing = { groupBy: [], having: null, orderBy: [], limit: null, offset: 0 };
  if (place === 'in') return { isCount, select, from, where, ...nothing };
  const groupBy = place === 'root' && reader.takes('GROUP', 'BY') ? parseList(reader, parsePath) : [];
  const having = groupBy.length > 0 && reader.takes('HAVING') ? parseConditions(reader) : null;
  const orderBy = reader.takes('ORDER', 'BY') ? parseList(reader, parseOrder) : [];
  const limit = reader.takes('LIMIT') ? parseWhole(reader) : null;
  const offset = reader.takes('OFFSET') ? parseOffset(reader) : 0;
  return { isCount, select, from, where, groupBy, having, orderBy, limit, offset };
}

function parseConditions(reader: TokenReader): ConditionNode {
  return parseCondition(reader, () => parseSelect(reader, 'in'));
}

/** Reads things separated by commas, at least one. */
function parseList<T>(reader: TokenReader, parse: (reader: TokenReader) => T): T[] {
  const list = [parse(reader)];
  while (reader.takes(',')) list.push(parse(reader));
  return list;
}

function parseSelectList(reader: TokenReader, place: Place): SelectNode[] {
  return parseList(reader, () => {
    const { start } = reader.next;
    if (reader.sees('(', 'SELECT')) {
      if (place !== 'root') throw tooDeep();
      reader.take();
      const query = parseSelect(reader, 'children');
      reader.expect(')');
      return { kind: 'children', query, start };
    }
    return { ...parseOperand(reader), alias: parseAlias(reader) };
  });
}

/** The vendor's words for a list of children inside a list of children. */
function tooDeep(): Error {
  return malformedQuery(
    'SOQL statements cannot query aggregate relationships more than 1 level away from the root entity object.',
  );
}

function parseAlias(reader: TokenReader): string | null {
  const { next } = reader;
  if (next.kind !== 'word' || RESERVED.has(next.text.toUpperCase()) || next.text.includes('.')) return null;
  return reader.take().text;
}

function parseFrom(reader: TokenReader): QueryNode['from'] {
  const { text, start } = reader.expectName(RESERVED_BUT_OBJECTS);
  const hasAs = reader.takes('AS');
  const alias = parseAlias(reader);
  if (hasAs && alias === null) throw reader.unexpected();
  return { name: text, alias, start };
}

function parseOrder(reader: TokenReader): OrderNode {
  const operand = parseOperand(reader);
  const descending = reader.takes('DESC');
  if (!descending) reader.takes('ASC');
  if (!reader.takes('NULLS')) return { operand, descending, nullsLast: false };
  const nullsLast = reader.takes('LAST');
  if (!nullsLast) reader.expect('FIRST');
  return { operand, descending, nullsLast };
}

function parseWhole(reader: TokenReader): number {
  const { next } = reader;
  if (next.kind !== 'number' || !/^\d+$/u.test(next.text)) throw unexpectedToken(next.text);
  reader.take();
  return next.value;
}

function parseOffset(reader: TokenReader): number {
  const offset = parseWhole(reader);
  if (offset <= OFFSET_MAX) return offset;
  throw refusal(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${OFFSET_MAX}`);
}
