// The language of `q`: `lastModifiedDate ON_OR_AFTER "11/1/2026" AND (email START_WITH "a" OR isInactive IS false)`.
import { NetSuiteProblem } from '../problem.ts';

/** One condition or a combination of them. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | {
      readonly kind: 'condition';
      readonly field: string;
      readonly operator: string;
      readonly values: readonly string[];
    };

interface Piece {
  readonly kind: 'word' | 'quoted' | 'symbol';
  readonly value: string;
}

/** Text literals stand in double quotes; NetSuite refuses single quotes without saying why. */
const PIECE = /\s*(?:"((?:[^"\\]|\\.)*)"|([()[\],])|([^\s()[\],"']+))/y;
/** Operators that take no value. */
const UNARY = new Set(['EMPTY', 'EMPTY_NOT']);
/** Deepest nesting of parentheses accepted. */
const DEPTH_MAX = 50;

/** The refusal of a filter that is not in the language. */
export function invalidFilter(detail = 'Invalid search query. Provide a valid search query.'): NetSuiteProblem {
  return new NetSuiteProblem(400, 'INVALID_PARAMETER', detail, { queryParameter: 'q' });
}

/** Parses `q`. */
export function parseFilter(text: string): Filter {
  const parser = new FilterParser(split(text));
  return parser.whole();
}

function split(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (match === null) throw invalidFilter();
    const [, quoted, symbol, word] = match;
    if (quoted !== undefined) pieces.push({ kind: 'quoted', value: quoted.replace(/\\(.)/g, '$1') });
    else pieces.push(symbol === undefined ? { kind: 'word', value: word ?? '' } : { kind: 'symbol', value: symbol });
    at = PIECE.lastIndex;
  }
  return pieces;
}

class FilterParser {
  readonly #pieces: readonly Piece[];
  #at = 0;
  #depth = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  whole(): Filter {
    const filter = this.#either();
    if (this.#at < this.#pieces.length) throw invalidFilter();
    return filter;
  }

  #either(): Filter {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw invalidFilter();
    let left = this.#both();
    while (this.#take('word', 'OR')) left = { kind: 'or', left, right: this.#both() };
    this.#depth -= 1;
    return left;
  }

  #both(): Filter {
    let left = this.#one();
    while (this.#take('word', 'AND')) left = { kind: 'and', left, right: this.#one() };
    return left;
  }

  #one(): Filter {
    if (this.#take('symbol', '(')) {
      const inner = this.#either();
      if (!this.#take('symbol', ')')) throw invalidFilter();
      return inner;
    }
    const field = this.#word();
    const operator = this.#word().toUpperCase();
    return { kind: 'condition', field, operator, values: UNARY.has(operator) ? [] : this.#values() };
  }

  #values(): readonly string[] {
    if (!this.#take('symbol', '[')) return [this.#value()];
    const values = [this.#value()];
    while (this.#take('symbol', ',')) values.push(this.#value());
    if (!this.#take('symbol', ']')) throw invalidFilter();
    return values;
  }

  #value(): string {
    const piece = this.#pieces[this.#at];
    if (piece === undefined || piece.kind === 'symbol') throw invalidFilter();
    this.#at += 1;
    return piece.value;
  }

  #word(): string {
    const piece = this.#pieces[this.#at];
    if (piece?.kind !== 'word') throw invalidFilter();
    this.#at += 1;
    return piece.value;
  }

  #take(kind: Piece['kind'], value: string): boolean {
    const piece = this.#pieces[this.#at];
    const found = piece?.kind === kind && piece.value.toUpperCase() === value;
    if (found) this.#at += 1;
    return found;
  }
}
