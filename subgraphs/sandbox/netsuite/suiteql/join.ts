// Which rows go together: the tables of a query joined through indexes, the smallest start first.
import type { Row } from '../table.ts';
import { NO_AGGREGATES, type ColumnEnd, type CompiledCondition, type Context, type Tuple } from './compiled.ts';
import { unsupported } from './refusal.ts';
import type { Source } from './scope.ts';
import type { Expression, Query } from './syntax.ts';

/** Tuples a query may hold at once; a join that makes more has no useful condition. */
const TUPLES_MAX = 2_000_000;

/** A table waiting to be joined by LEFT JOIN, with the conditions of its ON. */
interface LeftJoin {
  readonly source: Source;
  readonly on: readonly CompiledCondition[];
}

/** How a new table hangs on those joined before. */
interface Link {
  readonly here: ColumnEnd;
  readonly there: ColumnEnd;
}

/** Splits a condition at its ANDs, so that every part can be tested as early as its tables allow. */
function conjuncts(expression: Expression | null): readonly Expression[] {
  if (expression === null) return [];
  if (expression.kind !== 'and') return [expression];
  return [...conjuncts(expression.left), ...conjuncts(expression.right)];
}

/** All tuples of rows that FROM, JOIN and WHERE leave. */
export function joinRows(query: Query, context: Context): readonly Tuple[] {
  const compiled = (expression: Expression | null): readonly CompiledCondition[] =>
    conjuncts(expression).map((part) => context.condition(part, context));
  const inner: Source[] = [];
  const left: LeftJoin[] = [];
  const conditions = [...compiled(query.where)];
  for (const source of context.scope.sources) {
    const join = query.joins[source.slot - 1];
    if (join?.kind === 'left') left.push({ source, on: compiled(join.on) });
    else {
      inner.push(source);
      conditions.push(...compiled(join?.on ?? null));
    }
  }
  return new Joiner(context.scope.sources.length, inner, left, conditions).run();
}

class Joiner {
  readonly #width: number;
  readonly #inner: Source[];
  readonly #left: LeftJoin[];
  #conditions: readonly CompiledCondition[];
  #joined = 0;
  #tuples: Tuple[] = [];

  constructor(width: number, inner: Source[], left: LeftJoin[], conditions: readonly CompiledCondition[]) {
    this.#width = width;
    this.#inner = inner;
    this.#left = left;
    this.#conditions = conditions;
  }

