// The data of an answer, as the JSON text the projection wrote.

/** What stands around the data of an answer without errors and extensions. */
export const answerStart = '{"data":';
export const answerEnd = '}';

/**
 * Stands where an answer's data stands, through @apollo/server too. Whoever must look inside pays for reading it again:
 * `JSON.stringify` and `parse` give what the text says; the one who writes the answer takes the text as it is.
 */
export class DataText {
  /** The whole answer when there is nothing but data: most answers, and putting text around 85 kB copies them. */
  readonly answer: string;
  readonly [name: string]: unknown;

  /** Takes an answer from `answerStart` to `answerEnd`. */
  constructor(answer: string) {
    this.answer = answer;
  }

  /** The data alone. */
  get text(): string {
    return this.answer.slice(answerStart.length, -answerEnd.length);
  }

  /** The data as objects. */
  parse(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }

  toJSON(): Record<string, unknown> {
    return this.parse();
  }
}
