// A place in the tokens of one query.
import { refuseAt, tokenize, type Token } from './tokenize.ts';

/** Words with a meaning of their own; as a name they must stand in double quotes. */
const RESERVED = new Set(
  'select distinct from where group by having order asc desc inner left right full outer cross join on and or not in like escape between is null as case when then else end union all limit offset fetch with exists top'.split(
    ' ',
  ),
);

/** Reads the tokens of a query from left to right. */
export class Cursor {
  readonly #query: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(query: string) {
    this.#query = query;
    this.#tokens = tokenize(query);
  }

  /** The token at (or so many after) the current place. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#position + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('A token list always holds its end token');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.value === word;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.value === symbol;
  }

  /** Steps over the word when it is next. */
  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#position += 1;
    return found;
  }

  /** Steps over the symbol when it is next. */
  takeSymbol(symbol: string): boolean {
    const found = this.isSymbol(symbol);
    if (found) this.#position += 1;
    return found;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.refuse();
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.refuse();
  }

  /** Whether a name stands here: a word that is not reserved, or one in double quotes. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quotedWord' || (token.kind === 'word' && !RESERVED.has(token.value));
  }

  /** A name, in lower case. */
  expectName(): string {
    if (!this.isName()) throw this.refuse();
    return this.next().value;
  }

  /** The refusal of the token at the current place. */
  refuse(): Error {
    const token = this.peek();
    const near = token.kind === 'end' ? 'the end of the query' : `'${token.value}'`;
    return refuseAt(this.#query, token.at, near);
  }
}
