// Where in an answer something is being written: kept at every value, read only where an error is told.
import type { AnswerPath } from '../subgraph.ts';

/** One segment per object or list on the way, set anew for each of its values instead of being put on and taken off. */
export class PathNow {
  readonly #segments: (string | number)[] = [];
  #depth = 0;

  /** Goes into an object or a list; gives the place of its segment. */
  enter(): number {
    this.#depth += 1;
    return this.#depth - 1;
  }

  /** Names the value at hand of the object or list whose place it is. */
  set(place: number, segment: string | number): void {
    this.#segments[place] = segment;
  }

  /** Comes out of the innermost object or list. */
  leave(): void {
    this.#depth -= 1;
  }

  /** The path as it is now. */
  copy(): AnswerPath {
    return this.#segments.slice(0, this.#depth);
  }
}
