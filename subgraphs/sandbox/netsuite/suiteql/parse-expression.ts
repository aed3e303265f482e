// The expression half of the grammar, by recursive descent: OR, AND, NOT, predicates, sums, products, signs, primaries.
import { decimal } from '../decimal.ts';
import type { Cursor } from './cursor.ts';
import { unsupported } from './refusal.ts';
import type { AggregateName, CaseBranch, ComparisonOperator, Expression } from './syntax.ts';

/** Deepest nesting accepted: what people write stays below 20, and the stack must not overflow. */
const DEPTH_MAX = 200;
/** Values in one IN list: the database behind NetSuite refuses more. */
const IN_VALUES_MAX = 1_000;
/** Functions outside the aggregates, with how many arguments they take. */
const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'builtin.df': [1, 1],
  to_date: [2, 2],
  to_char: [1, 2],
  nvl: [2, 2],
  coalesce: [2, 100],
};
const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Parses expressions at a cursor. */
export class ExpressionParser {
  readonly #cursor: Cursor;
  #depth = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** A whole expression, as deep as it goes. */
  parse(): Expression {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw unsupported(`An expression nests deeper than ${DEPTH_MAX} levels.`);
    let left = this.#conjunction();
    while (this.#cursor.takeWord('or')) left = { kind: 'or', left, right: this.#conjunction() };
    this.#depth -= 1;
    return left;
  }

  #conjunction(): Expression {
    let left = this.#negation();
    while (this.#cursor.takeWord('and')) left = { kind: 'and', left, right: this.#negation() };
    return left;
  }

  #negation(): Expression {
    let negations = 0;
    while (this.#cursor.takeWord('not')) negations += 1;
    let operand = this.#predicate();
    for (; negations > 0; negations -= 1) operand = { kind: 'not', operand };
    return operand;
  }

  #predicate(): Expression {
    const operand = this.#sum();
    const token = this.#cursor.peek();
    const operator = token.kind === 'symbol' ? COMPARISONS[token.value] : undefined;
    if (operator !== undefined) {
      this.#cursor.next();
      return { kind: 'compare', operator, left: operand, right: this.#sum() };
    }
    if (this.#cursor.takeWord('is')) {
      const negated = this.#cursor.takeWord('not');
      this.#cursor.expectWord('null');
      return { kind: 'isNull', operand, negated };
    }
    const negated = this.#cursor.takeWord('not');
    if (this.#cursor.takeWord('in')) return { kind: 'in', operand, options: this.#inList(), negated };
    if (this.#cursor.takeWord('like')) return this.#like(operand, negated);
    if (this.#cursor.takeWord('between')) {
      const low = this.#sum();
      this.#cursor.expectWord('and');
      return { kind: 'between', operand, low, high: this.#sum(), negated };
    }
    if (negated) throw this.#cursor.refuse();
    return operand;
  }

  #like(operand: Expression, negated: boolean): Expression {
    const pattern = this.#sum();
    let escape: string | null = null;
    if (this.#cursor.takeWord('escape')) {
      const token = this.#cursor.peek();
      if (token.kind !== 'text' || token.value.length !== 1) throw this.#cursor.refuse();
      escape = this.#cursor.next().value;
    }
    return { kind: 'like', operand, pattern, escape, negated };
  }

  #inList(): readonly Expression[] {
    this.#cursor.expectSymbol('(');
    const options = [this.#sum()];
    while (this.#cursor.takeSymbol(',')) options.push(this.#sum());
    this.#cursor.expectSymbol(')');
    if (options.length > IN_VALUES_MAX)
      throw unsupported(
        `The maximum number of expressions in a list is ${IN_VALUES_MAX}, this one has ${options.length}.`,
      );
    return options;
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const token = this.#cursor.peek();
      if (token.kind !== 'symbol' || (token.value !== '+' && token.value !== '-' && token.value !== '||')) return left;
      this.#cursor.next();
      left = { kind: 'arithmetic', operator: token.value, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#signed();
    while (this.#cursor.takeSymbol('*')) left = { kind: 'arithmetic', operator: '*', left, right: this.#signed() };
    return left;
  }

  #signed(): Expression {
    if (!this.#cursor.takeSymbol('-')) return this.#primary();
    // Two minus signs are a comment in SQL, and tokenize.ts has refused them already.
    return { kind: 'negate', operand: this.#primary() };
  }

  #primary(): Expression {
    const token = this.#cursor.peek();
    if (token.kind === 'text') {
      this.#cursor.next();
      return { kind: 'text', value: token.value };
    }
    if (token.kind === 'number') {
      this.#cursor.next();
      return { kind: 'number', value: decimal(token.value) };
    }
    if (this.#cursor.takeWord('null')) return { kind: 'null' };
    if (this.#cursor.takeWord('case')) return this.#case();
    if (this.#cursor.takeSymbol('(')) {
      const inner = this.parse();
      this.#cursor.expectSymbol(')');
      return inner;
    }
    return this.#named();
  }

  #case(): Expression {
    const branches: CaseBranch[] = [];
    while (this.#cursor.takeWord('when')) {
      const when = this.parse();
      this.#cursor.expectWord('then');
      branches.push({ when, then: this.parse() });
    }
    if (branches.length === 0) throw this.#cursor.refuse();
    const otherwise = this.#cursor.takeWord('else') ? this.parse() : null;
    this.#cursor.expectWord('end');
    return { kind: 'case', branches, otherwise };
  }

  #named(): Expression {
    const first = this.#cursor.expectName();
    if (this.#cursor.isSymbol('(')) return this.#call(first);
    if (!this.#cursor.takeSymbol('.')) return { kind: 'column', qualifier: null, name: first };
    const second = this.#cursor.expectName();
    if (this.#cursor.isSymbol('(')) return this.#call(`${first}.${second}`);
    return { kind: 'column', qualifier: first, name: second };
  }

  #call(name: string): Expression {
    this.#cursor.expectSymbol('(');
    if (name === 'count' || name === 'sum' || name === 'min' || name === 'max') return this.#aggregate(name);
    const bounds = FUNCTIONS[name];
    if (bounds === undefined) throw unsupported(`Function ${name.toUpperCase()} is not supported.`);
    const values = [this.parse()];
    while (this.#cursor.takeSymbol(',')) values.push(this.parse());
    this.#cursor.expectSymbol(')');
    if (values.length < bounds[0] || values.length > bounds[1])
      throw unsupported(`Function ${name.toUpperCase()} does not take ${values.length} arguments.`);
    return { kind: 'call', name, arguments: values };
  }

  #aggregate(name: AggregateName): Expression {
    if (name === 'count' && this.#cursor.takeSymbol('*')) {
      this.#cursor.expectSymbol(')');
      return { kind: 'aggregate', name, distinct: false, operand: null };
    }
    const distinct = this.#cursor.takeWord('distinct');
    const operand = this.parse();
    this.#cursor.expectSymbol(')');
    return { kind: 'aggregate', name, distinct, operand };
  }
}
