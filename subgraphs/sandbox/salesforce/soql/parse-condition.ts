// Conditions. As in the vendor's grammar AND and OR never mix without parentheses, and NOT stands only at the beginning of
// a condition or of a parenthesis: `a = 1 AND NOT b = 2` is refused, `a = 1 AND (NOT b = 2)` is not.
import { parseLiteral, parseOperand } from './parse-operand.ts';
import { malformedQuery, unexpectedToken } from './query-error.ts';
import type { ComparisonOperator, ConditionNode, OperandNode, QueryNode } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Parentheses inside parentheses; the vendor has a limit too, ours only protects the stack. */
const DEPTH_MAX = 100;

const OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Parses what follows WHERE or HAVING; `parseInQuery` reads the query of `IN (SELECT …)`. */
export function parseCondition(reader: TokenReader, parseInQuery: () => QueryNode): ConditionNode {
  return new ConditionParser(reader, parseInQuery).parse(0);
}

class ConditionParser {
  readonly #reader: TokenReader;
  readonly #parseInQuery: () => QueryNode;

  constructor(reader: TokenReader, parseInQuery: () => QueryNode) {
    this.#reader = reader;
    this.#parseInQuery = parseInQuery;
  }

  /** Conditions joined by one kind of joiner, or one condition after NOT. */
  parse(depth: number): ConditionNode {
    const reader = this.#reader;
    if (depth > DEPTH_MAX) throw malformedQuery(`More than ${DEPTH_MAX} levels of parentheses`);
    if (reader.takes('NOT')) return { kind: 'not', part: this.#parseOne(depth) };
    const first = this.#parseOne(depth);
    const joiner = reader.sees('AND') ? 'AND' : 'OR';
    const parts = [first];
    while (reader.takes(joiner)) parts.push(this.#parseOne(depth));
    if (parts.length === 1) return first;
    return { kind: joiner === 'AND' ? 'and' : 'or', parts };
  }

  #parseOne(depth: number): ConditionNode {
    const reader = this.#reader;
    if (reader.takes('(')) {
      const inner = this.parse(depth + 1);
      reader.expect(')');
      return inner;
    }
    const operand = parseOperand(reader);
    if (reader.takes('LIKE')) return parseLike(reader, operand);
    if (reader.takes('IN')) return this.#parseIn(operand, false);
    if (reader.takes('NOT', 'IN')) return this.#parseIn(operand, true);
    const operator = OPERATORS[reader.next.text];
    if (reader.next.kind !== 'symbol' || operator === undefined) throw reader.unexpected();
    reader.take();
    return { kind: 'compare', operand, operator, literal: parseLiteral(reader) };
  }

  #parseIn(operand: OperandNode, negated: boolean): ConditionNode {
    const reader = this.#reader;
    reader.expect('(');
    if (reader.sees('SELECT')) {
      const query = this.#parseInQuery();
      reader.expect(')');
      return { kind: 'inQuery', operand, negated, query };
    }
    const literals = [parseLiteral(reader)];
    while (reader.takes(',')) literals.push(parseLiteral(reader));
    reader.expect(')');
    return { kind: 'in', operand, negated, literals };
  }
}

function parseLike(reader: TokenReader, operand: OperandNode): ConditionNode {
  const literal = parseLiteral(reader);
  if (literal.kind === 'null') throw unexpectedToken(literal.text);
  return { kind: 'compare', operand, operator: 'LIKE', literal };
}
