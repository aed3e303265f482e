// What a parsed SuiteQL query is made of.
import type { Decimal } from '../decimal.ts';

/** How two values are compared. */
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** One case of CASE WHEN. */
export interface CaseBranch {
  readonly when: Expression;
  readonly then: Expression;
}

/** Anything that has a value or a truth; compile.ts checks which of the two is wanted where. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'null' }
  | { readonly kind: 'column'; readonly qualifier: string | null; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'aggregate';
      readonly name: AggregateName;
      readonly distinct: boolean;
      readonly operand: Expression | null;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '||';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | { readonly kind: 'case'; readonly branches: readonly CaseBranch[]; readonly otherwise: Expression | null }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly options: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: string | null;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: 'isNull'; readonly operand: Expression; readonly negated: boolean }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression };

/** The aggregate functions; COUNT without an operand is COUNT(*). */
export type AggregateName = 'count' | 'sum' | 'min' | 'max';

/** One column of the answer. */
export interface SelectItem {
  readonly expression: Expression;
  readonly alias: string | null;
}

/** A table with the name it goes by in this query. */
export interface TableReference {
  readonly table: string;
  readonly alias: string;
}

/** A joined table. */
export interface Join extends TableReference {
  readonly kind: 'inner' | 'left';
  readonly on: Expression;
}

/** One key of ORDER BY. */
export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** One query. */
export interface Query {
  readonly distinct: boolean;
  /** `all` is SELECT *, which needs a single table. */
  readonly select: readonly SelectItem[] | 'all';
  readonly from: TableReference;
  readonly joins: readonly Join[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | null;
  readonly orderBy: readonly OrderKey[];
}
