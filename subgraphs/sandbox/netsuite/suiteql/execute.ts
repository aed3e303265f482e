// Runs a parsed query: join, group, sort, and show one page of the answer.
import { NO_DRIFT, type Drift } from '../drift.ts';
import type { QuerySource } from '../database.ts';
import type { Row, Value } from '../table.ts';
import { Aggregation } from './aggregate.ts';
import { compileCondition } from './compile-condition.ts';
import { compileValue } from './compile-value.ts';
import { NO_AGGREGATES, type Aggregates, type CompiledValue, type Context, type Tuple } from './compiled.ts';
import { joinRows } from './join.ts';
import { hashKey, orderValues, show } from './kinds.ts';
import { refusal, unsupported } from './refusal.ts';
import { Scope } from './scope.ts';
import type { Expression, OrderKey, Query, SelectItem } from './syntax.ts';

/** One page of an answer. */
export interface Page {
  readonly items: readonly Readonly<Record<string, string>>[];
  /** Rows of the whole answer. */
  readonly total: number;
}

/** Which page of which data. */
export interface Execution {
  readonly data: QuerySource;
  readonly limit: number;
  readonly offset: number;
  readonly drift?: Drift;
}

/** A row of the answer before it is shown: a joined tuple, with the aggregates of the group it stands for. */
interface Entry {
  readonly tuple: Tuple;
  readonly aggregates: Aggregates;
}

interface OutputColumn {
  readonly name: string;
  readonly value: CompiledValue;
}

interface Sorting {
  readonly value: CompiledValue;
  readonly descending: boolean;
}

/** Runs a query and shows the page from `offset` on. */
export function execute(query: Query, { data, limit, offset, drift = NO_DRIFT }: Execution): Page {
  const scope = new Scope(query, data, drift);
  const rows: Context = { scope, condition: compileCondition };
  const select = selectItems(query, scope);
  const grouped = isGrouped(query, select);
  const grouping = grouped ? new Aggregation(rows, query.groupBy) : null;
  const context: Context = grouping === null ? rows : { ...rows, grouping };
  const output = outputColumns(select, context);
  const having = query.having === null ? null : compileCondition(query.having, context);
  const sorting = query.orderBy.map((key) => sortingOf(key, select, output, context));
  if (query.distinct) refuseHiddenSorting(sorting, output);
  let entries = grouping === null ? plainEntries(query, rows) : groupedEntries(query, rows, grouping);
  if (having !== null) entries = entries.filter(({ tuple, aggregates }) => having.test(tuple, aggregates) === true);
  if (query.distinct) entries = distinctEntries(entries, output);
  const ordered = order(entries, sorting, Math.floor(offset / limit));
  return {
    items: ordered.slice(offset, offset + limit).map((entry) => showEntry(entry, output)),
    total: entries.length,
  };
}

function selectItems(query: Query, scope: Scope): readonly SelectItem[] {
  if (query.select !== 'all') return query.select;
  const [source] = scope.sources;
  if (source === undefined) throw unsupported('SELECT * needs a table.');
  return scope
    .columnsOf(source)
    .map((name) => ({ expression: { kind: 'column', qualifier: null, name }, alias: null }));
}

function isGrouped(query: Query, select: readonly SelectItem[]): boolean {
  if (query.groupBy.length > 0 || query.having !== null) return true;
  return [...select, ...query.orderBy].some(({ expression }) => holdsAggregate(expression));
}

function holdsAggregate(expression: Expression): boolean {
  if (expression.kind === 'aggregate') return true;
  return Object.values(expression).some((part: unknown) => {
    if (Array.isArray(part)) return part.some((element: unknown) => isExpression(element) && holdsAggregate(element));
    return isExpression(part) && holdsAggregate(part);
  });
}

/** Branches of CASE have no kind of their own, but their parts are walked the same way. */
function isExpression(part: unknown): part is Expression {
  return typeof part === 'object' && part !== null && !('units' in part);
}

/** Names of the answer: the alias, the column's own name, or exprN; a name that comes twice gets a number. */
function outputColumns(select: readonly SelectItem[], context: Context): readonly OutputColumn[] {
  const taken = new Set<string>();
  let unnamed = 0;
  return select.map(({ expression, alias }) => {
    let base = alias ?? (expression.kind === 'column' ? expression.name : null);
    if (base === null) {
      unnamed += 1;
      base = `expr${unnamed}`;
    }
    let name = base;
    for (let count = 0; taken.has(name); count += 1) name = `${base}_${count}`;
    taken.add(name);
    return { name, value: compileValue(expression, context) };
  });
}

/** An ORDER BY key is a place in the select list, an alias of it, or an expression of its own. */
function sortingOf(
  key: OrderKey,
  select: readonly SelectItem[],
  output: readonly OutputColumn[],
  context: Context,
): Sorting {
  const { expression, descending } = key;
  if (expression.kind === 'number') {
    const column = expression.value.scale === 0 ? output[Number(expression.value.units) - 1] : undefined;
    if (column === undefined)
      throw refusal('Search error occurred: ORDER BY item must be the number of a SELECT-list expression.');
    return { value: column.value, descending };
  }
  if (expression.kind === 'column' && expression.qualifier === null) {
    const { name } = expression;
    const column = output[select.findIndex((item) => item.alias === name)];
    if (column !== undefined) return { value: column.value, descending };
  }
  const same = select.findIndex((item) => sameExpression(item.expression, expression));
  return { value: output[same]?.value ?? compileValue(expression, context), descending };
}

