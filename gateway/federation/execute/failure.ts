// Errors travel in the answer tree: a Failure stands where a value should have been. So an error reaches every place at
// which the client sees that value, under the client's own path, however often the plan shared, copied or merged it.
import type { AnswerPath, SubgraphError } from '../subgraph.ts';

/** Stands in the tree for a value that could not be had. */
export class Failure {
  readonly error: SubgraphError;
  /** How far below this place the error happened: a null that travelled up from a non-null field leaves the way here. */
  readonly below: AnswerPath;

  constructor(error: SubgraphError, below: AnswerPath = []) {
    this.error = error;
    this.below = below;
  }

  /** The same failure as seen by one field of the object that is missing. */
  ofField(key: string): Failure {
    return new Failure(this.error, this.below[0] === key ? this.below.slice(1) : []);
  }
}
