// What to look for, and the look: every spelling in which a secret could stand somewhere. Shares no code with the product's own redaction.

/** Lines of a key shorter than this are not looked for alone: they could stand anywhere. */
const pieceLengthMin = 20;

/** A secret by the name a report may use. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Something that was written somewhere. */
export interface Written {
  readonly where: string;
  readonly text: string;
}

/** A place where a secret stands. */
export interface Leak {
  readonly where: string;
  readonly canary: string;
  readonly spelling: string;
}

/** Every secret in every text. Canaries without a piece long enough to be recognised raise an Error: they would never be found. */
export function search(canaries: readonly Canary[], texts: readonly Written[]): readonly Leak[] {
  const needles = canaries.flatMap(({ name, value }) => {
    const pieces = piecesOf(value);
    if (pieces.length === 0) throw new Error(`${name} is too short to be looked for`);
    return pieces.flatMap((piece) => spellingsOf(piece).map(([spelling, text]) => ({ name, spelling, text })));
  });
  return texts.flatMap(({ where, text }) =>
    needles
      .filter((needle) => text.includes(needle.text))
      .map(({ name, spelling }) => ({ where, canary: name, spelling })),
  );
}

function piecesOf(value: string): readonly string[] {
  return value
    .split(/\s+/)
    .filter((piece) => piece.length >= pieceLengthMin && !piece.startsWith('-----') && !piece.endsWith('-----'));
}

function spellingsOf(piece: string): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(piece);
  // Where a text begins inside a longer one decides how base64 spells it; the first and last characters depend on neighbours.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    ['plain', piece],
    ['percent', encodeURIComponent(piece)],
    ['hex', bytes.toString('hex')],
    ...shifted.map((text) => ['base64', text] as const),
    ...shifted.map((text) => ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')] as const),
  ];
}
