// How values compare: text without case in the order of the English locale, ids and times by their characters.
import { isText, type FieldType } from '../catalogue/field.ts';
import type { Value } from '../store/record.ts';

/** Case is ignored, accents are not; equality, `<` and ORDER BY must agree, or pages by key lose rows. */
const collator = new Intl.Collator('en', { sensitivity: 'accent' });

/** Negative, zero or positive, for two values of one field type that are not null. */
export function compareValues(type: FieldType, left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return isText(type) ? compareText(left, right) : compareCharacters(left, right);
  }
  return Number(left) - Number(right);
}

/** Texts that the locale puts in one place (`ß` and `ss`) are still two texts: only case makes no difference. */
function compareText(left: string, right: string): number {
  return collator.compare(left, right) || compareCharacters(left.toLowerCase(), right.toLowerCase());
}

function compareCharacters(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** A key under which equal values of a type meet, for groups and sets. */
export function equalityKey(type: FieldType, value: Value): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  return isText(type) ? `'${value.toLowerCase()}` : `'${value}`;
}

/** A LIKE pattern: `%` is any text, `_` any one character, and case does not count. */
export function likePattern(
  pieces: readonly { readonly kind: 'plain' | 'escapedWildcard'; readonly text: string }[],
): RegExp {
  const source = pieces.map(({ kind, text }) => (kind === 'plain' ? plainPattern(text) : text)).join('');
  return new RegExp(`^${source}$`, 'isu');
}

function plainPattern(text: string): string {
  // Only ASCII is touched, so replacing code units cannot break a character that has two.
  return text.replace(/[%_\\^$.*+?()[\]{}|/]/gu, (character) => wildcard(character) ?? `\\${character}`);
}

function wildcard(character: string): string | undefined {
  if (character === '%') return '.*';
  return character === '_' ? '.' : undefined;
}
