// Errors travel in the answer tree: a Failure stands where a value should have been. So an error reaches every place at
// which the client sees that value, under the client's own path, however often the plan shared, copied or merged it.
import type { AnswerPath, SubgraphError } from '../subgraph.ts';
import { Sealed } from './sealed.ts';

/** Stands in the tree for a value that could not be had. */
export class Failure extends Sealed {
  readonly error: SubgraphError;
  /** How far below this place the error happened: a null that travelled up from a non-null field leaves the way here. */
  readonly below: AnswerPath;
  /** The failure of the object that this field went down with, because of one of its neighbours; else null. */
  readonly wholeObject: Failure | null;
  readonly #origin: Failure | null;
  #isMissed = false;

  constructor(error: SubgraphError, below: AnswerPath = [], from: FailureFrom = {}) {
    super();
    this.error = error;
    this.below = below;
    this.#origin = from.origin ?? null;
    this.wholeObject = from.wholeObject ?? null;
  }

  /** Within a leaf it has no place of its own. */
  override toJSON(): null {
    return null;
  }

  /** The same failure as seen by one field of the object that is missing. */
  ofField(key: string): Failure {
    const [first, ...below] = this.below;
    if (first === key) return new Failure(this.error, below, { origin: this });
    return new Failure(this.error, [], { origin: this, wholeObject: first === undefined ? null : this });
  }

  /** Notes that a later request of the plan needed the value. */
  miss(): void {
    this.#isMissed = true;
    this.#origin?.miss();
  }

  /** Whether some later request of the plan needed the value, here or at a place that has it from here. */
  get isMissed(): boolean {
    return this.#isMissed;
  }
}

/** Where a failure comes from, when it is not the first to tell of its error. */
interface FailureFrom {
  readonly origin?: Failure;
  readonly wholeObject?: Failure | null;
}
