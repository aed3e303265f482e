// COUNT, SUM, MIN and MAX, and what may be used beside them after GROUP BY. Sums are exact.
import { addDecimals, formatDecimal, ZERO, type Decimal } from '../decimal.ts';
import type { Value } from '../table.ts';
import { compileValue } from './compile-value.ts';
import { asKind, NO_AGGREGATES, type CompiledValue, type Context, type Grouping, type Tuple } from './compiled.ts';
import { compareValues, hashKey, type Kind } from './kinds.ts';
import { unsupported } from './refusal.ts';
import type { AggregateName, Expression } from './syntax.ts';

type AggregateExpression = Extract<Expression, { kind: 'aggregate' }>;

/** The running result of one aggregate over one group. */
export interface Accumulator {
  add(tuple: Tuple): void;
  result(): Value;
}

/** The group keys and aggregates of one query: SELECT, HAVING and ORDER BY register what they read. */
export class Aggregation implements Grouping {
  readonly #rows: Context;
  readonly #keys: ReadonlySet<string>;
  readonly #slots = new Map<string, number>();
  readonly #makers: (() => Accumulator)[] = [];
  readonly #kinds: Kind[] = [];

  /** `rows` is the context without grouping, in which the operands of the aggregates are compiled. */
  constructor(rows: Context, groupBy: readonly Expression[]) {
    this.#rows = rows;
    this.#keys = new Set(groupBy.map((key) => this.#fingerprint(key)));
  }

  isKey(expression: Expression): boolean {
    return this.#keys.size > 0 && this.#keys.has(this.#fingerprint(expression));
  }

  read(expression: AggregateExpression): CompiledValue {
    const fingerprint = this.#fingerprint(expression);
    const slot = this.#slots.get(fingerprint) ?? this.#register(expression, fingerprint);
    const kind = this.#kinds[slot] ?? 'null';
    return { kind, slots: 0, evaluate: (_tuple, aggregates) => aggregates[slot] ?? null };
  }

  /** Fresh accumulators for one group, in the order of the results. */
  start(): readonly Accumulator[] {
    return this.#makers.map((make) => make());
  }

  #register(expression: AggregateExpression, fingerprint: string): number {
    const slot = this.#makers.length;
    const { maker, kind } = compileAggregate(expression, this.#rows);
    this.#slots.set(fingerprint, slot);
    this.#makers.push(maker);
    this.#kinds.push(kind);
    return slot;
  }

  /** The same text for expressions that mean the same: columns by the place they resolve to, numbers by their value. */
  #fingerprint(expression: Expression): string {
    return JSON.stringify(expression, (_name, value: unknown) => {
      if (typeof value === 'bigint') return value.toString();
      if (!isNode(value)) return value;
      if (value.kind === 'number') return `#${formatDecimal(value.value)}`;
      if (value.kind !== 'column') return value;
      const { source, definition } = this.#rows.scope.resolve(value.qualifier, value.name);
      return `@${source.slot}.${definition.name}`;
    });
  }
}

function isNode(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function compileAggregate(
  { name, distinct, operand }: AggregateExpression,
  rows: Context,
): { readonly maker: () => Accumulator; readonly kind: Kind } {
  if (operand === null) return { kind: 'key', maker: countRows };
  const value = compileValue(operand, rows);
  switch (name) {
    case 'count':
      return { kind: 'key', maker: () => folding(value, distinct, counting()) };
    case 'sum': {
      if (value.kind !== 'key' && value.kind !== 'decimal' && value.kind !== 'null')
        throw unsupported(`SUM needs a number, not a ${value.kind}.`);
      const converted = asKind(value, 'decimal');
      return { kind: 'decimal', maker: () => folding(converted, distinct, summing()) };
    }
    case 'min':
    case 'max':
      return { kind: value.kind, maker: () => folding(value, false, extreme(name, value.kind)) };
  }
}

function countRows(): Accumulator {
  let count = 0;
  return { add: () => void (count += 1), result: () => count };
}

/** What an aggregate does with one value that is not null. */
interface Fold {
  take(value: Exclude<Value, null>): void;
  result(): Value;
}

/** Feeds the values that are not null (each once, for DISTINCT) into a fold. */
function folding(value: CompiledValue, distinct: boolean, fold: Fold): Accumulator {
  const seen = distinct ? new Set<Value>() : null;
  return {
    add: (tuple) => {
      const found = value.evaluate(tuple, NO_AGGREGATES);
      if (found === null) return;
      if (seen !== null) {
        const key = hashKey(found);
        if (seen.has(key)) return;
        seen.add(key);
      }
      fold.take(found);
    },
    result: () => fold.result(),
  };
}

function counting(): Fold {
  let count = 0;
  return { take: () => void (count += 1), result: () => count };
}

function summing(): Fold {
  let sum: Decimal | null = null;
  return {
    take: (value) => {
      if (typeof value === 'object') sum = addDecimals(sum ?? ZERO, value);
    },
    result: () => sum,
  };
}

function extreme(name: Extract<AggregateName, 'min' | 'max'>, kind: Kind): Fold {
  let best: Value = null;
  return {
    take: (value) => {
      if (best === null || compareValues(value, best, kind) < 0 === (name === 'min')) best = value;
    },
    result: () => best,
  };
}