function sameExpression(left: Expression, right: Expression): boolean {
  const write = (expression: Expression): string =>
    JSON.stringify(expression, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return write(left) === write(right);
}

function refuseHiddenSorting(sorting: readonly Sorting[], output: readonly OutputColumn[]): void {
  if (sorting.every(({ value }) => output.some((column) => column.value === value))) return;
  throw unsupported('With DISTINCT, every ORDER BY expression must be selected.');
}

function plainEntries(query: Query, context: Context): Entry[] {
  return joinRows(query, context).map((tuple) => ({ tuple, aggregates: NO_AGGREGATES }));
}

function groupedEntries(query: Query, context: Context, aggregation: Aggregation): Entry[] {
  const keys = query.groupBy.map((key) => compileValue(key, context));
  const idOf = groupIds(keys);
  const groups = new Map<string, { readonly tuple: Tuple; readonly running: ReturnType<Aggregation['start']> }>();
  for (const tuple of joinRows(query, context)) {
    const id = idOf(tuple);
    let group = groups.get(id);
    if (group === undefined) {
      group = { tuple, running: aggregation.start() };
      groups.set(id, group);
    }
    for (const accumulator of group.running) accumulator.add(tuple);
  }
  // Without GROUP BY there is one group even when no row is left: COUNT(*) is 0 then, not missing.
  if (groups.size === 0 && keys.length === 0) groups.set('', { tuple: [], running: aggregation.start() });
  return [...groups.values()].map(({ tuple, running }) => ({
    tuple,
    aggregates: running.map((accumulator) => accumulator.result()),
  }));
}

/** The group of a tuple. Keys of one table are read once per row of it, however many tuples the row is in. */
function groupIds(keys: readonly CompiledValue[]): (tuple: Tuple) => string {
  const parts = [...Map.groupBy(keys, ({ slots }) => slots)].map(([slots, members]) => {
    const read = (tuple: Tuple): string => fingerprint(members.map((key) => key.evaluate(tuple, NO_AGGREGATES)));
    const isOneTable = slots !== 0 && (slots & (slots - 1)) === 0;
    return isOneTable ? rememberedByRow(Math.log2(slots), read) : read;
  });
  return (tuple) => parts.map((read) => read(tuple)).join('|');
}

function rememberedByRow(slot: number, read: (tuple: Tuple) => string): (tuple: Tuple) => string {
  const known = new Map<Row | null, string>();
  return (tuple) => {
    const row = tuple[slot] ?? null;
    let id = known.get(row);
    if (id === undefined) {
      id = read(tuple);
      known.set(row, id);
    }
    return id;
  };
}

/** One text per combination of values: the length in front of each keeps `a,b` and `ab,` apart. */
function fingerprint(values: readonly Value[]): string {
  let id = '';
  for (const value of values) {
    const key = hashKey(value);
    id += key === null ? '-' : typeof key === 'number' ? `${key};` : `${key.length}:${key}`;
  }
  return id;
}

function distinctEntries(entries: readonly Entry[], output: readonly OutputColumn[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const id = fingerprint(output.map(({ value }) => value.evaluate(entry.tuple, entry.aggregates)));
    return seen.size < seen.add(id).size;
  });
}

/**
 * Sorts by the keys. What the keys leave open differs from page to page, as it does in NetSuite, where every page is a query
 * of its own: a client without a unique order sees rows twice and misses others.
 */
function order(entries: readonly Entry[], sorting: readonly Sorting[], page: number): readonly Entry[] {
  const turn = entries.length === 0 ? 0 : (page * 7 + (page > 0 ? 1 : 0)) % entries.length;
  const rotated = turn === 0 ? entries : [...entries.slice(turn), ...entries.slice(0, turn)];
  if (sorting.length === 0) return rotated;
  const keyed = rotated.map((entry) => ({
    entry,
    keys: sorting.map(({ value }) => value.evaluate(entry.tuple, entry.aggregates)),
  }));
  keyed.sort((left, right) => {
    for (const [index, { value, descending }] of sorting.entries()) {
      const compared = orderValues(left.keys[index] ?? null, right.keys[index] ?? null, value.kind);
      if (compared !== 0) return descending ? -compared : compared;
    }
    return 0;
  });
  return keyed.map(({ entry }) => entry);
}

/** Lower-case names, text values, nulls left out, and the empty list of links that every item carries. */
function showEntry({ tuple, aggregates }: Entry, output: readonly OutputColumn[]): Readonly<Record<string, string>> {
  const item: Record<string, string> = {};
  for (const { name, value } of output) {
    const shown = show(value.evaluate(tuple, aggregates), value.kind);
    if (shown !== null) item[name] = shown;
  }
  return item;
}
