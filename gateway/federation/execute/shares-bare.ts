// Whether a plan lets entities of which nothing but their key is known become one object (entities.ts).
import type { Step } from '../steps.ts';

/**
 * Objects at one place are asked the same by every later step, so the same entity gets the same there, wherever it stands. Only
 * a place on some types is an exception: `... on Book { shop { price(in: EUR) } } ... on Film { shop { price(in: USD) } }` asks
 * the shops of books and of films for different values under one key, and one object could not hold both.
 */
export function sharesBare(step: Step): boolean {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.every(sharesBare);
    case 'serial':
      return step.turns.every((turn) => sharesBare(turn.step));
    case 'root-fetch':
      return true;
    case 'entity-fetch':
      return step.batches.every(({ places }) => places.every((place) => place.every(({ kind }) => kind !== 'types')));
  }
}
