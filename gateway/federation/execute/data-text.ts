// The data of an answer, as the JSON text the projection wrote.

/**
 * Stands where an answer's data stands, through @apollo/server too. Whoever must look inside pays for reading it again:
 * `JSON.stringify` and `parse` give what the text says; the one who writes the answer takes the text as it is.
 */
export class DataText {
  readonly text: string;
  readonly [name: string]: unknown;

  constructor(text: string) {
    this.text = text;
  }

  /** The data as objects. */
  parse(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }

  toJSON(): Record<string, unknown> {
    return this.parse();
  }
}
