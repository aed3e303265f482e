// The query half of the grammar: SELECT, FROM, JOIN, WHERE, GROUP BY, HAVING, ORDER BY, and nothing else.
import { Cursor } from './cursor.ts';
import { ExpressionParser } from './parse-expression.ts';
import { unsupported } from './refusal.ts';
import type { Expression, Join, OrderKey, Query, SelectItem, TableReference } from './syntax.ts';

/** Tables in one query; what people write stays below ten. */
const TABLES_MAX = 20;

/** Parses a SuiteQL query or refuses it in NetSuite's words. */
export function parseQuery(text: string): Query {
  const cursor = new Cursor(text);
  const expressions = new ExpressionParser(cursor);
  cursor.expectWord('select');
  const distinct = cursor.takeWord('distinct');
  const select = parseSelect(cursor, expressions);
  cursor.expectWord('from');
  const from = parseTable(cursor);
  const joins = parseJoins(cursor, expressions);
  const where = cursor.takeWord('where') ? expressions.parse() : null;
  const groupBy = parseGroupBy(cursor, expressions);
  const having = cursor.takeWord('having') ? expressions.parse() : null;
  const orderBy = parseOrderBy(cursor, expressions);
  if (cursor.peek().kind !== 'end') throw cursor.refuse();
  if (select === 'all' && (joins.length > 0 || groupBy.length > 0))
    throw unsupported('SELECT * needs a single table and no GROUP BY: name the columns.');
  const aliases = [from, ...joins].map((reference) => reference.alias);
  if (aliases.length > TABLES_MAX) throw unsupported(`A query names at most ${TABLES_MAX} tables.`);
  const twice = aliases.find((alias, index) => aliases.indexOf(alias) !== index);
  if (twice !== undefined) throw unsupported(`The name '${twice}' stands for two tables.`);
  return { distinct, select, from, joins, where, groupBy, having, orderBy };
}

function parseSelect(cursor: Cursor, expressions: ExpressionParser): readonly SelectItem[] | 'all' {
  if (cursor.takeSymbol('*')) return 'all';
  const items: SelectItem[] = [];
  do {
    const expression = expressions.parse();
    const named = cursor.takeWord('as');
    const alias = named || cursor.isName() ? cursor.expectName() : null;
    items.push({ expression, alias });
  } while (cursor.takeSymbol(','));
  return items;
}

function parseTable(cursor: Cursor): TableReference {
  const table = cursor.expectName();
  const named = cursor.takeWord('as');
  return { table, alias: named || cursor.isName() ? cursor.expectName() : table };
}

function parseJoins(cursor: Cursor, expressions: ExpressionParser): readonly Join[] {
  const joins: Join[] = [];
  for (;;) {
    const kind = joinKind(cursor);
    if (kind === null) return joins;
    const reference = parseTable(cursor);
    cursor.expectWord('on');
    joins.push({ ...reference, kind, on: expressions.parse() });
  }
}

function joinKind(cursor: Cursor): Join['kind'] | null {
  if (cursor.takeWord('join')) return 'inner';
  if (cursor.takeWord('inner')) {
    cursor.expectWord('join');
    return 'inner';
  }
  if (!cursor.takeWord('left')) return null;
  cursor.takeWord('outer');
  cursor.expectWord('join');
  return 'left';
}

function parseGroupBy(cursor: Cursor, expressions: ExpressionParser): readonly Expression[] {
  if (!cursor.takeWord('group')) return [];
  cursor.expectWord('by');
  const keys = [expressions.parse()];
  while (cursor.takeSymbol(',')) keys.push(expressions.parse());
  return keys;
}

function parseOrderBy(cursor: Cursor, expressions: ExpressionParser): readonly OrderKey[] {
  if (!cursor.takeWord('order')) return [];
  cursor.expectWord('by');
  const keys: OrderKey[] = [];
  do {
    const expression = expressions.parse();
    const descending = cursor.takeWord('desc');
    if (!descending) cursor.takeWord('asc');
    keys.push({ expression, descending });
  } while (cursor.takeSymbol(','));
  return keys;
}
