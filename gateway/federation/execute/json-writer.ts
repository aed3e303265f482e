// JSON text out of thousands of pieces. They are put down in one array that is used again for every answer: adding texts to
// each other makes an object for each addition, a third of everything the collector had to clear away.

/** An array that grew beyond this for one answer is given back. */
const piecesKeptMax = 100_000;

/** Puts pieces together; what was put down last can be taken back. One text at a time, and nothing awaits in between. */
export class JsonWriter {
  #pieces: string[] = [];
  #count = 0;

  /** Forgets whatever an earlier text left. */
  begin(): void {
    this.#count = 0;
  }

  add(piece: string): void {
    this.#pieces[this.#count] = piece;
    this.#count += 1;
  }

  /** How far it has come: to come back to with `rewind`, or to read from with `textFrom`. */
  get mark(): number {
    return this.#count;
  }

  /** Takes back what came after a mark. */
  rewind(mark: number): void {
    this.#count = mark;
  }

  /** What came after a mark, which stays. */
  textFrom(mark: number): string {
    return this.#pieces.slice(mark, this.#count).join('');
  }

  /** The whole text; the pieces are let go. */
  end(): string {
    const pieces = this.#pieces;
    const text = this.#count === pieces.length ? pieces.join('') : this.textFrom(0);
    if (pieces.length > piecesKeptMax) this.#pieces = [];
    else pieces.fill('', 0, this.#count);
    this.#count = 0;
    return text;
  }
}
