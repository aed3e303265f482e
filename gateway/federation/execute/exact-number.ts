// Whole numbers beyond what JavaScript's numbers hold: 9007199254740993 would become 9007199254740992, and an ID another one.
import { Sealed } from './sealed.ts';

/** JSON.rawJSON is in Node 22 and later but not yet in the TypeScript library; neither are a reviver's source texts. */
const json = JSON as unknown as {
  rawJSON(text: string): unknown;
  parse(text: string, revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
};

/** A whole number of a subgraph's answer, digit for digit. */
class ExactNumber extends Sealed {
  readonly #digits: string;

  constructor(digits: string) {
    super();
    this.#digits = digits;
  }

  /** Its digits: graphql-js makes an ID of them, and refuses them where an Int is promised. */
  override valueOf(): string {
    return this.#digits;
  }

  /** As JSON it is the number that was sent. */
  override toJSON(): unknown {
    return json.rawJSON(this.#digits);
  }
}

/**
 * Sixteen digits that begin a number, or a text that looks like one. Written out, it is searched for in steps of several
 * characters (9 µs for 82 kB; with `{16}` it is 180).
 */
const longNumber = /[:,[\s-]\d\d\d\d\d\d\d\d\d\d\d\d\d\d\d\d/;

const wholeForm = /^-?\d+$/;

/** Parses JSON, whole numbers beyond 2^53 into ExactNumbers. Throws SyntaxError for what is not JSON. */
export function parseWithDigits(text: string): unknown {
  return longNumber.test(text) ? json.parse(text, keepDigits) : (JSON.parse(text) as unknown);
}

function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return wholeForm.test(source) ? new ExactNumber(source) : value;
}