  run(): readonly Tuple[] {
    this.#start();
    while (this.#inner.length + this.#left.length > 0) this.#step();
    return this.#tuples;
  }

  #start(): void {
    let best: { readonly source: Source; readonly rows: readonly Row[] } | undefined;
    for (const source of this.#inner) {
      const rows = candidates(source, this.#conditions);
      if (best === undefined || rows.length < best.rows.length) best = { source, rows };
    }
    if (best === undefined) throw unsupported('The first table of a query cannot be joined by LEFT JOIN.');
    const { slot } = best.source;
    remove(this.#inner, best.source);
    this.#joined = 1 << slot;
    const tests = this.#takeReady();
    const tuple = this.#empty();
    for (const row of best.rows) {
      tuple[slot] = row;
      if (passes(tests, tuple)) this.#tuples.push([...tuple]);
    }
  }

  /** Joins one more table: an inner one that an equality leads to, else a left one that is ready, else any inner one. */
  #step(): void {
    const linked = this.#inner.find((source) => this.#link(source, this.#conditions) !== undefined);
    const ready = this.#left.find(({ source, on }) => (slotsOf(on) & ~(this.#joined | (1 << source.slot))) === 0);
    const [any] = this.#inner;
    if (linked !== undefined) this.#joinInner(linked);
    else if (ready !== undefined) this.#joinLeft(ready);
    else if (any !== undefined) this.#joinInner(any);
    else throw unsupported('A LEFT JOIN refers to a table that is not joined yet.');
  }

  #joinInner(source: Source): void {
    const link = this.#link(source, this.#conditions);
    remove(this.#inner, source);
    this.#joined |= 1 << source.slot;
    const tests = this.#takeReady();
    this.#extend(source, link, (tuple, matches) => {
      for (const row of matches) {
        tuple[source.slot] = row;
        if (passes(tests, tuple)) this.#keep(tuple);
      }
    });
  }

  #joinLeft({ source, on }: LeftJoin): void {
    const link = this.#link(source, on);
    this.#left.splice(
      this.#left.findIndex((candidate) => candidate.source === source),
      1,
    );
    this.#joined |= 1 << source.slot;
    const tests = this.#takeReady();
    this.#extend(source, link, (tuple, matches) => {
      let found = false;
      for (const row of matches) {
        tuple[source.slot] = row;
        if (!passes(on, tuple)) continue;
        found = true;
        if (passes(tests, tuple)) this.#keep(tuple);
      }
      tuple[source.slot] = null;
      if (!found && passes(tests, tuple)) this.#keep(tuple);
    });
  }

  /** Runs through the tuples so far with the rows of the new table that the link leads to (all rows without one). */
  #extend(
    source: Source,
    link: Link | undefined,
    visit: (tuple: (Row | null)[], matches: readonly Row[]) => void,
  ): void {
    const before = this.#tuples;
    this.#tuples = [];
    const index = link === undefined ? undefined : source.table.index(link.here.name);
    const scratch = this.#empty();
    for (const tuple of before) {
      for (let slot = 0; slot < this.#width; slot += 1) scratch[slot] = tuple[slot] ?? null;
      const value = link === undefined ? null : link.there.read(tuple);
      const linked = value === null ? [] : (index?.get(value) ?? []);
      visit(scratch, index === undefined ? source.table.rows : linked);
    }
  }

  #keep(tuple: Tuple): void {
    if (this.#tuples.length >= TUPLES_MAX)
      throw unsupported('The join makes too many rows: add a condition between the tables.');
    this.#tuples.push([...tuple]);
  }

  /** An equality between a column of this table and a column that is joined already. */
  #link(source: Source, conditions: readonly CompiledCondition[]): Link | undefined {
    for (const { equality } of conditions) {
      if (equality?.kind !== 'columns') continue;
      const here = equality.ends.find((end) => end.slot === source.slot);
      const there = equality.ends.find((end) => end.slot !== source.slot);
      if (here === undefined || there === undefined || (this.#joined & (1 << there.slot)) === 0) continue;
      return { here, there };
    }
    return undefined;
  }

  /** Takes the conditions out that only need tables joined by now. */
  #takeReady(): readonly CompiledCondition[] {
    const isReady = (condition: CompiledCondition): boolean => (condition.slots & ~this.#joined) === 0;
    const ready = this.#conditions.filter(isReady);
    this.#conditions = this.#conditions.filter((condition) => !isReady(condition));
    return ready;
  }

  #empty(): (Row | null)[] {
    return Array.from({ length: this.#width }, () => null);
  }
}

/** The rows a table can contribute at most, by the most selective index its own conditions allow. */
function candidates(source: Source, conditions: readonly CompiledCondition[]): readonly Row[] {
  let best = source.table.rows;
  for (const { equality } of conditions) {
    if (equality?.kind !== 'constants' || equality.slot !== source.slot) continue;
    const index = source.table.index(equality.name);
    const rows = equality.values.flatMap((value) => (value === null ? [] : (index.get(value) ?? [])));
    if (rows.length < best.length) best = rows;
  }
  return best;
}

function passes(conditions: readonly CompiledCondition[], tuple: Tuple): boolean {
  for (const condition of conditions) if (condition.test(tuple, NO_AGGREGATES) !== true) return false;
  return true;
}

function slotsOf(conditions: readonly CompiledCondition[]): number {
  return conditions.reduce((mask, condition) => mask | condition.slots, 0);
}

function remove<T>(list: T[], element: T): void {
  list.splice(list.indexOf(element), 1);
}
