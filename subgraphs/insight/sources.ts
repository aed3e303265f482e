// Entities as the gateway hands them over, with the fields that @requires carries: the `mappers` of codegen.
import type { Rate } from './exchange.ts';
import type { ProjectFacts, ReceivableFacts } from './position.ts';

/** A project with the facts `financials` requires; a field a silent system left out is absent. */
export interface ProjectSource extends Partial<ProjectFacts> {
  readonly id: string;
}

/** A customer with the facts `position` requires. */
export interface CustomerSource {
  readonly id: string;
  readonly receivables?: readonly ReceivableFacts[] | null;
  readonly exchangeRates?: readonly Rate[] | null;
}
