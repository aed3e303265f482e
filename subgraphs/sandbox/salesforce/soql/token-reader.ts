// Reads tokens one after the other, with the few questions a parser asks.
import { unexpectedToken } from './query-error.ts';
import { tokenize, type Token } from './tokenize.ts';

/** A place in the tokens of one query. */
export class TokenReader {
  readonly query: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(query: string) {
    this.query = query;
    this.#tokens = tokenize(query);
  }

  /** The next token, not taken. */
  get next(): Token {
    return this.peek(0);
  }

  /** The token so many places ahead, `<EOF>` beyond the end. */
  peek(ahead: number): Token {
    const token = this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1);
    if (token === undefined) throw new Error('A query has at least the token <EOF>');
    return token;
  }

  /** Takes the next token, whatever it is. */
  take(): Token {
    const token = this.next;
    this.#position += 1;
    return token;
  }

  /** True when the next tokens are these words or symbols; words are compared without case. */
  sees(...texts: readonly string[]): boolean {
    return texts.every((text, ahead) => isText(this.peek(ahead), text));
  }

  /** Takes these words or symbols when they are next. */
  takes(...texts: readonly string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.#position += texts.length;
    return true;
  }

  /** Takes these words or symbols, or refuses the query. */
  expect(...texts: readonly string[]): void {
    for (const text of texts) if (!this.takes(text)) throw this.unexpected();
  }

  /** Takes a name that is not one of these reserved words. */
  expectName(reserved: ReadonlySet<string>): Token {
    const token = this.next;
    if (token.kind !== 'word' || reserved.has(token.text.toUpperCase())) throw this.unexpected();
    return this.take();
  }

  /** The refusal that names the next token. */
  unexpected(): Error {
    return unexpectedToken(this.next.text);
  }
}

function isText(token: Token, text: string): boolean {
  return (token.kind === 'word' || token.kind === 'symbol') && token.text.toUpperCase() === text;
}
