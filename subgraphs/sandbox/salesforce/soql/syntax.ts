// What a query says, before anyone asked whether its names exist. `start` is an offset in the text, for messages.
import type { TextPiece } from './tokenize.ts';

/** `Owner.Name`: relationships, then a field. */
export interface PathNode {
  readonly names: readonly string[];
  readonly text: string;
  readonly start: number;
}

/** The functions over many records. */
export type AggregateFunction = 'COUNT' | 'COUNT_DISTINCT' | 'SUM' | 'AVG' | 'MIN' | 'MAX';

/** `SUM(Amount)`; only COUNT may have no argument. */
export interface AggregateNode {
  readonly kind: 'aggregate';
  readonly function: AggregateFunction;
  readonly argument: PathNode | null;
  readonly start: number;
}

/** A field. */
export interface FieldNode {
  readonly kind: 'field';
  readonly path: PathNode;
}

/** Something that has one value per record or per group. */
export type OperandNode = FieldNode | AggregateNode;

/** One thing selected. */
export type SelectNode =
  | (FieldNode & { readonly alias: string | null })
  | (AggregateNode & { readonly alias: string | null })
  | { readonly kind: 'children'; readonly query: QueryNode; readonly start: number };

/** A value written in the query. */
export type LiteralNode = { readonly text: string; readonly start: number } & (
  | { readonly kind: 'string'; readonly pieces: readonly TextPiece[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'currency'; readonly code: string; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'date' }
  | { readonly kind: 'datetime'; readonly ms: number }
  /** `TODAY`, `LAST_N_DAYS:30`: a range of days that moves with the clock. */
  | { readonly kind: 'period'; readonly name: string; readonly count: number | null }
);

/** How a field is compared with one value. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';

/** A condition. */
export type ConditionNode =
  | { readonly kind: 'and'; readonly parts: readonly ConditionNode[] }
  | { readonly kind: 'or'; readonly parts: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly part: ConditionNode }
  | {
      readonly kind: 'compare';
      readonly operand: OperandNode;
      readonly operator: ComparisonOperator;
      readonly literal: LiteralNode;
    }
  | {
      readonly kind: 'in';
      readonly operand: OperandNode;
      readonly negated: boolean;
      readonly literals: readonly LiteralNode[];
    }
  | { readonly kind: 'inQuery'; readonly operand: OperandNode; readonly negated: boolean; readonly query: QueryNode };

/** One key of the order. */
export interface OrderNode {
  readonly operand: OperandNode;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** A whole query. */
export interface QueryNode {
  /** `SELECT COUNT()`, which answers a number and no records. */
  readonly isCount: boolean;
  readonly select: readonly SelectNode[];
  readonly from: { readonly name: string; readonly alias: string | null; readonly start: number };
  readonly where: ConditionNode | null;
  readonly groupBy: readonly PathNode[];
  readonly having: ConditionNode | null;
  readonly orderBy: readonly OrderNode[];
  readonly limit: number | null;
  readonly offset: number;
}
