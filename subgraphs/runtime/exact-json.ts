// JSON whose numbers stay the digits that were sent: 0.1 is not 0.1000000000000000055, and 10.00 keeps its cents.
// A scanner puts every number into quotes and the engine's own parser does the rest: linear, and as strict as JSON.parse.

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;

// Sticky: it matches a whole JSON number at one place or nothing. Half-matched rubbish (01, 1., 1e) is left for JSON.parse to refuse.
const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const spaceForm = /[ \t\n\r]*/y;

/**
 * Parses JSON; every number becomes its source text, a string. Raises SyntaxError without quoting the text, which may hold
 * what a log must not.
 */
export function parseExactJson(text: string): unknown {
  const quoted = quoteNumbers(text);
  try {
    return quoted === null ? refuse(text) : JSON.parse(quoted);
  } catch {
    return refuse(text);
  }
}

function refuse(text: string): never {
  throw new SyntaxError(`The text of ${text.length} characters is not JSON`);
}

/** The text with its numbers in quotes; null when quoting would hide that it is not JSON. */
function quoteNumbers(text: string): string | null {
  const parts: string[] = [];
  let copiedTo = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === minus || (code >= zero && code <= nine)) {
      const end = endOfNumber(text, at);
      // In quotes a lone minus and a number as a key ({1:2}) would become valid.
      if (end === at || isKey(text, end)) return null;
      parts.push(text.slice(copiedTo, at), '"', text.slice(at, end), '"');
      copiedTo = end;
      at = end;
    } else {
      at += 1;
    }
  }
  return parts.join('') + text.slice(copiedTo);
}

/** The index after the closing quote; the text's end when there is none, and JSON.parse will say so. */
function endOfString(text: string, openAt: number): number {
  let closeAt = text.indexOf('"', openAt + 1);
  while (closeAt >= 0 && isEscaped(text, closeAt)) closeAt = text.indexOf('"', closeAt + 1);
  return closeAt < 0 ? text.length : closeAt + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
  return slashes % 2 === 1;
}

/** The index after the number that begins at `at`; `at` itself when there is none. */
function endOfNumber(text: string, at: number): number {
  numberForm.lastIndex = at;
  return numberForm.test(text) ? numberForm.lastIndex : at;
}

function isKey(text: string, at: number): boolean {
  spaceForm.lastIndex = at;
  spaceForm.test(text);
  return text.charCodeAt(spaceForm.lastIndex) === colon;
}

/** JSON.rawJSON is in Node 22 and later but not yet in the TypeScript library. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
const decimalForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Decimal text as a number of a body to be sent, digit for digit. Raises RangeError for anything but plain decimal text. */
export function exactNumber(text: string): unknown {
  if (decimalForm.test(text)) return rawJSON(text);
  throw new RangeError(`"${text}" is not decimal text such as 1250.00`);
}
