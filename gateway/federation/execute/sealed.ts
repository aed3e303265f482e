// What stands in the answer tree as one piece.

/** Never gone into, merged or copied, though it is made of parts. */
export abstract class Sealed {
  /** What it is to whoever reads JSON. */
  abstract toJSON(): unknown;
}
