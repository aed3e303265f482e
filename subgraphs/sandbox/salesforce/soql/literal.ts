// Values as a query writes them, read as the field's type wants them. The vendor refuses a value of another type.
import { isText, type FieldType } from '../catalogue/field.ts';
import { dayOf, formatInstant } from '../instant.ts';
import { readId } from '../record-id.ts';
import type { Value } from '../store/record.ts';
import { likePattern } from './compare.ts';
import type { Operand } from './operand.ts';
import { periodAt } from './period.ts';
import { invalidField, invalidFilter } from './query-error.ts';
import type { LiteralNode } from './syntax.ts';
import { illegalEscape, type TextPiece } from './tokenize.ts';
import type { QueryWorld } from './world.ts';

/** One value, or a range of days as wire text of the field's type. */
export type ReadLiteral =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

/** The vendor's names for types in messages, where they differ from the describe's. */
const TYPE_NAMES: Partial<Record<FieldType, string>> = { datetime: 'dateTime', id: 'ID', reference: 'reference' };

/** Reads a value for a field. */
export function readLiteral<T>(world: QueryWorld, operand: Operand<T>, literal: LiteralNode): ReadLiteral {
  if (literal.kind === 'null') return { kind: 'value', value: null };
  const { type } = operand;
  if (type === 'id' || type === 'reference') return readIdLiteral(world, operand, literal);
  if (isText(type)) {
    if (literal.kind !== 'string') throw wrongType(world, operand, literal);
    const text = plainText(literal.pieces);
    // The vendor keeps no empty texts: '' and null are the same.
    return { kind: 'value', value: text === '' ? null : text };
  }
  if (type === 'date' || type === 'datetime') return readTime(world, operand, literal);
  if (type === 'boolean' && literal.kind === 'boolean') return { kind: 'value', value: literal.value };
  if (['int', 'long', 'double', 'currency', 'percent'].includes(type)) {
    if (literal.kind === 'number') return { kind: 'value', value: literal.value };
    if (literal.kind === 'currency' && type === 'currency') {
      return { kind: 'value', value: literal.value / world.rateOf(literal.code) };
    }
  }
  throw wrongType(world, operand, literal);
}

/** Reads a LIKE pattern; only texts have them. */
export function readPattern<T>(world: QueryWorld, operand: Operand<T>, literal: LiteralNode): RegExp {
  if (!isText(operand.type)) throw invalidOperator(world, operand);
  if (literal.kind !== 'string') throw wrongType(world, operand, literal);
  return likePattern(literal.pieces);
}

/** The refusal of an operator that the field's type does not have. */
export function invalidOperator<T>(world: QueryWorld, operand: Operand<T>): Error {
  const name = TYPE_NAMES[operand.type] ?? operand.type;
  return invalidFilter(world.text, operand.start, `invalid operator on ${name.toLowerCase()} field`);
}

/** Text outside of a LIKE pattern has no wildcards, so their escapes are an error there. */
function plainText(pieces: readonly TextPiece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'escapedWildcard') throw illegalEscape(piece.text);
      return piece.text;
    })
    .join('');
}

function readIdLiteral<T>(world: QueryWorld, operand: Operand<T>, literal: LiteralNode): ReadLiteral {
  if (literal.kind !== 'string') throw wrongType(world, operand, literal);
  const text = plainText(literal.pieces);
  if (text === '') return { kind: 'value', value: null };
  // An id with a wrong checksum is no error in a query (recorded), it is nobody's.
  const id = readId(text) ?? (/^[0-9A-Za-z]{18}$/u.test(text) ? text : null);
  if (id === null) throw invalidFilter(world.text, operand.start, `invalid ID field: ${text}`);
  return { kind: 'value', value: id };
}

function readTime<T>(world: QueryWorld, operand: Operand<T>, literal: LiteralNode): ReadLiteral {
  const isDate = operand.type === 'date';
  if (literal.kind === 'period') {
    const { fromMs, toMs } = periodAt(literal.name, literal.count, world.now);
    const format = isDate ? dayOf : (ms: number): string => formatInstant(new Date(ms));
    return { kind: 'range', from: format(fromMs), to: format(toMs) };
  }
  if (isDate && literal.kind === 'date') return { kind: 'value', value: literal.text };
  if (!isDate && literal.kind === 'datetime') return { kind: 'value', value: preciseInstant(literal.ms) };
  throw wrongType(world, operand, literal);
}

/** Milliseconds are kept: `> …37.500Z` must not find a record of second 37. */
function preciseInstant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

function wrongType<T>(world: QueryWorld, operand: Operand<T>, literal: LiteralNode): Error {
  const name = TYPE_NAMES[operand.type] ?? operand.type;
  const quotes = isText(operand.type) ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  return invalidField(
    world.text,
    literal.start,
    `value of filter criterion for field '${operand.name}' must be of type ${isText(operand.type) ? 'string' : name} and ${quotes}`,
  );
}
